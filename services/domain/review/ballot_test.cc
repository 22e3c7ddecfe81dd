#include "services/domain/review/ballot.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/merkle.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

class BallotTest : public ::testing::Test {
 protected:
  BallotTest() {
    world_.OpenTypicalRound(deadline_);
    bolt_ = world_.state.Representative("bolt", "bea");
  }

  static void AddPaper(const std::string& proposal, api::BallotChoice choice, api::BatchCastBallotsRequest* request) {
    request->set_round(ReviewWorld::Round("r1"));
    api::BallotPaper* paper = request->add_papers();
    paper->set_proposal(ReviewWorld::Proposal(proposal));
    paper->set_choice(choice);
  }

  static api::CastBallotRequest Rated(std::initializer_list<std::pair<const char*, int>> scores) {
    api::CastBallotRequest request;
    request.set_round(ReviewWorld::Round("r1"));
    request.mutable_paper()->set_proposal(ReviewWorld::Proposal("p1"));
    request.mutable_paper()->set_choice(api::BALLOT_CHOICE_APPROVE);
    for (const auto& [criterion, score] : scores) {
      api::Rating* rating = request.mutable_paper()->add_ratings();
      rating->set_criterion(criterion);
      rating->set_score(score);
    }
    return request;
  }

  const ledger::TallyRecord& Tally(uint32_t item) const { return world_.state.records.FindOrDefault(TallyId{1, item}); }

  ReviewWorld world_;
  const absl::Time deadline_ = world_.state.now + absl::Hours(1);
  Principal bolt_;
};

TEST_F(BallotTest, KeepsThePersonOutOfTheDecisionPart) {
  ASSERT_TRUE(world_.setup.ok()) << world_.setup;
  api::CastBallotRequest request = Rated({{"depth", 5}, {"use", 1}});
  request.mutable_paper()->set_reason("we hire holders");
  ASSERT_TRUE(world_.state.Do(request, bolt_).ok());
  ASSERT_EQ(world_.state.last.size(), 1u);
  const ledger::BallotCast& cast = world_.state.last[0].decision().ballot();
  EXPECT_EQ(cast.round_number(), 1);
  EXPECT_EQ(cast.item_ordinal(), 0);
  EXPECT_EQ(cast.seat_ordinal(), 1);
  EXPECT_EQ(cast.choice(), api::BALLOT_CHOICE_APPROVE);
  EXPECT_EQ(cast.ratings_size(), 2);
  EXPECT_EQ(cast.revision(), 1);
  const ledger::BallotPerson& person = world_.state.last[0].personal().ballot();
  EXPECT_EQ(person.employer_id(), "bolt");
  EXPECT_EQ(person.user_id(), "bea");
  EXPECT_EQ(person.reason(), "we hire holders");
}

TEST_F(BallotTest, AColleaguesBallotReplaces) {
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "bolt", "bea").ok());
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_REJECT, "bolt", "ben").ok());
  EXPECT_EQ(Tally(0).approve_count(), 0);
  EXPECT_EQ(Tally(0).reject_count(), 1);
  EXPECT_EQ(world_.state.last[0].decision().ballot().revision(), 2);
  EXPECT_EQ(world_.state.records.FindOrDefault(SeatProgressId{1, 1}).answered_count(), 1);
}

TEST_F(BallotTest, OnlyWhileTheRoundIsOpen) {
  ASSERT_TRUE(world_.CreateRound("draft").ok());
  EXPECT_EQ(ErrorReason(world_.Cast("draft", "p1", api::BALLOT_CHOICE_APPROVE, "bolt")), "ROUND_NOT_OPEN");
  EXPECT_EQ(ErrorReason(world_.Cast("none", "p1", api::BALLOT_CHOICE_APPROVE, "bolt")), "RESOURCE_NOT_FOUND");
  world_.state.now = deadline_ - absl::Microseconds(1);
  EXPECT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "bolt").ok());
  world_.state.now = deadline_;
  absl::Status late = world_.Cast("r1", "p2", api::BALLOT_CHOICE_APPROVE, "bolt");
  EXPECT_EQ(ErrorReason(late), "ROUND_CLOSED");
  EXPECT_THAT(std::string(late.message()), ::testing::HasSubstr("2027-01-15T09:00:00"));
  EXPECT_EQ(ErrorReason(world_.Recuse("r1", "p2", "bolt")), "ROUND_CLOSED");
}

TEST_F(BallotTest, OnlyVerifiedEmployersWithASeat) {
  world_.PutEmployer("cora");
  EXPECT_EQ(ErrorReason(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "cora")), "NOT_ON_PANEL");
  EXPECT_EQ(ErrorReason(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "")), "NO_EMPLOYER");
  EXPECT_EQ(ErrorReason(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "none")), "RESOURCE_NOT_FOUND");
  world_.PutEmployer("bolt", api::EMPLOYER_STATE_SUSPENDED);
  EXPECT_EQ(ErrorReason(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "bolt")), "EMPLOYER_SUSPENDED");
  world_.PutEmployer("bolt", api::EMPLOYER_STATE_PENDING);
  EXPECT_EQ(ErrorReason(world_.Recuse("r1", "p1", "bolt")), "EMPLOYER_NOT_VERIFIED");
}

TEST_F(BallotTest, OnlyOnProposalsOfTheRound) {
  world_.PutProposal("elsewhere");
  EXPECT_THAT(ViolatedFields(world_.Cast("r1", "elsewhere", api::BALLOT_CHOICE_APPROVE, "bolt")),
              ElementsAre("paper.proposal"));
  EXPECT_THAT(ViolatedFields(world_.Cast("r1", "none", api::BALLOT_CHOICE_APPROVE, "bolt")),
              ElementsAre("paper.proposal"));
  EXPECT_THAT(ViolatedFields(world_.Recuse("r1", "elsewhere", "bolt")), ElementsAre("proposal"));
  world_.PutProposal("p1", api::PROPOSAL_STATE_WITHDRAWN);
  EXPECT_EQ(ErrorReason(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "bolt")), "PROPOSAL_WITHDRAWN");
  EXPECT_EQ(ErrorReason(world_.Recuse("r1", "p1", "bolt")), "PROPOSAL_WITHDRAWN");
}

TEST_F(BallotTest, OnlyOnWhatIsAssigned) {
  ASSERT_TRUE(world_.Assign("r1", "s2", {"p2"}, world_.state.staff).ok());
  EXPECT_TRUE(world_.Cast("r1", "p2", api::BALLOT_CHOICE_APPROVE, "bolt").ok());
  EXPECT_EQ(ErrorReason(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "bolt")), "NOT_ASSIGNED");
  EXPECT_EQ(ErrorReason(world_.Recuse("r1", "p1", "bolt")), "NOT_ASSIGNED");
  EXPECT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "acme").ok());
}

TEST_F(BallotTest, AConflictTakesTheBallotOutForGood) {
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "bolt").ok());
  ASSERT_TRUE(world_.Recuse("r1", "p1", "bolt").ok());
  EXPECT_EQ(Tally(0).approve_count(), 0);
  EXPECT_EQ(Tally(0).recused_count(), 1);
  EXPECT_EQ(world_.state.last[0].personal().ballot().reason(), "we sell the course");
  EXPECT_EQ(ErrorReason(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "bolt", "ben")), "RECUSED");
  EXPECT_EQ(ErrorReason(world_.Recuse("r1", "p1", "bolt")), "ALREADY_RECUSED");
}

TEST_F(BallotTest, TakesOnlyVotes) {
  for (api::BallotChoice choice :
       {api::BALLOT_CHOICE_UNSPECIFIED, api::BALLOT_CHOICE_RECUSED, static_cast<api::BallotChoice>(77)}) {
    EXPECT_THAT(ViolatedFields(world_.Cast("r1", "p1", choice, "bolt")), ElementsAre("paper.choice")) << choice;
  }
  EXPECT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_ABSTAIN, "bolt").ok());
  EXPECT_EQ(Tally(0).abstain_count(), 1);
}

TEST_F(BallotTest, RatingsFollowTheRubric) {
  EXPECT_TRUE(world_.state.Do(Rated({{"use", 3}}), bolt_).ok());
  EXPECT_THAT(ViolatedFields(world_.state.Do(Rated({{"use", 4}, {"style", 1}, {"depth", 1}, {"depth", 0}}), bolt_)),
              ElementsAre("paper.ratings[0].score", "paper.ratings[1].criterion", "paper.ratings[3].criterion",
                          "paper.ratings[3].score"));
}

TEST_F(BallotTest, TheRubricIsThatOfThePinnedRevision) {
  ledger::DecisionPart decision;
  decision.mutable_policy()->set_name(ReviewWorld::kPolicy);
  decision.mutable_policy()->set_revision(2);
  world_.Put(decision);
  EXPECT_TRUE(world_.state.Do(Rated({{"use", 3}}), bolt_).ok());
}

TEST_F(BallotTest, ABatchIsAllOrNone) {
  api::BatchCastBallotsRequest request;
  AddPaper("p1", api::BALLOT_CHOICE_APPROVE, &request);
  AddPaper("p3", api::BALLOT_CHOICE_REJECT, &request);
  ASSERT_TRUE(world_.state.Do(request, bolt_).ok());
  EXPECT_EQ(world_.state.last.size(), 2u);
  ASSERT_TRUE(world_.Recuse("r1", "p2", "bolt").ok());
  AddPaper("p2", api::BALLOT_CHOICE_REJECT, &request);
  absl::Status refused = world_.state.Do(request, bolt_);
  EXPECT_EQ(ErrorReason(refused), "RECUSED");
  EXPECT_THAT(std::string(refused.message()), ::testing::StartsWith("papers[2]: "));
  EXPECT_EQ(world_.state.records.FindOrDefault(BallotId{1, 0, 1}).revision(), 1);
}

TEST_F(BallotTest, ABatchNamesEverythingWrongAtOnce) {
  api::BatchCastBallotsRequest request;
  AddPaper("p1", api::BALLOT_CHOICE_APPROVE, &request);
  AddPaper("none", api::BALLOT_CHOICE_RECUSED, &request);
  AddPaper("p1", api::BALLOT_CHOICE_REJECT, &request);
  request.mutable_papers(2)->add_ratings()->set_criterion("style");
  EXPECT_THAT(
      ViolatedFields(world_.state.Do(request, bolt_)),
      ElementsAre("papers[1].proposal", "papers[1].choice", "papers[2].proposal", "papers[2].ratings[0].criterion"));
}

}  // namespace
}  // namespace assay::domain

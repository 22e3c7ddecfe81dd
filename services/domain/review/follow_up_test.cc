#include "services/domain/review/follow_up.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/derived_state.h"
#include "services/domain/review/pending.h"
#include "services/domain/review/round_result.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class FollowUpTest : public ::testing::Test {
 protected:
  // Approved with two thirds, denied with two thirds against, open in between. Three rounds at most.
  FollowUpTest() {
    world_.ChangePolicy([](api::Policy* policy) {
      policy->set_algorithm_version(2);
      auto* validation = policy->mutable_validation();
      SetRatio(0, 1, validation->mutable_quorum());
      SetRatio(2, 3, validation->mutable_approval_share());
      SetRatio(2, 3, validation->mutable_consensus()->mutable_reject_share());
      policy->mutable_second_rounds()->set_show_prior_round(true);
      policy->mutable_second_rounds()->set_prior_ballots_min(2);
      policy->mutable_second_rounds()->set_rounds_max(3);
    });
    world_.OpenTypicalRound();
  }

  static void SetRatio(int64_t numerator, int64_t denominator, api::Ratio* ratio) {
    ratio->set_numerator(numerator);
    ratio->set_denominator(denominator);
  }

  absl::Status Cast(const std::string& round, const std::string& proposal, api::BallotChoice acme,
                    api::BallotChoice bolt) {
    ASSAY_RETURN_IF_ERROR(world_.Cast(round, proposal, acme, "acme"));
    return world_.Cast(round, proposal, bolt, "bolt");
  }

  // p1 passes, p2 is rejected, p3 stays open.
  void CloseFirstRound() {
    ASSERT_TRUE(Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, api::BALLOT_CHOICE_APPROVE).ok());
    ASSERT_TRUE(Cast("r1", "p2", api::BALLOT_CHOICE_REJECT, api::BALLOT_CHOICE_REJECT).ok());
    ASSERT_TRUE(Cast("r1", "p3", api::BALLOT_CHOICE_APPROVE, api::BALLOT_CHOICE_REJECT).ok());
    ASSERT_TRUE(world_.Close("r1").ok());
  }

  absl::StatusOr<api::GetPriorRoundResponse> Prior(const std::string& round, const Principal& principal) {
    api::GetPriorRoundRequest request;
    request.set_round(ReviewWorld::Round(round));
    request.set_proposal(ReviewWorld::Proposal("p3"));
    return ReadPriorRound(request, principal, world_.state.records);
  }

  const api::Proposal& FindProposal(const std::string& id) {
    return world_.state.records.FindOrDefault(ProposalId{"2027", id});
  }

  ReviewWorld world_;
};

TEST_F(FollowUpTest, OpenQuestionsComeBeforeTheSameSeats) {
  CloseFirstRound();
  world_.PutEmployer("cobb");
  ASSERT_TRUE(world_.CreateSeat("s3", "cobb").ok());
  ASSERT_TRUE(world_.FollowUp("r1", "r2").ok());
  const api::Round& draft = world_.FindRound("r2");
  EXPECT_EQ(draft.previous_round(), ReviewWorld::Round("r1"));
  EXPECT_EQ(draft.ordinal(), 2);
  EXPECT_EQ(draft.item_count(), 1);
  EXPECT_EQ(draft.policy(), world_.FindRound("r1").policy());
  EXPECT_EQ(FindProposal("p3").round(), ReviewWorld::Round("r2"));
  EXPECT_EQ(FindProposal("p1").round(), ReviewWorld::Round("r1"));
  ASSERT_TRUE(world_.Open("r2").ok());
  EXPECT_EQ(world_.FindRound("r2").seat_count(), 2);
  auto pending = ListPendingReviews("bolt", world_.state.now, 50, "", world_.state.scan);
  ASSERT_THAT(pending->reviews, SizeIs(1));
  EXPECT_EQ(pending->reviews[0].ordinal(), 2);
}

TEST_F(FollowUpTest, TheLastClosedRoundDecides) {
  CloseFirstRound();
  ASSERT_TRUE(world_.FollowUp("r1", "r2").ok());
  EXPECT_EQ(DeriveState(FindProposal("p3"), world_.state.records, world_.state.now), api::PROPOSAL_STATE_REVIEWED);
  ASSERT_TRUE(world_.Open("r2").ok());
  EXPECT_EQ(DeriveState(FindProposal("p3"), world_.state.records, world_.state.now), api::PROPOSAL_STATE_IN_REVIEW);
  ASSERT_TRUE(Cast("r2", "p3", api::BALLOT_CHOICE_APPROVE, api::BALLOT_CHOICE_APPROVE).ok());
  ItemResult first = ResultOf(FindProposal("p3"), world_.state.now, world_.state.records);
  EXPECT_EQ(first.round, ReviewWorld::Round("r1"));
  EXPECT_EQ(first.groups[0].reject.seats, 1);
  ASSERT_TRUE(world_.Close("r2").ok());
  ItemResult second = ResultOf(FindProposal("p3"), world_.state.now, world_.state.records);
  EXPECT_EQ(second.round, ReviewWorld::Round("r2"));
  EXPECT_EQ(second.ordinal, 2);
  EXPECT_EQ(second.groups[0].approve.seats, 2);
}

TEST_F(FollowUpTest, OnlyOfAClosedRoundWithOpenQuestions) {
  EXPECT_EQ(ErrorReason(world_.FollowUp("r1", "r2")), "ROUND_NOT_CLOSED");
  CloseFirstRound();
  ASSERT_TRUE(world_.FollowUp("r1", "r2").ok());
  EXPECT_EQ(ErrorReason(world_.FollowUp("r1", "r2")), "RESOURCE_ALREADY_EXISTS");
  EXPECT_EQ(ErrorReason(world_.FollowUp("r1", "r3")), "NO_OPEN_QUESTIONS");
  EXPECT_THAT(ViolatedFields(world_.AddItems("r2", {"p1"})), ElementsAre("proposals[0]"));
}

TEST_F(FollowUpTest, AsManyRoundsAsThePolicyAllows) {
  CloseFirstRound();
  for (const char* id : {"r2", "r3"}) {
    ASSERT_TRUE(world_.FollowUp(id == std::string("r2") ? "r1" : "r2", id).ok()) << id;
    ASSERT_TRUE(world_.Open(id).ok());
    ASSERT_TRUE(Cast(id, "p3", api::BALLOT_CHOICE_APPROVE, api::BALLOT_CHOICE_REJECT).ok());
    ASSERT_TRUE(world_.Close(id).ok());
  }
  EXPECT_EQ(ErrorReason(world_.FollowUp("r3", "r4")), "NO_SECOND_ROUND");
}

TEST_F(FollowUpTest, SeatsKeepTheirOccupantsAndVacancies) {
  world_.PutEmployer("cobb");
  world_.PutSeat("health", "s2", "bolt", 1, {"cobb"});
  ASSERT_TRUE(world_.TakeSeat("r1", "s2", "cobb").ok());
  ASSERT_TRUE(world_.Cast("r1", "p3", api::BALLOT_CHOICE_ABSTAIN, "cobb").ok());
  ASSERT_TRUE(world_.Vacate("r1", "s1").ok());
  ASSERT_TRUE(world_.Close("r1").ok());
  ASSERT_TRUE(world_.FollowUp("r1", "r2").ok());
  ASSERT_TRUE(world_.Open("r2").ok());
  EXPECT_EQ(ErrorReason(world_.Cast("r2", "p3", api::BALLOT_CHOICE_APPROVE, "acme")), "NOT_ON_PANEL");
  EXPECT_EQ(ErrorReason(world_.Cast("r2", "p3", api::BALLOT_CHOICE_APPROVE, "bolt")), "NOT_ON_PANEL");
  EXPECT_TRUE(world_.Cast("r2", "p3", api::BALLOT_CHOICE_APPROVE, "cobb").ok());
  GroupVotes votes = ResultIn(world_.FindRound("r2"), FindProposal("p3"), world_.state.records).groups[0];
  EXPECT_EQ(votes.vacant.seats, 1);
  EXPECT_EQ(votes.roster.seats, 2);
}

TEST_F(FollowUpTest, WithdrawnProposalsAreLeftOut) {
  CloseFirstRound();
  world_.PutProposal("p3", api::PROPOSAL_STATE_WITHDRAWN);
  EXPECT_THAT(OpenQuestions(world_.FindRound("r1"), world_.state.records), IsEmpty());
}

TEST_F(FollowUpTest, MoreThanFortyFollowInFurtherCommands) {
  std::vector<std::string> ids;
  ASSERT_TRUE(world_.CreateRound("big").ok());
  for (int i = 100; i < 145; ++i) {
    ids.push_back(absl::StrCat("q", i));
    world_.PutProposal(ids.back());
    ASSERT_TRUE(world_.AddItems("big", {ids.back()}).ok());
  }
  ASSERT_TRUE(world_.Open("big").ok());
  for (const std::string& id : ids) {
    ASSERT_TRUE(Cast("big", id, api::BALLOT_CHOICE_APPROVE, api::BALLOT_CHOICE_REJECT).ok());
  }
  ASSERT_TRUE(world_.Close("big").ok());
  ASSERT_TRUE(world_.FollowUp("big", "big-2").ok());
  EXPECT_EQ(world_.FindRound("big-2").item_count(), 40);
  std::vector<std::string> left = OpenQuestions(world_.FindRound("big"), world_.state.records);
  EXPECT_THAT(left, ElementsAre("q140", "q141", "q142", "q143", "q144"));
  api::AddFollowUpItemsRequest request;
  request.set_name(ReviewWorld::Round("big-2"));
  for (const char* reason : {"", "NO_OPEN_QUESTIONS"}) {
    Events events;
    Context context{"nj", world_.state.now, &world_.state.staff, &world_.state.random};
    EXPECT_EQ(ErrorReason(DecideFollowUpItems(request, left, context, world_.state.records, &events)), reason);
    if (reason[0] == '\0') world_.state.Commit(&events, world_.state.staff);
  }
  EXPECT_EQ(world_.FindRound("big-2").item_count(), 45);
}

TEST_F(FollowUpTest, ShowsThePriorRoundWithoutNames) {
  for (const char* employer : {"acme", "bolt"}) {
    api::CastBallotRequest request;
    request.set_round(ReviewWorld::Round("r1"));
    request.mutable_paper()->set_proposal(ReviewWorld::Proposal("p3"));
    bool is_acme = employer == std::string("acme");
    request.mutable_paper()->set_choice(is_acme ? api::BALLOT_CHOICE_APPROVE : api::BALLOT_CHOICE_REJECT);
    request.mutable_paper()->set_reason(is_acme ? "we hire holders" : "nobody asks for it");
    api::Rating* rating = request.mutable_paper()->add_ratings();
    rating->set_criterion("depth");
    rating->set_score(is_acme ? 5 : 2);
    ASSERT_TRUE(world_.state.Do(request, world_.state.Representative(employer, "pat")).ok());
  }
  ASSERT_TRUE(world_.Close("r1").ok());
  ASSERT_TRUE(world_.FollowUp("r1", "r2").ok());
  ASSERT_TRUE(world_.Open("r2").ok());
  auto prior = Prior("r2", world_.state.Representative("bolt", "bea"));
  ASSERT_TRUE(prior.ok()) << prior.status();
  const api::PriorRound& shown = prior->prior_round();
  EXPECT_EQ(shown.approve_count(), 1);
  EXPECT_EQ(shown.reject_count(), 1);
  EXPECT_THAT(shown.reasons(), ElementsAre("nobody asks for it", "we hire holders"));
  ASSERT_EQ(shown.scores_size(), 2);
  EXPECT_EQ(shown.scores(0).score(), 2);
  EXPECT_EQ(shown.scores(1).count(), 1);
}

TEST_F(FollowUpTest, HidesThePriorRoundOfTooFewOrByPolicy) {
  ASSERT_TRUE(world_.Cast("r1", "p3", api::BALLOT_CHOICE_ABSTAIN, "bolt").ok());
  ASSERT_TRUE(world_.Close("r1").ok());
  EXPECT_TRUE(absl::IsNotFound(Prior("r1", world_.state.staff).status()));
  ASSERT_TRUE(world_.FollowUp("r1", "r2").ok());
  EXPECT_EQ(ErrorReason(Prior("r2", world_.state.Representative("bolt", "bea")).status()), "NOT_ON_PANEL");
  EXPECT_TRUE(Prior("r2", world_.state.staff)->prior_round_hidden());
  EXPECT_FALSE(Prior("r2", world_.state.staff)->has_prior_round());
}

}  // namespace
}  // namespace assay::domain

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/ballot.h"
#include "services/domain/review/item_votes.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

class RecordedBallotTest : public ::testing::Test {
 protected:
  RecordedBallotTest() { world_.OpenTypicalRound(deadline_); }

  static std::string Paper(const std::string& id) { return "states/nj/cycles/2027/paperSubmissions/" + id; }

  absl::Status Record(const std::string& paper_id, const std::string& employer = "bolt",
                      api::BallotChoice choice = api::BALLOT_CHOICE_APPROVE) {
    api::BallotPaper paper;
    paper.set_proposal(ReviewWorld::Proposal("p1"));
    paper.set_choice(choice);
    Events events;
    Context context{"nj", world_.state.now, &world_.state.staff, &world_.state.random};
    ASSAY_RETURN_IF_ERROR(DecideRecordedBallot(ReviewWorld::Round("r1"), paper, employer, Paper(paper_id), context,
                                               world_.state.records, &events));
    world_.state.Commit(&events, world_.state.staff);
    return absl::OkStatus();
  }
  size_t Dispute(const std::string& paper_id) {
    Events events;
    Principal bolt = world_.state.Representative("bolt", "bea");
    Context context{"nj", world_.state.now, &bolt, &world_.state.random};
    absl::Status status = DecideVoidRecordedBallot(ReviewWorld::Round("r1"), ReviewWorld::Proposal("p1"), "bolt",
                                                   Paper(paper_id), context, world_.state.records, &events);
    EXPECT_TRUE(status.ok()) << status;
    size_t count = events.size();
    world_.state.Commit(&events, bolt);
    return count;
  }
  GroupVotes Votes() const { return CountItem(world_.FindRound("r1"), 0, world_.state.records).groups[0]; }

  ReviewWorld world_;
  const absl::Time deadline_ = world_.state.now + absl::Hours(1);
};

TEST_F(RecordedBallotTest, CountsAndIsMarked) {
  ASSERT_TRUE(Record("m1").ok());
  EXPECT_EQ(Votes().approve.seats, 1);
  BallotId id{1, 0, 1};
  api::Ballot ballot =
      BallotOf(ReviewWorld::Round("r1"), id, world_.state.records.FindOrDefault(id), world_.state.records);
  EXPECT_EQ(ballot.paper_submission(), Paper("m1"));
  EXPECT_EQ(ballot.employer(), ReviewWorld::Employer("bolt"));
  EXPECT_EQ(ballot.user(), "states/nj/users/staff");
  EXPECT_TRUE(Record("m2", "bolt", api::BALLOT_CHOICE_REJECT).ok());
  EXPECT_EQ(Votes().reject.seats, 1);
}

TEST_F(RecordedBallotTest, TheAgencyDoesNotOverwriteAVote) {
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_REJECT, "bolt").ok());
  EXPECT_EQ(ErrorReason(Record("m1")), "BALLOT_EXISTS");
  EXPECT_EQ(Votes().reject.seats, 1);
}

TEST_F(RecordedBallotTest, IsRefusedAsABallotIs) {
  world_.PutEmployer("cobb");
  EXPECT_EQ(ErrorReason(Record("m1", "cobb")), "NOT_ON_PANEL");
  EXPECT_THAT(ViolatedFields(Record("m1", "bolt", api::BALLOT_CHOICE_RECUSED)), ElementsAre("paper.choice"));
  ASSERT_TRUE(world_.Recuse("r1", "p1", "bolt").ok());
  EXPECT_EQ(ErrorReason(Record("m1")), "RECUSED");
  world_.state.now = deadline_;
  EXPECT_EQ(ErrorReason(Record("m1")), "ROUND_CLOSED");
}

TEST_F(RecordedBallotTest, ADisputeTakesItOutWhileTheRoundIsOpen) {
  ASSERT_TRUE(Record("m1").ok());
  EXPECT_EQ(Dispute("m9"), 0u);
  EXPECT_EQ(Dispute("m1"), 1u);
  EXPECT_EQ(Votes().approve.seats, 0);
  EXPECT_EQ(world_.state.records.FindOrDefault(SeatProgressId{1, 1}).answered_count(), 0);
  EXPECT_EQ(Dispute("m1"), 0u);
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_REJECT, "bolt").ok());
  EXPECT_EQ(Votes().reject.seats, 1);
  EXPECT_EQ(world_.state.records.FindOrDefault(SeatProgressId{1, 1}).answered_count(), 1);
}

TEST_F(RecordedBallotTest, ADisputeAfterTheCloseChangesNothing) {
  ASSERT_TRUE(Record("m1").ok());
  world_.state.now = deadline_;
  EXPECT_EQ(Dispute("m1"), 0u);
  EXPECT_EQ(Votes().approve.seats, 1);
}

TEST_F(RecordedBallotTest, RequiredRatingsAndReasons) {
  world_.ChangePolicy([](api::Policy* policy) {
    policy->mutable_rubric(0)->set_required(true);
    policy->set_reasons(api::REASON_RULE_ON_REJECT);
  });
  ASSERT_TRUE(world_.CreateRound("r2").ok());
  world_.PutProposal("q1");
  ASSERT_TRUE(world_.AddItems("r2", {"q1"}).ok());
  ASSERT_TRUE(world_.Open("r2").ok());
  EXPECT_THAT(ViolatedFields(world_.Cast("r2", "q1", api::BALLOT_CHOICE_REJECT, "bolt")),
              ElementsAre("paper.ratings", "paper.reason"));
  EXPECT_THAT(ViolatedFields(world_.Cast("r2", "q1", api::BALLOT_CHOICE_APPROVE, "bolt")),
              ElementsAre("paper.ratings"));
  EXPECT_TRUE(world_.Cast("r2", "q1", api::BALLOT_CHOICE_ABSTAIN, "bolt").ok());
}

}  // namespace
}  // namespace assay::domain

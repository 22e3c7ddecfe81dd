#include "services/domain/review/round_seat.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/item_votes.h"
#include "services/domain/review/pending.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RoundSeatTest : public ::testing::Test {
 protected:
  // Seat s2 of bolt has the alternate cobb.
  RoundSeatTest() {
    world_.OpenTypicalRound(deadline_);
    for (const char* id : {"cobb", "dale"}) world_.PutEmployer(id);
    world_.PutSeat("health", "s2", "bolt", 1, {"cobb"});
  }

  GroupVotes Votes(uint32_t item) const {
    return CountItem(world_.FindRound("r1"), item, world_.state.records).groups[0];
  }
  absl::Status Cast(const std::string& proposal, const std::string& employer) {
    return world_.Cast("r1", proposal, api::BALLOT_CHOICE_APPROVE, employer);
  }

  ReviewWorld world_;
  const absl::Time deadline_ = world_.state.now + absl::Hours(1);
};

TEST_F(RoundSeatTest, AnAlternateTakesTheSeatAndTheBallotsStay) {
  ASSERT_TRUE(Cast("p1", "bolt").ok());
  ASSERT_TRUE(world_.TakeSeat("r1", "s2", "cobb").ok());
  EXPECT_EQ(world_.state.last[0].personal().seat_change().reason(), "the plant was sold");
  EXPECT_EQ(Votes(0).approve.seats, 1);
  EXPECT_EQ(Votes(0).roster.seats, 2);
  EXPECT_EQ(ErrorReason(Cast("p1", "cobb")), "SEAT_ANSWERED");
  EXPECT_TRUE(Cast("p2", "cobb").ok());
  EXPECT_EQ(ErrorReason(Cast("p2", "bolt")), "NOT_ON_PANEL");
  api::RoundSeat seat = RoundSeatOf(world_.FindRound("r1"), world_.state.records.FindOrDefault(RosterId{1}), 1);
  EXPECT_EQ(seat.employer(), ReviewWorld::Employer("cobb"));
  EXPECT_THAT(seat.earlier_employers(), ElementsAre(ReviewWorld::Employer("bolt")));
}

TEST_F(RoundSeatTest, ASuccessorIsNotShownTheBallotBefore) {
  ASSERT_TRUE(Cast("p1", "bolt").ok());
  ASSERT_TRUE(world_.TakeSeat("r1", "s2", "cobb").ok());
  api::GetMyBallotRequest request;
  request.set_round(ReviewWorld::Round("r1"));
  request.set_proposal(ReviewWorld::Proposal("p1"));
  EXPECT_TRUE(ReadMyBallot(request, world_.state.Representative("bolt", "bea"), world_.state.scan).ok());
  EXPECT_TRUE(
      absl::IsNotFound(ReadMyBallot(request, world_.state.Representative("cobb", "cyd"), world_.state.scan).status()));
}

TEST_F(RoundSeatTest, ARecusalDoesNotBindTheSuccessor) {
  ASSERT_TRUE(world_.Recuse("r1", "p1", "bolt").ok());
  EXPECT_EQ(Votes(0).recused.seats, 1);
  ASSERT_TRUE(world_.TakeSeat("r1", "s2", "cobb").ok());
  EXPECT_THAT(ListPendingReviews("cobb", world_.state.now, 50, "", world_.state.scan)->reviews, SizeIs(3));
  EXPECT_THAT(ListPendingReviews("bolt", world_.state.now, 50, "", world_.state.scan)->reviews, IsEmpty());
  ASSERT_TRUE(Cast("p1", "cobb").ok());
  EXPECT_EQ(Votes(0).recused.seats, 0);
  EXPECT_EQ(Votes(0).approve.seats, 1);
}

TEST_F(RoundSeatTest, OnlyASuccessorOrAlternateTakesIt) {
  EXPECT_EQ(ErrorReason(world_.TakeSeat("r1", "s2", "dale")), "NOT_SUCCESSOR");
  EXPECT_EQ(ErrorReason(world_.TakeSeat("r1", "s2", "bolt")), "ALREADY_SEATED");
  world_.PutSeat("health", "s2", "acme");
  EXPECT_EQ(ErrorReason(world_.TakeSeat("r1", "s2", "acme")), "ALREADY_SEATED");
  world_.PutSeat("health", "s2", "dale");
  EXPECT_TRUE(world_.TakeSeat("r1", "s2", "dale").ok());
  world_.PutEmployer("cobb", api::EMPLOYER_STATE_SUSPENDED);
  EXPECT_EQ(ErrorReason(world_.TakeSeat("r1", "s1", "cobb")), "EMPLOYER_SUSPENDED");
  EXPECT_THAT(ViolatedFields(world_.TakeSeat("r1", "s9", "dale")), ElementsAre("seat"));
}

TEST_F(RoundSeatTest, OnlyWhileTheRoundIsOpen) {
  world_.state.now = deadline_;
  EXPECT_EQ(ErrorReason(world_.TakeSeat("r1", "s2", "cobb")), "ROUND_CLOSED");
  EXPECT_EQ(ErrorReason(world_.Vacate("r1", "s2")), "ROUND_CLOSED");
  ASSERT_TRUE(world_.CreateRound("r2").ok());
  EXPECT_EQ(ErrorReason(world_.Vacate("r2", "s2")), "ROUND_NOT_OPEN");
}

TEST_F(RoundSeatTest, AVacantSeatStaysInTheRoster) {
  ASSERT_TRUE(Cast("p1", "bolt").ok());
  ASSERT_TRUE(world_.Vacate("r1", "s2").ok());
  EXPECT_EQ(Votes(0).approve.seats, 1);
  EXPECT_EQ(Votes(0).vacant.seats, 0);
  EXPECT_EQ(Votes(1).vacant.seats, 1);
  EXPECT_EQ(Votes(1).roster.seats, 2);
  EXPECT_EQ(ErrorReason(Cast("p2", "bolt")), "NOT_ON_PANEL");
  EXPECT_EQ(ErrorReason(world_.Vacate("r1", "s2")), "SEAT_VACANT");
  EXPECT_TRUE(world_.TakeSeat("r1", "s2", "bolt").ok());
  EXPECT_EQ(Votes(1).vacant.seats, 0);
  EXPECT_TRUE(Cast("p2", "bolt").ok());
}

}  // namespace
}  // namespace assay::domain

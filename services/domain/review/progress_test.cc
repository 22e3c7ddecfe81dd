#include "services/domain/review/progress.h"

#include "gtest/gtest.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

class ProgressTest : public ::testing::Test {
 protected:
  ProgressTest() { world_.OpenTypicalRound(); }

  api::GetRoundProgressResponse Read() const {
    return ReadRoundProgress(world_.FindRound("r1"), world_.state.records).value();
  }

  ReviewWorld world_;
};

TEST_F(ProgressTest, CountsEverySeat) {
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "bolt").ok());
  ASSERT_TRUE(world_.Recuse("r1", "p2", "bolt").ok());
  api::GetRoundProgressResponse progress = Read();
  ASSERT_EQ(progress.seats_size(), 2);
  EXPECT_EQ(progress.seats(0).seat(), ReviewWorld::Seat("s1"));
  EXPECT_EQ(progress.seats(0).employer(), ReviewWorld::Employer("acme"));
  EXPECT_EQ(progress.seats(0).assigned_count(), 3);
  EXPECT_EQ(progress.seats(0).answered_count(), 0);
  EXPECT_EQ(progress.seats(1).answered_count(), 2);
  EXPECT_EQ(progress.assigned_count(), 6);
  EXPECT_EQ(progress.answered_count(), 2);
}

TEST_F(ProgressTest, AnAssignmentCountsOnlyItsItems) {
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "bolt").ok());
  ASSERT_TRUE(world_.Cast("r1", "p2", api::BALLOT_CHOICE_APPROVE, "bolt").ok());
  ASSERT_TRUE(world_.Assign("r1", "s2", {"p2", "p3"}, world_.state.staff).ok());
  EXPECT_EQ(Read().seats(1).assigned_count(), 2);
  EXPECT_EQ(Read().seats(1).answered_count(), 1);
}

TEST_F(ProgressTest, AWithdrawnProposalIsNotLeftToDo) {
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "bolt").ok());
  ASSERT_TRUE(world_.Assign("r1", "s1", {"p1", "p2"}, world_.state.staff).ok());
  world_.PutProposal("p1", api::PROPOSAL_STATE_WITHDRAWN);
  EXPECT_EQ(Read().seats(0).assigned_count(), 1);
  EXPECT_EQ(Read().seats(0).answered_count(), 0);
  EXPECT_EQ(Read().seats(1).assigned_count(), 3);
  EXPECT_EQ(Read().seats(1).answered_count(), 1);
}

TEST_F(ProgressTest, ADraftHasNoSeats) {
  ASSERT_TRUE(world_.CreateRound("r2").ok());
  EXPECT_EQ(ReadRoundProgress(world_.FindRound("r2"), world_.state.records)->seats_size(), 0);
}

}  // namespace
}  // namespace assay::domain

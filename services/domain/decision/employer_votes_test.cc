#include "services/domain/decision/employer_votes.h"

#include "gtest/gtest.h"
#include "services/domain/decision/exact.h"

namespace assay::domain {
namespace {

class EmployerVotesTest : public testing::Test {
 protected:
  EmployerVotesTest() {
    *validation_.mutable_quorum() = MakeRatio(1, 2);
    *validation_.mutable_approval_share() = MakeRatio(2, 3);
  }

  bool Quorum(const EmployerVotes& votes) { return HasQuorum(validation_, votes, &trace_); }
  bool Approval(const EmployerVotes& votes) { return HasApproval(validation_, votes, &trace_); }
  const api::TraceStep& step() const { return trace_.Get(trace_.size() - 1); }

  api::EmployerValidation validation_;
  Trace trace_;
};

TEST_F(EmployerVotesTest, OneVoteShortOfAQuorum) {
  EXPECT_TRUE(Quorum({3, 1, 0, 0, 7}));
  EXPECT_EQ(step().input(), "4 of 7 seats present");
  EXPECT_EQ(step().threshold(), "at least 1/2");
  EXPECT_FALSE(Quorum({3, 0, 0, 0, 7}));
  EXPECT_TRUE(Quorum({3, 0, 0, 0, 6})) << "exactly half reaches at least half";
}

TEST_F(EmployerVotesTest, AbstentionsArePresentUnlessAbsent) {
  EXPECT_TRUE(Quorum({1, 0, 3, 0, 7}));
  validation_.set_abstain(api::ABSTAIN_RULE_IN_DENOMINATOR);
  EXPECT_TRUE(Quorum({1, 0, 3, 0, 7}));
  validation_.set_abstain(api::ABSTAIN_RULE_ABSENT);
  EXPECT_FALSE(Quorum({1, 0, 3, 0, 7}));
  EXPECT_EQ(step().input(), "1 of 7 seats present");
}

TEST_F(EmployerVotesTest, RecusedSeatsLeaveTheBasisUnlessTheyStay) {
  EXPECT_TRUE(Quorum({2, 0, 0, 3, 7}));
  EXPECT_EQ(step().input(), "2 of 4 seats present");
  validation_.set_recusal(api::RECUSAL_RULE_STAYS_IN_BASIS);
  EXPECT_FALSE(Quorum({2, 0, 0, 3, 7}));
  EXPECT_EQ(step().input(), "2 of 7 seats present");
}

TEST_F(EmployerVotesTest, NobodyMakesNoQuorum) {
  *validation_.mutable_quorum() = MakeRatio(0, 1);
  EXPECT_FALSE(Quorum({0, 0, 0, 0, 0})) << "no seats";
  EXPECT_FALSE(Quorum({0, 0, 0, 7, 7})) << "all recused";
  EXPECT_EQ(step().input(), "0 of 0 seats present");
  EXPECT_TRUE(Quorum({0, 0, 0, 0, 7})) << "a quorum of nothing is reached by nobody present";
  validation_.set_recusal(api::RECUSAL_RULE_STAYS_IN_BASIS);
  EXPECT_TRUE(Quorum({0, 0, 0, 7, 7}));
}

TEST_F(EmployerVotesTest, OneVoteShortOfTheShare) {
  EXPECT_TRUE(Approval({4, 2, 0, 0, 7}));
  EXPECT_EQ(step().input(), "4 of 6 votes to approve");
  EXPECT_EQ(step().threshold(), "at least 2/3");
  EXPECT_FALSE(Approval({3, 2, 0, 0, 7}));
}

TEST_F(EmployerVotesTest, ExactlyHalfUnderBothComparisons) {
  *validation_.mutable_approval_share() = MakeRatio(1, 2);
  EXPECT_TRUE(Approval({3, 3, 0, 0, 7}));
  validation_.set_approval_comparison(api::SHARE_COMPARISON_AT_LEAST);
  EXPECT_TRUE(Approval({3, 3, 0, 0, 7}));
  validation_.set_approval_comparison(api::SHARE_COMPARISON_MORE_THAN);
  EXPECT_FALSE(Approval({3, 3, 0, 0, 7}));
  EXPECT_EQ(step().threshold(), "more than 1/2");
  EXPECT_TRUE(Approval({4, 3, 0, 0, 7}));
}

TEST_F(EmployerVotesTest, AbstentionsAreBelowTheLineOnlyWhenThePolicySaysSo) {
  EXPECT_TRUE(Approval({2, 1, 1, 0, 7}));
  validation_.set_abstain(api::ABSTAIN_RULE_ABSENT);
  EXPECT_TRUE(Approval({2, 1, 1, 0, 7}));
  validation_.set_abstain(api::ABSTAIN_RULE_IN_DENOMINATOR);
  EXPECT_FALSE(Approval({2, 1, 1, 0, 7}));
  EXPECT_EQ(step().input(), "2 of 4 votes to approve");
}

TEST_F(EmployerVotesTest, WithoutVotesThereIsNoApproval) {
  *validation_.mutable_approval_share() = MakeRatio(0, 1);
  EXPECT_FALSE(Approval({0, 0, 7, 0, 7})) << "all abstain";
  EXPECT_FALSE(Approval({0, 0, 0, 7, 7})) << "all recused";
  EXPECT_FALSE(Approval({0, 0, 0, 0, 0})) << "zero seats";
  EXPECT_EQ(step().input(), "0 of 0 votes to approve");
  validation_.set_abstain(api::ABSTAIN_RULE_IN_DENOMINATOR);
  EXPECT_TRUE(Approval({0, 0, 7, 0, 7})) << "0 of 7 reaches at least none";
}

TEST_F(EmployerVotesTest, EndorsementsCountFromTheLevelOn) {
  EndorsementCounts counts = {0, 4, 0, 1, 1, 1};
  validation_.set_minimum_endorsements(3);
  EXPECT_TRUE(HasEndorsements(validation_, counts, &trace_)) << "unspecified counts all";
  EXPECT_EQ(step().input(), "7 employers at any level");
  validation_.set_minimum_endorsement_level(api::ENDORSEMENT_LEVEL_NICE_TO_HAVE);
  EXPECT_TRUE(HasEndorsements(validation_, counts, &trace_));
  EXPECT_EQ(step().input(), "3 employers at the level \"nice to have\" or above");
  EXPECT_EQ(step().threshold(), "at least 3");
  validation_.set_minimum_endorsement_level(api::ENDORSEMENT_LEVEL_PREFERRED);
  EXPECT_FALSE(HasEndorsements(validation_, counts, &trace_));
  validation_.set_minimum_endorsements(0);
  EXPECT_TRUE(HasEndorsements(validation_, {}, &trace_));
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/decision/ballot_result.h"

#include "gtest/gtest.h"
#include "services/domain/decision/exact.h"

namespace assay::domain {
namespace {

// Seats that weigh one each.
GroupVotes Votes(int64_t approve, int64_t reject, int64_t abstain, int64_t recused, int64_t roster) {
  return {"", {approve, approve}, {reject, reject}, {abstain, abstain}, {recused, recused}, {}, {roster, roster}};
}

GroupVotes Named(std::string group, GroupVotes votes) {
  votes.group = std::move(group);
  return votes;
}

class BallotResultTest : public testing::Test {
 protected:
  BallotResultTest() : validation_(*policy_.mutable_validation()) {
    *validation_.mutable_quorum() = MakeRatio(1, 2);
    *validation_.mutable_approval_share() = MakeRatio(1, 2);
  }

  api::Verdict Count(std::vector<GroupVotes> groups) {
    item_.groups = std::move(groups);
    trace_.Clear();
    result_ = CountBallots(policy_, item_, &trace_);
    return result_.verdict;
  }
  api::Verdict Count(const GroupVotes& votes) { return Count(std::vector<GroupVotes>{votes}); }
  std::string Step(int i) {
    const api::TraceStep& step = trace_.Get(i);
    return step.criterion() + " of " + step.subject() + ": " + step.input() + ", " + step.threshold();
  }

  api::Policy policy_;
  api::EmployerValidation& validation_;
  ItemResult item_;
  Trace trace_;
  BallotResult result_;
};

TEST_F(BallotResultTest, OneVoteShort) {
  EXPECT_EQ(Count(Votes(4, 0, 0, 0, 7)), api::VERDICT_PASS);
  EXPECT_EQ(Count(Votes(3, 0, 0, 0, 7)), api::VERDICT_FAIL) << "three of seven are no half";
  EXPECT_EQ(Step(0), "quorum of ballots: 3 of 7 seats present, at least 1/2");
  *validation_.mutable_approval_share() = MakeRatio(2, 3);
  EXPECT_EQ(Count(Votes(4, 2, 0, 0, 7)), api::VERDICT_PASS);
  EXPECT_EQ(Count(Votes(4, 3, 0, 0, 7)), api::VERDICT_FAIL);
  EXPECT_EQ(Step(1), "approval-share of ballots: 4 of 7 votes to approve, at least 2/3");
}

TEST_F(BallotResultTest, ExactlyHalfIsWhatTheTieRuleSays) {
  GroupVotes tie = Votes(3, 3, 0, 0, 7);
  EXPECT_EQ(Count(tie), api::VERDICT_PASS);
  validation_.set_approval_comparison(api::SHARE_COMPARISON_MORE_THAN);
  EXPECT_EQ(Count(tie), api::VERDICT_FAIL);
  validation_.clear_approval_comparison();
  validation_.set_tie(api::TIE_RULE_APPROVES);
  EXPECT_EQ(Count(tie), api::VERDICT_PASS);
  validation_.set_tie(api::TIE_RULE_REJECTS);
  EXPECT_EQ(Count(tie), api::VERDICT_FAIL);
  EXPECT_EQ(Step(1), "approval-share of ballots: 3 of 6 votes to approve, more than 1/2");
  validation_.set_tie(api::TIE_RULE_UNDECIDED);
  EXPECT_EQ(Count(tie), api::VERDICT_UNDECIDED);
  EXPECT_EQ(Count(Votes(4, 3, 0, 0, 7)), api::VERDICT_PASS);
  EXPECT_EQ(Count(Votes(3, 4, 0, 0, 7)), api::VERDICT_FAIL);
}

TEST_F(BallotResultTest, NobodyVoted) {
  EXPECT_EQ(Count(Votes(0, 0, 7, 0, 7)), api::VERDICT_FAIL) << "all abstain";
  EXPECT_EQ(Count(Votes(0, 0, 0, 7, 7)), api::VERDICT_FAIL) << "all recused";
  EXPECT_EQ(Count(Votes(0, 0, 0, 0, 0)), api::VERDICT_FAIL) << "no seats";
  *validation_.mutable_quorum() = MakeRatio(0, 1);
  *validation_.mutable_approval_share() = MakeRatio(0, 1);
  EXPECT_EQ(Count(Votes(0, 0, 7, 0, 7)), api::VERDICT_FAIL) << "nothing to share";
  EXPECT_EQ(Count(Votes(0, 0, 0, 7, 7)), api::VERDICT_FAIL) << "no basis";
}

TEST_F(BallotResultTest, VacantSeatsStayUnlessThePolicySaysOtherwise) {
  GroupVotes votes = Votes(3, 0, 0, 0, 7);
  votes.vacant = {1, 1};
  EXPECT_EQ(Count(votes), api::VERDICT_FAIL);
  validation_.set_vacant_seats(api::VACANT_SEAT_RULE_LEAVES_BASIS);
  EXPECT_EQ(Count(votes), api::VERDICT_PASS);
  EXPECT_EQ(Step(0), "quorum of ballots: 3 of 6 seats present, at least 1/2");
}

TEST_F(BallotResultTest, CountsWeightWhereThePolicySaysSo) {
  GroupVotes votes = {"", {1, 6}, {3, 3}, {}, {}, {}, {7, 12}};
  EXPECT_EQ(Count(votes), api::VERDICT_FAIL);
  validation_.set_approval_unit(api::VOTE_UNIT_WEIGHT);
  EXPECT_EQ(Count(votes), api::VERDICT_PASS);
  EXPECT_EQ(Step(1), "approval-share of ballots: a weight of 6 of 9 to approve, at least 1/2");
  validation_.set_quorum_unit(api::VOTE_UNIT_WEIGHT);
  *validation_.mutable_quorum() = MakeRatio(3, 4);
  EXPECT_EQ(Count(votes), api::VERDICT_PASS) << "9 of 12 is exactly three quarters";
}

TEST_F(BallotResultTest, WeightsAtTheirLimitAreExact) {
  validation_.set_approval_unit(api::VOTE_UNIT_WEIGHT);
  constexpr int64_t kMost = 60'000'000;  // 60 seats of 1,000,000
  *validation_.mutable_approval_share() = MakeRatio(500'000'000'001, 1'000'000'000'000);
  EXPECT_EQ(Count({"", {30, kMost}, {30, kMost}, {}, {}, {}, {60, 2 * kMost}}), api::VERDICT_FAIL);
  EXPECT_EQ(Count({"", {30, kMost + 1}, {30, kMost - 1}, {}, {}, {}, {60, 2 * kMost}}), api::VERDICT_PASS);
}

TEST_F(BallotResultTest, APlainRoundIsOnePanelWhateverTheRollUp) {
  validation_.mutable_roll_up()->set_rule(api::ROLL_UP_RULE_COUNT);
  validation_.mutable_roll_up()->set_panels(3);
  EXPECT_EQ(Count(Votes(4, 0, 0, 0, 7)), api::VERDICT_PASS);
}

class RollUpTest : public BallotResultTest {
 protected:
  const GroupVotes for_ = Votes(4, 0, 0, 0, 7);
  const GroupVotes against_ = Votes(0, 6, 0, 0, 7);
  const GroupVotes no_quorum_ = Votes(2, 0, 0, 0, 7);
};

TEST_F(RollUpTest, PooledPanelsAreOne) {
  EXPECT_EQ(Count({Named("north", for_), Named("south", Votes(3, 1, 0, 0, 9))}), api::VERDICT_PASS);
  EXPECT_EQ(Step(0), "quorum of ballots: 8 of 16 seats present, at least 1/2");
  EXPECT_TRUE(result_.approving_groups.empty());
}

TEST_F(RollUpTest, SoManyPanelsMustApproveEachWithItsQuorum) {
  validation_.mutable_roll_up()->set_rule(api::ROLL_UP_RULE_COUNT);
  validation_.mutable_roll_up()->set_panels(2);
  EXPECT_EQ(Count({Named("south", for_), Named("north", for_), Named("west", against_)}), api::VERDICT_PASS);
  EXPECT_EQ(result_.approving_groups, (std::vector<std::string>{"north", "south"}));
  EXPECT_EQ(Step(6), "roll-up of panels: 2 of 3 panels approving, at least 2");
  EXPECT_EQ(Count({Named("south", for_), Named("north", no_quorum_), Named("west", against_)}), api::VERDICT_FAIL);
  EXPECT_EQ(Step(0), "quorum of ballots of south: 4 of 7 seats present, at least 1/2");
}

TEST_F(RollUpTest, OrSuchAShareOfThem) {
  validation_.mutable_roll_up()->set_rule(api::ROLL_UP_RULE_SHARE);
  *validation_.mutable_roll_up()->mutable_share() = MakeRatio(2, 3);
  EXPECT_EQ(Count({Named("a", for_), Named("b", for_), Named("c", against_)}), api::VERDICT_PASS);
  EXPECT_EQ(Count({Named("a", for_), Named("b", for_), Named("c", against_), Named("d", no_quorum_)}),
            api::VERDICT_FAIL);
}

TEST_F(RollUpTest, ATieLeftToPeopleMayStillMakeIt) {
  validation_.set_tie(api::TIE_RULE_UNDECIDED);
  validation_.mutable_roll_up()->set_rule(api::ROLL_UP_RULE_COUNT);
  validation_.mutable_roll_up()->set_panels(2);
  GroupVotes tie = Votes(3, 3, 0, 0, 7);
  EXPECT_EQ(Count({Named("a", for_), Named("b", tie)}), api::VERDICT_UNDECIDED);
  EXPECT_EQ(Count({Named("a", against_), Named("b", tie)}), api::VERDICT_FAIL);
}

class ConsensusTest : public BallotResultTest {
 protected:
  ConsensusTest() {
    *validation_.mutable_approval_share() = MakeRatio(2, 3);
    *validation_.mutable_consensus()->mutable_reject_share() = MakeRatio(2, 3);
    policy_.mutable_second_rounds()->set_rounds_max(2);
  }
};

TEST_F(ConsensusTest, WithoutItTheItemStaysOpenWhileAFurtherRoundIsAllowed) {
  EXPECT_EQ(Count(Votes(4, 3, 0, 0, 7)), api::VERDICT_UNDECIDED);
  EXPECT_EQ(Step(2), "consensus of ballots: no consensus, in round 1 of at most 2, at least 2/3 to reject");
  item_.ordinal = 2;
  EXPECT_EQ(Count(Votes(4, 3, 0, 0, 7)), api::VERDICT_FAIL);
}

TEST_F(ConsensusTest, BothWaysItSettlesTheItem) {
  EXPECT_EQ(Count(Votes(5, 2, 0, 0, 7)), api::VERDICT_PASS);
  EXPECT_EQ(trace_.size(), 2);
  EXPECT_EQ(Count(Votes(2, 4, 0, 0, 7)), api::VERDICT_FAIL) << "exactly two thirds reject";
  EXPECT_EQ(Step(2), "consensus of ballots: rejected by consensus, in round 1 of at most 2, at least 2/3 to reject");
  EXPECT_EQ(Count(Votes(0, 3, 0, 0, 7)), api::VERDICT_UNDECIDED) << "without a quorum nothing is settled";
}

TEST_F(ConsensusTest, IsAskedBeforeAFurtherRound) {
  auto settled = [this](const GroupVotes& votes) { return HasConsensus(policy_, {votes}); };
  EXPECT_TRUE(settled(Votes(5, 2, 0, 0, 7)));
  EXPECT_TRUE(settled(Votes(2, 4, 0, 0, 7)));
  EXPECT_FALSE(settled(Votes(4, 3, 0, 0, 7)));
  validation_.clear_consensus();
  EXPECT_TRUE(settled(Votes(4, 3, 0, 0, 7)));
  validation_.set_tie(api::TIE_RULE_UNDECIDED);
  EXPECT_FALSE(settled(Votes(4, 2, 0, 0, 7)));
}

TEST_F(ConsensusTest, OfPanelsIsReachedWhenTheOthersCannotMakeIt) {
  validation_.mutable_roll_up()->set_rule(api::ROLL_UP_RULE_COUNT);
  validation_.mutable_roll_up()->set_panels(2);
  GroupVotes against = Votes(0, 6, 0, 0, 7);
  GroupVotes open = Votes(4, 3, 0, 0, 7);
  EXPECT_EQ(Count({Named("a", against), Named("b", open), Named("c", open)}), api::VERDICT_UNDECIDED);
  EXPECT_EQ(Count({Named("a", against), Named("b", against), Named("c", open)}), api::VERDICT_FAIL);
}

TEST_F(BallotResultTest, StepsNameWhatTheyRestOn) {
  item_.ledger_indexes = {3, 9};
  Count(Votes(4, 0, 0, 0, 7));
  for (const api::TraceStep& step : trace_) EXPECT_EQ(step.ledger_indexes_size(), 2);
}

}  // namespace
}  // namespace assay::domain

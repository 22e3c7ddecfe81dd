#include "services/domain/decision/decide_proposal.h"

#include "gtest/gtest.h"
#include "services/base/error.h"
#include "services/domain/decision/exact.h"

namespace assay::domain {
namespace {

class DecideProposalTest : public testing::Test {
 protected:
  DecideProposalTest() {
    proposal_.set_name("states/nj/cycles/2027/proposals/cna");
    proposal_.set_credential("states/nj/credentials/cna");
    policy_.set_name("states/nj/policies/standard");
    policy_.set_algorithm_version(1);
    policy_.add_gates()->set_id("openings");
    policy_.mutable_gates(0)->set_annual_openings_floor(100);
    policy_.mutable_validation()->set_minimum_endorsements(1);
    *policy_.mutable_validation()->mutable_quorum() = MakeRatio(1, 2);
    *policy_.mutable_validation()->mutable_approval_share() = MakeRatio(2, 3);
    facts_.set_annual_openings(500);
    case_.proposal = &proposal_;
    case_.occupations = {{"31-1131", {&facts_}}};
    case_.endorsements = {{api::ENDORSEMENT_LEVEL_REQUIRED, false, false, {}}};
    Vote(4, 1);
  }

  // Of seven seats.
  void Vote(int64_t approve, int64_t reject) {
    GroupVotes votes;
    votes.approve = {approve, approve};
    votes.reject = {reject, reject};
    votes.roster = {7, 7};
    case_.item.groups = {votes};
  }

  api::Decision Decided() { return *DecideProposal(case_, policy_); }

  std::vector<std::string> Criteria() {
    std::vector<std::string> criteria;
    api::Decision decision = Decided();
    for (const api::TraceStep& step : decision.trace()) criteria.push_back(step.criterion());
    return criteria;
  }

  api::Proposal proposal_;
  api::Policy policy_;
  api::Occupation facts_;
  ProposalCase case_;
};

TEST_F(DecideProposalTest, ApprovesWhatPassesEverything) {
  api::Decision decision = Decided();
  EXPECT_EQ(decision.outcome(), api::OUTCOME_APPROVED);
  EXPECT_EQ(decision.proposal(), proposal_.name());
  EXPECT_EQ(decision.credential(), proposal_.credential());
  EXPECT_EQ(decision.kind(), api::PROPOSAL_KIND_NEW);
  for (const api::TraceStep& step : decision.trace()) EXPECT_EQ(step.verdict(), api::VERDICT_PASS) << step.criterion();
}

TEST_F(DecideProposalTest, TracesEveryCriterionAlsoAfterAFailure) {
  std::vector<std::string> all = {"openings", "occupations", "endorsements", "quorum", "approval-share"};
  EXPECT_EQ(Criteria(), all);
  facts_.set_annual_openings(1);
  case_.endorsements = {};
  Vote(0, 1);
  EXPECT_EQ(Criteria(), all);
  api::Decision denied = Decided();
  for (const api::TraceStep& step : denied.trace()) EXPECT_EQ(step.verdict(), api::VERDICT_FAIL) << step.criterion();
}

TEST_F(DecideProposalTest, AnyOneFailureDenies) {
  facts_.set_annual_openings(99);
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_DENIED);
  facts_.set_annual_openings(100);
  case_.endorsements = {};
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_DENIED);
  case_.endorsements = {{api::ENDORSEMENT_LEVEL_UNAWARE, false, false, {}}};
  Vote(3, 0);
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_DENIED) << "quorum";
  Vote(4, 3);
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_DENIED) << "share";
  Vote(4, 2);
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_APPROVED);
}

TEST_F(DecideProposalTest, ARemovalIsDecidedByItsBallots) {
  proposal_.set_kind(api::PROPOSAL_KIND_REMOVAL);
  facts_.set_annual_openings(1);
  case_.endorsements = {};
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_APPROVED);
  EXPECT_EQ(Criteria(), (std::vector<std::string>{"quorum", "approval-share"}));
  Vote(1, 4);
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_DENIED);
}

TEST_F(DecideProposalTest, WithoutVotesItIsUndecidedAndSaysWhy) {
  case_.item.groups.clear();
  case_.item.undecided_because = "the round closes later";
  api::Decision decision = Decided();
  EXPECT_EQ(decision.outcome(), api::OUTCOME_UNDECIDED);
  EXPECT_EQ(Criteria(), (std::vector<std::string>{"openings", "occupations", "endorsements", "round"}));
  EXPECT_EQ(decision.trace(3).input(), "the round closes later");
  EXPECT_EQ(decision.trace(3).verdict(), api::VERDICT_UNSPECIFIED);
}

TEST_F(DecideProposalTest, KeepsAnUpdateAnUpdate) {
  proposal_.set_kind(api::PROPOSAL_KIND_UPDATE);
  EXPECT_EQ(Decided().kind(), api::PROPOSAL_KIND_UPDATE);
}

TEST_F(DecideProposalTest, IsTheSameEveryTime) {
  EXPECT_EQ(Decided().SerializeAsString(), Decided().SerializeAsString());
}

TEST_F(DecideProposalTest, RefusesAnAlgorithmItDoesNotHave) {
  for (int version : {0, kAlgorithmVersion + 1}) {
    policy_.set_algorithm_version(version);
    EXPECT_EQ(ErrorReason(DecideProposal(case_, policy_).status()), "UNKNOWN_ALGORITHM");
  }
}

TEST_F(DecideProposalTest, CountsTheSeatsOfAllPanelsTogether) {
  GroupVotes half;
  half.approve = {2, 900};
  half.roster = {4, 4};
  case_.item.groups = {half, half};
  EXPECT_EQ(Decided().trace(3).input(), "4 of 8 seats present");
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_APPROVED);
}

class OverrideTest : public DecideProposalTest {
 protected:
  OverrideTest() {
    confirmed_.set_name(proposal_.name() + "/overrides/o1");
    confirmed_.set_outcome(api::OUTCOME_APPROVED);
    confirmed_.set_reason("the legislature asked for it");
    case_.confirmed_override = &confirmed_;
    api::Tier* gold = policy_.add_tiers();
    gold->set_id("gold");
    gold->add_incentives()->set_key("fte");
    policy_.add_tiers()->set_id("silver");
    policy_.set_algorithm_version(2);
    case_.credential = &credential_;
  }

  api::Credential credential_;
  api::Override confirmed_;
};

TEST_F(OverrideTest, IsTheLastStepAndReplacesTheOutcome) {
  Vote(0, 7);
  api::Decision decision = Decided();
  EXPECT_EQ(decision.outcome(), api::OUTCOME_APPROVED);
  EXPECT_EQ(decision.override(), confirmed_.name());
  const api::TraceStep& last = *decision.trace().rbegin();
  EXPECT_EQ(last.criterion(), "override");
  EXPECT_EQ(last.subject(), "o1");
  EXPECT_EQ(last.input(), "APPROVED");
  EXPECT_EQ(decision.ShortDebugString().find("legislature"), std::string::npos) << "reasons are personal";
}

TEST_F(OverrideTest, LeavesTheTierToTheRulesUnlessItNamesOne) {
  Vote(0, 7);
  EXPECT_EQ(Decided().tier(), "gold");
  EXPECT_EQ(Decided().incentives_size(), 1);
  confirmed_.set_tier("silver");
  confirmed_.set_category("special");
  EXPECT_EQ(Decided().tier(), "silver");
  EXPECT_EQ(Decided().incentives_size(), 0);
  EXPECT_EQ(Decided().category(), "special");
  EXPECT_EQ(Decided().trace().rbegin()->input(), "APPROVED, tier silver, category special");
}

TEST_F(OverrideTest, ATierAndTheFallbackTakeEachOthersPlace) {
  policy_.mutable_fallback()->set_id("on-ramp");
  policy_.mutable_fallback()->add_incentives()->set_key("index");
  confirmed_.set_category("on-ramp");
  EXPECT_EQ(Decided().tier(), "");
  EXPECT_EQ(Decided().incentives(0).key(), "index");
  policy_.mutable_tiers(0)->add_conditions()->set_id("never");
  policy_.mutable_tiers(0)->mutable_conditions(0)->set_fact(api::FACT_PORTABLE);
  policy_.mutable_tiers()->RemoveLast();
  confirmed_.clear_category();
  EXPECT_EQ(Decided().category(), "on-ramp") << "no tier is reached";
  confirmed_.set_tier("gold");
  EXPECT_EQ(Decided().category(), "");
  EXPECT_EQ(Decided().incentives(0).key(), "fte");
}

TEST_F(OverrideTest, ADenialTakesTierAndIncentivesAway) {
  confirmed_.set_outcome(api::OUTCOME_DENIED);
  api::Decision decision = Decided();
  EXPECT_EQ(decision.outcome(), api::OUTCOME_DENIED);
  EXPECT_EQ(decision.tier(), "");
  EXPECT_TRUE(decision.incentives().empty());
}

TEST_F(OverrideTest, HoldsUnderAlgorithm1AndWithoutVotes) {
  policy_.set_algorithm_version(1);
  case_.item.groups.clear();
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_APPROVED);
}

TEST_F(OverrideTest, ComesAfterAnAppeal) {
  api::Appeal appeal;
  appeal.set_state(api::APPEAL_STATE_OVERTURNED);
  case_.appeal = &appeal;
  case_.confirmed_override = nullptr;
  Vote(0, 7);
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_APPROVED);
  EXPECT_EQ(Decided().tier(), "gold");
  case_.confirmed_override = &confirmed_;
  confirmed_.set_outcome(api::OUTCOME_DENIED);
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_DENIED);
}

}  // namespace
}  // namespace assay::domain

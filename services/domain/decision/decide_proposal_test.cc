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
    case_.endorsements[api::ENDORSEMENT_LEVEL_REQUIRED] = 1;
    case_.votes = EmployerVotes{4, 1, 0, 0, 7};
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
  case_.votes = EmployerVotes{0, 1, 0, 0, 7};
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
  case_.endorsements[api::ENDORSEMENT_LEVEL_UNAWARE] = 1;
  case_.votes = EmployerVotes{3, 0, 0, 0, 7};
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_DENIED) << "quorum";
  case_.votes = EmployerVotes{4, 3, 0, 0, 7};
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_DENIED) << "share";
  case_.votes = EmployerVotes{4, 2, 0, 0, 7};
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_APPROVED);
}

TEST_F(DecideProposalTest, ARemovalIsDecidedByItsBallots) {
  proposal_.set_kind(api::PROPOSAL_KIND_REMOVAL);
  facts_.set_annual_openings(1);
  case_.endorsements = {};
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_APPROVED);
  EXPECT_EQ(Criteria(), (std::vector<std::string>{"quorum", "approval-share"}));
  case_.votes = EmployerVotes{1, 4, 0, 0, 7};
  EXPECT_EQ(Decided().outcome(), api::OUTCOME_DENIED);
}

TEST_F(DecideProposalTest, WithoutVotesItIsUndecidedAndSaysWhy) {
  case_.votes.reset();
  case_.undecided_because = "the round closes later";
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

}  // namespace
}  // namespace assay::domain

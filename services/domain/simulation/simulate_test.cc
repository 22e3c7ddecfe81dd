#include "services/domain/simulation/simulate.h"

#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/decision/exact.h"
#include "services/domain/list/testing/list_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

class SimulateTest : public testing::Test {
 protected:
  SimulateTest() {
    for (const char* id : {"cna", "welder", "phlebotomy"}) world_.PutCredential(id, id, {"31-1131"});
    api::Round round = world_.FindRound("r1");
    round.set_policy("states/nj/policies/standard@1");
    world_.PutRound(round);
    world_.Approved("cna");                                             // 6 of 7
    world_.Decided("welder", api::PROPOSAL_KIND_NEW, {4, 3, 0, 0, 7});  // short of two thirds
    world_.Denied("phlebotomy");                                        // 1 of 7
    strict_.set_display_name("Strict");
    *strict_.mutable_validation()->mutable_quorum() = MakeRatio(1, 2);
    SetShare(9, 10, &strict_);
    lax_ = strict_;
    SetShare(1, 2, &lax_);
  }

  static void SetShare(int64_t numerator, int64_t denominator, api::Policy* policy) {
    *policy->mutable_validation()->mutable_approval_share() = MakeRatio(numerator, denominator);
  }

  void PutPolicy(const std::string& id, api::Policy policy) {
    policy.set_name("states/nj/policies/" + id);
    policy.set_revision(1);
    policy.set_algorithm_version(2);
    ledger::DecisionPart change;
    *change.mutable_policy() = std::move(policy);
    world_.Put(change);
  }

  // Opens r1 so that these may see its running tally.
  void Open(api::TallyVisibility visibility) {
    api::Round round = world_.FindRound("r1");
    round.set_tally_visibility(visibility);
    world_.PutRound(round);
    world_.OpenRound();
  }

  Asker Staff() { return {&world_.state.staff, world_.state.now}; }

  absl::StatusOr<Comparison> Try(const api::Policy& policy, const std::string& parent = ListWorld::kCycle) {
    api::SimulatePolicyRequest request;
    request.set_parent(parent);
    *request.mutable_inline_policy() = policy;
    return SimulatePolicy(request, Staff(), world_.state.scan);
  }

  // Effects in order of proposal: cna, phlebotomy, welder.
  static std::vector<api::PolicyEffect> Effects(const Comparison& comparison) {
    std::vector<api::PolicyEffect> effects;
    for (const api::PolicyDifference& difference : comparison.differences) effects.push_back(difference.effect());
    return effects;
  }

  absl::StatusOr<api::ExplainDecisionResponse> Explain(const std::string& proposal, const std::string& policy = "") {
    api::ExplainDecisionRequest request;
    request.set_name(ListWorld::Proposal(proposal));
    request.set_policy(policy);
    return ExplainDecision(request, Staff(), world_.state.scan);
  }

  ListWorld world_;
  api::Policy strict_;
  api::Policy lax_;
};

TEST_F(SimulateTest, ExplainsByThePolicyThatTheRoundPinned) {
  auto explained = Explain("cna");
  ASSERT_THAT(explained.status(), IsOk());
  EXPECT_EQ(explained->policy(), "states/nj/policies/standard@1");
  EXPECT_EQ(explained->decision().outcome(), api::OUTCOME_APPROVED);
  EXPECT_FALSE(explained->provisional());
  PutPolicy("strict", strict_);
  explained = Explain("cna", "states/nj/policies/strict");
  EXPECT_EQ(explained->policy(), "states/nj/policies/strict@1");
  EXPECT_EQ(explained->decision().outcome(), api::OUTCOME_DENIED);
}

TEST_F(SimulateTest, ExplainsNothingWithoutAPolicyOrProposal) {
  EXPECT_THAT(Explain("none").status(), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(Explain("cna", "states/nj/policies/none").status(), HasReason("RESOURCE_NOT_FOUND"));
  world_.PutProposal("lone", api::PROPOSAL_KIND_NEW, "cna");
  EXPECT_THAT(Explain("lone").status(), HasReason("NO_POLICY"));
  EXPECT_THAT(Explain("lone", ListWorld::kPolicy).status(), IsOk());
}

TEST_F(SimulateTest, WhileATallyIsHiddenNoBallotShows) {
  Open(api::TALLY_VISIBILITY_HIDDEN_UNTIL_CLOSE);
  auto explained = Explain("cna");
  ASSERT_THAT(explained.status(), IsOk());
  EXPECT_TRUE(explained->tally_hidden());
  EXPECT_TRUE(explained->provisional());
  EXPECT_EQ(explained->decision().outcome(), api::OUTCOME_UNDECIDED);
  EXPECT_EQ(explained->decision().ShortDebugString().find("vote"), std::string::npos);
}

// The answer is the same whatever was voted.
TEST_F(SimulateTest, WhatIsHiddenIsNotComputed) {
  Open(api::TALLY_VISIBILITY_HIDDEN_UNTIL_CLOSE);
  auto before = Try(lax_);
  ASSERT_THAT(before.status(), IsOk());
  EXPECT_EQ(before->summary.ShortDebugString(), "hidden_count: 3");
  world_.PutTally(0, {0, 7, 0, 0, 7});
  auto after = Try(lax_);
  ASSERT_THAT(after.status(), IsOk());
  for (size_t i = 0; i < after->differences.size(); ++i) {
    EXPECT_EQ(after->differences[i].SerializeAsString(), before->differences[i].SerializeAsString());
    EXPECT_FALSE(after->differences[i].has_after());
  }
}

TEST_F(SimulateTest, WhoMaySeeARunningTallyMayTryOutPoliciesOnIt) {
  Open(api::TALLY_VISIBILITY_AGENCY);
  auto tried = Try(lax_);
  ASSERT_THAT(tried.status(), IsOk());
  EXPECT_EQ(tried->summary.added_count(), 1);
  EXPECT_TRUE(tried->differences[0].provisional());
  EXPECT_TRUE(Explain("cna")->provisional());
  EXPECT_FALSE(Explain("cna")->tally_hidden());
}

TEST_F(SimulateTest, SaysWhoWouldBeAddedAndDropped) {
  auto lax = Try(lax_);
  ASSERT_THAT(lax.status(), IsOk());
  EXPECT_THAT(Effects(*lax), ElementsAre(api::POLICY_EFFECT_SAME, api::POLICY_EFFECT_SAME, api::POLICY_EFFECT_ADDED));
  EXPECT_EQ(lax->summary.ShortDebugString(), "same_count: 2 added_count: 1");
  const api::PolicyDifference& added = lax->differences[2];
  ASSERT_EQ(added.causes_size(), 1);
  EXPECT_EQ(added.causes(0).criterion(), "approval-share");
  EXPECT_EQ(added.causes(0).threshold(), "at least 1/2");
  EXPECT_EQ(added.before().outcome(), api::OUTCOME_DENIED);
  auto strict = Try(strict_);
  EXPECT_THAT(Effects(*strict),
              ElementsAre(api::POLICY_EFFECT_DROPPED, api::POLICY_EFFECT_SAME, api::POLICY_EFFECT_SAME));
}

TEST_F(SimulateTest, SaysWhoWouldMove) {
  PutPolicy("lax", lax_);
  api::Tier* gold = lax_.add_tiers();
  gold->set_id("gold");
  gold->add_conditions()->set_id("nearly-all");
  *gold->mutable_conditions(0)->mutable_approval_share() = MakeRatio(3, 4);
  lax_.add_tiers()->set_id("silver");
  PutPolicy("tiered", lax_);
  api::ComparePoliciesRequest request;
  request.set_parent(ListWorld::kCycle);
  request.set_base("states/nj/policies/lax");
  request.set_other("states/nj/policies/tiered@1");
  auto compared = ComparePolicies(request, Staff(), world_.state.scan);
  ASSERT_THAT(compared.status(), IsOk());
  EXPECT_THAT(Effects(*compared),
              ElementsAre(api::POLICY_EFFECT_MOVED, api::POLICY_EFFECT_SAME, api::POLICY_EFFECT_MOVED));
  EXPECT_EQ(compared->differences[0].after().tier(), "gold");
  EXPECT_EQ(compared->differences[2].after().tier(), "silver");
  EXPECT_EQ(compared->differences[2].causes(0).criterion(), "nearly-all");
  request.set_other("states/nj/policies/none");
  EXPECT_THAT(ComparePolicies(request, Staff(), world_.state.scan).status(), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_F(SimulateTest, LooksAtOneRoundOnly) {
  world_.PutProposal("lone", api::PROPOSAL_KIND_NEW, "cna");
  EXPECT_EQ(Try(lax_)->differences.size(), 4u);
  EXPECT_EQ(Try(lax_, ListWorld::Round("r1"))->differences.size(), 3u);
  EXPECT_THAT(Try(lax_, ListWorld::Round("r9")).status(), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(Try(lax_, "states/nj/cycles/2099").status(), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_F(SimulateTest, LeavesOutWhatWasNotHandedIn) {
  world_.PutProposal("draft", api::PROPOSAL_KIND_NEW, "cna", api::PROPOSAL_STATE_DRAFT);
  world_.PutProposal("gone", api::PROPOSAL_KIND_NEW, "cna", api::PROPOSAL_STATE_WITHDRAWN);
  EXPECT_EQ(Try(lax_)->differences.size(), 3u);
}

TEST_F(SimulateTest, AProposalBeforeNoRoundHasNoPolicyBefore) {
  world_.PutProposal("aa", api::PROPOSAL_KIND_NEW, "cna");
  lax_.clear_validation();
  lax_.set_decided_without_ballots(true);
  auto tried = Try(lax_);
  ASSERT_THAT(tried.status(), IsOk());
  EXPECT_EQ(tried->differences[0].effect(), api::POLICY_EFFECT_ADDED);
  EXPECT_FALSE(tried->differences[0].has_before());
}

TEST_F(SimulateTest, AsksForOnePolicyThatCanBeEvaluated) {
  api::SimulatePolicyRequest request;
  request.set_parent(ListWorld::kCycle);
  EXPECT_THAT(SimulatePolicy(request, Staff(), world_.state.scan).status(), Violates("policy"));
  request.set_policy(ListWorld::kPolicy);
  EXPECT_THAT(SimulatePolicy(request, Staff(), world_.state.scan).status(), IsOk());
  *request.mutable_inline_policy() = lax_;
  EXPECT_THAT(SimulatePolicy(request, Staff(), world_.state.scan).status(), Violates("policy"));
  request.clear_policy();
  request.mutable_inline_policy()->mutable_validation()->clear_quorum();
  EXPECT_THAT(SimulatePolicy(request, Staff(), world_.state.scan).status(),
              Violates("inline_policy.validation.quorum"));
}

TEST_F(SimulateTest, CountsVoicesAndOverrides) {
  ledger::DecisionPart change;
  change.mutable_override()->set_name(ListWorld::Proposal("phlebotomy") + "/overrides/o1");
  change.mutable_override()->set_outcome(api::OUTCOME_APPROVED);
  change.mutable_override()->set_state(api::OVERRIDE_STATE_PROPOSED);
  world_.Put(change);
  EXPECT_EQ(Explain("phlebotomy")->decision().outcome(), api::OUTCOME_DENIED) << "not confirmed";
  change.mutable_override()->set_state(api::OVERRIDE_STATE_CONFIRMED);
  world_.Put(change);
  EXPECT_EQ(Explain("phlebotomy")->decision().outcome(), api::OUTCOME_APPROVED);
  EXPECT_EQ(Explain("phlebotomy")->decision().trace().rbegin()->criterion(), "override");
}

TEST_F(SimulateTest, EmployersOfOneOwnerAreOneVoice) {
  for (const char* id : {"acme", "bolt"}) {
    ledger::DecisionPart change;
    change.mutable_employer()->set_name(std::string("states/nj/employers/") + id);
    change.mutable_employer()->set_registration_id(id);
    if (id == std::string("bolt")) change.mutable_employer()->set_affiliate_of("states/nj/employers/acme");
    world_.Put(change);
  }
  world_.Endorse("cna", "bolt");
  EXPECT_EQ(Explain("cna")->decision().trace(0).input(), "1 employer at any level");
  world_.Endorse("cna", "other");
  EXPECT_EQ(Explain("cna")->decision().trace(0).input(), "2 employers at any level");
}

}  // namespace
}  // namespace assay::domain

// Policies as states write them: presets, decisions explained, policies tried out and compared, and overrides by two
// people, over a real server.
#include "assay/v1/decision_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/errors.h"
#include "tests/support/world.h"

namespace assay::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kTiered[] = R"pb(
  display_name: "Tiered"
  validation {
    quorum { numerator: 1 denominator: 2 }
    approval_share { numerator: 1 denominator: 2 }
  }
  scores {
    id: "agreement"
    bands {
      condition {
        id: "most"
        approval_share { numerator: 2 denominator: 3 }
      }
      points: 1
    }
    bands {
      condition {
        id: "all"
        approval_share { numerator: 1 denominator: 1 }
      }
      points: 3
    }
  }
  tiers {
    id: "gold"
    points { at_least: 3 }
    incentives { key: "fte" amount: "0.2" }
  }
  tiers { id: "silver" }
)pb";

// An open round on welder, nurse and clerk (whose wage of 20,000 fails the gate of policy standard).
class PolicyE2eTest : public ::testing::Test {
 protected:
  PolicyE2eTest() : world_(&server_) { world_.MakeOpenRound(); }

  void VoteAndClose() { world_.VoteAndClose(); }
  v1::Policy Create(const std::string& id, const std::string& policy) {
    return world_
        .Must<v1::CreatePolicyResponse>("ada",
                                        absl::StrCat("parent: '$nj' policy_id: '", id, "' policy { ", policy, " }"))
        .policy();
  }
  v1::ExplainDecisionResponse Explain(const std::string& who, const std::string& proposal,
                                      const std::string& policy = "") {
    return world_.Must<v1::ExplainDecisionResponse>(
        who, absl::StrCat("name: '$nj/cycles/2027/proposals/", proposal, "' policy: '", policy, "'"));
  }
  v1::CreateOverrideResponse Propose(const std::string& proposal, const std::string& outcome) {
    return world_.Must<v1::CreateOverrideResponse>(
        "sam", absl::StrCat("parent: '$nj/cycles/2027/proposals/", proposal,
                            "' override_id: 'o1' override { outcome: ", outcome, " reason: 'A plant opens in May.' }"));
  }
  static std::string OverrideName(const std::string& proposal) {
    return absl::StrCat("'$nj/cycles/2027/proposals/", proposal, "/overrides/o1'");
  }

  AssayServer server_;
  World world_;
};

TEST_F(PolicyE2eTest, PresetsAreServedAndNameWhatTheyLeaveOpen) {
  auto presets = world_.Must<v1::ListPolicyPresetsResponse>("", "parent: '$nj'");
  ASSERT_THAT(presets.policy_presets(), SizeIs(10));
  for (const v1::PolicyPreset& preset : presets.policy_presets()) EXPECT_THAT(preset.source(), Not(IsEmpty()));
  auto indiana = world_.Must<v1::GetPolicyPresetResponse>("", "name: '$nj/policyPresets/in'").policy_preset();
  EXPECT_EQ(indiana.display_name(), "Indiana");
  EXPECT_THAT(indiana.open_fields(), IsEmpty());
  EXPECT_THAT(world_.Call<v1::GetPolicyPresetResponse>("", "name: '$nj/policyPresets/zz'").status(),
              HasReason("RESOURCE_NOT_FOUND"));
  auto page = world_.Must<v1::ListPolicyPresetsResponse>("sam", "parent: '$nj' page_size: 9");
  page = world_.Must<v1::ListPolicyPresetsResponse>(
      "sam", absl::StrCat("parent: '$nj' page_size: 9 page_token: '", page.next_page_token(), "'"));
  ASSERT_THAT(page.policy_presets(), SizeIs(1));
  EXPECT_EQ(page.policy_presets(0).name(), "states/nj/policyPresets/tx");
}

TEST_F(PolicyE2eTest, ACompletePresetBecomesAPolicyAndAnIncompleteOneIsRefused) {
  auto made = world_.Must<v1::CreatePolicyResponse>("ada", "parent: '$nj' policy_id: 'as-indiana' preset: 'in'");
  EXPECT_EQ(made.policy().algorithm_version(), 2);
  EXPECT_EQ(made.policy().labor_market().area(), "NJ");
  auto refused = world_.Call<v1::CreatePolicyResponse>("ada", "parent: '$nj' policy_id: 'as-kansas' preset: 'ks'");
  EXPECT_THAT(ViolatedFields(refused.status()), ElementsAre("policy.labor_market.criteria[0].annual_openings.floor",
                                                            "policy.endorsements[0].endorsements.employers"));
  auto presets = world_.Must<v1::ListPolicyPresetsResponse>("", "parent: '$nj'");
  for (const v1::PolicyPreset& preset : presets.policy_presets()) {
    std::string id = preset.name().substr(preset.name().rfind('/') + 1);
    auto tried = world_.Call<v1::CreatePolicyResponse>(
        "ada", absl::StrCat("parent: '$nj' policy_id: 'p-", id, "' preset: '", id, "'"));
    std::vector<std::string> open(preset.open_fields().begin(), preset.open_fields().end());
    EXPECT_EQ(tried.ok(), open.empty()) << id;
    EXPECT_EQ(ViolatedFields(tried.status()), open) << id;
  }
}

TEST_F(PolicyE2eTest, TheCommandLineBeginsFromAPreset) {
  const std::string token_file = server_.folder().File("ada.token");
  WriteFile(token_file, world_.TokenOf("ada"));
  std::map<std::string, std::string> environment = {
      {"ASSAY_SERVER", server_.target()}, {"ASSAY_STATE", "nj"}, {"ASSAY_TOKEN_FILE", token_file}};
  CliResult presets = RunCli({"policy", "presets", "-o", "csv"}, environment);
  EXPECT_EQ(presets.exit_code, 0) << presets.err;
  EXPECT_THAT(presets.out, HasSubstr("Louisiana"));
  CliResult made =
      RunCli({"policy", "create", "as-louisiana", "--preset", "la", "--display-name", "Ours"}, environment);
  EXPECT_EQ(made.exit_code, 0) << made.err;
  CliResult refused = RunCli({"policy", "create", "as-ohio", "--preset", "oh"}, environment);
  EXPECT_NE(refused.exit_code, 0);
  EXPECT_THAT(refused.err, HasSubstr("to be filled in"));
}

TEST_F(PolicyE2eTest, EveryDecisionIsExplainedStepByStep) {
  VoteAndClose();
  auto welder = Explain("sam", "welder");
  EXPECT_EQ(welder.policy(), "states/nj/policies/standard@1");
  EXPECT_EQ(welder.decision().outcome(), v1::OUTCOME_APPROVED);
  EXPECT_FALSE(welder.provisional());
  auto clerk = Explain("aud", "clerk");
  EXPECT_EQ(clerk.decision().outcome(), v1::OUTCOME_DENIED);
  bool says_why = false;
  for (const v1::TraceStep& step : clerk.decision().trace()) {
    says_why = says_why || (step.verdict() == v1::VERDICT_FAIL && step.input().find("$20,000.00") != std::string::npos);
  }
  EXPECT_TRUE(says_why) << clerk.DebugString();
  for (const v1::TraceStep& step : welder.decision().trace()) {
    if (step.criterion() == "quorum") {
      EXPECT_THAT(step.ledger_indexes(), Not(IsEmpty()));
    }
  }
}

TEST_F(PolicyE2eTest, AnOpenRoundShowsNoVoteToAnybody) {
  Create("tiered", kTiered);
  std::string before;
  for (int votes = 0; votes < 2; ++votes) {
    std::string seen;
    for (const char* who : {"ada", "sam", "pat", "aud"}) {
      auto explained = Explain(who, "welder", "states/nj/policies/tiered");
      EXPECT_TRUE(explained.tally_hidden());
      EXPECT_EQ(explained.decision().outcome(), v1::OUTCOME_UNDECIDED);
      seen += explained.DebugString();
      seen += world_
                  .Must<v1::SimulatePolicyResponse>(who,
                                                    "parent: '$nj/cycles/2027/rounds/r1' policy: '$nj/policies/tiered'")
                  .DebugString();
      seen += world_
                  .Must<v1::ComparePoliciesResponse>(
                      who, "parent: '$nj/cycles/2027' base: '$nj/policies/standard' other: '$nj/policies/tiered'")
                  .DebugString();
    }
    EXPECT_THAT(seen, HasSubstr("hidden_count: 3"));
    if (votes == 1) {
      EXPECT_EQ(seen, before) << "a vote shows";
    }
    before = seen;
    EXPECT_TRUE(world_.Cast("acme-1", "welder", v1::BALLOT_CHOICE_REJECT).ok());
  }
}

TEST_F(PolicyE2eTest, TryingAPolicyOutSaysWhoIsAddedDroppedOrMoved) {
  VoteAndClose();
  Create("tiered", kTiered);
  auto tried = world_.Must<v1::SimulatePolicyResponse>(
      "sam", absl::StrCat("parent: '$nj/cycles/2027' inline_policy { ", kTiered, " }"));
  EXPECT_EQ(tried.summary().added_count(), 1) << "no gate on wages";
  EXPECT_EQ(tried.summary().moved_count(), 2);
  ASSERT_THAT(tried.differences(), SizeIs(3));
  const v1::PolicyDifference& clerk = tried.differences(0);
  EXPECT_EQ(clerk.effect(), v1::POLICY_EFFECT_ADDED);
  EXPECT_EQ(clerk.after().tier(), "gold");
  EXPECT_EQ(clerk.after().points(), 3);
  EXPECT_EQ(clerk.after().incentives(0).amount(), "0.2");
  ASSERT_THAT(clerk.causes(), Not(IsEmpty()));
  auto page = world_.Must<v1::ComparePoliciesResponse>(
      "aud", "parent: '$nj/cycles/2027' base: '$nj/policies/standard@1' other: '$nj/policies/tiered' page_size: 2");
  ASSERT_THAT(page.differences(), SizeIs(2));
  page = world_.Must<v1::ComparePoliciesResponse>(
      "aud", absl::StrCat("parent: '$nj/cycles/2027' base: '$nj/policies/standard@1' other: '$nj/policies/tiered' "
                          "page_size: 2 page_token: '",
                          page.next_page_token(), "'"));
  ASSERT_THAT(page.differences(), SizeIs(1));
  EXPECT_THAT(page.next_page_token(), IsEmpty());
  const std::string token_file = server_.folder().File("sam.token");
  WriteFile(token_file, world_.TokenOf("sam"));
  CliResult shown =
      RunCli({"policy", "compare", "standard", "tiered", "--cycle", "2027"},
             {{"ASSAY_SERVER", server_.target()}, {"ASSAY_STATE", "nj"}, {"ASSAY_TOKEN_FILE", token_file}});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("gold"));
  auto same = world_.Must<v1::ComparePoliciesResponse>(
      "aud", "parent: '$nj/cycles/2027' base: '$nj/policies/tiered' other: '$nj/policies/tiered'");
  EXPECT_THAT(same.differences(), IsEmpty());
  EXPECT_EQ(same.summary().same_count(), 3);
}

TEST_F(PolicyE2eTest, AnOverrideTakesTwoPeopleAndEntersTheList) {
  VoteAndClose();
  auto proposed = Propose("clerk", "OUTCOME_APPROVED").override();
  EXPECT_EQ(proposed.state(), v1::OVERRIDE_STATE_PROPOSED);
  EXPECT_EQ(Explain("sam", "clerk").decision().outcome(), v1::OUTCOME_DENIED);
  std::string confirm = absl::StrCat("name: ", OverrideName("clerk"), " etag: '", proposed.etag(), "'");
  EXPECT_THAT(world_.Call<v1::ConfirmOverrideResponse>("sam", confirm).status(), HasReason("SECOND_PERSON_REQUIRED"));
  auto confirmed = world_.Must<v1::ConfirmOverrideResponse>("pat", confirm).override();
  EXPECT_EQ(confirmed.proposed_by(), "states/nj/users/sam");
  EXPECT_EQ(confirmed.confirmed_by(), "states/nj/users/pat");
  EXPECT_EQ(confirmed.reason(), "A plant opens in May.");
  auto clerk = Explain("sam", "clerk").decision();
  EXPECT_EQ(clerk.outcome(), v1::OUTCOME_APPROVED);
  EXPECT_EQ(clerk.trace().rbegin()->criterion(), "override");
  auto preview =
      world_.Must<v1::PreviewListResponse>("sam", "parent: '$nj/cycles/2027' policy: '$nj/policies/standard'");
  EXPECT_EQ(preview.summary().approved_count(), 3);
  auto listed = world_.Must<v1::ListOverridesResponse>("aud", "parent: '$nj/cycles/2027'");
  ASSERT_THAT(listed.overrides(), SizeIs(1));
  EXPECT_EQ(listed.overrides(0).DebugString(), confirmed.DebugString());
}

TEST_F(PolicyE2eTest, ADraftDoesNotOutliveAnOverride) {
  VoteAndClose();
  auto preview =
      world_.Must<v1::PreviewListResponse>("sam", "parent: '$nj/cycles/2027' policy: '$nj/policies/standard'");
  auto proposed = Propose("welder", "OUTCOME_DENIED").override();
  world_.Must<v1::ConfirmOverrideResponse>(
      "pat", absl::StrCat("name: ", OverrideName("welder"), " etag: '", proposed.etag(), "'"));
  EXPECT_THAT(world_
                  .Call<v1::DraftListVersionResponse>(
                      "sam", absl::StrCat("parent: '$nj/cycles/2027' policy: '$nj/policies/standard' effective_date: "
                                          "'2027-07-01' basis_etag: '",
                                          preview.basis_etag(), "'"))
                  .status(),
              HasReason("BASIS_CHANGED"));
  world_.Must<v1::CancelOverrideResponse>(
      "ada", absl::StrCat("name: ", OverrideName("welder"), " reason: 'It was about another one.'"));
  EXPECT_EQ(Explain("sam", "welder").decision().outcome(), v1::OUTCOME_APPROVED);
}

TEST_F(PolicyE2eTest, OnlyTheAgencyOverridesAndSimulates) {
  for (const char* who : {"pro", "acme-1", "aud", "cy", ""}) {
    EXPECT_THAT(world_
                    .Call<v1::CreateOverrideResponse>(
                        who,
                        "parent: '$nj/cycles/2027/proposals/welder' override_id: 'o1' override { outcome: "
                        "OUTCOME_DENIED reason: 'No.' }")
                    .status(),
                HasCode(*who == '\0' ? absl::StatusCode::kUnauthenticated : absl::StatusCode::kPermissionDenied))
        << who;
  }
  for (const char* who : {"pro", "acme-1", "cy"}) {
    EXPECT_THAT(
        world_.Call<v1::SimulatePolicyResponse>(who, "parent: '$nj/cycles/2027' policy: '$nj/policies/standard'")
            .status(),
        HasCode(absl::StatusCode::kPermissionDenied));
  }
}

}  // namespace
}  // namespace assay::testing

#include "services/domain/commands/policy_presets.h"

#include "services/domain/commands/policy.h"
#include "services/domain/commands/policy_rules.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class PolicyPresetsTest : public ::testing::Test {
 protected:
  PolicyPresetsTest() {
    api::State record;
    record.set_wage_area("NJ");
    state_.records.Put(StateId{}, record);
  }

  std::vector<std::string> OpenFieldsOf(const std::string& id) {
    absl::optional<api::PolicyPreset> preset = FindPolicyPreset(id, state_.records);
    EXPECT_TRUE(preset.has_value()) << id;
    return {preset->open_fields().begin(), preset->open_fields().end()};
  }

  // What creating a policy of it is refused for.
  std::vector<std::string> Missing(const std::string& id) {
    api::CreatePolicyRequest request;
    request.set_parent("states/nj");
    request.set_policy_id(id);
    request.set_preset(id);
    return ViolatedFields(state_.Do(request, state_.administrator));
  }

  FakeState state_;
};

TEST_F(PolicyPresetsTest, ThereIsOneForEachPublishedRule) {
  EXPECT_EQ(PolicyPresetIds(), "al, co, in, ks, la, nj, oh, sc, tn, tx");
  for (const std::string& id : PolicyPresetIdList()) {
    absl::optional<api::PolicyPreset> preset = FindPolicyPreset(id);
    ASSERT_TRUE(preset.has_value());
    EXPECT_THAT(preset->display_name(), Not(IsEmpty())) << id;
    EXPECT_THAT(preset->rule(), Not(IsEmpty())) << id;
    EXPECT_THAT(preset->source(), Not(IsEmpty())) << id;
    EXPECT_EQ(preset->source(), preset->policy().source()) << id;
    EXPECT_LE(preset->source().size(), 500u) << id;
  }
  EXPECT_FALSE(FindPolicyPreset("zz").has_value());
}

// Whatever is wrong with a preset is a number that its state does not publish.
TEST_F(PolicyPresetsTest, EachIsCompleteOrNamesEveryNumberToFillIn) {
  for (const std::string& id : PolicyPresetIdList()) EXPECT_EQ(Missing(id), OpenFieldsOf(id)) << id;
}

TEST_F(PolicyPresetsTest, WhatIndianaAndLouisianaPublishIsComplete) {
  EXPECT_THAT(OpenFieldsOf("in"), IsEmpty());
  EXPECT_THAT(OpenFieldsOf("la"), IsEmpty());
}

TEST_F(PolicyPresetsTest, TheOthersLeaveTheirNumbersOpen) {
  EXPECT_THAT(OpenFieldsOf("ks"), ElementsAre("policy.labor_market.criteria[0].annual_openings.floor",
                                              "policy.endorsements[0].endorsements.employers"));
  EXPECT_THAT(OpenFieldsOf("co"), ElementsAre("policy.labor_market.criteria[0].annual_openings.floor",
                                              "policy.labor_market.criteria[2].wage"));
  EXPECT_THAT(OpenFieldsOf("oh"), ::testing::Contains("policy.rubric[0].score_max"));
  EXPECT_THAT(OpenFieldsOf("nj"), ElementsAre("policy.validation.quorum", "policy.validation.approval_share"));
  EXPECT_THAT(OpenFieldsOf("al"),
              ElementsAre("policy.validation.quorum", "policy.validation.approval_share", "policy.scores[0].bands",
                          "policy.scores[1].bands", "policy.scores[2].bands", "policy.scores[3].bands",
                          "policy.scores[4].bands"));
  EXPECT_THAT(OpenFieldsOf("tn"), ElementsAre("policy.validation.quorum", "policy.validation.approval_share",
                                              "policy.tiers[0]", "policy.tiers[1]"));
}

TEST_F(PolicyPresetsTest, AreTakenWithTheAreaOfTheState) {
  EXPECT_EQ(FindPolicyPreset("ks", state_.records)->policy().labor_market().area(), "NJ");
}

}  // namespace
}  // namespace assay::domain

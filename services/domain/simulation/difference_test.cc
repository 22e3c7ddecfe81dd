#include "services/domain/simulation/difference.h"

#include "gtest/gtest.h"

namespace assay::domain {
namespace {

api::Decision Decision(api::Outcome outcome, const std::string& tier = "") {
  api::Decision decision;
  decision.set_outcome(outcome);
  decision.set_tier(tier);
  return decision;
}

TEST(EffectOf, IsWhatTheSecondPolicyDoes) {
  const api::Decision approved = Decision(api::OUTCOME_APPROVED, "gold");
  const api::Decision denied = Decision(api::OUTCOME_DENIED);
  const api::Decision undecided = Decision(api::OUTCOME_UNDECIDED);
  EXPECT_EQ(EffectOf(approved, approved), api::POLICY_EFFECT_SAME);
  EXPECT_EQ(EffectOf(denied, denied), api::POLICY_EFFECT_SAME);
  EXPECT_EQ(EffectOf(denied, approved), api::POLICY_EFFECT_ADDED);
  EXPECT_EQ(EffectOf(undecided, approved), api::POLICY_EFFECT_ADDED);
  EXPECT_EQ(EffectOf(approved, denied), api::POLICY_EFFECT_DROPPED);
  EXPECT_EQ(EffectOf(approved, undecided), api::POLICY_EFFECT_DROPPED);
  EXPECT_EQ(EffectOf(denied, undecided), api::POLICY_EFFECT_OTHER);
}

TEST(EffectOf, MovesByTierCategoryPointsAndRegions) {
  const api::Decision before = Decision(api::OUTCOME_APPROVED, "gold");
  EXPECT_EQ(EffectOf(before, Decision(api::OUTCOME_APPROVED, "silver")), api::POLICY_EFFECT_MOVED);
  api::Decision after = before;
  after.set_category("on-ramp");
  EXPECT_EQ(EffectOf(before, after), api::POLICY_EFFECT_MOVED);
  after = before;
  after.set_points(3);
  EXPECT_EQ(EffectOf(before, after), api::POLICY_EFFECT_MOVED);
  after = before;
  after.add_regions("north");
  EXPECT_EQ(EffectOf(before, after), api::POLICY_EFFECT_MOVED);
}

void Step(const char* criterion, const char* input, api::Verdict verdict, api::Decision* decision) {
  AddStep(criterion, "subject", input, "", verdict, decision->mutable_trace());
}

TEST(CausesOf, AreTheStepsThatCameToSomethingElse) {
  api::Decision before;
  api::Decision after;
  Step("same", "1", api::VERDICT_PASS, &before);
  Step("same", "2", api::VERDICT_PASS, &after);
  Step("turned", "1", api::VERDICT_PASS, &before);
  Step("turned", "1", api::VERDICT_FAIL, &after);
  Step("points", "3 points", api::VERDICT_UNSPECIFIED, &before);
  Step("points", "4 points", api::VERDICT_UNSPECIFIED, &after);
  Step("new-and-met", "1", api::VERDICT_PASS, &after);
  Step("new-and-unmet", "1", api::VERDICT_UNKNOWN_FAILS, &after);
  Step("gone-and-met", "1", api::VERDICT_PASS, &before);
  Step("gone-and-unmet", "1", api::VERDICT_FAIL, &before);
  std::vector<std::string> criteria;
  for (const api::TraceStep& step : CausesOf(before, after)) criteria.push_back(step.criterion());
  EXPECT_EQ(criteria, (std::vector<std::string>{"turned", "points", "new-and-unmet", "gone-and-unmet"}));
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/commands/list_rules_check.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"

namespace assay::domain {
namespace {

absl::Status Check(const api::ListRules& rules) {
  Violations violations;
  CheckListRules(rules, "list", &violations);
  return violations.ToStatus();
}

TEST(ListRulesCheckTest, NoRulesAreFine) { EXPECT_THAT(Check({}), IsOk()); }

TEST(ListRulesCheckTest, SignaturesCanBeGiven) {
  api::ListRules rules;
  rules.set_deemed_approval_days(90);
  EXPECT_THAT(Check(rules), Violates("list.deemed_approval_days"));
  api::SignatureRule* rule = rules.add_signatures();
  rule->set_agency("tea");
  rule->set_count(2);
  rule->add_signers("states/tx/users/ann");
  EXPECT_THAT(Check(rules), Violates("list.signatures[0].count"));
  rule->add_signers("states/tx/users/ann");
  EXPECT_THAT(Check(rules), Violates("list.signatures[0].signers", "list.signatures[0].count"));
  rule->set_signers(1, "states/tx/users/bob");
  EXPECT_THAT(Check(rules), IsOk());
  rules.add_signatures()->set_agency("tea");
  EXPECT_THAT(Check(rules), Violates("list.signatures[1].agency"));
}

TEST(ListRulesCheckTest, DatesExist) {
  api::ListRules rules;
  api::EffectiveDateRule* rule = rules.add_effective_dates();
  EXPECT_THAT(Check(rules), Violates("list.effective_dates[0].kind"));
  rule->set_kind(api::EFFECTIVE_DATE_KIND_TIERS);
  rule->set_day(31);
  EXPECT_THAT(Check(rules), Violates("list.effective_dates[0].day"));
  rule->set_month(4);
  EXPECT_THAT(Check(rules), Violates("list.effective_dates[0].day"));
  rule->set_month(2);
  rule->set_day(29);
  EXPECT_THAT(Check(rules), IsOk());
}

TEST(ListRulesCheckTest, SharesDeadlinesAndExtensionsFit) {
  api::ListRules rules;
  rules.mutable_sunset()->mutable_cap_share()->set_numerator(6);
  rules.mutable_sunset()->mutable_cap_share()->set_denominator(5);
  rules.set_appeal_decision_days(10);
  rules.mutable_emergency()->set_extensions_max(1);
  EXPECT_THAT(Check(rules),
              Violates("list.sunset.cap_share", "list.appeal_decision_days", "list.emergency.extension_days"));
}

}  // namespace
}  // namespace assay::domain

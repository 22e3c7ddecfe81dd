#include "services/domain/commands/policy_rules.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/domain/commands/checks.h"
#include "services/domain/commands/policy_conditions.h"
#include "services/domain/commands/policy_values.h"
#include "services/domain/labor_market/policy_check.h"

namespace assay::domain {
namespace {

// Gates and rubric criteria alike.
template <class Elements>
void CheckIdsUnique(const Elements& elements, absl::string_view field, Violations* violations) {
  Ids ids;
  for (int i = 0; i < elements.size(); ++i) ids.Take(elements[i].id(), absl::StrCat(field, "[", i, "]"), violations);
}

void CheckWageFloor(const api::WageFloor& wage, const std::string& field, Violations* violations) {
  if (wage.floor().cents() <= 0) violations->Add(absl::StrCat(field, ".floor.cents"), "must be more than 0");
  if (wage.floor().period() == api::PERIOD_UNSPECIFIED) {
    violations->Add(absl::StrCat(field, ".floor.period"), "must be PERIOD_YEAR or PERIOD_HOUR");
  }
  if (wage.statistic() > api::WAGE_STATISTIC_P25) {
    violations->Add(absl::StrCat(field, ".statistic"),
                    "a gate asks for the median or the 25th percentile; ask for others in labor_market");
  }
}

void CheckGate(const api::LaborMarketGate& gate, const std::string& field, Violations* violations) {
  if (gate.unknown() == api::UNKNOWN_FIGURE_UNDECIDED) {
    violations->Add(absl::StrCat(field, ".unknown"), "a gate passes or fails; leave figures to people in labor_market");
  }
  switch (gate.criterion_case()) {
    case api::LaborMarketGate::kWageFloor:
      return CheckWageFloor(gate.wage_floor(), absl::StrCat(field, ".wage_floor"), violations);
    case api::LaborMarketGate::kGrowthFloor:
      CheckDenominator(gate.growth_floor(), absl::StrCat(field, ".growth_floor"), violations);
      return;
    case api::LaborMarketGate::kEducationFloor:
      if (gate.education_floor() != api::EDUCATION_UNSPECIFIED) return;
      return violations->Add(absl::StrCat(field, ".education_floor"), "must name a level of education");
    case api::LaborMarketGate::kAnnualOpeningsFloor:
    case api::LaborMarketGate::kEmploymentFloor:
      return;
    case api::LaborMarketGate::CRITERION_NOT_SET:
      return violations->Add(field,
                             "asks nothing; set wage_floor, annual_openings_floor, growth_floor, education_floor or "
                             "employment_floor");
  }
}

// Whether reaching the share exactly approves, so that all votes may suffice.
bool ExactlySuffices(const api::EmployerValidation& validation) {
  if (validation.tie() != api::TIE_RULE_UNSPECIFIED) return validation.tie() == api::TIE_RULE_APPROVES;
  return validation.approval_comparison() != api::SHARE_COMPARISON_MORE_THAN;
}

void CheckApproval(const api::EmployerValidation& validation, Violations* violations) {
  const std::string field = "policy.validation.approval_share";
  const api::Ratio& share = validation.approval_share();
  CheckNeededShare(validation.has_approval_share(), share, field, "which share of the votes must approve", violations);
  if (share.denominator() >= 1 && share.numerator() == share.denominator() && !ExactlySuffices(validation)) {
    violations->Add(field, "more than all can never be reached; use SHARE_COMPARISON_AT_LEAST or a smaller share");
  }
  if (validation.tie() != api::TIE_RULE_UNSPECIFIED &&
      validation.approval_comparison() != api::SHARE_COMPARISON_UNSPECIFIED) {
    violations->Add("policy.validation.tie", "says what approval_comparison says too; set one of both");
  }
}

void CheckRollUp(const api::RollUp& roll_up, Violations* violations) {
  if (roll_up.rule() == api::ROLL_UP_RULE_COUNT && !roll_up.has_panels()) {
    AddOpen("policy.validation.roll_up.panels", "how many panels must approve", violations);
  }
  if (roll_up.rule() == api::ROLL_UP_RULE_SHARE) {
    CheckNeededShare(roll_up.has_share(), roll_up.share(), "policy.validation.roll_up.share",
                     "which share of the panels must approve", violations);
  }
}

void CheckValidation(const api::Policy& policy, Violations* violations) {
  const api::EmployerValidation& validation = policy.validation();
  if (policy.decided_without_ballots()) {
    if (policy.has_validation()) {
      violations->Add(
          "policy.validation",
          "says how ballots are counted, and decided_without_ballots that there are none; drop one of both");
    }
    return;
  }
  if (!policy.has_validation()) {
    return AddOpen("policy.validation", "how ballots are counted, or decided_without_ballots", violations);
  }
  CheckNeededShare(validation.has_quorum(), validation.quorum(), "policy.validation.quorum",
                   "which share of the seats must be present", violations);
  CheckApproval(validation, violations);
  if (validation.has_consensus()) {
    CheckNeededShare(validation.consensus().has_reject_share(), validation.consensus().reject_share(),
                     "policy.validation.consensus.reject_share", "which share of the votes must reject", violations);
  }
  CheckRollUp(validation.roll_up(), violations);
}

void CheckRubric(const api::Policy& policy, Violations* violations) {
  CheckIdsUnique(policy.rubric(), "policy.rubric", violations);
  for (int i = 0; i < policy.rubric_size(); ++i) {
    if (policy.rubric(i).score_max() > 0) continue;
    AddOpen(absl::StrCat("policy.rubric[", i, "].score_max"), "the best score; the worst is 1", violations);
  }
}

}  // namespace

void ValidatePolicy(const api::Policy& policy, Violations* violations) {
  if (policy.ByteSizeLong() > kPolicyBytesMax) {
    violations->Add("policy", absl::StrCat("takes ", policy.ByteSizeLong(), " bytes; at most ", kPolicyBytesMax,
                                           " are stored: shorten texts, or move exceptions to another policy"));
  }
  if (policy.display_name().empty()) violations->Add("policy.display_name", "is required");
  CheckIdsUnique(policy.gates(), "policy.gates", violations);
  for (int i = 0; i < policy.gates_size(); ++i) {
    CheckGate(policy.gates(i), absl::StrCat("policy.gates[", i, "]"), violations);
  }
  if (policy.has_labor_market()) CheckLaborMarketPolicy(policy.labor_market(), "policy.labor_market", violations);
  CheckValidation(policy, violations);
  CheckRubric(policy, violations);
  ValidateConditions(policy, violations);
  CheckEnumsDefined(policy, "policy", violations);
}

std::vector<std::string> OpenFields(const api::Policy& policy) {
  Violations violations;
  ValidatePolicy(policy, &violations);
  std::vector<std::string> open;
  for (const auto& [field, description] : violations.violations()) {
    if (absl::StartsWith(description, kToBeFilledIn)) open.push_back(field);
  }
  return open;
}

}  // namespace assay::domain

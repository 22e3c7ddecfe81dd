#include "services/domain/commands/policy_rules.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/domain/commands/checks.h"

namespace assay::domain {
namespace {

// Gates and rubric criteria alike.
template <class Elements>
void CheckIdsUnique(const Elements& elements, absl::string_view field, Violations* violations) {
  std::set<std::string> seen;
  for (int i = 0; i < elements.size(); ++i) {
    if (seen.insert(elements[i].id()).second) continue;
    violations->Add(absl::StrCat(field, "[", i, "].id"),
                    absl::StrCat("\"", elements[i].id(), "\" is used above; give each its own id"));
  }
}

bool CheckDenominator(const api::Ratio& ratio, const std::string& field, Violations* violations) {
  if (ratio.denominator() >= 1) return true;
  violations->Add(absl::StrCat(field, ".denominator"), "must be at least 1; for one half write 1 and 2");
  return false;
}

void CheckShare(const api::Ratio& share, const std::string& field, Violations* violations) {
  if (!CheckDenominator(share, field, violations)) return;
  if (share.numerator() >= 0 && share.numerator() <= share.denominator()) return;
  violations->Add(absl::StrCat(field, ".numerator"),
                  absl::StrCat("must be 0 to the denominator, which is ", share.denominator(),
                               ": a share is at least 0 and at most 1"));
}

void CheckWageFloor(const api::Money& floor, const std::string& field, Violations* violations) {
  if (floor.cents() <= 0) violations->Add(absl::StrCat(field, ".cents"), "must be more than 0");
  if (floor.period() == api::PERIOD_UNSPECIFIED) {
    violations->Add(absl::StrCat(field, ".period"), "must be PERIOD_YEAR or PERIOD_HOUR");
  }
}

void CheckGate(const api::LaborMarketGate& gate, const std::string& field, Violations* violations) {
  switch (gate.criterion_case()) {
    case api::LaborMarketGate::kWageFloor:
      return CheckWageFloor(gate.wage_floor().floor(), absl::StrCat(field, ".wage_floor.floor"), violations);
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

void CheckValidation(const api::EmployerValidation& validation, Violations* violations) {
  const std::string share_field = "policy.validation.approval_share";
  CheckShare(validation.quorum(), "policy.validation.quorum", violations);
  CheckShare(validation.approval_share(), share_field, violations);
  const api::Ratio& share = validation.approval_share();
  if (validation.approval_comparison() == api::SHARE_COMPARISON_MORE_THAN && share.denominator() >= 1 &&
      share.numerator() == share.denominator()) {
    violations->Add(share_field,
                    "more than all can never be reached; use SHARE_COMPARISON_AT_LEAST or a smaller share");
  }
}

}  // namespace

void ValidatePolicy(const api::Policy& policy, Violations* violations) {
  CheckIdsUnique(policy.gates(), "policy.gates", violations);
  for (int i = 0; i < policy.gates_size(); ++i) {
    CheckGate(policy.gates(i), absl::StrCat("policy.gates[", i, "]"), violations);
  }
  CheckValidation(policy.validation(), violations);
  CheckIdsUnique(policy.rubric(), "policy.rubric", violations);
  CheckEnumsDefined(policy, "policy", violations);
}

}  // namespace assay::domain

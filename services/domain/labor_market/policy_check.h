// What the labor-market part of a policy must be for occupations to be evaluated by it.
#ifndef ASSAY_SERVICES_DOMAIN_LABOR_MARKET_POLICY_CHECK_H_
#define ASSAY_SERVICES_DOMAIN_LABOR_MARKET_POLICY_CHECK_H_

#include "absl/strings/string_view.h"
#include "services/base/error.h"
#include "services/domain/record_id.h"

namespace assay::domain {

// Adds a violation, its path under `field` (such as policy.labor_market), for everything that cannot be evaluated.
// A number or choice that the state did not publish is absent, and its violation begins with "to be filled in". Others:
// ids that are used twice, groups that name nothing, themselves or what follows, floors that nothing can miss or reach,
// ranges that are empty, exceptions without a code or with one that its edition does not have. Enum numbers without a
// name are for the caller to find (CheckEnumsDefined).
void CheckLaborMarketPolicy(const api::LaborMarketPolicy& policy, absl::string_view field, Violations* violations);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LABOR_MARKET_POLICY_CHECK_H_

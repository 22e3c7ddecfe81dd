// What a policy must be for a decision to be computed from it.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_RULES_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_RULES_H_

#include "services/base/error.h"
#include "services/domain/record_id.h"

namespace assay::domain {

// Adds a violation, its path under "policy", for everything that cannot be evaluated: gates that ask nothing or share
// an id, wage floors without amount or period, shares outside 0 to 1 or out of reach, criteria that share an id, and
// enum numbers without a name. An unspecified enum is allowed where the API says what it is taken as.
void ValidatePolicy(const api::Policy& policy, Violations* violations);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_RULES_H_

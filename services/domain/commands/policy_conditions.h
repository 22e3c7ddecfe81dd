// What the conditions, scores and tiers of a policy must be; a part of ValidatePolicy.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_CONDITIONS_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_CONDITIONS_H_

#include "services/base/error.h"
#include "services/domain/record_id.h"

namespace assay::domain {

// Definition, endorsements, scores, tiers and categories.
void ValidateConditions(const api::Policy& policy, Violations* violations);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_CONDITIONS_H_

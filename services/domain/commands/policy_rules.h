// What a policy must be for a decision to be computed from it.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_RULES_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_RULES_H_

#include <string>
#include <vector>

#include "services/base/error.h"
#include "services/domain/record_id.h"

namespace assay::domain {

// Serialised; a revision is stored as one value (storage/store.h).
inline constexpr size_t kPolicyBytesMax = 100'000;

// Adds a violation, its path under "policy", for everything that cannot be evaluated by the newest algorithm: what is
// asked without a number (its description begins with "to be filled in"), gates that ask nothing or share an id, wage
// floors without amount or period, shares outside 0 to 1 or out of reach, ids that are used twice, conditions that
// stand where their answer is not known yet or name what the policy does not have, enum numbers without a name, and
// more than kPolicyBytesMax. An unspecified enum is allowed where the API says what it is taken as.
void ValidatePolicy(const api::Policy& policy, Violations* violations);

// Paths of what is to be filled in, in the order of ValidatePolicy.
std::vector<std::string> OpenFields(const api::Policy& policy);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_RULES_H_

// Whether a cycle's rules for its list make sense.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_LIST_RULES_CHECK_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_LIST_RULES_CHECK_H_

#include "absl/strings/string_view.h"
#include "services/base/error.h"
#include "services/domain/record_id.h"

namespace assay::domain {

// A violation for every agency or signer that is named twice, every agency with fewer signers than signatures, a date
// without kind or with a day that its month never has, a share of more than the whole, deemed approval without
// signatures, time to decide appeals without appeals, and extensions that add no day. `field` is the rules' path.
void CheckListRules(const api::ListRules& rules, absl::string_view field, Violations* violations);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_LIST_RULES_CHECK_H_

// What events of overrides do to the records; a part of Apply (services/domain/apply.h).
#ifndef ASSAY_SERVICES_DOMAIN_APPLY_DECISION_H_
#define ASSAY_SERVICES_DOMAIN_APPLY_DECISION_H_

#include "services/domain/view.h"

namespace assay::domain {

// Keeps the override and which one of its proposal stands. One that comes into force, or ends after it was, is an input
// to the cycle's decisions.
void ApplyOverride(const ledger::Event& event, Records* records);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_APPLY_DECISION_H_

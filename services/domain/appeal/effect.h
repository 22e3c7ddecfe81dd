// What an appeal does to a decision.
#ifndef ASSAY_SERVICES_DOMAIN_APPEAL_EFFECT_H_
#define ASSAY_SERVICES_DOMAIN_APPEAL_EFFECT_H_

#include "services/domain/record_id.h"

namespace assay::domain {

// The criterion of the step that an appeal adds to a trace.
inline constexpr char kAppealCriterion[] = "appeal";

// An appeal that was overturned approves what is not: two people granted it, whatever becomes of its votes. A last step
// says so. Everything else is left as it is.
void ApplyAppealTo(const api::Appeal& appeal, api::Decision* decision);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_APPEAL_EFFECT_H_

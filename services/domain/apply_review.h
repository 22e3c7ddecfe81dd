// What assignments do to the records; a part of Apply (services/domain/apply.h).
#ifndef ASSAY_SERVICES_DOMAIN_APPLY_REVIEW_H_
#define ASSAY_SERVICES_DOMAIN_APPLY_REVIEW_H_

#include <string>

#include "services/domain/view.h"

namespace assay::domain {

// The cycle's id that stands for every cycle: what an employer is counts in all of them.
inline constexpr char kEveryCycle[] = "";

// Counts a change that a decision of the cycle may rest on.
void CountDecisionInput(const std::string& cycle, Records* records);

// How many there were, in the cycle and in every cycle.
int64_t DecisionInputCount(const std::string& cycle, const View& view);

void ApplyAssignment(const api::Assignment& assignment, Records* records);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_APPLY_REVIEW_H_

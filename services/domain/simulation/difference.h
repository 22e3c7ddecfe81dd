// How two decisions on one proposal differ, and what made the difference.
#ifndef ASSAY_SERVICES_DOMAIN_SIMULATION_DIFFERENCE_H_
#define ASSAY_SERVICES_DOMAIN_SIMULATION_DIFFERENCE_H_

#include "services/domain/decision/trace.h"
#include "services/domain/record_id.h"

namespace assay::domain {

// What `after` is to `before`; never HIDDEN.
api::PolicyEffect EffectOf(const api::Decision& before, const api::Decision& after);

// Steps of `after` whose verdict differs from that of the same step of `before`, or that are new and not passed; then
// steps of `before` that are gone and were not passed. Steps are the same when criterion and subject are; one without a
// verdict, such as a sum of points, differs by its input.
Trace CausesOf(const api::Decision& before, const api::Decision& after);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_SIMULATION_DIFFERENCE_H_

// Decisions on cycles.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_CYCLE_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_CYCLE_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// ALREADY_EXISTS: the id is taken. INVALID_ARGUMENT: submissions close before they open. NOT_FOUND: no such dataset.
// FAILED_PRECONDITION, DATASET_NOT_SEALED: the dataset has not been filled.
absl::Status Decide(const api::CreateCycleRequest& request, const Context& context, const View& view, Events* events);

// NOT_FOUND; ABORTED: stale etag; INVALID_ARGUMENT: as above, or the update mask names no field that can be changed;
// FAILED_PRECONDITION: as above.
absl::Status Decide(const api::UpdateCycleRequest& request, const Context& context, const View& view, Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_CYCLE_H_

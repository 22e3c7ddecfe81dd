// Decisions on the catalogue of credentials.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_CATALOGUE_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_CATALOGUE_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// ALREADY_EXISTS: the id is taken. INVALID_ARGUMENT: an occupation code is unknown, or no id can be made of the title.
absl::Status Decide(const api::CreateCredentialRequest& request, const Context& context, const View& view,
                    Events* events);

// NOT_FOUND; ABORTED: stale etag; INVALID_ARGUMENT: as above, or the update mask names no field that can be changed.
absl::Status Decide(const api::UpdateCredentialRequest& request, const Context& context, const View& view,
                    Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_CATALOGUE_H_

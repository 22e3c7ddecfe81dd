// Extensions: leave for one proposal to be late in one stage of its cycle.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_EXTENSION_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_EXTENSION_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// The proposal need not be there yet, so that one that comes late can still be made. Granting again sets another end.
// NOT_FOUND: no such cycle, or no such stage of it. INVALID_ARGUMENT: no local time, not in the future, or not after
// the stage's own end. ABORTED: `etag` is given and is not that of the extension there is.
absl::Status Decide(const api::GrantExtensionRequest& request, const Context& context, const View& view,
                    Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_EXTENSION_H_

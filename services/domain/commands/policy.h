// Decisions on policies.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Makes revision 1, pinned to the newest decision algorithm; of what was sent, or of a preset with what was sent over
// it. ALREADY_EXISTS: the id is taken. INVALID_ARGUMENT: no such preset, or see ValidatePolicy.
absl::Status Decide(const api::CreatePolicyRequest& request, const Context& context, const View& view, Events* events);

// Makes the next revision, whole as sent and pinned likewise. NOT_FOUND; ABORTED: stale etag; INVALID_ARGUMENT: no
// etag, the name names a revision, or see ValidatePolicy.
absl::Status Decide(const api::UpdatePolicyRequest& request, const Context& context, const View& view, Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_H_

// Decisions that people take otherwise than the rules: proposed by one, confirmed by another, with a reason.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_OVERRIDE_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_OVERRIDE_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Proposes an override of a proposal that was handed in. NOT_FOUND: no such proposal. ALREADY_EXISTS: the id is taken.
// FAILED_PRECONDITION, PROPOSAL_NOT_HANDED_IN; OVERRIDE_STANDS: another one is proposed or in force. INVALID_ARGUMENT:
// an outcome that is neither approved nor denied, a tier or category that the policy of the proposal's round does not
// have, or either with an outcome other than approved.
absl::Status Decide(const api::CreateOverrideRequest& request, const Context& context, const View& view,
                    Events* events);

// Puts it in force. NOT_FOUND; ABORTED: stale etag; FAILED_PRECONDITION, WRONG_STATE. PERMISSION_DENIED,
// SECOND_PERSON_REQUIRED: the caller proposed it.
absl::Status Decide(const api::ConfirmOverrideRequest& request, const Context& context, const View& view,
                    Events* events);

// Ends it. NOT_FOUND; ABORTED: stale etag; FAILED_PRECONDITION, WRONG_STATE.
absl::Status Decide(const api::CancelOverrideRequest& request, const Context& context, const View& view,
                    Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_OVERRIDE_H_

// Decisions on proposals up to the panel. Agency staff may act on any proposal and at any time; a proposer only on its
// own, and hands it in only while its cycle takes proposals.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_PROPOSAL_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_PROPOSAL_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Makes a draft; its occupations are those of the credential when none are sent. NOT_FOUND: no such cycle or
// credential. ALREADY_EXISTS: the id is taken. INVALID_ARGUMENT: an occupation code is unknown, or an enum number has
// no name. FAILED_PRECONDITION: SUBMISSION_NOT_OPEN or SUBMISSION_CLOSED.
absl::Status Decide(const api::CreateProposalRequest& request, const Context& context, const View& view,
                    Events* events);

// The five below: NOT_FOUND; PERMISSION_DENIED, NOT_YOUR_PROPOSAL; ABORTED: stale etag; FAILED_PRECONDITION,
// WRONG_STATE: the proposal stands elsewhere (services/domain/commands/proposal_transition.h). And:

// INVALID_ARGUMENT: as in creation, or the update mask names no field that can be changed. NOT_FOUND: no such
// credential.
absl::Status Decide(const api::UpdateProposalRequest& request, const Context& context, const View& view,
                    Events* events);

// INVALID_ARGUMENT: everything that is missing. FAILED_PRECONDITION: SUBMISSION_NOT_OPEN or SUBMISSION_CLOSED.
absl::Status Decide(const api::SubmitProposalRequest& request, const Context& context, const View& view,
                    Events* events);

absl::Status Decide(const api::ReturnProposalRequest& request, const Context& context, const View& view,
                    Events* events);

absl::Status Decide(const api::ScreenProposalRequest& request, const Context& context, const View& view,
                    Events* events);

// FAILED_PRECONDITION, ALREADY_DECIDED: its round closed.
absl::Status Decide(const api::WithdrawProposalRequest& request, const Context& context, const View& view,
                    Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_PROPOSAL_H_

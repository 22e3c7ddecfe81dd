// Decisions on proposals up to the panel. A proposer acts only on its own, and makes and hands in proposals only while
// a submission stage of the cycle is open for them (services/domain/stage.h); the agency may make drafts at any time.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_PROPOSAL_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_PROPOSAL_H_

#include <vector>

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Makes a draft; its occupations are those of the credential when none are sent, and its kind of organisation that of
// the proposer's user. NOT_FOUND: no such cycle or credential. ALREADY_EXISTS: the id is taken. INVALID_ARGUMENT: an
// occupation code is unknown, an enum number has no name, or the cycle's rules do not take it
// (services/domain/commands/checklist.h). FAILED_PRECONDITION: STAGE_NOT_OPEN or STAGE_CLOSED.
absl::Status Decide(const api::CreateProposalRequest& request, const Context& context, const View& view,
                    Events* events);

// The five below: NOT_FOUND; PERMISSION_DENIED, NOT_YOUR_PROPOSAL; ABORTED: stale etag; FAILED_PRECONDITION,
// WRONG_STATE: the proposal stands elsewhere (services/domain/workflow.h). And:

// INVALID_ARGUMENT: as in creation, or the update mask names no field that can be changed. NOT_FOUND: no such
// credential.
absl::Status Decide(const api::UpdateProposalRequest& request, const Context& context, const View& view,
                    Events* events);

// Hands in; `similar` are the proposals alike (services/domain/commands/similar_proposals.h), which stay with it as a
// warning. INVALID_ARGUMENT: everything that is missing. FAILED_PRECONDITION: STAGE_NOT_OPEN or STAGE_CLOSED, for the
// agency too, unless the proposal was returned and the rules still take it.
absl::Status DecideSubmitProposal(const api::SubmitProposalRequest& request, std::vector<api::SimilarProposal> similar,
                                  const Context& context, const View& view, Events* events);
// The same where nobody looked for proposals alike.
absl::Status Decide(const api::SubmitProposalRequest& request, const Context& context, const View& view,
                    Events* events);

// INVALID_ARGUMENT: a comment is on no item of the checklist. FAILED_PRECONDITION: STAGE_NOT_OPEN or STAGE_CLOSED, of
// the screening.
absl::Status Decide(const api::ReturnProposalRequest& request, const Context& context, const View& view,
                    Events* events);

// FAILED_PRECONDITION: STAGE_NOT_OPEN or STAGE_CLOSED, of the screening.
absl::Status Decide(const api::ScreenProposalRequest& request, const Context& context, const View& view,
                    Events* events);

// FAILED_PRECONDITION, ALREADY_DECIDED: its round closed.
absl::Status Decide(const api::WithdrawProposalRequest& request, const Context& context, const View& view,
                    Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_PROPOSAL_H_

// Notes on proposals, and who may see them.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_PROPOSAL_NOTE_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_PROPOSAL_NOTE_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// NOT_FOUND: no such proposal. PERMISSION_DENIED, NOT_YOUR_PROPOSAL: a proposer writes on its own only.
// INVALID_ARGUMENT: a proposer's note is not for the agency (visibility PROPOSER), or the visibility has no name.
absl::Status Decide(const api::AddProposalNoteRequest& request, const Context& context, const View& view,
                    Events* events);

// Whether `principal` sees the agency's side of a proposal: staff, approvers, auditors.
bool SeesAgencyNotes(const Principal& principal);

// Whether `principal` sees what is between the agency and the proposer: those, and the proposer.
bool SeesProposersNotes(const Principal& principal, const api::Proposal& proposal);

// Whether `principal` may see a note on `proposal`.
bool MaySee(const api::ProposalNote& note, const api::Proposal& proposal, const Principal& principal);

// Leaves out of `proposal` what is between the agency and the proposer, unless `principal` may see it.
void HideComments(const Principal& principal, api::Proposal* proposal);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_PROPOSAL_NOTE_H_

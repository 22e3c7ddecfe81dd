// Decisions on endorsements: how an employer values a proposal's credential.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_ENDORSEMENT_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_ENDORSEMENT_H_

#include <string>
#include <vector>

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Replaces what the caller's employer said before. NOT_FOUND. PERMISSION_DENIED NO_EMPLOYER.
// FAILED_PRECONDITION PROPOSAL_NOT_SUBMITTED: a draft; PROPOSAL_WITHDRAWN; REVIEW_CLOSED: the round that the proposal
// is before is over; EMPLOYER_NOT_VERIFIED, EMPLOYER_SUSPENDED. INVALID_ARGUMENT: no level, or valid through a day
// before today (UTC).
absl::Status Decide(const api::EndorseProposalRequest& request, const Context& context, const View& view,
                    Events* events);

// Takes it back, under the same conditions. NOT_FOUND also: nothing was said.
// FAILED_PRECONDITION also ALREADY_REVOKED.
absl::Status Decide(const api::RevokeEndorsementRequest& request, const Context& context, const View& view,
                    Events* events);

// The answers, from the committed event of the request, with its ledger leaf.
void Answer(const api::EndorseProposalRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::EndorseProposalResponse* response);
void Answer(const api::RevokeEndorsementRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::RevokeEndorsementResponse* response);

// An endorsement as its record has it: without ledger.leaf_hash, which only the event gives.
api::Endorsement EndorsementOf(const std::string& state, const EndorsementId& id,
                               const ledger::EndorsementRecord& record);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_ENDORSEMENT_H_

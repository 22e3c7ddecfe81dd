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
// is before is over; what CheckEmployerActs (standing.h) refuses; ENDORSER_NOT_ELIGIBLE. INVALID_ARGUMENT: what
// CheckContent (endorsement_rules.h) names.
absl::Status Decide(const api::EndorseProposalRequest& request, const Context& context, const View& view,
                    Events* events);

// Takes it back, under the same conditions. NOT_FOUND also: nothing was said.
// FAILED_PRECONDITION also ALREADY_REVOKED.
absl::Status Decide(const api::RevokeEndorsementRequest& request, const Context& context, const View& view,
                    Events* events);

// Where something that staff recorded for an employer came from.
struct PaperRecord {
  std::string submission;  // name of the paper submission
  api::Channel channel = api::CHANNEL_UNSPECIFIED;
  std::string document_sha256;
};

// The endorsement in a letter that staff recorded and checked, as if the employer (an id) had given it now; the
// document counts as its letter. The same refusals; fields begin with endorsement.endorsement.
absl::Status DecideRecordedEndorsement(const std::string& proposal_name, const api::Endorsement& said,
                                       const std::string& employer, const PaperRecord& paper, const Context& context,
                                       const View& view, Events* events);

// The employer disputes what was recorded from `submission`: while endorsements are taken it is revoked and marked,
// afterwards only marked. No event when something newer stands in its place. NOT_FOUND: no such proposal.
absl::Status DecideDisputedEndorsement(const std::string& proposal_name, const std::string& employer,
                                       const std::string& submission, const Context& context, const View& view,
                                       Events* events);

// Whether a proposal takes endorsements no more because its round is over.
bool EndorsementsClosed(const api::Proposal& proposal, absl::Time now, const View& view);

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

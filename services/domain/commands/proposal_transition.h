// The way of a proposal while its state is stored, as one table. IN_REVIEW and later states are derived from the round
// and the list; a proposal that has one of them is stored as SCREENED.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_PROPOSAL_TRANSITION_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_PROPOSAL_TRANSITION_H_

#include "absl/status/statusor.h"
#include "services/domain/record_id.h"

namespace assay::domain {

enum class ProposalCommand { kUpdate, kSubmit, kReturn, kScreen, kWithdraw };

// The stored state after `command` on `proposal`. FAILED_PRECONDITION, WRONG_STATE: not possible in its stored state;
// the message names the states in which it is.
absl::StatusOr<api::ProposalState> NextState(const api::Proposal& proposal, ProposalCommand command);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_PROPOSAL_TRANSITION_H_

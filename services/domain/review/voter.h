// Who votes in a round, and what may keep it from voting on one proposal.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_VOTER_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_VOTER_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "services/base/error.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// A seat in an open round. Valid as long as the view's round is.
struct Voter {
  const api::Round* round;
  uint32_t number;  // the round's
  uint32_t seat;    // ordinal in the roster
  std::string employer;
};

// The seat that the caller speaks for. Errors: those of a ballot that come before its papers are looked at
// (services/domain/review/ballot.h).
absl::StatusOr<Voter> FindVoter(const std::string& round_name, const Context& context, const View& view);

// The proposal when it is before the voter's round; otherwise null and a violation of `field`.
const api::Proposal* FindOnRound(const std::string& proposal_name, const std::string& field, const Voter& voter,
                                 const View& view, Violations* violations);

// Whether the voter may answer this proposal of its round. `field` begins the message.
// FAILED_PRECONDITION PROPOSAL_WITHDRAWN. PERMISSION_DENIED NOT_ASSIGNED. FAILED_PRECONDITION with `recused_reason`.
absl::Status CheckMayAnswer(const api::Proposal& proposal, const std::string& field, absl::string_view recused_reason,
                            const Voter& voter, const View& view);

// Whether the seat is to review the item: it has no assignment, or one that names it.
bool IsAssigned(uint32_t round_number, uint32_t seat, int32_t item, const View& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_VOTER_H_

// Who votes in a round, and what may keep it from voting on one proposal.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_VOTER_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_VOTER_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "services/base/error.h"
#include "services/domain/context.h"
#include "services/domain/review/round_item.h"
#include "services/domain/view.h"

namespace assay::domain {

// A seat in an open round. Valid as long as the view's round is.
struct Voter {
  const api::Round* round;
  uint32_t number;  // the round's
  uint32_t seat;    // ordinal in the roster
  std::string employer;
  const ledger::EmployerRoundRecord* held;  // weight, group and declared interests
};

// A proposal before a round.
struct RoundItem {
  const api::Proposal* proposal = nullptr;
  uint32_t place = 0;
};

// The seat that the caller speaks for. Errors: those of a ballot that come before its papers are looked at
// (services/domain/review/ballot.h).
absl::StatusOr<Voter> FindVoter(const std::string& round_name, const Context& context, const View& view);

// The seat of an employer, for who acts on its behalf. The same errors.
absl::StatusOr<Voter> FindVoterFor(const std::string& employer_id, const std::string& round_name,
                                   const Context& context, const View& view);

// The proposal when it is before the voter's round; otherwise a violation of `field`.
RoundItem FindOnRound(const std::string& proposal_name, const std::string& field, const Voter& voter, const View& view,
                      Violations* violations);

// What the voter must have done before.
enum class Precondition { kNothing, kConflictAnswered };

// Whether the voter may answer this proposal of its round. `field` begins the message.
// FAILED_PRECONDITION PROPOSAL_WITHDRAWN. PERMISSION_DENIED NOT_ASSIGNED. FAILED_PRECONDITION with `recused_reason`: by
// an answer or by a declaration; SEAT_ANSWERED: by whoever held the seat before; CONFLICT_NOT_ANSWERED.
absl::Status CheckMayAnswer(const RoundItem& item, const std::string& field, absl::string_view recused_reason,
                            Precondition precondition, const Voter& voter, const View& view);

// Whether the round keeps the item's content from the voter until it has said that it has no conflict.
bool ConflictUnanswered(const Voter& voter, uint32_t item, const View& view);

// Whether the seat said what counts on the item: a ballot, its own recusal, or one by its declared interests. A recusal
// of who held the seat before does not bind who holds it now.
bool HasAnswered(const Voter& voter, uint32_t item, const View& view);

// Whether the seat is to review the item: it has no assignment, or one that names it.
bool IsAssigned(uint32_t round_number, uint32_t seat, int32_t item, const View& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_VOTER_H_

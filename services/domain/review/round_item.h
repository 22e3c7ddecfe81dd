// Which proposal is which item of a round. A proposal can have been before several rounds: the one it is before now,
// the ones before that, and its appeal's.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_ROUND_ITEM_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_ROUND_ITEM_H_

#include "absl/types/optional.h"
#include "services/domain/view.h"

namespace assay::domain {

// The proposal's place in the round; absent when it is not before it.
absl::optional<uint32_t> PlaceIn(const api::Round& round, const api::Proposal& proposal);

// The proposal at a place of a round; an empty one when there is none.
const api::Proposal& ProposalAt(const api::Round& round, uint32_t item, const View& view);

// Where a seat stands in the roster; absent when it is not on it. `seat` is a name.
absl::optional<uint32_t> SeatOrdinal(const api::Round& round, const ledger::RosterRecord& roster,
                                     const std::string& seat);

// The name of a pinned seat.
std::string SeatNameOf(const api::Round& round, const ledger::RosterSeat& seat);

inline uint32_t NumberOf(const api::Round& round) { return static_cast<uint32_t>(round.number()); }

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_ROUND_ITEM_H_

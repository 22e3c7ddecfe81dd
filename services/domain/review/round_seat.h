// Who sits in the pinned seats of an open round. The pin fixes seats and denominators, not occupants.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_ROUND_SEAT_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_ROUND_SEAT_H_

#include <vector>

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// An employer takes a seat: the seat's holder on the panel by now, or one of its alternates. Ballots that the seat has
// cast stay. NOT_FOUND: no such round. FAILED_PRECONDITION ROUND_NOT_OPEN, ROUND_CLOSED; EMPLOYER_NOT_VERIFIED,
// EMPLOYER_SUSPENDED; NOT_SUCCESSOR: it is neither holder nor alternate of the seat; ALREADY_SEATED: it, or an employer
// that speaks with the same voice, sits in another seat of the round, or in this one. INVALID_ARGUMENT: the seat is not
// on the roster.
absl::Status Decide(const api::TakeSeatRequest& request, const Context& context, const View& view, Events* events);

// A seat is empty from now on. NOT_FOUND. FAILED_PRECONDITION ROUND_NOT_OPEN, ROUND_CLOSED, SEAT_VACANT: it is already.
// INVALID_ARGUMENT: the seat is not on the roster.
absl::Status Decide(const api::VacateSeatRequest& request, const Context& context, const View& view, Events* events);

void Answer(const api::TakeSeatRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::TakeSeatResponse* response);
void Answer(const api::VacateSeatRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::VacateSeatResponse* response);

// A pinned seat as the API shows it.
api::RoundSeat RoundSeatOf(const api::Round& round, const ledger::RosterRecord& roster, int ordinal);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_ROUND_SEAT_H_

// Decisions on rounds: made, filled, opened, extended, closed.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_ROUND_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_ROUND_H_

#include <cstddef>
#include <vector>

#include "absl/time/time.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Opening writes two records a seat, and one command at most 96.
inline constexpr size_t kSeatsMax = 60;
inline constexpr int kRoundItemsMax = 2000;

// A round in draft. NOT_FOUND: no such cycle. ALREADY_EXISTS: the id is taken. INVALID_ARGUMENT: a panel, policy or the
// named policy revision does not exist; a panel is named twice; the deadline is not in the future or more than
// kDeadlineDaysMax ahead; the appeal does not exist or can no longer be heard.
absl::Status Decide(const api::CreateRoundRequest& request, const Context& context, const View& view, Events* events);

// NOT_FOUND. FAILED_PRECONDITION ROUND_NOT_DRAFT; ROUND_FULL: more than kRoundItemsMax. INVALID_ARGUMENT, all at once
// as proposals[i]: unknown, of another cycle, named twice, not screened, already before a round; before an appeal's
// round any but the appealed one; before a further round any (services/domain/review/follow_up.h).
absl::Status Decide(const api::AddRoundItemsRequest& request, const Context& context, const View& view, Events* events);

// Opens a round. `panel_seats` are all seats of the round's panels as they are in `view`, in any order. Those in term
// today whose employer is verified make the roster, by panel and id; of the seats of one voice (voice.h) the first
// counts. A further round has the roster of the one before, with who sits there now. Pins the policy's revision,
// weights, groups, declared interests and the cycle's rules on conflicts. NOT_FOUND; ABORTED: stale etag.
// FAILED_PRECONDITION ROUND_NOT_DRAFT, ROUND_HAS_NO_ITEMS, ROUND_HAS_NO_SEATS, ROUND_HAS_TOO_MANY_SEATS (over
// kSeatsMax), DEADLINE_PASSED; STAGE_NOT_OPEN or STAGE_CLOSED: the cycle has a stage for reviews, and now is not its
// time. O(seats).
absl::Status DecideOpenRound(const api::OpenRoundRequest& request, const std::vector<api::Seat>& panel_seats,
                             const Context& context, const View& view, Events* events);

// The number of the next round that is made.
int32_t NextRoundNumber(const View& view);

// Sets a later deadline, of an open round or of one still in draft. NOT_FOUND; ABORTED: stale etag.
// FAILED_PRECONDITION ROUND_CLOSED. INVALID_ARGUMENT: as in CreateRound, or not later than the present deadline.
absl::Status Decide(const api::ExtendRoundRequest& request, const Context& context, const View& view, Events* events);

// Closes a round now. NOT_FOUND; ABORTED: stale etag. FAILED_PRECONDITION ROUND_NOT_OPEN, ROUND_CLOSED.
absl::Status Decide(const api::CloseRoundRequest& request, const Context& context, const View& view, Events* events);

// Closes a round as of its deadline, for the job that was scheduled for it. Adds no event when there is nothing to do:
// closed already, or extended beyond `scheduled` or context.now.
absl::Status DecideCloseRoundAtDeadline(const RoundId& id, absl::Time scheduled, const Context& context,
                                        const View& view, Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_ROUND_H_

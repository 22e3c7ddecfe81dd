// Decisions on which seat reviews what.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_ASSIGNMENT_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_ASSIGNMENT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// An assignment is one event, and an event one value of the store.
inline constexpr size_t kAssignmentBytesMax = size_t{96} << 10;

// Replaces what a seat of an open round is to review. Staff may; a chair may in rounds where its employer holds a
// chair's seat. NOT_FOUND. FAILED_PRECONDITION ROUND_NOT_OPEN, ROUND_CLOSED; for a chair also EMPLOYER_NOT_VERIFIED,
// EMPLOYER_SUSPENDED. PERMISSION_DENIED NOT_CHAIR, NO_EMPLOYER. INVALID_ARGUMENT, all at once: the seat is not on the
// round's roster; proposals[i] is not before the round or named twice; the names are longer than kAssignmentBytesMax.
absl::Status Decide(const api::AssignReviewsRequest& request, const Context& context, const View& view, Events* events);

// Replaces what the caller's employer prefers in a round that it holds a seat in. The refusals of a ballot that come
// before its papers are looked at (ballot.h); INVALID_ARGUMENT: a proposal is not before the round or is named twice.
absl::Status Decide(const api::SetReviewPreferencesRequest& request, const Context& context, const View& view,
                    Events* events);
void Answer(const api::SetReviewPreferencesRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::SetReviewPreferencesResponse* response);

// Whether `principal` may say who reviews what: staff may, and a chair in rounds where its employer holds a chair's
// seat.
absl::Status CheckMayAssign(const Principal& principal, const std::string& state, const api::Round& round,
                            const ledger::RosterRecord& roster, const View& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_ASSIGNMENT_H_

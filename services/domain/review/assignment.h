// Decisions on which seat reviews what.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_ASSIGNMENT_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_ASSIGNMENT_H_

#include <cstddef>

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

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_ASSIGNMENT_H_

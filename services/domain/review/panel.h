// Decisions on panels and their seats.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_PANEL_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_PANEL_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// ALREADY_EXISTS: the id is taken.
absl::Status Decide(const api::CreatePanelRequest& request, const Context& context, const View& view, Events* events);

// NOT_FOUND: no such panel. ALREADY_EXISTS: the id is taken; EMPLOYER_HAS_SEAT: the employer holds a seat on this panel
// whose end is not set. INVALID_ARGUMENT: the employer does not exist, the term ends before it begins.
// FAILED_PRECONDITION EMPLOYER_NOT_VERIFIED, EMPLOYER_SUSPENDED. How many seats a panel has is limited when a round
// opens.
absl::Status Decide(const api::CreateSeatRequest& request, const Context& context, const View& view, Events* events);

// Sets the last day of a term that is not over yet. NOT_FOUND; ABORTED: stale etag. INVALID_ARGUMENT: the end is before
// the start. FAILED_PRECONDITION SEAT_ENDED: the term ended before today.
absl::Status Decide(const api::EndSeatRequest& request, const Context& context, const View& view, Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_PANEL_H_

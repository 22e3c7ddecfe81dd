// Decisions on panels and their seats.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_PANEL_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_PANEL_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// ALREADY_EXISTS: the id is taken. INVALID_ARGUMENT: the parent panel does not exist or is a regional one itself.
absl::Status Decide(const api::CreatePanelRequest& request, const Context& context, const View& view, Events* events);

// NOT_FOUND; ABORTED: stale etag. INVALID_ARGUMENT: the parent panel as above, or is the panel itself, or the panel has
// regional ones; the update mask names no field that can be changed.
absl::Status Decide(const api::UpdatePanelRequest& request, const Context& context, const View& view, Events* events);

// NOT_FOUND: no such panel. ALREADY_EXISTS: the id is taken; EMPLOYER_HAS_SEAT: the employer, or one of its voice,
// holds a seat on this panel during that term. INVALID_ARGUMENT: the employer or an alternate does not exist, an
// alternate is named twice, the term ends before it begins. FAILED_PRECONDITION: what CheckEmployerActs (standing.h)
// refuses; EMPLOYER_SEATS_TOO_MANY. How many seats a panel has is limited when a round opens.
absl::Status Decide(const api::CreateSeatRequest& request, const Context& context, const View& view, Events* events);

// NOT_FOUND; ABORTED: stale etag. INVALID_ARGUMENT: the employer or the last day would change, an alternate as above,
// the term would begin after its end, the update mask. ALREADY_EXISTS EMPLOYER_HAS_SEAT: as above.
absl::Status Decide(const api::UpdateSeatRequest& request, const Context& context, const View& view, Events* events);

// Sets the last day of a term that is not over yet. NOT_FOUND; ABORTED: stale etag. INVALID_ARGUMENT: the end is before
// the start. FAILED_PRECONDITION SEAT_ENDED: the term ended before today. ALREADY_EXISTS EMPLOYER_HAS_SEAT: a longer
// term would overlap with another seat of the voice.
absl::Status Decide(const api::EndSeatRequest& request, const Context& context, const View& view, Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_PANEL_H_

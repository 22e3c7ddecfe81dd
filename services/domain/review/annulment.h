// Annulments: ballots of a closed round are voided, on the word of two people.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_ANNULMENT_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_ANNULMENT_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Asks for it; nothing is voided yet. NOT_FOUND: no such round. ALREADY_EXISTS: the id. FAILED_PRECONDITION,
// ROUND_NOT_CLOSED: what a seat said in an open round is nobody's to know. INVALID_ARGUMENT, all at once: the seat is
// not on the roster; proposals[i] is named twice, is not before the round, or has no counting ballot of the seat.
absl::Status Decide(const api::AnnulBallotsRequest& request, const Context& context, const View& view, Events* events);

// Voids the ballots and gives the round's result a new version. NOT_FOUND. ABORTED: stale etag. FAILED_PRECONDITION
// WRONG_STATE; SECOND_PERSON_REQUIRED: by who asked for it; BALLOT_VOID: one of the ballots was annulled meanwhile.
absl::Status Decide(const api::ConfirmAnnulmentRequest& request, const Context& context, const View& view,
                    Events* events);

// NOT_FOUND. ABORTED: stale etag. FAILED_PRECONDITION WRONG_STATE.
absl::Status Decide(const api::CancelAnnulmentRequest& request, const Context& context, const View& view,
                    Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_ANNULMENT_H_

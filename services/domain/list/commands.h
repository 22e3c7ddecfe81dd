// Decisions on list versions. Content was built before (services/domain/list/prepare.h) and its blobs are staged; here
// it is only checked that it may stand. Each adds one event; AnswerFromEvents gives every answer.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_COMMANDS_H_
#define ASSAY_SERVICES_DOMAIN_LIST_COMMANDS_H_

#include "services/domain/context.h"
#include "services/domain/list/prepare.h"
#include "services/domain/view.h"

namespace assay::domain {

// Drafts the version after the one in force, in place of a draft that was not published. ABORTED BASIS_CHANGED: the
// basis is not the one of request.basis_etag, or is no longer what the content was computed on. INVALID_ARGUMENT:
// effective_date lies before that of the version in force.
absl::Status DecideDraft(const api::DraftListVersionRequest& request, const PreparedVersion& prepared,
                         const Context& context, const View& view, Events* events);

// The same for an amendment, with its cause. INVALID_ARGUMENT: no cause, or effective_date as above.
absl::Status DecideAmendment(const api::DraftAmendmentRequest& request, const PreparedVersion& prepared,
                             const Context& context, const View& view, Events* events);

// Publishes a draft, or an approved version where the cycle's rules ask for comment or signatures, for good. NOT_FOUND.
// FAILED_PRECONDITION WRONG_STATE; STAGE_NOT_OPEN, STAGE_CLOSED. ABORTED STALE_ETAG; BASIS_CHANGED, naming what.
// PERMISSION_DENIED NOT_A_PUBLISHER: the rules let others publish; SECOND_PERSON_REQUIRED: the caller drafted it and
// nobody else signed.
absl::Status Decide(const api::PublishListVersionRequest& request, const Context& context, const View& view,
                    Events* events);

// Adopts a version, published at once. INVALID_ARGUMENT: adoption_date lies after today (UTC) or before that of the
// version adopted last. FAILED_PRECONDITION COMPUTED_VERSION_IN_FORCE: history is adopted before the first computed
// version. ABORTED BASIS_CHANGED: another version came into force since the content was built.
absl::Status DecideAdopt(const api::AdoptVersionRequest& request, const PreparedVersion& prepared,
                         const Context& context, const View& view, Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_COMMANDS_H_

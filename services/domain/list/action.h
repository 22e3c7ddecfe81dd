// List actions: what a list is to hold or drop without a vote. Each decision adds one event, whose reason is in its
// personal part; AnswerFromEvents gives every answer.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_ACTION_H_
#define ASSAY_SERVICES_DOMAIN_LIST_ACTION_H_

#include "services/domain/context.h"
#include "services/domain/list/lifecycle.h"
#include "services/domain/view.h"

namespace assay::domain {

// The entry of the list in force that an action is about, read on a snapshot.
absl::StatusOr<MaybeEntry> FindActionEntry(const api::ListAction& action, const ScanView& scan);

// `entry`: as read by FindActionEntry. NOT_FOUND: no such cycle or credential. ALREADY_EXISTS. INVALID_ARGUMENT: what
// its kind needs is missing, or does not fit the rules. FAILED_PRECONDITION EMERGENCY_NOT_ALLOWED: the rules allow no
// emergency additions; ENTRY_DOES_NOT_FIT: the entry is not where the action needs it.
absl::Status DecideCreateListAction(const api::CreateListActionRequest& request, const MaybeEntry& entry,
                                    const Context& context, const View& view, Events* events);

// WRONG_STATE; STALE_ETAG; SECOND_PERSON_REQUIRED: whoever proposed it does not confirm.
absl::Status Decide(const api::ConfirmListActionRequest& request, const Context& context, const View& view,
                    Events* events);

// WRONG_STATE; STALE_ETAG; ALREADY_CARRIED_OUT: the list in force holds it.
absl::Status Decide(const api::CancelListActionRequest& request, const Context& context, const View& view,
                    Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_ACTION_H_

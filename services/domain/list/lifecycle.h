// How an entry moves: granted, taken off or phased out by decisions, and moved by list actions. The lines of
// kEntryMachine (services/domain/workflow.h) say what may follow what; an entry that is not there is REMOVED.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_LIFECYCLE_H_
#define ASSAY_SERVICES_DOMAIN_LIST_LIFECYCLE_H_

#include <string>

#include "absl/types/optional.h"
#include "services/domain/view.h"
#include "services/domain/workflow.h"

namespace assay::domain {

using MaybeEntry = absl::optional<api::ListEntry>;

// Never UNSPECIFIED: what is written that way is ACTIVE.
api::EntryStatus StatusOf(const MaybeEntry& entry);

// What the action asks of the entry.
EntryCommand CommandOf(api::ListActionKind kind);

// Whether the entry may be moved so: its line is in the table, and an extension finds an emergency addition that the
// rules let be extended. Empty when it may; else what is in the way.
std::string ActionProblem(const api::ListAction& action, const MaybeEntry& entry, const api::ListRules& rules);

// `granted`: facts and decision of an approved proposal. Dates, cohorts and a suspension of the entry before are kept;
// sunset and emergency end.
api::ListEntry Grant(const MaybeEntry& before, api::ListEntry granted, const api::ListRules& rules,
                     const std::string& effective_date);

// Brings facts and what was decided up to date and leaves where the entry stands.
api::ListEntry Refresh(const api::ListEntry& before, api::ListEntry facts);

// An approved removal: phased out by the rules or for its cohorts, else off at once.
MaybeEntry TakeOff(const MaybeEntry& before, api::RemovalReason reason, const api::ListRules& rules,
                   const std::string& effective_date);

// Carries out an action that has no problem, other than an emergency addition or a correction, which need facts.
MaybeEntry CarryOut(const api::ListAction& action, MaybeEntry entry);

// `facts` listed until the action's day.
api::ListEntry ListInEmergency(const api::ListAction& action, api::ListEntry facts);

// Says on the entry where it stands; nothing of it is dropped.
void Restate(const std::string& effective_date, MaybeEntry* entry);

// Where the entry stands on a version with this effective date: off when its last day has passed; a suspension that
// ended is lifted; cohorts that ended are dropped.
MaybeEntry Settle(MaybeEntry entry, const std::string& effective_date);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_LIFECYCLE_H_

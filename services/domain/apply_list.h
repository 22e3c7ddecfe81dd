// What events of the list do to the records: versions, comments, appeals, list actions, links between credentials; a
// part of Apply (services/domain/apply.h).
#ifndef ASSAY_SERVICES_DOMAIN_APPLY_LIST_H_
#define ASSAY_SERVICES_DOMAIN_APPLY_LIST_H_

#include "services/domain/view.h"

namespace assay::domain {

// A published version supersedes the one in force. A released one opens its cycle's comment window.
void ApplyListVersion(const ledger::ListVersionChange& change, const ledger::PersonalPart& personal, Records* records);

// A new comment is counted, in the hour of the event too.
void ApplyComment(const ledger::Event& event, Records* records);

// One that was overturned counts as an input to decisions of its cycle; nothing else about it changes one.
void ApplyAppeal(const api::Appeal& appeal, const ledger::PersonalPart& personal, Records* records);

// Confirmed actions are numbered; taking one back counts as well, so that whatever rested on it is out of date.
void ApplyListAction(const api::ListAction& action, const ledger::PersonalPart& personal, Records* records);

// Keeps the index from a credential to those that replace it; `before` is null for a new credential.
void ApplySuccessors(const api::Credential* before, const api::Credential& after, Records* records);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_APPLY_LIST_H_

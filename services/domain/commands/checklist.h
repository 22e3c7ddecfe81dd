// What a state asks of a proposal, held against one (ProposalRules in proto/assay/v1/proposal_service.proto).
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_CHECKLIST_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_CHECKLIST_H_

#include "absl/strings/string_view.h"
#include "services/base/error.h"
#include "services/domain/record_id.h"

namespace assay::domain {

// Violations below `field`: an item's id twice, an item that asks for nothing, a minimum that is more than it asks for,
// a path that is no field of Proposal or one the server sets, a similarity that is not between 0 and 1.
void CheckProposalRules(const api::ProposalRules& rules, absl::string_view field, Violations* violations);

// What may never be in a proposal, from the draft on. Violations below "proposal": too many documents, one that is too
// long or of another media type; a kind, a reason or an organisation that the rules do not take; a removal reason
// without a removal.
void CheckAllowed(const api::Proposal& proposal, const api::ProposalRules& rules, Violations* violations);

// What must be there when it is handed in. Violations below "proposal": what every proposal must have, and what the
// items of the checklist ask for that concern its kind; each names its item.
void CheckComplete(const api::Proposal& proposal, const api::ProposalRules& rules, Violations* violations);

// A violation `field`[i].item for a comment on an item that the checklist has not, or that has one already.
void CheckItemsKnown(const google::protobuf::RepeatedPtrField<api::ChecklistComment>& comments,
                     const api::ProposalRules& rules, absl::string_view field, Violations* violations);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_CHECKLIST_H_

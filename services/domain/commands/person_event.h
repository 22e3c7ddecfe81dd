// Events about people: what a person could be known by goes into the personal part and nowhere else.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_PERSON_EVENT_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_PERSON_EVENT_H_

#include "services/domain/context.h"

namespace assay::domain {

// Display name and e-mail address are personal.
void AddUserEvent(api::User user, Events* events);

// Display name, title and e-mail address are personal.
void AddRepresentativeEvent(api::Representative representative, Events* events);

// Comments of a return or a withdrawal are personal, and whom a proposer speaks for when that is a person.
void AddProposalEvent(api::Proposal proposal, Events* events);

// Reason and granter are personal.
void AddExtensionEvent(api::Extension extension, Events* events);

// Text and author are personal.
void AddProposalNoteEvent(api::ProposalNote note, Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_PERSON_EVENT_H_

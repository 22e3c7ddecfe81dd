#include "services/domain/commands/person_event.h"

#include <utility>

namespace assay::domain {

void AddUserEvent(api::User user, Events* events) {
  ledger::Event* event = events->Add();
  api::User* person = event->mutable_personal()->mutable_user();
  person->set_display_name(user.display_name());
  person->set_email(user.email());
  user.clear_display_name();
  user.clear_email();
  *event->mutable_decision()->mutable_user() = std::move(user);
}

void AddRepresentativeEvent(api::Representative representative, Events* events) {
  ledger::Event* event = events->Add();
  api::Representative* person = event->mutable_personal()->mutable_representative();
  person->set_display_name(representative.display_name());
  person->set_title(representative.title());
  person->set_email(representative.email());
  representative.clear_display_name();
  representative.clear_title();
  representative.clear_email();
  *event->mutable_decision()->mutable_representative() = std::move(representative);
}

void AddProposalEvent(api::Proposal proposal, Events* events) {
  ledger::Event* event = events->Add();
  api::Proposal person;
  person.mutable_comment()->swap(*proposal.mutable_comment());
  person.mutable_checklist_comments()->Swap(proposal.mutable_checklist_comments());
  if (proposal.organization_kind() == api::ORGANIZATION_KIND_INDIVIDUAL) {
    person.mutable_organization()->swap(*proposal.mutable_organization());
  }
  if (person.ByteSizeLong() > 0) *event->mutable_personal()->mutable_proposal() = std::move(person);
  *event->mutable_decision()->mutable_proposal() = std::move(proposal);
}

void AddExtensionEvent(api::Extension extension, Events* events) {
  ledger::Event* event = events->Add();
  api::Extension* person = event->mutable_personal()->mutable_extension();
  person->set_reason(extension.reason());
  person->set_granter(extension.granter());
  extension.clear_reason();
  extension.clear_granter();
  *event->mutable_decision()->mutable_extension() = std::move(extension);
}

void AddProposalNoteEvent(api::ProposalNote note, Events* events) {
  ledger::Event* event = events->Add();
  api::ProposalNote* person = event->mutable_personal()->mutable_proposal_note();
  person->set_text(note.text());
  person->set_author(note.author());
  note.clear_text();
  note.clear_author();
  *event->mutable_decision()->mutable_proposal_note() = std::move(note);
}

}  // namespace assay::domain

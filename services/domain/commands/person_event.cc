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

}  // namespace assay::domain

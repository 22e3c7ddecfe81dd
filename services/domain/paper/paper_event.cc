#include "services/domain/paper/paper_event.h"

#include <utility>

namespace assay::domain {
namespace {

void MoveText(std::string* from, std::string* to) {
  *to = std::move(*from);
  from->clear();
}

// Leaves in `endorsement` what counts, and gives the rest.
api::Endorsement TakePersonal(api::Endorsement* endorsement) {
  api::Endorsement personal = *endorsement;
  personal.clear_level();
  personal.clear_valid_through_date();
  personal.clear_hiring_preference();
  api::Endorsement counting;
  counting.set_level(endorsement->level());
  counting.set_valid_through_date(endorsement->valid_through_date());
  if (endorsement->has_hiring_preference()) counting.set_hiring_preference(endorsement->hiring_preference());
  *endorsement = std::move(counting);
  return personal;
}

}  // namespace

void AddPaperEvent(api::PaperSubmission submission, Events* events) {
  ledger::Event* event = events->Add();
  api::PaperSubmission* personal = event->mutable_personal()->mutable_paper_submission();
  MoveText(submission.mutable_employer(), personal->mutable_employer());
  MoveText(submission.mutable_record_user(), personal->mutable_record_user());
  MoveText(submission.mutable_check_user(), personal->mutable_check_user());
  MoveText(submission.mutable_confirm_user(), personal->mutable_confirm_user());
  MoveText(submission.mutable_reason(), personal->mutable_reason());
  if (!submission.source().note().empty()) {
    MoveText(submission.mutable_source()->mutable_note(), personal->mutable_source()->mutable_note());
  }
  if (submission.has_ballot() && !submission.ballot().paper().reason().empty()) {
    MoveText(submission.mutable_ballot()->mutable_paper()->mutable_reason(),
             personal->mutable_ballot()->mutable_paper()->mutable_reason());
  }
  if (submission.has_endorsement()) {
    *personal->mutable_endorsement()->mutable_endorsement() =
        TakePersonal(submission.mutable_endorsement()->mutable_endorsement());
  }
  *event->mutable_decision()->mutable_paper_submission() = std::move(submission);
}

}  // namespace assay::domain

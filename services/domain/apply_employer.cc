#include "services/domain/apply_employer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/domain/apply_review.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"

namespace assay::domain {
namespace {

std::string ParentOf(const api::Employer& employer) {
  return EmployerIdOf(employer.merged_into().empty() ? employer.affiliate_of() : employer.merged_into()).employer;
}

using Ids = google::protobuf::RepeatedPtrField<std::string>;

void Remove(const std::string& id, Ids* ids) { ids->erase(std::remove(ids->begin(), ids->end(), id), ids->end()); }

void AddSorted(const std::string& id, Ids* ids) {
  *ids->Add() = id;
  std::sort(ids->begin(), ids->end());
}

bool SameTexts(const Ids& a, const Ids& b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

void MoveAffiliate(const std::string& employer, const std::string& from, const std::string& to, Records* records) {
  if (from == to) return;
  if (!from.empty()) {
    Ids* ids = records->Mutable(AffiliatesId{from})->mutable_employer_ids();
    Remove(employer, ids);
    if (ids->empty()) records->Delete(AffiliatesId{from});
  }
  if (!to.empty()) AddSorted(employer, records->Mutable(AffiliatesId{to})->mutable_employer_ids());
}

void MoveRegionalPanel(const std::string& panel, const std::string& from, const std::string& to, Records* records) {
  if (from == to) return;
  if (!from.empty()) {
    Ids* ids = records->Mutable(RegionalPanelsId{from})->mutable_panel_ids();
    Remove(panel, ids);
    if (ids->empty()) records->Delete(RegionalPanelsId{from});
  }
  if (!to.empty()) AddSorted(panel, records->Mutable(RegionalPanelsId{to})->mutable_panel_ids());
}

bool IsBefore(const ledger::EmployerSeat& a, const ledger::EmployerSeat& b) {
  return std::tie(a.panel_id(), a.seat_id()) < std::tie(b.panel_id(), b.seat_id());
}

}  // namespace

void ApplyEmployer(const api::Employer& employer, Records* records) {
  EmployerId id = EmployerIdOf(employer.name());
  const api::Employer* before = records->Find(id);
  std::string parent_before;
  if (before != nullptr) {
    parent_before = ParentOf(*before);
    records->Delete(RegistrationIdOf(before->registration_id()));
  }
  records->Mutable(RegistrationIdOf(employer.registration_id()))->set_holder_id(id.employer);
  bool decides =
      before != nullptr && (parent_before != ParentOf(employer) || !SameTexts(before->regions(), employer.regions()));
  if (decides) CountDecisionInput(kEveryCycle, records);
  MoveAffiliate(id.employer, parent_before, ParentOf(employer), records);
  records->Put(id, employer);
}

void ApplyPanel(const api::Panel& panel, Records* records) {
  PanelId id = PanelIdOf(panel.name());
  std::string before = PanelIdOf(records->FindOrDefault(id).parent_panel()).panel;
  MoveRegionalPanel(id.panel, before, PanelIdOf(panel.parent_panel()).panel, records);
  records->Put(id, panel);
}

void ApplySeat(const ledger::Event& event, Records* records) {
  const api::Seat& seat = event.decision().seat();
  SeatId id = SeatIdOf(seat.name());
  auto* seats = records->Mutable(EmployerSeatsId{EmployerIdOf(seat.employer()).employer})->mutable_seats();
  std::string today = DateOf(FromMicros(event.time_micros()));
  seats->erase(std::remove_if(seats->begin(), seats->end(),
                              [&](const ledger::EmployerSeat& held) {
                                bool over = !held.term_end_date().empty() && held.term_end_date() < today;
                                return over || (held.panel_id() == id.panel && held.seat_id() == id.seat);
                              }),
               seats->end());
  ledger::EmployerSeat* held = seats->Add();
  held->set_panel_id(id.panel);
  held->set_seat_id(id.seat);
  held->set_term_start_date(seat.term_start_date());
  held->set_term_end_date(seat.term_end_date());
  std::sort(seats->begin(), seats->end(), IsBefore);
  records->Put(id, seat);
}

ledger::EndorsementRecord EndorsementRecordOf(const ledger::Event& event) {
  const ledger::EndorsementGiven& given = event.decision().endorsement();
  ledger::EndorsementRecord record;
  api::Endorsement* endorsement = record.mutable_endorsement();
  *endorsement = event.personal().endorsement();
  endorsement->set_level(given.level());
  endorsement->set_valid_through_date(given.valid_through_date());
  endorsement->set_revoked(given.revoked());
  endorsement->set_channel(given.channel());
  endorsement->set_disputed(given.disputed());
  if (given.has_hiring_preference()) endorsement->set_hiring_preference(given.hiring_preference());
  *endorsement->mutable_endorse_time() = ToProto(FromMicros(event.time_micros()));
  record.set_sequence(event.sequence());
  return record;
}

void ApplyEndorsement(const ledger::Event& event, Records* records) {
  const ledger::EndorsementGiven& given = event.decision().endorsement();
  records->Put(EndorsementId{given.cycle_id(), given.proposal_id(), given.employer_id()}, EndorsementRecordOf(event));
  CountDecisionInput(given.cycle_id(), records);
}

void ApplyPaperSubmission(const ledger::Event& event, Records* records) {
  api::PaperSubmission submission = event.decision().paper_submission();
  submission.MergeFrom(event.personal().paper_submission());
  PaperSubmissionId id = PaperSubmissionIdOf(submission.name());
  records->Put(id, std::move(submission));
}

api::Meeting MeetingOf(const ledger::Event& event) {
  api::Meeting meeting = event.decision().meeting();
  const api::Meeting& personal = event.personal().meeting();
  for (int i = 0; i < meeting.attendance_size() && i < personal.attendance_size(); ++i) {
    meeting.mutable_attendance(i)->MergeFrom(personal.attendance(i));
  }
  meeting.set_minutes(personal.minutes());
  meeting.set_minutes_user(personal.minutes_user());
  meeting.set_approve_user(personal.approve_user());
  meeting.set_cancel_reason(personal.cancel_reason());
  return meeting;
}

void ApplyMeeting(const ledger::Event& event, Records* records) {
  records->Put(MeetingIdOf(event.decision().meeting().name()), MeetingOf(event));
}

void ApplyPreferences(const ledger::PreferencesStated& stated, Records* records) {
  PreferenceId id{static_cast<uint32_t>(stated.round_number()), static_cast<uint32_t>(stated.seat_ordinal())};
  if (stated.preferences().empty()) return records->Delete(id);
  ledger::PreferenceRecord record;
  *record.mutable_preferences() = stated.preferences();
  records->Put(id, std::move(record));
}

void ApplyAssignmentPlan(const ledger::AssignmentPlan& plan, Records* records) {
  for (int i = 0; i < plan.seats_size(); ++i) {
    ledger::AssignmentRecord record;
    *record.mutable_item_ordinals() = plan.seats(i).item_ordinals();
    record.set_planned(true);
    records->Put(AssignmentId{static_cast<uint32_t>(plan.round_number()), static_cast<uint32_t>(i)}, std::move(record));
  }
}

}  // namespace assay::domain

#include "services/domain/meeting/meeting.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/domain/apply_employer.h"
#include "services/domain/commands/checks.h"
#include "services/domain/resource.h"
#include "services/domain/review/standing.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

void CheckAgenda(const api::Meeting& meeting, const View& view, Violations* violations) {
  std::set<std::string> seen;
  for (int i = 0; i < meeting.agenda_size(); ++i) {
    const std::string& proposal = meeting.agenda(i).proposal();
    if (proposal.empty()) continue;
    std::string field = absl::StrCat("meeting.agenda[", i, "].proposal");
    if (view.Find(ProposalIdOf(proposal)) == nullptr) violations->Add(field, "does not exist");
    if (!seen.insert(proposal).second) violations->Add(field, "is on the agenda twice; name it once");
  }
}

void CheckSize(const api::Meeting& meeting, absl::string_view field, Violations* violations) {
  if (meeting.ByteSizeLong() <= kMeetingBytesMax) return;
  violations->Add(field, absl::StrCat("makes the meeting larger than ", kMeetingBytesMax,
                                      " bytes; put long texts into a document and give its digest"));
}

absl::Status CheckMeeting(const api::Meeting& meeting, const View& view) {
  Violations violations;
  if (!meeting.round().empty() && view.Find(RoundIdOf(meeting.round())) == nullptr) {
    violations.Add("meeting.round", "does not exist");
  }
  CheckAgenda(meeting, view, &violations);
  CheckSize(meeting, "meeting.agenda", &violations);
  return violations.ToStatus();
}

void AddEvent(api::Meeting meeting, Events* events) {
  ledger::Event* event = events->Add();
  api::Meeting* personal = event->mutable_personal()->mutable_meeting();
  for (api::Attendance& attendance : *meeting.mutable_attendance()) {
    api::Attendance* person = personal->add_attendance();
    person->set_person_name(attendance.person_name());
    person->set_role(attendance.role());
    attendance.clear_person_name();
    attendance.clear_role();
  }
  personal->set_minutes(meeting.minutes());
  personal->set_minutes_user(meeting.minutes_user());
  personal->set_approve_user(meeting.approve_user());
  personal->set_cancel_reason(meeting.cancel_reason());
  meeting.clear_minutes();
  meeting.clear_minutes_user();
  meeting.clear_approve_user();
  meeting.clear_cancel_reason();
  *event->mutable_decision()->mutable_meeting() = std::move(meeting);
}

absl::StatusOr<api::Meeting> Moved(const std::string& name, const std::string& etag, MeetingCommand command,
                                   const Context& context, const View& view) {
  ASSAY_ASSIGN_OR_RETURN(api::Meeting meeting, MakeChanged(context, view, MeetingIdOf(name), name, etag));
  ASSAY_ASSIGN_OR_RETURN(api::MeetingState next, NextState(kMeetingMachine, name, meeting.state(), command));
  meeting.set_state(next);
  return meeting;
}

void CheckAttendance(const api::RecordAttendanceRequest& request, const View& view, Violations* violations) {
  std::string panel = MeetingIdOf(request.name()).panel;
  std::set<std::string> seen;
  for (int i = 0; i < request.attendance_size(); ++i) {
    const api::Attendance& attendance = request.attendance(i);
    std::string field = absl::StrCat("attendance[", i, "]");
    CheckEnumsDefined(attendance, field, violations);
    if (attendance.seat().empty()) continue;
    SeatId seat = SeatIdOf(attendance.seat());
    if (seat.panel != panel || view.Find(seat) == nullptr) violations->Add(field + ".seat", "is not on this panel");
    if (!seen.insert(attendance.seat()).second) violations->Add(field + ".seat", "is named twice; name each seat once");
  }
}

absl::Status CheckMayApprove(const api::Meeting& meeting, const Context& context, const View& view) {
  const Principal& principal = *context.principal;
  if (principal.IsStaff()) return absl::OkStatus();
  ASSAY_RETURN_IF_ERROR(CheckEmployerActs(principal.employer, context.state, view));
  std::string panel = MeetingIdOf(meeting.name()).panel;
  std::string today = DateOf(context.now);
  const auto& seats = view.FindOrDefault(EmployerSeatsId{principal.employer}).seats();
  bool chairs = std::any_of(seats.begin(), seats.end(), [&](const ledger::EmployerSeat& held) {
    bool in_term = held.term_start_date() <= today && (held.term_end_date().empty() || today <= held.term_end_date());
    return held.panel_id() == panel && in_term && view.FindOrDefault(SeatId{panel, held.seat_id()}).chair();
  });
  if (chairs) return absl::OkStatus();
  return Denied("NOT_CHAIR", absl::StrCat("your employer does not chair the panel of ", meeting.name(),
                                          "; its chair or the agency may"));
}

}  // namespace

absl::Status Decide(const api::CreateMeetingRequest& request, const Context& context, const View& view,
                    Events* events) {
  PanelId panel = PanelIdOf(request.parent());
  ASSAY_RETURN_IF_ERROR(FindExisting(view, panel, request.parent()).status());
  MeetingId id{panel.panel, request.meeting_id()};
  ASSAY_ASSIGN_OR_RETURN(api::Meeting meeting,
                         MakeNew(context, view, id, NameOf(context.state, id), request.meeting()));
  ASSAY_RETURN_IF_ERROR(CheckMeeting(meeting, view));
  meeting.set_state(api::MEETING_STATE_PLANNED);
  AddEvent(std::move(meeting), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::UpdateMeetingRequest& request, const Context& context, const View& view,
                    Events* events) {
  const api::Meeting& change = request.meeting();
  ASSAY_ASSIGN_OR_RETURN(api::Meeting meeting,
                         Moved(change.name(), change.etag(), MeetingCommand::kUpdate, context, view));
  Violations violations;
  ApplyUpdate(change, request.update_mask(), "update_mask", &meeting, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(CheckMeeting(meeting, view));
  AddEvent(std::move(meeting), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::CancelMeetingRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Meeting meeting,
                         Moved(request.name(), request.etag(), MeetingCommand::kCancel, context, view));
  meeting.set_cancel_reason(request.reason());
  AddEvent(std::move(meeting), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::RecordAttendanceRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Meeting meeting,
                         Moved(request.name(), request.etag(), MeetingCommand::kRecordAttendance, context, view));
  if (context.now < FromProto(meeting.start_time())) {
    return Refused("MEETING_NOT_BEGUN",
                   absl::StrCat(request.name(), " begins at ", InstantText(meeting.start_time()),
                                "; record who was there from then on"),
                   {{"meeting", request.name()}});
  }
  Violations violations;
  CheckAttendance(request, view, &violations);
  *meeting.mutable_attendance() = request.attendance();
  CheckSize(meeting, "attendance", &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  AddEvent(std::move(meeting), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::RecordMinutesRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Meeting meeting,
                         Moved(request.name(), request.etag(), MeetingCommand::kRecordMinutes, context, view));
  meeting.set_minutes(request.minutes());
  meeting.set_minutes_sha256(request.minutes_sha256());
  meeting.set_minutes_user(context.principal->Name());
  Violations violations;
  CheckSize(meeting, "minutes", &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  AddEvent(std::move(meeting), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::ApproveMinutesRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Meeting meeting,
                         Moved(request.name(), request.etag(), MeetingCommand::kApproveMinutes, context, view));
  ASSAY_RETURN_IF_ERROR(CheckMayApprove(meeting, context, view));
  if (meeting.minutes_user().empty()) {
    return Refused("NO_MINUTES", absl::StrCat(request.name(), " has no minutes; record them first"),
                   {{"meeting", request.name()}});
  }
  if (meeting.minutes_user() == context.principal->Name()) {
    return Denied("SECOND_PERSON_REQUIRED",
                  absl::StrCat("you recorded the minutes of ", request.name(), "; somebody else approves them"));
  }
  meeting.set_approve_user(context.principal->Name());
  AddEvent(std::move(meeting), events);
  return absl::OkStatus();
}

api::Meeting MeetingAfter(const std::vector<ledger::Event>& events) { return MeetingOf(events.back()); }

}  // namespace assay::domain

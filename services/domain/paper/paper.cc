#include "services/domain/paper/paper.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/domain/commands/checks.h"
#include "services/domain/paper/paper_event.h"
#include "services/domain/resource.h"
#include "services/domain/review/ballot.h"
#include "services/domain/review/endorsement.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/standing.h"
#include "services/domain/review/tally.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

void CheckSource(const api::PaperSource& source, const Context& context, const View& view, Violations* violations) {
  if (source.channel() == api::CHANNEL_UNSPECIFIED || !api::Channel_IsValid(source.channel())) {
    violations->Add("source.channel", "is none of paper, phone, email and meeting");
  }
  if (std::string today = DateOf(context.now); source.received_date() > today) {
    violations->Add("source.received_date", absl::StrCat("is after today, ", today));
  }
  if (source.channel() == api::CHANNEL_MEETING && source.meeting().empty()) {
    violations->Add("source.meeting", "is required for what was said in a meeting");
  } else if (!source.meeting().empty() && view.Find(MeetingIdOf(source.meeting())) == nullptr) {
    violations->Add("source.meeting", "does not exist; create the meeting first");
  }
}

// A round or proposal of the submission's cycle.
void CheckCycle(const std::string& name, const std::string& cycle, absl::string_view field, Violations* violations) {
  if (CycleIdOf(name).cycle != cycle) violations->Add(field, absl::StrCat("is not of cycle ", cycle));
}

// The ballot or endorsement that the submission holds, as if it were given now.
absl::Status Effect(const api::PaperSubmission& submission, const Context& context, const View& view, Events* events) {
  std::string employer = EmployerIdOf(submission.employer()).employer;
  switch (submission.content_case()) {
    case api::PaperSubmission::kBallot:
      return DecideRecordedBallot(submission.ballot().round(), submission.ballot().paper(), employer, submission.name(),
                                  context, view, events);
    case api::PaperSubmission::kEndorsement:
      return DecideRecordedEndorsement(
          submission.endorsement().proposal(), submission.endorsement().endorsement(), employer,
          {submission.name(), submission.source().channel(), submission.source().document_sha256()}, context, view,
          events);
    case api::PaperSubmission::CONTENT_NOT_SET:
      break;
  }
  return absl::OkStatus();
}

// Records what `content` puts into an empty submission.
template <class Request, class PutContent>
absl::Status Record(const Request& request, const std::string& subject, absl::string_view subject_field,
                    PutContent content, const Context& context, const View& view, Events* events) {
  CycleId cycle = CycleIdOf(request.parent());
  ASSAY_RETURN_IF_ERROR(FindExisting(view, cycle, request.parent()).status());
  Violations violations;
  CheckSource(request.source(), context, view, &violations);
  CheckCycle(subject, cycle.cycle, subject_field, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  PaperSubmissionId id{cycle.cycle, request.paper_submission_id()};
  api::PaperSubmission sent;
  sent.set_employer(request.employer());
  sent.set_state(api::PAPER_SUBMISSION_STATE_RECORDED);
  *sent.mutable_source() = request.source();
  sent.set_record_user(context.principal->Name());
  content(&sent);
  ASSAY_ASSIGN_OR_RETURN(api::PaperSubmission submission,
                         MakeNew(context, view, id, NameOf(context.state, id), std::move(sent)));
  Events tried;
  ASSAY_RETURN_IF_ERROR(Effect(submission, context, view, &tried));
  AddPaperEvent(std::move(submission), events);
  return absl::OkStatus();
}

// A changed copy after `command`.
absl::StatusOr<api::PaperSubmission> Moved(const std::string& name, const std::string& etag, PaperCommand command,
                                           const Context& context, const View& view) {
  ASSAY_ASSIGN_OR_RETURN(api::PaperSubmission submission,
                         MakeChanged(context, view, PaperSubmissionIdOf(name), name, etag));
  ASSAY_ASSIGN_OR_RETURN(api::PaperSubmissionState next, NextState(kPaperMachine, name, submission.state(), command));
  submission.set_state(next);
  return submission;
}

absl::Status CheckOwn(const std::string& name, const Context& context, const View& view) {
  const std::string& employer = context.principal->employer;
  ASSAY_RETURN_IF_ERROR(CheckEmployerActs(employer, context.state, view));
  ASSAY_ASSIGN_OR_RETURN(const api::PaperSubmission* stored, FindExisting(view, PaperSubmissionIdOf(name), name));
  return EmployerIdOf(stored->employer()).employer == employer ? absl::OkStatus() : NotFound(name);
}

// Whether what was recorded can no longer be taken out by its employer.
bool IsReviewOver(const api::PaperSubmission& submission, absl::Time now, const View& view) {
  if (submission.has_ballot()) return !IsOpenAt(view.FindOrDefault(RoundIdOf(submission.ballot().round())), now);
  return EndorsementsClosed(view.FindOrDefault(ProposalIdOf(submission.endorsement().proposal())), now, view);
}

absl::Status Undo(const api::PaperSubmission& submission, const Context& context, const View& view, Events* events) {
  std::string employer = EmployerIdOf(submission.employer()).employer;
  if (submission.has_ballot()) {
    return DecideVoidRecordedBallot(submission.ballot().round(), submission.ballot().paper().proposal(), employer,
                                    submission.name(), context, view, events);
  }
  return DecideDisputedEndorsement(submission.endorsement().proposal(), employer, submission.name(), context, view,
                                   events);
}

}  // namespace

absl::Status Decide(const api::RecordPaperBallotRequest& request, const Context& context, const View& view,
                    Events* events) {
  auto content = [&request](api::PaperSubmission* submission) { *submission->mutable_ballot() = request.ballot(); };
  return Record(request, request.ballot().round(), "ballot.round", content, context, view, events);
}

absl::Status Decide(const api::RecordPaperEndorsementRequest& request, const Context& context, const View& view,
                    Events* events) {
  auto content = [&request](api::PaperSubmission* submission) {
    *submission->mutable_endorsement() = request.endorsement();
  };
  return Record(request, request.endorsement().proposal(), "endorsement.proposal", content, context, view, events);
}

absl::Status Decide(const api::CheckPaperSubmissionRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::PaperSubmission submission,
                         Moved(request.name(), request.etag(), PaperCommand::kCheck, context, view));
  if (submission.record_user() == context.principal->Name()) {
    return Denied("SECOND_PERSON_REQUIRED",
                  absl::StrCat("you recorded ", request.name(), "; somebody else checks it against the document"));
  }
  submission.set_check_user(context.principal->Name());
  *submission.mutable_check_time() = ToProto(context.now);
  ASSAY_RETURN_IF_ERROR(Effect(submission, context, view, events));
  AddPaperEvent(std::move(submission), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::RejectPaperSubmissionRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::PaperSubmission submission,
                         Moved(request.name(), request.etag(), PaperCommand::kReject, context, view));
  submission.set_check_user(context.principal->Name());
  *submission.mutable_check_time() = ToProto(context.now);
  submission.set_reason(request.reason());
  AddPaperEvent(std::move(submission), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::ConfirmPaperSubmissionRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_RETURN_IF_ERROR(CheckOwn(request.name(), context, view));
  ASSAY_ASSIGN_OR_RETURN(api::PaperSubmission submission,
                         Moved(request.name(), request.etag(), PaperCommand::kConfirm, context, view));
  submission.set_confirm_user(context.principal->Name());
  *submission.mutable_confirm_time() = ToProto(context.now);
  AddPaperEvent(std::move(submission), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::DisputePaperSubmissionRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_RETURN_IF_ERROR(CheckOwn(request.name(), context, view));
  bool late = IsReviewOver(view.FindOrDefault(PaperSubmissionIdOf(request.name())), context.now, view);
  PaperCommand command = late ? PaperCommand::kDisputeLate : PaperCommand::kDispute;
  ASSAY_ASSIGN_OR_RETURN(api::PaperSubmission submission,
                         Moved(request.name(), request.etag(), command, context, view));
  submission.set_confirm_user(context.principal->Name());
  *submission.mutable_confirm_time() = ToProto(context.now);
  submission.set_reason(request.reason());
  ASSAY_RETURN_IF_ERROR(Undo(submission, context, view, events));
  AddPaperEvent(std::move(submission), events);
  return absl::OkStatus();
}

api::PaperSubmission ShownTo(const api::PaperSubmission& submission, const Principal& principal, absl::Time now,
                             const View& view) {
  api::PaperSubmission shown = submission;
  bool own = !principal.employer.empty() && EmployerIdOf(submission.employer()).employer == principal.employer;
  bool checking = submission.state() == api::PAPER_SUBMISSION_STATE_RECORDED && principal.IsStaff();
  if (!submission.has_ballot() || own || checking) return shown;
  if (BallotsVisible(view.FindOrDefault(RoundIdOf(submission.ballot().round())), principal, now)) return shown;
  api::BallotPaper* paper = shown.mutable_ballot()->mutable_paper();
  paper->clear_choice();
  paper->clear_ratings();
  paper->clear_reason();
  shown.mutable_source()->clear_note();
  shown.set_content_hidden(true);
  return shown;
}

bool PaperVisible(const api::PaperSubmission& submission, const Principal& principal) {
  if (principal.IsStaff() || principal.Has(api::ROLE_APPROVER) || principal.Has(api::ROLE_AUDITOR)) return true;
  return !principal.employer.empty() && EmployerIdOf(submission.employer()).employer == principal.employer;
}

}  // namespace assay::domain

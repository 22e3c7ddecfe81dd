#include "services/domain/comment/comment.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/commands/checks.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"
#include "services/domain/stage.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

constexpr int64_t kHourMicros = 3'600'000'000;

absl::Status CheckWindow(const ledger::CommentWindowRecord& window, const std::string& cycle, const Context& context,
                         const View& view) {
  int64_t now = absl::ToUnixMicros(context.now);
  if (window.close_time_micros() == 0) {
    return Refused(
        "COMMENTS_NOT_OPEN",
        absl::StrCat(cycle, " has no preliminary list that is open to comment; come back when it is released"),
        {{"resource", cycle}});
  }
  if (now < window.close_time_micros()) return absl::OkStatus();
  return Refused("COMMENTS_CLOSED",
                 absl::StrCat("comments on the list of ", cycle, " were taken until ",
                              LocalText(FromMicros(window.close_time_micros()), view),
                              "; write to the agency about what comes after"),
                 {{"resource", cycle}});
}

absl::Status CheckRate(const ledger::CommentWindowRecord& window, int32_t per_hour, const Context& context) {
  if (window.comment_count() >= kCommentsMax) {
    return MakeError(absl::StatusCode::kResourceExhausted, "COMMENTS_FULL",
                     absl::StrCat("this cycle has ", kCommentsMax, " comments and takes no more; write to the agency"));
  }
  bool same_hour = absl::ToUnixMicros(context.now) - window.hour_micros() < kHourMicros;
  int32_t limit = per_hour > 0 ? per_hour : kCommentsPerHour;
  if (!same_hour || window.hour_comment_count() < limit) return absl::OkStatus();
  return MakeError(absl::StatusCode::kResourceExhausted, "COMMENT_RATE",
                   absl::StrCat(limit, " comments came within the hour, which is all that are taken; try again later"));
}

void AddEvent(api::Comment comment, Events* events) {
  ledger::Event* event = events->Add();
  api::Comment* person = event->mutable_personal()->mutable_comment();
  person->set_author_name(comment.author_name());
  person->set_organization(comment.organization());
  person->set_email(comment.email());
  person->set_text(comment.text());
  person->set_rejection_reason(comment.rejection_reason());
  person->set_answer(comment.answer());
  comment.clear_author_name();
  comment.clear_organization();
  comment.clear_email();
  comment.clear_text();
  comment.clear_rejection_reason();
  comment.clear_answer();
  *event->mutable_decision()->mutable_comment() = std::move(comment);
}

// The comment after a command on it.
template <class Request>
absl::StatusOr<api::Comment> Advance(const Request& request, CommentCommand command, const Context& context,
                                     const View& view) {
  CommentId id = CommentIdOf(request.name());
  ASSAY_ASSIGN_OR_RETURN(api::Comment comment, MakeChanged(context, view, id, request.name(), request.etag()));
  ASSAY_ASSIGN_OR_RETURN(api::CommentState state, NextState(kCommentMachine, comment.name(), comment.state(), command));
  comment.set_state(state);
  comment.set_moderator(context.principal->Name());
  return comment;
}

}  // namespace

absl::Status Decide(const api::CreateCommentRequest& request, const Context& context, const View& view,
                    Events* events) {
  CycleId cycle_id = CycleIdOf(request.parent());
  ASSAY_ASSIGN_OR_RETURN(const api::Cycle* cycle, FindExisting(view, cycle_id, request.parent()));
  const ledger::CommentWindowRecord& window = view.FindOrDefault(CommentWindowId{cycle_id.cycle});
  ASSAY_RETURN_IF_ERROR(CheckWindow(window, request.parent(), context, view));
  ASSAY_RETURN_IF_ERROR(CheckRate(window, cycle->cycle_rules().list().comments_per_hour(), context));
  const std::string& credential = request.comment().credential();
  if (!credential.empty()) {
    ASSAY_RETURN_IF_ERROR(FindExisting(view, CredentialIdOf(credential), credential).status());
  }
  ASSAY_RETURN_IF_ERROR(view.status());
  CommentId id{cycle_id.cycle, static_cast<uint32_t>(window.comment_count() + 1)};
  ASSAY_ASSIGN_OR_RETURN(api::Comment comment,
                         MakeNew(context, view, id, NameOf(context.state, id), request.comment()));
  comment.set_state(api::COMMENT_STATE_PENDING);
  if (window.list_version() > 0) {
    comment.set_list_version(ListVersionName(context.state, static_cast<uint32_t>(window.list_version())));
  }
  AddEvent(std::move(comment), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::ShowCommentRequest& request, const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Comment comment, Advance(request, CommentCommand::kShow, context, view));
  comment.clear_rejection_reason();
  AddEvent(std::move(comment), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::RejectCommentRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Comment comment, Advance(request, CommentCommand::kReject, context, view));
  comment.set_rejection_reason(request.reason());
  AddEvent(std::move(comment), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::AnswerCommentRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Comment comment, Advance(request, CommentCommand::kAnswer, context, view));
  comment.set_answer(request.answer());
  AddEvent(std::move(comment), events);
  return absl::OkStatus();
}

api::Comment PublicComment(const api::Comment& comment) {
  api::Comment shown = comment;
  shown.clear_email();
  shown.clear_moderator();
  shown.clear_rejection_reason();
  return shown;
}

}  // namespace assay::domain

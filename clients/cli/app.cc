#include "clients/cli/app.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/call_command.h"
#include "clients/cli/command_line.h"
#include "clients/cli/completion.h"
#include "clients/cli/each_command.h"
#include "clients/cli/errors.h"
#include "clients/cli/files.h"
#include "clients/cli/import_command.h"
#include "clients/cli/local_commands.h"
#include "clients/cli/meeting_commands.h"
#include "clients/cli/notice_commands.h"
#include "clients/cli/review_commands.h"
#include "clients/cli/token_commands.h"
#include "services/base/error.h"

namespace assay::cli {
namespace {

absl::Status RunRemote(Session* session, const Invocation& invocation) {
  switch (invocation.command->action) {
    case Action::kCall:
      if (!invocation.each.empty()) return RunEach(session, invocation, invocation.each, /*strict=*/false);
      return RunCall(session, invocation);
    case Action::kEach:
      return RunEach(session, invocation, invocation.values.Get("FILE"), /*strict=*/true);
    case Action::kImport:
      return RunImport(session, invocation);
    case Action::kRoundAdd:
      return RunRoundAdd(session, invocation);
    case Action::kCastFile:
      return RunCastFile(session, invocation);
    case Action::kAdopt:
      return RunAdopt(session, invocation);
    case Action::kDownload:
      return RunDownload(session, invocation);
    case Action::kPacket:
      return RunMeetingPacket(session, invocation);
    case Action::kNotice:
      return RunNoticePrint(session, invocation);
    case Action::kTokenMake:
      return RunTokenMake(session, invocation);
    case Action::kTokenAll:
      return RunTokenAll(session, invocation);
    case Action::kContextSet:
    case Action::kContextUse:
    case Action::kContextList:
    case Action::kContextDelete:
    case Action::kCompletion:
      break;
  }
  return absl::InternalError("a local command was sent out");
}

// The scope of names: the session's, and over it the flags of this command.
absl::Status CompleteValues(const Session& session, const CommandLine& line, Invocation* invocation) {
  invocation->values.scope = session.scope();
  for (const Flag& flag : invocation->flags) {
    std::string id = invocation->values.Get(flag.path);
    if (flag.kind == Flag::Kind::kScope && !id.empty()) {
      invocation->values.scope[flag.name] = id.substr(id.rfind('/') + 1);
    }
  }
  if (line.from_file.empty()) return absl::OkStatus();
  ASSAY_ASSIGN_OR_RETURN(invocation->values.document, ReadInput(line.from_file, *session.environment().in));
  return absl::OkStatus();
}

int Report(const absl::Status& status, const Environment& environment, const ErrorContext& context) {
  if (!status.ok()) *environment.err << RenderError(status, context);
  environment.out->flush();
  // A pipe that was closed or a disk that is full must not look like success.
  if (status.ok() && !environment.out->good()) {
    *environment.err << "error: the output could not be written\n";
    return kExitOther;
  }
  return ExitCode(status);
}

int RunSession(const CommandLine& line, Invocation invocation, const Environment& environment) {
  ErrorContext context;
  context.noun = std::string(line.command->noun);
  context.flags = &line.flags;
  absl::StatusOr<Session> session = Session::Open(environment, line.globals);
  if (!session.ok()) return Report(session.status(), environment, context);
  context.server = session->globals().server;
  absl::Status status = CompleteValues(*session, line, &invocation);
  if (status.ok()) status = RunRemote(&*session, invocation);
  // Work on many rows is repeated as it is; its ids follow from the rows.
  bool one_change =
      invocation.each.empty() && TakesRequestFlags(*line.command) && line.command->action != Action::kEach;
  if (one_change) context.request_id = session->last_request_id();
  return Report(status, environment, context);
}

}  // namespace

int RunCommandLine(const std::vector<std::string>& arguments, const Environment& environment) {
  if (!arguments.empty() && arguments[0] == "__complete") {
    for (const std::string& word : Candidates({arguments.begin() + 1, arguments.end()})) {
      *environment.out << word << "\n";
    }
    return kExitOk;
  }
  CommandLine line = ParseCommandLine(arguments, environment);
  if (line.command == nullptr) return line.exit_code;
  Invocation invocation{line.command, line.flags, line.values, line.each};
  switch (line.command->action) {
    case Action::kContextSet:
    case Action::kContextUse:
    case Action::kContextList:
    case Action::kContextDelete:
      line.globals.cycle = line.values.Get("cycle");
      return Report(RunContext(environment, line.globals, invocation), environment, {});
    case Action::kCompletion:
      *environment.out << CompletionScript(line.command->verb);
      return Report(absl::OkStatus(), environment, {});
    case Action::kCall:
    case Action::kEach:
    case Action::kImport:
    case Action::kRoundAdd:
    case Action::kCastFile:
    case Action::kAdopt:
    case Action::kDownload:
    case Action::kNotice:
    case Action::kPacket:
    case Action::kTokenMake:
    case Action::kTokenAll:
      break;
  }
  return RunSession(line, std::move(invocation), environment);
}

}  // namespace assay::cli

#include "clients/cli/errors.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "clients/cli/table.h"
#include "clients/cpp/error_details.h"

namespace assay::cli {
namespace {

// The flag or word that a violation is about, in brackets; empty when none is. The server says credential.soc_codes[2].
std::string FlagOf(const std::string& field, const ErrorContext& context) {
  if (context.flags == nullptr) return "";
  const Flag* flag = FindFlag(*context.flags, field.substr(0, field.find('[')));
  if (flag == nullptr) return "";
  return flag->positional ? absl::StrCat(" (", flag->name, ")") : absl::StrCat(" (--", flag->name, ")");
}

std::string UnknownOutcome(const ErrorContext& context) {
  if (context.request_id.empty()) return "";
  return absl::StrCat("; whether it was done is unknown: repeat the same command with --request-id ",
                      context.request_id, ", which never does it twice");
}

std::string Hint(const absl::Status& status, const ErrorContext& context) {
  switch (status.code()) {
    case absl::StatusCode::kUnauthenticated:
      return "give a valid token with --token-file or ASSAY_TOKEN_FILE";
    case absl::StatusCode::kPermissionDenied:
      return "\"assay auth whoami\" shows your roles; the help of the command shows who may";
    case absl::StatusCode::kUnavailable:
      return absl::StrCat("is the server running at ", context.server, "? --server names another",
                          UnknownOutcome(context));
    case absl::StatusCode::kDeadlineExceeded:
      return absl::StrCat("--timeout gives it longer", UnknownOutcome(context));
    case absl::StatusCode::kAborted:
      return "somebody changed it meanwhile: read it again and repeat with its new etag";
    case absl::StatusCode::kNotFound:
      return FindCommand(context.noun, "list") == nullptr
                 ? ""
                 : absl::StrCat("\"assay ", context.noun, " list\" shows what there is");
    case absl::StatusCode::kUnimplemented:
      return "the server is older than this program; \"assay --version\" shows yours";
    case absl::StatusCode::kResourceExhausted: {
      auto delay = RetryDelay(status);
      return delay.has_value() ? absl::StrCat("try again in ", absl::FormatDuration(*delay)) : "";
    }
    case absl::StatusCode::kInvalidArgument:
      return ErrorReason(status) == "COMMAND_LINE" ? "--help explains the command" : "";
    case absl::StatusCode::kOk:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kOutOfRange:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kDoNotUseReservedForFutureExpansionUseDefaultInSwitchInstead_:
      break;
  }
  return "";
}

}  // namespace

const char kExitCodesHelp[] =
    "Exit codes:\n"
    "  0 done  1 other error  2 wrong command line  3 invalid argument, or an import with bad rows\n"
    "  4 not found  5 not allowed, or no valid token  6 conflict (stale, exists already, not possible now)\n"
    "  7 server unavailable or too slow  8 too much asked at once";

int ExitCode(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return kExitOk;
    case absl::StatusCode::kInvalidArgument:
      return ErrorReason(status) == "COMMAND_LINE" ? kExitUsage : kExitInvalid;
    case absl::StatusCode::kOutOfRange:
      return kExitInvalid;
    case absl::StatusCode::kNotFound:
      return kExitNotFound;
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
      return kExitDenied;
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
      return kExitConflict;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
      return kExitUnavailable;
    case absl::StatusCode::kResourceExhausted:
      return kExitExhausted;
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kUnimplemented:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kDoNotUseReservedForFutureExpansionUseDefaultInSwitchInstead_:
      break;
  }
  return kExitOther;
}

std::string RenderError(const absl::Status& status, const ErrorContext& context) {
  std::string text = "error:";
  for (absl::string_view line : absl::StrSplit(status.message(), '\n'))
    absl::StrAppend(&text, " ", Printable(line), "\n");
  for (const FieldViolation& violation : FieldViolations(status)) {
    absl::StrAppend(&text, "  ", Printable(violation.field), FlagOf(violation.field, context), ": ",
                    Printable(violation.description), "\n");
  }
  std::string reason = ErrorReason(status);
  if (!reason.empty() && reason != "COMMAND_LINE") absl::StrAppend(&text, "reason: ", Printable(reason), "\n");
  for (const auto& [key, value] : ErrorMetadata(status)) {
    absl::StrAppend(&text, "  ", Printable(key), ": ", Printable(value), "\n");
  }
  std::string hint = Hint(status, context);
  if (!hint.empty()) absl::StrAppend(&text, "hint: ", hint, "\n");
  return text;
}

}  // namespace assay::cli

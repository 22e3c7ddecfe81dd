// Errors as the user sees them: what, where, how to mend it, and the exit code.
#ifndef ASSAY_CLIENTS_CLI_ERRORS_H_
#define ASSAY_CLIENTS_CLI_ERRORS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/flags.h"

namespace assay::cli {

// Exit codes. Part of the interface: scripts rely on them.
inline constexpr int kExitOk = 0;
inline constexpr int kExitOther = 1;        // Anything not below.
inline constexpr int kExitUsage = 2;        // The command line is wrong; nothing was sent.
inline constexpr int kExitInvalid = 3;      // INVALID_ARGUMENT, OUT_OF_RANGE; an import with bad rows.
inline constexpr int kExitNotFound = 4;     // NOT_FOUND
inline constexpr int kExitDenied = 5;       // PERMISSION_DENIED, UNAUTHENTICATED
inline constexpr int kExitConflict = 6;     // ABORTED, ALREADY_EXISTS, FAILED_PRECONDITION
inline constexpr int kExitUnavailable = 7;  // UNAVAILABLE, DEADLINE_EXCEEDED
inline constexpr int kExitExhausted = 8;    // RESOURCE_EXHAUSTED

// The list above, for help.
extern const char kExitCodesHelp[];

int ExitCode(const absl::Status& status);

// What was asked, as far as it helps to mend the error.
struct ErrorContext {
  std::string noun;
  std::string server;
  std::string request_id;  // Of a change whose outcome may be unknown.
  const std::vector<Flag>* flags = nullptr;
};

// Several lines: the message; each field violation, with the flag that sets the field; reason; metadata; a hint.
std::string RenderError(const absl::Status& status, const ErrorContext& context);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_ERRORS_H_

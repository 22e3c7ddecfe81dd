// Tokens, whose secrets belong in files and not on screens.
#ifndef ASSAY_CLIENTS_CLI_TOKEN_COMMANDS_H_
#define ASSAY_CLIENTS_CLI_TOKEN_COMMANDS_H_

#include "absl/status/status.h"
#include "clients/cli/session.h"

namespace assay::cli {

// Makes a token. With --output-file the secret is written there, mode 0600, and not shown.
absl::Status RunTokenMake(Session* session, const Invocation& invocation);

// Makes a token for every user with --role, each into --output-dir/USER.token; a file that is there is left alone.
absl::Status RunTokenAll(Session* session, const Invocation& invocation);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_TOKEN_COMMANDS_H_

// Commands that need no server, and the one that saves a list.
#ifndef ASSAY_CLIENTS_CLI_LOCAL_COMMANDS_H_
#define ASSAY_CLIENTS_CLI_LOCAL_COMMANDS_H_

#include "absl/status/status.h"
#include "clients/cli/session.h"

namespace assay::cli {

// context set, use, list and delete. `globals` as given on the command line, nothing filled in.
absl::Status RunContext(const Environment& environment, const Globals& globals, const Invocation& invocation);

// Saves the canonical bytes of a version. DATA_LOSS, and no file, when their SHA-256 is not the version's digest.
absl::Status RunDownload(Session* session, const Invocation& invocation);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_LOCAL_COMMANDS_H_

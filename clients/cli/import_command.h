// Bulk imports: upload in chunks, preview always, apply all or nothing.
#ifndef ASSAY_CLIENTS_CLI_IMPORT_COMMAND_H_
#define ASSAY_CLIENTS_CLI_IMPORT_COMMAND_H_

#include "absl/status/status.h"
#include "clients/cli/session.h"

namespace assay::cli {

// Uploads the file, shows what applying would change and every bad row with line, column and reason, then applies it.
// --dry-run stops after the preview. Bad rows: INVALID_ARGUMENT and nothing applied, unless --skip-invalid.
absl::Status RunImport(Session* session, const Invocation& invocation);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_IMPORT_COMMAND_H_

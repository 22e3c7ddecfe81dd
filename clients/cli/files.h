// Files as the commands need them.
#ifndef ASSAY_CLIENTS_CLI_FILES_H_
#define ASSAY_CLIENTS_CLI_FILES_H_

#include <istream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assay::cli {

// The bytes of a file, or of `standard_input` when the path is "-". Usage error when it cannot be read or is larger
// than what an import takes (1,024 chunks of 512 KiB).
absl::StatusOr<std::string> ReadInput(const std::string& path, std::istream& standard_input);

// Writes the file whole, or not at all: beside it first, then renamed, synced. `mode` as in chmod.
absl::Status WriteFile(const std::string& path, absl::string_view bytes, unsigned mode);

// Makes the folder and those above it, with mode 0700. OK when it is there.
absl::Status MakeFolder(const std::string& path);

bool FileExists(const std::string& path);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_FILES_H_

// Messages from YAML or JSON files (JSON is YAML), in the forms that flags take too: short enum names, 45000/year, 2/3,
// short resource names.
#ifndef ASSAY_CLIENTS_CLI_DOCUMENT_H_
#define ASSAY_CLIENTS_CLI_DOCUMENT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/cli/names.h"
#include "google/protobuf/message.h"
#include "services/base/error.h"

namespace assay::cli {

// Sets the fields of `message` that the document names, by their proto names or in camelCase. Fields that only the
// server sets are passed over, so that what was printed can be changed and sent back. Adds the top-level fields that
// were set to `fields`, and everything wrong to `violations`, with paths that begin with `path`.
void FillFromDocument(absl::string_view text, const std::string& path, const Scope& scope,
                      google::protobuf::Message* message, std::vector<std::string>* fields, Violations* violations);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_DOCUMENT_H_

// A request from what was given on the command line.
#ifndef ASSAY_CLIENTS_CLI_REQUEST_H_
#define ASSAY_CLIENTS_CLI_REQUEST_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "clients/cli/command_table.h"
#include "clients/cli/flags.h"
#include "clients/cli/names.h"
#include "google/protobuf/message.h"

namespace assay::cli {

// What was given: texts by Flag::path.
struct Values {
  std::map<std::string, std::vector<std::string>> given;
  Scope scope;                           // Ids known from --state, --cycle and the context.
  absl::optional<std::string> document;  // Text of --from-file.

  bool Has(const std::string& path) const { return given.count(path) > 0; }
  // The last text given; empty without one.
  std::string Get(const std::string& path) const {
    auto found = given.find(path);
    return found == given.end() || found->second.empty() ? "" : found->second.back();
  }
};

// The request of the command's first method: the document first, then every flag over it; short names completed; the
// parent from the scope when it is a state; update_mask with the fields that were given. INVALID_ARGUMENT with reason
// COMMAND_LINE and every violation at once.
absl::StatusOr<std::unique_ptr<google::protobuf::Message>> BuildRequest(const Command& command,
                                                                        const std::vector<Flag>& flags,
                                                                        const Values& values);

// An error of whoever wrote the command line: INVALID_ARGUMENT with reason COMMAND_LINE.
absl::Status UsageError(absl::string_view message);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_REQUEST_H_

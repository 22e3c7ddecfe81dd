// The same call for every row of a CSV file: "seat import seats.csv", "proposal submit --each proposals.csv".
#ifndef ASSAY_CLIENTS_CLI_EACH_COMMAND_H_
#define ASSAY_CLIENTS_CLI_EACH_COMMAND_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/cli/flags.h"
#include "clients/cli/session.h"

namespace assay::cli {

// Which flag or positional a column fills: that of the field's own name (display_name, seat_id); else the name of the
// resource that the command is about (employer_id for "employer verify"); else the flag of that name without _id
// (panel_id for --panel). Null when none.
const Flag* FlagForColumn(const std::vector<Flag>& flags, absl::string_view column);

// Calls once a row, flags of the command line holding for every row; a cell that is not empty overrides them. An import
// is strict: a column that fills nothing is a usage error. Rows that fail do not stop the others.
absl::Status RunEach(Session* session, const Invocation& invocation, const std::string& path, bool strict);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_EACH_COMMAND_H_

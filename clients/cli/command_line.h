// Command lines: what was meant, or the help that was asked for. The only place that knows CLI11.
#ifndef ASSAY_CLIENTS_CLI_COMMAND_LINE_H_
#define ASSAY_CLIENTS_CLI_COMMAND_LINE_H_

#include <string>
#include <vector>

#include "clients/cli/session.h"

namespace assay::cli {

struct CommandLine {
  // Null when there is nothing left to do: help was printed, or what was wrong; exit_code says which.
  const Command* command = nullptr;
  int exit_code = 0;
  std::vector<Flag> flags;
  Globals globals;
  Values values;          // Without the scope, which the session knows.
  std::string from_file;  // --from-file of a message; empty when not given.
  std::string each;       // --each; empty when not given.
};

// Cost: the flags of one command only are made, so that a call starts in a few milliseconds.
CommandLine ParseCommandLine(const std::vector<std::string>& arguments, const Environment& environment);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_COMMAND_LINE_H_

// The program: arguments in, exit code out.
#ifndef ASSAY_CLIENTS_CLI_APP_H_
#define ASSAY_CLIENTS_CLI_APP_H_

#include <string>
#include <vector>

#include "clients/cli/session.h"

namespace assay::cli {

// Runs one command line, without the program's name. Answers go to environment.out, everything else to environment.err.
// Returns an exit code of clients/cli/errors.h.
int RunCommandLine(const std::vector<std::string>& arguments, const Environment& environment);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_APP_H_

#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "clients/cli/app.h"

namespace {

int TerminalWidth() {
  winsize size = {};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

}  // namespace

int main(int argc, char** argv) {
  // "assay ... | head" ends quietly.
  signal(SIGPIPE, SIG_DFL);
  std::ios::sync_with_stdio(false);
  assay::cli::Environment environment;
  environment.getenv = [](const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return std::string(value == nullptr ? "" : value);
  };
  environment.out_is_terminal = isatty(STDOUT_FILENO) == 1;
  environment.err_is_terminal = isatty(STDERR_FILENO) == 1;
  environment.width = TerminalWidth();
  return assay::cli::RunCommandLine(std::vector<std::string>(argv + 1, argv + argc), environment);
}

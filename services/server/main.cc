// assayd.
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "google/protobuf/stubs/logging.h"
#include "services/server/config.h"
#include "services/server/log.h"
#include "services/server/server.h"

namespace {

using assay::server::Config;
using assay::server::Log;
using assay::server::Server;
using assay::server::Severity;

constexpr int kExitFailure = 1;

// Signals are taken by waiting for them; no handler runs in the middle of anything.
sigset_t BlockSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

int Check(const Config& config) {
  absl::StatusOr<std::string> report = assay::server::CheckData(config);
  if (!report.ok()) {
    std::cerr << report.status().message() << std::endl;
    return kExitFailure;
  }
  std::cout << *report << std::endl;
  return EXIT_SUCCESS;
}

int Serve(const Config& config) {
  sigset_t signals = BlockSignals();
  // It writes lines of its own for every text that is not UTF-8. The caller is told; the log stays one object a line.
  google::protobuf::SetLogHandler(nullptr);
  std::atomic<bool> failed{false};
  absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(config, [&failed](const absl::Status& status) {
    Log(Severity::kError, "cannot go on", {{"error", status.ToString()}});
    failed = true;
    kill(getpid(), SIGTERM);
  });
  if (!server.ok()) {
    Log(Severity::kError, "cannot start", {{"error", server.status().ToString()}});
    std::cerr << "assayd: " << server.status().message() << std::endl;
    return kExitFailure;
  }
  Log(Severity::kInfo, "serving", {{"listen", config.listen}, {"port", absl::StrCat((*server)->port())}});
  if (!config.port_file.empty()) std::ofstream(config.port_file) << (*server)->port() << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  Log(Severity::kInfo, "stopping", {{"signal", strsignal(signal)}});
  (*server)->Stop();
  Log(Severity::kInfo, "stopped");
  return failed ? kExitFailure : EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
  int exit_code = EXIT_SUCCESS;
  absl::optional<Config> config = assay::server::ReadConfig(argc, argv, &exit_code);
  if (!config.has_value()) return exit_code;
  return config->check ? Check(*config) : Serve(*config);
}

#include "tests/support/assay_server.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "gtest/gtest.h"

namespace assay::testing {
namespace {

// Waits for the line with the port; 0 when the process ended or took too long.
int ReadPort(int pipe, const Process& process) {
  std::string text;
  const absl::Time deadline = absl::Now() + kPatience;
  while (!absl::EndsWith(text, "\n")) {
    pollfd events[] = {{pipe, POLLIN, 0}, {process.pidfd(), POLLIN, 0}};
    int left = static_cast<int>(absl::ToInt64Milliseconds(deadline - absl::Now()));
    if (left <= 0 || poll(events, 2, left) <= 0 || (events[0].revents & POLLIN) == 0) return 0;
    char buffer[16];
    ssize_t count = read(pipe, buffer, sizeof(buffer));
    if (count <= 0) return 0;
    text.append(buffer, static_cast<size_t>(count));
  }
  int port = 0;
  return absl::SimpleAtoi(text, &port) ? port : 0;
}

}  // namespace

AssayServer::AssayServer(std::vector<std::string> flags) : flags_(std::move(flags)) {
  EXPECT_TRUE(Launch({})) << "assayd does not start:\n" << Log();
}

bool AssayServer::Launch(const std::vector<std::string>& extra) {
  const std::string fifo = folder_.File("port");
  unlink(fifo.c_str());
  if (mkfifo(fifo.c_str(), 0600) != 0) return false;
  // Read and write, so that neither side waits for the other to open it.
  int pipe = open(fifo.c_str(), O_RDWR | O_CLOEXEC);
  std::vector<std::string> command = {ASSAYD_BINARY, "--data-dir",  DataFolder(), "--listen",
                                      "127.0.0.1:0", "--port-file", fifo};
  command.insert(command.end(), flags_.begin(), flags_.end());
  command.insert(command.end(), extra.begin(), extra.end());
  process_ = std::make_unique<Process>(command, std::map<std::string, std::string>{}, folder_.File("assayd.out"),
                                       folder_.File("assayd.log"));
  port_ = ReadPort(pipe, *process_);
  close(pipe);
  if (port_ != 0) return true;
  process_->Signal(SIGKILL);
  exit_code_ = process_->Wait(kPatience).value_or(-SIGKILL);
  process_.reset();
  return false;
}

std::string AssayServer::OperatorToken() const {
  std::string text = ReadFile(DataFolder() + "/administrator.token");
  return std::string(absl::StripAsciiWhitespace(text));
}

std::string AssayServer::Log() const { return ReadFile(folder_.File("assayd.log")); }

int AssayServer::Stop() {
  if (process_ == nullptr) return exit_code_;
  process_->Signal(SIGTERM);
  absl::optional<int> exit = process_->Wait(kPatience);
  EXPECT_TRUE(exit.has_value()) << "assayd does not end:\n" << Log();
  process_.reset();
  exit_code_ = exit.value_or(-SIGKILL);
  return exit_code_;
}

void AssayServer::Kill9() {
  if (process_ == nullptr) return;
  process_->Signal(SIGKILL);
  exit_code_ = process_->Wait(kPatience).value_or(-SIGKILL);
  process_.reset();
}

bool AssayServer::Restart(const std::vector<std::string>& extra) {
  Stop();
  return Launch(extra);
}

int AssayServer::Check(std::string* out) {
  Process process({ASSAYD_BINARY, "--data-dir", DataFolder(), "--check"}, {}, folder_.File("check.out"),
                  folder_.File("check.out"));
  int exit = process.Wait(kPatience).value_or(-SIGKILL);
  *out = ReadFile(folder_.File("check.out"));
  return exit;
}

std::unique_ptr<Client> AssayServer::NewClient(const std::string& token) const {
  ClientOptions options;
  options.target = target();
  options.token = token;
  options.attempt_timeout = kPatience;
  options.retry.max_attempts = 1;
  return std::make_unique<Client>(options);
}

std::unique_ptr<Client> AssayServer::NewRetryingClient(const std::string& token) const {
  ClientOptions options;
  options.target = target();
  options.token = token;
  return std::make_unique<Client>(options);
}

CliResult RunCli(const std::vector<std::string>& args, const std::map<std::string, std::string>& environment) {
  TemporaryFolder folder;
  std::vector<std::string> command = {ASSAY_BINARY};
  command.insert(command.end(), args.begin(), args.end());
  std::map<std::string, std::string> variables = environment;
  variables.emplace("ASSAY_CONFIG", folder.File("config.yaml"));
  Process process(command, variables, folder.File("out"), folder.File("err"));
  CliResult result;
  absl::optional<int> exit = process.Wait(kPatience);
  EXPECT_TRUE(exit.has_value()) << "assay does not end";
  result.exit_code = exit.value_or(-SIGKILL);
  result.out = ReadFile(folder.File("out"));
  result.err = ReadFile(folder.File("err"));
  return result;
}

}  // namespace assay::testing

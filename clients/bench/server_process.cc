#include "clients/bench/server_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "clients/cpp/client.h"
#include "google/protobuf/wrappers.pb.h"
#include "services/base/error.h"

namespace assay::bench {
namespace {

// Where the child finds the pipe for its port.
constexpr int kPortDescriptor = 3;
constexpr int kServing = 1;  // grpc.health.v1.HealthCheckResponse.ServingStatus

absl::Status SystemError(const std::string& what) {
  return absl::UnavailableError(absl::StrCat(what, ": ", std::strerror(errno)));
}

[[noreturn]] void Exec(const std::string& assayd, const std::string& data_directory, int log, int port) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  dup2(log, STDERR_FILENO);
  dup2(log, STDOUT_FILENO);
  if (port == kPortDescriptor) {
    fcntl(port, F_SETFD, 0);
  } else {
    dup2(port, kPortDescriptor);
  }
  execl(assayd.c_str(), assayd.c_str(), "--data-dir", data_directory.c_str(), "--listen", "127.0.0.1:0", "--port-file",
        "/proc/self/fd/3", nullptr);
  _exit(127);
}

// The line that the server writes once it takes calls; empty when it ended instead.
std::string ReadLine(int pipe) {
  std::string text;
  char byte = 0;
  while (read(pipe, &byte, 1) == 1 && byte != '\n') text.push_back(byte);
  return text;
}

// The messages of grpc.health.v1 are on the wire what these wrappers are: one field, number 1.
absl::Status CheckHealth(const std::string& target) {
  ClientOptions options;
  options.target = target;
  google::protobuf::Int32Value health;
  ASSAY_RETURN_IF_ERROR(Client(options).Call("grpc.health.v1.Health/Check", google::protobuf::StringValue(), &health));
  if (health.value() == kServing) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("health is ", health.value(), ", not SERVING"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<ServerProcess>> ServerProcess::Start(const std::string& assayd,
                                                                    const std::string& data_directory) {
  const std::string log_file = data_directory + ".log";
  int log = open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log < 0) return SystemError(absl::StrCat("cannot write ", log_file));
  int pipe[2];
  if (pipe2(pipe, O_CLOEXEC) != 0) return SystemError("cannot make a pipe");
  const absl::Time begin = absl::Now();
  const pid_t pid = fork();
  if (pid == 0) Exec(assayd, data_directory, log, pipe[1]);
  close(log);
  close(pipe[1]);
  if (pid < 0) {
    close(pipe[0]);
    return SystemError("cannot start a process");
  }
  std::unique_ptr<ServerProcess> server(new ServerProcess(pid));
  std::string port = ReadLine(pipe[0]);
  close(pipe[0]);
  if (port.empty()) return absl::UnavailableError(absl::StrCat(assayd, " did not start; ", log_file, " says why"));
  server->target_ = absl::StrCat("127.0.0.1:", port);
  ASSAY_RETURN_IF_ERROR(CheckHealth(server->target_));
  server->time_to_serve_ = absl::Now() - begin;
  return server;
}

ServerProcess::~ServerProcess() {
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
}

absl::StatusOr<double> ServerProcess::ResidentMebibytes() const {
  std::ifstream status(absl::StrCat("/proc/", pid_, "/status"));
  std::string line;
  while (std::getline(status, line)) {
    absl::string_view rest = line;
    int64_t kibibytes = 0;
    if (!absl::ConsumePrefix(&rest, "VmRSS:") || !absl::ConsumeSuffix(&rest, " kB")) continue;
    if (absl::SimpleAtoi(rest, &kibibytes)) return static_cast<double>(kibibytes) / 1024;
  }
  return absl::UnavailableError("the server's memory cannot be read; has it ended?");
}

absl::StatusOr<std::unique_ptr<TemporaryFolder>> TemporaryFolder::Make() {
  std::error_code error;
  std::filesystem::path parent = std::filesystem::temp_directory_path(error);
  if (error) return absl::UnavailableError(absl::StrCat("no folder for temporary files: ", error.message()));
  std::string path = (parent / "assay-bench-XXXXXX").string();
  if (mkdtemp(path.data()) == nullptr) return SystemError(absl::StrCat("cannot make ", path));
  return std::unique_ptr<TemporaryFolder>(new TemporaryFolder(path));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace assay::bench

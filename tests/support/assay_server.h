// A real assayd on loopback, in a process and a folder of its own; and the command line beside it.
#ifndef ASSAY_TESTS_SUPPORT_ASSAY_SERVER_H_
#define ASSAY_TESTS_SUPPORT_ASSAY_SERVER_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "clients/cpp/client.h"
#include "tests/support/process.h"

namespace assay::testing {

// How long a test waits for what normally takes milliseconds.
inline constexpr absl::Duration kPatience = absl::Seconds(60);

class AssayServer {
 public:
  // Starts a server on a new database and a free port, and waits until it takes calls. `flags` are added to the command
  // line. When it does not start, the test fails with its log and serving() is false.
  explicit AssayServer(std::vector<std::string> flags = {});

  bool serving() const { return process_ != nullptr; }
  int port() const { return port_; }
  std::string target() const { return absl::StrCat("127.0.0.1:", port_); }
  pid_t pid() const { return process_->pid(); }
  Process* process() { return process_.get(); }
  std::string DataFolder() const { return folder_.File("data"); }
  const TemporaryFolder& folder() const { return folder_; }

  // The token of the installation's operator, made at the first start.
  std::string OperatorToken() const;

  // All that every process of this server wrote to its log.
  std::string Log() const;

  // SIGTERM, and waits; its exit code, or minus the signal that ended it.
  int Stop();
  // SIGKILL, as a power cut for the process.
  void Kill9();
  // The same database again, on another port; ends the present process (SIGTERM) when there is one. `extra` flags are
  // for this start only. False, and serving() false, when it does not start: ExitCode() and Log() say why.
  bool Restart(const std::vector<std::string>& extra = {});
  int ExitCode() const { return exit_code_; }

  // assayd --check on the stopped server's database: exit code, and the report in *out.
  int Check(std::string* out);

  // A client with one attempt a call, so that a test sees what was answered.
  std::unique_ptr<Client> NewClient(const std::string& token) const;
  // A client as the product ships it, with retries.
  std::unique_ptr<Client> NewRetryingClient(const std::string& token) const;

 private:
  bool Launch(const std::vector<std::string>& extra);

  const std::vector<std::string> flags_;
  TemporaryFolder folder_;
  std::unique_ptr<Process> process_;
  int port_ = 0;
  int exit_code_ = 0;
};

struct CliResult {
  int exit_code = 0;
  std::string out;
  std::string err;
};

// Runs `assay ARGS` with an empty configuration and these environment variables (ASSAY_SERVER, ASSAY_STATE, ...).
CliResult RunCli(const std::vector<std::string>& args, const std::map<std::string, std::string>& environment = {});

}  // namespace assay::testing

#endif  // ASSAY_TESTS_SUPPORT_ASSAY_SERVER_H_

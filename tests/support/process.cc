#include "tests/support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace assay::testing {
namespace {

[[noreturn]] void Abort(const char* what) {
  std::perror(what);
  std::abort();
}

std::vector<char*> Pointers(std::vector<std::string>* texts) {
  std::vector<char*> pointers;
  for (std::string& text : *texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> Environment(const std::map<std::string, std::string>& added) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    std::string text = *entry;
    if (added.count(text.substr(0, text.find('='))) == 0) all.push_back(std::move(text));
  }
  for (const auto& [name, value] : added) all.push_back(absl::StrCat(name, "=", value));
  return all;
}

}  // namespace

Process::Process(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment,
                 const std::string& out_file, const std::string& err_file) {
  std::vector<std::string> arguments = command;
  std::vector<std::string> variables = Environment(environment);
  std::vector<char*> argv = Pointers(&arguments);
  std::vector<char*> envp = Pointers(&variables);
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ < 0) Abort("fork");
  if (pid_ == 0) {
    // Other threads may have held locks: system calls only until exec.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    dup2(open(out_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDOUT_FILENO);
    dup2(open(err_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDERR_FILENO);
    syscall(SYS_close_range, 3u, ~0u, 0u);
    execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  pidfd_ = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
  if (pidfd_ < 0) Abort("pidfd_open");
}

Process::~Process() {
  if (!exit_.has_value()) {
    Signal(SIGKILL);
    Wait(absl::InfiniteDuration());
  }
  close(pidfd_);
}

void Process::Signal(int signal) {
  if (!exit_.has_value()) kill(pid_, signal);
}

absl::optional<int> Process::Wait(absl::Duration timeout) {
  if (exit_.has_value()) return exit_;
  pollfd ended{pidfd_, POLLIN, 0};
  int milliseconds = timeout == absl::InfiniteDuration() ? -1 : static_cast<int>(absl::ToInt64Milliseconds(timeout));
  if (poll(&ended, 1, milliseconds) <= 0) return absl::nullopt;
  int status = 0;
  if (waitpid(pid_, &status, 0) != pid_) Abort("waitpid");
  exit_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return exit_;
}

TemporaryFolder::TemporaryFolder() : path_(absl::StrCat(::testing::TempDir(), "/assay-test-XXXXXX")) {
  if (mkdtemp(path_.data()) == nullptr) Abort("mkdtemp");
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void WriteFile(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace assay::testing

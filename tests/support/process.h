// Processes for tests: started with files for their output, ended with the test, waited for without sleeping.
#ifndef ASSAY_TESTS_SUPPORT_PROCESS_H_
#define ASSAY_TESTS_SUPPORT_PROCESS_H_

#include <sys/types.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace assay::testing {

// A child. It is killed when its parent's thread that started it ends, so that no test leaves a server behind.
class Process {
 public:
  // `command[0]` is a path. Output is appended to the files; `environment` adds to the present one. Aborts when the
  // process cannot be made.
  Process(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment,
          const std::string& out_file, const std::string& err_file);
  ~Process();  // Kills it when it still runs.
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  int pidfd() const { return pidfd_; }  // Readable once it ended.
  void Signal(int signal);

  // Its exit code, or minus the signal that ended it; none when it still runs after `timeout`.
  absl::optional<int> Wait(absl::Duration timeout);

 private:
  pid_t pid_ = -1;
  int pidfd_ = -1;
  absl::optional<int> exit_;
};

// A folder of its own under the test's temporary folder, removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  const std::string& path() const { return path_; }
  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// The bytes of a file; empty when it cannot be read.
std::string ReadFile(const std::string& path);
void WriteFile(const std::string& path, const std::string& bytes);

}  // namespace assay::testing

#endif  // ASSAY_TESTS_SUPPORT_PROCESS_H_

// How far long work is: a bar on a terminal, one line a step otherwise.
#ifndef ASSAY_CLIENTS_CLI_PROGRESS_H_
#define ASSAY_CLIENTS_CLI_PROGRESS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "clients/cli/session.h"

namespace assay::cli {

// Writes to standard error. Thread-compatible.
class Progress {
 public:
  // `what` is what is done ("uploading"), `unit` of what ("bytes"). A total of 0 shows nothing.
  Progress(const Environment& environment, absl::string_view what, absl::string_view unit, int64_t total);
  // Leaves the last state behind.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Advance(int64_t count);

 private:
  void Draw();

  const Environment& environment_;
  const std::string what_, unit_;
  const int64_t total_;
  int64_t done_ = 0;
  absl::Time last_drawn_ = absl::InfinitePast();
};

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_PROGRESS_H_

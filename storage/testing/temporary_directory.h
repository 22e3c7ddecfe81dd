// A directory for one test, gone with all it holds when the object ends. Thread-compatible.
#ifndef ASSAY_STORAGE_TESTING_TEMPORARY_DIRECTORY_H_
#define ASSAY_STORAGE_TESTING_TEMPORARY_DIRECTORY_H_

#include <string>

#include "absl/strings/string_view.h"

namespace assay::storage::testing {

class TemporaryDirectory {
 public:
  // Aborts when it cannot be made: no test can go on without.
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::string& path() const { return path_; }

  // The path of `name` in it.
  std::string File(absl::string_view name) const;

 private:
  std::string path_;
};

}  // namespace assay::storage::testing

#endif  // ASSAY_STORAGE_TESTING_TEMPORARY_DIRECTORY_H_

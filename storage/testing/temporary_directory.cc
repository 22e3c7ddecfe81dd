#include "storage/testing/temporary_directory.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace assay::storage::testing {

TemporaryDirectory::TemporaryDirectory() : path_(absl::StrCat(::testing::TempDir(), "/assay-XXXXXX")) {
  if (mkdtemp(path_.data()) == nullptr) std::abort();
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryDirectory::File(absl::string_view name) const { return absl::StrCat(path_, "/", name); }

}  // namespace assay::storage::testing

// Comparing bytes with a file that may never change.
#ifndef ASSAY_TESTS_GOLDEN_GOLDEN_H_
#define ASSAY_TESTS_GOLDEN_GOLDEN_H_

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace assay {

// `file` is in this folder. With ASSAY_WRITE_GOLDEN=1 it is written first, which is for new files.
inline void ExpectGolden(const std::string& file, const std::string& bytes) {
  std::string path = absl::StrCat(ASSAY_GOLDEN_DIR, "/", file);
  if (std::getenv("ASSAY_WRITE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << bytes;
  }
  std::ifstream in(path, std::ios::binary);
  ASSERT_TRUE(in.good()) << path;
  std::string golden{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  EXPECT_EQ(bytes, golden);
}

}  // namespace assay

#endif  // ASSAY_TESTS_GOLDEN_GOLDEN_H_

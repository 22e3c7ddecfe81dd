// Short forms for tests that use a store. Each reports a failure to the running test when the store refuses.
#ifndef ASSAY_STORAGE_TESTING_STORE_HELPERS_H_
#define ASSAY_STORAGE_TESTING_STORE_HELPERS_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "storage/store.h"

namespace assay::storage::testing {

using Contents = std::map<std::string, std::string>;

Operation Put(absl::string_view key, absl::string_view value);
Operation Delete(absl::string_view key);
Precondition Present(absl::string_view key, absl::string_view value);
Precondition Absent(absl::string_view key);

// Commits, and expects that it did.
void MustCommit(Store& store, std::vector<Operation> operations);

// The outcome of a commit that is not refused.
CommitOutcome MustTry(Store& store, Batch batch);

// The value, or "(none)".
std::string ValueOf(const Store& store, absl::string_view key, const Snapshot* snapshot = nullptr);

// All entries of `range`, read in pages of `limit`.
std::vector<std::pair<std::string, std::string>> ScanAll(const Store& store, const KeyRange& range, size_t limit = 1000,
                                                         const Snapshot* snapshot = nullptr);
Contents ContentsOf(const Store& store, const Snapshot* snapshot = nullptr);
std::vector<std::string> KeysIn(const Store& store, const KeyRange& range, size_t limit = 1000);

// The value of ASSAY_TEST_SEED, or a new one; printed, so that a failure can be repeated.
uint64_t TestSeed();

// The value; a failure of the test when there is none.
template <typename T>
T Must(absl::StatusOr<T> result) {
  EXPECT_TRUE(result.ok()) << result.status();
  return *std::move(result);
}

}  // namespace assay::storage::testing

#endif  // ASSAY_STORAGE_TESTING_STORE_HELPERS_H_

#include "storage/testing/store_helpers.h"

#include <cstdlib>
#include <iostream>
#include <random>

#include "absl/strings/numbers.h"

namespace assay::storage::testing {

Operation Put(absl::string_view key, absl::string_view value) { return {std::string(key), std::string(value)}; }
Operation Delete(absl::string_view key) { return {std::string(key), absl::nullopt}; }
Precondition Present(absl::string_view key, absl::string_view value) { return {std::string(key), std::string(value)}; }
Precondition Absent(absl::string_view key) { return {std::string(key), absl::nullopt}; }

void MustCommit(Store& store, std::vector<Operation> operations) {
  EXPECT_EQ(MustTry(store, {{}, std::move(operations)}), CommitOutcome::kCommitted);
}

CommitOutcome MustTry(Store& store, Batch batch) { return Must(store.Commit(std::move(batch))); }

std::string ValueOf(const Store& store, absl::string_view key, const Snapshot* snapshot) {
  return Must(store.Get(key, snapshot)).value_or("(none)");
}

std::vector<std::pair<std::string, std::string>> ScanAll(const Store& store, const KeyRange& range, size_t limit,
                                                         const Snapshot* snapshot) {
  std::vector<std::pair<std::string, std::string>> all;
  std::string cursor;
  do {
    ScanPage page = Must(store.Scan(range, cursor, limit, snapshot));
    EXPECT_LE(page.entries.size(), limit);
    for (KeyValue& entry : page.entries) all.emplace_back(std::move(entry.key), std::move(entry.value));
    cursor = page.next_cursor;
  } while (!cursor.empty());
  return all;
}

Contents ContentsOf(const Store& store, const Snapshot* snapshot) {
  const auto all = ScanAll(store, {"", ""}, 100, snapshot);
  return {all.begin(), all.end()};
}

std::vector<std::string> KeysIn(const Store& store, const KeyRange& range, size_t limit) {
  std::vector<std::string> keys;
  for (auto& [key, value] : ScanAll(store, range, limit)) keys.push_back(key);
  return keys;
}

uint64_t TestSeed() {
  uint64_t seed = 0;
  const char* given = std::getenv("ASSAY_TEST_SEED");
  if (given == nullptr || !absl::SimpleAtoi(given, &seed)) {
    std::random_device device;
    seed = uint64_t{device()} << 32 | device();
  }
  std::cout << "ASSAY_TEST_SEED=" << seed << std::endl;
  return seed;
}

}  // namespace assay::storage::testing

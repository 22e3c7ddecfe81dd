#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "storage/batch_check.h"
#include "storage/testing/store_contract.h"
#include "storage/testing/store_helpers.h"

namespace assay::storage::testing {
namespace {

TEST_P(StoreContractTest, SnapshotStaysAsItWas) {
  MustCommit(store(), {Put("changed", "old"), Put("deleted", "old"), Put("kept", "old")});
  const auto snapshot = store().TakeSnapshot();
  const Contents before = ContentsOf(store());
  MustCommit(store(), {Put("changed", "new"), Delete("deleted"), Put("added", "new")});
  EXPECT_EQ(ContentsOf(store(), snapshot.get()), before);
  EXPECT_EQ(ValueOf(store(), "changed", snapshot.get()), "old");
  EXPECT_EQ(ValueOf(store(), "deleted", snapshot.get()), "old");
  EXPECT_EQ(ValueOf(store(), "added", snapshot.get()), "(none)");
  EXPECT_EQ(ValueOf(store(), "changed"), "new");
  EXPECT_EQ(ContentsOf(store()), (Contents{{"added", "new"}, {"changed", "new"}, {"kept", "old"}}));
}

TEST_P(StoreContractTest, SnapshotOfTheEmptyStore) {
  const auto snapshot = store().TakeSnapshot();
  MustCommit(store(), {Put("key", "x")});
  EXPECT_TRUE(ContentsOf(store(), snapshot.get()).empty());
}

TEST_P(StoreContractTest, EverySnapshotOfManyHasItsOwnPicture) {
  std::vector<std::shared_ptr<const Snapshot>> snapshots;
  for (int i = 0; i < 40; ++i) {
    MustCommit(store(), {i % 5 == 4 ? Delete("key") : Put("key", absl::StrCat(i)), Put(absl::StrCat("key", i), "x")});
    snapshots.push_back(store().TakeSnapshot());
  }
  // Released out of order: what the others see must stay.
  for (size_t i = 0; i < snapshots.size(); i += 3) snapshots[i].reset();
  MustCommit(store(), {Put("key", "last")});
  for (size_t i = 0; i < snapshots.size(); ++i) {
    if (snapshots[i] == nullptr) continue;
    EXPECT_EQ(ValueOf(store(), "key", snapshots[i].get()), i % 5 == 4 ? "(none)" : absl::StrCat(i));
    EXPECT_EQ(ScanAll(store(), {"key0", ""}, 7, snapshots[i].get()).size(), i + 1);
  }
}

TEST_P(StoreContractTest, SnapshotPagesAgreeWhileWriting) {
  std::vector<Operation> operations;
  for (int i = 100; i < 150; ++i) operations.push_back(Put(absl::StrCat("key", i), "old"));
  MustCommit(store(), operations);
  const auto snapshot = store().TakeSnapshot();
  const Contents before = ContentsOf(store());
  Contents read;
  std::string cursor;
  int commits = 0;
  do {
    const ScanPage page = Must(store().Scan({"", ""}, cursor, 7, snapshot.get()));
    for (const KeyValue& entry : page.entries) read[entry.key] = entry.value;
    cursor = page.next_cursor;
    MustCommit(store(), {Delete(absl::StrCat("key", 149 - commits)), Put(absl::StrCat("kez", commits), "new")});
    ++commits;
  } while (!cursor.empty());
  EXPECT_EQ(read, before);
}

TEST_P(StoreContractTest, SnapshotOfAnotherStoreIsRefused) {
  const std::unique_ptr<StoreUnderTest> other = GetParam().make(kSmallestLimits);
  const auto snapshot = other->store().TakeSnapshot();
  EXPECT_EQ(store().Get("key", snapshot.get()).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(store().Scan({"", ""}, "", 1, snapshot.get()).status().code(), absl::StatusCode::kInvalidArgument);
}

// One writer raises all of ten keys together; readers of a snapshot find them equal, and never older than before.
TEST_P(StoreContractTest, ConcurrentReadersSeeWholeCommitsInOrder) {
  constexpr int kCommits = 150;
  constexpr int kKeys = 10;
  const auto raise = [this](int number) {
    std::vector<Operation> operations;
    operations.reserve(kKeys);
    for (int i = 0; i < kKeys; ++i) operations.push_back(Put(absl::StrCat("key", i), absl::StrCat(1000 + number)));
    MustCommit(store(), operations);
  };
  raise(0);
  std::atomic<bool> done = false;
  const auto read = [this, &done] {
    std::string newest;
    while (!done) {
      const auto snapshot = store().TakeSnapshot();
      const std::string number = ValueOf(store(), "key0", snapshot.get());
      const auto all = ScanAll(store(), {"key", "kez"}, 3, snapshot.get());
      EXPECT_EQ(all.size(), static_cast<size_t>(kKeys));
      for (const auto& [key, value] : all) EXPECT_EQ(value, number) << key;
      EXPECT_GE(number, newest);
      newest = number;
    }
  };
  std::vector<std::thread> readers;
  readers.reserve(3);
  for (int i = 0; i < 3; ++i) readers.emplace_back(read);
  for (int i = 1; i <= kCommits; ++i) raise(i);
  done = true;
  for (std::thread& reader : readers) reader.join();
}

}  // namespace
}  // namespace assay::storage::testing

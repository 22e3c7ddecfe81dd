#include "storage/memory/memory_store.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "storage/testing/store_helpers.h"

namespace assay::storage {
namespace {

using testing::Delete;
using testing::MustCommit;
using testing::Put;
using testing::ValueOf;

TEST(MemoryStoreTest, KeepsOneVersionWithoutSnapshots) {
  MemoryStore store;
  for (int i = 0; i < 100; ++i) MustCommit(store, {Put("key", absl::StrCat(i))});
  EXPECT_EQ(store.CountVersions(), 1u);
  MustCommit(store, {Delete("key")});
  EXPECT_EQ(store.CountVersions(), 0u);
}

TEST(MemoryStoreTest, CollectsWhatTheLastSnapshotHeld) {
  MemoryStore store;
  MustCommit(store, {Put("key", "old"), Put("gone", "old")});
  auto snapshot = store.TakeSnapshot();
  for (int i = 0; i < 10; ++i) MustCommit(store, {Put("key", absl::StrCat(i))});
  MustCommit(store, {Delete("gone")});
  EXPECT_EQ(ValueOf(store, "key", snapshot.get()), "old");
  EXPECT_EQ(ValueOf(store, "gone", snapshot.get()), "old");
  snapshot.reset();
  MustCommit(store, {Put("other", "x")});
  EXPECT_EQ(store.CountVersions(), 2u);
  EXPECT_EQ(ValueOf(store, "key"), "9");
}

TEST(MemoryStoreTest, SnapshotMayOutliveTheStore) {
  auto store = std::make_unique<MemoryStore>();
  const auto snapshot = store->TakeSnapshot();
  store.reset();
}

TEST(MemoryStoreTest, LimitsAreTheOnesGiven) {
  MemoryStore store({2, 100, 10, 5});
  EXPECT_EQ(store.limits().commit_operations_max, 2u);
  EXPECT_FALSE(store.Commit({{}, {Put("a", ""), Put("b", ""), Put("c", "")}}).ok());
}

}  // namespace
}  // namespace assay::storage

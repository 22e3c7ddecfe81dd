#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "storage/testing/store_contract.h"
#include "storage/testing/store_helpers.h"

namespace assay::storage::testing {
namespace {

TEST_P(StoreContractTest, PreconditionOnPresence) {
  EXPECT_EQ(MustTry(store(), {{Absent("key")}, {Put("key", "one")}}), CommitOutcome::kCommitted);
  EXPECT_EQ(MustTry(store(), {{Absent("key")}, {Put("key", "two")}}), CommitOutcome::kPreconditionFailed);
  EXPECT_EQ(ValueOf(store(), "key"), "one");
  MustCommit(store(), {Delete("key")});
  EXPECT_EQ(MustTry(store(), {{Absent("key")}, {Put("key", "three")}}), CommitOutcome::kCommitted);
}

TEST_P(StoreContractTest, PreconditionOnValue) {
  MustCommit(store(), {Put("key", "one")});
  EXPECT_EQ(MustTry(store(), {{Present("key", "two")}, {Put("key", "x")}}), CommitOutcome::kPreconditionFailed);
  EXPECT_EQ(MustTry(store(), {{Present("key", "")}, {Put("key", "x")}}), CommitOutcome::kPreconditionFailed);
  EXPECT_EQ(MustTry(store(), {{Present("no key", "")}, {Put("key", "x")}}), CommitOutcome::kPreconditionFailed);
  EXPECT_EQ(MustTry(store(), {{Present("key", "one")}, {Put("key", "two")}}), CommitOutcome::kCommitted);
  EXPECT_EQ(ValueOf(store(), "key"), "two");
}

TEST_P(StoreContractTest, EmptyValueAndAbsenceDifferAsPreconditions) {
  MustCommit(store(), {Put("empty", "")});
  EXPECT_EQ(MustTry(store(), {{Absent("empty")}, {}}), CommitOutcome::kPreconditionFailed);
  EXPECT_EQ(MustTry(store(), {{Present("empty", "")}, {}}), CommitOutcome::kCommitted);
  EXPECT_EQ(MustTry(store(), {{Present("absent", "")}, {}}), CommitOutcome::kPreconditionFailed);
}

TEST_P(StoreContractTest, OneFailedPreconditionStopsAllOperations) {
  MustCommit(store(), {Put("a", "1"), Put("b", "2")});
  const Contents before = ContentsOf(store());
  const Batch batch = {{Present("a", "1"), Present("b", "3")}, {Put("a", "9"), Put("c", "9"), Delete("b")}};
  EXPECT_EQ(MustTry(store(), batch), CommitOutcome::kPreconditionFailed);
  EXPECT_EQ(ContentsOf(store()), before);
}

TEST_P(StoreContractTest, PreconditionsSeeTheStateBeforeTheBatch) {
  EXPECT_EQ(MustTry(store(), {{Absent("a"), Absent("b")}, {Put("a", "1"), Put("b", "1")}}), CommitOutcome::kCommitted);
  EXPECT_EQ(MustTry(store(), {{Present("a", "1")}, {Delete("a")}}), CommitOutcome::kCommitted);
  EXPECT_EQ(ValueOf(store(), "a"), "(none)");
}

TEST_P(StoreContractTest, EmptyBatchCommits) {
  EXPECT_EQ(MustTry(store(), {}), CommitOutcome::kCommitted);
  EXPECT_TRUE(ContentsOf(store()).empty());
}

TEST_P(StoreContractTest, RepeatedKeyIsRefused) {
  for (const Batch& batch : {Batch{{}, {Put("a", "1"), Put("b", "1"), Put("a", "2")}},
                             Batch{{}, {Put("a", "1"), Delete("a")}}, Batch{{}, {Delete("a"), Delete("a")}}}) {
    EXPECT_EQ(store().Commit(batch).status().code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_TRUE(ContentsOf(store()).empty());
}

// Each of the writers moves one from its own key to its neighbour's: readers always find the same sum.
TEST_P(StoreContractTest, ReadersNeverSeeHalfABatch) {
  constexpr int kRounds = 200;
  MustCommit(store(), {Put("left", "1000"), Put("right", "1000")});
  std::thread writer([this] {
    for (int i = 1; i <= kRounds; ++i) {
      MustCommit(store(), {Put("left", absl::StrCat(1000 - i)), Put("right", absl::StrCat(1000 + i))});
    }
  });
  int right = 0;
  while (right < 1000 + kRounds) {
    const auto snapshot = store().TakeSnapshot();
    const ScanPage page = Must(store().Scan({"left", ""}, "", 10, snapshot.get()));
    int left = 0;
    ASSERT_EQ(page.entries.size(), 2u);
    ASSERT_TRUE(absl::SimpleAtoi(page.entries[0].value, &left) && absl::SimpleAtoi(page.entries[1].value, &right));
    if (left + right != 2000) ADD_FAILURE() << left << " + " << right;
  }
  writer.join();
}

// Without a lock of their own, optimistic writers lose no increment.
TEST_P(StoreContractTest, PreconditionsSerialiseConcurrentWriters) {
  constexpr int kWriters = 4;
  constexpr int kIncrements = 25;
  MustCommit(store(), {Put("count", "0")});
  const auto increment = [this] {
    for (int done = 0; done < kIncrements;) {
      const std::string seen = ValueOf(store(), "count");
      int count = 0;
      ASSERT_TRUE(absl::SimpleAtoi(seen, &count));
      const Batch batch = {{Present("count", seen)}, {Put("count", absl::StrCat(count + 1))}};
      if (MustTry(store(), batch) == CommitOutcome::kCommitted) ++done;
    }
  };
  std::vector<std::thread> writers;
  writers.reserve(kWriters);
  for (int i = 0; i < kWriters; ++i) writers.emplace_back(increment);
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(ValueOf(store(), "count"), absl::StrCat(kWriters * kIncrements));
}

}  // namespace
}  // namespace assay::storage::testing

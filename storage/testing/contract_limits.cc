#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "storage/testing/store_contract.h"
#include "storage/testing/store_helpers.h"

namespace assay::storage::testing {
namespace {

absl::StatusCode CodeOf(Store& store, Batch batch) { return store.Commit(std::move(batch)).status().code(); }

std::string Key(size_t number) { return absl::StrCat("key", 1000000 + number); }

TEST_P(StoreContractTest, LimitsAreAtLeastACommands) {
  const Limits limits = store().limits();
  EXPECT_GE(limits.commit_operations_max, kCommandOperationsMax);
  EXPECT_GE(limits.commit_bytes_max, kCommandBytesMax);
  EXPECT_GE(limits.value_bytes_max, kValueBytesMax);
  EXPECT_GE(limits.key_bytes_max, kKeyBytesMax);
}

TEST_P(StoreContractTest, OperationsLimit) {
  Batch batch;
  const size_t limit = store().limits().commit_operations_max;
  for (size_t i = 0; i < limit; ++i) batch.operations.push_back(Put(Key(i), "x"));
  EXPECT_EQ(MustTry(store(), batch), CommitOutcome::kCommitted);
  EXPECT_EQ(ContentsOf(store()).size(), limit);
  batch.operations.push_back(Put(Key(limit), "x"));
  for (Operation& operation : batch.operations) operation.value = "y";
  EXPECT_EQ(CodeOf(store(), batch), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ValueOf(store(), Key(0)), "x");
}

TEST_P(StoreContractTest, PreconditionsHaveTheSameLimit) {
  Batch batch = {{}, {Put("key", "x")}};
  const size_t limit = store().limits().commit_operations_max;
  for (size_t i = 0; i < limit; ++i) batch.preconditions.push_back(Absent(Key(i)));
  EXPECT_EQ(MustTry(store(), batch), CommitOutcome::kCommitted);
  batch.preconditions.push_back(Absent(Key(limit)));
  EXPECT_EQ(CodeOf(store(), batch), absl::StatusCode::kInvalidArgument);
}

TEST_P(StoreContractTest, ValueLimit) {
  const size_t limit = store().limits().value_bytes_max;
  const std::string largest(limit, 'v');
  EXPECT_EQ(MustTry(store(), {{}, {Put("key", largest)}}), CommitOutcome::kCommitted);
  EXPECT_EQ(ValueOf(store(), "key"), largest);
  EXPECT_EQ(CodeOf(store(), {{}, {Put("key", largest + "v")}}), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(store(), {{Present("key", largest + "v")}, {}}), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ValueOf(store(), "key"), largest);
}

TEST_P(StoreContractTest, KeyLimit) {
  const std::string longest(store().limits().key_bytes_max, 'k');
  EXPECT_EQ(MustTry(store(), {{}, {Put(longest, "x")}}), CommitOutcome::kCommitted);
  EXPECT_EQ(ValueOf(store(), longest), "x");
  EXPECT_EQ(CodeOf(store(), {{}, {Put(longest + "k", "x")}}), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(store(), {{}, {Delete(longest + "k")}}), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(store(), {{Absent(longest + "k")}, {}}), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(store().Get(longest + "k").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(KeysIn(store(), {"", ""}, 1), std::vector<std::string>{longest});
}

TEST_P(StoreContractTest, BytesLimitCountsKeysAndValues) {
  const Limits limits = store().limits();
  Batch batch;
  // As many entries of the size of the largest value as fit, and one of the rest.
  for (size_t left = limits.commit_bytes_max; left > 0;) {
    const std::string key = Key(batch.operations.size());
    const size_t entry_bytes = std::min(limits.value_bytes_max, left);
    batch.operations.push_back(Put(key, std::string(entry_bytes - key.size(), 'v')));
    left -= entry_bytes;
  }
  Batch over = batch;
  over.operations.back().value->push_back('v');
  EXPECT_EQ(CodeOf(store(), over), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(ContentsOf(store()).empty());
  EXPECT_EQ(MustTry(store(), batch), CommitOutcome::kCommitted);
  EXPECT_EQ(ContentsOf(store()).size(), batch.operations.size());
}

TEST_P(StoreContractTest, EngineKeysAndTheEmptyKeyAreOutOfReach) {
  MustCommit(store(), {Put("key", "x")});
  for (const std::string& key : {std::string(), std::string(1, '\0'), std::string("\0commit", 7)}) {
    EXPECT_EQ(CodeOf(store(), {{}, {Put(key, "x")}}), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(CodeOf(store(), {{}, {Delete(key)}}), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(CodeOf(store(), {{Absent(key)}, {}}), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(store().Get(key).status().code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_EQ(KeysIn(store(), {std::string(1, '\0'), ""}), std::vector<std::string>{"key"});
  EXPECT_TRUE(KeysIn(store(), {"", std::string("\x01", 1)}).empty());
}

}  // namespace
}  // namespace assay::storage::testing

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "storage/testing/store_contract.h"
#include "storage/testing/store_helpers.h"

namespace assay::storage::testing {
namespace {

// Enough to fill the write buffers of an engine that was made with small ones.
void Fill(Store& store) {
  for (int round = 0; round < 20; ++round) {
    std::vector<Operation> operations;
    for (int i = 0; i < 50; ++i) {
      const std::string key = absl::StrCat("key", (round * 37 + i * 11) % 300);
      operations.push_back(i % 7 == 0 ? Delete(key) : Put(key, std::string(300, static_cast<char>('a' + round))));
    }
    MustCommit(store, operations);
  }
}

TEST_P(StoreContractTest, ReopeningKeepsEverything) {
  if (!under_test().Persists()) GTEST_SKIP() << "nothing survives this engine";
  for (int round = 0; round < 3; ++round) {
    Fill(store());
    MustCommit(store(), {Put("round", absl::StrCat(round))});
    const Contents before = ContentsOf(store());
    under_test().Reopen();
    EXPECT_EQ(ContentsOf(store()), before);
    EXPECT_TRUE(store().Check().ok()) << store().Check();
  }
}

TEST_P(StoreContractTest, ReopeningAnEmptyStore) {
  if (!under_test().Persists()) GTEST_SKIP() << "nothing survives this engine";
  under_test().Reopen();
  EXPECT_TRUE(ContentsOf(store()).empty());
}

TEST_P(StoreContractTest, LeaseTokensGrowAcrossReopening) {
  if (!under_test().Persists()) GTEST_SKIP() << "nothing survives this engine";
  const std::unique_ptr<Lease> before = Must(store().AcquireLease("name"));
  under_test().Reopen();
  EXPECT_EQ(MustTry(store(), {{before->fence()}, {Put("key", "x")}}), CommitOutcome::kCommitted);
  const std::unique_ptr<Lease> after = Must(store().AcquireLease("name"));
  EXPECT_GT(after->token(), before->token());
  EXPECT_EQ(MustTry(store(), {{before->fence()}, {Put("key", "y")}}), CommitOutcome::kPreconditionFailed);
}

TEST_P(StoreContractTest, BackupOpensWithTheSameContents) {
  const std::string copy = directory().File("copy");
  if (!under_test().Persists()) {
    EXPECT_EQ(store().Backup(copy).code(), absl::StatusCode::kUnimplemented);
    return;
  }
  Fill(store());
  const Contents before = ContentsOf(store());
  ASSERT_TRUE(store().Backup(copy).ok()) << store().Backup(copy);
  MustCommit(store(), {Put("after the backup", "x")});
  const std::unique_ptr<Store> backup = Must(under_test().OpenBackup(copy));
  EXPECT_EQ(ContentsOf(*backup), before);
  EXPECT_TRUE(backup->Check().ok()) << backup->Check();
  MustCommit(*backup, {Put("in the backup", "x")});
  EXPECT_EQ(ValueOf(store(), "in the backup"), "(none)");
}

TEST_P(StoreContractTest, BackupNeedsANewDirectoryInAnOldOne) {
  if (!under_test().Persists()) GTEST_SKIP() << "no files";
  EXPECT_EQ(store().Backup(directory().path()).code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(store().Backup(directory().File("no/parent")).code(), absl::StatusCode::kInvalidArgument);
  ASSERT_TRUE(store().Backup(directory().File("copy")).ok());
  EXPECT_EQ(store().Backup(directory().File("copy")).code(), absl::StatusCode::kAlreadyExists);
}

}  // namespace
}  // namespace assay::storage::testing

#include "storage/rocksdb/commit_record.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "storage/batch_check.h"

namespace assay::storage {
namespace {

TEST(CommitRecordTest, KeyIsTheEngines) {
  EXPECT_EQ(kCommitRecordKey.size(), 7u);
  EXPECT_EQ(kCommitRecordKey.front(), kEngineKeyByte);
  EXPECT_EQ(kCommitRecordKey.substr(1), "commit");
}

TEST(CommitRecordTest, ChainIsGolden) {
  // SHA-256 of 32 zero bytes and "batch".
  const CommitRecord first = NextCommit(CommitRecord(), "batch");
  EXPECT_EQ(first.number, 1u);
  EXPECT_EQ(absl::BytesToHexString(first.chain), "05cc867cfcccb470a472554d4cbc11c9d22a473d80a7c02a65db243aeb8b3b46");
  const CommitRecord second = NextCommit(first, "batch");
  EXPECT_EQ(second.number, 2u);
  EXPECT_NE(second.chain, first.chain);
}

TEST(CommitRecordTest, EncodedFormIsGolden) {
  CommitRecord record;
  record.number = 0x0102030405060708;
  record.chain.assign(32, 'c');
  const std::string encoded = EncodeCommitRecord(record);
  EXPECT_EQ(encoded, "\x01\x02\x03\x04\x05\x06\x07\x08" + std::string(32, 'c'));
  absl::StatusOr<CommitRecord> decoded = DecodeCommitRecord(encoded);
  ASSERT_TRUE(decoded.ok());
  EXPECT_TRUE(*decoded == record);
  EXPECT_TRUE(absl::IsDataLoss(DecodeCommitRecord(encoded + "x").status()));
  EXPECT_TRUE(absl::IsDataLoss(DecodeCommitRecord("").status()));
}

}  // namespace
}  // namespace assay::storage

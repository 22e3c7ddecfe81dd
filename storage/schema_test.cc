#include "storage/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/memory/memory_store.h"
#include "storage/testing/store_helpers.h"

namespace assay::storage {
namespace {

using testing::ContentsOf;
using ::testing::HasSubstr;
using testing::MustCommit;
using testing::Put;
using testing::ValueOf;

absl::Status CheckWith(const SchemaRecord& record, SchemaUse use = SchemaUse::kReadAndWrite) {
  MemoryStore store;
  MustCommit(store, {Put(kSchemaKey, EncodeSchema(record))});
  return CheckSchema(store, use);
}

TEST(SchemaTest, NewStoreGetsTheRecord) {
  MemoryStore store;
  EXPECT_TRUE(CheckSchema(store).ok());
  EXPECT_EQ(ValueOf(store, kSchemaKey), EncodeSchema(kSchema));
  EXPECT_TRUE(CheckSchema(store).ok());
}

TEST(SchemaTest, ReadingWritesNothing) {
  MemoryStore store;
  EXPECT_TRUE(CheckSchema(store, SchemaUse::kRead).ok());
  EXPECT_TRUE(ContentsOf(store).empty());
}

TEST(SchemaTest, StoredFormIsGolden) {
  EXPECT_EQ(EncodeSchema({1, 2, 0x01020304}), std::string("\0\0\0\x01\0\0\0\x02\x01\x02\x03\x04", 12));
  EXPECT_EQ(kSchemaKey, "\x01schema");
}

TEST(SchemaTest, NewerDataIsRefusedWithBothVersions) {
  const absl::Status status = CheckWith({9, 7, 8});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("schema version 9; to read it a program must know version 7"));
}

TEST(SchemaTest, NewerDataMayBeReadableOrEvenWritable) {
  const uint32_t next = kSchema.version + 1;
  EXPECT_TRUE(CheckWith({next, kSchema.version, next}, SchemaUse::kRead).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(CheckWith({next, kSchema.version, next})));
  EXPECT_TRUE(CheckWith({next, kSchema.version, kSchema.version}).ok());
}

TEST(SchemaTest, BytesBehindTheRecordAreForLater) {
  MemoryStore store;
  MustCommit(store, {Put(kSchemaKey, EncodeSchema(kSchema) + "more")});
  EXPECT_TRUE(CheckSchema(store).ok());
}

TEST(SchemaTest, KeysWithoutARecordAreDataLoss) {
  MemoryStore store;
  MustCommit(store, {Put("key", "x")});
  EXPECT_TRUE(absl::IsDataLoss(CheckSchema(store)));
  EXPECT_TRUE(absl::IsDataLoss(CheckSchema(store, SchemaUse::kRead)));
}

TEST(SchemaTest, DamagedRecordIsDataLoss) {
  EXPECT_TRUE(absl::IsDataLoss(CheckWith({0, 0, 0})));
  MemoryStore store;
  MustCommit(store, {Put(kSchemaKey, "short")});
  EXPECT_TRUE(absl::IsDataLoss(CheckSchema(store)));
}

}  // namespace
}  // namespace assay::storage

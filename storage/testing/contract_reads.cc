#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "storage/testing/store_contract.h"
#include "storage/testing/store_helpers.h"

namespace assay::storage::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Bytes(absl::string_view literal) { return std::string(literal); }

TEST_P(StoreContractTest, NewStoreIsEmpty) {
  EXPECT_THAT(ContentsOf(store()), IsEmpty());
  EXPECT_EQ(ValueOf(store(), "key"), "(none)");
  EXPECT_TRUE(store().Check().ok());
}

TEST_P(StoreContractTest, PutOverwriteDelete) {
  MustCommit(store(), {Put("key", "one")});
  EXPECT_EQ(ValueOf(store(), "key"), "one");
  MustCommit(store(), {Put("key", "two")});
  EXPECT_EQ(ValueOf(store(), "key"), "two");
  MustCommit(store(), {Delete("key")});
  EXPECT_EQ(ValueOf(store(), "key"), "(none)");
  EXPECT_THAT(ContentsOf(store()), IsEmpty());
  MustCommit(store(), {Delete("key"), Delete("never there")});
  MustCommit(store(), {Put("key", "three")});
  EXPECT_EQ(ValueOf(store(), "key"), "three");
}

TEST_P(StoreContractTest, EmptyValueIsNotAbsence) {
  MustCommit(store(), {Put("key", "")});
  EXPECT_EQ(Must(store().Get("key")), absl::make_optional(std::string()));
  EXPECT_THAT(KeysIn(store(), {"", ""}), ElementsAre("key"));
}

TEST_P(StoreContractTest, KeysAndValuesAreBytes) {
  const std::vector<std::string> keys = {Bytes({"\x01", 1}),       Bytes({"\x01\0", 2}),   Bytes({"\x01\0\0", 3}),
                                         Bytes({"\x01\0\xff", 3}), Bytes({"\x01\x01", 2}), Bytes({"\x7f", 1}),
                                         Bytes({"\x80", 1}),       Bytes({"\xfe\xff", 2}), Bytes({"\xff", 1}),
                                         Bytes({"\xff\0\xff", 3}), Bytes({"\xff\xff", 2})};
  std::vector<Operation> operations;
  // Against the order, so that the store must sort.
  for (auto key = keys.rbegin(); key != keys.rend(); ++key)
    operations.push_back(Put(*key, Bytes({"\0\xff", 2}) + *key));
  MustCommit(store(), operations);
  EXPECT_EQ(KeysIn(store(), {"", ""}), keys);
  EXPECT_EQ(KeysIn(store(), {"", ""}, 1), keys);
  for (const std::string& key : keys) EXPECT_EQ(ValueOf(store(), key), Bytes({"\0\xff", 2}) + key);
}

TEST_P(StoreContractTest, ScanKeepsWithinItsBounds) {
  MustCommit(store(), {Put("a", "1"), Put("b", "2"), Put("b\x01", "3"), Put("c", "4"), Put("d", "5")});
  EXPECT_THAT(KeysIn(store(), {"b", "c"}), ElementsAre("b", "b\x01"));
  EXPECT_THAT(KeysIn(store(), {"", "b"}), ElementsAre("a"));
  EXPECT_THAT(KeysIn(store(), {"c", ""}), ElementsAre("c", "d"));
  EXPECT_THAT(KeysIn(store(), {"aa", "bb"}), ElementsAre("b", "b\x01"));
  EXPECT_THAT(KeysIn(store(), {"b", "b"}), IsEmpty());
  EXPECT_THAT(KeysIn(store(), {"c", "b"}), IsEmpty());
  EXPECT_THAT(KeysIn(store(), {"e", ""}), IsEmpty());
}

TEST_P(StoreContractTest, ScanPagesMeetWithoutGapOrOverlap) {
  std::vector<std::string> keys;
  keys.reserve(50);
  for (int i = 0; i < 50; ++i) keys.push_back(absl::StrCat("key", 100 + i));
  for (const std::string& key : keys) MustCommit(store(), {Put(key, key)});
  for (size_t limit = 1; limit <= 51; ++limit) EXPECT_EQ(KeysIn(store(), {"key", "kez"}, limit), keys) << limit;
}

TEST_P(StoreContractTest, LastPageHasNoCursor) {
  MustCommit(store(), {Put("a", ""), Put("b", ""), Put("c", "")});
  EXPECT_EQ(Must(store().Scan({"a", "c"}, "", 2)).next_cursor, "");
  EXPECT_NE(Must(store().Scan({"a", ""}, "", 2)).next_cursor, "");
  EXPECT_EQ(Must(store().Scan({"a", ""}, "", 3)).next_cursor, "");
}

TEST_P(StoreContractTest, CursorSeesWhatCameBehindIt) {
  MustCommit(store(), {Put("a", ""), Put("c", ""), Put("d", "")});
  const std::string cursor = Must(store().Scan({"", ""}, "", 1)).next_cursor;
  MustCommit(store(), {Put("a2", ""), Delete("c")});
  const ScanPage page = Must(store().Scan({"", ""}, cursor, 10));
  ASSERT_EQ(page.entries.size(), 2u);
  EXPECT_EQ(page.entries[0].key, "a2");
  EXPECT_EQ(page.entries[1].key, "d");
}

TEST_P(StoreContractTest, ForeignCursorStaysInTheRange) {
  MustCommit(store(), {Put("a", ""), Put("b", ""), Put("c", "")});
  EXPECT_EQ(Must(store().Scan({"b", "c"}, "a", 10)).entries.size(), 1u);
  EXPECT_THAT(Must(store().Scan({"b", "c"}, "x", 10)).entries, IsEmpty());
  EXPECT_THAT(Must(store().Scan({"", "b"}, Bytes({"\0", 1}), 10)).entries.size(), 1u);
}

TEST_P(StoreContractTest, ScanNeedsALimit) {
  EXPECT_EQ(store().Scan({"", ""}, "", 0).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_P(StoreContractTest, ScanSkipsDeletedKeys) {
  std::vector<Operation> puts;
  std::vector<Operation> deletes;
  for (int i = 10; i < 60; ++i) puts.push_back(Put(absl::StrCat(i), "x"));
  for (int i = 10; i < 60; ++i) {
    if (i % 10 != 0) deletes.push_back(Delete(absl::StrCat(i)));
  }
  MustCommit(store(), puts);
  MustCommit(store(), deletes);
  EXPECT_THAT(KeysIn(store(), {"", ""}, 2), ElementsAre("10", "20", "30", "40", "50"));
}

}  // namespace
}  // namespace assay::storage::testing

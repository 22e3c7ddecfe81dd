#include "storage/batch_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/testing/store_helpers.h"

namespace assay::storage {
namespace {

using testing::Absent;
using testing::Delete;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Must;
using testing::Present;
using testing::Put;

constexpr Limits kTiny = {3, 20, 8, 4};

std::string Refusal(const Batch& batch) {
  const absl::Status status = CheckBatch(batch, kTiny).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  return std::string(status.message());
}

TEST(BatchCheckTest, GivesTheKeysInOrder) {
  const Batch batch = {{Absent("z")}, {Put("c", "1"), Delete("a"), Put("b", "")}};
  EXPECT_THAT(Must(CheckBatch(batch, kTiny)), ElementsAre("a", "b", "c"));
  EXPECT_TRUE(Must(CheckBatch({}, kTiny)).empty());
}

TEST(BatchCheckTest, RefusalsSayWhatAndHowMuch) {
  EXPECT_THAT(Refusal({{}, {Put("a", ""), Put("b", ""), Put("c", ""), Put("d", "")}}), HasSubstr("3 operations"));
  EXPECT_THAT(Refusal({{Absent("a"), Absent("b"), Absent("c"), Absent("d")}, {}}), HasSubstr("3 preconditions"));
  EXPECT_THAT(Refusal({{}, {Put("a", "123456789")}}), HasSubstr("\"a\" has 9 bytes, the limit is 8"));
  EXPECT_THAT(Refusal({{}, {Put("abcde", "")}}), HasSubstr("5 bytes, the limit is 4"));
  EXPECT_THAT(Refusal({{}, {Put("a", ""), Put("b", ""), Delete("a")}}), HasSubstr("\"a\" is named by two"));
  EXPECT_THAT(Refusal({{}, {Put("", "")}}), HasSubstr("empty"));
  EXPECT_THAT(Refusal({{}, {Put(absl::string_view("\0k", 2), "")}}), HasSubstr("engine's own"));
}

TEST(BatchCheckTest, BytesOfPreconditionsCount) {
  EXPECT_TRUE(CheckBatch({{Present("aa", "12345678")}, {Put("bb", "12345678")}}, kTiny).ok());
  EXPECT_THAT(Refusal({{Present("aaa", "12345678")}, {Put("bb", "12345678")}}), HasSubstr("20 bytes"));
}

TEST(BatchCheckTest, SameKeyInPreconditionAndOperation) {
  EXPECT_TRUE(CheckBatch({{Present("a", "1")}, {Put("a", "2")}}, kTiny).ok());
}

TEST(BatchCheckTest, PreconditionsPassOnReadErrors) {
  const auto broken = [](absl::string_view) -> absl::StatusOr<absl::optional<std::string>> {
    return absl::DataLossError("damaged");
  };
  EXPECT_TRUE(absl::IsDataLoss(PreconditionsHold({Absent("a")}, broken).status()));
  EXPECT_TRUE(Must(PreconditionsHold({}, broken)));
}

TEST(BatchCheckTest, RemainingRangeLeavesOutEngineKeys) {
  EXPECT_EQ(Must(RemainingRange({"", ""}, "", 1)).begin, "\x01");
  EXPECT_EQ(Must(RemainingRange({"b", "d"}, "a", 1)).begin, "b");
  EXPECT_EQ(Must(RemainingRange({"b", "d"}, "c", 1)).begin, "c");
  EXPECT_TRUE(IsEmpty(Must(RemainingRange({"b", "d"}, "d", 1))));
  EXPECT_FALSE(IsEmpty(Must(RemainingRange({"b", ""}, "d", 1))));
}

}  // namespace
}  // namespace assay::storage

#include "storage/rocksdb/watermark.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "storage/testing/store_helpers.h"
#include "storage/testing/temporary_directory.h"

namespace assay::storage {
namespace {

using ::testing::HasSubstr;
using testing::Must;

constexpr size_t kSlots[] = {0, 4096};

CommitRecord Record(uint64_t number) {
  CommitRecord record;
  record.number = number;
  record.chain = Sha256(absl::StrCat(number));
  return record;
}

class WatermarkTest : public ::testing::Test {
 protected:
  const std::string& path() const { return path_; }

  uint64_t NumberRead() const { return Must(Watermark::Read(path_)).value().number; }

  std::string Bytes() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  void SetBytes(const std::string& bytes) const {
    std::ofstream(path_, std::ios::binary | std::ios::trunc).write(bytes.data(), static_cast<long>(bytes.size()));
  }

 private:
  testing::TemporaryDirectory directory_;
  const std::string path_ = directory_.File("db.watermark");
};

TEST_F(WatermarkTest, NoFileNoRecord) { EXPECT_FALSE(Must(Watermark::Read(path())).has_value()); }

TEST_F(WatermarkTest, RemembersTheLastRecord) {
  Watermark watermark = Must(Watermark::Create(path(), Record(7)));
  EXPECT_TRUE(Must(Watermark::Read(path())).value() == Record(7));
  for (uint64_t number = 8; number < 20; ++number) {
    ASSERT_TRUE(watermark.Write(Record(number)).ok());
    EXPECT_TRUE(Must(Watermark::Read(path())).value() == Record(number));
  }
}

TEST_F(WatermarkTest, FormatIsGolden) {
  Must(Watermark::Create(path(), Record(7)));
  const std::string bytes = Bytes();
  ASSERT_EQ(bytes.size(), 4096u + 64u);
  const std::string head = absl::StrCat("ASSAYWM1", EncodeCommitRecord(Record(7)));
  EXPECT_EQ(bytes.substr(0, 48), head);
  EXPECT_EQ(bytes.substr(48, 16), Sha256(head).substr(0, 16));
  EXPECT_EQ(bytes.substr(64), std::string(4096, '\0'));
}

TEST_F(WatermarkTest, WritesAlternate) {
  Watermark watermark = Must(Watermark::Create(path(), Record(1)));
  for (uint64_t number = 2; number < 8; ++number) {
    const std::string before = Bytes();
    ASSERT_TRUE(watermark.Write(Record(number)).ok());
    const std::string after = Bytes();
    const size_t written = kSlots[number % 2 == 0 ? 1 : 0];
    const size_t kept = kSlots[number % 2 == 0 ? 0 : 1];
    EXPECT_NE(after.substr(written, 64), before.substr(written, 64));
    EXPECT_EQ(after.substr(kept, 64), before.substr(kept, 64));
  }
}

TEST_F(WatermarkTest, TornSlotFallsBackToTheOther) {
  {
    Watermark watermark = Must(Watermark::Create(path(), Record(1)));
    ASSERT_TRUE(watermark.Write(Record(2)).ok());
    ASSERT_TRUE(watermark.Write(Record(3)).ok());
  }
  const std::string whole = Bytes();
  // The write of record 3 replaced record 1 up to some byte; or the file ends within the slot.
  Must(Watermark::Create(path(), Record(1)));
  const std::string former = Bytes();
  for (size_t torn = 0; torn < 64; ++torn) {
    SetBytes(whole.substr(0, torn) + former.substr(torn, 64 - torn) + whole.substr(64));
    // The bytes that tell 1 from 3 begin with the number's last, at 15.
    EXPECT_EQ(NumberRead(), 2u) << torn;
  }
  for (size_t end = 4096; end < whole.size(); ++end) {
    SetBytes(whole.substr(0, end));
    EXPECT_EQ(NumberRead(), 3u) << end;
  }
}

TEST_F(WatermarkTest, EveryFlippedBitIsNoticed) {
  Must(Watermark::Create(path(), Record(5)));
  const std::string whole = Bytes();
  for (size_t bit = 0; bit < size_t{64} * 8; ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    SetBytes(flipped);
    EXPECT_TRUE(absl::IsDataLoss(Watermark::Read(path()).status())) << bit;
  }
}

TEST_F(WatermarkTest, CreateForgetsHigherRecords) {
  {
    Watermark watermark = Must(Watermark::Create(path(), Record(100)));
    ASSERT_TRUE(watermark.Write(Record(101)).ok());
  }
  Watermark lower = Must(Watermark::Create(path(), Record(50)));
  EXPECT_EQ(NumberRead(), 50u);
  ASSERT_TRUE(lower.Write(Record(51)).ok());
  EXPECT_EQ(NumberRead(), 51u);
  EXPECT_FALSE(std::filesystem::exists(path() + ".new"));
}

TEST_F(WatermarkTest, CreateNeedsADirectory) {
  EXPECT_TRUE(absl::IsUnavailable(Watermark::Create(path() + "/no/file", Record(1)).status()));
}

TEST_F(WatermarkTest, SurvivesAMove) {
  Watermark first = Must(Watermark::Create(path(), Record(1)));
  Watermark second = std::move(first);
  ASSERT_TRUE(second.Write(Record(2)).ok());
  EXPECT_EQ(NumberRead(), 2u);
}

TEST(CheckAgainstWatermarkTest, NewerOrSameIsFine) {
  EXPECT_TRUE(CheckAgainstWatermark(Record(7), Record(7), "w").ok());
  EXPECT_TRUE(CheckAgainstWatermark(Record(8), Record(7), "w").ok());
}

TEST(CheckAgainstWatermarkTest, OlderNamesBothNumbersAndTheWayOut) {
  const absl::Status status = CheckAgainstWatermark(Record(6), Record(9), "/path/w");
  EXPECT_TRUE(absl::IsDataLoss(status));
  for (const char* part : {"commit 6", "commit 9", "/path/w", "backup", "accept_lost_writes"}) {
    EXPECT_THAT(std::string(status.message()), HasSubstr(part));
  }
}

TEST(CheckAgainstWatermarkTest, SameNumberOtherHistory) {
  CommitRecord other = Record(7);
  other.chain = Record(8).chain;
  EXPECT_TRUE(absl::IsDataLoss(CheckAgainstWatermark(other, Record(7), "w")));
}

TEST(ParentDirectoryTest, Forms) {
  EXPECT_EQ(ParentDirectory("/a/b"), "/a");
  EXPECT_EQ(ParentDirectory("/a/b//"), "/a");
  EXPECT_EQ(ParentDirectory("/a"), "/");
  EXPECT_EQ(ParentDirectory("a"), ".");
  EXPECT_EQ(ParentDirectory("a/b"), "a");
}

}  // namespace
}  // namespace assay::storage

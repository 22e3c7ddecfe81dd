// What a store does with a database that a crash, a bad disk or an operator left in another state than it had.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "storage/testing/store_helpers.h"
#include "storage/testing/temporary_directory.h"

namespace assay::storage {
namespace {

namespace fs = std::filesystem;
using testing::ContentsOf;
using ::testing::HasSubstr;
using testing::Must;
using testing::MustCommit;
using testing::Put;

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteFile(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc).write(bytes.data(), static_cast<long>(bytes.size()));
}

std::map<std::string, std::string> ReadDirectory(const fs::path& path) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(path)) files[entry.path().filename()] = ReadFile(entry.path());
  return files;
}

// Always the same; does not compress.
std::string RandomBytes(size_t count) {
  static std::mt19937 random(1);
  std::string bytes;
  while (bytes.size() < count) bytes.push_back(static_cast<char>(random()));
  return bytes;
}

class RocksDbRecoveryTest : public ::testing::Test {
 protected:
  RocksDbRecoveryTest() { options_.directory = directory_.File("db"); }

  // Commits "key<i>" = `i` and 100 bytes for each i of [first, last], in one session.
  void Commit(int first, int last) {
    const auto store = Must(RocksDbStore::Open(options_));
    for (int i = first; i <= last; ++i) {
      MustCommit(*store, {Put(absl::StrCat("key", i), absl::StrCat(i, std::string(100, '.')))});
    }
  }

  RocksDbOptions Copy(const std::string& name) {
    RocksDbOptions copy = options_;
    copy.directory = directory_.File(name);
    return copy;
  }

  // A copy of everything under another name, as a crash at this moment would leave it.
  RocksDbOptions CopyTo(const std::string& name) {
    RocksDbOptions copy = Copy(name);
    fs::remove_all(copy.directory);
    fs::copy(options_.directory, copy.directory);
    fs::copy_file(options_.WatermarkPath(), copy.WatermarkPath(), fs::copy_options::overwrite_existing);
    return copy;
  }

  // The log with the most bytes: the one that holds the session's commits.
  static fs::path Log(const RocksDbOptions& options) {
    fs::path largest;
    for (const auto& entry : fs::directory_iterator(options.directory)) {
      if (entry.path().extension() != ".log") continue;
      if (largest.empty() || entry.file_size() > fs::file_size(largest)) largest = entry.path();
    }
    EXPECT_FALSE(largest.empty());
    return largest;
  }

  fs::path OnlyTable() const {
    fs::path table;
    for (const auto& entry : fs::directory_iterator(options_.directory)) {
      if (entry.path().extension() != ".sst") continue;
      EXPECT_TRUE(table.empty());
      table = entry.path();
    }
    EXPECT_FALSE(table.empty());
    return table;
  }

  static absl::Status OpenStatus(const RocksDbOptions& options) { return RocksDbStore::Open(options).status(); }

  static size_t CountAt(const RocksDbOptions& options) { return ContentsOf(*Must(RocksDbStore::Open(options))).size(); }

  testing::TemporaryDirectory directory_;
  RocksDbOptions options_;
};

TEST_F(RocksDbRecoveryTest, TornUnacknowledgedRecordIsForgotten) {
  {
    const auto store = Must(RocksDbStore::Open(options_));
    for (int i = 1; i <= 20; ++i) MustCommit(*store, {Put(absl::StrCat("key", i), std::string(100, '.'))});
    CopyTo("before");
    MustCommit(*store, {Put("key21", std::string(100, '.'))});
  }
  const std::string acknowledged = ReadFile(Log(Copy("before")));
  const std::string log = ReadFile(Log(options_));
  ASSERT_GT(log.size(), acknowledged.size());
  for (size_t size = acknowledged.size(); size < log.size(); ++size) {
    const RocksDbOptions torn = CopyTo("torn");
    WriteFile(Log(torn), log.substr(0, size));
    // With commit 21 acknowledged the same bytes are a loss.
    EXPECT_TRUE(absl::IsDataLoss(OpenStatus(torn))) << size;
    WriteFile(torn.WatermarkPath(), ReadFile(Copy("before").WatermarkPath()));
    EXPECT_EQ(CountAt(torn), 20u) << size;
  }
}

TEST_F(RocksDbRecoveryTest, LogThatEndsBeforeAnAcknowledgedCommitIsRefused) {
  Commit(1, 20);
  const std::string log = ReadFile(Log(options_));
  for (size_t size = 0; size < log.size(); size += 97) {
    const RocksDbOptions cut = CopyTo("cut");
    WriteFile(Log(cut), log.substr(0, size));
    EXPECT_TRUE(absl::IsDataLoss(OpenStatus(cut))) << size;
  }
}

TEST_F(RocksDbRecoveryTest, FlippedBitInTheLogNeverLosesAnythingSilently) {
  Commit(1, 20);
  const std::string log = ReadFile(Log(options_));
  int refused = 0;
  for (size_t at = 0; at < log.size(); at += 13) {
    const RocksDbOptions flipped = CopyTo("flipped");
    std::string bytes = log;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << at % 8));
    WriteFile(Log(flipped), bytes);
    const absl::Status status = OpenStatus(flipped);
    if (status.ok()) {
      EXPECT_EQ(CountAt(flipped), 20u) << at;
    } else {
      EXPECT_TRUE(absl::IsDataLoss(status)) << at << status;
      ++refused;
    }
  }
  EXPECT_GT(refused, 100);
}

TEST_F(RocksDbRecoveryTest, RefusedDatabaseKeepsEveryByte) {
  Commit(1, 20);
  std::string log = ReadFile(Log(options_));
  log.resize(log.size() / 2);
  WriteFile(Log(options_), log);
  const auto before = ReadDirectory(options_.directory);
  const std::string watermark = ReadFile(options_.WatermarkPath());
  EXPECT_TRUE(absl::IsDataLoss(OpenStatus(options_)));
  EXPECT_EQ(ReadDirectory(options_.directory), before);
  EXPECT_EQ(ReadFile(options_.WatermarkPath()), watermark);
}

TEST_F(RocksDbRecoveryTest, DeletedLogIsRefusedUntilTheLossIsAccepted) {
  Commit(1, 5);
  Commit(6, 20);
  fs::remove(Log(options_));
  const absl::Status status = OpenStatus(options_);
  EXPECT_TRUE(absl::IsDataLoss(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("ends with commit 5"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("commit 20 was acknowledged"));

  RocksDbOptions accepting = options_;
  accepting.accept_lost_writes = true;
  EXPECT_EQ(CountAt(accepting), 5u);
  EXPECT_EQ(CountAt(options_), 5u);
  Commit(6, 7);
  EXPECT_EQ(CountAt(options_), 7u);
}

TEST_F(RocksDbRecoveryTest, AcceptingOpensWhatADamagedLogStillHolds) {
  Commit(1, 20);
  std::string log = ReadFile(Log(options_));
  log[log.size() / 2] = static_cast<char>(log[log.size() / 2] ^ 1);
  WriteFile(Log(options_), log);
  EXPECT_TRUE(absl::IsDataLoss(OpenStatus(options_)));
  RocksDbOptions accepting = options_;
  accepting.accept_lost_writes = true;
  const size_t left = CountAt(accepting);
  EXPECT_GT(left, 5u);
  EXPECT_LT(left, 15u);
  EXPECT_EQ(CountAt(options_), left);
}

TEST_F(RocksDbRecoveryTest, DeletedDirectoryIsRefused) {
  Commit(1, 3);
  fs::remove_all(options_.directory);
  const absl::Status status = OpenStatus(options_);
  EXPECT_TRUE(absl::IsDataLoss(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("not mounted"));
  EXPECT_FALSE(fs::exists(options_.directory));
}

TEST_F(RocksDbRecoveryTest, DeletedCurrentFileIsRefusedEvenWithoutAWatermark) {
  Commit(1, 3);
  fs::remove(options_.WatermarkPath());
  fs::remove(fs::path(options_.directory) / "CURRENT");
  EXPECT_TRUE(absl::IsDataLoss(OpenStatus(options_)));
}

// The first start was killed between the manifest and CURRENT: nothing was lost, so the next start begins anew.
TEST_F(RocksDbRecoveryTest, MakingThatWasCutOffBeforeCurrentBeginsAnew) {
  fs::create_directory(options_.directory);
  std::ofstream(fs::path(options_.directory) / "MANIFEST-000001") << "torn";
  EXPECT_EQ(OpenStatus(options_), absl::OkStatus());
  Commit(1, 3);
  EXPECT_EQ(OpenStatus(options_), absl::OkStatus());
}

TEST_F(RocksDbRecoveryTest, TracesOfAnOpenDatabaseWithoutCurrentAreRefused) {
  for (const char* trace : {"MANIFEST-000005", "000004.log", "000009.sst"}) {
    fs::remove_all(options_.directory);
    fs::create_directory(options_.directory);
    std::ofstream(fs::path(options_.directory) / "MANIFEST-000001") << "";
    std::ofstream(fs::path(options_.directory) / trace) << "";
    EXPECT_TRUE(absl::IsDataLoss(OpenStatus(options_))) << trace;
  }
}

TEST_F(RocksDbRecoveryTest, OlderCopyOfTheDatabaseIsRefused) {
  Commit(1, 3);
  const RocksDbOptions older = CopyTo("older");
  Commit(4, 5);
  fs::remove_all(options_.directory);
  fs::rename(older.directory, options_.directory);
  EXPECT_TRUE(absl::IsDataLoss(OpenStatus(options_)));
}

TEST_F(RocksDbRecoveryTest, OtherHistoryOfTheSameLengthIsRefused) {
  Commit(1, 3);
  const std::string watermark = ReadFile(options_.WatermarkPath());
  fs::remove_all(options_.directory);
  fs::remove(options_.WatermarkPath());
  Commit(4, 6);
  WriteFile(options_.WatermarkPath(), watermark);
  const absl::Status status = OpenStatus(options_);
  EXPECT_TRUE(absl::IsDataLoss(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("different histories"));
}

TEST_F(RocksDbRecoveryTest, WatermarkBehindIsAccepted) {
  Commit(1, 3);
  const std::string behind = ReadFile(options_.WatermarkPath());
  Commit(4, 6);
  WriteFile(options_.WatermarkPath(), behind);
  EXPECT_EQ(CountAt(options_), 6u);
  // And caught up: what it says now is the last commit.
  fs::remove(Log(options_));
  EXPECT_EQ(CountAt(options_), 6u);
}

TEST_F(RocksDbRecoveryTest, MissingWatermarkIsMadeAnew) {
  Commit(1, 3);
  fs::remove(options_.WatermarkPath());
  EXPECT_EQ(CountAt(options_), 3u);
  EXPECT_TRUE(fs::exists(options_.WatermarkPath()));
}

TEST_F(RocksDbRecoveryTest, DamagedWatermarkIsRefused) {
  Commit(1, 3);
  WriteFile(options_.WatermarkPath(), "not a watermark");
  EXPECT_TRUE(absl::IsDataLoss(OpenStatus(options_)));
  RocksDbOptions accepting = options_;
  accepting.accept_lost_writes = true;
  EXPECT_EQ(CountAt(accepting), 3u);
  EXPECT_EQ(CountAt(options_), 3u);
}

TEST_F(RocksDbRecoveryTest, DamagedTableIsFoundByCheck) {
  {
    const auto store = Must(RocksDbStore::Open(options_));
    for (int i = 10; i < 90; ++i) MustCommit(*store, {Put(absl::StrCat("key", i), RandomBytes(500))});
  }
  { const auto flushed = Must(RocksDbStore::Open(options_)); }
  const fs::path table = OnlyTable();
  std::string bytes = ReadFile(table);
  // Among the values: neither the first block, which holds the commit record, nor the index at the end.
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  WriteFile(table, bytes);
  const auto store = Must(RocksDbStore::Open(options_));
  EXPECT_TRUE(absl::IsDataLoss(store->Check())) << store->Check();
  EXPECT_TRUE(absl::IsDataLoss(store->Scan({"", ""}, "", 1000).status()));
  EXPECT_TRUE(store->Get("key10").ok());
}

TEST_F(RocksDbRecoveryTest, MissingTableIsRefused) {
  Commit(1, 20);
  { const auto flushed = Must(RocksDbStore::Open(options_)); }
  fs::remove(OnlyTable());
  EXPECT_TRUE(absl::IsDataLoss(OpenStatus(options_))) << OpenStatus(options_);
}

}  // namespace
}  // namespace assay::storage

#include "storage/rocksdb/rocksdb_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "rocksdb/file_system.h"
#include "storage/testing/store_helpers.h"
#include "storage/testing/temporary_directory.h"

namespace assay::storage {
namespace {

using testing::ContentsOf;
using ::testing::HasSubstr;
using testing::Must;
using testing::MustCommit;
using testing::MustTry;
using testing::Put;
using testing::ValueOf;

enum class Fault { kNone, kSync, kAppend };

// A log file that fails as `fault` says, as a disk does that is full or broken.
class FaultyLog : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultyLog(std::unique_ptr<rocksdb::FSWritableFile> file, const std::atomic<Fault>& fault)
      : FSWritableFileOwnerWrapper(std::move(file)), fault_(fault) {}

  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* debug) override {
    if (fault_ == Fault::kAppend) return rocksdb::IOStatus::NoSpace("injected");
    return FSWritableFileOwnerWrapper::Append(data, options, debug);
  }
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           const rocksdb::DataVerificationInfo& info, rocksdb::IODebugContext* debug) override {
    if (fault_ == Fault::kAppend) return rocksdb::IOStatus::NoSpace("injected");
    return FSWritableFileOwnerWrapper::Append(data, options, info, debug);
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override {
    if (fault_ == Fault::kSync) return rocksdb::IOStatus::IOError("injected");
    return FSWritableFileOwnerWrapper::Sync(options, debug);
  }
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override {
    if (fault_ == Fault::kSync) return rocksdb::IOStatus::IOError("injected");
    return FSWritableFileOwnerWrapper::Fsync(options, debug);
  }

 private:
  const std::atomic<Fault>& fault_;
};

class FaultyFileSystem : public rocksdb::FileSystemWrapper {
 public:
  FaultyFileSystem() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}
  const char* Name() const override { return "FaultyFileSystem"; }

  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override {
    rocksdb::IOStatus made = FileSystemWrapper::NewWritableFile(name, options, file, debug);
    if (made.ok() && absl::EndsWith(name, ".log")) *file = std::make_unique<FaultyLog>(std::move(*file), fault);
    return made;
  }

  std::atomic<Fault> fault = Fault::kNone;
};

class RocksDbStoreTest : public ::testing::Test {
 protected:
  RocksDbStoreTest() { options_.directory = directory_.File("db"); }

  // A commit that meets `fault` has an unknown outcome, nothing works afterwards, and reopening finds what was there.
  void ExpectStopsOn(Fault fault) {
    const auto file_system = std::make_shared<FaultyFileSystem>();
    RocksDbOptions faulty = options_;
    faulty.file_system = file_system;
    auto store = Must(RocksDbStore::Open(faulty));
    MustCommit(*store, {Put("before", "x")});
    const auto snapshot = store->TakeSnapshot();
    file_system->fault = fault;
    EXPECT_EQ(MustTry(*store, {{}, {Put("during", "x")}}), CommitOutcome::kUnknown);
    file_system->fault = Fault::kNone;
    ExpectUnavailable(*store, snapshot.get());
  }

  void ExpectUnavailable(Store& store, const Snapshot* snapshot) {
    const absl::Status status = store.Commit({{}, {Put("after", "x")}}).status();
    EXPECT_TRUE(absl::IsUnavailable(status));
    EXPECT_THAT(std::string(status.message()), HasSubstr("injected"));
    EXPECT_TRUE(absl::IsUnavailable(store.Get("before").status()));
    EXPECT_TRUE(absl::IsUnavailable(store.Get("before", snapshot).status()));
    EXPECT_TRUE(absl::IsUnavailable(store.Scan({"", ""}, "", 1).status()));
    EXPECT_TRUE(absl::IsUnavailable(store.AcquireLease("name").status()));
    EXPECT_TRUE(absl::IsUnavailable(store.Check()));
    EXPECT_TRUE(absl::IsUnavailable(store.Backup(directory_.File("copy"))));
  }

  testing::TemporaryDirectory directory_;
  RocksDbOptions options_;
};

TEST_F(RocksDbStoreTest, FailedSyncIsUnknownAndStopsTheStore) {
  ExpectStopsOn(Fault::kSync);
  const auto reopened = Must(RocksDbStore::Open(options_));
  EXPECT_EQ(ValueOf(*reopened, "before"), "x");
  EXPECT_EQ(ValueOf(*reopened, "after"), "(none)");
  MustCommit(*reopened, {Put("after", "y")});
}

TEST_F(RocksDbStoreTest, FullDiskIsUnknownAndStopsTheStore) {
  ExpectStopsOn(Fault::kAppend);
  const auto reopened = Must(RocksDbStore::Open(options_));
  EXPECT_EQ(ValueOf(*reopened, "before"), "x");
  EXPECT_EQ(ValueOf(*reopened, "during"), "(none)");
}

TEST_F(RocksDbStoreTest, UnknownCommitWakesNobody) {
  const auto file_system = std::make_shared<FaultyFileSystem>();
  options_.file_system = file_system;
  const auto store = Must(RocksDbStore::Open(options_));
  int wakes = 0;
  const auto registration = store->Wake({"", ""}, [&wakes] { ++wakes; });
  file_system->fault = Fault::kSync;
  EXPECT_EQ(MustTry(*store, {{}, {Put("key", "x")}}), CommitOutcome::kUnknown);
  EXPECT_EQ(wakes, 0);
}

TEST_F(RocksDbStoreTest, SecondOpeningIsRefused) {
  const auto store = Must(RocksDbStore::Open(options_));
  MustCommit(*store, {Put("key", "x")});
  const absl::Status status = RocksDbStore::Open(options_).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  MustCommit(*store, {Put("key", "y")});
}

TEST_F(RocksDbStoreTest, OptionsAreChecked) {
  EXPECT_TRUE(absl::IsInvalidArgument(RocksDbStore::Open(RocksDbOptions()).status()));
  options_.watermark_path = options_.directory + "/watermark";
  EXPECT_TRUE(absl::IsInvalidArgument(RocksDbStore::Open(options_).status()));
  options_.watermark_path.clear();
  options_.directory = directory_.File("no/parent");
  EXPECT_TRUE(absl::IsInvalidArgument(RocksDbStore::Open(options_).status()));
}

TEST_F(RocksDbStoreTest, WatermarkLiesBesideTheDirectory) {
  RocksDbOptions options;
  options.directory = "/data/db//";
  EXPECT_EQ(options.WatermarkPath(), "/data/db.watermark");
  options.watermark_path = "/elsewhere/w";
  EXPECT_EQ(options.WatermarkPath(), "/elsewhere/w");
}

TEST_F(RocksDbStoreTest, WatermarkMayLieElsewhere) {
  options_.watermark_path = directory_.File("w");
  MustCommit(*Must(RocksDbStore::Open(options_)), {Put("key", "x")});
  EXPECT_TRUE(std::filesystem::exists(options_.watermark_path));
  std::filesystem::remove_all(options_.directory);
  EXPECT_TRUE(absl::IsDataLoss(RocksDbStore::Open(options_).status()));
}

TEST_F(RocksDbStoreTest, WatermarkThatIsNoFileIsRefused) {
  // A directory where the file should be.
  std::filesystem::create_directory(directory_.File("w"));
  options_.watermark_path = directory_.File("w");
  EXPECT_FALSE(RocksDbStore::Open(options_).ok());
}

// Files of this process may not grow beyond 4096 bytes while it lives: the first slot of a watermark can be written,
// the second one cannot.
class FileSizeLimit {
 public:
  FileSizeLimit() : former_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &former_);
    const rlimit limit = {4096, former_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &former_);
    std::signal(SIGXFSZ, former_handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit former_;
  void (*former_handler_)(int);
};

TEST_F(RocksDbStoreTest, UnwritableWatermarkIsUnknownAndStopsTheStore) {
  auto store = Must(RocksDbStore::Open(options_));
  MustCommit(*store, {Put("second slot", "x")});
  MustCommit(*store, {Put("first slot", "x")});
  {
    FileSizeLimit limit;
    EXPECT_EQ(MustTry(*store, {{}, {Put("second slot again", "x")}}), CommitOutcome::kUnknown);
  }
  EXPECT_TRUE(absl::IsUnavailable(store->Get("first slot").status()));
  EXPECT_THAT(std::string(store->Check().message()), HasSubstr("watermark"));
  store.reset();
  // It was durable, only never acknowledged.
  EXPECT_EQ(ContentsOf(*Must(RocksDbStore::Open(options_))).size(), 3u);
}

TEST_F(RocksDbStoreTest, SnapshotMayOutliveTheStore) {
  auto store = Must(RocksDbStore::Open(options_));
  MustCommit(*store, {Put("key", "x")});
  const auto snapshot = store->TakeSnapshot();
  store.reset();
}

TEST_F(RocksDbStoreTest, DefaultLimitsHoldManyCommands) {
  const auto store = Must(RocksDbStore::Open(options_));
  Batch batch;
  for (size_t i = 0; i < store->limits().commit_operations_max; ++i) {
    batch.operations.push_back(Put(absl::StrCat("key", i), std::string(900, 'v')));
  }
  EXPECT_EQ(MustTry(*store, batch), CommitOutcome::kCommitted);
  EXPECT_EQ(ContentsOf(*store).size(), batch.operations.size());
}

}  // namespace
}  // namespace assay::storage

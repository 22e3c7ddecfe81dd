#include "storage/rocksdb/recovery.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "storage/rocksdb/rocksdb_options.h"

namespace assay::storage {
namespace {

std::shared_ptr<rocksdb::Env> EnvFor(const RocksDbOptions& options) {
  if (options.file_system != nullptr) return rocksdb::NewCompositeEnv(options.file_system);
  return {rocksdb::Env::Default(), [](rocksdb::Env*) {}};
}

// RocksDB makes the first manifest, then CURRENT, then the log: until then nothing can have been committed.
constexpr absl::string_view kFirstManifest = "MANIFEST-000001";

bool ShowsThatADatabaseWasOpen(absl::string_view name) {
  return absl::EndsWith(name, ".sst") || absl::EndsWith(name, ".log") ||
         (absl::StartsWith(name, "MANIFEST-") && name != kFirstManifest);
}

// A database without its CURRENT file would be taken for a new one, and its files deleted. One whose making was cut off
// is none yet.
absl::StatusOr<bool> HoldsDatabase(const std::string& directory, rocksdb::Env& env) {
  std::vector<std::string> names;
  if (env.FileExists(directory).IsNotFound()) return false;
  const rocksdb::Status listed = env.GetChildren(directory, &names);
  if (!listed.ok()) return FromRocksDb(listed, absl::StrCat("cannot read directory ", directory));
  bool was_open = false;
  for (const std::string& name : names) {
    if (name == "CURRENT") return true;
    was_open |= ShowsThatADatabaseWasOpen(name);
  }
  if (!was_open) return false;
  return absl::DataLossError(absl::StrCat("directory ", directory,
                                          " holds the files of a database but not its CURRENT file: restore a backup"));
}

absl::StatusOr<CommitRecord> ReadCommitRecord(rocksdb::DB& database) {
  std::string value;
  const rocksdb::Status got = database.Get(rocksdb::ReadOptions(), ToSlice(kCommitRecordKey), &value);
  if (got.IsNotFound()) return CommitRecord();
  if (!got.ok()) return FromRocksDb(got, "cannot read the commit record");
  return DecodeCommitRecord(value);
}

// Opening for writing flushes what recovery could read and deletes the log it came from; after that nobody can look for
// what was missing. So the log is replayed in memory first, and a database that is refused keeps every byte.
absl::StatusOr<CommitRecord> ReadCommitRecordBeforeOpening(const RocksDbOptions& options,
                                                           const rocksdb::Options& engine) {
  rocksdb::FileLock* lock = nullptr;
  const rocksdb::Status locked = engine.env->LockFile(absl::StrCat(options.directory, "/LOCK"), &lock);
  if (!locked.ok()) {
    return absl::FailedPreconditionError(
        absl::StrCat("database ", options.directory, " is in use by another process: ", locked.ToString()));
  }
  absl::Cleanup unlock = [&engine, lock] { engine.env->UnlockFile(lock); };
  rocksdb::DB* raw = nullptr;
  const rocksdb::Status opened = rocksdb::DB::OpenForReadOnly(engine, options.directory, &raw);
  const std::unique_ptr<rocksdb::DB> database(raw);
  if (!opened.ok()) return FromRocksDb(opened, absl::StrCat("cannot read database ", options.directory));
  return ReadCommitRecord(*database);
}

absl::Status Verify(const RocksDbOptions& options, const CommitRecord& database,
                    const absl::optional<CommitRecord>& watermark) {
  if (options.accept_lost_writes || !watermark.has_value()) return absl::OkStatus();
  return CheckAgainstWatermark(database, *watermark, options.WatermarkPath());
}

absl::StatusOr<absl::optional<CommitRecord>> ReadWatermark(const RocksDbOptions& options) {
  absl::StatusOr<absl::optional<CommitRecord>> watermark = Watermark::Read(options.WatermarkPath());
  if (options.accept_lost_writes && absl::IsDataLoss(watermark.status())) return absl::optional<CommitRecord>();
  return watermark;
}

absl::Status VerifyBeforeOpening(const RocksDbOptions& options, const rocksdb::Options& engine,
                                 const absl::optional<CommitRecord>& watermark) {
  absl::StatusOr<bool> exists = HoldsDatabase(options.directory, *engine.env);
  if (!exists.ok()) return exists.status();
  if (*exists) {
    absl::StatusOr<CommitRecord> found = ReadCommitRecordBeforeOpening(options, engine);
    return found.ok() ? Verify(options, *found, watermark) : found.status();
  }
  absl::Status verified = Verify(options, CommitRecord(), watermark);
  if (verified.ok()) return verified;
  return absl::DataLossError(absl::StrCat("directory ", options.directory,
                                          " holds no database (is a disk not mounted?), ", "yet ", verified.message()));
}

}  // namespace

absl::StatusOr<RecoveredDatabase> RecoverDatabase(const RocksDbOptions& options) {
  std::shared_ptr<rocksdb::Env> env = EnvFor(options);
  const rocksdb::Options engine = EngineOptions(options, env.get());
  absl::StatusOr<absl::optional<CommitRecord>> watermark = ReadWatermark(options);
  if (!watermark.ok()) return watermark.status();
  if (absl::Status verified = VerifyBeforeOpening(options, engine, *watermark); !verified.ok()) return verified;

  rocksdb::DB* raw = nullptr;
  const rocksdb::Status opened = rocksdb::DB::Open(engine, options.directory, &raw);
  std::shared_ptr<rocksdb::DB> database(raw);
  if (!opened.ok()) return FromRocksDb(opened, absl::StrCat("cannot open database ", options.directory));
  // Again: between the two openings nobody held the lock.
  absl::StatusOr<CommitRecord> last = ReadCommitRecord(*database);
  if (!last.ok()) return last.status();
  if (absl::Status verified = Verify(options, *last, *watermark); !verified.ok()) return verified;

  // RocksDB syncs its files but not the name of its folder.
  absl::Status synced = SyncDirectory(ParentDirectory(options.directory));
  if (!synced.ok()) return synced;
  absl::StatusOr<Watermark> created = Watermark::Create(options.WatermarkPath(), *last);
  if (!created.ok()) return created.status();
  return RecoveredDatabase{std::move(env), std::move(database), *last, *std::move(created)};
}

}  // namespace assay::storage

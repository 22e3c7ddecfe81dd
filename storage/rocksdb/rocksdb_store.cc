#include "storage/rocksdb/rocksdb_store.h"

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "rocksdb/db.h"
#include "rocksdb/snapshot.h"
#include "rocksdb/utilities/checkpoint.h"
#include "rocksdb/write_batch.h"
#include "storage/key_lease.h"
#include "storage/rocksdb/recovery.h"
#include "storage/rocksdb/rocksdb_options.h"

namespace assay::storage {
namespace {

rocksdb::WriteBatch ToWriteBatch(const std::vector<Operation>& operations) {
  rocksdb::WriteBatch batch;
  for (const Operation& operation : operations) {
    if (operation.value.has_value()) {
      batch.Put(operation.key, *operation.value);
    } else {
      batch.Delete(operation.key);
    }
  }
  return batch;
}

absl::Status CheckParent(const std::string& directory) {
  std::error_code error;
  const std::string parent = ParentDirectory(directory);
  if (std::filesystem::is_directory(parent, error)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("cannot make ", directory, ": there is no directory ", parent));
}

absl::Status CheckOptions(const RocksDbOptions& options) {
  if (options.directory.empty()) return absl::InvalidArgumentError("no database directory is given");
  if (absl::StartsWith(options.WatermarkPath(), absl::StrCat(options.directory, "/"))) {
    return absl::InvalidArgumentError(absl::StrCat("watermark ", options.WatermarkPath(), " lies inside ",
                                                   options.directory, ": it must outlive that folder"));
  }
  return CheckParent(options.directory);
}

}  // namespace

std::string RocksDbOptions::WatermarkPath() const {
  if (!watermark_path.empty()) return watermark_path;
  std::string path = directory;
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return absl::StrCat(path, ".watermark");
}

class RocksDbStore::RocksDbSnapshot : public Snapshot {
 public:
  RocksDbSnapshot(std::shared_ptr<rocksdb::Env> env, std::shared_ptr<rocksdb::DB> database)
      : env_(std::move(env)), database_(std::move(database)), snapshot_(database_->GetSnapshot()) {}
  ~RocksDbSnapshot() override { database_->ReleaseSnapshot(snapshot_); }
  RocksDbSnapshot(const RocksDbSnapshot&) = delete;
  RocksDbSnapshot& operator=(const RocksDbSnapshot&) = delete;

  bool Of(const std::shared_ptr<rocksdb::DB>& database) const { return database_ == database; }
  const rocksdb::Snapshot* get() const { return snapshot_; }

  static const rocksdb::Snapshot* Unwrap(const Snapshot* snapshot) {
    return snapshot == nullptr ? nullptr : static_cast<const RocksDbSnapshot*>(snapshot)->get();
  }

 private:
  const std::shared_ptr<rocksdb::Env> env_;
  const std::shared_ptr<rocksdb::DB> database_;
  const rocksdb::Snapshot* const snapshot_;
};

absl::StatusOr<std::unique_ptr<Store>> RocksDbStore::Open(const RocksDbOptions& options) {
  if (absl::Status checked = CheckOptions(options); !checked.ok()) return checked;
  absl::StatusOr<RecoveredDatabase> recovered = RecoverDatabase(options);
  if (!recovered.ok()) return recovered.status();
  return std::unique_ptr<Store>(new RocksDbStore(options, *std::move(recovered)));
}

RocksDbStore::RocksDbStore(const RocksDbOptions& options, RecoveredDatabase recovered)
    : limits_(options.limits),
      env_(std::move(recovered.env)),
      database_(std::move(recovered.database)),
      last_commit_(recovered.last_commit),
      watermark_(std::move(recovered.watermark)) {}

RocksDbStore::~RocksDbStore() = default;

absl::Status RocksDbStore::Serving() const {
  if (!stopped_.load(std::memory_order_acquire)) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(
      "the store stopped after a commit that the device did not confirm, restart to recover: ", stop_reason_));
}

absl::Status RocksDbStore::CheckSnapshot(const Snapshot* snapshot) const {
  if (snapshot == nullptr) return absl::OkStatus();
  const auto* ours = dynamic_cast<const RocksDbSnapshot*>(snapshot);
  if (ours != nullptr && ours->Of(database_)) return absl::OkStatus();
  return absl::InvalidArgumentError("the snapshot is another store's");
}

absl::StatusOr<absl::optional<std::string>> RocksDbStore::Get(absl::string_view key, const Snapshot* snapshot) const {
  if (absl::Status serving = Serving(); !serving.ok()) return serving;
  if (absl::Status checked = CheckKey(key, limits_); !checked.ok()) return checked;
  if (absl::Status checked = CheckSnapshot(snapshot); !checked.ok()) return checked;
  return Read(key, snapshot);
}

absl::StatusOr<absl::optional<std::string>> RocksDbStore::Read(absl::string_view key, const Snapshot* snapshot) const {
  rocksdb::ReadOptions read;
  read.snapshot = RocksDbSnapshot::Unwrap(snapshot);
  std::string value;
  const rocksdb::Status got = database_->Get(read, ToSlice(key), &value);
  if (got.IsNotFound()) return absl::optional<std::string>();
  if (!got.ok()) return FromRocksDb(got, "cannot read a key");
  return absl::make_optional(std::move(value));
}

absl::StatusOr<ScanPage> RocksDbStore::Scan(const KeyRange& range, absl::string_view cursor, size_t limit,
                                            const Snapshot* snapshot) const {
  if (absl::Status serving = Serving(); !serving.ok()) return serving;
  if (absl::Status checked = CheckSnapshot(snapshot); !checked.ok()) return checked;
  absl::StatusOr<KeyRange> left = RemainingRange(range, cursor, limit);
  if (!left.ok()) return left.status();
  ScanPage page;
  if (IsEmpty(*left)) return page;
  rocksdb::ReadOptions read;
  read.snapshot = RocksDbSnapshot::Unwrap(snapshot);
  const rocksdb::Slice end = ToSlice(left->end);
  if (!left->end.empty()) read.iterate_upper_bound = &end;
  const std::unique_ptr<rocksdb::Iterator> at(database_->NewIterator(read));
  for (at->Seek(left->begin); at->Valid() && page.entries.size() < limit; at->Next()) {
    page.entries.push_back({at->key().ToString(), at->value().ToString()});
  }
  if (!at->status().ok()) return FromRocksDb(at->status(), "cannot scan a range");
  if (at->Valid()) page.next_cursor = CursorAfter(page.entries.back().key);
  return page;
}

std::shared_ptr<const Snapshot> RocksDbStore::TakeSnapshot() const {
  return std::make_shared<RocksDbSnapshot>(env_, database_);
}

absl::StatusOr<CommitOutcome> RocksDbStore::Commit(Batch batch) {
  absl::StatusOr<std::vector<absl::string_view>> keys = CheckBatch(batch, limits_);
  if (!keys.ok()) return keys.status();
  {
    MutexLock lock(&commit_mutex_);
    if (absl::Status serving = Serving(); !serving.ok()) return serving;
    absl::StatusOr<bool> hold =
        PreconditionsHold(batch.preconditions, [this](absl::string_view key) { return Read(key, nullptr); });
    if (!hold.ok()) return hold.status();
    if (!*hold) return CommitOutcome::kPreconditionFailed;
    if (batch.operations.empty()) return CommitOutcome::kCommitted;
    const CommitOutcome outcome = Write(batch);
    if (outcome != CommitOutcome::kCommitted) return outcome;
  }
  wakes_.Notify(*keys);
  return CommitOutcome::kCommitted;
}

CommitOutcome RocksDbStore::Write(const Batch& batch) {
  rocksdb::WriteBatch write = ToWriteBatch(batch.operations);
  const CommitRecord next = NextCommit(last_commit_, write.Data());
  write.Put(ToSlice(kCommitRecordKey), EncodeCommitRecord(next));
  rocksdb::WriteOptions synced;
  synced.sync = true;
  if (const rocksdb::Status written = database_->Write(synced, &write); !written.ok()) {
    Stop(FromRocksDb(written, "cannot write a commit"));
    return CommitOutcome::kUnknown;
  }
  // Durable, but without a watermark its loss would go unnoticed: not to be acknowledged either.
  if (absl::Status marked = watermark_.Write(next); !marked.ok()) {
    Stop(marked);
    return CommitOutcome::kUnknown;
  }
  last_commit_ = next;
  return CommitOutcome::kCommitted;
}

void RocksDbStore::Stop(const absl::Status& reason) {
  stop_reason_ = std::string(reason.message());
  stopped_.store(true, std::memory_order_release);
}

std::unique_ptr<WakeRegistration> RocksDbStore::Wake(KeyRange range, std::function<void()> callback) {
  return wakes_.Add(std::move(range), std::move(callback));
}

absl::StatusOr<std::unique_ptr<Lease>> RocksDbStore::AcquireLease(absl::string_view name) {
  return AcquireKeyLease(*this, name);
}

absl::Status RocksDbStore::Check() const {
  if (absl::Status serving = Serving(); !serving.ok()) return serving;
  // Every byte of every file first, then every entry by way of the index: what a reader would be given.
  const rocksdb::Status files = database_->VerifyFileChecksums(rocksdb::ReadOptions());
  if (!files.ok()) return FromRocksDb(files, "a file is damaged");
  rocksdb::ReadOptions read;
  read.verify_checksums = true;
  read.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> at(database_->NewIterator(read));
  at->SeekToFirst();
  while (at->Valid()) at->Next();
  return FromRocksDb(at->status(), "an entry is damaged");
}

absl::Status RocksDbStore::Backup(const std::string& directory) const {
  if (absl::Status serving = Serving(); !serving.ok()) return serving;
  std::error_code error;
  const std::filesystem::path target = std::filesystem::absolute(directory, error);
  if (error) return absl::UnavailableError(absl::StrCat("cannot back up to ", directory, ": ", error.message()));
  if (std::filesystem::exists(target, error)) {
    return absl::AlreadyExistsError(absl::StrCat("backup directory ", directory, " exists: name a new one"));
  }
  if (absl::Status checked = CheckParent(target.string()); !checked.ok()) return checked;
  rocksdb::Checkpoint* raw = nullptr;
  const rocksdb::Status created = rocksdb::Checkpoint::Create(database_.get(), &raw);
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(raw);
  if (!created.ok()) return FromRocksDb(created, "cannot back up");
  return FromRocksDb(checkpoint->CreateCheckpoint(target.string()), absl::StrCat("cannot back up to ", directory));
}

}  // namespace assay::storage

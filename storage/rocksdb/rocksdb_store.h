// The store of a single machine: RocksDB, embedded. docs/storage.md tells how commits, recovery and backups work.
#ifndef ASSAY_STORAGE_ROCKSDB_ROCKSDB_STORE_H_
#define ASSAY_STORAGE_ROCKSDB_ROCKSDB_STORE_H_

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "services/base/mutex.h"
#include "storage/batch_check.h"
#include "storage/rocksdb/commit_record.h"
#include "storage/rocksdb/watermark.h"
#include "storage/store.h"
#include "storage/wake_registry.h"

// Named only, so that those who open a store need not see RocksDB's headers.
namespace rocksdb {
class DB;
class Env;
class FileSystem;
}  // namespace rocksdb

namespace assay::storage {

struct RecoveredDatabase;

struct RocksDbOptions {
  // Made if it is missing; its parent must be there.
  std::string directory;

  // Empty: `directory` + ".watermark". Never inside `directory`: who replaces or restores the folder must not replace
  // what tells that it is complete.
  std::string watermark_path;

  // Opens the database although acknowledged writes are missing, with all that can still be read, and sets the
  // watermark to what is there. For one opening after an operator's decision, never for good.
  bool accept_lost_writes = false;

  Limits limits = kEmbeddedLimits;

  size_t block_cache_bytes = size_t{32} << 20;  // filled as blocks are read
  size_t write_buffer_bytes = size_t{16} << 20;
  int open_files_max = 256;

  // Tests put a failing one here; none: the machine's.
  std::shared_ptr<rocksdb::FileSystem> file_system;

  // watermark_path, or its default.
  std::string WatermarkPath() const;
};

// Every commit is synced before it is acknowledged. Thread-safe.
class RocksDbStore : public Store {
 public:
  // O(log of the last session), as the log is replayed; a few milliseconds after a clean end.
  // kDataLoss: acknowledged writes are missing or files are damaged; nothing was changed on disk.
  // kFailedPrecondition: another process has the directory open.
  // kUnavailable: files cannot be made, read or written.
  // kInvalidArgument: no directory is given, its parent is missing, or the watermark lies inside it.
  static absl::StatusOr<std::unique_ptr<Store>> Open(const RocksDbOptions& options);

  ~RocksDbStore() override;

  absl::StatusOr<absl::optional<std::string>> Get(absl::string_view key,
                                                  const Snapshot* snapshot = nullptr) const override;
  absl::StatusOr<ScanPage> Scan(const KeyRange& range, absl::string_view cursor, size_t limit,
                                const Snapshot* snapshot = nullptr) const override;
  // A snapshot keeps the database open, even beyond the store.
  std::shared_ptr<const Snapshot> TakeSnapshot() const override;
  absl::StatusOr<CommitOutcome> Commit(Batch batch) override;
  std::unique_ptr<WakeRegistration> Wake(KeyRange range, std::function<void()> callback) override;
  absl::StatusOr<std::unique_ptr<Lease>> AcquireLease(absl::string_view name) override;
  Limits limits() const override { return limits_; }
  absl::Status Check() const override;
  absl::Status Backup(const std::string& directory) const override;

 private:
  class RocksDbSnapshot;

  RocksDbStore(const RocksDbOptions& options, RecoveredDatabase recovered);

  absl::Status Serving() const;
  absl::Status CheckSnapshot(const Snapshot* snapshot) const;
  absl::StatusOr<absl::optional<std::string>> Read(absl::string_view key, const Snapshot* snapshot) const;
  CommitOutcome Write(const Batch& batch) ABSL_EXCLUSIVE_LOCKS_REQUIRED(commit_mutex_);
  void Stop(const absl::Status& reason);

  const Limits limits_;
  const std::shared_ptr<rocksdb::Env> env_;  // before the database, which uses it to its end
  const std::shared_ptr<rocksdb::DB> database_;
  WakeRegistry wakes_;

  Mutex commit_mutex_;
  CommitRecord last_commit_ ABSL_GUARDED_BY(commit_mutex_);
  Watermark watermark_ ABSL_GUARDED_BY(commit_mutex_);

  // Written once, before stopped_ is set; read only after it was seen.
  std::string stop_reason_;
  std::atomic<bool> stopped_ = false;
};

}  // namespace assay::storage

#endif  // ASSAY_STORAGE_ROCKSDB_ROCKSDB_STORE_H_

// Opening a RocksDB database so that one that lost acknowledged commits is refused, and left as it was found.
#ifndef ASSAY_STORAGE_ROCKSDB_RECOVERY_H_
#define ASSAY_STORAGE_ROCKSDB_RECOVERY_H_

#include <memory>

#include "absl/status/statusor.h"
#include "rocksdb/db.h"
#include "rocksdb/env.h"
#include "storage/rocksdb/commit_record.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "storage/rocksdb/watermark.h"

namespace assay::storage {

struct RecoveredDatabase {
  // Members in reverse order of their end: the database goes before its environment.
  std::shared_ptr<rocksdb::Env> env;
  std::shared_ptr<rocksdb::DB> database;
  CommitRecord last_commit;
  Watermark watermark;
};

// The errors are those of RocksDbStore::Open.
absl::StatusOr<RecoveredDatabase> RecoverDatabase(const RocksDbOptions& options);

}  // namespace assay::storage

#endif  // ASSAY_STORAGE_ROCKSDB_RECOVERY_H_

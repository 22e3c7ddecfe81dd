// How RocksDB is set up for this product, and how its errors read.
#ifndef ASSAY_STORAGE_ROCKSDB_ROCKSDB_OPTIONS_H_
#define ASSAY_STORAGE_ROCKSDB_ROCKSDB_OPTIONS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "rocksdb/env.h"
#include "rocksdb/options.h"
#include "rocksdb/slice.h"
#include "rocksdb/status.h"
#include "storage/rocksdb/rocksdb_store.h"

namespace assay::storage {

// `env` must outlive the database. Thread-safe.
rocksdb::Options EngineOptions(const RocksDbOptions& options, rocksdb::Env* env);

// kDataLoss: corruption, or a file that should be there is not. kUnavailable: everything else, mostly the device.
absl::Status FromRocksDb(const rocksdb::Status& status, absl::string_view what);

inline rocksdb::Slice ToSlice(absl::string_view bytes) { return {bytes.data(), bytes.size()}; }

inline absl::string_view FromSlice(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

}  // namespace assay::storage

#endif  // ASSAY_STORAGE_ROCKSDB_ROCKSDB_OPTIONS_H_

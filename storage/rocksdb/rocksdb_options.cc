#include "storage/rocksdb/rocksdb_options.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "rocksdb/cache.h"
#include "rocksdb/convenience.h"
#include "rocksdb/file_checksum.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/table.h"

namespace assay::storage {
namespace {

// The preferred one if the library was built with it.
rocksdb::CompressionType Supported(rocksdb::CompressionType preferred) {
  const std::vector<rocksdb::CompressionType> offered = rocksdb::GetSupportedCompressions();
  const bool there = std::find(offered.begin(), offered.end(), preferred) != offered.end();
  return there ? preferred : rocksdb::kNoCompression;
}

rocksdb::BlockBasedTableOptions TableOptions(const RocksDbOptions& options) {
  rocksdb::BlockBasedTableOptions table;
  // Few shards: with many, one shard of a small cache would hardly hold a large value.
  table.block_cache = rocksdb::NewLRUCache(options.block_cache_bytes, /*num_shard_bits=*/2);
  // Indexes and filters count against the cache too, else memory would grow with the data.
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  return table;
}

void SetRecovery(const RocksDbOptions& options, rocksdb::Options& engine) {
  // A torn last record is a normal crash, a damaged record in the middle is not. Some damage in the middle looks like a
  // torn tail even so; the watermark finds that. Only somebody who accepted the loss gets whatever can be read.
  engine.wal_recovery_mode = options.accept_lost_writes ? rocksdb::WALRecoveryMode::kPointInTimeRecovery
                                                        : rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  // Recycled logs end in old records, which makes a damaged record look like the end.
  engine.recycle_log_file_num = 0;
  engine.paranoid_checks = true;
  // Lets Check() verify whole files, not only their blocks.
  engine.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
}

void SetSizes(const RocksDbOptions& options, rocksdb::Options& engine) {
  engine.write_buffer_size = options.write_buffer_bytes;
  engine.max_write_buffer_number = 2;
  engine.max_open_files = options.open_files_max;
  engine.max_background_jobs = 2;
  engine.max_subcompactions = 1;
  engine.max_file_opening_threads = 1;
  engine.max_manifest_file_size = size_t{4} << 20;
  engine.level_compaction_dynamic_level_bytes = true;
  // RocksDB's own diary, in the database folder.
  engine.max_log_file_size = size_t{1} << 20;
  engine.keep_log_file_num = 4;
  engine.stats_dump_period_sec = 0;
  engine.stats_persist_period_sec = 0;
  engine.skip_stats_update_on_db_open = true;
}

}  // namespace

rocksdb::Options EngineOptions(const RocksDbOptions& options, rocksdb::Env* env) {
  rocksdb::Options engine;
  engine.env = env;
  engine.create_if_missing = true;
  SetRecovery(options, engine);
  SetSizes(options, engine);
  engine.compression = Supported(rocksdb::kLZ4Compression);
  engine.bottommost_compression = Supported(rocksdb::kZSTD);
  engine.table_factory.reset(rocksdb::NewBlockBasedTableFactory(TableOptions(options)));
  return engine;
}

absl::Status FromRocksDb(const rocksdb::Status& status, absl::string_view what) {
  if (status.ok()) return absl::OkStatus();
  const std::string message = absl::StrCat(what, ": ", status.ToString());
  if (status.IsCorruption() || status.IsPathNotFound()) {
    return absl::DataLossError(absl::StrCat(message, ". Keep a copy of the database folder, then restore a backup."));
  }
  return absl::UnavailableError(message);
}

}  // namespace assay::storage

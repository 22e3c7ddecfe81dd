// The engine's own record of the last commit: how many there were, and a hash over all of them. It is written with each
// commit's operations, so it is exactly as new as they are.
//
// Value: commit number (8 bytes, big-endian), chain (32 bytes).
#ifndef ASSAY_STORAGE_ROCKSDB_COMMIT_RECORD_H_
#define ASSAY_STORAGE_ROCKSDB_COMMIT_RECORD_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/sha256.h"

namespace assay::storage {

// Begins with kEngineKeyByte: before every key of the product, and out of reach of Get, Scan and Commit.
inline constexpr absl::string_view kCommitRecordKey = {"\0commit", 7};

// The empty store has number 0 and a chain of zero bytes.
struct CommitRecord {
  uint64_t number = 0;
  std::string chain = std::string(kSha256Bytes, '\0');

  friend bool operator==(const CommitRecord& a, const CommitRecord& b) {
    return a.number == b.number && a.chain == b.chain;
  }
};

// The record of the commit that writes `batch_bytes` next: chain = SHA-256(previous chain || batch_bytes). Two stores
// that share a number but not a history differ in the chain.
CommitRecord NextCommit(const CommitRecord& previous, absl::string_view batch_bytes);

std::string EncodeCommitRecord(const CommitRecord& record);

// kDataLoss: not as long as a record.
absl::StatusOr<CommitRecord> DecodeCommitRecord(absl::string_view value);

}  // namespace assay::storage

#endif  // ASSAY_STORAGE_ROCKSDB_COMMIT_RECORD_H_

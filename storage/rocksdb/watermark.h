// The watermark: a small file outside the database folder that remembers the last acknowledged commit, so that a
// database that lost acknowledged commits (and, as RocksDB may, opens without complaint) is refused.
//
// Format: two slots, at offsets 0 and 4096, so that no torn write reaches both. A slot has 64 bytes:
//   0  magic "ASSAYWM1"                              8 bytes
//   8  commit number, big-endian                     8 bytes
//  16  chain of that commit (commit_record.h)       32 bytes
//  48  the first 16 bytes of SHA-256 of bytes 0-47  16 bytes
// The valid slot with the highest number counts; the next write goes to the other one.
#ifndef ASSAY_STORAGE_ROCKSDB_WATERMARK_H_
#define ASSAY_STORAGE_ROCKSDB_WATERMARK_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "storage/rocksdb/commit_record.h"

namespace assay::storage {

// Thread-compatible.
class Watermark {
 public:
  // What the file at `path` remembers; none when there is no such file.
  // kDataLoss: the file is there but neither slot is valid. kUnavailable: it cannot be read.
  static absl::StatusOr<absl::optional<CommitRecord>> Read(const std::string& path);

  // Replaces the file at `path`, or makes it, so that it remembers `record` and nothing else, and keeps it open. The
  // new file and its name are on the device before it returns. kUnavailable: it cannot be written.
  static absl::StatusOr<Watermark> Create(const std::string& path, const CommitRecord& record);

  Watermark(Watermark&& other) noexcept;
  Watermark& operator=(Watermark&& other) noexcept;

  // Syncs the file, as well as it can.
  ~Watermark();

  // Remembers `record`. One pwrite without sync: it survives the end of this process, and of the machine as soon as the
  // kernel wrote it back; after a power loss the file may thus lag behind the database, never lead.
  // kUnavailable: the write failed.
  absl::Status Write(const CommitRecord& record);

 private:
  Watermark(int file, std::string path) : file_(file), path_(std::move(path)) {}

  int file_;
  std::string path_;
  int slot_ = 0;  // holds the newest record
};

// What the database says must be what the watermark says, or newer.
// kDataLoss: it is older, or as old with another history; the message names both and what to do.
absl::Status CheckAgainstWatermark(const CommitRecord& database, const CommitRecord& watermark,
                                   absl::string_view watermark_path);

// Makes the entries of `directory` durable. kUnavailable.
absl::Status SyncDirectory(const std::string& directory);

// The directory that holds `path`; "." when the path has no slash. Trailing slashes do not count.
std::string ParentDirectory(absl::string_view path);

}  // namespace assay::storage

#endif  // ASSAY_STORAGE_ROCKSDB_WATERMARK_H_

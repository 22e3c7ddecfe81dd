#include "storage/rocksdb/commit_record.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "storage/big_endian.h"

namespace assay::storage {
namespace {

constexpr size_t kRecordBytes = sizeof(uint64_t) + kSha256Bytes;

}  // namespace

CommitRecord NextCommit(const CommitRecord& previous, absl::string_view batch_bytes) {
  return {previous.number + 1, Sha256({previous.chain, batch_bytes})};
}

std::string EncodeCommitRecord(const CommitRecord& record) {
  std::string value;
  AppendBigEndian(record.number, value);
  value.append(record.chain);
  return value;
}

absl::StatusOr<CommitRecord> DecodeCommitRecord(absl::string_view value) {
  if (value.size() != kRecordBytes) {
    return absl::DataLossError(absl::StrCat("the commit record has ", value.size(), " bytes, not ", kRecordBytes));
  }
  CommitRecord record;
  record.number = ReadBigEndian<uint64_t>(value, 0);
  record.chain = std::string(value.substr(sizeof(uint64_t)));
  return record;
}

}  // namespace assay::storage

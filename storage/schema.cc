#include "storage/schema.h"

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "storage/big_endian.h"

namespace assay::storage {
namespace {

constexpr size_t kRecordBytes = 3 * sizeof(uint32_t);

absl::Status TooNew(absl::string_view verb, const SchemaRecord& record, uint32_t needed) {
  return absl::FailedPreconditionError(absl::StrCat(
      "this store has schema version ", record.version, "; to ", verb, " it a program must know version ", needed,
      ", this one knows ", kSchema.version, ": install the release that wrote it, or restore an earlier backup"));
}

absl::Status CheckRecord(absl::string_view value, SchemaUse use) {
  absl::StatusOr<SchemaRecord> record = DecodeSchema(value);
  if (!record.ok()) return record.status();
  if (kSchema.version < record->min_reader) return TooNew("read", *record, record->min_reader);
  if (use == SchemaUse::kReadAndWrite && kSchema.version < record->min_writer) {
    return TooNew("write", *record, record->min_writer);
  }
  return absl::OkStatus();
}

absl::Status CheckNoKeys(const Store& store) {
  absl::StatusOr<ScanPage> page = store.Scan({"", ""}, "", 1);
  if (!page.ok()) return page.status();
  if (page->entries.empty()) return absl::OkStatus();
  return absl::DataLossError(
      "the store holds keys but no schema record: it is damaged or not a store of this product; restore a backup");
}

}  // namespace

std::string EncodeSchema(const SchemaRecord& record) {
  std::string value;
  AppendBigEndian(record.version, value);
  AppendBigEndian(record.min_reader, value);
  AppendBigEndian(record.min_writer, value);
  return value;
}

absl::StatusOr<SchemaRecord> DecodeSchema(absl::string_view value) {
  if (value.size() < kRecordBytes) {
    return absl::DataLossError(
        absl::StrCat("the schema record has ", value.size(), " bytes, not ", kRecordBytes, ": restore a backup"));
  }
  const SchemaRecord record = {ReadBigEndian<uint32_t>(value, 0), ReadBigEndian<uint32_t>(value, 4),
                               ReadBigEndian<uint32_t>(value, 8)};
  if (record.version == 0) return absl::DataLossError("the schema record has version 0: restore a backup");
  return record;
}

absl::Status CheckSchema(Store& store, SchemaUse use) {
  absl::StatusOr<absl::optional<std::string>> value = store.Get(kSchemaKey);
  if (!value.ok()) return value.status();
  if (value->has_value()) return CheckRecord(**value, use);
  absl::Status no_keys = CheckNoKeys(store);
  if (!no_keys.ok() || use == SchemaUse::kRead) return no_keys;

  const std::string key(kSchemaKey);
  absl::StatusOr<CommitOutcome> outcome = store.Commit({{{key, absl::nullopt}}, {{key, EncodeSchema(kSchema)}}});
  if (!outcome.ok()) return outcome.status();
  switch (*outcome) {
    case CommitOutcome::kCommitted:
      return absl::OkStatus();
    case CommitOutcome::kPreconditionFailed:
      // Another process was faster; nobody deletes this key, so this ends.
      return CheckSchema(store, use);
    case CommitOutcome::kUnknown:
      return absl::UnavailableError("the device did not confirm the schema record");
  }
  return absl::InternalError("not reached");
}

}  // namespace assay::storage

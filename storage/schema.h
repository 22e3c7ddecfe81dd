// The schema record: which programs may read and write a store. It is the first key of the product.
//
// Value: version, min_reader, min_writer, each 4 bytes big-endian. Bytes behind these are for later versions and are
// ignored. Golden-tested in schema_test.cc.
//   version      the schema of the data
//   min_reader   programs that know a lower version must not read it
//   min_writer   programs that know a lower version must not write it
#ifndef ASSAY_STORAGE_SCHEMA_H_
#define ASSAY_STORAGE_SCHEMA_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/store.h"

namespace assay::storage {

inline constexpr absl::string_view kSchemaKey = "\x01schema";

struct SchemaRecord {
  uint32_t version;
  uint32_t min_reader;
  uint32_t min_writer;
};

// What this program writes. Version 1 is the first; a change to stored bytes raises it and says here what changed.
inline constexpr SchemaRecord kSchema = {1, 1, 1};

enum class SchemaUse { kRead, kReadAndWrite };

std::string EncodeSchema(const SchemaRecord& record);

// kDataLoss: too short, or the version is zero.
absl::StatusOr<SchemaRecord> DecodeSchema(absl::string_view value);

// Call it before anything else is read or written. A store without keys gets this program's record, unless it is only
// to be read. Thread-safe, also between processes that share a store.
// kFailedPrecondition: a newer program wrote the data. kDataLoss: there are keys but no readable record.
// kUnavailable: the commit's outcome is unknown.
absl::Status CheckSchema(Store& store, SchemaUse use = SchemaUse::kReadAndWrite);

}  // namespace assay::storage

#endif  // ASSAY_STORAGE_SCHEMA_H_

// The bytes of a list version, for ever: what its digest is taken of and what anyone recomputes. docs/list-format.md
// defines them to the byte. JSON Lines; each line is canonical JSON (RFC 8785) and ends with 0x0a: a header, then one
// line an entry in order of credential id. They hold no ledger index, no time of a commit, no generated id and no user.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_CANONICAL_H_
#define ASSAY_SERVICES_DOMAIN_LIST_CANONICAL_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/domain/record_id.h"

namespace assay::domain {

inline constexpr char kListFormat[] = "assay-list/1";

// The first line. Members that are empty or 0 are left out of the bytes, except booleans.
struct ListHeader {
  std::string state;  // id
  int32_t version = 0;
  api::ListOrigin origin = api::LIST_ORIGIN_UNSPECIFIED;
  std::string effective_date;
  bool rehearsal = false;
  int32_t entry_count = 0;
  int32_t previous_version = 0;  // the version in force before; 0 means none
  std::string previous_digest;
  int32_t amends = 0;  // the version that it amends; 0 means that it is a regular one
  // Computed versions.
  std::string cycle;
  std::string policy;  // with @{revision}
  std::string policy_digest;
  int32_t algorithm_version = 0;
  std::string dataset;
  std::string dataset_digest;
  // Adopted versions.
  std::string adoption_date;
  std::string authority;
  std::string source;

  bool operator==(const ListHeader& other) const;
};

struct ListContent {
  ListHeader header;
  std::vector<api::ListEntry> entries;
};

// SHA-256, in hexadecimal, of the policy's canonical JSON without etag, create_time and update_time.
std::string PolicyDigest(const api::Policy& policy);

// One line each, with its end.
std::string EncodeHeader(const ListHeader& header);
std::string EncodeEntry(const api::ListEntry& entry);  // leaves the name out: it says the version

// A line without its end. DATA_LOSS when it is no such line. A header is what Encode gives; that an entry is, only
// DecodeList checks: what is stored was checked by its digest.
absl::StatusOr<ListHeader> DecodeHeader(absl::string_view line);
absl::StatusOr<api::ListEntry> DecodeEntry(absl::string_view line, int32_t version);

// Whole lists. DATA_LOSS: not this format, lines that are not canonical, entries out of order, or another number of
// them than the header says.
std::string EncodeList(const ListContent& content);
absl::StatusOr<ListContent> DecodeList(absl::string_view bytes);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_CANONICAL_H_

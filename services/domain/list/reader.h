// Entries and decisions of stored versions, from any place in them. A page costs the chunks that it touches.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_READER_H_
#define ASSAY_SERVICES_DOMAIN_LIST_READER_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "services/domain/view.h"

namespace assay::domain {

// Errors of everything here: NOT_FOUND when there is no such version; DATA_LOSS when its content cannot be read.
// Version 0 is the list before the first: it has no entries and no decisions.

// The chunk that holds the item `id`, if any does. `first_ids` must not be empty.
int ChunkOf(const google::protobuf::RepeatedPtrField<std::string>& first_ids, const std::string& id);

// Items of one version in order of id. Format: chunks and items of one kind (EntryFormat, DecisionFormat,
// HistoryFormat).
// Thread-compatible; the view outlives it.
template <class Format>
class ItemReader {
 public:
  // Reads the items whose ids come after `after_id`; from the first when it is empty.
  ItemReader(const ScanView* scan, uint32_t version, std::string after_id)
      : scan_(scan), version_(version), after_id_(std::move(after_id)) {}

  // The next one; none at the end.
  absl::StatusOr<absl::optional<typename Format::Item>> Next();

 private:
  absl::Status Begin();
  absl::Status LoadChunk();

  const ScanView* const scan_;
  const uint32_t version_;
  const std::string after_id_;
  const ledger::ListVersionChange* content_ = nullptr;
  int next_chunk_ = 0;
  std::vector<std::string> items_;
  size_t next_item_ = 0;
};

struct EntryFormat {
  using Item = api::ListEntry;
  static const google::protobuf::RepeatedPtrField<std::string>& Chunks(const ledger::ListVersionChange& content);
  static const google::protobuf::RepeatedPtrField<std::string>& FirstIds(const ledger::ListVersionChange& content);
  static std::vector<std::string> Split(const std::string& chunk, bool first);
  static absl::StatusOr<Item> Decode(const std::string& item, uint32_t version);
  static std::string IdOf(const Item& item);  // of its credential
};

struct DecisionFormat {
  using Item = api::Decision;
  static const google::protobuf::RepeatedPtrField<std::string>& Chunks(const ledger::ListVersionChange& content);
  static const google::protobuf::RepeatedPtrField<std::string>& FirstIds(const ledger::ListVersionChange& content);
  static std::vector<std::string> Split(const std::string& chunk, bool first);
  static absl::StatusOr<Item> Decode(const std::string& item, uint32_t version);
  static std::string IdOf(const Item& item);  // of its proposal
};

struct HistoryFormat {
  using Item = api::EntryHistory;
  static const google::protobuf::RepeatedPtrField<std::string>& Chunks(const ledger::ListVersionChange& content);
  static const google::protobuf::RepeatedPtrField<std::string>& FirstIds(const ledger::ListVersionChange& content);
  static std::vector<std::string> Split(const std::string& chunk, bool first);
  static absl::StatusOr<Item> Decode(const std::string& item, uint32_t version);
  static std::string IdOf(const Item& item);  // of its credential
};

using EntryReader = ItemReader<EntryFormat>;
using DecisionReader = ItemReader<DecisionFormat>;
using HistoryReader = ItemReader<HistoryFormat>;

// Up to `limit` entries after a credential id that the filter lets through.
absl::StatusOr<std::vector<api::ListEntry>> ReadEntries(const ScanView& scan, uint32_t version,
                                                        const std::string& after_credential, int32_t limit,
                                                        absl::FunctionRef<bool(const api::ListEntry&)> filter);

// Up to `limit` decisions after a proposal id.
absl::StatusOr<std::vector<api::Decision>> ReadDecisions(const ScanView& scan, uint32_t version,
                                                         const std::string& after_proposal, int32_t limit);

// The item with this id, if there is one. Reads one chunk.
template <class Format>
absl::StatusOr<absl::optional<typename Format::Item>> FindItem(const ScanView& scan, uint32_t version,
                                                               const std::string& id);

// The decision on one proposal, by its id; none when the version did not decide on it. Reads one chunk.
inline absl::StatusOr<absl::optional<api::Decision>> FindDecision(const ScanView& scan, uint32_t version,
                                                                  const std::string& proposal_id) {
  return FindItem<DecisionFormat>(scan, version, proposal_id);
}

// One chunk of canonical bytes, counted from 0, and how many there are. OUT_OF_RANGE behind the last one.
absl::StatusOr<api::ReadListContentResponse> ReadContent(const ScanView& scan, uint32_t version, int32_t chunk_index);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_READER_H_

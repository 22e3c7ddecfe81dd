#include "services/domain/list/reader.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/error.h"
#include "services/domain/list/canonical.h"
#include "services/domain/name.h"

namespace assay::domain {
namespace {

absl::Status Damaged(absl::string_view what) {
  return MakeError(absl::StatusCode::kDataLoss, "LIST_UNREADABLE",
                   absl::StrCat("a chunk of a list version cannot be read: ", what, "; run assayd --check"));
}

// Null for version 0.
absl::StatusOr<const ledger::ListVersionChange*> FindContent(const View& view, uint32_t version) {
  if (version == 0) return nullptr;
  const ledger::ListContentRecord* content = view.Find(ListContentId(version));
  ASSAY_RETURN_IF_ERROR(view.status());
  if (content == nullptr) return NotFound(absl::StrCat("list version ", version));
  return &content->change();
}

}  // namespace

int ChunkOf(const google::protobuf::RepeatedPtrField<std::string>& first_ids, const std::string& id) {
  auto above = std::upper_bound(first_ids.begin(), first_ids.end(), id);
  return std::max(0, static_cast<int>(above - first_ids.begin()) - 1);
}

template <class Format>
absl::Status ItemReader<Format>::LoadChunk() {
  const auto& chunks = Format::Chunks(*content_);
  ASSAY_ASSIGN_OR_RETURN(std::string chunk, scan_->ReadBlob(chunks.Get(next_chunk_)));
  items_ = Format::Split(chunk, next_chunk_ == 0);
  next_item_ = 0;
  ++next_chunk_;
  return absl::OkStatus();
}

template <class Format>
absl::Status ItemReader<Format>::Begin() {
  ASSAY_ASSIGN_OR_RETURN(content_, FindContent(*scan_, version_));
  if (content_ == nullptr) content_ = &ledger::ListVersionChange::default_instance();
  next_chunk_ = ChunkOf(Format::FirstIds(*content_), after_id_);
  if (after_id_.empty() || Format::Chunks(*content_).empty()) return absl::OkStatus();
  ASSAY_RETURN_IF_ERROR(LoadChunk());
  size_t end = items_.size();
  while (next_item_ < end) {
    size_t middle = next_item_ + (end - next_item_) / 2;
    ASSAY_ASSIGN_OR_RETURN(typename Format::Item item, Format::Decode(items_[middle], version_));
    if (Format::IdOf(item) > after_id_) {
      end = middle;
    } else {
      next_item_ = middle + 1;
    }
  }
  return absl::OkStatus();
}

template <class Format>
absl::StatusOr<absl::optional<typename Format::Item>> ItemReader<Format>::Next() {
  if (content_ == nullptr) ASSAY_RETURN_IF_ERROR(Begin());
  while (next_item_ == items_.size()) {
    if (next_chunk_ == Format::Chunks(*content_).size()) return absl::optional<typename Format::Item>();
    ASSAY_RETURN_IF_ERROR(LoadChunk());
  }
  ASSAY_ASSIGN_OR_RETURN(typename Format::Item item, Format::Decode(items_[next_item_++], version_));
  return absl::make_optional(std::move(item));
}

template <class Format>
absl::StatusOr<absl::optional<typename Format::Item>> FindItem(const ScanView& scan, uint32_t version,
                                                               const std::string& id) {
  ASSAY_ASSIGN_OR_RETURN(const ledger::ListVersionChange* content, FindContent(scan, version));
  if (content == nullptr || Format::Chunks(*content).empty()) return absl::optional<typename Format::Item>();
  int chunk = ChunkOf(Format::FirstIds(*content), id);
  ASSAY_ASSIGN_OR_RETURN(std::string bytes, scan.ReadBlob(Format::Chunks(*content).Get(chunk)));
  for (const std::string& text : Format::Split(bytes, chunk == 0)) {
    ASSAY_ASSIGN_OR_RETURN(typename Format::Item item, Format::Decode(text, version));
    if (Format::IdOf(item) == id) return absl::make_optional(std::move(item));
  }
  return absl::optional<typename Format::Item>();
}

template class ItemReader<EntryFormat>;
template class ItemReader<DecisionFormat>;
template class ItemReader<HistoryFormat>;
template absl::StatusOr<absl::optional<api::ListEntry>> FindItem<EntryFormat>(const ScanView&, uint32_t,
                                                                              const std::string&);
template absl::StatusOr<absl::optional<api::Decision>> FindItem<DecisionFormat>(const ScanView&, uint32_t,
                                                                                const std::string&);
template absl::StatusOr<absl::optional<api::EntryHistory>> FindItem<HistoryFormat>(const ScanView&, uint32_t,
                                                                                   const std::string&);

const google::protobuf::RepeatedPtrField<std::string>& EntryFormat::Chunks(const ledger::ListVersionChange& content) {
  return content.content_chunks();
}
const google::protobuf::RepeatedPtrField<std::string>& EntryFormat::FirstIds(const ledger::ListVersionChange& content) {
  return content.content_first_ids();
}
std::vector<std::string> EntryFormat::Split(const std::string& chunk, bool first) {
  std::vector<std::string> lines = absl::StrSplit(chunk, '\n');
  lines.pop_back();
  if (first && !lines.empty()) lines.erase(lines.begin());
  return lines;
}
absl::StatusOr<api::ListEntry> EntryFormat::Decode(const std::string& item, uint32_t version) {
  return DecodeEntry(item, static_cast<int32_t>(version));
}
std::string EntryFormat::IdOf(const api::ListEntry& item) { return CredentialIdOf(item.credential()).credential; }

const google::protobuf::RepeatedPtrField<std::string>& DecisionFormat::Chunks(
    const ledger::ListVersionChange& content) {
  return content.decision_chunks();
}
const google::protobuf::RepeatedPtrField<std::string>& DecisionFormat::FirstIds(
    const ledger::ListVersionChange& content) {
  return content.decision_first_ids();
}
std::vector<std::string> DecisionFormat::Split(const std::string& chunk, bool) {
  ledger::DecisionChunk parsed;
  // What does not parse comes back as one item that does not decode.
  if (!parsed.ParseFromString(chunk)) return {chunk};
  return {parsed.decisions().begin(), parsed.decisions().end()};
}
absl::StatusOr<api::Decision> DecisionFormat::Decode(const std::string& item, uint32_t) {
  api::Decision decision;
  if (!decision.ParseFromString(item) || decision.proposal().empty()) return Damaged("no decision");
  return decision;
}
std::string DecisionFormat::IdOf(const api::Decision& item) { return ProposalIdOf(item.proposal()).proposal; }

const google::protobuf::RepeatedPtrField<std::string>& HistoryFormat::Chunks(const ledger::ListVersionChange& content) {
  return content.history_chunks();
}
const google::protobuf::RepeatedPtrField<std::string>& HistoryFormat::FirstIds(
    const ledger::ListVersionChange& content) {
  return content.history_first_ids();
}
std::vector<std::string> HistoryFormat::Split(const std::string& chunk, bool) {
  ledger::HistoryChunk parsed;
  if (!parsed.ParseFromString(chunk)) return {chunk};
  return {parsed.histories().begin(), parsed.histories().end()};
}
absl::StatusOr<api::EntryHistory> HistoryFormat::Decode(const std::string& item, uint32_t) {
  api::EntryHistory history;
  if (!history.ParseFromString(item) || history.credential().empty()) return Damaged("no history");
  return history;
}
std::string HistoryFormat::IdOf(const api::EntryHistory& item) { return CredentialIdOf(item.credential()).credential; }

absl::StatusOr<std::vector<api::ListEntry>> ReadEntries(const ScanView& scan, uint32_t version,
                                                        const std::string& after_credential, int32_t limit,
                                                        absl::FunctionRef<bool(const api::ListEntry&)> filter) {
  EntryReader reader(&scan, version, after_credential);
  std::vector<api::ListEntry> entries;
  while (entries.size() < static_cast<size_t>(limit)) {
    ASSAY_ASSIGN_OR_RETURN(absl::optional<api::ListEntry> entry, reader.Next());
    if (!entry.has_value()) break;
    if (filter(*entry)) entries.push_back(*std::move(entry));
  }
  return entries;
}

absl::StatusOr<std::vector<api::Decision>> ReadDecisions(const ScanView& scan, uint32_t version,
                                                         const std::string& after_proposal, int32_t limit) {
  DecisionReader reader(&scan, version, after_proposal);
  std::vector<api::Decision> decisions;
  while (decisions.size() < static_cast<size_t>(limit)) {
    ASSAY_ASSIGN_OR_RETURN(absl::optional<api::Decision> decision, reader.Next());
    if (!decision.has_value()) break;
    decisions.push_back(*std::move(decision));
  }
  return decisions;
}

absl::StatusOr<api::ReadListContentResponse> ReadContent(const ScanView& scan, uint32_t version, int32_t chunk_index) {
  ASSAY_ASSIGN_OR_RETURN(const ledger::ListVersionChange* content, FindContent(scan, version));
  int32_t count = content == nullptr ? 0 : content->content_chunks_size();
  if (chunk_index < 0 || chunk_index >= count) {
    return MakeError(
        absl::StatusCode::kOutOfRange, "NO_SUCH_CHUNK",
        absl::StrCat("version ", version, " has ", count, " chunks, counted from 0; chunk_index is ", chunk_index));
  }
  api::ReadListContentResponse response;
  ASSAY_ASSIGN_OR_RETURN(*response.mutable_data(), scan.ReadBlob(content->content_chunks(chunk_index)));
  response.set_chunk_count(count);
  return response;
}

}  // namespace assay::domain

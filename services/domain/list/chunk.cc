#include "services/domain/list/chunk.h"

#include "services/domain/name.h"

namespace assay::domain {
namespace {

void Append(absl::string_view id, const std::string& item, Chunks* chunks) {
  if (chunks->blobs.empty() || chunks->blobs.back().size() + item.size() > kChunkBytesMax) {
    chunks->blobs.emplace_back();
    chunks->first_ids.emplace_back();
  }
  chunks->blobs.back() += item;
  if (chunks->first_ids.back().empty()) chunks->first_ids.back() = std::string(id);
}

}  // namespace

Chunks CutContent(const ListContent& content) {
  Chunks chunks;
  Append("", EncodeHeader(content.header), &chunks);
  for (const api::ListEntry& entry : content.entries) {
    Append(CredentialIdOf(entry.credential()).credential, EncodeEntry(entry), &chunks);
  }
  return chunks;
}

Chunks CutDecisions(const std::vector<api::Decision>& decisions) {
  Chunks chunks;
  for (const api::Decision& decision : decisions) {
    // Serialised messages put together are the serialisation of their merger.
    ledger::DecisionChunk one;
    one.add_decisions(decision.SerializeAsString());
    Append(ProposalIdOf(decision.proposal()).proposal, one.SerializeAsString(), &chunks);
  }
  return chunks;
}

Chunks CutHistories(const std::vector<api::EntryHistory>& histories) {
  Chunks chunks;
  for (const api::EntryHistory& history : histories) {
    ledger::HistoryChunk one;
    one.add_histories(history.SerializeAsString());
    Append(CredentialIdOf(history.credential()).credential, one.SerializeAsString(), &chunks);
  }
  return chunks;
}

}  // namespace assay::domain

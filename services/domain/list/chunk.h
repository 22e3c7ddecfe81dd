// A version's content in pieces that a store takes: canonical bytes, decisions and histories, cut between items.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_CHUNK_H_
#define ASSAY_SERVICES_DOMAIN_LIST_CHUNK_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/domain/list/canonical.h"

namespace assay::domain {

// A chunk is larger only when a single item is.
inline constexpr size_t kChunkBytesMax = 96 * 1024;

struct Chunks {
  std::vector<std::string> blobs;
  std::vector<std::string> first_ids;  // id of the first item that begins in each; empty when a chunk has none
};

// Canonical bytes: put together they are EncodeList(content). Ids are credential ids.
Chunks CutContent(const ListContent& content);

// Each a serialised ledger.v1.DecisionChunk. Ids are proposal ids. No decisions, no chunk.
Chunks CutDecisions(const std::vector<api::Decision>& decisions);

// Each a serialised ledger.v1.HistoryChunk. Ids are credential ids. No histories, no chunk.
Chunks CutHistories(const std::vector<api::EntryHistory>& histories);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_CHUNK_H_

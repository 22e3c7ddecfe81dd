#include "services/domain/list/outcome.h"

#include "services/base/error.h"
#include "services/domain/list/reader.h"
#include "services/domain/name.h"

namespace assay::domain {

absl::StatusOr<uint32_t> DecidingVersion(const std::string& cycle, const ScanView& scan) {
  uint32_t deciding = 0;
  ASSAY_RETURN_IF_ERROR(
      scan.Scan<ListVersionId>(PrefixOf<ListVersionId>(), "", [&](absl::string_view, const api::ListVersion& version) {
        bool published = version.state() != api::LIST_VERSION_STATE_DRAFT;
        if (published && version.cycle() == cycle) deciding = static_cast<uint32_t>(version.version());
        return deciding == 0;
      }));
  return deciding;
}

absl::Status PublishedOutcomes::LoadChunk(int index) {
  outcomes_.clear();
  loaded_chunk_ = index;
  const ledger::ListVersionChange& content = scan_->FindOrDefault(ListContentId(*version_)).change();
  ASSAY_ASSIGN_OR_RETURN(std::string bytes, scan_->ReadBlob(content.decision_chunks(index)));
  for (const std::string& item : DecisionFormat::Split(bytes, index == 0)) {
    ASSAY_ASSIGN_OR_RETURN(api::Decision decision, DecisionFormat::Decode(item, *version_));
    outcomes_[DecisionFormat::IdOf(decision)] = decision.outcome();
  }
  return absl::OkStatus();
}

absl::StatusOr<api::Outcome> PublishedOutcomes::Of(const std::string& proposal_id) {
  if (!version_.has_value()) {
    ASSAY_ASSIGN_OR_RETURN(version_, DecidingVersion(cycle_, *scan_));
  }
  const ledger::ListVersionChange& content = scan_->FindOrDefault(ListContentId(*version_)).change();
  ASSAY_RETURN_IF_ERROR(scan_->status());
  if (content.decision_chunks().empty()) return api::OUTCOME_UNSPECIFIED;
  int chunk = ChunkOf(content.decision_first_ids(), proposal_id);
  if (chunk != loaded_chunk_) ASSAY_RETURN_IF_ERROR(LoadChunk(chunk));
  auto found = outcomes_.find(proposal_id);
  return found == outcomes_.end() ? api::OUTCOME_UNSPECIFIED : found->second;
}

absl::StatusOr<api::Outcome> OutcomeInForce(const std::string& proposal, const ScanView& scan) {
  ProposalId id = ProposalIdOf(proposal);
  return PublishedOutcomes(&scan, NameOf(StateOf(proposal), CycleId{id.cycle})).Of(id.proposal);
}

}  // namespace assay::domain

#include "services/domain/list/outcome.h"

#include "services/base/error.h"
#include "services/domain/list/reader.h"
#include "services/domain/name.h"

namespace assay::domain {

bool IsPublished(const api::ListVersion& version) {
  return version.state() == api::LIST_VERSION_STATE_PUBLISHED || version.state() == api::LIST_VERSION_STATE_SUPERSEDED;
}

absl::StatusOr<uint32_t> DecidingVersion(const std::string& cycle, const ScanView& scan) {
  uint32_t deciding = 0;
  ASSAY_RETURN_IF_ERROR(
      scan.Scan<ListVersionId>(PrefixOf<ListVersionId>(), "", [&](absl::string_view, const api::ListVersion& version) {
        if (IsPublished(version) && version.cycle() == cycle) deciding = static_cast<uint32_t>(version.version());
        return deciding == 0;
      }));
  return deciding;
}

absl::StatusOr<CycleVersions> CycleVersions::Of(const std::string& cycle, const ScanView& scan) {
  CycleVersions versions;
  versions.base = scan.FindOrDefault(StateHeadId{}).list_version_in_force();
  ASSAY_RETURN_IF_ERROR(
      scan.Scan<ListVersionId>(PrefixOf<ListVersionId>(), "", [&](absl::string_view, const api::ListVersion& version) {
        if (!IsPublished(version) || version.cycle() != cycle) return true;
        if (versions.last == 0) {
          versions.last = static_cast<uint32_t>(version.version());
          versions.last_policy = version.basis().policy();
          versions.last_dataset = version.basis().dataset();
        }
        versions.base = version.basis().previous_version();
        return true;
      }));
  ASSAY_RETURN_IF_ERROR(scan.status());
  return versions;
}

absl::Status VersionDecisions::LoadChunk(int index) {
  decisions_.clear();
  loaded_chunk_ = index;
  const ledger::ListVersionChange& content = scan_->FindOrDefault(ListContentId(version_)).change();
  ASSAY_ASSIGN_OR_RETURN(std::string bytes, scan_->ReadBlob(content.decision_chunks(index)));
  for (const std::string& item : DecisionFormat::Split(bytes, index == 0)) {
    ASSAY_ASSIGN_OR_RETURN(api::Decision decision, DecisionFormat::Decode(item, version_));
    std::string id = DecisionFormat::IdOf(decision);
    decisions_[std::move(id)] = std::move(decision);
  }
  return absl::OkStatus();
}

absl::StatusOr<const api::Decision*> VersionDecisions::Find(const std::string& proposal_id) {
  if (version_ == 0) return nullptr;
  const ledger::ListVersionChange& content = scan_->FindOrDefault(ListContentId(version_)).change();
  ASSAY_RETURN_IF_ERROR(scan_->status());
  if (content.decision_chunks().empty()) return nullptr;
  int chunk = ChunkOf(content.decision_first_ids(), proposal_id);
  if (chunk != loaded_chunk_) ASSAY_RETURN_IF_ERROR(LoadChunk(chunk));
  auto found = decisions_.find(proposal_id);
  return found == decisions_.end() ? nullptr : &found->second;
}

absl::StatusOr<api::Outcome> VersionDecisions::OutcomeOf(const std::string& proposal_id) {
  ASSAY_ASSIGN_OR_RETURN(const api::Decision* decision, Find(proposal_id));
  return decision == nullptr ? api::OUTCOME_UNSPECIFIED : decision->outcome();
}

absl::StatusOr<api::Outcome> PublishedOutcomes::Of(const std::string& proposal_id) {
  if (!decisions_.has_value()) {
    ASSAY_ASSIGN_OR_RETURN(uint32_t version, DecidingVersion(cycle_, *scan_));
    decisions_.emplace(scan_, version);
  }
  return decisions_->OutcomeOf(proposal_id);
}

absl::StatusOr<api::Outcome> OutcomeInForce(const std::string& proposal, const ScanView& scan) {
  ProposalId id = ProposalIdOf(proposal);
  return PublishedOutcomes(&scan, NameOf(StateOf(proposal), CycleId{id.cycle})).Of(id.proposal);
}

}  // namespace assay::domain

// What the published lists came to about the proposals of a cycle.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_OUTCOME_H_
#define ASSAY_SERVICES_DOMAIN_LIST_OUTCOME_H_

#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "services/domain/view.h"

namespace assay::domain {

// Whether the version is or was in force.
bool IsPublished(const api::ListVersion& version);

// The newest published version that was computed for the cycle, superseded or not; 0 when there is none. O(versions
// since then).
absl::StatusOr<uint32_t> DecidingVersion(const std::string& cycle, const ScanView& scan);

// The published versions that were computed for a cycle.
struct CycleVersions {
  uint32_t last = 0;        // the newest, which decides; 0 means none
  std::string last_policy;  // what that rests on
  std::string last_dataset;
  int32_t base = 0;  // the version in force before the first of them, or now when there is none

  // O(versions).
  static absl::StatusOr<CycleVersions> Of(const std::string& cycle, const ScanView& scan);
};

// Decisions of one version. Keeps the chunk it read last, so that asking in order of proposal id reads each chunk once.
// Thread-compatible; the view outlives it.
class VersionDecisions {
 public:
  // Version 0 decided nothing.
  VersionDecisions(const ScanView* scan, uint32_t version) : scan_(scan), version_(version) {}

  // Null when the version did not decide on the proposal. Valid until the next call. DATA_LOSS.
  absl::StatusOr<const api::Decision*> Find(const std::string& proposal_id);
  // UNSPECIFIED then.
  absl::StatusOr<api::Outcome> OutcomeOf(const std::string& proposal_id);

 private:
  absl::Status LoadChunk(int index);

  const ScanView* const scan_;
  const uint32_t version_;
  int loaded_chunk_ = -1;
  absl::flat_hash_map<std::string, api::Decision> decisions_;  // of the chunk, by proposal id
};

// Outcomes of one cycle's proposals by its deciding version. Thread-compatible; the view outlives it.
class PublishedOutcomes {
 public:
  // `cycle`: states/{state}/cycles/{cycle}.
  PublishedOutcomes(const ScanView* scan, std::string cycle) : scan_(scan), cycle_(std::move(cycle)) {}

  // UNSPECIFIED when no published version decided on the proposal. DATA_LOSS.
  absl::StatusOr<api::Outcome> Of(const std::string& proposal_id);

 private:
  const ScanView* const scan_;
  const std::string cycle_;
  absl::optional<VersionDecisions> decisions_;
};

// The same for one proposal, by name.
absl::StatusOr<api::Outcome> OutcomeInForce(const std::string& proposal, const ScanView& scan);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_OUTCOME_H_

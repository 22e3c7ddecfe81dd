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

// The newest published version that was computed for the cycle, superseded or not; 0 when there is none. O(versions
// since then).
absl::StatusOr<uint32_t> DecidingVersion(const std::string& cycle, const ScanView& scan);

// Outcomes of one cycle's proposals. Keeps the chunk of decisions it read last, so that asking in order of proposal id
// reads each chunk once. Thread-compatible; the view outlives it.
class PublishedOutcomes {
 public:
  // `cycle`: states/{state}/cycles/{cycle}.
  PublishedOutcomes(const ScanView* scan, std::string cycle) : scan_(scan), cycle_(std::move(cycle)) {}

  // UNSPECIFIED when no published version decided on the proposal. DATA_LOSS.
  absl::StatusOr<api::Outcome> Of(const std::string& proposal_id);

 private:
  absl::Status LoadChunk(int index);

  const ScanView* const scan_;
  const std::string cycle_;
  absl::optional<uint32_t> version_;
  int loaded_chunk_ = -1;
  absl::flat_hash_map<std::string, api::Outcome> outcomes_;  // of the chunk, by proposal id
};

// The same for one proposal, by name.
absl::StatusOr<api::Outcome> OutcomeInForce(const std::string& proposal, const ScanView& scan);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_OUTCOME_H_

// Where the proposals of a cycle stand, the cycle's lists included.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_PROPOSAL_STANDING_H_
#define ASSAY_SERVICES_DOMAIN_LIST_PROPOSAL_STANDING_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/domain/list/outcome.h"
#include "services/domain/review/derived_state.h"
#include "services/domain/view.h"

namespace assay::domain {

// States of one cycle's proposals for their readers: first by the newest published version of the cycle, then by a
// newer one that is open to comments or to signatures; drafts say nothing. Asking in order of proposal id reads each
// chunk of decisions once. Thread-compatible; the view outlives it.
class ProposalStandings {
 public:
  // `cycle`: states/{state}/cycles/{cycle}.
  ProposalStandings(const ScanView* scan, std::string cycle, absl::Time now)
      : scan_(scan), cycle_(std::move(cycle)), now_(now) {}

  // The state of a stored proposal of the cycle. DATA_LOSS.
  absl::StatusOr<api::ProposalState> StateOf(const api::Proposal& proposal);

 private:
  absl::Status LoadVersions();

  const ScanView* const scan_;
  const std::string cycle_;
  const absl::Time now_;
  ListFirmness published_firmness_ = ListFirmness::kPublished;
  absl::optional<VersionDecisions> published_;
  absl::optional<VersionDecisions> proposed_;
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_PROPOSAL_STANDING_H_

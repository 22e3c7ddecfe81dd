// The list that follows from a basis: every decision of the cycle with its reasons, and every entry.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_COMPUTE_H_
#define ASSAY_SERVICES_DOMAIN_LIST_COMPUTE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/domain/view.h"

namespace assay::domain {

struct ListResult {
  std::vector<api::Decision> decisions;  // in order of proposal id
  std::vector<api::ListEntry> entries;   // in order of credential id, for version previous_version + 1
  api::ListSummary summary;
};

// Decides every proposal of the cycle that was handed in (not DRAFT, RETURNED or WITHDRAWN) under the basis' policy,
// and carries the version before over:
// - an approved NEW or UPDATE puts the credential on the list with its present facts (of several the last by id
// counts);
// - an approved REMOVAL takes it off, whatever else was approved for it in the cycle;
// - every other entry stays as it was, adopted ones included. A denied UPDATE changes nothing.
// `effective_date`: endorsements that ended before it do not count. `now`: which rounds are closed. Reads tallies,
// never ballots: O(proposals + endorsements + entries). NOT_FOUND: the cycle's policy revision is gone;
// FAILED_PRECONDITION UNKNOWN_ALGORITHM; DATA_LOSS: a credential or the version before cannot be read.
absl::StatusOr<ListResult> ComputeList(const api::ListBasis& basis, const std::string& cycle,
                                       const std::string& effective_date, absl::Time now, const ScanView& scan);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_COMPUTE_H_

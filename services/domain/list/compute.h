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
  std::vector<api::Decision> decisions;      // in order of proposal id
  std::vector<api::ListEntry> entries;       // in order of credential id, for version previous_version + 1
  std::vector<api::EntryHistory> histories;  // what it did about each credential and why, in the same order
  api::ListSummary summary;
};

// Decides every proposal of the cycle that was handed in (not DRAFT, RETURNED or WITHDRAWN) under the basis' policy,
// and carries the version before over. What the cycle's last published version had enacted is not enacted again; so of
// each credential
// - a newly approved NEW or UPDATE puts it on the list with its present facts (of several the last by id counts); one
//   that was approved before brings the facts of its entry up to date, when that is still there;
// - a newly approved REMOVAL takes it off or phases it out, and no other proposal of the cycle puts it on;
// - an approval that holds no longer, be it denied or undecided now, is undone: the entry is what it was before the
// cycle's first version;
// - list actions confirmed since the version before are carried out in the order of their numbers;
// - what has passed its last day comes off;
// - every other entry stays as it was, adopted ones included. A denied UPDATE changes nothing.
// Without a cycle there are no decisions. `effective_date`: endorsements that ended before it do not count. `now`:
// which rounds are closed. Reads tallies, never ballots: O(proposals + endorsements + entries). NOT_FOUND: the cycle's
// policy revision is gone; FAILED_PRECONDITION UNKNOWN_ALGORITHM; DATA_LOSS: a credential or the version before cannot
// be read.
absl::StatusOr<ListResult> ComputeList(const api::ListBasis& basis, const std::string& cycle,
                                       const std::string& effective_date, absl::Time now, const ScanView& scan);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_COMPUTE_H_

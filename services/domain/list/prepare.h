// Building a version's content, away from the commit thread. What it gives is staged as blobs and then accepted by one
// small decision (services/domain/list/commands.h), which checks that nothing it rests on has changed meanwhile.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_PREPARE_H_
#define ASSAY_SERVICES_DOMAIN_LIST_PREPARE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/domain/view.h"

namespace assay::domain {

struct PreparedVersion {
  ledger::ListVersionChange change;  // complete but for what the commit adds: times, etag and who did it
  std::vector<std::string> blobs;    // to be stored under their SHA-256 before the change is committed; each ≤ 96 KiB
};

// Computes what a draft would hold. Errors of CurrentBasis and ComputeList.
absl::StatusOr<PreparedVersion> BuildDraft(const api::DraftListVersionRequest& request, absl::Time now,
                                           const ScanView& scan);

// The same for an amendment of the version in force. FAILED_PRECONDITION: NOTHING_TO_AMEND: no list is in force;
// CYCLE_NOT_PUBLISHED: no published version was computed for the cycle named. Errors of ComputeList.
absl::StatusOr<PreparedVersion> BuildAmendment(const api::DraftAmendmentRequest& request, absl::Time now,
                                               const ScanView& scan);

// An adopted version: the credentials named, with their present titles and without figures. INVALID_ARGUMENT, as
// entries[i].credential: not in the catalogue, or named twice; as many as Violations lets through, then how many more.
absl::StatusOr<PreparedVersion> BuildAdoption(const api::AdoptVersionRequest& request, const ScanView& scan);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_PREPARE_H_

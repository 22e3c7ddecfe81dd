// What differs between two versions.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_DIFF_H_
#define ASSAY_SERVICES_DOMAIN_LIST_DIFF_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/domain/view.h"

namespace assay::domain {

// Versions whose causes are told at most.
inline constexpr uint32_t kDiffVersionsMax = 100;

// Up to `limit` differences from version `from` (0: nothing at all) to version `to`, in order of credential id,
// beginning after `after_credential`. Entries with the same facts (ChangedFields) are no difference. Each with the
// causes that the versions after `from` name, oldest first; of the newest kDiffVersionsMax versions at most. NOT_FOUND,
// DATA_LOSS.
absl::StatusOr<std::vector<api::EntryDifference>> Diff(const ScanView& scan, uint32_t from, uint32_t to,
                                                       const std::string& after_credential, int32_t limit);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_DIFF_H_

// What the lists of all years said about a credential.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_HISTORY_H_
#define ASSAY_SERVICES_DOMAIN_LIST_HISTORY_H_

#include <set>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "services/domain/view.h"

namespace assay::domain {

// Visits what published versions did about these credentials (ids), newest version first and in order of id within one,
// beginning with version `from` and, within it, after `after_id`, until `visit` returns false. Versions that did
// nothing about them are passed over: `examined` versions at most. `*next` is then the version to go on with, 0 at the
// end. DATA_LOSS.
absl::Status VisitHistory(const std::set<std::string>& credentials, uint32_t from, const std::string& after_id,
                          int examined, const ScanView& scan,
                          absl::FunctionRef<bool(const std::string& id, api::CredentialEvent event)> visit,
                          uint32_t* next);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_HISTORY_H_

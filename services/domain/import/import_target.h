// Where an import's rows go, and whether they still may.
#ifndef ASSAY_SERVICES_DOMAIN_IMPORT_IMPORT_TARGET_H_
#define ASSAY_SERVICES_DOMAIN_IMPORT_IMPORT_TARGET_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/base/error.h"
#include "services/domain/view.h"

namespace assay::domain {

// Unspecified is 2018.
api::SocVersion EditionOf(api::SocVersion version);

// A violation of `field` when the target is not a name, in this state, of what the import's kind goes to.
void CheckTargetName(const api::Import& import, absl::string_view state, absl::string_view field,
                     Violations* violations);

// NOT_FOUND: the target does not exist. FAILED_PRECONDITION, DATASET_SEALED or CROSSWALK_SEALED: it was
// filled before. Precondition: the
// target's name was checked.
absl::Status CheckTargetTakesRows(const api::Import& import, const View& view);

// FAILED_PRECONDITION, IMPORT_NOT_UPLOADING: the import was accepted before.
absl::Status CheckUploading(const api::Import& import);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_IMPORT_IMPORT_TARGET_H_

// Whether an employer's word counts.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_STANDING_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_STANDING_H_

#include <string>

#include "absl/status/status.h"
#include "services/domain/view.h"

namespace assay::domain {

// OK when the employer is VERIFIED. `employer_id` may be empty: a caller who speaks for nobody.
// PERMISSION_DENIED NO_EMPLOYER: it is empty. NOT_FOUND: no such employer.
// FAILED_PRECONDITION EMPLOYER_NOT_VERIFIED, EMPLOYER_SUSPENDED, EMPLOYER_REJECTED, EMPLOYER_MERGED.
absl::Status CheckEmployerActs(const std::string& employer_id, const std::string& state, const View& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_STANDING_H_

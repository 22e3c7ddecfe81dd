// Decisions on the texts that endorsers attest to.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_ATTESTATION_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_ATTESTATION_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// A text is made once and never changes. ALREADY_EXISTS: the id is taken.
absl::Status Decide(const api::CreateAttestationRequest& request, const Context& context, const View& view,
                    Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_ATTESTATION_H_

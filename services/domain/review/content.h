// What a reviewer is shown of a proposal before and while it reviews it.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_CONTENT_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_CONTENT_H_

#include "absl/time/time.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Leaves out who proposes.
void HideProposer(api::Proposal* proposal);

// What `principal` is not to see of a proposal at `now` is left out of it. Whoever speaks for a seat of its open round,
// and is neither of the agency nor its proposer:
// - sees only its name, credential, state and round until it has said that it has no conflict, where the round asks
// that
//   first;
// - does not see who proposes where the round is blind.
// Reads at most four records.
void HideFromReviewer(const Principal& principal, absl::Time now, const View& view, api::Proposal* proposal);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_CONTENT_H_

// Where a proposal stands for its readers: what is stored, then its round, then the list in force.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_DERIVED_STATE_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_DERIVED_STATE_H_

#include "absl/time/time.h"
#include "services/domain/view.h"

namespace assay::domain {

// What the list in force says about a proposal; kNone when it does not rest on it.
enum class ListOutcome { kNone, kApproved, kDenied };

// A screened proposal is IN_REVIEW while its round is open and REVIEWED after, deadlines included; the list's outcome
// overrides that. Every other stored state stands. Reads at most one record.
api::ProposalState DeriveState(const api::Proposal& proposal, const View& view, absl::Time now,
                               ListOutcome outcome = ListOutcome::kNone);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_DERIVED_STATE_H_

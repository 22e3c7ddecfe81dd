// Where a proposal stands for its readers: what is stored, then its round, then the cycle's list, then the appeal.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_DERIVED_STATE_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_DERIVED_STATE_H_

#include "absl/time/time.h"
#include "services/domain/view.h"

namespace assay::domain {

// What the cycle's list says about a proposal; kNone when it does not rest on it.
enum class ListOutcome { kNone, kApproved, kDenied };

// How firm that is: on a list that waits for signatures or for publication; published; published, proposers were told,
// and the time for appeals is over.
enum class ListFirmness { kProposed, kPublished, kFinal };

struct ListStanding {
  ListOutcome outcome = ListOutcome::kNone;
  ListFirmness firmness = ListFirmness::kPublished;
};

// A screened proposal is IN_REVIEW while its round is open and REVIEWED after, deadlines included; the list overrides
// that: RECOMMENDED or NOT_RECOMMENDED, then APPROVED or DENIED, APPEALED while an appeal is under way, FINAL when it
// was decided or none can be filed any more. Every other stored state stands. Reads at most one record.
api::ProposalState DeriveState(const api::Proposal& proposal, const View& view, absl::Time now,
                               const ListStanding& standing = {});

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_DERIVED_STATE_H_

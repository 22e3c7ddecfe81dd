// What the rounds came to about a proposal.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_ROUND_RESULT_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_ROUND_RESULT_H_

#include "absl/time/time.h"
#include "services/domain/decision/employer_votes.h"
#include "services/domain/view.h"

namespace assay::domain {

// The last of the proposal's rounds that is closed at `now` decides; an appeal's round only advises and is not asked.
// Without one there are no groups, and `undecided_because` says why. Ballots of open rounds are not read.
ItemResult ResultOf(const api::Proposal& proposal, absl::Time now, const View& view);

// The proposal's result in one opened round, also while it is open: for whoever may see its tally (TallyVisible) only.
// Without groups when the proposal is not before it or it is in draft.
ItemResult ResultIn(const api::Round& round, const api::Proposal& proposal, const View& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_ROUND_RESULT_H_

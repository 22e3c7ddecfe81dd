// What the rounds came to about a proposal, as far as somebody may see it now.
#ifndef ASSAY_SERVICES_DOMAIN_SIMULATION_VISIBLE_RESULT_H_
#define ASSAY_SERVICES_DOMAIN_SIMULATION_VISIBLE_RESULT_H_

#include "absl/time/time.h"
#include "services/domain/context.h"
#include "services/domain/decision/employer_votes.h"
#include "services/domain/view.h"

namespace assay::domain {

struct VisibleResult {
  ItemResult item;
  bool hidden = false;       // its round is open and hides the tally: no ballot was looked at
  bool provisional = false;  // its round is open: the tally is a running one
};

// Of the round that the proposal is before now, while that is open; otherwise of the last one that closed.
VisibleResult LatestResult(const api::Proposal& proposal, const Principal& principal, absl::Time now, const View& view);

// Of one round; without groups while it is in draft.
VisibleResult ResultInRound(const api::Round& round, const api::Proposal& proposal, const Principal& principal,
                            absl::Time now, const View& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_SIMULATION_VISIBLE_RESULT_H_

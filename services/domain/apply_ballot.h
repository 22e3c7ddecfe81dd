// What ballots do to tallies and other records; called by Apply only.
#ifndef ASSAY_SERVICES_DOMAIN_APPLY_BALLOT_H_
#define ASSAY_SERVICES_DOMAIN_APPLY_BALLOT_H_

#include "services/domain/view.h"

namespace assay::domain {

// Replaces what the seat said on the item before.
void ApplyBallot(const ledger::Event& event, Records* records);
// The ballot stops counting; the seat may answer again.
void ApplyBallotVoided(const ledger::BallotVoided& voided, Records* records);

// Takes a ballot out of its tally and marks it. Nothing when there is none, or it is void already.
void VoidBallot(const BallotId& id, Records* records);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_APPLY_BALLOT_H_

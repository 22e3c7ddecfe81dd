// What events of rounds, ballots and endorsements do to the records; a part of Apply (services/domain/apply.h).
#ifndef ASSAY_SERVICES_DOMAIN_APPLY_REVIEW_H_
#define ASSAY_SERVICES_DOMAIN_APPLY_REVIEW_H_

#include <string>

#include "services/domain/view.h"

namespace assay::domain {

// Counts a change that a decision of the cycle may rest on.
void CountDecisionInput(const std::string& cycle, Records* records);

void ApplyRound(const api::Round& round, Records* records);
void ApplyRoundItems(const ledger::RoundItems& items, Records* records);
void ApplyRoundOpening(const ledger::RoundOpening& opening, Records* records);
void ApplyAssignment(const api::Assignment& assignment, Records* records);
void ApplyBallot(const ledger::Event& event, Records* records);
void ApplyEndorsement(const ledger::Event& event, Records* records);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_APPLY_REVIEW_H_

// What rounds, their seats, threads, conflicts and annulments do to records; called by Apply only.
#ifndef ASSAY_SERVICES_DOMAIN_APPLY_ROUND_H_
#define ASSAY_SERVICES_DOMAIN_APPLY_ROUND_H_

#include "services/domain/view.h"

namespace assay::domain {

// Also keeps the due index and, for a close, the event in the roster.
void ApplyRound(const ledger::Event& event, Records* records);
// Also moves the proposals to the round, unless it hears an appeal: that one only advises.
void ApplyRoundItems(const ledger::RoundItems& items, Records* records);
void ApplyRoundOpening(const ledger::Event& event, Records* records);
void ApplySeatChange(const ledger::SeatChange& change, Records* records);
void ApplyConflictAnswered(const ledger::Event& event, Records* records);
void ApplyConflictDeclaration(const ledger::Event& event, Records* records);
void ApplyMessage(const ledger::Event& event, Records* records);
void ApplyAnnulment(const ledger::Event& event, Records* records);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_APPLY_ROUND_H_

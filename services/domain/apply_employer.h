// Employers, their seats, and what was recorded on their behalf become records; called by Apply only.
#ifndef ASSAY_SERVICES_DOMAIN_APPLY_EMPLOYER_H_
#define ASSAY_SERVICES_DOMAIN_APPLY_EMPLOYER_H_

#include "services/domain/view.h"

namespace assay::domain {

// Also keeps who holds a registration number, and who belongs to whom.
void ApplyEmployer(const api::Employer& employer, Records* records);
// Also keeps which panels are part of which.
void ApplyPanel(const api::Panel& panel, Records* records);
// Also keeps the seats of its employer; those whose term was over before the event are forgotten there.
void ApplySeat(const ledger::Event& event, Records* records);
// The endorsement that an event gave, as it is kept.
ledger::EndorsementRecord EndorsementRecordOf(const ledger::Event& event);
void ApplyEndorsement(const ledger::Event& event, Records* records);
void ApplyPaperSubmission(const ledger::Event& event, Records* records);
// The meeting that an event left, as it is kept.
api::Meeting MeetingOf(const ledger::Event& event);
void ApplyMeeting(const ledger::Event& event, Records* records);
void ApplyPreferences(const ledger::PreferencesStated& stated, Records* records);
void ApplyAssignmentPlan(const ledger::AssignmentPlan& plan, Records* records);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_APPLY_EMPLOYER_H_

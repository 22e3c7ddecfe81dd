// Appeals against what a published list denied. Each decision adds one event, whose texts are in its personal part;
// AnswerFromEvents gives every answer. An appeal reads no ballot: it rests on the notice and on what two people say.
#ifndef ASSAY_SERVICES_DOMAIN_APPEAL_APPEAL_H_
#define ASSAY_SERVICES_DOMAIN_APPEAL_APPEAL_H_

#include <string>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// What was decided on a proposal by the newest version for which notices were issued; read on a snapshot
// (services/domain/list/notice.h).
struct AppealableDecision {
  int32_t version = 0;   // 0: no notice tells of a decision
  int32_t in_force = 0;  // the version in force when it was read
  api::Outcome outcome = api::OUTCOME_UNSPECIFIED;
  absl::optional<absl::Time> close_time;  // absent: nothing can be appealed
};

// NOT_FOUND: no such proposal. PERMISSION_DENIED NOT_YOUR_PROPOSAL. ALREADY_EXISTS: there is one appeal a proposal.
// FAILED_PRECONDITION: NO_DECISION_NOTICE; NOTHING_DENIED; NO_APPEALS: the cycle's rules have none; APPEAL_TOO_LATE:
// names the deadline; STAGE_NOT_OPEN, STAGE_CLOSED. ABORTED LIST_CHANGED: another version came into force meanwhile.
absl::Status DecideFileAppeal(const api::FileAppealRequest& request, const AppealableDecision& decided,
                              const Context& context, const View& view, Events* events);

// INVALID_ARGUMENT: not exactly one of officer and round, an officer who does not exist, is no staff or approver, or is
// the appellant; a round that is not made for this appeal. WRONG_STATE; APPEAL_OVERDUE: its deadline has passed.
absl::Status Decide(const api::AssignAppealRequest& request, const Context& context, const View& view, Events* events);

// WRONG_STATE; APPEAL_OVERDUE; NOT_THE_OFFICER: another person has it; ROUND_NOT_CLOSED: its round is still open;
// SECOND_PERSON_REQUIRED: the appellant does not decide.
absl::Status Decide(const api::DecideAppealRequest& request, const Context& context, const View& view, Events* events);

// WRONG_STATE; APPEAL_OVERDUE; SECOND_PERSON_REQUIRED: whoever decided, or filed it, does not confirm.
absl::Status Decide(const api::ConfirmAppealDecisionRequest& request, const Context& context, const View& view,
                    Events* events);

// WRONG_STATE; PERMISSION_DENIED NOT_YOUR_PROPOSAL.
absl::Status Decide(const api::WithdrawAppealRequest& request, const Context& context, const View& view,
                    Events* events);

// What the job does at decide_by_time: the cycle's rules decide. No event when the appeal is decided or its instant has
// changed.
absl::Status DecideAppealLapse(const std::string& appeal, absl::Time scheduled, const Context& context,
                               const View& view, Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_APPEAL_APPEAL_H_

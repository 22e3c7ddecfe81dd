// The thread of a round, in which those who sit in it talk while it is open.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_THREAD_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_THREAD_H_

#include <vector>

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

inline constexpr int kThreadMessagesMax = 1000;

// Writes into the thread. NOT_FOUND. FAILED_PRECONDITION ROUND_NOT_OPEN, ROUND_CLOSED; EMPLOYER_NOT_VERIFIED,
// EMPLOYER_SUSPENDED; CONFLICT_NOT_ANSWERED, RECUSED: about a proposal that the employer is kept from; THREAD_FULL:
// over kThreadMessagesMax. PERMISSION_DENIED NO_EMPLOYER, NOT_ON_PANEL. INVALID_ARGUMENT: the proposal is not before
// the round.
absl::Status Decide(const api::PostMessageRequest& request, const Context& context, const View& view, Events* events);
void Answer(const api::PostMessageRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::PostMessageResponse* response);

// PERMISSION_DENIED, NOT_ON_PANEL: the caller neither holds a seat in the round nor is staff or an auditor.
absl::Status CheckMayReadThread(const api::Round& round, const Principal& principal, const View& view);

// A message as `principal` is shown it: without its author where the round is blind and the reader is of the panel.
api::RoundMessage MessageOf(const api::Round& round, uint32_t ordinal, const ledger::RoundMessageRecord& record,
                            const Principal& principal);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_THREAD_H_

// Second and later rounds: what a closed round left without consensus comes before the same seats again (Delphi).
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_FOLLOW_UP_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_FOLLOW_UP_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Proposals that one command puts before a further round.
inline constexpr size_t kFollowUpItemsMax = 40;

// Ids of the proposals that a closed round left without consensus under the policy it was held under, and that no later
// round has taken up, in the order of the round. Withdrawn ones are left out. O(items of the round).
std::vector<std::string> OpenQuestions(const api::Round& round, const View& view);

// Makes a further round in draft and puts the first kFollowUpItemsMax of `open_questions` before it: those that still
// are open questions. NOT_FOUND: the round before. ALREADY_EXISTS: the id. FAILED_PRECONDITION ROUND_NOT_CLOSED,
// NO_SECOND_ROUND: the policy allows no more rounds, or the round hears an appeal; NO_OPEN_QUESTIONS. INVALID_ARGUMENT:
// the deadline as in CreateRound.
absl::Status DecideFollowUpRound(const api::CreateFollowUpRoundRequest& request,
                                 const std::vector<std::string>& open_questions, const Context& context,
                                 const View& view, Events* events);

// Puts the next kFollowUpItemsMax before it. NOT_FOUND. FAILED_PRECONDITION ROUND_NOT_DRAFT, NOT_A_FOLLOW_UP,
// NO_OPEN_QUESTIONS.
absl::Status DecideFollowUpItems(const api::AddFollowUpItemsRequest& request,
                                 const std::vector<std::string>& open_questions, const Context& context,
                                 const View& view, Events* events);

// How the round before went for a proposal. Its votes, ratings and reasons, without names; the reasons in an order that
// follows from their texts alone. Shown to the agency, auditors and whoever holds a seat in `request.round`, when the
// policy of the round before shows it and enough ballots count. NOT_FOUND: no such round or proposal, or the proposal
// was in no round before. PERMISSION_DENIED, NOT_ON_PANEL.
absl::StatusOr<api::GetPriorRoundResponse> ReadPriorRound(const api::GetPriorRoundRequest& request,
                                                          const Principal& principal, const View& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_FOLLOW_UP_H_

// Decisions on conflicts of interest: answers on one item, and standing declarations.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_CONFLICT_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_CONFLICT_H_

#include <cstddef>
#include <vector>

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Open rounds that one declaration reaches.
inline constexpr size_t kDeclarationRoundsMax = 30;

// Answers whether the caller's employer has a conflict in an item. With one it is recused, as by DeclareConflict;
// without one the item's content and ballot are open to it. Refused as a ballot is (services/domain/review/ballot.h);
// recused before: ALREADY_RECUSED. INVALID_ARGUMENT: a conflict without its nature, or a nature without a conflict.
absl::Status Decide(const api::AnswerConflictRequest& request, const Context& context, const View& view,
                    Events* events);
void Answer(const api::AnswerConflictRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::AnswerConflictResponse* response);

// Signs a declaration. In those of `rounds` that are open, and in which the employer still sits, it takes effect at
// once: on what the employer has not answered. At most kDeclarationRoundsMax are looked at. PERMISSION_DENIED,
// NOT_YOURS: of another employer. ALREADY_EXISTS: the id. INVALID_ARGUMENT, all at once: an interest in nothing, twice
// in the same, or in a credential that does not exist.
absl::Status DecideSignDeclaration(const api::SignConflictDeclarationRequest& request,
                                   const std::vector<RoundId>& rounds, const Context& context, const View& view,
                                   Events* events);

// The seats' answers and recusals on one item, by seat: from answers, recusing ballots and pinned declarations.
std::vector<api::Conflict> ConflictsOn(const api::Round& round, uint32_t item, const View& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_CONFLICT_H_

#include "services/domain/review/derived_state.h"

#include "services/domain/name.h"
#include "services/domain/review/round_window.h"

namespace assay::domain {
namespace {

api::ProposalState StateInRound(const api::Proposal& proposal, const View& view, absl::Time now) {
  const api::Round& round = view.FindOrDefault(RoundIdOf(proposal.round()));
  if (IsOpenAt(round, now)) return api::PROPOSAL_STATE_IN_REVIEW;
  // Before a further round in draft it has been reviewed already.
  bool reviewed = IsClosedAt(round, now) || !proposal.earlier_rounds().empty();
  return reviewed ? api::PROPOSAL_STATE_REVIEWED : api::PROPOSAL_STATE_SCREENED;
}

api::ProposalState StateWithoutAppeal(const ListStanding& standing) {
  bool approved = standing.outcome == ListOutcome::kApproved;
  switch (standing.firmness) {
    case ListFirmness::kProposed:
      return approved ? api::PROPOSAL_STATE_RECOMMENDED : api::PROPOSAL_STATE_NOT_RECOMMENDED;
    case ListFirmness::kPublished:
      return approved ? api::PROPOSAL_STATE_APPROVED : api::PROPOSAL_STATE_DENIED;
    case ListFirmness::kFinal:
      return api::PROPOSAL_STATE_FINAL;
  }
  return api::PROPOSAL_STATE_FINAL;
}

api::ProposalState StateOnList(const api::Proposal& proposal, const View& view, const ListStanding& standing) {
  if (standing.firmness == ListFirmness::kProposed) return StateWithoutAppeal(standing);
  ProposalId id = ProposalIdOf(proposal.name());
  switch (view.FindOrDefault(AppealId{id.cycle, id.proposal}).state()) {
    case api::APPEAL_STATE_FILED:
    case api::APPEAL_STATE_ASSIGNED:
    case api::APPEAL_STATE_RECOMMENDED:
      return api::PROPOSAL_STATE_APPEALED;
    case api::APPEAL_STATE_UPHELD:
    case api::APPEAL_STATE_OVERTURNED:
      return api::PROPOSAL_STATE_FINAL;
    case api::APPEAL_STATE_WITHDRAWN:
    case api::APPEAL_STATE_UNSPECIFIED:
    case api::AppealState_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::AppealState_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return StateWithoutAppeal(standing);
}

}  // namespace

api::ProposalState DeriveState(const api::Proposal& proposal, const View& view, absl::Time now,
                               const ListStanding& standing) {
  if (proposal.state() != api::PROPOSAL_STATE_SCREENED) return proposal.state();
  if (standing.outcome != ListOutcome::kNone) return StateOnList(proposal, view, standing);
  return proposal.round().empty() ? api::PROPOSAL_STATE_SCREENED : StateInRound(proposal, view, now);
}

}  // namespace assay::domain

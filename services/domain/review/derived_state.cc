#include "services/domain/review/derived_state.h"

#include "services/domain/name.h"
#include "services/domain/review/round_window.h"

namespace assay::domain {
namespace {

api::ProposalState StateInRound(const api::Proposal& proposal, const View& view, absl::Time now) {
  const api::Round& round = view.FindOrDefault(RoundIdOf(proposal.round()));
  if (IsOpenAt(round, now)) return api::PROPOSAL_STATE_IN_REVIEW;
  return IsClosedAt(round, now) ? api::PROPOSAL_STATE_REVIEWED : api::PROPOSAL_STATE_SCREENED;
}

}  // namespace

api::ProposalState DeriveState(const api::Proposal& proposal, const View& view, absl::Time now, ListOutcome outcome) {
  if (proposal.state() != api::PROPOSAL_STATE_SCREENED) return proposal.state();
  switch (outcome) {
    case ListOutcome::kApproved:
      return api::PROPOSAL_STATE_APPROVED;
    case ListOutcome::kDenied:
      return api::PROPOSAL_STATE_DENIED;
    case ListOutcome::kNone:
      break;
  }
  return proposal.round().empty() ? api::PROPOSAL_STATE_SCREENED : StateInRound(proposal, view, now);
}

}  // namespace assay::domain

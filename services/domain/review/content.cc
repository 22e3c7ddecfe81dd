#include "services/domain/review/content.h"

#include <utility>

#include "services/domain/review/round_item.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/voter.h"

namespace assay::domain {
namespace {

bool SeesAll(const Principal& principal, const api::Proposal& proposal) {
  return principal.employer.empty() || principal.IsStaff() || principal.Has(api::ROLE_APPROVER) ||
         principal.Has(api::ROLE_AUDITOR) || proposal.proposer() == principal.Name();
}

void KeepNameOnly(api::Proposal* proposal) {
  api::Proposal shown;
  shown.set_name(proposal->name());
  shown.set_credential(proposal->credential());
  shown.set_state(proposal->state());
  shown.set_round(proposal->round());
  *proposal = std::move(shown);
}

}  // namespace

void HideProposer(api::Proposal* proposal) {
  proposal->clear_proposer();
  proposal->clear_organization();
  proposal->clear_organization_kind();
}

void HideFromReviewer(const Principal& principal, absl::Time now, const View& view, api::Proposal* proposal) {
  if (SeesAll(principal, *proposal) || proposal->round().empty()) return;
  const api::Round& round = view.FindOrDefault(RoundIdOf(proposal->round()));
  if (!IsOpenAt(round, now)) return;
  const auto* held = view.Find(EmployerRoundId{principal.employer, NumberOf(round)});
  if (held == nullptr || held->left()) return;
  Voter voter{&round, NumberOf(round), static_cast<uint32_t>(held->seat_ordinal()), principal.employer, held};
  absl::optional<uint32_t> place = PlaceIn(round, *proposal);
  if (place.has_value() && ConflictUnanswered(voter, *place, view)) return KeepNameOnly(proposal);
  if (round.blind()) HideProposer(proposal);
}

}  // namespace assay::domain

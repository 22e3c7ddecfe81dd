#include "services/domain/review/round_item.h"

#include <string>

#include "services/domain/name.h"

namespace assay::domain {
namespace {

SeatId PinnedId(const api::Round& round, const ledger::RosterSeat& seat) {
  return {seat.panel_id().empty() ? PanelIdOf(round.panel()).panel : seat.panel_id(), seat.seat_id()};
}

}  // namespace

absl::optional<uint32_t> PlaceIn(const api::Round& round, const api::Proposal& proposal) {
  if (!round.appeal().empty()) {
    // An appeal has the id of its proposal, and its round hears nothing else.
    ProposalId id = ProposalIdOf(proposal.name());
    bool hears =
        round.item_count() > 0 && LastPart(round.appeal()) == id.proposal && RoundIdOf(round.name()).cycle == id.cycle;
    return hears ? absl::make_optional(0u) : absl::nullopt;
  }
  if (proposal.round() == round.name()) return static_cast<uint32_t>(proposal.round_position());
  for (const api::RoundPlace& place : proposal.earlier_rounds()) {
    if (place.round() == round.name()) return static_cast<uint32_t>(place.position());
  }
  return absl::nullopt;
}

const api::Proposal& ProposalAt(const api::Round& round, uint32_t item, const View& view) {
  const ledger::RoundItemRecord& record = view.FindOrDefault(RoundItemId{NumberOf(round), item});
  return view.FindOrDefault(ProposalId{RoundIdOf(round.name()).cycle, record.proposal_id()});
}

absl::optional<uint32_t> SeatOrdinal(const api::Round& round, const ledger::RosterRecord& roster,
                                     const std::string& seat) {
  SeatId wanted = SeatIdOf(seat);
  for (int i = 0; i < roster.seats_size(); ++i) {
    SeatId pinned = PinnedId(round, roster.seats(i));
    if (pinned.panel == wanted.panel && pinned.seat == wanted.seat) return static_cast<uint32_t>(i);
  }
  return absl::nullopt;
}

std::string SeatNameOf(const api::Round& round, const ledger::RosterSeat& seat) {
  return NameOf(StateOf(round.name()), PinnedId(round, seat));
}

}  // namespace assay::domain

#include "services/domain/review/round_result.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/domain/name.h"
#include "services/domain/review/item_votes.h"
#include "services/domain/review/round_item.h"
#include "services/domain/review/round_window.h"

namespace assay::domain {

ItemResult ResultIn(const api::Round& round, const api::Proposal& proposal, const View& view) {
  ItemResult result;
  result.round = round.name();
  result.ordinal = std::max(1, round.ordinal());
  absl::optional<uint32_t> item = PlaceIn(round, proposal);
  if (!item.has_value() || round.state() == api::ROUND_STATE_DRAFT) {
    result.undecided_because = absl::StrCat("round ", LastPart(round.name()), " has not reviewed the proposal");
    return result;
  }
  ItemVotes votes = CountItem(round, *item, view);
  result.groups = std::move(votes.groups);
  result.ratings = std::move(votes.ratings);
  const auto& sequences = view.FindOrDefault(RosterId{NumberOf(round)}).event_sequences();
  result.ledger_indexes.assign(sequences.begin(), sequences.end());
  return result;
}

ItemResult ResultOf(const api::Proposal& proposal, absl::Time now, const View& view) {
  ItemResult none;
  if (proposal.round().empty()) {
    none.undecided_because = "the proposal is before no round";
    return none;
  }
  const api::Round& latest = view.FindOrDefault(RoundIdOf(proposal.round()));
  if (IsClosedAt(latest, now)) return ResultIn(latest, proposal, view);
  for (int i = proposal.earlier_rounds_size() - 1; i >= 0; --i) {
    const api::Round& earlier = view.FindOrDefault(RoundIdOf(proposal.earlier_rounds(i).round()));
    if (IsClosedAt(earlier, now)) return ResultIn(earlier, proposal, view);
  }
  none.round = proposal.round();
  none.undecided_because = absl::StrCat("round ", LastPart(proposal.round()), " has not closed");
  return none;
}

}  // namespace assay::domain

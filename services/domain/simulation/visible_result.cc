#include "services/domain/simulation/visible_result.h"

#include "absl/strings/str_cat.h"
#include "services/domain/name.h"
#include "services/domain/review/round_result.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/tally.h"

namespace assay::domain {

VisibleResult ResultInRound(const api::Round& round, const api::Proposal& proposal, const Principal& principal,
                            absl::Time now, const View& view) {
  VisibleResult result;
  result.provisional = IsOpenAt(round, now);
  if (round.state() != api::ROUND_STATE_DRAFT && !TallyVisible(round, principal, now, view)) {
    result.hidden = true;
    result.item.round = round.name();
    result.item.undecided_because = absl::StrCat("the tally of round ", LastPart(round.name()), " is hidden now");
    return result;
  }
  result.item = ResultIn(round, proposal, view);
  return result;
}

VisibleResult LatestResult(const api::Proposal& proposal, const Principal& principal, absl::Time now,
                           const View& view) {
  const api::Round* round = proposal.round().empty() ? nullptr : view.Find(RoundIdOf(proposal.round()));
  if (round != nullptr && IsOpenAt(*round, now)) return ResultInRound(*round, proposal, principal, now, view);
  return {ResultOf(proposal, now, view)};
}

}  // namespace assay::domain

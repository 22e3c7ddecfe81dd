#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"
#include "services/domain/review/interest.h"
#include "services/domain/review/round.h"
#include "services/domain/review/round_item.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/voice.h"
#include "services/domain/stage.h"

namespace assay::domain {
namespace {

using Roster = google::protobuf::RepeatedPtrField<ledger::RosterSeat>;

bool IsInTerm(const api::Seat& seat, const std::string& day) {
  return seat.term_start_date() <= day && (seat.term_end_date().empty() || day <= seat.term_end_date());
}

// Seats of the round's panels, in the order of these, then by id.
std::vector<const api::Seat*> InOrder(const api::Round& round, const std::vector<api::Seat>& seats) {
  std::vector<std::string> panels{PanelIdOf(round.panel()).panel};
  for (const std::string& name : round.regional_panels()) panels.push_back(PanelIdOf(name).panel);
  std::map<std::pair<size_t, std::string>, const api::Seat*> ordered;
  for (const api::Seat& seat : seats) {
    SeatId id = SeatIdOf(seat.name());
    auto panel = static_cast<size_t>(std::find(panels.begin(), panels.end(), id.panel) - panels.begin());
    if (panel < panels.size()) ordered[{panel, id.seat}] = &seat;
  }
  std::vector<const api::Seat*> in_order;
  for (const auto& [place, seat] : ordered) in_order.push_back(seat);
  return in_order;
}

// Pins seats into an opening.
class Pinning {
 public:
  Pinning(const api::Round& round, const api::ConflictRules& rules, absl::Time now, const View& view)
      : round_(round), rules_(rules), now_(now), view_(view) {}

  void PinPanels(const std::vector<api::Seat>& panel_seats, ledger::RoundOpening* opening) {
    std::string day = DateOf(now_);
    for (const api::Seat* seat : InOrder(round_, panel_seats)) {
      std::string employer = EmployerIdOf(seat->employer()).employer;
      if (!IsInTerm(*seat, day)) continue;
      if (view_.FindOrDefault(EmployerId{employer}).state() != api::EMPLOYER_STATE_VERIFIED) continue;
      if (!voices_.insert(VoiceOf(employer, view_)).second) continue;
      Pin(*seat, employer, opening);
    }
  }

  // The seats of the round before, whoever sits there now. Declarations are looked at again.
  void PinSeatsOf(const ledger::RosterRecord& before, ledger::RoundOpening* opening) const {
    *opening->mutable_seats() = before.seats();
    *opening->mutable_groups() = before.groups();
    for (ledger::RosterSeat& seat : *opening->mutable_seats()) {
      seat.set_declaration_id(DeclarationInForce(seat.employer_id(), rules_, now_, view_));
    }
  }

 private:
  void Pin(const api::Seat& seat, const std::string& employer, ledger::RoundOpening* opening) const {
    SeatId id = SeatIdOf(seat.name());
    ledger::RosterSeat* pinned = opening->add_seats();
    pinned->set_seat_id(id.seat);
    pinned->set_employer_id(employer);
    pinned->set_chair(seat.chair());
    pinned->set_weight(seat.has_weight() ? seat.weight() : 1);
    pinned->set_declaration_id(DeclarationInForce(employer, rules_, now_, view_));
    if (id.panel != PanelIdOf(round_.panel()).panel) pinned->set_panel_id(id.panel);
    if (!round_.regional_panels().empty()) pinned->set_group_ordinal(GroupOrdinal(id.panel, opening));
  }

  // Panels of one region vote in one group.
  int32_t GroupOrdinal(const std::string& panel, ledger::RoundOpening* opening) const {
    const std::string& region = view_.FindOrDefault(PanelId{panel}).region();
    const std::string& group = region.empty() ? panel : region;
    auto& groups = *opening->mutable_groups();
    auto found = std::find(groups.begin(), groups.end(), group);
    if (found != groups.end()) return static_cast<int32_t>(found - groups.begin()) + 1;
    *groups.Add() = group;
    return groups.size();
  }

  const api::Round& round_;
  const api::ConflictRules& rules_;
  const absl::Time now_;
  const View& view_;
  std::set<std::string> voices_;
};

absl::Status CheckCanOpen(const api::Round& round, absl::Time now) {
  ASSAY_RETURN_IF_ERROR(CheckRound(round, RoundCommand::kOpen, now));
  if (round.item_count() == 0) {
    return Refused("ROUND_HAS_NO_ITEMS", absl::StrCat("no proposal is before ", round.name(), "; add some first"),
                   {{"round", round.name()}});
  }
  if (round.has_deadline() && FromProto(round.deadline()) <= now) {
    return Refused("DEADLINE_PASSED",
                   absl::StrCat("the deadline of ", round.name(), " has passed; extend the round, then open it"),
                   {{"round", round.name()}});
  }
  return absl::OkStatus();
}

absl::Status CheckRoster(const Roster& roster, const api::Round& round) {
  if (roster.empty()) {
    return Refused(
        "ROUND_HAS_NO_SEATS",
        absl::StrCat(
            round.panel(),
            " and the round's other panels have no seat in term today that a verified employer holds; add one"),
        {{"panel", round.panel()}});
  }
  if (static_cast<size_t>(roster.size()) > kSeatsMax) {
    return Refused("ROUND_HAS_TOO_MANY_SEATS",
                   absl::StrCat(round.panel(), " has ", roster.size(), " seats in term; at most ", kSeatsMax,
                                " can sit in a round: end some, or split the panel"),
                   {{"panel", round.panel()}});
  }
  return absl::OkStatus();
}

// The revision that is named, or else the latest.
const api::Policy& PinnedPolicy(const std::string& name, const View& view) {
  PolicyId id = PolicyIdOf(name);
  uint32_t revision = RevisionOf(name);
  return revision == 0 ? view.FindOrDefault(id) : view.FindOrDefault(PolicyRevisionId{id.policy, revision});
}

// Ballots, tallies and threads are shown as the round says, or else the policy.
void PinVisibility(const api::Policy& policy, api::Round* round) {
  round->set_tally_visibility(policy.tally_visibility() == api::TALLY_VISIBILITY_UNSPECIFIED
                                  ? api::TALLY_VISIBILITY_HIDDEN_UNTIL_CLOSE
                                  : policy.tally_visibility());
  if (round->ballot_visibility() == api::BALLOT_VISIBILITY_UNSPECIFIED) {
    round->set_ballot_visibility(policy.ballot_visibility() == api::BALLOT_VISIBILITY_UNSPECIFIED
                                     ? api::BALLOT_VISIBILITY_AGENCY_ONLY
                                     : policy.ballot_visibility());
  }
  round->set_blind(policy.blind());
}

int64_t WeightOf(const Roster& roster) {
  return std::accumulate(roster.begin(), roster.end(), int64_t{0},
                         [](int64_t sum, const ledger::RosterSeat& seat) { return sum + seat.weight(); });
}

}  // namespace

absl::Status DecideOpenRound(const api::OpenRoundRequest& request, const std::vector<api::Seat>& panel_seats,
                             const Context& context, const View& view, Events* events) {
  RoundId id = RoundIdOf(request.name());
  ASSAY_ASSIGN_OR_RETURN(const api::Round* stored, FindExisting(id, context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckEtag(request.etag(), *stored));
  ASSAY_RETURN_IF_ERROR(CheckCanOpen(*stored, context.now));
  const api::Cycle& cycle = view.FindOrDefault(CycleId{id.cycle});
  if (stored->appeal().empty()) {
    ASSAY_RETURN_IF_ERROR(CheckStage(cycle, api::STAGE_KIND_REVIEW, absl::nullopt, "opening a round", context, view));
  }
  const api::ConflictRules& rules = cycle.cycle_rules().conflicts();
  ledger::RoundOpening opening;
  Pinning pinning(*stored, rules, context.now, view);
  if (stored->previous_round().empty()) {
    pinning.PinPanels(panel_seats, &opening);
  } else {
    const api::Round& previous = view.FindOrDefault(RoundIdOf(stored->previous_round()));
    pinning.PinSeatsOf(view.FindOrDefault(RosterId{NumberOf(previous)}), &opening);
  }
  ASSAY_RETURN_IF_ERROR(CheckRoster(opening.seats(), *stored));
  const api::Policy& policy = PinnedPolicy(stored->policy(), view);
  PolicyRevisionId pinned{PolicyIdOf(stored->policy()).policy, static_cast<uint32_t>(policy.revision())};
  api::Round* round = opening.mutable_round();
  *round = *stored;
  round->set_policy(NameOf(context.state, pinned));
  PinVisibility(policy, round);
  *round->mutable_conflict_rules() = rules;
  round->set_result_version(1);
  round->set_seat_count(opening.seats_size());
  round->set_seat_weight(WeightOf(opening.seats()));
  round->set_state(api::ROUND_STATE_OPEN);
  *round->mutable_open_time() = ToProto(context.now);
  StampChanged(context, round);
  *events->AddDecision()->mutable_round_opening() = std::move(opening);
  return absl::OkStatus();
}

}  // namespace assay::domain

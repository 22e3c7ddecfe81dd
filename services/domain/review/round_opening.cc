#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"
#include "services/domain/review/round.h"

namespace assay::domain {
namespace {

using Roster = google::protobuf::RepeatedPtrField<ledger::RosterSeat>;

bool IsInTerm(const api::Seat& seat, const std::string& day) {
  return seat.term_start_date() <= day && (seat.term_end_date().empty() || day <= seat.term_end_date());
}

Roster PinRoster(const std::vector<api::Seat>& panel_seats, const std::string& day, const View& view) {
  std::vector<const api::Seat*> by_id;
  for (const api::Seat& seat : panel_seats) by_id.push_back(&seat);
  std::sort(by_id.begin(), by_id.end(), [](const api::Seat* a, const api::Seat* b) { return a->name() < b->name(); });
  Roster roster;
  std::set<std::string> employers;
  for (const api::Seat* seat : by_id) {
    EmployerId employer = EmployerIdOf(seat->employer());
    if (!IsInTerm(*seat, day)) continue;
    if (view.FindOrDefault(employer).state() != api::EMPLOYER_STATE_VERIFIED) continue;
    if (!employers.insert(employer.employer).second) continue;
    ledger::RosterSeat* pinned = roster.Add();
    pinned->set_seat_id(SeatIdOf(seat->name()).seat);
    pinned->set_employer_id(employer.employer);
    pinned->set_chair(seat->chair());
  }
  return roster;
}

absl::Status CheckCanOpen(const api::Round& round, absl::Time now) {
  if (round.state() != api::ROUND_STATE_DRAFT) {
    return Refused("ROUND_NOT_DRAFT", absl::StrCat(round.name(), " was opened already; a round opens once"),
                   {{"round", round.name()}});
  }
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
    return Refused("ROUND_HAS_NO_SEATS",
                   absl::StrCat(round.panel(), " has no seat in term today that a verified employer holds; add one"),
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

}  // namespace

absl::Status DecideOpenRound(const api::OpenRoundRequest& request, const std::vector<api::Seat>& panel_seats,
                             const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Round* stored, FindExisting(RoundIdOf(request.name()), context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckEtag(request.etag(), *stored));
  ASSAY_RETURN_IF_ERROR(CheckCanOpen(*stored, context.now));
  Roster roster = PinRoster(panel_seats, DateOf(context.now), view);
  ASSAY_RETURN_IF_ERROR(CheckRoster(roster, *stored));
  const api::Policy& policy = PinnedPolicy(stored->policy(), view);
  PolicyRevisionId pinned{PolicyIdOf(stored->policy()).policy, static_cast<uint32_t>(policy.revision())};
  ledger::RoundOpening* opening = events->AddDecision()->mutable_round_opening();
  api::Round* round = opening->mutable_round();
  *round = *stored;
  round->set_policy(NameOf(context.state, pinned));
  round->set_tally_visibility(policy.tally_visibility() == api::TALLY_VISIBILITY_UNSPECIFIED
                                  ? api::TALLY_VISIBILITY_HIDDEN_UNTIL_CLOSE
                                  : policy.tally_visibility());
  round->set_seat_count(roster.size());
  round->set_state(api::ROUND_STATE_OPEN);
  *round->mutable_open_time() = ToProto(context.now);
  StampChanged(context, round);
  *opening->mutable_seats() = std::move(roster);
  return absl::OkStatus();
}

}  // namespace assay::domain

#include "services/domain/review/round_seat.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"
#include "services/domain/review/interest.h"
#include "services/domain/review/round_item.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/standing.h"
#include "services/domain/review/voice.h"

namespace assay::domain {
namespace {

struct PinnedSeat {
  const api::Round* round;
  const ledger::RosterRecord* roster;
  int ordinal;
  const ledger::RosterSeat& seat() const { return roster->seats(ordinal); }
};

absl::StatusOr<PinnedSeat> FindSeat(const std::string& round_name, const std::string& seat, const Context& context,
                                    const View& view) {
  ASSAY_ASSIGN_OR_RETURN(const api::Round* round, FindExisting(RoundIdOf(round_name), context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckRound(*round, RoundCommand::kChangeSeat, context.now));
  const ledger::RosterRecord& roster = view.FindOrDefault(RosterId{NumberOf(*round)});
  absl::optional<uint32_t> ordinal = SeatOrdinal(*round, roster, seat);
  Violations violations;
  if (!ordinal.has_value()) violations.Add("seat", "is not on the roster that was pinned when the round opened");
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  return PinnedSeat{round, &roster, static_cast<int>(*ordinal)};
}

absl::Status CheckSuccessor(const std::string& seat_name, const std::string& employer, const View& view) {
  const api::Seat& seat = view.FindOrDefault(SeatIdOf(seat_name));
  if (seat.employer() == employer) return absl::OkStatus();
  if (std::find(seat.alternates().begin(), seat.alternates().end(), employer) != seat.alternates().end()) {
    return absl::OkStatus();
  }
  return Refused(
      "NOT_SUCCESSOR",
      absl::StrCat(employer, " is neither the holder of ", seat_name, " nor one of its alternates; make it one first"),
      {{"seat", seat_name}, {"employer", employer}});
}

// One voice, one seat in a round.
absl::Status CheckNotSeated(const PinnedSeat& pinned, const std::string& employer_id, const View& view) {
  std::string voice = VoiceOf(employer_id, view);
  for (int i = 0; i < pinned.roster->seats_size(); ++i) {
    const ledger::RosterSeat& other = pinned.roster->seats(i);
    if (other.vacant()) continue;
    bool seated =
        i == pinned.ordinal ? other.employer_id() == employer_id : VoiceOf(other.employer_id(), view) == voice;
    if (!seated) continue;
    return Refused("ALREADY_SEATED",
                   absl::StrCat("seat ", other.seat_id(), " of ", pinned.round->name(),
                                " is held by this employer or one that speaks with its voice; vacate that first"),
                   {{"round", pinned.round->name()}, {"seat", SeatNameOf(*pinned.round, other)}});
  }
  return absl::OkStatus();
}

ledger::SeatChange* AddChange(const PinnedSeat& pinned, const std::string& reason, Events* events) {
  ledger::Event* event = events->Add();
  event->mutable_personal()->mutable_seat_change()->set_reason(reason);
  ledger::SeatChange* change = event->mutable_decision()->mutable_seat_change();
  change->set_round_number(pinned.round->number());
  change->set_seat_ordinal(pinned.ordinal);
  return change;
}

// The seat as the event left it: a retry is answered alike, whatever happened to the seat since.
template <class Request>
api::RoundSeat SeatAfter(const Request& request, const std::vector<ledger::Event>& events, const View& view) {
  const api::Round& round = view.FindOrDefault(RoundIdOf(request.round()));
  const ledger::SeatChange& change = events.front().decision().seat_change();
  api::RoundSeat seat = RoundSeatOf(round, view.FindOrDefault(RosterId{NumberOf(round)}), change.seat_ordinal());
  seat.set_vacant(change.employer_id().empty());
  if (!seat.vacant()) seat.set_employer(NameOf(StateOf(round.name()), EmployerId{change.employer_id()}));
  return seat;
}

}  // namespace

absl::Status Decide(const api::TakeSeatRequest& request, const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(PinnedSeat pinned, FindSeat(request.round(), request.seat(), context, view));
  EmployerId employer = EmployerIdOf(request.employer());
  ASSAY_RETURN_IF_ERROR(CheckEmployerActs(employer.employer, context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckSuccessor(request.seat(), request.employer(), view));
  ASSAY_RETURN_IF_ERROR(CheckNotSeated(pinned, employer.employer, view));
  ledger::SeatChange* change = AddChange(pinned, request.reason(), events);
  change->set_employer_id(employer.employer);
  change->set_declaration_id(DeclarationInForce(employer.employer, pinned.round->conflict_rules(), context.now, view));
  return absl::OkStatus();
}

absl::Status Decide(const api::VacateSeatRequest& request, const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(PinnedSeat pinned, FindSeat(request.round(), request.seat(), context, view));
  if (pinned.seat().vacant()) {
    return Refused("SEAT_VACANT", absl::StrCat(request.seat(), " is vacant in ", request.round(), " already"),
                   {{"seat", request.seat()}});
  }
  AddChange(pinned, request.reason(), events);
  return absl::OkStatus();
}

void Answer(const api::TakeSeatRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::TakeSeatResponse* response) {
  *response->mutable_seat() = SeatAfter(request, events, view);
}

void Answer(const api::VacateSeatRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::VacateSeatResponse* response) {
  *response->mutable_seat() = SeatAfter(request, events, view);
}

api::RoundSeat RoundSeatOf(const api::Round& round, const ledger::RosterRecord& roster, int ordinal) {
  const ledger::RosterSeat& pinned = roster.seats(ordinal);
  std::string state = StateOf(round.name());
  api::RoundSeat seat;
  seat.set_seat(SeatNameOf(round, pinned));
  seat.set_employer(NameOf(state, EmployerId{pinned.employer_id()}));
  seat.set_chair(pinned.chair());
  seat.set_weight(std::max<int64_t>(1, pinned.weight()));
  if (pinned.group_ordinal() > 0) seat.set_group(roster.groups(pinned.group_ordinal() - 1));
  seat.set_vacant(pinned.vacant());
  for (const std::string& id : pinned.earlier_employer_ids()) {
    seat.add_earlier_employers(NameOf(state, EmployerId{id}));
  }
  return seat;
}

}  // namespace assay::domain

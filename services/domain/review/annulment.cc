#include "services/domain/review/annulment.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"
#include "services/domain/review/round_item.h"
#include "services/domain/review/round_window.h"

namespace assay::domain {
namespace {

bool Counts(const BallotId& id, const View& view) {
  const ledger::BallotRecord* ballot = view.Find(id);
  return ballot != nullptr && !ballot->voided();
}

// What keeps the seat's ballot on the proposal from being annulled; empty when nothing does.
std::string Obstacle(const api::Round& round, uint32_t seat, const std::string& proposal, const View& view) {
  absl::optional<uint32_t> item = PlaceIn(round, view.FindOrDefault(ProposalIdOf(proposal)));
  if (!item.has_value()) return "is not before this round";
  return Counts({NumberOf(round), *item, seat}, view) ? "" : "has no ballot of this seat that counts";
}

absl::Status CheckBallots(const api::Annulment& asked, const api::Round& round, const View& view) {
  Violations violations;
  absl::optional<uint32_t> seat = SeatOrdinal(round, view.FindOrDefault(RosterId{NumberOf(round)}), asked.seat());
  if (!seat.has_value()) violations.Add("annulment.seat", "is not on the roster that was pinned when the round opened");
  std::set<std::string> seen;
  for (int i = 0; i < asked.proposals_size(); ++i) {
    const std::string& proposal = asked.proposals(i);
    std::string obstacle = seat.has_value() ? Obstacle(round, *seat, proposal, view) : "";
    if (!seen.insert(proposal).second) obstacle = "is named twice; name each once";
    if (!obstacle.empty()) violations.Add(absl::StrCat("annulment.proposals[", i, "]"), obstacle);
  }
  return violations.ToStatus();
}

// Reason and names are personal; what is voided is not.
void AddAnnulment(const api::Annulment& annulment, Events* events) {
  ledger::Event* event = events->Add();
  api::Annulment* person = event->mutable_personal()->mutable_annulment();
  person->set_reason(annulment.reason());
  person->set_proposed_by(annulment.proposed_by());
  person->set_decided_by(annulment.decided_by());
  api::Annulment* decided = event->mutable_decision()->mutable_annulment()->mutable_annulment();
  *decided = annulment;
  decided->clear_reason();
  decided->clear_proposed_by();
  decided->clear_decided_by();
}

void StampDecided(api::AnnulmentState state, const Context& context, api::Annulment* annulment) {
  annulment->set_state(state);
  annulment->set_decided_by(context.principal->Name());
  *annulment->mutable_decide_time() = ToProto(context.now);
  StampChanged(context, annulment);
}

// The items of an annulment, in its order.
absl::StatusOr<std::vector<int32_t>> ItemsToVoid(const api::Annulment& annulment, const api::Round& round,
                                                 uint32_t seat, const View& view) {
  std::vector<int32_t> items;
  for (const std::string& proposal : annulment.proposals()) {
    absl::optional<uint32_t> item = PlaceIn(round, view.FindOrDefault(ProposalIdOf(proposal)));
    if (!item.has_value() || !Counts({NumberOf(round), *item, seat}, view)) {
      ASSAY_RETURN_IF_ERROR(view.status());
      return Refused("BALLOT_VOID",
                     absl::StrCat("the seat's ballot on ", proposal,
                                  " was annulled meanwhile; drop this annulment and ask for what is left"),
                     {{"annulment", annulment.name()}, {"proposal", proposal}});
    }
    items.push_back(static_cast<int32_t>(*item));
  }
  return items;
}

}  // namespace

absl::Status Decide(const api::AnnulBallotsRequest& request, const Context& context, const View& view, Events* events) {
  RoundId round_id = RoundIdOf(request.parent());
  ASSAY_ASSIGN_OR_RETURN(const api::Round* round, FindExisting(round_id, context.state, view));
  AnnulmentId id{round_id.cycle, round_id.round, request.annulment_id()};
  if (view.Find(id) != nullptr) return AlreadyExists(NameOf(context.state, id));
  ASSAY_RETURN_IF_ERROR(CheckRound(*round, RoundCommand::kAnnul, context.now));
  ASSAY_RETURN_IF_ERROR(CheckBallots(request.annulment(), *round, view));
  api::Annulment annulment = request.annulment();
  annulment.set_name(NameOf(context.state, id));
  annulment.set_state(api::ANNULMENT_STATE_PROPOSED);
  annulment.set_proposed_by(context.principal->Name());
  StampNew(context, &annulment);
  AddAnnulment(annulment, events);
  return absl::OkStatus();
}

absl::Status Decide(const api::ConfirmAnnulmentRequest& request, const Context& context, const View& view,
                    Events* events) {
  AnnulmentId id = AnnulmentIdOf(request.name());
  ASSAY_ASSIGN_OR_RETURN(const api::Annulment* stored, FindExisting(id, context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckEtag(request.etag(), *stored));
  ASSAY_ASSIGN_OR_RETURN(api::AnnulmentState next,
                         NextState(kAnnulmentMachine, stored->name(), stored->state(), AnnulmentCommand::kConfirm));
  if (stored->proposed_by() == context.principal->Name()) {
    return Refused("SECOND_PERSON_REQUIRED",
                   absl::StrCat("you asked for ", stored->name(), " yourself; somebody else must confirm it"),
                   {{"annulment", stored->name()}});
  }
  ASSAY_ASSIGN_OR_RETURN(const api::Round* round, FindExisting(RoundId{id.cycle, id.round}, context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckRound(*round, RoundCommand::kAnnul, context.now));
  absl::optional<uint32_t> seat = SeatOrdinal(*round, view.FindOrDefault(RosterId{NumberOf(*round)}), stored->seat());
  ASSAY_ASSIGN_OR_RETURN(std::vector<int32_t> items, ItemsToVoid(*stored, *round, seat.value_or(0), view));
  api::Annulment annulment = *stored;
  StampDecided(next, context, &annulment);
  annulment.set_result_version(round->result_version() + 1);
  AddAnnulment(annulment, events);
  ledger::AnnulmentChange* change = events->list().back().mutable_decision()->mutable_annulment();
  change->set_seat_ordinal(static_cast<int32_t>(seat.value_or(0)));
  for (int32_t item : items) change->add_item_ordinals(item);
  *change->mutable_round() = *round;
  change->mutable_round()->set_result_version(annulment.result_version());
  StampChanged(context, change->mutable_round());
  return absl::OkStatus();
}

absl::Status Decide(const api::CancelAnnulmentRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Annulment* stored,
                         FindExisting(AnnulmentIdOf(request.name()), context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckEtag(request.etag(), *stored));
  ASSAY_ASSIGN_OR_RETURN(api::AnnulmentState next,
                         NextState(kAnnulmentMachine, stored->name(), stored->state(), AnnulmentCommand::kCancel));
  api::Annulment annulment = *stored;
  StampDecided(next, context, &annulment);
  AddAnnulment(annulment, events);
  return absl::OkStatus();
}

}  // namespace assay::domain

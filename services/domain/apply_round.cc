#include "services/domain/apply_round.h"

#include <string>
#include <utility>

#include "services/domain/apply_ballot.h"
#include "services/domain/apply_review.h"
#include "services/domain/due.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"

namespace assay::domain {
namespace {

constexpr int kEarlierEmployersMax = 10;

// Open rounds with a deadline are due; no other round is.
absl::optional<absl::Time> DueTime(const api::Round& round) {
  return InstantIf(round.state() == api::ROUND_STATE_OPEN && round.has_deadline(), round.deadline());
}

void PutRound(const api::Round& round, Records* records) {
  RoundId id = RoundIdOf(round.name());
  MoveDue(DueJob::kCloseRound, round.name(), DueTime(records->FindOrDefault(id)), DueTime(round), records);
  auto* head = records->Mutable(StateHeadId{});
  if (round.number() >= head->next_round_number()) head->set_next_round_number(round.number() + 1);
  records->Put(id, round);
}

// From its appeal's round a proposal only gets advice: it stays where it was decided.
void MoveProposal(const api::Round& round, int32_t position, api::Proposal* proposal) {
  if (!proposal->round().empty()) {
    api::RoundPlace* earlier = proposal->add_earlier_rounds();
    earlier->set_round(proposal->round());
    earlier->set_position(proposal->round_position());
  }
  proposal->set_round(round.name());
  proposal->set_round_position(position);
  proposal->set_etag(NextEtag(proposal->etag()));
  *proposal->mutable_update_time() = round.update_time();
}

void SeatEmployer(const ledger::RosterSeat& seat, int ordinal, const RoundId& round, uint32_t number,
                  Records* records) {
  auto* held = records->Mutable(EmployerRoundId{seat.employer_id(), number});
  held->set_cycle_id(round.cycle);
  held->set_round_id(round.round);
  held->set_seat_ordinal(ordinal);
  held->set_left(seat.vacant());
  held->set_weight(seat.weight());
  held->set_group_ordinal(seat.group_ordinal());
  held->set_declaration_id(seat.declaration_id());
}

BallotId PlaceOf(const ledger::ConflictAnswered& answered) {
  return {static_cast<uint32_t>(answered.round_number()), static_cast<uint32_t>(answered.item_ordinal()),
          static_cast<uint32_t>(answered.seat_ordinal())};
}

}  // namespace

void ApplyRound(const ledger::Event& event, Records* records) {
  const api::Round& round = event.decision().round();
  if (round.state() == api::ROUND_STATE_CLOSED) {
    records->Mutable(RosterId{static_cast<uint32_t>(round.number())})->add_event_sequences(event.sequence());
  }
  PutRound(round, records);
}

void ApplyRoundItems(const ledger::RoundItems& items, Records* records) {
  PutRound(items.round(), records);
  auto number = static_cast<uint32_t>(items.round().number());
  int32_t position = items.round().item_count() - items.proposal_ids_size();
  std::string cycle = RoundIdOf(items.round().name()).cycle;
  for (int i = 0; i < items.proposal_ids_size(); ++i) {
    const std::string& proposal_id = items.proposal_ids(i);
    auto* item = records->Mutable(RoundItemId{number, static_cast<uint32_t>(position)});
    item->set_proposal_id(proposal_id);
    if (i < items.subjects_size()) *item->mutable_subject() = items.subjects(i);
    if (items.round().appeal().empty()) {
      MoveProposal(items.round(), position, records->Mutable(ProposalId{cycle, proposal_id}));
    }
    ++position;
  }
  CountDecisionInput(cycle, records);
}

void ApplyRoundOpening(const ledger::Event& event, Records* records) {
  const ledger::RoundOpening& opening = event.decision().round_opening();
  PutRound(opening.round(), records);
  auto number = static_cast<uint32_t>(opening.round().number());
  auto* roster = records->Mutable(RosterId{number});
  *roster->mutable_seats() = opening.seats();
  *roster->mutable_groups() = opening.groups();
  roster->add_event_sequences(event.sequence());
  RoundId id = RoundIdOf(opening.round().name());
  for (int i = 0; i < opening.seats_size(); ++i) SeatEmployer(opening.seats(i), i, id, number, records);
}

void ApplySeatChange(const ledger::SeatChange& change, Records* records) {
  auto number = static_cast<uint32_t>(change.round_number());
  auto* roster = records->Mutable(RosterId{number});
  if (change.seat_ordinal() < 0 || change.seat_ordinal() >= roster->seats_size()) return;
  auto* seat = roster->mutable_seats(change.seat_ordinal());
  auto* before = records->Mutable(EmployerRoundId{seat->employer_id(), number});
  before->set_left(true);
  RoundId round{before->cycle_id(), before->round_id()};
  seat->set_vacant(change.employer_id().empty());
  if (seat->vacant()) return;
  if (seat->employer_id() != change.employer_id()) {
    if (seat->earlier_employer_ids_size() == kEarlierEmployersMax) {
      seat->mutable_earlier_employer_ids()->erase(seat->earlier_employer_ids().begin());
    }
    seat->add_earlier_employer_ids(seat->employer_id());
  }
  seat->set_employer_id(change.employer_id());
  seat->set_declaration_id(change.declaration_id());
  SeatEmployer(*seat, change.seat_ordinal(), round, number, records);
}

void ApplyConflictAnswered(const ledger::Event& event, Records* records) {
  const ledger::ConflictAnswered& answered = event.decision().conflict();
  const ledger::ConflictPerson& person = event.personal().conflict();
  BallotId place = PlaceOf(answered);
  auto* record = records->Mutable(ConflictAnswerId{place.round, place.item, place.seat});
  record->set_has_conflict(answered.has_conflict());
  record->set_nature(answered.nature());
  record->set_explanation(person.explanation());
  record->set_employer_id(person.employer_id());
  record->set_time_micros(event.time_micros());
}

void ApplyConflictDeclaration(const ledger::Event& event, Records* records) {
  api::ConflictDeclaration declaration = event.decision().conflict_declaration();
  declaration.MergeFrom(event.personal().conflict_declaration());
  ConflictDeclarationId id = ConflictDeclarationIdOf(declaration.name());
  auto* latest = records->Mutable(DeclarationInForceId{id.employer});
  if (!latest->holder_id().empty()) {
    records->Mutable(ConflictDeclarationId{id.employer, latest->holder_id()})->set_superseded(true);
  }
  latest->set_holder_id(id.declaration);
  records->Put(id, std::move(declaration));
}

void ApplyMessage(const ledger::Event& event, Records* records) {
  const ledger::MessagePosted& posted = event.decision().message();
  const ledger::MessagePerson& person = event.personal().message();
  auto round = static_cast<uint32_t>(posted.round_number());
  auto* record = records->Mutable(RoundMessageId{round, static_cast<uint32_t>(posted.message_ordinal())});
  record->set_text(person.text());
  record->set_proposal_id(posted.proposal_id());
  record->set_chair(posted.chair());
  record->set_employer_id(person.employer_id());
  record->set_user_id(person.user_id());
  record->set_time_micros(event.time_micros());
  auto* thread = records->Mutable(RoundThreadId{round});
  thread->set_message_count(thread->message_count() + 1);
}

void ApplyAnnulment(const ledger::Event& event, Records* records) {
  const ledger::AnnulmentChange& change = event.decision().annulment();
  api::Annulment annulment = change.annulment();
  annulment.MergeFrom(event.personal().annulment());
  if (change.has_round()) {
    auto number = static_cast<uint32_t>(change.round().number());
    for (int32_t item : change.item_ordinals()) {
      VoidBallot({number, static_cast<uint32_t>(item), static_cast<uint32_t>(change.seat_ordinal())}, records);
    }
    records->Mutable(RosterId{number})->add_event_sequences(event.sequence());
    PutRound(change.round(), records);
  }
  AnnulmentId id = AnnulmentIdOf(annulment.name());
  records->Put(id, std::move(annulment));
}

}  // namespace assay::domain

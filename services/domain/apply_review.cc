#include "services/domain/apply_review.h"

#include <algorithm>
#include <utility>

#include "services/domain/apply.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"

namespace assay::domain {
namespace {

constexpr int kEarlierBallotsMax = 40;

// Keeps exactly the open rounds with a deadline in the due index.
void MoveDue(const api::Round* before, const api::Round& after, Records* records) {
  auto number = static_cast<uint32_t>(after.number());
  if (before != nullptr && before->state() == api::ROUND_STATE_OPEN && before->has_deadline()) {
    records->Delete(DueId{DueSeconds(*before), number});
  }
  if (after.state() == api::ROUND_STATE_OPEN && after.has_deadline()) {
    records->Mutable(DueId{DueSeconds(after), number})->set_holder_id(after.name());
  }
}

void CountVote(api::BallotChoice choice, int32_t change, ledger::TallyRecord* tally) {
  switch (choice) {
    case api::BALLOT_CHOICE_APPROVE:
      return tally->set_approve_count(tally->approve_count() + change);
    case api::BALLOT_CHOICE_REJECT:
      return tally->set_reject_count(tally->reject_count() + change);
    case api::BALLOT_CHOICE_ABSTAIN:
      return tally->set_abstain_count(tally->abstain_count() + change);
    case api::BALLOT_CHOICE_RECUSED:
      return tally->set_recused_count(tally->recused_count() + change);
    case api::BALLOT_CHOICE_UNSPECIFIED:
    case api::BallotChoice_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::BallotChoice_INT_MAX_SENTINEL_DO_NOT_USE_:
      return;
  }
}

}  // namespace

void CountDecisionInput(const std::string& cycle, Records* records) {
  auto* head = records->Mutable(CycleHeadId{cycle});
  head->set_decision_inputs(head->decision_inputs() + 1);
}

void ApplyRound(const api::Round& round, Records* records) {
  RoundId id = RoundIdOf(round.name());
  MoveDue(records->Find(id), round, records);
  auto* head = records->Mutable(StateHeadId{});
  if (round.number() >= head->next_round_number()) head->set_next_round_number(round.number() + 1);
  records->Put(id, round);
}

void ApplyRoundItems(const ledger::RoundItems& items, Records* records) {
  ApplyRound(items.round(), records);
  auto number = static_cast<uint32_t>(items.round().number());
  int32_t position = items.round().item_count() - items.proposal_ids_size();
  std::string cycle = RoundIdOf(items.round().name()).cycle;
  for (const std::string& proposal_id : items.proposal_ids()) {
    records->Mutable(RoundItemId{number, static_cast<uint32_t>(position)})->set_proposal_id(proposal_id);
    api::Proposal* proposal = records->Mutable(ProposalId{cycle, proposal_id});
    proposal->set_round(items.round().name());
    proposal->set_round_position(position);
    proposal->set_etag(NextEtag(proposal->etag()));
    *proposal->mutable_update_time() = items.round().update_time();
    ++position;
  }
  CountDecisionInput(cycle, records);
}

void ApplyRoundOpening(const ledger::RoundOpening& opening, Records* records) {
  ApplyRound(opening.round(), records);
  RoundId id = RoundIdOf(opening.round().name());
  auto number = static_cast<uint32_t>(opening.round().number());
  *records->Mutable(RosterId{number})->mutable_seats() = opening.seats();
  for (int i = 0; i < opening.seats_size(); ++i) {
    auto* seat = records->Mutable(EmployerRoundId{opening.seats(i).employer_id(), number});
    seat->set_cycle_id(id.cycle);
    seat->set_round_id(id.round);
    seat->set_seat_ordinal(i);
  }
}

void ApplyAssignment(const api::Assignment& assignment, Records* records) {
  RoundId round_id = RoundIdOf(assignment.round());
  const api::Round& round = records->FindOrDefault(round_id);
  auto number = static_cast<uint32_t>(round.number());
  const ledger::RosterRecord& roster = records->FindOrDefault(RosterId{number});
  std::string seat_id = SeatIdOf(assignment.seat()).seat;
  for (int i = 0; i < roster.seats_size(); ++i) {
    if (roster.seats(i).seat_id() != seat_id) continue;
    ledger::AssignmentRecord record;
    for (const std::string& name : assignment.proposals()) {
      record.add_item_ordinals(records->FindOrDefault(ProposalIdOf(name)).round_position());
    }
    std::sort(record.mutable_item_ordinals()->begin(), record.mutable_item_ordinals()->end());
    AssignmentId id{number, static_cast<uint32_t>(i)};
    if (record.item_ordinals().empty()) {
      records->Delete(id);
    } else {
      records->Put(id, std::move(record));
    }
    return;
  }
}

void ApplyBallot(const ledger::Event& event, Records* records) {
  const ledger::BallotCast& cast = event.decision().ballot();
  const ledger::BallotPerson& person = event.personal().ballot();
  auto round = static_cast<uint32_t>(cast.round_number());
  auto item = static_cast<uint32_t>(cast.item_ordinal());
  auto seat = static_cast<uint32_t>(cast.seat_ordinal());
  ledger::TallyRecord* tally = records->Mutable(TallyId{round, item});
  ledger::BallotRecord* ballot = records->Mutable(BallotId{round, item, seat});
  if (ballot->revision() > 0) {
    CountVote(ballot->choice(), -1, tally);
    if (ballot->earlier_sequences_size() == kEarlierBallotsMax) {
      ballot->mutable_earlier_sequences()->erase(ballot->earlier_sequences().begin());
    }
    ballot->add_earlier_sequences(ballot->sequence());
  } else {
    auto* progress = records->Mutable(SeatProgressId{round, seat});
    progress->set_answered_count(progress->answered_count() + 1);
  }
  CountVote(cast.choice(), 1, tally);
  ballot->set_choice(cast.choice());
  *ballot->mutable_ratings() = cast.ratings();
  ballot->set_reason(person.reason());
  ballot->set_user_id(person.user_id());
  ballot->set_sequence(event.sequence());
  ballot->set_time_micros(event.time_micros());
  ballot->set_revision(ballot->revision() + 1);
}

void ApplyEndorsement(const ledger::Event& event, Records* records) {
  const ledger::EndorsementGiven& given = event.decision().endorsement();
  auto* record = records->Mutable(EndorsementId{given.cycle_id(), given.proposal_id(), given.employer_id()});
  *record->mutable_endorsement() = event.personal().endorsement();
  record->mutable_endorsement()->set_level(given.level());
  record->mutable_endorsement()->set_valid_through_date(given.valid_through_date());
  record->mutable_endorsement()->set_revoked(given.revoked());
  *record->mutable_endorsement()->mutable_endorse_time() = ToProto(FromMicros(event.time_micros()));
  record->set_sequence(event.sequence());
  CountDecisionInput(given.cycle_id(), records);
}

uint32_t DueSeconds(const api::Round& round) {
  return static_cast<uint32_t>(round.deadline().seconds() + (round.deadline().nanos() > 0 ? 1 : 0));
}

}  // namespace assay::domain

#include "services/domain/apply.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/base/sha256.h"
#include "services/domain/merkle.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"

namespace assay::domain {
namespace {

constexpr int kEarlierBallotsMax = 40;

void CountDecisionInput(const std::string& cycle, Records* records) {
  auto* head = records->Mutable(CycleHeadId{cycle});
  head->set_decision_inputs(head->decision_inputs() + 1);
}

void ApplyUser(const api::User& user, const ledger::PersonalPart& personal, Records* records) {
  api::User record = user;
  record.MergeFrom(personal.user());
  records->Put(UserIdOf(user.name()), std::move(record));
}

void ApplyRepresentative(const api::Representative& representative, const ledger::PersonalPart& personal,
                         Records* records) {
  api::Representative record = representative;
  record.MergeFrom(personal.representative());
  records->Put(RepresentativeIdOf(representative.name()), std::move(record));
}

void ApplyOccupations(const ledger::OccupationRows& rows, Records* records) {
  for (const api::Occupation& row : rows.rows()) {
    records->Put(OccupationId{rows.dataset_id(), row.area(), row.soc_code()}, row);
  }
}

void ApplyPolicy(const api::Policy& policy, Records* records) {
  PolicyId id = PolicyIdOf(policy.name());
  records->Put(PolicyRevisionId{id.policy, static_cast<uint32_t>(policy.revision())}, policy);
  records->Put(id, policy);
}

void ApplyEmployer(const api::Employer& employer, Records* records) {
  EmployerId id = EmployerIdOf(employer.name());
  const api::Employer* before = records->Find(id);
  if (before != nullptr) records->Delete(RegistrationIdOf(before->registration_id()));
  records->Mutable(RegistrationIdOf(employer.registration_id()))->set_holder_id(id.employer);
  records->Put(id, employer);
}

void ApplySeat(const api::Seat& seat, Records* records) {
  SeatId id = SeatIdOf(seat.name());
  PanelEmployerId unique{id.panel, EmployerIdOf(seat.employer()).employer};
  if (seat.term_end_date().empty()) {
    records->Mutable(unique)->set_holder_id(id.seat);
  } else if (records->FindOrDefault(unique).holder_id() == id.seat) {
    records->Delete(unique);
  }
  records->Put(id, seat);
}

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

void ApplyImport(const api::Import& import, Records* records) {
  ImportId id = ImportIdOf(import.name());
  auto* head = records->Mutable(StateHeadId{});
  head->set_import_in_progress(import.state() == api::IMPORT_STATE_APPLYING ? id.import : "");
  if (import.state() == api::IMPORT_STATE_APPLIED) records->Delete(ImportProgressId{id.import});
  records->Put(id, import);
}

void ApplyImportSlice(const ledger::ImportSlice& slice, Records* records) {
  auto* progress = records->Mutable(ImportProgressId{slice.import_id()});
  progress->set_next_row(slice.next_row());
  progress->set_applied_count(slice.applied_count());
  progress->set_unchanged_count(slice.unchanged_count());
}

void ApplyListVersion(const ledger::ListVersionChange& change, Records* records) {
  const api::ListVersion& version = change.version();
  auto* head = records->Mutable(StateHeadId{});
  if (version.state() == api::LIST_VERSION_STATE_PUBLISHED) {
    if (head->list_version_in_force() > 0) {
      auto* before = records->Mutable(ListVersionId(static_cast<uint32_t>(head->list_version_in_force())));
      before->set_state(api::LIST_VERSION_STATE_SUPERSEDED);
      before->set_etag(NextEtag(before->etag()));
      *before->mutable_update_time() = version.update_time();
    }
    head->set_list_version_in_force(version.version());
  }
  head->set_newest_list_version(version.version());
  if (!version.adoption_date().empty()) head->set_newest_adoption_date(version.adoption_date());
  auto number = static_cast<uint32_t>(version.version());
  records->Put(ListVersionId(number), version);
  auto* content = records->Mutable(ListContentId(number))->mutable_change();
  *content = change;
  content->clear_version();
}

void ApplyRequestsExpired(const ledger::RequestsExpired& expired, Records* records) {
  for (const std::string& digest : expired.request_digests()) records->Delete(RequestId{digest});
  records->Mutable(StateHeadId{})->set_requests_expired_until(expired.until_sequence());
}

void ApplyProposal(const api::Proposal& proposal, Records* records) {
  ProposalId id = ProposalIdOf(proposal.name());
  records->Put(id, proposal);
  CountDecisionInput(id.cycle, records);
}

void ApplyChange(const ledger::Event& event, Records* records) {
  const ledger::DecisionPart& decision = event.decision();
  switch (decision.change_case()) {
    case ledger::DecisionPart::kState:
      return records->Put(StateId{}, decision.state());
    case ledger::DecisionPart::kUser:
      return ApplyUser(decision.user(), event.personal(), records);
    case ledger::DecisionPart::kToken:
      *records->Mutable(TokenIdOf(decision.token().token().name()))->mutable_change() = decision.token();
      return;
    case ledger::DecisionPart::kCredential:
      return records->Put(CredentialIdOf(decision.credential().name()), decision.credential());
    case ledger::DecisionPart::kDataset:
      return records->Put(DatasetIdOf(decision.dataset().name()), decision.dataset());
    case ledger::DecisionPart::kOccupations:
      return ApplyOccupations(decision.occupations(), records);
    case ledger::DecisionPart::kCycle:
      return records->Put(CycleIdOf(decision.cycle().name()), decision.cycle());
    case ledger::DecisionPart::kPolicy:
      return ApplyPolicy(decision.policy(), records);
    case ledger::DecisionPart::kProposal:
      return ApplyProposal(decision.proposal(), records);
    case ledger::DecisionPart::kEmployer:
      return ApplyEmployer(decision.employer(), records);
    case ledger::DecisionPart::kRepresentative:
      return ApplyRepresentative(decision.representative(), event.personal(), records);
    case ledger::DecisionPart::kPanel:
      return records->Put(PanelIdOf(decision.panel().name()), decision.panel());
    case ledger::DecisionPart::kSeat:
      return ApplySeat(decision.seat(), records);
    case ledger::DecisionPart::kRound:
      return ApplyRound(decision.round(), records);
    case ledger::DecisionPart::kRoundItems:
      return ApplyRoundItems(decision.round_items(), records);
    case ledger::DecisionPart::kRoundOpening:
      return ApplyRoundOpening(decision.round_opening(), records);
    case ledger::DecisionPart::kAssignment:
      return ApplyAssignment(decision.assignment(), records);
    case ledger::DecisionPart::kBallot:
      return ApplyBallot(event, records);
    case ledger::DecisionPart::kEndorsement:
      return ApplyEndorsement(event, records);
    case ledger::DecisionPart::kImport:
      return ApplyImport(decision.import(), records);
    case ledger::DecisionPart::kListVersion:
      return ApplyListVersion(decision.list_version(), records);
    case ledger::DecisionPart::kRequestsExpired:
      return ApplyRequestsExpired(decision.requests_expired(), records);
    case ledger::DecisionPart::kImportSlice:
      return ApplyImportSlice(decision.import_slice(), records);
    case ledger::DecisionPart::CHANGE_NOT_SET:
      return;
  }
}

// Consecutive events of one request make one record.
void RememberRequest(const ledger::Event& event, Records* records) {
  if (event.request_id().empty()) return;
  auto* record = records->Mutable(RequestIdOf(event.principal(), event.request_id()));
  if (record->event_count() == 0) {
    record->set_first_sequence(event.sequence());
    record->set_digest(event.request_digest());
  }
  record->set_event_count(static_cast<int32_t>(event.sequence() - record->first_sequence() + 1));
}

}  // namespace

void Apply(const ledger::Event& event, absl::string_view event_bytes, Records* records) {
  ApplyChange(event, records);
  RememberRequest(event, records);
  auto* head = records->Mutable(StateHeadId{});
  MerkleAppend(MerkleLeafHash(event_bytes), head->event_count(), head->mutable_merkle_frontier());
  head->set_event_count(event.sequence() + 1);
  head->set_last_time_micros(event.time_micros());
}

RequestId RequestIdOf(absl::string_view principal, absl::string_view request_id) {
  std::string digest = Sha256({principal, absl::string_view("\0", 1), request_id});
  return {absl::BytesToHexString(digest.substr(0, 16))};
}

uint32_t DueSeconds(const api::Round& round) {
  return static_cast<uint32_t>(round.deadline().seconds() + (round.deadline().nanos() > 0 ? 1 : 0));
}

}  // namespace assay::domain

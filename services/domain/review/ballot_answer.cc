#include <algorithm>
#include <utility>

#include "services/domain/merkle.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"
#include "services/domain/review/ballot.h"

namespace assay::domain {
namespace {

// What does not depend on the vote: names of the ballot, its proposal and the seat's present employer.
api::Ballot NamedBallot(const std::string& round_name, const BallotId& id, const View& view) {
  const std::string& proposal = view.FindOrDefault(RoundItemId{id.round, id.item}).proposal_id();
  const ledger::RosterRecord& roster = view.FindOrDefault(RosterId{id.round});
  api::Ballot ballot;
  std::string state = StateOf(round_name);
  ballot.set_proposal(NameOf(state, ProposalId{RoundIdOf(round_name).cycle, proposal}));
  if (static_cast<int>(id.seat) < roster.seats_size()) {
    const ledger::RosterSeat& seat = roster.seats(static_cast<int>(id.seat));
    ballot.set_name(BallotName(round_name, proposal, seat.panel_id(), seat.seat_id()));
    ballot.set_employer(NameOf(state, EmployerId{seat.employer_id()}));
  }
  return ballot;
}

absl::StatusOr<api::Ballot> ReadCast(const std::string& round_name, int64_t sequence, const ScanView& view) {
  ASSAY_ASSIGN_OR_RETURN(std::vector<ledger::Event> events, view.ReadEvents(sequence, 1));
  if (events.empty()) return absl::DataLossError("the event of a ballot is missing");
  return BallotOf(round_name, events.front(), view);
}

}  // namespace

api::Ballot BallotOf(const std::string& round_name, const ledger::Event& event, const View& view) {
  const ledger::BallotCast& cast = event.decision().ballot();
  const ledger::BallotPerson& person = event.personal().ballot();
  BallotId id{static_cast<uint32_t>(cast.round_number()), static_cast<uint32_t>(cast.item_ordinal()),
              static_cast<uint32_t>(cast.seat_ordinal())};
  ledger::BallotRecord record;
  record.set_choice(cast.choice());
  *record.mutable_ratings() = cast.ratings();
  record.set_reason(person.reason());
  record.set_user_id(person.user_id());
  record.set_sequence(event.sequence());
  record.set_time_micros(event.time_micros());
  record.set_revision(cast.revision());
  record.set_employer_id(person.employer_id());
  record.set_weight(cast.weight());
  record.set_paper_submission_id(cast.paper_submission_id());
  api::Ballot ballot = BallotOf(round_name, id, record, view);
  ballot.mutable_ledger()->set_leaf_hash(MerkleLeafHash(event.SerializeAsString()));
  return ballot;
}

api::Ballot BallotOf(const std::string& round_name, const BallotId& id, const ledger::BallotRecord& record,
                     const View& view) {
  api::Ballot ballot = NamedBallot(round_name, id, view);
  ballot.set_choice(record.choice());
  *ballot.mutable_ratings() = record.ratings();
  ballot.set_reason(record.reason());
  std::string state = StateOf(round_name);
  if (!record.employer_id().empty()) ballot.set_employer(NameOf(state, EmployerId{record.employer_id()}));
  if (!record.user_id().empty()) ballot.set_user(UserName(state, record.user_id()));
  ballot.set_weight(std::max<int64_t>(1, record.weight()));
  ballot.set_voided(record.voided());
  if (!record.paper_submission_id().empty()) {
    PaperSubmissionId paper{RoundIdOf(round_name).cycle, record.paper_submission_id()};
    ballot.set_paper_submission(NameOf(state, paper));
  }
  ballot.set_revision(record.revision());
  *ballot.mutable_cast_time() = ToProto(FromMicros(record.time_micros()));
  ballot.mutable_ledger()->set_leaf_index(record.sequence());
  return ballot;
}

void Answer(const api::CastBallotRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::CastBallotResponse* response) {
  *response->mutable_ballot() = BallotOf(request.round(), events.front(), view);
}

void Answer(const api::BatchCastBallotsRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::BatchCastBallotsResponse* response) {
  for (const ledger::Event& event : events) *response->add_ballots() = BallotOf(request.round(), event, view);
}

void Answer(const api::DeclareConflictRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::DeclareConflictResponse* response) {
  *response->mutable_ballot() = BallotOf(request.round(), events.front(), view);
}

absl::StatusOr<api::GetMyBallotResponse> ReadMyBallot(const api::GetMyBallotRequest& request,
                                                      const Principal& principal, const ScanView& view) {
  std::string state = StateOf(request.round());
  ASSAY_ASSIGN_OR_RETURN(const api::Round* round, FindExisting(RoundIdOf(request.round()), state, view));
  ASSAY_ASSIGN_OR_RETURN(const api::Proposal* proposal, FindExisting(ProposalIdOf(request.proposal()), state, view));
  const auto* seat = view.Find(EmployerRoundId{principal.employer, NumberOf(*round)});
  absl::optional<uint32_t> item = PlaceIn(*round, *proposal);
  const ledger::BallotRecord* record = nullptr;
  if (seat != nullptr && item.has_value()) {
    record = view.Find(BallotId{NumberOf(*round), *item, static_cast<uint32_t>(seat->seat_ordinal())});
  }
  ASSAY_RETURN_IF_ERROR(view.status());
  // A successor is not shown what whoever held the seat before said.
  if (record == nullptr || record->employer_id() != principal.employer) {
    return NotFound("your ballot on " + request.proposal() + " in " + request.round());
  }
  api::GetMyBallotResponse response;
  ASSAY_ASSIGN_OR_RETURN(*response.mutable_ballot(), ReadCast(request.round(), record->sequence(), view));
  response.mutable_ballot()->set_voided(record->voided());
  for (int64_t sequence : record->earlier_sequences()) {
    ASSAY_ASSIGN_OR_RETURN(api::Ballot earlier, ReadCast(request.round(), sequence, view));
    if (earlier.employer() == response.ballot().employer()) *response.add_earlier_revisions() = std::move(earlier);
  }
  return response;
}

}  // namespace assay::domain

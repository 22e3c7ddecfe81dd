#include "services/domain/review/conflict.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"
#include "services/domain/review/ballot.h"
#include "services/domain/review/interest.h"
#include "services/domain/review/round_item.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/voter.h"

namespace assay::domain {
namespace {

void CheckNature(const api::AnswerConflictRequest& request, Violations* violations) {
  bool stated = request.nature() != api::CONFLICT_NATURE_UNSPECIFIED;
  if (request.has_conflict() && !stated) violations->Add("nature", "is not stated; say what the conflict is about");
  if (!request.has_conflict() && stated) violations->Add("nature", "is stated, but there is no conflict; leave it out");
}

void CheckInterests(const api::ConflictDeclaration& declaration, const View& view, Violations* violations) {
  std::set<std::string> seen;
  for (int i = 0; i < declaration.interests_size(); ++i) {
    api::Interest subject = declaration.interests(i);
    subject.clear_nature();
    std::string field = absl::StrCat("declaration.interests[", i, "]");
    bool empty = subject.credential().empty() && subject.issuer().empty() && subject.cluster().empty();
    if (empty) violations->Add(field, "names neither a credential, nor an issuer, nor a cluster");
    if (!seen.insert(subject.SerializeAsString()).second) violations->Add(field, "is named twice; name each once");
    if (!subject.credential().empty() && view.Find(CredentialIdOf(subject.credential())) == nullptr) {
      violations->Add(field + ".credential", "is not in the catalogue");
    }
  }
}

// The declaration as it stands after signing, with everything personal; and a copy without.
api::ConflictDeclaration WithoutPerson(api::ConflictDeclaration declaration) {
  declaration.clear_signer_name();
  declaration.clear_signer_title();
  declaration.clear_explanation();
  declaration.clear_user();
  return declaration;
}

api::ConflictDeclaration PersonOf(const api::ConflictDeclaration& declaration) {
  api::ConflictDeclaration person;
  person.set_signer_name(declaration.signer_name());
  person.set_signer_title(declaration.signer_title());
  person.set_explanation(declaration.explanation());
  person.set_user(declaration.user());
  return person;
}

// Pins the declaration in a round that the employer sits in.
void PinIn(const RoundId& id, const ConflictDeclarationId& declaration, absl::Time now, const View& view,
           Events* events) {
  const api::Round& round = view.FindOrDefault(id);
  const auto* held = view.Find(EmployerRoundId{declaration.employer, NumberOf(round)});
  if (!IsOpenAt(round, now) || held == nullptr || held->left()) return;
  ledger::SeatChange* change = events->AddDecision()->mutable_seat_change();
  change->set_round_number(round.number());
  change->set_seat_ordinal(held->seat_ordinal());
  change->set_employer_id(declaration.employer);
  change->set_declaration_id(declaration.declaration);
}

api::Conflict NamedConflict(const api::Round& round, uint32_t item, const ledger::RosterSeat& seat, const View& view) {
  api::Conflict conflict;
  conflict.set_round(round.name());
  conflict.set_proposal(ProposalAt(round, item, view).name());
  conflict.set_seat(SeatNameOf(round, seat));
  conflict.set_employer(NameOf(StateOf(round.name()), EmployerId{seat.employer_id()}));
  return conflict;
}

void SetEmployer(const std::string& employer_id, api::Conflict* conflict) {
  if (!employer_id.empty()) conflict->set_employer(NameOf(StateOf(conflict->round()), EmployerId{employer_id}));
}

}  // namespace

absl::Status Decide(const api::AnswerConflictRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(Voter voter, FindVoter(request.round(), context, view));
  Violations violations;
  RoundItem item = FindOnRound(request.proposal(), "proposal", voter, view, &violations);
  CheckNature(request, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(CheckMayAnswer(item, "proposal", "ALREADY_RECUSED", Precondition::kNothing, voter, view));
  ledger::Event* event = events->Add();
  ledger::ConflictAnswered* answered = event->mutable_decision()->mutable_conflict();
  answered->set_round_number(static_cast<int32_t>(voter.number));
  answered->set_item_ordinal(static_cast<int32_t>(item.place));
  answered->set_seat_ordinal(static_cast<int32_t>(voter.seat));
  answered->set_has_conflict(request.has_conflict());
  answered->set_nature(request.nature());
  ledger::ConflictPerson* person = event->mutable_personal()->mutable_conflict();
  person->set_employer_id(voter.employer);
  person->set_user_id(context.principal->user);
  person->set_explanation(request.explanation());
  if (request.has_conflict()) AddRecusal(voter, item.place, request.explanation(), context, view, events);
  return absl::OkStatus();
}

void Answer(const api::AnswerConflictRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::AnswerConflictResponse* response) {
  const ledger::Event& event = events.front();
  const ledger::ConflictAnswered& answered = event.decision().conflict();
  const ledger::ConflictPerson& person = event.personal().conflict();
  const api::Round& round = view.FindOrDefault(RoundIdOf(request.round()));
  const ledger::RosterRecord& roster = view.FindOrDefault(RosterId{NumberOf(round)});
  api::Conflict* conflict = response->mutable_conflict();
  *conflict =
      NamedConflict(round, static_cast<uint32_t>(answered.item_ordinal()), roster.seats(answered.seat_ordinal()), view);
  SetEmployer(person.employer_id(), conflict);
  conflict->set_has_conflict(answered.has_conflict());
  conflict->set_nature(answered.nature());
  conflict->set_explanation(person.explanation());
  *conflict->mutable_answer_time() = ToProto(FromMicros(event.time_micros()));
}

absl::Status DecideSignDeclaration(const api::SignConflictDeclarationRequest& request,
                                   const std::vector<RoundId>& rounds, const Context& context, const View& view,
                                   Events* events) {
  EmployerId employer = EmployerIdOf(request.parent());
  ASSAY_RETURN_IF_ERROR(FindExisting(employer, context.state, view).status());
  if (context.principal->employer != employer.employer) {
    return Denied("NOT_YOURS", absl::StrCat("you do not speak for ", request.parent(), "; its representatives sign"));
  }
  ConflictDeclarationId id{employer.employer, request.declaration_id()};
  if (view.Find(id) != nullptr) return AlreadyExists(NameOf(context.state, id));
  Violations violations;
  CheckInterests(request.declaration(), view, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  api::ConflictDeclaration declaration = request.declaration();
  declaration.set_name(NameOf(context.state, id));
  declaration.set_user(UserName(context.principal->state, context.principal->user));
  *declaration.mutable_sign_time() = ToProto(context.now);
  ledger::Event* event = events->Add();
  *event->mutable_decision()->mutable_conflict_declaration() = WithoutPerson(declaration);
  *event->mutable_personal()->mutable_conflict_declaration() = PersonOf(declaration);
  for (size_t i = 0; i < rounds.size() && i < kDeclarationRoundsMax; ++i) {
    PinIn(rounds[i], id, context.now, view, events);
  }
  return view.status();
}

std::vector<api::Conflict> ConflictsOn(const api::Round& round, uint32_t item, const View& view) {
  uint32_t number = NumberOf(round);
  const ledger::RosterRecord& roster = view.FindOrDefault(RosterId{number});
  std::vector<api::Conflict> conflicts;
  for (int i = 0; i < roster.seats_size(); ++i) {
    const ledger::RosterSeat& seat = roster.seats(i);
    auto ordinal = static_cast<uint32_t>(i);
    const auto* answer = view.Find(ConflictAnswerId{number, item, ordinal});
    const ledger::BallotRecord& ballot = view.FindOrDefault(BallotId{number, item, ordinal});
    bool recused = ballot.choice() == api::BALLOT_CHOICE_RECUSED && !ballot.voided();
    const api::Interest* interest = nullptr;
    ConflictDeclarationId declaration{seat.employer_id(), seat.declaration_id()};
    if (!seat.declaration_id().empty()) interest = FindInterest(declaration, {number, item}, view);
    if (answer == nullptr && !recused && interest == nullptr) continue;
    api::Conflict conflict = NamedConflict(round, item, seat, view);
    conflict.set_has_conflict(recused || interest != nullptr || answer->has_conflict());
    if (answer != nullptr) {
      SetEmployer(answer->employer_id(), &conflict);
      conflict.set_nature(answer->nature());
      conflict.set_explanation(answer->explanation());
      *conflict.mutable_answer_time() = ToProto(FromMicros(answer->time_micros()));
    } else if (recused) {
      SetEmployer(ballot.employer_id(), &conflict);
      conflict.set_explanation(ballot.reason());
      *conflict.mutable_answer_time() = ToProto(FromMicros(ballot.time_micros()));
    } else {
      conflict.set_nature(interest->nature());
      conflict.set_declaration(NameOf(StateOf(round.name()), declaration));
    }
    conflicts.push_back(std::move(conflict));
  }
  return conflicts;
}

}  // namespace assay::domain

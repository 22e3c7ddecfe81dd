#include "services/domain/review/voter.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"
#include "services/domain/review/interest.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/standing.h"

namespace assay::domain {
namespace {

BallotId BallotOnItem(const Voter& voter, uint32_t item) { return {voter.number, item, voter.seat}; }

// The ballot that counts; null when there is none.
const ledger::BallotRecord* CountedBallot(const Voter& voter, uint32_t item, const View& view) {
  const ledger::BallotRecord* ballot = view.Find(BallotOnItem(voter, item));
  return ballot == nullptr || ballot->voided() ? nullptr : ballot;
}

bool IsPredecessors(const ledger::BallotRecord& ballot, const Voter& voter) {
  return !ballot.employer_id().empty() && ballot.employer_id() != voter.employer;
}

const api::Interest* InterestOf(const Voter& voter, uint32_t item, const View& view) {
  if (voter.held->declaration_id().empty()) return nullptr;
  return FindInterest({voter.employer, voter.held->declaration_id()}, {voter.number, item}, view);
}

absl::Status CheckNotRecused(const RoundItem& item, const std::string& field, absl::string_view recused_reason,
                             const Voter& voter, const View& view) {
  const std::string& name = item.proposal->name();
  const ledger::BallotRecord* ballot = CountedBallot(voter, item.place, view);
  bool recused = ballot != nullptr && ballot->choice() == api::BALLOT_CHOICE_RECUSED;
  if (recused && !IsPredecessors(*ballot, voter)) {
    return Refused(
        recused_reason,
        absl::StrCat(field, ": your employer declared a conflict on ", name, " and is recused from it for good"),
        {{"proposal", name}});
  }
  if (ballot != nullptr && !recused && IsPredecessors(*ballot, voter)) {
    return Refused("SEAT_ANSWERED",
                   absl::StrCat(field, ": who held your seat before voted on ", name, "; its ballot stays"),
                   {{"proposal", name}});
  }
  if (InterestOf(voter, item.place, view) != nullptr) {
    return Refused(recused_reason,
                   absl::StrCat(field, ": your employer declared an interest in ", name, " (",
                                voter.held->declaration_id(), ") and is recused from it"),
                   {{"proposal", name}, {"declaration", voter.held->declaration_id()}});
  }
  return absl::OkStatus();
}

absl::Status CheckDeclaration(const Voter& voter, absl::Time now, const View& view) {
  const api::ConflictRules& rules = voter.round->conflict_rules();
  if (!rules.declaration_required()) return absl::OkStatus();
  if (!DeclarationInForce(voter.employer, rules, now, view).empty()) return absl::OkStatus();
  std::string renewal = rules.declaration_days() > 0
                            ? absl::StrCat("; one holds for ", rules.declaration_days(), " days from its signing")
                            : "";
  return Refused(
      "DECLARATION_REQUIRED",
      absl::StrCat("your employer has no signed declaration of interests in force; sign one, then vote", renewal),
      {{"round", voter.round->name()}});
}

}  // namespace

absl::StatusOr<Voter> FindVoter(const std::string& round_name, const Context& context, const View& view) {
  return FindVoterFor(context.principal->employer, round_name, context, view);
}

absl::StatusOr<Voter> FindVoterFor(const std::string& employer_id, const std::string& round_name,
                                   const Context& context, const View& view) {
  ASSAY_ASSIGN_OR_RETURN(const api::Round* round, FindExisting(RoundIdOf(round_name), context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckRound(*round, RoundCommand::kAnswer, context.now));
  ASSAY_RETURN_IF_ERROR(CheckEmployerActs(employer_id, context.state, view));
  const ledger::EmployerRoundRecord* seat = view.Find(EmployerRoundId{employer_id, NumberOf(*round)});
  ASSAY_RETURN_IF_ERROR(view.status());
  if (seat == nullptr || seat->left()) {
    return Denied("NOT_ON_PANEL", absl::StrCat("your employer holds no seat in ", round_name,
                                               "; ask the agency for one before a round opens"));
  }
  Voter voter{round, NumberOf(*round), static_cast<uint32_t>(seat->seat_ordinal()), employer_id, seat};
  ASSAY_RETURN_IF_ERROR(CheckDeclaration(voter, context.now, view));
  return voter;
}

RoundItem FindOnRound(const std::string& proposal_name, const std::string& field, const Voter& voter, const View& view,
                      Violations* violations) {
  const api::Proposal* proposal = view.Find(ProposalIdOf(proposal_name));
  absl::optional<uint32_t> place = proposal == nullptr ? absl::nullopt : PlaceIn(*voter.round, *proposal);
  if (place.has_value()) return {proposal, *place};
  violations->Add(field,
                  absl::StrCat("is not before ", voter.round->name(), "; list the round's items to see what is"));
  return {};
}

absl::Status CheckMayAnswer(const RoundItem& item, const std::string& field, absl::string_view recused_reason,
                            Precondition precondition, const Voter& voter, const View& view) {
  const std::string& name = item.proposal->name();
  if (item.proposal->state() == api::PROPOSAL_STATE_WITHDRAWN) {
    return Refused("PROPOSAL_WITHDRAWN",
                   absl::StrCat(field, ": ", name, " was withdrawn; there is nothing left to decide"),
                   {{"proposal", name}});
  }
  if (!IsAssigned(voter.number, voter.seat, static_cast<int32_t>(item.place), view)) {
    return Denied(
        "NOT_ASSIGNED",
        absl::StrCat(field, ": ", name, " is assigned to other seats; ask the chair or the agency to assign it"));
  }
  ASSAY_RETURN_IF_ERROR(CheckNotRecused(item, field, recused_reason, voter, view));
  if (precondition == Precondition::kConflictAnswered && ConflictUnanswered(voter, item.place, view)) {
    return Refused("CONFLICT_NOT_ANSWERED",
                   absl::StrCat(field, ": say first whether your employer has a conflict in ", name),
                   {{"proposal", name}});
  }
  return absl::OkStatus();
}

bool ConflictUnanswered(const Voter& voter, uint32_t item, const View& view) {
  if (!voter.round->conflict_rules().ask_before_content()) return false;
  const ledger::ConflictAnswerRecord* answer = view.Find(ConflictAnswerId{voter.number, item, voter.seat});
  return answer == nullptr || answer->employer_id() != voter.employer;
}

bool HasAnswered(const Voter& voter, uint32_t item, const View& view) {
  if (const ledger::BallotRecord* ballot = CountedBallot(voter, item, view); ballot != nullptr) {
    if (ballot->choice() != api::BALLOT_CHOICE_RECUSED || !IsPredecessors(*ballot, voter)) return true;
  }
  return InterestOf(voter, item, view) != nullptr;
}

bool IsAssigned(uint32_t round_number, uint32_t seat, int32_t item, const View& view) {
  const ledger::AssignmentRecord* assignment = view.Find(AssignmentId{round_number, seat});
  if (assignment == nullptr) return true;
  return std::binary_search(assignment->item_ordinals().begin(), assignment->item_ordinals().end(), item);
}

}  // namespace assay::domain

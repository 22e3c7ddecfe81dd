#include "services/domain/review/follow_up.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/domain/decision/ballot_result.h"
#include "services/domain/resource.h"
#include "services/domain/review/interest.h"
#include "services/domain/review/round.h"
#include "services/domain/review/round_item.h"
#include "services/domain/review/round_result.h"
#include "services/domain/review/round_window.h"

namespace assay::domain {
namespace {

const api::Policy& PolicyOf(const api::Round& round, const View& view) {
  return view.FindOrDefault(PolicyRevisionId{PolicyIdOf(round.policy()).policy, RevisionOf(round.policy())});
}

bool IsOpenQuestion(const api::Round& round, const api::Policy& policy, const api::Proposal& proposal,
                    const View& view) {
  if (proposal.round() != round.name() || proposal.state() == api::PROPOSAL_STATE_WITHDRAWN) return false;
  return !HasConsensus(policy, ResultIn(round, proposal, view).groups);
}

absl::Status NoOpenQuestions(const std::string& round) {
  return Refused(
      "NO_OPEN_QUESTIONS",
      absl::StrCat("every proposal of ", round, " has found a consensus, or is before a further round already"),
      {{"round", round}});
}

absl::Status CheckAnotherRound(const api::Round& round, const api::Policy& policy) {
  int32_t most = std::max(1, policy.second_rounds().rounds_max());
  if (!round.appeal().empty()) {
    return Refused("NO_SECOND_ROUND", absl::StrCat(round.name(), " hears an appeal, and only once"),
                   {{"round", round.name()}});
  }
  if (round.ordinal() < most) return absl::OkStatus();
  return Refused("NO_SECOND_ROUND",
                 absl::StrCat(round.name(), " is round ", round.ordinal(), " of at most ", most, " that ",
                              round.policy(), " allows; what is open is decided by an override"),
                 {{"round", round.name()}, {"policy", round.policy()}});
}

// Puts open questions of `previous` before `round`, which is the stored one or a new one.
absl::Status PutItems(const api::Round& previous, const std::vector<std::string>& open_questions,
                      const api::Round& round, const View& view, ledger::RoundItems* items) {
  const api::Policy& policy = PolicyOf(previous, view);
  std::string cycle = RoundIdOf(previous.name()).cycle;
  for (const std::string& id : open_questions) {
    if (items->proposal_ids_size() == static_cast<int>(kFollowUpItemsMax)) break;
    const api::Proposal& proposal = view.FindOrDefault(ProposalId{cycle, id});
    if (!IsOpenQuestion(previous, policy, proposal, view)) continue;
    items->add_proposal_ids(id);
    *items->add_subjects() = SubjectOf(proposal, view);
  }
  ASSAY_RETURN_IF_ERROR(view.status());
  if (items->proposal_ids().empty()) return NoOpenQuestions(previous.name());
  *items->mutable_round() = round;
  items->mutable_round()->set_item_count(round.item_count() + items->proposal_ids_size());
  return absl::OkStatus();
}

api::Round MakeFollowUp(const api::CreateFollowUpRoundRequest& request, const RoundId& id, const api::Round& previous,
                        const Context& context, const View& view) {
  api::Round round;
  round.set_name(NameOf(context.state, id));
  round.set_display_name(request.display_name());
  round.set_panel(previous.panel());
  *round.mutable_regional_panels() = previous.regional_panels();
  round.set_policy(previous.policy());
  round.set_state(api::ROUND_STATE_DRAFT);
  round.set_number(NextRoundNumber(view));
  round.set_previous_round(previous.name());
  round.set_ordinal(previous.ordinal() + 1);
  round.set_ballot_visibility(previous.ballot_visibility());
  if (request.has_deadline()) *round.mutable_deadline() = WholeMicros(request.deadline());
  StampNew(context, &round);
  return round;
}

// The last of the proposal's rounds before `round`; null when there is none.
const api::Round* RoundBefore(const api::Round& round, const api::Proposal& proposal, const View& view) {
  const api::Round* before = nullptr;
  for (const api::RoundPlace& place : proposal.earlier_rounds()) {
    if (place.round() == round.name()) break;
    before = view.Find(RoundIdOf(place.round()));
  }
  return before;
}

bool MayReadPrior(const api::Round& round, const Principal& principal, const View& view) {
  if (principal.IsStaff() || principal.Has(api::ROLE_APPROVER) || principal.Has(api::ROLE_AUDITOR)) return true;
  const auto* held = view.Find(EmployerRoundId{principal.employer, NumberOf(round)});
  return held != nullptr && !held->left();
}

// Ballots that count and are no recusal.
std::vector<const ledger::BallotRecord*> VotesOn(const api::Round& round, uint32_t item, const View& view) {
  std::vector<const ledger::BallotRecord*> votes;
  for (int32_t seat = 0; seat < round.seat_count(); ++seat) {
    const auto* ballot = view.Find(BallotId{NumberOf(round), item, static_cast<uint32_t>(seat)});
    bool counts = ballot != nullptr && !ballot->voided() && ballot->choice() != api::BALLOT_CHOICE_RECUSED;
    if (counts) votes.push_back(ballot);
  }
  return votes;
}

void CountScore(const api::Rating& rating, api::PriorRound* prior) {
  for (api::ScoreCount& score : *prior->mutable_scores()) {
    if (score.criterion() != rating.criterion() || score.score() != rating.score()) continue;
    return score.set_count(score.count() + 1);
  }
  api::ScoreCount* score = prior->add_scores();
  score->set_criterion(rating.criterion());
  score->set_score(rating.score());
  score->set_count(1);
}

// Sorting leaves nothing of the order of the seats.
void Shuffle(api::PriorRound* prior) {
  std::sort(prior->mutable_scores()->begin(), prior->mutable_scores()->end(),
            [](const api::ScoreCount& a, const api::ScoreCount& b) {
              return std::make_pair(a.criterion(), a.score()) < std::make_pair(b.criterion(), b.score());
            });
  std::sort(prior->mutable_reasons()->begin(), prior->mutable_reasons()->end());
}

void Summarise(const std::vector<const ledger::BallotRecord*>& votes, api::PriorRound* prior) {
  for (const ledger::BallotRecord* vote : votes) {
    if (vote->choice() == api::BALLOT_CHOICE_APPROVE) prior->set_approve_count(prior->approve_count() + 1);
    if (vote->choice() == api::BALLOT_CHOICE_REJECT) prior->set_reject_count(prior->reject_count() + 1);
    if (vote->choice() == api::BALLOT_CHOICE_ABSTAIN) prior->set_abstain_count(prior->abstain_count() + 1);
    for (const api::Rating& rating : vote->ratings()) CountScore(rating, prior);
    if (!vote->reason().empty()) prior->add_reasons(vote->reason());
  }
  Shuffle(prior);
}

}  // namespace

std::vector<std::string> OpenQuestions(const api::Round& round, const View& view) {
  const api::Policy& policy = PolicyOf(round, view);
  std::vector<std::string> open;
  for (int32_t item = 0; item < round.item_count(); ++item) {
    const api::Proposal& proposal = ProposalAt(round, static_cast<uint32_t>(item), view);
    if (IsOpenQuestion(round, policy, proposal, view)) open.push_back(ProposalIdOf(proposal.name()).proposal);
  }
  return open;
}

absl::Status DecideFollowUpRound(const api::CreateFollowUpRoundRequest& request,
                                 const std::vector<std::string>& open_questions, const Context& context,
                                 const View& view, Events* events) {
  RoundId before = RoundIdOf(request.previous_round());
  RoundId id{before.cycle, request.round_id()};
  ASSAY_ASSIGN_OR_RETURN(const api::Round* previous, FindExisting(before, context.state, view));
  if (view.Find(id) != nullptr) return AlreadyExists(NameOf(context.state, id));
  ASSAY_RETURN_IF_ERROR(CheckRound(*previous, RoundCommand::kFollowUp, context.now));
  ASSAY_RETURN_IF_ERROR(CheckAnotherRound(*previous, PolicyOf(*previous, view)));
  Violations violations;
  if (request.has_deadline()) CheckDeadline(request.deadline(), context.now, "deadline", &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  api::Round round = MakeFollowUp(request, id, *previous, context, view);
  return PutItems(*previous, open_questions, round, view, events->AddDecision()->mutable_round_items());
}

absl::Status DecideFollowUpItems(const api::AddFollowUpItemsRequest& request,
                                 const std::vector<std::string>& open_questions, const Context& context,
                                 const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Round* stored, FindExisting(RoundIdOf(request.name()), context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckRound(*stored, RoundCommand::kAddItems, context.now));
  if (stored->previous_round().empty()) {
    return Refused("NOT_A_FOLLOW_UP", absl::StrCat(stored->name(), " follows no round; add its items by name"),
                   {{"round", stored->name()}});
  }
  ASSAY_ASSIGN_OR_RETURN(const api::Round* previous,
                         FindExisting(RoundIdOf(stored->previous_round()), context.state, view));
  api::Round round = *stored;
  StampChanged(context, &round);
  return PutItems(*previous, open_questions, round, view, events->AddDecision()->mutable_round_items());
}

absl::StatusOr<api::GetPriorRoundResponse> ReadPriorRound(const api::GetPriorRoundRequest& request,
                                                          const Principal& principal, const View& view) {
  std::string state = StateOf(request.round());
  ASSAY_ASSIGN_OR_RETURN(const api::Round* round, FindExisting(RoundIdOf(request.round()), state, view));
  ASSAY_ASSIGN_OR_RETURN(const api::Proposal* proposal, FindExisting(ProposalIdOf(request.proposal()), state, view));
  if (!MayReadPrior(*round, principal, view)) {
    return Denied("NOT_ON_PANEL", absl::StrCat("your employer holds no seat in ", round->name()));
  }
  const api::Round* prior = PlaceIn(*round, *proposal).has_value() ? RoundBefore(*round, *proposal, view) : nullptr;
  ASSAY_RETURN_IF_ERROR(view.status());
  if (prior == nullptr) return NotFound(absl::StrCat("a round of ", proposal->name(), " before ", round->name()));
  const api::SecondRoundRules& rules = PolicyOf(*prior, view).second_rounds();
  std::vector<const ledger::BallotRecord*> votes = VotesOn(*prior, *PlaceIn(*prior, *proposal), view);
  api::GetPriorRoundResponse response;
  if (!rules.show_prior_round() || votes.size() < static_cast<size_t>(std::max(1, rules.prior_ballots_min()))) {
    response.set_prior_round_hidden(true);
    return response;
  }
  response.mutable_prior_round()->set_round(prior->name());
  Summarise(votes, response.mutable_prior_round());
  return response;
}

}  // namespace assay::domain

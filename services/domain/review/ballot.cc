#include "services/domain/review/ballot.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"
#include "services/domain/review/round_window.h"

namespace assay::domain {
namespace {

using Ratings = google::protobuf::RepeatedPtrField<api::Rating>;
using Rubric = google::protobuf::RepeatedPtrField<api::RubricCriterion>;

// A paper and the path that violations of it begin with.
struct FiledPaper {
  std::string field;
  const api::BallotPaper* paper;
};

const api::Policy& PolicyOf(const api::Round& round, const View& view) {
  return view.FindOrDefault(PolicyRevisionId{PolicyIdOf(round.policy()).policy, RevisionOf(round.policy())});
}

void CheckChoice(api::BallotChoice choice, const std::string& field, Violations* violations) {
  switch (choice) {
    case api::BALLOT_CHOICE_APPROVE:
    case api::BALLOT_CHOICE_REJECT:
    case api::BALLOT_CHOICE_ABSTAIN:
      return;
    case api::BALLOT_CHOICE_RECUSED:
      return violations->Add(field, "is made by declaring a conflict, not by a ballot");
    case api::BALLOT_CHOICE_UNSPECIFIED:
    case api::BallotChoice_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::BallotChoice_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  violations->Add(field, "is none of approve, reject and abstain");
}

void CheckRatings(const Ratings& ratings, const Rubric& rubric, const std::string& field, Violations* violations) {
  std::set<std::string> seen;
  for (int i = 0; i < ratings.size(); ++i) {
    const api::Rating& rating = ratings[i];
    std::string where = absl::StrCat(field, "[", i, "]");
    auto criterion = std::find_if(rubric.begin(), rubric.end(),
                                  [&rating](const auto& candidate) { return candidate.id() == rating.criterion(); });
    if (criterion == rubric.end()) {
      violations->Add(where + ".criterion", "is not in the rubric of the policy that the round is held under");
      continue;
    }
    if (!seen.insert(rating.criterion()).second) violations->Add(where + ".criterion", "is rated twice; rate it once");
    if (rating.score() < 1 || rating.score() > criterion->score_max()) {
      violations->Add(where + ".score", absl::StrCat("is not from 1 to ", criterion->score_max()));
    }
  }
}

// A vote that asks for a reason and for the ratings that the rubric requires.
bool TakesSides(api::BallotChoice choice) {
  return choice == api::BALLOT_CHOICE_APPROVE || choice == api::BALLOT_CHOICE_REJECT;
}

void CheckRequiredRatings(const api::BallotPaper& paper, const Rubric& rubric, const std::string& field,
                          Violations* violations) {
  for (const api::RubricCriterion& criterion : rubric) {
    if (!criterion.required()) continue;
    bool rated = std::any_of(paper.ratings().begin(), paper.ratings().end(),
                             [&criterion](const auto& rating) { return rating.criterion() == criterion.id(); });
    if (!rated) violations->Add(field, absl::StrCat("leaves out ", criterion.id(), ", which every vote must rate"));
  }
}

bool NeedsReason(api::BallotChoice choice, api::ReasonRule rule) {
  switch (rule) {
    case api::REASON_RULE_ALWAYS:
      return TakesSides(choice);
    case api::REASON_RULE_ON_REJECT:
      return choice == api::BALLOT_CHOICE_REJECT;
    case api::REASON_RULE_OPTIONAL:
    case api::REASON_RULE_UNSPECIFIED:
    case api::ReasonRule_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::ReasonRule_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return false;
}

// What the policy that the round is held under asks of a paper.
void CheckPaper(const FiledPaper& filed, const api::Policy& policy, Violations* violations) {
  const auto& [field, paper] = filed;
  CheckChoice(paper->choice(), field + ".choice", violations);
  CheckRatings(paper->ratings(), policy.rubric(), field + ".ratings", violations);
  if (TakesSides(paper->choice())) CheckRequiredRatings(*paper, policy.rubric(), field + ".ratings", violations);
  if (paper->reason().empty() && NeedsReason(paper->choice(), policy.reasons())) {
    violations->Add(field + ".reason", "is empty; the policy asks why");
  }
}

// The items of the papers, in order; only when there is no violation.
absl::StatusOr<std::vector<RoundItem>> CheckPapers(const std::vector<FiledPaper>& papers, const Voter& voter,
                                                   const View& view) {
  const api::Policy& policy = PolicyOf(*voter.round, view);
  Violations violations;
  std::vector<RoundItem> items;
  std::map<std::string, std::string> first_field;
  for (const FiledPaper& filed : papers) {
    const auto& [field, paper] = filed;
    std::string proposal_field = field + ".proposal";
    items.push_back(FindOnRound(paper->proposal(), proposal_field, voter, view, &violations));
    auto [first, is_new] = first_field.emplace(paper->proposal(), field);
    if (!is_new) violations.Add(proposal_field, absl::StrCat("is on ", first->second, " too; vote on each once"));
    CheckPaper(filed, policy, &violations);
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  return items;
}

ledger::BallotCast* AddBallot(const Voter& voter, uint32_t item, const api::BallotPaper& paper, const Context& context,
                              const View& view, Events* events) {
  ledger::Event* event = events->Add();
  ledger::BallotCast* cast = event->mutable_decision()->mutable_ballot();
  cast->set_round_number(static_cast<int32_t>(voter.number));
  cast->set_item_ordinal(static_cast<int32_t>(item));
  cast->set_seat_ordinal(static_cast<int32_t>(voter.seat));
  cast->set_choice(paper.choice());
  *cast->mutable_ratings() = paper.ratings();
  cast->set_revision(view.FindOrDefault(BallotId{voter.number, item, voter.seat}).revision() + 1);
  cast->set_weight(std::max<int64_t>(1, voter.held->weight()));
  cast->set_group_ordinal(voter.held->group_ordinal());
  ledger::BallotPerson* person = event->mutable_personal()->mutable_ballot();
  person->set_employer_id(voter.employer);
  person->set_user_id(context.principal->user);
  person->set_reason(paper.reason());
  return cast;
}

absl::Status CastPapers(const std::string& round_name, const std::vector<FiledPaper>& papers, const Context& context,
                        const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(Voter voter, FindVoter(round_name, context, view));
  ASSAY_ASSIGN_OR_RETURN(std::vector<RoundItem> items, CheckPapers(papers, voter, view));
  for (size_t i = 0; i < papers.size(); ++i) {
    ASSAY_RETURN_IF_ERROR(
        CheckMayAnswer(items[i], papers[i].field, "RECUSED", Precondition::kConflictAnswered, voter, view));
  }
  for (size_t i = 0; i < papers.size(); ++i) AddBallot(voter, items[i].place, *papers[i].paper, context, view, events);
  return absl::OkStatus();
}

}  // namespace

absl::Status Decide(const api::CastBallotRequest& request, const Context& context, const View& view, Events* events) {
  return CastPapers(request.round(), {{"paper", &request.paper()}}, context, view, events);
}

absl::Status Decide(const api::BatchCastBallotsRequest& request, const Context& context, const View& view,
                    Events* events) {
  std::vector<FiledPaper> papers;
  for (int i = 0; i < request.papers_size(); ++i) {
    papers.push_back({absl::StrCat("papers[", i, "]"), &request.papers(i)});
  }
  return CastPapers(request.round(), papers, context, view, events);
}

absl::Status Decide(const api::DeclareConflictRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(Voter voter, FindVoter(request.round(), context, view));
  Violations violations;
  RoundItem item = FindOnRound(request.proposal(), "proposal", voter, view, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(CheckMayAnswer(item, "proposal", "ALREADY_RECUSED", Precondition::kNothing, voter, view));
  AddRecusal(voter, item.place, request.reason(), context, view, events);
  return absl::OkStatus();
}

void AddRecusal(const Voter& voter, uint32_t item, const std::string& reason, const Context& context, const View& view,
                Events* events) {
  api::BallotPaper recusal;
  recusal.set_choice(api::BALLOT_CHOICE_RECUSED);
  recusal.set_reason(reason);
  AddBallot(voter, item, recusal, context, view, events);
}

absl::Status DecideRecordedBallot(const std::string& round_name, const api::BallotPaper& paper,
                                  const std::string& employer_id, const std::string& paper_submission_name,
                                  const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(Voter voter, FindVoterFor(employer_id, round_name, context, view));
  FiledPaper filed{"paper", &paper};
  ASSAY_ASSIGN_OR_RETURN(std::vector<RoundItem> items, CheckPapers({filed}, voter, view));
  ASSAY_RETURN_IF_ERROR(CheckMayAnswer(items[0], filed.field, "RECUSED", Precondition::kNothing, voter, view));
  const ledger::BallotRecord& before = view.FindOrDefault(BallotId{voter.number, items[0].place, voter.seat});
  if (before.revision() > 0 && !before.voided() && before.paper_submission_id().empty()) {
    return Refused(
        "BALLOT_EXISTS",
        absl::StrCat("paper: the employer has voted on ", paper.proposal(), " itself; only it can change its vote"),
        {{"proposal", paper.proposal()}});
  }
  AddBallot(voter, items[0].place, paper, context, view, events)
      ->set_paper_submission_id(LastPart(paper_submission_name));
  return absl::OkStatus();
}

absl::Status DecideVoidRecordedBallot(const std::string& round_name, const std::string& proposal_name,
                                      const std::string& employer_id, const std::string& paper_submission_name,
                                      const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Round* round, FindExisting(RoundIdOf(round_name), context.state, view));
  if (!IsOpenAt(*round, context.now)) return absl::OkStatus();
  absl::optional<uint32_t> item = PlaceIn(*round, view.FindOrDefault(ProposalIdOf(proposal_name)));
  const auto* held = view.Find(EmployerRoundId{employer_id, NumberOf(*round)});
  ASSAY_RETURN_IF_ERROR(view.status());
  if (!item.has_value() || held == nullptr) return absl::OkStatus();
  BallotId id{NumberOf(*round), *item, static_cast<uint32_t>(held->seat_ordinal())};
  const ledger::BallotRecord& ballot = view.FindOrDefault(id);
  if (ballot.voided() || ballot.paper_submission_id() != LastPart(paper_submission_name)) return absl::OkStatus();
  ledger::BallotVoided* voided = events->AddDecision()->mutable_ballot_voided();
  voided->set_round_number(static_cast<int32_t>(id.round));
  voided->set_item_ordinal(static_cast<int32_t>(id.item));
  voided->set_seat_ordinal(static_cast<int32_t>(id.seat));
  return absl::OkStatus();
}

}  // namespace assay::domain

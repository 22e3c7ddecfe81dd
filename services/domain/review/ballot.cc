#include "services/domain/review/ballot.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/domain/name.h"
#include "services/domain/review/voter.h"

namespace assay::domain {
namespace {

using Ratings = google::protobuf::RepeatedPtrField<api::Rating>;
using Rubric = google::protobuf::RepeatedPtrField<api::RubricCriterion>;

// A paper and the path that violations of it begin with.
struct FiledPaper {
  std::string field;
  const api::BallotPaper* paper;
};

const Rubric& RubricOf(const api::Round& round, const View& view) {
  PolicyRevisionId policy{PolicyIdOf(round.policy()).policy, RevisionOf(round.policy())};
  return view.FindOrDefault(policy).rubric();
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

void AddBallot(const Voter& voter, const api::Proposal& proposal, api::BallotChoice choice, const Ratings& ratings,
               const std::string& reason, const Context& context, const View& view, Events* events) {
  ledger::Event* event = events->Add();
  ledger::BallotCast* cast = event->mutable_decision()->mutable_ballot();
  cast->set_round_number(static_cast<int32_t>(voter.number));
  cast->set_item_ordinal(proposal.round_position());
  cast->set_seat_ordinal(static_cast<int32_t>(voter.seat));
  cast->set_choice(choice);
  *cast->mutable_ratings() = ratings;
  BallotId id{voter.number, static_cast<uint32_t>(proposal.round_position()), voter.seat};
  cast->set_revision(view.FindOrDefault(id).revision() + 1);
  ledger::BallotPerson* person = event->mutable_personal()->mutable_ballot();
  person->set_employer_id(voter.employer);
  person->set_user_id(context.principal->user);
  person->set_reason(reason);
}

// The proposals of the papers, in order; only when there is no violation.
absl::StatusOr<std::vector<const api::Proposal*>> CheckPapers(const std::vector<FiledPaper>& papers, const Voter& voter,
                                                              const View& view) {
  const Rubric& rubric = RubricOf(*voter.round, view);
  Violations violations;
  std::vector<const api::Proposal*> proposals;
  std::map<std::string, std::string> first_field;
  for (const auto& [field, paper] : papers) {
    std::string proposal_field = field + ".proposal";
    proposals.push_back(FindOnRound(paper->proposal(), proposal_field, voter, view, &violations));
    auto [first, is_new] = first_field.emplace(paper->proposal(), field);
    if (!is_new) violations.Add(proposal_field, absl::StrCat("is on ", first->second, " too; vote on each once"));
    CheckChoice(paper->choice(), field + ".choice", &violations);
    CheckRatings(paper->ratings(), rubric, field + ".ratings", &violations);
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  return proposals;
}

absl::Status CastPapers(const std::string& round_name, const std::vector<FiledPaper>& papers, const Context& context,
                        const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(Voter voter, FindVoter(round_name, context, view));
  ASSAY_ASSIGN_OR_RETURN(std::vector<const api::Proposal*> proposals, CheckPapers(papers, voter, view));
  for (size_t i = 0; i < papers.size(); ++i) {
    ASSAY_RETURN_IF_ERROR(CheckMayAnswer(*proposals[i], papers[i].field, "RECUSED", voter, view));
  }
  for (size_t i = 0; i < papers.size(); ++i) {
    const api::BallotPaper& paper = *papers[i].paper;
    AddBallot(voter, *proposals[i], paper.choice(), paper.ratings(), paper.reason(), context, view, events);
  }
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
  const api::Proposal* proposal = FindOnRound(request.proposal(), "proposal", voter, view, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(CheckMayAnswer(*proposal, "proposal", "ALREADY_RECUSED", voter, view));
  AddBallot(voter, *proposal, api::BALLOT_CHOICE_RECUSED, {}, request.reason(), context, view, events);
  return absl::OkStatus();
}

}  // namespace assay::domain

#include "services/domain/review/assignment_plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/sha256.h"
#include "services/domain/resource.h"
#include "services/domain/review/assignment.h"
#include "services/domain/review/assignment_facts.h"
#include "services/domain/review/assignment_flow.h"
#include "services/domain/review/round_item.h"
#include "services/domain/review/round_window.h"

namespace assay::domain {
namespace {

constexpr int kNamedMax = 5;

int CostOf(api::ReviewPreference preference) {
  switch (preference) {
    case api::REVIEW_PREFERENCE_YES:
      return 0;
    case api::REVIEW_PREFERENCE_MAYBE:
      return 1;
    case api::REVIEW_PREFERENCE_NO:
      return 4;
    case api::REVIEW_PREFERENCE_UNSPECIFIED:
    case api::ReviewPreference_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::ReviewPreference_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return 2;
}

// The seats of each group, by ordinal.
std::map<int32_t, std::vector<int>> GroupsOf(const ledger::RosterRecord& roster) {
  std::map<int32_t, std::vector<int>> groups;
  for (int seat = 0; seat < roster.seats_size(); ++seat) groups[roster.seats(seat).group_ordinal()].push_back(seat);
  return groups;
}

bool IsWithdrawn(const api::Proposal& proposal) { return proposal.state() == api::PROPOSAL_STATE_WITHDRAWN; }

AssignmentProblem ProblemOf(const AssignmentFacts& facts, const std::vector<int>& seats,
                            const api::AssignmentNumbers& numbers) {
  AssignmentProblem problem;
  for (int seat : seats) {
    problem.pairings.push_back(facts.pairings[seat]);
    std::vector<int>& costs = problem.costs.emplace_back();
    for (api::ReviewPreference preference : facts.preferences[seat]) costs.push_back(CostOf(preference));
  }
  for (const api::Proposal* proposal : facts.proposals) {
    problem.reviewers_min.push_back(IsWithdrawn(*proposal) ? 0 : numbers.reviewers_min());
  }
  problem.seat_items_max = numbers.seat_proposals_max();
  problem.seed = static_cast<uint64_t>(numbers.seed());
  return problem;
}

// What stands in the way, in words; `seats` says which ordinals the problem's seats have.
std::string Explain(const AssignmentObstacle& obstacle, const AssignmentFacts& facts, const std::vector<int>& seats,
                    const api::AssignmentNumbers& numbers, const api::Round& round,
                    const ledger::RosterRecord& roster) {
  std::vector<std::string> parts;
  for (const AssignmentObstacle::Lack& lack : obstacle.lacking) {
    if (parts.size() == kNamedMax) {
      parts.push_back(absl::StrCat("and ", obstacle.lacking.size() - kNamedMax, " more proposals"));
      break;
    }
    parts.push_back(absl::StrCat(facts.proposals[lack.item]->name(), " has ", lack.available, " of ",
                                 numbers.reviewers_min(), " reviewers without a conflict"));
  }
  if (!parts.empty()) return absl::StrCat(absl::StrJoin(parts, "; "), ": lower the number, or add seats");
  if (obstacle.reviews_possible < obstacle.reviews_needed) {
    return absl::StrCat(obstacle.reviews_needed, " reviews are needed, and ", seats.size(), " seats with at most ",
                        numbers.seat_proposals_max(), " each can give ", obstacle.reviews_possible,
                        ": raise the limit, or lower the number");
  }
  for (int seat : obstacle.full_seats) {
    if (parts.size() == kNamedMax) break;
    parts.push_back(SeatNameOf(round, roster.seats(seats[seat])));
  }
  return absl::StrCat(facts.proposals[obstacle.short_items.front()]->name(),
                      " lacks a reviewer: all who could are full (", absl::StrJoin(parts, ", "),
                      obstacle.full_seats.size() > parts.size() ? ", ..." : "",
                      "): raise the limit, or lower the number");
}

absl::StatusOr<std::vector<std::vector<int>>> Solve(const AssignmentFacts& facts, const api::AssignmentNumbers& numbers,
                                                    const api::Round& round, const ledger::RosterRecord& roster) {
  std::vector<std::vector<int>> items(facts.seats);
  for (const auto& [group, seats] : GroupsOf(roster)) {
    AssignmentSolution solution = SolveAssignment(ProblemOf(facts, seats, numbers));
    if (!solution.feasible) {
      return Refused("ASSIGNMENT_INFEASIBLE",
                     absl::StrCat("no plan for ", round.name(), " gives every proposal ", numbers.reviewers_min(),
                                  " reviewers: ", Explain(solution.obstacle, facts, seats, numbers, round, roster)),
                     {{"round", round.name()}});
    }
    for (size_t i = 0; i < seats.size(); ++i) items[seats[i]] = std::move(solution.items[i]);
  }
  return items;
}

void AddSeat(int seat, const std::vector<int>& items, const AssignmentFacts& facts, const std::string& state,
             const api::Round& round, const ledger::RosterRecord& roster, api::SeatConsequence* consequence) {
  consequence->set_seat(SeatNameOf(round, roster.seats(seat)));
  consequence->set_employer(NameOf(state, EmployerId{roster.seats(seat).employer_id()}));
  const std::vector<bool>& before = facts.before[seat];
  consequence->set_before_count(static_cast<int32_t>(std::count(before.begin(), before.end(), true)));
  consequence->set_after_count(static_cast<int32_t>(items.size()));
  const auto& pairings = facts.pairings[seat];
  consequence->set_conflict_count(
      static_cast<int32_t>(std::count(pairings.begin(), pairings.end(), Pairing::kConflict)));
  for (int item : items) {
    api::ReviewPreference preference = facts.preferences[seat][item];
    if (preference == api::REVIEW_PREFERENCE_YES) consequence->set_preferred_count(consequence->preferred_count() + 1);
    if (preference == api::REVIEW_PREFERENCE_NO) consequence->set_unwanted_count(consequence->unwanted_count() + 1);
    consequence->add_proposals(facts.proposals[item]->name());
  }
}

void AddProposals(const std::vector<std::vector<int>>& items, const AssignmentFacts& facts,
                  api::PlanAssignmentsResponse* response) {
  for (const api::Proposal* proposal : facts.proposals) response->add_proposals()->set_proposal(proposal->name());
  for (int seat = 0; seat < facts.seats; ++seat) {
    for (int item : items[seat]) {
      auto* consequence = response->mutable_proposals(item);
      consequence->set_after_count(consequence->after_count() + 1);
    }
    for (int item = 0; item < facts.items; ++item) {
      auto* consequence = response->mutable_proposals(item);
      if (facts.before[seat][item]) consequence->set_before_count(consequence->before_count() + 1);
      if (facts.pairings[seat][item] == Pairing::kConflict) {
        consequence->set_conflict_count(consequence->conflict_count() + 1);
      }
    }
  }
}

// Ballots and conflicts so far: a plan that rests on fewer may give a seat what it must not have. O(seats).
int64_t CountAnswers(const api::Round& round, const ledger::RosterRecord& roster, const View& view) {
  int64_t answers = 0;
  for (int seat = 0; seat < roster.seats_size(); ++seat) {
    answers += view.FindOrDefault(SeatProgressId{NumberOf(round), static_cast<uint32_t>(seat)}).answered_count();
  }
  return answers;
}

std::string EtagOf(const ledger::AssignmentPlan& plan, const AssignmentFacts& facts) {
  std::string before;
  for (const auto& row : facts.before) {
    for (bool assigned : row) before.push_back(assigned ? '1' : '0');
  }
  return absl::BytesToHexString(Sha256({plan.SerializeAsString(), before}).substr(0, 16));
}

}  // namespace

absl::StatusOr<ComputedPlan> PlanAssignments(const std::string& round_name, const api::AssignmentNumbers& numbers,
                                             const std::string& state, const Principal& principal, absl::Time now,
                                             const ScanView& view) {
  ASSAY_ASSIGN_OR_RETURN(const api::Round* round, FindExisting(RoundIdOf(round_name), state, view));
  ASSAY_RETURN_IF_ERROR(CheckRound(*round, RoundCommand::kAssign, now));
  const ledger::RosterRecord& roster = view.FindOrDefault(RosterId{NumberOf(*round)});
  ASSAY_RETURN_IF_ERROR(CheckMayAssign(principal, state, *round, roster, view));
  ASSAY_ASSIGN_OR_RETURN(AssignmentFacts facts, ReadAssignmentFacts(*round, roster, view));
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::vector<int>> items, Solve(facts, numbers, *round, roster));
  ComputedPlan computed;
  computed.plan.set_round_number(round->number());
  computed.answer_count = CountAnswers(*round, roster, view);
  *computed.plan.mutable_numbers() = numbers;
  for (int seat = 0; seat < facts.seats; ++seat) {
    auto* ordinals = computed.plan.add_seats()->mutable_item_ordinals();
    ordinals->Add(items[seat].begin(), items[seat].end());
    AddSeat(seat, items[seat], facts, state, *round, roster, computed.consequences.add_seats());
  }
  if (computed.plan.ByteSizeLong() > kAssignmentBytesMax) {
    return Refused(
        "ASSIGNMENT_TOO_LARGE",
        absl::StrCat("the plan for ", round_name, " takes ", computed.plan.ByteSizeLong(), " bytes; at most ",
                     kAssignmentBytesMax, ": lower the number of reviewers, or assign nothing, which is all"),
        {{"round", round_name}});
  }
  AddProposals(items, facts, &computed.consequences);
  computed.etag = EtagOf(computed.plan, facts);
  computed.consequences.set_plan_etag(computed.etag);
  return computed;
}

absl::Status DecideAssignmentPlan(const api::ApplyAssignmentPlanRequest& request, const ComputedPlan& plan,
                                  const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Round* round, FindExisting(RoundIdOf(request.name()), context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckRound(*round, RoundCommand::kAssign, context.now));
  const ledger::RosterRecord& roster = view.FindOrDefault(RosterId{NumberOf(*round)});
  ASSAY_RETURN_IF_ERROR(CheckMayAssign(*context.principal, context.state, *round, roster, view));
  bool same_round = plan.plan.round_number() == round->number() && plan.plan.seats_size() == roster.seats_size() &&
                    plan.answer_count == CountAnswers(*round, roster, view);
  if (!same_round || plan.etag != request.plan_etag()) {
    return MakeError(
        absl::StatusCode::kAborted, "PLAN_CHANGED",
        absl::StrCat("the plan of ", request.name(),
                     " is no longer the one that was shown: conflicts, ballots, preferences or assignments "
                     "have changed; plan again"),
        {{"round", request.name()}, {"plan_etag", plan.etag}});
  }
  *events->AddDecision()->mutable_assignment_plan() = plan.plan;
  return absl::OkStatus();
}

void Answer(const api::ApplyAssignmentPlanRequest&, const View&, const std::vector<ledger::Event>& events,
            api::ApplyAssignmentPlanResponse* response) {
  for (const ledger::SeatPlan& seat : events.front().decision().assignment_plan().seats()) {
    response->set_seat_count(response->seat_count() + 1);
    response->set_review_count(response->review_count() + seat.item_ordinals_size());
  }
}

}  // namespace assay::domain

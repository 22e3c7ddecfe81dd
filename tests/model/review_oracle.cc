#include "tests/model/review_oracle.h"

#include <algorithm>

namespace assay::model {

bool ReviewOracle::IsOver(const Round& round) const {
  return round.phase == Phase::kClosed || (round.phase == Phase::kOpen && round.deadline != 0 && round.deadline <= now);
}

std::string ReviewOracle::WhyNotOpen(const Round& round) const {
  if (round.phase == Phase::kDraft) return "ROUND_NOT_OPEN";
  return IsOver(round) ? "ROUND_CLOSED" : "";
}

std::string ReviewOracle::WhyNotHeard(const std::string& employer) const {
  auto found = employers.find(employer);
  if (found == employers.end()) return "RESOURCE_NOT_FOUND";
  if (found->second == Standing::kSuspended) return "EMPLOYER_SUSPENDED";
  return found->second == Standing::kPending ? "EMPLOYER_NOT_VERIFIED" : "";
}

std::string ReviewOracle::WhyNotVoter(const std::string& round, const std::string& employer) const {
  std::string why = WhyNotOpen(rounds.at(round));
  if (why.empty()) why = WhyNotHeard(employer);
  if (why.empty() && rounds.at(round).roster.count(employer) == 0) why = "NOT_ON_PANEL";
  return why;
}

bool ReviewOracle::Holds(const std::string& round, const std::string& proposal) const {
  const auto& items = rounds.at(round).items;
  return std::find(items.begin(), items.end(), proposal) != items.end();
}

bool ReviewOracle::MustReview(const std::string& round, const std::string& employer,
                              const std::string& proposal) const {
  auto found = rounds.at(round).assigned.find(employer);
  return found == rounds.at(round).assigned.end() || found->second.count(proposal) > 0;
}

std::string ReviewOracle::WhyNotAnswer(const std::string& round, const std::string& employer,
                                       const std::string& proposal) const {
  if (withdrawn.count(proposal) > 0) return "PROPOSAL_WITHDRAWN";
  if (!MustReview(round, employer, proposal)) return "NOT_ASSIGNED";
  return ChoiceOf(round, employer, proposal) == kRecused ? "RECUSED" : "";
}

std::string ReviewOracle::Open(const std::string& name) {
  Round& round = rounds.at(name);
  if (round.phase != Phase::kDraft) return "ROUND_NOT_DRAFT";
  if (round.items.empty()) return "ROUND_HAS_NO_ITEMS";
  if (round.deadline != 0 && round.deadline <= now) return "DEADLINE_PASSED";
  std::set<std::string> roster;
  for (const std::string& employer : seated) {
    if (employers.at(employer) == Standing::kVerified) roster.insert(employer);
  }
  if (roster.empty()) return "ROUND_HAS_NO_SEATS";
  round.roster = roster;
  round.phase = Phase::kOpen;
  return "";
}

std::string ReviewOracle::Extend(const std::string& name, int deadline) {
  Round& round = rounds.at(name);
  if (IsOver(round)) return "ROUND_CLOSED";
  if (deadline <= now || deadline <= round.deadline) return "INVALID_INPUT";
  round.deadline = deadline;
  return "";
}

std::string ReviewOracle::Close(const std::string& name) {
  Round& round = rounds.at(name);
  std::string why = WhyNotOpen(round);
  if (why.empty()) round.phase = Phase::kClosed;
  return why;
}

std::string ReviewOracle::Assign(const std::string& name, const std::string& employer,
                                 const std::set<std::string>& proposals) {
  Round& round = rounds.at(name);
  std::string why = WhyNotOpen(round);
  if (!why.empty()) return why;
  bool known = std::all_of(proposals.begin(), proposals.end(), [&](const auto& id) { return Holds(name, id); });
  if (round.roster.count(employer) == 0 || !known) return "INVALID_INPUT";
  round.assigned.erase(employer);
  if (!proposals.empty()) round.assigned[employer] = proposals;
  return "";
}

std::string ReviewOracle::Cast(const std::string& round, const std::string& employer,
                               const std::vector<std::pair<std::string, int>>& papers) {
  std::string why = WhyNotVoter(round, employer);
  if (!why.empty()) return why;
  std::set<std::string> distinct;
  for (const auto& [proposal, choice] : papers) {
    distinct.insert(proposal);
    if (!Holds(round, proposal) || choice < kApprove || choice > kAbstain) return "INVALID_INPUT";
  }
  if (distinct.size() < papers.size()) return "INVALID_INPUT";
  for (const auto& [proposal, choice] : papers) {
    why = WhyNotAnswer(round, employer, proposal);
    if (!why.empty()) return why;
  }
  for (const auto& [proposal, choice] : papers) journal_.push_back({round, employer, proposal, choice});
  return "";
}

std::string ReviewOracle::Recuse(const std::string& round, const std::string& employer, const std::string& proposal) {
  std::string why = WhyNotVoter(round, employer);
  if (!why.empty()) return why;
  if (!Holds(round, proposal)) return "INVALID_INPUT";
  why = WhyNotAnswer(round, employer, proposal);
  if (why == "RECUSED") return "ALREADY_RECUSED";
  if (why.empty()) journal_.push_back({round, employer, proposal, kRecused});
  return why;
}

std::string ReviewOracle::WhyNotEndorse(const std::string& employer, const std::string& proposal) const {
  std::string why = WhyNotHeard(employer);
  if (!why.empty()) return why;
  if (withdrawn.count(proposal) > 0) return "PROPOSAL_WITHDRAWN";
  for (const auto& [name, round] : rounds) {
    if (Holds(name, proposal) && IsOver(round)) return "REVIEW_CLOSED";
  }
  return "";
}

std::string ReviewOracle::Endorse(const std::string& employer, const std::string& proposal) {
  std::string why = WhyNotEndorse(employer, proposal);
  if (why.empty()) endorsed[{employer, proposal}] = true;
  return why;
}

std::string ReviewOracle::Revoke(const std::string& employer, const std::string& proposal) {
  std::string why = WhyNotEndorse(employer, proposal);
  if (!why.empty()) return why;
  auto found = endorsed.find({employer, proposal});
  if (found == endorsed.end()) return "RESOURCE_NOT_FOUND";
  if (!found->second) return "ALREADY_REVOKED";
  found->second = false;
  return "";
}

int ReviewOracle::ChoiceOf(const std::string& round, const std::string& employer, const std::string& proposal) const {
  int choice = 0;
  for (const Answer& answer : journal_) {
    if (answer.round == round && answer.employer == employer && answer.proposal == proposal) choice = answer.choice;
  }
  return choice;
}

std::array<int, 5> ReviewOracle::Tally(const std::string& round, const std::string& proposal) const {
  std::array<int, 5> counts{};
  for (const std::string& employer : rounds.at(round).roster) ++counts[ChoiceOf(round, employer, proposal)];
  return counts;
}

std::vector<std::string> ReviewOracle::Left(const std::string& employer) const {
  std::vector<std::string> left;
  for (const auto& [name, round] : rounds) {
    if (round.phase != Phase::kOpen || IsOver(round) || round.roster.count(employer) == 0) continue;
    for (const std::string& proposal : round.items) {
      if (withdrawn.count(proposal) > 0 || !MustReview(name, employer, proposal)) continue;
      if (ChoiceOf(name, employer, proposal) == 0) left.push_back(name + "/" + proposal);
    }
  }
  return left;
}

}  // namespace assay::model

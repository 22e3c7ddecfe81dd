#include "services/domain/decision/ballot_result.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/domain/decision/exact.h"

namespace assay::domain {
namespace {

int64_t In(api::VoteUnit unit, const VoteCount& count) {
  return unit == api::VOTE_UNIT_WEIGHT ? count.weight : count.seats;
}

std::string PartText(int64_t part, int64_t whole, absl::string_view noun, api::VoteUnit unit) {
  if (unit == api::VOTE_UNIT_WEIGHT) return absl::StrCat("a weight of ", CountText(part), " of ", CountText(whole));
  return absl::StrCat(CountText(part), " of ", Plural(whole, noun));
}

void Add(const VoteCount& part, VoteCount* whole) {
  whole->seats += part.seats;
  whole->weight += part.weight;
}

// What one panel came to.
struct PanelResult {
  api::Verdict verdict = api::VERDICT_FAIL;  // PASS, FAIL or UNDECIDED
  bool against = false;                      // rejected by the policy's consensus
};

int64_t VotesThatCount(const api::EmployerValidation& validation, const GroupVotes& votes) {
  api::VoteUnit unit = validation.approval_unit();
  int64_t whole = In(unit, votes.approve) + In(unit, votes.reject);
  if (validation.abstain() == api::ABSTAIN_RULE_IN_DENOMINATOR) whole += In(unit, votes.abstain);
  return whole;
}

bool QuorumOf(const api::EmployerValidation& validation, const GroupVotes& votes, const std::string& subject,
              Trace* trace) {
  api::VoteUnit unit = validation.quorum_unit();
  int64_t present = In(unit, votes.approve) + In(unit, votes.reject);
  if (validation.abstain() != api::ABSTAIN_RULE_ABSENT) present += In(unit, votes.abstain);
  int64_t basis = In(unit, votes.roster);
  if (validation.recusal() != api::RECUSAL_RULE_STAYS_IN_BASIS) basis -= In(unit, votes.recused);
  if (validation.vacant_seats() == api::VACANT_SEAT_RULE_LEAVES_BASIS) basis -= In(unit, votes.vacant);
  bool passed = basis > 0 && CompareRatios(MakeRatio(present, basis), validation.quorum()) >= 0;
  AddStep(kQuorumCriterion, subject, absl::StrCat(PartText(present, basis, "seat", unit), " present"),
          absl::StrCat("at least ", RatioText(validation.quorum())), VerdictOf(passed), trace);
  return passed;
}

api::Verdict ReachedExactly(const api::EmployerValidation& validation) {
  switch (validation.tie()) {
    case api::TIE_RULE_APPROVES:
      return api::VERDICT_PASS;
    case api::TIE_RULE_REJECTS:
      return api::VERDICT_FAIL;
    case api::TIE_RULE_UNDECIDED:
      return api::VERDICT_UNDECIDED;
    case api::TIE_RULE_UNSPECIFIED:
    case api::TieRule_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::TieRule_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return VerdictOf(validation.approval_comparison() != api::SHARE_COMPARISON_MORE_THAN);
}

api::Verdict ApprovalVerdict(const api::EmployerValidation& validation, const GroupVotes& votes,
                             const std::string& subject, Trace* trace) {
  api::Ratio found = ApprovalOf(validation, votes);
  api::Verdict verdict = api::VERDICT_FAIL;
  if (found.denominator() > 0) {
    int order = CompareRatios(found, validation.approval_share());
    verdict = order == 0 ? ReachedExactly(validation) : VerdictOf(order > 0);
  }
  bool at_least = ReachedExactly(validation) == api::VERDICT_PASS;
  AddStep(
      kApprovalShareCriterion, subject,
      absl::StrCat(PartText(found.numerator(), found.denominator(), "vote", validation.approval_unit()), " to approve"),
      absl::StrCat(at_least ? "at least " : "more than ", RatioText(validation.approval_share())), verdict, trace);
  return verdict;
}

bool IsAgainst(const api::EmployerValidation& validation, const GroupVotes& votes, bool quorum) {
  int64_t whole = VotesThatCount(validation, votes);
  if (!validation.has_consensus() || !quorum || whole <= 0) return false;
  api::Ratio found = MakeRatio(In(validation.approval_unit(), votes.reject), whole);
  return CompareRatios(found, validation.consensus().reject_share()) >= 0;
}

PanelResult CountPanel(const api::EmployerValidation& validation, const GroupVotes& votes, Trace* trace) {
  std::string subject = votes.group.empty() ? "ballots" : absl::StrCat("ballots of ", votes.group);
  bool quorum = QuorumOf(validation, votes, subject, trace);
  api::Verdict approval = ApprovalVerdict(validation, votes, subject, trace);
  PanelResult result;
  result.verdict = quorum ? approval : api::VERDICT_FAIL;
  result.against = result.verdict == api::VERDICT_FAIL && IsAgainst(validation, votes, quorum);
  return result;
}

bool Suffices(const api::RollUp& roll_up, int64_t panels, int64_t of) {
  if (roll_up.rule() == api::ROLL_UP_RULE_COUNT) return panels >= roll_up.panels();
  return of > 0 && CompareRatios(MakeRatio(panels, of), roll_up.share()) >= 0;
}

std::string NeededText(const api::RollUp& roll_up) {
  if (roll_up.rule() == api::ROLL_UP_RULE_COUNT) return absl::StrCat("at least ", roll_up.panels());
  return absl::StrCat("at least ", RatioText(roll_up.share()));
}

// Of all panels: what they come to, and whether they settle it.
struct Together {
  BallotResult result;
  bool against = false;
};

Together CountPooled(const api::EmployerValidation& validation, const std::vector<GroupVotes>& groups, Trace* trace) {
  PanelResult panel = CountPanel(validation, Pooled(groups), trace);
  return {{panel.verdict, {}}, panel.against};
}

Together CountRolledUp(const api::EmployerValidation& validation, const std::vector<GroupVotes>& groups, Trace* trace) {
  Together together;
  int64_t undecided = 0;
  int64_t against = 0;
  for (const GroupVotes& votes : groups) {
    PanelResult panel = CountPanel(validation, votes, trace);
    if (panel.verdict == api::VERDICT_PASS) together.result.approving_groups.push_back(votes.group);
    if (panel.verdict == api::VERDICT_UNDECIDED) ++undecided;
    if (panel.against) ++against;
  }
  std::sort(together.result.approving_groups.begin(), together.result.approving_groups.end());
  auto all = static_cast<int64_t>(groups.size());
  auto approving = static_cast<int64_t>(together.result.approving_groups.size());
  const api::RollUp& roll_up = validation.roll_up();
  api::Verdict verdict = VerdictOf(Suffices(roll_up, approving, all));
  if (verdict == api::VERDICT_FAIL && Suffices(roll_up, approving + undecided, all)) verdict = api::VERDICT_UNDECIDED;
  together.result.verdict = verdict;
  together.against = !Suffices(roll_up, all - against, all);
  AddStep(kRollUpCriterion, "panels", absl::StrCat(approving, " of ", Plural(all, "panel"), " approving"),
          NeededText(roll_up), verdict, trace);
  return together;
}

Together Count(const api::EmployerValidation& validation, const std::vector<GroupVotes>& groups, Trace* trace) {
  bool plain = groups.size() == 1 && groups[0].group.empty();
  api::RollUpRule rule = validation.roll_up().rule();
  if (plain || rule == api::ROLL_UP_RULE_UNSPECIFIED || rule == api::ROLL_UP_RULE_POOLED) {
    return CountPooled(validation, groups, trace);
  }
  return CountRolledUp(validation, groups, trace);
}

// Whether a further round may settle what this one did not.
api::Verdict WithoutConsensus(const api::Policy& policy, const ItemResult& item, bool against, Trace* trace) {
  int32_t rounds_max = std::max(1, policy.second_rounds().rounds_max());
  bool further = !against && item.ordinal < rounds_max;
  std::string input = against ? "rejected by consensus" : "no consensus";
  absl::StrAppend(&input, ", in round ", item.ordinal, " of at most ", rounds_max);
  api::Verdict verdict = further ? api::VERDICT_UNDECIDED : api::VERDICT_FAIL;
  AddStep(kConsensusCriterion, "ballots", std::move(input),
          absl::StrCat("at least ", RatioText(policy.validation().consensus().reject_share()), " to reject"), verdict,
          trace);
  return verdict;
}

}  // namespace

GroupVotes Pooled(const std::vector<GroupVotes>& groups) {
  GroupVotes pooled;
  for (const GroupVotes& votes : groups) {
    Add(votes.approve, &pooled.approve);
    Add(votes.reject, &pooled.reject);
    Add(votes.abstain, &pooled.abstain);
    Add(votes.recused, &pooled.recused);
    Add(votes.vacant, &pooled.vacant);
    Add(votes.roster, &pooled.roster);
  }
  return pooled;
}

api::Ratio ApprovalOf(const api::EmployerValidation& validation, const GroupVotes& votes) {
  return MakeRatio(In(validation.approval_unit(), votes.approve), VotesThatCount(validation, votes));
}

BallotResult CountBallots(const api::Policy& policy, const ItemResult& item, Trace* trace) {
  int first_step = trace->size();
  Together together = Count(policy.validation(), item.groups, trace);
  if (together.result.verdict == api::VERDICT_FAIL && policy.validation().has_consensus()) {
    together.result.verdict = WithoutConsensus(policy, item, together.against, trace);
  }
  for (int i = first_step; i < trace->size(); ++i) {
    SetLedgerIndexes(item.ledger_indexes, trace->Mutable(i));
  }
  return std::move(together.result);
}

bool HasConsensus(const api::Policy& policy, const std::vector<GroupVotes>& groups) {
  Trace unused;
  Together together = Count(policy.validation(), groups, &unused);
  if (together.result.verdict != api::VERDICT_FAIL) return together.result.verdict == api::VERDICT_PASS;
  return together.against || !policy.validation().has_consensus();
}

}  // namespace assay::domain

#include "services/domain/decision/conditions.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/domain/decision/finding.h"

namespace assay::domain {
namespace {

Finding CheckLaborMarket(const std::string& id, const ConditionFacts& facts) {
  Finding finding{absl::StrCat("labor market: ", id), "", "met", absl::nullopt};
  auto found = facts.labor_market.find(id);
  if (found == facts.labor_market.end()) return finding;
  finding.undecided = found->second == api::VERDICT_UNDECIDED;
  finding.answer = IsPassed(found->second);
  finding.input = finding.undecided ? "undecided" : *finding.answer ? "met" : "not met";
  return finding;
}

Finding Check(const api::Condition& condition, const ConditionFacts& facts) {
  switch (condition.test_case()) {
    case api::Condition::kFact:
      return CheckFact(condition.fact(), *facts.proposal);
    case api::Condition::kAnswer:
      return CheckAnswer(condition.answer(), *facts.proposal);
    case api::Condition::kTypes:
      return CheckTypes(condition.types(), facts.credential->type());
    case api::Condition::kCost:
      return CheckCost(condition.cost(), *facts.proposal);
    case api::Condition::kHours:
      return CheckHours(condition.hours(), facts.proposal->typical_hours());
    case api::Condition::kExclusion:
      return CheckExclusion(condition.exclusion(), *facts.credential);
    case api::Condition::kLaborMarket:
      return CheckLaborMarket(condition.labor_market(), facts);
    case api::Condition::kEndorsements:
      return CheckEndorsements(condition.endorsements(), *facts.endorsements);
    case api::Condition::kEndorsementShare:
      return CheckEndorsementShare(condition.endorsement_share(), *facts.endorsements);
    case api::Condition::kRating:
      return CheckRating(condition.rating(), *facts.item);
    case api::Condition::kApprovalShare:
      return CheckApprovalShare(condition.approval_share(), *facts.validation, *facts.item);
    case api::Condition::TEST_NOT_SET:
      break;
  }
  return YesOrNo("nothing", absl::nullopt);
}

// Events that what was asked rests on.
std::vector<int64_t> IndexesBehind(api::Condition::TestCase test, const ConditionFacts& facts) {
  switch (test) {
    case api::Condition::kEndorsements:
    case api::Condition::kEndorsementShare:
      return IndexesOf(*facts.endorsements);
    case api::Condition::kRating:
    case api::Condition::kApprovalShare:
      return facts.item->ledger_indexes;
    case api::Condition::kFact:
    case api::Condition::kAnswer:
    case api::Condition::kTypes:
    case api::Condition::kCost:
    case api::Condition::kHours:
    case api::Condition::kExclusion:
    case api::Condition::kLaborMarket:
    case api::Condition::TEST_NOT_SET:
      break;
  }
  return {};
}

// PASS, FAIL or UNDECIDED.
api::Verdict Plain(api::Verdict verdict) {
  return verdict == api::VERDICT_UNDECIDED ? verdict : VerdictOf(IsPassed(verdict));
}

}  // namespace

api::Verdict EvaluateCondition(const api::Condition& condition, const ConditionFacts& facts, Trace* trace) {
  Finding finding = Check(condition, facts);
  api::Verdict verdict =
      finding.answer.has_value() ? VerdictOf(*finding.answer) : VerdictOnUnknown(condition.unknown());
  if (finding.undecided) verdict = api::VERDICT_UNDECIDED;
  if (finding.input.empty()) finding.input = "not known";
  AddStep(condition.id(), std::move(finding.subject), std::move(finding.input), std::move(finding.threshold), verdict,
          trace);
  SetLedgerIndexes(IndexesBehind(condition.test_case(), facts), trace->Mutable(trace->size() - 1));
  return Plain(verdict);
}

api::Verdict EvaluateGroup(const api::ConditionGroup& group, const ConditionFacts& facts, Trace* trace) {
  int met = 0;
  int undecided = 0;
  for (const api::Condition& condition : group.conditions()) {
    api::Verdict verdict = EvaluateCondition(condition, facts, trace);
    if (verdict == api::VERDICT_PASS) ++met;
    if (verdict == api::VERDICT_UNDECIDED) ++undecided;
  }
  int needed = group.has_at_least() ? group.at_least() : group.conditions_size();
  api::Verdict verdict = VerdictOf(met >= needed);
  if (met < needed && met + undecided >= needed) verdict = api::VERDICT_UNDECIDED;
  AddStep(group.id(), "conditions together", absl::StrCat(met, " of ", group.conditions_size(), " met"),
          absl::StrCat("at least ", needed), verdict, trace);
  return verdict;
}

api::Verdict Both(api::Verdict a, api::Verdict b) {
  if (a == api::VERDICT_FAIL || b == api::VERDICT_FAIL) return api::VERDICT_FAIL;
  return a == api::VERDICT_UNDECIDED ? a : b;
}

}  // namespace assay::domain

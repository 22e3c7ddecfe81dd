#include "services/domain/labor_market/occupation_verdict.h"

#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/domain/labor_market/criterion.h"

namespace assay::domain {
namespace {

api::Verdict TracedVerdict(const Finding& finding, api::UnknownFigure unknown) {
  return finding.known ? VerdictOf(finding.met) : VerdictOnUnknown(unknown);
}

api::Verdict Reduced(api::Verdict verdict) {
  return verdict == api::VERDICT_UNDECIDED ? verdict : VerdictOf(IsPassed(verdict));
}

// What the criterion finds where the question is asked. A criterion with an area of its own asks there.
Finding FindingOf(const api::LaborMarketCriterion& criterion, const std::string& soc_code, const Place& place,
                  std::string* area, LaborMarketFacts* facts) {
  *area = criterion.area().empty() ? place.area : criterion.area();
  Finding finding = CheckCriterion(criterion, soc_code, *area, facts);
  if (finding.known || !criterion.area().empty() || place.else_area.empty()) return finding;
  Finding instead = CheckCriterion(criterion, soc_code, place.else_area, facts);
  if (!instead.known) return finding;
  absl::StrAppend(&instead.input, "; of ", place.else_area, ", because ", place.area, " has no such figure");
  return instead;
}

std::string SubjectOf(const std::string& code, const std::string& area) {
  return absl::StrCat("occupation ", code, ", ", area);
}

// Members by what they came to.
struct Count {
  int32_t passed = 0;
  int32_t undecided = 0;
  int32_t failed = 0;
};

Count CountMembers(const api::CriterionGroup& group, const CriterionVerdicts& verdicts) {
  Count count;
  for (const std::string& member : group.members()) {
    auto found = verdicts.find(member);
    api::Verdict verdict = found == verdicts.end() ? api::VERDICT_FAIL : found->second;
    ++(verdict == api::VERDICT_PASS        ? count.passed
       : verdict == api::VERDICT_UNDECIDED ? count.undecided
                                           : count.failed);
  }
  return count;
}

int32_t NeededOf(const api::CriterionGroup& group) {
  switch (group.rule()) {
    case api::CRITERION_GROUP_RULE_ANY:
      return 1;
    case api::CRITERION_GROUP_RULE_AT_LEAST:
      return group.at_least();
    case api::CRITERION_GROUP_RULE_ALL:
    case api::CRITERION_GROUP_RULE_UNSPECIFIED:
    case api::CriterionGroupRule_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::CriterionGroupRule_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return group.members_size();
}

api::Verdict EvaluateGroup(const api::CriterionGroup& group, const CriterionVerdicts& verdicts,
                           const std::string& subject, Trace* trace) {
  Count count = CountMembers(group, verdicts);
  int32_t needed = NeededOf(group);
  api::Verdict verdict = count.passed >= needed                     ? api::VERDICT_PASS
                         : count.passed + count.undecided >= needed ? api::VERDICT_UNDECIDED
                                                                    : api::VERDICT_FAIL;
  std::string input = absl::StrCat(count.passed, " of ", group.members_size(), " met");
  if (count.undecided > 0) absl::StrAppend(&input, ", ", count.undecided, " undecided");
  AddStep(group.id(), subject, std::move(input),
          absl::StrCat("at least ", needed, " of ", absl::StrJoin(group.members(), ", ")), verdict, trace);
  return verdict;
}

api::Verdict At(const CriterionVerdicts& verdicts, const std::string& id) {
  auto found = verdicts.find(id);
  return found == verdicts.end() ? api::VERDICT_FAIL : found->second;
}

}  // namespace

CriterionVerdicts EvaluateCriteria(const api::LaborMarketPolicy& policy, const std::string& shown_code,
                                   const std::string& soc_code, const Place& place, LaborMarketFacts* facts,
                                   Trace* trace) {
  CriterionVerdicts verdicts;
  for (const api::LaborMarketCriterion& criterion : policy.criteria()) {
    std::string area;
    Finding finding = FindingOf(criterion, soc_code, place, &area, facts);
    api::Verdict verdict = TracedVerdict(finding, criterion.unknown());
    AddStep(criterion.id(), SubjectOf(shown_code, area), std::move(finding.input), std::move(finding.threshold),
            verdict, trace);
    verdicts[criterion.id()] = Reduced(verdict);
  }
  for (const api::CriterionGroup& group : policy.groups()) {
    verdicts[group.id()] = EvaluateGroup(group, verdicts, SubjectOf(shown_code, place.area), trace);
  }
  return verdicts;
}

std::vector<std::string> NeededIds(const api::LaborMarketPolicy& policy) {
  std::set<std::string> members;
  for (const api::CriterionGroup& group : policy.groups()) {
    members.insert(group.members().begin(), group.members().end());
  }
  std::vector<std::string> ids;
  auto take = [&](const auto& item) {
    if (!item.informative() && members.count(item.id()) == 0) ids.push_back(item.id());
  };
  for (const api::LaborMarketCriterion& criterion : policy.criteria()) take(criterion);
  for (const api::CriterionGroup& group : policy.groups()) take(group);
  return ids;
}

api::Verdict VerdictOfNeeded(const api::LaborMarketPolicy& policy, const CriterionVerdicts& verdicts) {
  api::Verdict verdict = api::VERDICT_PASS;
  for (const std::string& id : NeededIds(policy)) {
    api::Verdict one = At(verdicts, id);
    if (one == api::VERDICT_FAIL) return one;
    if (one == api::VERDICT_UNDECIDED) verdict = one;
  }
  return verdict;
}

std::string ShortfallText(const api::LaborMarketPolicy& policy, const CriterionVerdicts& verdicts) {
  std::vector<std::string> unmet;
  std::vector<std::string> undecided;
  for (const std::string& id : NeededIds(policy)) {
    if (At(verdicts, id) == api::VERDICT_FAIL) unmet.push_back(id);
    if (At(verdicts, id) == api::VERDICT_UNDECIDED) undecided.push_back(id);
  }
  if (unmet.empty() && undecided.empty()) return "everything needed is met";
  std::string text = unmet.empty() ? "" : absl::StrCat("not met: ", absl::StrJoin(unmet, ", "));
  if (undecided.empty()) return text;
  return absl::StrCat(text, text.empty() ? "" : "; ", "unknown: ", absl::StrJoin(undecided, ", "));
}

}  // namespace assay::domain

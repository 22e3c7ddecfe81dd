#include "services/domain/labor_market/evaluate.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/text.h"
#include "services/domain/decision/exact.h"
#include "services/domain/labor_market/local_exception.h"
#include "services/domain/labor_market/occupation_verdict.h"

namespace assay::domain {
namespace {

// The area of the dataset that a region is called by: as it is written, or else as a slug.
std::string AreaOfRegion(const std::string& region, LaborMarketFacts* facts) {
  if (!facts->AreaOf(region).occupations().empty()) return region;
  std::string slug = SlugOf(region);
  return facts->AreaOf(slug).occupations().empty() ? region : slug;
}

Place PlaceOf(const api::LaborMarketPolicy& policy, const std::string& region, LaborMarketFacts* facts) {
  if (region.empty()) return {policy.area(), ""};
  switch (policy.region_figures()) {
    case api::REGION_FIGURES_STATE:
      return {policy.area(), ""};
    case api::REGION_FIGURES_REGION_ELSE_STATE:
      return {AreaOfRegion(region, facts), policy.area()};
    case api::REGION_FIGURES_REGION:
    case api::REGION_FIGURES_UNSPECIFIED:
    case api::RegionFigures_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::RegionFigures_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return {AreaOfRegion(region, facts), ""};
}

template <class Items, class VerdictOfItem>
api::Verdict Combine(const Items& items, api::OccupationMatch match, VerdictOfItem verdict_of) {
  bool passed = false;
  bool failed = false;
  bool undecided = false;
  for (const auto& item : items) {
    api::Verdict verdict = verdict_of(item);
    passed = passed || verdict == api::VERDICT_PASS;
    failed = failed || verdict == api::VERDICT_FAIL;
    undecided = undecided || verdict == api::VERDICT_UNDECIDED;
  }
  bool all = match == api::OCCUPATION_MATCH_ALL;
  if (all ? failed : passed) return all ? api::VERDICT_FAIL : api::VERDICT_PASS;
  if (undecided) return api::VERDICT_UNDECIDED;
  return all ? api::VERDICT_PASS : api::VERDICT_FAIL;
}

// The regions of any, or those that all have that are not in everywhere.
std::vector<std::string> CombineRegions(const std::vector<LaborMarketVerdict>& verdicts, bool all) {
  std::map<std::string, size_t> count;
  size_t needed = 0;
  for (const LaborMarketVerdict& one : verdicts) {
    if (one.verdict == api::VERDICT_PASS) continue;
    ++needed;
    for (const std::string& region : one.regions) ++count[region];
  }
  std::vector<std::string> regions;
  for (const auto& [region, times] : count) {
    if (!all || times == needed) regions.push_back(region);
  }
  return regions;
}

// By exception when it would not be in without one.
bool CombineExceptions(const std::vector<LaborMarketVerdict>& verdicts, bool all) {
  auto by_figures = [](const LaborMarketVerdict& one) { return one.verdict == api::VERDICT_PASS && !one.by_exception; };
  return all ? !std::all_of(verdicts.begin(), verdicts.end(), by_figures)
             : std::none_of(verdicts.begin(), verdicts.end(), by_figures);
}

LaborMarketVerdict CombineAll(const std::vector<LaborMarketVerdict>& verdicts, api::OccupationMatch match) {
  if (verdicts.size() == 1) return verdicts.front();
  bool all = match == api::OCCUPATION_MATCH_ALL;
  LaborMarketVerdict combined;
  combined.verdict = Combine(verdicts, match, [](const LaborMarketVerdict& one) { return one.verdict; });
  for (const auto& [id, first] : verdicts.front().criteria) {
    combined.criteria[id] =
        Combine(verdicts, match, [&id = id](const LaborMarketVerdict& one) { return one.criteria.at(id); });
  }
  if (combined.verdict == api::VERDICT_PASS) {
    combined.by_exception = CombineExceptions(verdicts, all);
  } else {
    combined.regions = CombineRegions(verdicts, all);
  }
  return combined;
}

// One evaluation: a policy, a question and where the answers go.
class Evaluation {
 public:
  Evaluation(const api::LaborMarketPolicy& policy, const LaborMarketQuestion& question, LaborMarketFacts* facts,
             Trace* trace)
      : policy_(policy),
        question_(question),
        facts_(facts),
        trace_(trace),
        place_(PlaceOf(policy, question.region, facts)) {}

  // A code of the question's edition, by all codes of the dataset that it leads to.
  LaborMarketVerdict OfCode(const std::string& asked_code) const {
    MappedCodes mapped = facts_->ToEdition(question_.soc_version, asked_code);
    if (!mapped.via.empty()) AddCrosswalkStep(absl::StrCat("occupation ", asked_code), mapped);
    if (mapped.codes.empty()) return OfOccupation(asked_code, "");
    std::vector<LaborMarketVerdict> verdicts;
    verdicts.reserve(mapped.codes.size());
    for (const std::string& code : mapped.codes) verdicts.push_back(OfOccupation(asked_code, code));
    return CombineAll(verdicts, policy_.crosswalk_match());
  }

  // Occupations that the programs lead to, in the dataset's edition.
  std::vector<std::string> CodesOfPrograms() const {
    std::set<std::string> codes;
    for (const std::string& cip_code : question_.cip_codes) {
      MappedCodes mapped = facts_->OccupationsOfProgram(cip_code);
      AddCrosswalkStep(absl::StrCat("program ", cip_code), mapped);
      codes.insert(mapped.codes.begin(), mapped.codes.end());
    }
    return {codes.begin(), codes.end()};
  }

 private:
  void AddCrosswalkStep(const std::string& subject, const MappedCodes& mapped) const {
    if (trace_->size() >= kOccupationStepsMax) return;
    bool found = !mapped.codes.empty();
    auto end = mapped.codes.begin() + static_cast<ptrdiff_t>(std::min(mapped.codes.size(), kShownCodesMax));
    std::string codes = absl::StrJoin(mapped.codes.begin(), end, ", ");
    if (end != mapped.codes.end()) absl::StrAppend(&codes, " and ", mapped.codes.size() - kShownCodesMax, " more");
    AddStep(kCrosswalkCriterion, subject,
            found ? absl::StrCat(codes, ", by ", mapped.via) : absl::StrCat("unknown: ", mapped.via),
            absl::StrCat("a code of ", SchemeText(SchemeOf(facts_->edition()))),
            found ? api::VERDICT_PASS : api::VERDICT_UNSPECIFIED, trace_);
  }

  LaborMarketVerdict OfOccupation(const std::string& asked_code, const std::string& soc_code) const {
    Trace dropped;
    Trace* details = trace_->size() < kLaborMarketStepsMax ? trace_ : &dropped;
    const std::string& shown = soc_code.empty() ? asked_code : soc_code;
    ExceptionFinding exception = OccupationExceptions(policy_, question_, asked_code, soc_code, *facts_, details);
    LaborMarketVerdict verdict;
    verdict.criteria = EvaluateCriteria(policy_, shown, soc_code, place_, facts_, details);
    verdict.verdict = VerdictOfNeeded(policy_, verdict.criteria);
    std::string input = ShortfallText(policy_, verdict.criteria);
    if (exception.here && verdict.verdict != api::VERDICT_PASS) {
      verdict.verdict = api::VERDICT_PASS;
      verdict.by_exception = true;
      absl::StrAppend(&input, "; an exception speaks for it");
    }
    if (verdict.verdict != api::VERDICT_PASS && question_.region.empty()) {
      AddRegions(shown, soc_code, std::move(exception.regions), details, &verdict);
    }
    if (!verdict.regions.empty()) absl::StrAppend(&input, "; in for ", absl::StrJoin(verdict.regions, ", "));
    AddStep(kOccupationCriterion, absl::StrCat("occupation ", shown, ", ", place_.area), std::move(input),
            "everything needed is met", verdict.verdict, trace_->size() < kOccupationStepsMax ? trace_ : &dropped);
    return verdict;
  }

  // Looks at each region of the policy. Only its outcome is traced: whoever wants the figures asks of the region.
  void AddRegions(const std::string& shown, const std::string& soc_code, std::set<std::string> regions, Trace* details,
                  LaborMarketVerdict* verdict) const {
    for (const std::string& region : policy_.regions()) {
      Trace dropped;
      CriterionVerdicts found = EvaluateCriteria(policy_, shown, soc_code, {region, ""}, facts_, &dropped);
      api::Verdict there = VerdictOfNeeded(policy_, found);
      AddStep(kRegionCriterion, absl::StrCat("occupation ", shown, ", ", region), ShortfallText(policy_, found),
              "everything needed is met in the region", there, details);
      if (there == api::VERDICT_PASS) regions.insert(region);
    }
    verdict->regions.assign(regions.begin(), regions.end());
  }

  const api::LaborMarketPolicy& policy_;
  const LaborMarketQuestion& question_;
  LaborMarketFacts* const facts_;
  Trace* const trace_;
  const Place place_;
};

// An exception for a program lets whatever leads there pass.
void TakeException(const ExceptionFinding& exception, LaborMarketVerdict* verdict) {
  if (verdict->verdict == api::VERDICT_PASS) return;
  if (exception.here) {
    verdict->verdict = api::VERDICT_PASS;
    verdict->by_exception = true;
    verdict->regions.clear();
    return;
  }
  std::set<std::string> regions(verdict->regions.begin(), verdict->regions.end());
  regions.insert(exception.regions.begin(), exception.regions.end());
  verdict->regions.assign(regions.begin(), regions.end());
}

LaborMarketVerdict WithoutOccupations(const api::LaborMarketPolicy& policy, const ExceptionFinding& exception,
                                      Trace* trace) {
  bool passes = policy.without_occupations() == api::UNKNOWN_FIGURE_PASSES;
  bool undecided = policy.without_occupations() == api::UNKNOWN_FIGURE_UNDECIDED;
  LaborMarketVerdict verdict;
  verdict.verdict = undecided ? api::VERDICT_UNDECIDED : VerdictOf(passes);
  for (const api::LaborMarketCriterion& criterion : policy.criteria())
    verdict.criteria[criterion.id()] = verdict.verdict;
  for (const api::CriterionGroup& group : policy.groups()) verdict.criteria[group.id()] = verdict.verdict;
  AddStep(kOccupationsCriterion, "no occupation stated", "unknown: it leads to no occupation that is named",
          "an occupation",
          undecided ? api::VERDICT_UNDECIDED
          : passes  ? api::VERDICT_UNKNOWN_PASSES
                    : api::VERDICT_UNKNOWN_FAILS,
          trace);
  TakeException(exception, &verdict);
  return verdict;
}

LaborMarketVerdict OfOccupations(const api::LaborMarketPolicy& policy, const std::vector<std::string>& codes,
                                 const ExceptionFinding& exception, const Evaluation& evaluation, Trace* trace) {
  std::vector<LaborMarketVerdict> verdicts;
  verdicts.reserve(codes.size());
  for (const std::string& code : codes) verdicts.push_back(evaluation.OfCode(code));
  LaborMarketVerdict combined = CombineAll(verdicts, policy.occupation_match());
  TakeException(exception, &combined);
  auto passing = std::count_if(verdicts.begin(), verdicts.end(),
                               [](const LaborMarketVerdict& one) { return one.verdict == api::VERDICT_PASS; });
  std::string input = absl::StrCat(passing, " of ", Plural(static_cast<int64_t>(codes.size()), "occupation"), " in");
  if (combined.by_exception) absl::StrAppend(&input, "; an exception speaks for it");
  if (!combined.regions.empty()) absl::StrAppend(&input, "; in for ", absl::StrJoin(combined.regions, ", "));
  bool all = policy.occupation_match() == api::OCCUPATION_MATCH_ALL;
  AddStep(kOccupationsCriterion, "all occupations together", std::move(input),
          all ? absl::StrCat("all ", codes.size()) : "at least 1", combined.verdict, trace);
  return combined;
}

}  // namespace

LaborMarketVerdict EvaluateOccupation(const api::LaborMarketPolicy& policy, const LaborMarketQuestion& question,
                                      LaborMarketFacts* facts, Trace* trace) {
  ExceptionFinding exception = ProgramExceptions(policy, question, trace);
  LaborMarketVerdict verdict = Evaluation(policy, question, facts, trace).OfCode(question.soc_codes.front());
  TakeException(exception, &verdict);
  return verdict;
}

LaborMarketVerdict EvaluateLaborMarket(const api::LaborMarketPolicy& policy, const LaborMarketQuestion& question,
                                       LaborMarketFacts* facts, Trace* trace) {
  if (policy.criteria().empty() && policy.groups().empty()) {
    LaborMarketVerdict nothing_asked;
    nothing_asked.verdict = api::VERDICT_PASS;
    return nothing_asked;
  }
  ExceptionFinding exception = ProgramExceptions(policy, question, trace);
  LaborMarketQuestion asked = question;
  if (asked.soc_codes.empty() && policy.occupations_from_programs()) {
    asked.soc_codes = Evaluation(policy, question, facts, trace).CodesOfPrograms();
    asked.soc_version = facts->edition();
  }
  if (asked.soc_codes.empty()) return WithoutOccupations(policy, exception, trace);
  return OfOccupations(policy, asked.soc_codes, exception, Evaluation(policy, asked, facts, trace), trace);
}

LaborMarketQuestion QuestionOf(const api::Proposal& proposal, const api::Credential& credential, std::string date) {
  bool own_occupations = !proposal.soc_codes().empty();
  const auto& soc_codes = own_occupations ? proposal.soc_codes() : credential.soc_codes();
  const auto& cip_codes = proposal.cip_codes().empty() ? credential.cip_codes() : proposal.cip_codes();
  LaborMarketQuestion question;
  question.soc_codes.assign(soc_codes.begin(), soc_codes.end());
  question.soc_version = own_occupations ? proposal.soc_version() : credential.soc_version();
  question.cip_codes.assign(cip_codes.begin(), cip_codes.end());
  bool local =
      proposal.demand_scope() == api::DEMAND_SCOPE_REGIONAL || proposal.demand_scope() == api::DEMAND_SCOPE_LOCAL;
  if (local) question.region = proposal.region();
  question.date = std::move(date);
  return question;
}

}  // namespace assay::domain

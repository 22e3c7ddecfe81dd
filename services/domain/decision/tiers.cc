#include "services/domain/decision/tiers.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/domain/decision/exact.h"

namespace assay::domain {
namespace {

struct Given {
  int64_t points = 0;
  bool undecided = false;
};

Given CountScore(const api::Score& score, const ConditionFacts& facts, Trace* trace) {
  Given given;
  int64_t best_possible = 0;
  for (const api::ScoreBand& band : score.bands()) {
    api::Verdict verdict = EvaluateCondition(band.condition(), facts, trace);
    if (verdict == api::VERDICT_PASS) given.points = std::max(given.points, band.points());
    if (verdict != api::VERDICT_FAIL) best_possible = std::max(best_possible, band.points());
  }
  given.undecided = best_possible > given.points;
  api::Verdict verdict = given.undecided ? api::VERDICT_UNDECIDED : VerdictOf(given.points > 0);
  AddStep(score.id(), "score", Plural(given.points, "point"), "any points", verdict, trace);
  return given;
}

}  // namespace

Points CountPoints(const api::Policy& policy, const ConditionFacts& facts, Trace* trace) {
  Points all;
  if (policy.scores().empty()) return all;
  for (const api::Score& score : policy.scores()) {
    Given given = CountScore(score, facts, trace);
    all.points += given.points;
    if (given.points > 0) ++all.scores;
    all.undecided = all.undecided || given.undecided;
  }
  AddStep(kPointsCriterion, "all scores",
          absl::StrCat(Plural(all.points, "point"), " in ", Plural(all.scores, "score")), "", api::VERDICT_UNSPECIFIED,
          trace);
  return all;
}

TierResult FindTier(const api::Policy& policy, const Points& points, const ConditionFacts& facts, Trace* trace) {
  for (const api::Tier& tier : policy.tiers()) {
    api::Verdict verdict = api::VERDICT_PASS;
    for (const api::Condition& condition : tier.conditions()) {
      verdict = Both(verdict, EvaluateCondition(condition, facts, trace));
    }
    std::vector<std::string> thresholds;
    bool enough = true;
    if (tier.has_points()) {
      thresholds.push_back(absl::StrCat("at least ", Plural(tier.points().at_least(), "point")));
      enough = points.points >= tier.points().at_least();
    }
    if (tier.has_scores()) {
      thresholds.push_back(absl::StrCat("at least ", Plural(tier.scores().at_least(), "score")));
      enough = enough && points.scores >= tier.scores().at_least();
    }
    if (!tier.conditions().empty()) thresholds.push_back("every condition");
    if (!enough) verdict = Both(verdict, points.undecided ? api::VERDICT_UNDECIDED : api::VERDICT_FAIL);
    AddStep(tier.id(), "tier", absl::StrCat(Plural(points.points, "point"), ", ", Plural(points.scores, "score")),
            absl::StrJoin(thresholds, ", "), verdict, trace);
    if (verdict != api::VERDICT_FAIL) return {&tier, verdict == api::VERDICT_UNDECIDED};
  }
  return {};
}

}  // namespace assay::domain

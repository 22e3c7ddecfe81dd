#include "services/domain/simulation/difference.h"

#include <algorithm>
#include <map>
#include <utility>

namespace assay::domain {
namespace {

using Key = std::pair<std::string, std::string>;
using Steps = std::map<Key, const api::TraceStep*>;

Key KeyOf(const api::TraceStep& step) { return {step.criterion(), step.subject()}; }

Steps StepsOf(const api::Decision& decision) {
  Steps steps;
  for (const api::TraceStep& step : decision.trace()) steps.try_emplace(KeyOf(step), &step);
  return steps;
}

bool Holds(const api::TraceStep& step) {
  return step.verdict() == api::VERDICT_UNSPECIFIED || IsPassed(step.verdict());
}

bool Differs(const api::TraceStep& before, const api::TraceStep& after) {
  if (before.verdict() != after.verdict()) return true;
  return after.verdict() == api::VERDICT_UNSPECIFIED && before.input() != after.input();
}

bool IsListedAlike(const api::Decision& before, const api::Decision& after) {
  return before.tier() == after.tier() && before.category() == after.category() && before.points() == after.points() &&
         std::equal(before.regions().begin(), before.regions().end(), after.regions().begin(), after.regions().end());
}

}  // namespace

api::PolicyEffect EffectOf(const api::Decision& before, const api::Decision& after) {
  bool was_approved = before.outcome() == api::OUTCOME_APPROVED;
  bool is_approved = after.outcome() == api::OUTCOME_APPROVED;
  if (was_approved && is_approved) {
    return IsListedAlike(before, after) ? api::POLICY_EFFECT_SAME : api::POLICY_EFFECT_MOVED;
  }
  if (is_approved) return api::POLICY_EFFECT_ADDED;
  if (was_approved) return api::POLICY_EFFECT_DROPPED;
  return before.outcome() == after.outcome() ? api::POLICY_EFFECT_SAME : api::POLICY_EFFECT_OTHER;
}

Trace CausesOf(const api::Decision& before, const api::Decision& after) {
  Trace causes;
  Steps earlier = StepsOf(before);
  Steps later = StepsOf(after);
  for (const api::TraceStep& step : after.trace()) {
    auto found = earlier.find(KeyOf(step));
    if (found == earlier.end() ? !Holds(step) : Differs(*found->second, step)) *causes.Add() = step;
  }
  for (const api::TraceStep& step : before.trace()) {
    if (later.count(KeyOf(step)) == 0 && !Holds(step)) *causes.Add() = step;
  }
  return causes;
}

}  // namespace assay::domain

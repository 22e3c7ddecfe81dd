// Points and tiers (algorithm 2): what a credential that is granted is worth. Whole numbers.
#ifndef ASSAY_SERVICES_DOMAIN_DECISION_TIERS_H_
#define ASSAY_SERVICES_DOMAIN_DECISION_TIERS_H_

#include "services/domain/decision/conditions.h"

namespace assay::domain {

inline constexpr char kPointsCriterion[] = "points";

struct Points {
  int64_t points = 0;
  int64_t scores = 0;      // that gave any points
  bool undecided = false;  // a band that the policy leaves to people would give more
};

// Adds up the policy's scores: each gives the points of the band with most points of which the condition is met. A step
// for each condition, each score, and one of all together.
Points CountPoints(const api::Policy& policy, const ConditionFacts& facts, Trace* trace);

struct TierResult {
  const api::Tier* tier = nullptr;  // the first that is reached; null when none is
  bool undecided = false;           // which one depends on what the policy leaves to people
};

// Asks the policy's tiers in order, up to the first that is reached: a step for each condition and each tier.
TierResult FindTier(const api::Policy& policy, const Points& points, const ConditionFacts& facts, Trace* trace);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_DECISION_TIERS_H_

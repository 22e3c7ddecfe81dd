// Priority occupations: what a policy asks of the labor market, held against what is known. Exact, in whole numbers; an
// unknown figure is never taken for zero.
#ifndef ASSAY_SERVICES_DOMAIN_LABOR_MARKET_EVALUATE_H_
#define ASSAY_SERVICES_DOMAIN_LABOR_MARKET_EVALUATE_H_

#include <map>
#include <string>
#include <vector>

#include "services/domain/decision/trace.h"
#include "services/domain/labor_market/facts.h"

namespace assay::domain {

// Criteria of the steps that no criterion of the policy is behind.
inline constexpr char kLocalExceptionCriterion[] = "local-exception";
inline constexpr char kCrosswalkCriterion[] = "crosswalk";
inline constexpr char kOccupationCriterion[] = "occupation";
inline constexpr char kRegionCriterion[] = "region";

// A trace grows no further by single criteria than to here; the occupations after that have one step each, and none
// from the second limit on: the last step counts them.
inline constexpr int kLaborMarketStepsMax = 100;
inline constexpr int kOccupationStepsMax = 200;
// Codes that the step of a crosswalk names.
inline constexpr size_t kShownCodesMax = 20;

// What the labor market is asked about.
struct LaborMarketQuestion {
  std::vector<std::string> soc_codes;
  api::SocVersion soc_version = api::SOC_VERSION_UNSPECIFIED;  // unspecified is 2018
  std::vector<std::string> cip_codes;                          // CIP 2020
  std::string region;                                          // empty: the whole state
  std::string date;                                            // YYYY-MM-DD; exceptions that ended before it are over
};

// What came of it: PASS, FAIL or UNDECIDED, never another verdict.
struct LaborMarketVerdict {
  api::Verdict verdict = api::VERDICT_UNSPECIFIED;
  // Areas and regions in which alone the answer is PASS; empty when `verdict` is PASS, and when it was asked of a
  // region.
  std::vector<std::string> regions;
  // By id of a criterion or group: for tiers and scores, and to name what is unmet. Of several occupations: by the
  // policy's match rule, each id for itself.
  std::map<std::string, api::Verdict> criteria;
  // An exception speaks for it.
  bool by_exception = false;
};

// What the labor market says of one occupation, with a step for the crosswalk that was needed, for an exception that
// speaks for it, for every criterion and group, and a last one of the criterion "occupation". Preconditions:
// CheckLaborMarketPolicy found nothing; `question.soc_codes` holds one code. Read errors: facts->status().
LaborMarketVerdict EvaluateOccupation(const api::LaborMarketPolicy& policy, const LaborMarketQuestion& question,
                                      LaborMarketFacts* facts, Trace* trace);

// All occupations of a proposal together, with one step more of the criterion "occupations". Without occupations those
// of its programs, when the policy says so; without those the policy's without_occupations decides. An exception for a
// program alone speaks for the proposal, whatever its occupations.
LaborMarketVerdict EvaluateLaborMarket(const api::LaborMarketPolicy& policy, const LaborMarketQuestion& question,
                                       LaborMarketFacts* facts, Trace* trace);

// The question that a proposal puts: its own occupations, or those of its credential; its programs likewise; its region
// unless demand is statewide.
LaborMarketQuestion QuestionOf(const api::Proposal& proposal, const api::Credential& credential, std::string date);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LABOR_MARKET_EVALUATE_H_

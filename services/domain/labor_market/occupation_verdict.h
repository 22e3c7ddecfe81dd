// One occupation of a dataset in one place, against the criteria and groups of a policy; exceptions stand apart.
#ifndef ASSAY_SERVICES_DOMAIN_LABOR_MARKET_OCCUPATION_VERDICT_H_
#define ASSAY_SERVICES_DOMAIN_LABOR_MARKET_OCCUPATION_VERDICT_H_

#include <map>
#include <string>

#include "services/domain/decision/trace.h"
#include "services/domain/labor_market/facts.h"

namespace assay::domain {

// Whose figures are looked at.
struct Place {
  std::string area;
  std::string else_area;  // speaks where `area` says nothing; empty: nobody does
};

// PASS, FAIL or UNDECIDED by id of a criterion or group.
using CriterionVerdicts = std::map<std::string, api::Verdict>;

// Evaluates every criterion and group, with a step each. `shown_code` is the code as it was asked; `soc_code` the
// dataset's, empty when none corresponds.
CriterionVerdicts EvaluateCriteria(const api::LaborMarketPolicy& policy, const std::string& shown_code,
                                   const std::string& soc_code, const Place& place, LaborMarketFacts* facts,
                                   Trace* trace);

// What the needed ones come to together: PASS when all are passed, FAIL when one is failed, else UNDECIDED.
api::Verdict VerdictOfNeeded(const api::LaborMarketPolicy& policy, const CriterionVerdicts& verdicts);

// Ids of the needed ones that are not passed, in the policy's order: "not met: wage; unknown: openings".
std::string ShortfallText(const api::LaborMarketPolicy& policy, const CriterionVerdicts& verdicts);

// Ids of the criteria and groups that an occupation must meet: neither informative nor a member of a group.
std::vector<std::string> NeededIds(const api::LaborMarketPolicy& policy);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LABOR_MARKET_OCCUPATION_VERDICT_H_

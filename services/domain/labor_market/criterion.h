// One criterion of a policy against the figures of one occupation in one area.
#ifndef ASSAY_SERVICES_DOMAIN_LABOR_MARKET_CRITERION_H_
#define ASSAY_SERVICES_DOMAIN_LABOR_MARKET_CRITERION_H_

#include <string>

#include "services/domain/labor_market/facts.h"

namespace assay::domain {

// What was found and needed, before the policy's word on unknown figures.
struct Finding {
  bool known = false;
  bool met = false;   // only when known
  std::string input;  // why it is unknown, otherwise
  std::string threshold;
};

// `soc_code` is one of the dataset's edition; empty when none corresponds, and then every figure is unknown. `area` is
// whose figures are asked for; what a criterion says of its own area is the caller's to look at. Education and job zone
// describe an occupation, not an area: the nation's row speaks for an area that says nothing of them.
Finding CheckCriterion(const api::LaborMarketCriterion& criterion, const std::string& soc_code, const std::string& area,
                       LaborMarketFacts* facts);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LABOR_MARKET_CRITERION_H_

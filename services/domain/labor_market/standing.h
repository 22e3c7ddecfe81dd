// What an evaluation came to, as the API tells it.
#ifndef ASSAY_SERVICES_DOMAIN_LABOR_MARKET_STANDING_H_
#define ASSAY_SERVICES_DOMAIN_LABOR_MARKET_STANDING_H_

#include <string>

#include "services/domain/labor_market/evaluate.h"

namespace assay::domain {

// IN when it passes; IN_REGIONS when it does not, but for regions; else UNDECIDED or NOT_IN.
api::OccupationStanding StandingOf(const LaborMarketVerdict& verdict);

// The occupation with its standing, and what of the policy's needs is unmet or undecided. The title is the dataset's or
// else the edition's own.
api::PriorityOccupation PriorityOccupationOf(const api::LaborMarketPolicy& policy, const LaborMarketVerdict& verdict,
                                             api::SocVersion version, const std::string& soc_code,
                                             const std::string& title);

// The area as a whole, each figure with how it was found.
api::Area AreaMessage(const std::string& area, const AreaFigures& figures);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LABOR_MARKET_STANDING_H_

// The smallest wage that a policy asks for in an area.
#ifndef ASSAY_SERVICES_DOMAIN_LABOR_MARKET_WAGE_FLOOR_H_
#define ASSAY_SERVICES_DOMAIN_LABOR_MARKET_WAGE_FLOOR_H_

#include <string>

#include "services/domain/labor_market/facts.h"

namespace assay::domain {

// In cents by the year: the smallest whole amount that meets the criterion's floor in the area; absent when unknown.
// `text` says how it was found. Precondition: CheckLaborMarketPolicy found nothing.
AreaFigure WageFloorOf(const api::WageCriterion& wage, const std::string& area, LaborMarketFacts* facts,
                       std::string* text);

std::string YearlyText(int64_t cents);            // $52,000.00 by the year
std::string CoverText(const AreaFigure& figure);  // approximated from 702 occupations with 1,350,000 jobs, ...

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LABOR_MARKET_WAGE_FLOOR_H_

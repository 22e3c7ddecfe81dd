// Occupations and programs that count in spite of their figures.
#ifndef ASSAY_SERVICES_DOMAIN_LABOR_MARKET_LOCAL_EXCEPTION_H_
#define ASSAY_SERVICES_DOMAIN_LABOR_MARKET_LOCAL_EXCEPTION_H_

#include <set>
#include <string>

#include "services/domain/decision/trace.h"
#include "services/domain/labor_market/evaluate.h"

namespace assay::domain {

// Exceptions shown of one occupation at most; the others count all the same.
inline constexpr int kExceptionStepsMax = 10;

// Where exceptions speak for what is asked.
struct ExceptionFinding {
  bool here = false;  // in the region asked about, or in the whole state
  int step_count = 0;
  std::set<std::string> regions;  // only there; for a question about the whole state
};

// For an occupation, `asked_code` of the question's edition and `soc_code` of the dataset's (empty: none corresponds):
// exceptions that name it. With a step for each that fits, also for one that is over.
ExceptionFinding OccupationExceptions(const api::LaborMarketPolicy& policy, const LaborMarketQuestion& question,
                                      const std::string& asked_code, const std::string& soc_code,
                                      const LaborMarketFacts& facts, Trace* trace);

// For the programs asked about: exceptions that name one of them and no occupation.
ExceptionFinding ProgramExceptions(const api::LaborMarketPolicy& policy, const LaborMarketQuestion& question,
                                   Trace* trace);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LABOR_MARKET_LOCAL_EXCEPTION_H_

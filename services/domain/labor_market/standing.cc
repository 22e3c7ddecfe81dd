#include "services/domain/labor_market/standing.h"

#include "services/domain/decision/exact.h"
#include "services/domain/labor_market/occupation_verdict.h"
#include "services/domain/reference/soc.h"

namespace assay::domain {
namespace {

template <class Message>
void Describe(const AreaFigure& figure, Message* message) {
  message->set_basis(figure.basis);
  message->set_covered_employment(figure.covered_employment);
  message->set_covered_occupations(static_cast<int32_t>(figure.covered_occupations));
}

void SetWage(const AreaFigure& figure, api::AreaWage* wage) {
  if (!figure.known()) return;
  wage->mutable_annual_wage()->set_cents(*figure.value);
  wage->mutable_annual_wage()->set_period(api::PERIOD_YEAR);
  Describe(figure, wage);
}

}  // namespace

api::OccupationStanding StandingOf(const LaborMarketVerdict& verdict) {
  if (verdict.verdict == api::VERDICT_PASS) return api::OCCUPATION_STANDING_IN;
  if (!verdict.regions.empty()) return api::OCCUPATION_STANDING_IN_REGIONS;
  return verdict.verdict == api::VERDICT_UNDECIDED ? api::OCCUPATION_STANDING_UNDECIDED
                                                   : api::OCCUPATION_STANDING_NOT_IN;
}

api::PriorityOccupation PriorityOccupationOf(const api::LaborMarketPolicy& policy, const LaborMarketVerdict& verdict,
                                             api::SocVersion version, const std::string& soc_code,
                                             const std::string& title) {
  api::PriorityOccupation occupation;
  occupation.set_soc_code(soc_code);
  occupation.set_title(title.empty() ? std::string(SocTitle(version, soc_code)) : title);
  occupation.set_standing(StandingOf(verdict));
  for (const std::string& region : verdict.regions) occupation.add_regions(region);
  for (const std::string& id : NeededIds(policy)) {
    auto found = verdict.criteria.find(id);
    if (found == verdict.criteria.end()) continue;
    if (found->second == api::VERDICT_FAIL) occupation.add_unmet(id);
    if (found->second == api::VERDICT_UNDECIDED) occupation.add_undecided(id);
  }
  occupation.set_by_exception(verdict.by_exception);
  return occupation;
}

api::Area AreaMessage(const std::string& area, const AreaFigures& figures) {
  constexpr int64_t kMillion = 1'000'000;
  api::Area message;
  message.set_area(area);
  message.set_occupation_count(static_cast<int32_t>(figures.occupations().size()));
  SetWage(figures.AverageWage(), message.mutable_average_wage());
  SetWage(figures.WagePercentile(10), message.mutable_p10_wage());
  SetWage(figures.WagePercentile(25), message.mutable_p25_wage());
  SetWage(figures.WagePercentile(50), message.mutable_median_wage());
  SetWage(figures.WagePercentile(75), message.mutable_p75_wage());
  SetWage(figures.WagePercentile(90), message.mutable_p90_wage());
  AreaFigure growth = figures.Growth();
  api::AreaGrowth* stated = message.mutable_growth();
  if (!growth.known()) return message;
  *stated->mutable_growth() = MakeRatio(*growth.value, kMillion);
  Describe(growth, stated);
  return message;
}

}  // namespace assay::domain

// What is known of an area as a whole: wages of all its jobs and their growth. From the row of all occupations where
// the dataset has one, else approximated from the rows of the occupations, weighted by their jobs
// (docs/labor-market.md).
#ifndef ASSAY_SERVICES_DOMAIN_LABOR_MARKET_AREA_FIGURES_H_
#define ASSAY_SERVICES_DOMAIN_LABOR_MARKET_AREA_FIGURES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "services/domain/record_id.h"

namespace assay::domain {

// The code of the row that stands for all occupations of an area.
inline constexpr char kAllOccupations[] = "00-0000";

// A figure and what it rests on.
struct AreaFigure {
  absl::optional<int64_t> value;  // absent: unknown
  api::AreaFigureBasis basis = api::AREA_FIGURE_BASIS_UNSPECIFIED;
  int64_t covered_employment = 0;  // of the rows it was approximated from
  int64_t covered_occupations = 0;

  bool known() const { return value.has_value(); }
};

// The wage of a row by the year, in cents; absent when unknown.
absl::optional<int64_t> WageCents(const api::Occupation& row, api::WageStatistic statistic);

// Average wage in cents, rounded half up, of the rows whose jobs and mean wage are both known.
AreaFigure WeightedAverageWage(const std::vector<const api::Occupation*>& rows);

// The wage in cents below or at which at least `percentile` in 100 of the jobs are paid. A row whose jobs and five
// percentile wages are known counts 175, 200, 250, 200 and 175 thousandths of its jobs at its 10th, 25th, 50th, 75th
// and 90th percentile; one that has only the median counts all of them there; others are left out. Precondition: 1 to
// 99.
AreaFigure WeightedWagePercentile(const std::vector<const api::Occupation*>& rows, int32_t percentile);

// Growth in millionths, rounded half up, of the rows whose jobs and growth are known and describe `area`.
AreaFigure WeightedGrowth(const std::vector<const api::Occupation*>& rows, absl::string_view area);

// One area. Immutable but for the percentiles it remembers. Thread-compatible.
class AreaFigures {
 public:
  AreaFigures() = default;
  // All rows that the dataset has of the area, in order of code.
  AreaFigures(std::string area, std::vector<api::Occupation> rows);
  AreaFigures(const AreaFigures&) = delete;
  AreaFigures& operator=(const AreaFigures&) = delete;
  AreaFigures(AreaFigures&&) = default;
  AreaFigures& operator=(AreaFigures&&) = default;

  const std::vector<const api::Occupation*>& occupations() const { return occupations_; }
  AreaFigure AverageWage() const;
  AreaFigure WagePercentile(int32_t percentile) const;
  AreaFigure Growth() const;

 private:
  std::string area_;
  std::vector<api::Occupation> rows_;
  std::vector<const api::Occupation*> occupations_;  // the detailed ones
  const api::Occupation* all_ = nullptr;             // the row of all occupations
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LABOR_MARKET_AREA_FIGURES_H_

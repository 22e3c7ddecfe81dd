#include "services/domain/labor_market/area_figures.h"

#include <algorithm>
#include <utility>

#include "absl/numeric/int128.h"
#include "services/domain/decision/exact.h"

namespace assay::domain {
namespace {

constexpr int64_t kMillion = 1'000'000;

// The quotient rounded half up, also below zero. Precondition: the divisor is positive and the result fits.
int64_t RoundedQuotient(absl::int128 dividend, absl::int128 divisor) {
  absl::int128 doubled = 2 * dividend + divisor;
  absl::int128 quotient = doubled / (2 * divisor);
  if (doubled % (2 * divisor) < 0) --quotient;
  return static_cast<int64_t>(quotient);
}

absl::optional<int64_t> CentsOf(bool known, const api::Money& wage) {
  if (!known) return absl::nullopt;
  return AnnualCents(wage);
}

// A wage, and the thousandths of a row's jobs that are taken to be paid it.
struct Mass {
  int64_t cents = 0;
  absl::int128 jobs_by_thousand = 0;
};

// The shares end halfway between one percentile and the next.
constexpr std::pair<api::WageStatistic, int64_t> kMassByPercentile[] = {
    {api::WAGE_STATISTIC_P10, 175}, {api::WAGE_STATISTIC_P25, 200}, {api::WAGE_STATISTIC_MEDIAN, 250},
    {api::WAGE_STATISTIC_P75, 200}, {api::WAGE_STATISTIC_P90, 175},
};
constexpr int64_t kWholeMass = 1000;

// False when the row says too little.
bool AddMasses(const api::Occupation& row, std::vector<Mass>* masses) {
  absl::optional<int64_t> median = WageCents(row, api::WAGE_STATISTIC_MEDIAN);
  if (!row.has_employment() || !median.has_value()) return false;
  std::vector<Mass> spread;
  for (const auto& [statistic, share] : kMassByPercentile) {
    absl::optional<int64_t> cents = WageCents(row, statistic);
    if (cents.has_value()) spread.push_back({*cents, absl::int128(row.employment()) * share});
  }
  if (spread.size() < std::size(kMassByPercentile)) {
    spread = {{*median, absl::int128(row.employment()) * kWholeMass}};
  }
  masses->insert(masses->end(), spread.begin(), spread.end());
  return true;
}

void Cover(const api::Occupation& row, AreaFigure* figure) {
  figure->covered_employment += row.employment();
  ++figure->covered_occupations;
}

AreaFigure OfAllOccupationsRow(absl::optional<int64_t> value) {
  AreaFigure figure;
  figure.value = value;
  figure.basis = api::AREA_FIGURE_BASIS_ALL_OCCUPATIONS_ROW;
  return figure;
}

absl::optional<api::WageStatistic> StatisticOf(int32_t percentile) {
  switch (percentile) {
    case 10:
      return api::WAGE_STATISTIC_P10;
    case 25:
      return api::WAGE_STATISTIC_P25;
    case 50:
      return api::WAGE_STATISTIC_MEDIAN;
    case 75:
      return api::WAGE_STATISTIC_P75;
    case 90:
      return api::WAGE_STATISTIC_P90;
  }
  return absl::nullopt;
}

bool HasGrowthOf(const api::Occupation& row, absl::string_view area) {
  return row.has_growth() && row.growth().denominator() > 0 &&
         (row.projection_area().empty() || row.projection_area() == area);
}

int64_t Millionths(const api::Ratio& ratio) {
  return RoundedQuotient(absl::int128(ratio.numerator()) * kMillion, ratio.denominator());
}

}  // namespace

absl::optional<int64_t> WageCents(const api::Occupation& row, api::WageStatistic statistic) {
  switch (statistic) {
    case api::WAGE_STATISTIC_MEAN:
      return CentsOf(row.has_annual_mean_wage(), row.annual_mean_wage());
    case api::WAGE_STATISTIC_P10:
      return CentsOf(row.has_annual_p10_wage(), row.annual_p10_wage());
    case api::WAGE_STATISTIC_P25:
      return CentsOf(row.has_annual_p25_wage(), row.annual_p25_wage());
    case api::WAGE_STATISTIC_P75:
      return CentsOf(row.has_annual_p75_wage(), row.annual_p75_wage());
    case api::WAGE_STATISTIC_P90:
      return CentsOf(row.has_annual_p90_wage(), row.annual_p90_wage());
    case api::WAGE_STATISTIC_MEDIAN:
    case api::WAGE_STATISTIC_UNSPECIFIED:
    case api::WageStatistic_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::WageStatistic_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return CentsOf(row.has_annual_median_wage(), row.annual_median_wage());
}

AreaFigure WeightedAverageWage(const std::vector<const api::Occupation*>& rows) {
  AreaFigure figure;
  absl::int128 sum = 0;
  for (const api::Occupation* row : rows) {
    absl::optional<int64_t> cents = WageCents(*row, api::WAGE_STATISTIC_MEAN);
    if (!row->has_employment() || !cents.has_value()) continue;
    sum += absl::int128(row->employment()) * *cents;
    Cover(*row, &figure);
  }
  if (figure.covered_employment == 0) return {};
  figure.value = RoundedQuotient(sum, figure.covered_employment);
  figure.basis = api::AREA_FIGURE_BASIS_EMPLOYMENT_WEIGHTED;
  return figure;
}

AreaFigure WeightedWagePercentile(const std::vector<const api::Occupation*>& rows, int32_t percentile) {
  AreaFigure figure;
  std::vector<Mass> masses;
  for (const api::Occupation* row : rows) {
    if (AddMasses(*row, &masses)) Cover(*row, &figure);
  }
  if (figure.covered_employment == 0) return {};
  std::sort(masses.begin(), masses.end(), [](const Mass& a, const Mass& b) { return a.cents < b.cents; });
  absl::int128 wanted = absl::int128(figure.covered_employment) * kWholeMass * percentile;
  absl::int128 reached = 0;
  for (const Mass& mass : masses) {
    reached += mass.jobs_by_thousand * 100;
    if (reached < wanted) continue;
    figure.value = mass.cents;
    break;
  }
  figure.basis = api::AREA_FIGURE_BASIS_EMPLOYMENT_WEIGHTED;
  return figure;
}

AreaFigure WeightedGrowth(const std::vector<const api::Occupation*>& rows, absl::string_view area) {
  AreaFigure figure;
  absl::int128 sum = 0;
  for (const api::Occupation* row : rows) {
    if (!row->has_employment() || !HasGrowthOf(*row, area)) continue;
    sum += absl::int128(row->employment()) * Millionths(row->growth());
    Cover(*row, &figure);
  }
  if (figure.covered_employment == 0) return {};
  figure.value = RoundedQuotient(sum, figure.covered_employment);
  figure.basis = api::AREA_FIGURE_BASIS_EMPLOYMENT_WEIGHTED;
  return figure;
}

AreaFigures::AreaFigures(std::string area, std::vector<api::Occupation> rows)
    : area_(std::move(area)), rows_(std::move(rows)) {
  for (const api::Occupation& row : rows_) {
    if (row.soc_code() == kAllOccupations) {
      all_ = &row;
    } else {
      occupations_.push_back(&row);
    }
  }
}

AreaFigure AreaFigures::AverageWage() const {
  absl::optional<int64_t> published = all_ != nullptr ? WageCents(*all_, api::WAGE_STATISTIC_MEAN) : absl::nullopt;
  return published.has_value() ? OfAllOccupationsRow(published) : WeightedAverageWage(occupations_);
}

AreaFigure AreaFigures::WagePercentile(int32_t percentile) const {
  absl::optional<api::WageStatistic> statistic = StatisticOf(percentile);
  absl::optional<int64_t> published;
  if (all_ != nullptr && statistic.has_value()) published = WageCents(*all_, *statistic);
  return published.has_value() ? OfAllOccupationsRow(published) : WeightedWagePercentile(occupations_, percentile);
}

AreaFigure AreaFigures::Growth() const {
  if (all_ != nullptr && HasGrowthOf(*all_, area_)) return OfAllOccupationsRow(Millionths(all_->growth()));
  return WeightedGrowth(occupations_, area_);
}

}  // namespace assay::domain

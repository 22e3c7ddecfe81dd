#include "services/domain/labor_market/wage_floor.h"

#include <algorithm>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/domain/decision/exact.h"
#include "services/domain/labor_market/education.h"

namespace assay::domain {
namespace {

std::string OrdinalText(int32_t number) {
  int32_t last = number % 10;
  bool teen = number / 10 == 1;
  return absl::StrCat(number, teen || last == 0 || last > 3 ? "th" : last == 1 ? "st" : last == 2 ? "nd" : "rd");
}

// The smallest whole number of cents that is at least `wage` times the ratio. Precondition: the ratio is within what
// CheckLaborMarketPolicy allows.
int64_t CeilingOf(int64_t wage, int64_t numerator, int64_t denominator) {
  absl::int128 product = absl::int128(wage) * numerator;
  absl::int128 quotient = product / denominator;
  return static_cast<int64_t>(quotient) + (product % denominator > 0 ? 1 : 0);
}

// Makes the figure the floor that a part of it is.
void TakePart(int64_t numerator, int64_t denominator, const std::string& what, AreaFigure* figure, std::string* text) {
  if (!figure->known()) {
    *text = absl::StrCat(what, ", which is unknown");
    return;
  }
  int64_t floor = CeilingOf(*figure->value, numerator, denominator);
  *text = absl::StrCat(what, " of ", YearlyText(*figure->value), " (", CoverText(*figure), "), that is ",
                       YearlyText(floor));
  figure->value = floor;
}

// Of a preset with a number to be filled in: nothing is met by it.
AreaFigure NotStated(absl::string_view what, std::string* text) {
  *text = std::string(what);
  return {};
}

AreaFigure Aggregate(api::WageAggregate aggregate, const AreaFigures& area) {
  constexpr int32_t kMedian = 50;
  return aggregate == api::WAGE_AGGREGATE_MEDIAN ? area.WagePercentile(kMedian) : area.AverageWage();
}

absl::string_view AggregateText(api::WageAggregate aggregate) {
  return aggregate == api::WAGE_AGGREGATE_MEDIAN ? "median wage" : "average wage";
}

AreaFigure FloorOf(const api::AreaWageShare& share, const std::string& area, LaborMarketFacts* facts,
                   std::string* text) {
  if (share.share().denominator() < 1) return NotStated("a share that is not stated", text);
  AreaFigure figure = facts->Remember(absl::StrCat("share ", share.aggregate(), " ", area),
                                      [&] { return Aggregate(share.aggregate(), facts->AreaOf(area)); });
  TakePart(share.share().numerator(), share.share().denominator(),
           absl::StrCat(RatioText(share.share()), " of the ", AggregateText(share.aggregate()), " of ", area), &figure,
           text);
  return figure;
}

AreaFigure FloorOf(const api::AreaWagePercentile& percentile, const std::string& area, LaborMarketFacts* facts,
                   std::string* text) {
  if (!percentile.has_percentile()) return NotStated("a percentile that is not stated", text);
  AreaFigure figure = facts->Remember(absl::StrCat("percentile ", percentile.percentile(), " ", area),
                                      [&] { return facts->AreaOf(area).WagePercentile(percentile.percentile()); });
  std::string what = absl::StrCat("the ", OrdinalText(percentile.percentile()), " percentile of all wages of ", area);
  *text = figure.known() ? absl::StrCat(what, ", which is ", YearlyText(*figure.value), " (", CoverText(figure), ")")
                         : absl::StrCat(what, ", which is unknown");
  return figure;
}

bool IsInGroup(const api::WagePremium& premium, const api::Occupation& row, LaborMarketFacts* facts) {
  if (premium.has_education()) return facts->EducationOf(row.area(), row.soc_code()) == premium.education();
  const auto& codes = premium.occupations().soc_codes();
  return std::find(codes.begin(), codes.end(), row.soc_code()) != codes.end();
}

AreaFigure ReferenceWage(const api::WagePremium& premium, const std::string& area, LaborMarketFacts* facts) {
  constexpr int32_t kMedian = 50;
  std::vector<const api::Occupation*> group;
  for (const api::Occupation* row : facts->AreaOf(area).occupations()) {
    if (IsInGroup(premium, *row, facts)) group.push_back(row);
  }
  return premium.aggregate() == api::WAGE_AGGREGATE_MEDIAN ? WeightedWagePercentile(group, kMedian)
                                                           : WeightedAverageWage(group);
}

std::string GroupText(const api::WagePremium& premium) {
  if (premium.has_education()) {
    return absl::StrCat("occupations of typical education: ", EducationText(premium.education()));
  }
  return absl::StrCat("occupations ", absl::StrJoin(premium.occupations().soc_codes(), ", "));
}

AreaFigure FloorOf(const api::WagePremium& premium, const std::string& area, LaborMarketFacts* facts,
                   std::string* text) {
  int64_t denominator = premium.premium().denominator();
  if (denominator < 1) return NotStated("a premium that is not stated", text);
  if (premium.reference_case() == api::WagePremium::REFERENCE_NOT_SET) {
    return NotStated("a premium over a group that is not stated", text);
  }
  int64_t numerator = denominator + premium.premium().numerator();
  std::string part = absl::StrCat(numerator, "/", denominator, " of ");
  AreaFigure figure;
  if (premium.has_published_wage()) {
    figure.value = CeilingOf(AnnualCents(premium.published_wage()), numerator, denominator);
    *text = absl::StrCat(part, "the published reference wage of ", AnnualWageText(premium.published_wage()),
                         ", that is ", YearlyText(*figure.value));
    return figure;
  }
  std::string group = GroupText(premium);
  figure = facts->Remember(absl::StrCat("premium ", premium.aggregate(), " ", area, " ", group),
                           [&] { return ReferenceWage(premium, area, facts); });
  TakePart(numerator, denominator,
           absl::StrCat(part, "the ", AggregateText(premium.aggregate()), " of ", group, ", ", area), &figure, text);
  return figure;
}

}  // namespace

std::string YearlyText(int64_t cents) { return absl::StrCat(CentsText(cents), " by the year"); }

std::string CoverText(const AreaFigure& figure) {
  if (figure.basis == api::AREA_FIGURE_BASIS_ALL_OCCUPATIONS_ROW) return "as published for all occupations";
  return absl::StrCat("approximated from ", Plural(figure.covered_occupations, "occupation"), " with ",
                      Plural(figure.covered_employment, "job"), ", weighted by these");
}

AreaFigure WageFloorOf(const api::WageCriterion& wage, const std::string& area, LaborMarketFacts* facts,
                       std::string* text) {
  AreaFigure floor;
  switch (wage.floor_case()) {
    case api::WageCriterion::kAmount:
      floor.value = AnnualCents(wage.amount());
      *text = AnnualWageText(wage.amount());
      return floor;
    case api::WageCriterion::kAreaShare:
      return FloorOf(wage.area_share(), area, facts, text);
    case api::WageCriterion::kAreaPercentile:
      return FloorOf(wage.area_percentile(), area, facts, text);
    case api::WageCriterion::kPremium:
      return FloorOf(wage.premium(), area, facts, text);
    case api::WageCriterion::FLOOR_NOT_SET:
      break;
  }
  *text = "a floor that is not stated";
  return floor;
}

}  // namespace assay::domain

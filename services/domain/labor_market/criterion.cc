#include "services/domain/labor_market/criterion.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/domain/decision/exact.h"
#include "services/domain/labor_market/education.h"
#include "services/domain/labor_market/wage_floor.h"

namespace assay::domain {
namespace {

constexpr int64_t kProjectionYears = 10;
constexpr int64_t kMillion = 1'000'000;

absl::string_view StatisticText(api::WageStatistic statistic) {
  switch (statistic) {
    case api::WAGE_STATISTIC_MEAN:
      return "mean wage";
    case api::WAGE_STATISTIC_P10:
      return "10th-percentile wage";
    case api::WAGE_STATISTIC_P25:
      return "25th-percentile wage";
    case api::WAGE_STATISTIC_P75:
      return "75th-percentile wage";
    case api::WAGE_STATISTIC_P90:
      return "90th-percentile wage";
    case api::WAGE_STATISTIC_MEDIAN:
    case api::WAGE_STATISTIC_UNSPECIFIED:
    case api::WageStatistic_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::WageStatistic_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return "median wage";
}

std::string SourceText(const std::string& source) { return source.empty() ? "" : absl::StrCat(" (", source, ")"); }

Finding Unknown(const api::Occupation* row, const std::string& area, absl::string_view what) {
  Finding finding;
  finding.input = row == nullptr ? absl::StrCat("unknown: no figures of this occupation in ", area)
                                 : absl::StrCat("unknown: no ", what, " in the figures of ", area);
  return finding;
}

Finding CheckWage(const api::WageCriterion& wage, const api::Occupation* row, const std::string& area,
                  LaborMarketFacts* facts) {
  absl::string_view what = StatisticText(wage.statistic());
  std::string text;
  AreaFigure floor = WageFloorOf(wage, area, facts, &text);
  Finding finding = Unknown(row, area, what);
  finding.threshold = absl::StrCat(what, " of at least ", text);
  if (row == nullptr) return finding;
  absl::optional<int64_t> cents = WageCents(*row, wage.statistic());
  if (!cents.has_value()) return finding;
  finding.input = absl::StrCat(what, " of ", YearlyText(*cents), SourceText(row->wage_source()));
  finding.known = floor.known();
  finding.met = finding.known && *cents >= *floor.value;
  return finding;
}

std::string FloorText(const api::CountFloor& floor, absl::string_view noun) {
  if (!floor.has_floor()) return absl::StrCat("a number of ", noun, "s that is not stated");
  return absl::StrCat("at least ", Plural(floor.floor(), noun));
}

// A floor to be filled in is met by nothing.
void Compare(int64_t count, const std::string& input, const api::CountFloor& floor, Finding* finding) {
  finding->known = floor.has_floor();
  finding->met = finding->known && count >= floor.floor();
  finding->input = input;
}

Finding CheckEmployment(const api::CountFloor& floor, const api::Occupation* row, const std::string& area) {
  Finding finding = Unknown(row, area, "number of jobs");
  finding.threshold = FloorText(floor, "job");
  if (row == nullptr || !row->has_employment()) return finding;
  Compare(row->employment(), absl::StrCat(Plural(row->employment(), "job"), SourceText(row->wage_source())), floor,
          &finding);
  return finding;
}

bool HasOpenings(const api::Occupation& row) { return row.has_annual_openings(); }
bool HasTenYearOpenings(const api::Occupation& row) { return row.has_ten_year_openings() || row.has_annual_openings(); }
bool HasGrowth(const api::Occupation& row) { return row.has_growth() && row.growth().denominator() > 0; }

// A projection and the area that it describes.
struct Projection {
  const api::Occupation* row = nullptr;  // null: unknown
  std::string area;
  std::string why_unknown;

  std::string Label(const std::string& asked) const {
    if (area == asked) return SourceText(row->projection_source());
    const std::string& source = row->projection_source();
    return absl::StrCat(" (of ", area, ", not of ", asked, source.empty() ? "" : "; ", source, ")");
  }
};

// The row whose projection speaks for the area: its own, and only where the criterion accepts it that of another area
// which stands in its place, or the nation's.
Projection FindProjection(const api::LaborMarketCriterion& criterion, bool (*has)(const api::Occupation&),
                          absl::string_view what, const std::string& soc_code, const std::string& area,
                          LaborMarketFacts* facts) {
  const api::Occupation* own = soc_code.empty() ? nullptr : facts->Find(area, soc_code);
  const api::Occupation* nation = soc_code.empty() ? nullptr : facts->Find(kNation, soc_code);
  Projection found;
  found.why_unknown = Unknown(own, area, what).input;
  for (const auto& [row, row_area] : {std::make_pair(own, area), std::make_pair(nation, std::string(kNation))}) {
    if (row == nullptr || !has(*row)) continue;
    const std::string& described = row->projection_area().empty() ? row_area : row->projection_area();
    if (described == area || criterion.accept_projection_of_other_area()) {
      found.row = row;
      found.area = described;
      return found;
    }
    const std::string& source = row->projection_source();
    found.why_unknown = absl::StrCat("unknown of ", area, ": the projection is of ", described, SourceText(source));
  }
  return found;
}

Finding CheckOpenings(const api::LaborMarketCriterion& criterion, const std::string& soc_code, const std::string& area,
                      LaborMarketFacts* facts) {
  Projection found = FindProjection(criterion, HasOpenings, "openings", soc_code, area, facts);
  const api::CountFloor& floor = criterion.annual_openings();
  Finding finding;
  finding.threshold = FloorText(floor, "annual opening");
  finding.input = found.why_unknown;
  if (found.row == nullptr) return finding;
  int64_t count = found.row->annual_openings();
  Compare(count, absl::StrCat(Plural(count, "annual opening"), found.Label(area)), floor, &finding);
  return finding;
}

Finding CheckTenYearOpenings(const api::LaborMarketCriterion& criterion, const std::string& soc_code,
                             const std::string& area, LaborMarketFacts* facts) {
  Projection found = FindProjection(criterion, HasTenYearOpenings, "openings", soc_code, area, facts);
  const api::CountFloor& floor = criterion.ten_year_openings();
  Finding finding;
  finding.threshold = absl::StrCat(FloorText(floor, "opening"), " over ten years");
  finding.input = found.why_unknown;
  if (found.row == nullptr) return finding;
  if (found.row->has_ten_year_openings()) {
    int64_t count = found.row->ten_year_openings();
    Compare(count, absl::StrCat(Plural(count, "opening"), " over ten years", found.Label(area)), floor, &finding);
    return finding;
  }
  int64_t count = kProjectionYears * found.row->annual_openings();
  Compare(count,
          absl::StrCat(Plural(count, "opening"), " over ten years, ten times ", CountText(found.row->annual_openings()),
                       " by the year", found.Label(area)),
          floor, &finding);
  return finding;
}

Finding CheckGrowth(const api::LaborMarketCriterion& criterion, const std::string& soc_code, const std::string& area,
                    LaborMarketFacts* facts) {
  Projection found = FindProjection(criterion, HasGrowth, "growth", soc_code, area, facts);
  Finding finding;
  finding.input = found.why_unknown;
  if (found.row != nullptr) {
    finding.input = absl::StrCat("growth of ", RatioText(found.row->growth()), found.Label(area));
  }
  if (criterion.growth().has_at_least()) {
    finding.threshold = absl::StrCat("growth of at least ", RatioText(criterion.growth().at_least()));
    finding.known = found.row != nullptr && criterion.growth().at_least().denominator() > 0;
    finding.met = finding.known && CompareRatios(found.row->growth(), criterion.growth().at_least()) >= 0;
    return finding;
  }
  const std::string& compared = found.row == nullptr ? area : found.area;
  AreaFigure average =
      facts->Remember(absl::StrCat("growth ", compared), [&] { return facts->AreaOf(compared).Growth(); });
  finding.threshold = average.known()
                          ? absl::StrCat("growth of more than ", *average.value, "/", kMillion,
                                         ", that of all jobs of ", compared, " (", CoverText(average), ")")
                          : absl::StrCat("growth of more than that of all jobs of ", compared, ", which is unknown");
  finding.known = found.row != nullptr && average.known();
  finding.met = finding.known && CompareRatios(found.row->growth(), MakeRatio(*average.value, kMillion)) > 0;
  return finding;
}

Finding CheckEducation(const api::EducationCriterion& range, const api::Occupation* row, const std::string& soc_code,
                       const std::string& area, LaborMarketFacts* facts) {
  Finding finding = Unknown(row, area, "typical education");
  std::string at_most = range.at_most() == api::EDUCATION_UNSPECIFIED
                            ? ""
                            : absl::StrCat(" and at most: ", EducationText(range.at_most()));
  finding.threshold = absl::StrCat("typical education of at least: ", EducationText(range.at_least()), at_most);
  api::Education education = facts->EducationOf(area, soc_code);
  if (education == api::EDUCATION_UNSPECIFIED) return finding;
  finding.known = true;
  finding.met =
      education >= range.at_least() && (range.at_most() == api::EDUCATION_UNSPECIFIED || education <= range.at_most());
  finding.input = absl::StrCat("typical education: ", EducationText(education));
  return finding;
}

Finding CheckJobZone(const api::JobZoneCriterion& range, const api::Occupation* row, const std::string& soc_code,
                     const std::string& area, LaborMarketFacts* facts) {
  constexpr int32_t kLowest = 1;
  constexpr int32_t kHighest = 5;
  Finding finding = Unknown(row, area, "job zone");
  int32_t at_least = range.has_at_least() ? range.at_least() : kLowest;
  int32_t at_most = range.has_at_most() ? range.at_most() : kHighest;
  finding.threshold = absl::StrCat("job zone ", at_least, " to ", at_most);
  int32_t job_zone = facts->JobZoneOf(area, soc_code);
  if (job_zone == 0) return finding;
  finding.known = true;
  finding.met = job_zone >= at_least && job_zone <= at_most;
  finding.input = absl::StrCat("job zone ", job_zone);
  return finding;
}

}  // namespace

Finding CheckCriterion(const api::LaborMarketCriterion& criterion, const std::string& soc_code, const std::string& area,
                       LaborMarketFacts* facts) {
  const api::Occupation* row = soc_code.empty() ? nullptr : facts->Find(area, soc_code);
  switch (criterion.criterion_case()) {
    case api::LaborMarketCriterion::kWage:
      return CheckWage(criterion.wage(), row, area, facts);
    case api::LaborMarketCriterion::kAnnualOpenings:
      return CheckOpenings(criterion, soc_code, area, facts);
    case api::LaborMarketCriterion::kTenYearOpenings:
      return CheckTenYearOpenings(criterion, soc_code, area, facts);
    case api::LaborMarketCriterion::kGrowth:
      return CheckGrowth(criterion, soc_code, area, facts);
    case api::LaborMarketCriterion::kEducation:
      return CheckEducation(criterion.education(), row, soc_code, area, facts);
    case api::LaborMarketCriterion::kJobZone:
      return CheckJobZone(criterion.job_zone(), row, soc_code, area, facts);
    case api::LaborMarketCriterion::kEmployment:
      return CheckEmployment(criterion.employment(), row, area);
    case api::LaborMarketCriterion::CRITERION_NOT_SET:
      break;
  }
  Finding nothing = Unknown(row, area, "figure that is asked for");
  nothing.threshold = "nothing is asked";
  return nothing;
}

}  // namespace assay::domain

#include "services/domain/labor_market/area_figures.h"

#include "gtest/gtest.h"
#include "services/domain/labor_market/testing/labor_world.h"

namespace assay::domain {
namespace {

api::Occupation Row(const std::string& soc_code, int64_t jobs, int64_t mean) {
  api::Occupation row;
  row.set_area("NJ");
  row.set_soc_code(soc_code);
  row.set_employment(jobs);
  *row.mutable_annual_mean_wage() = Yearly(mean);
  return row;
}

// Five percentile wages in dollars.
api::Occupation Spread(const std::string& soc_code, int64_t jobs, std::vector<int64_t> wages) {
  api::Occupation row;
  row.set_area("NJ");
  row.set_soc_code(soc_code);
  row.set_employment(jobs);
  *row.mutable_annual_p10_wage() = Yearly(wages[0]);
  *row.mutable_annual_p25_wage() = Yearly(wages[1]);
  *row.mutable_annual_median_wage() = Yearly(wages[2]);
  *row.mutable_annual_p75_wage() = Yearly(wages[3]);
  *row.mutable_annual_p90_wage() = Yearly(wages[4]);
  return row;
}

TEST(AreaFiguresTest, TheAverageIsWeightedByJobsAndRoundedHalfUp) {
  // (2 × 30,000 + 1 × 40,000) / 3 = 33,333.333…
  AreaFigure figure = AreaFigures("NJ", {Row("11-1011", 2, 30'000), Row("11-1021", 1, 40'000)}).AverageWage();
  EXPECT_EQ(figure.value, 3'333'333);
  EXPECT_EQ(figure.basis, api::AREA_FIGURE_BASIS_EMPLOYMENT_WEIGHTED);
  EXPECT_EQ(figure.covered_employment, 3);
  EXPECT_EQ(figure.covered_occupations, 2);
  api::Occupation cents = Row("11-1011", 1, 0);
  cents.mutable_annual_mean_wage()->set_cents(1);
  // (0 + 1) / 2 = 0.5 cents
  EXPECT_EQ(AreaFigures("NJ", {Row("11-1021", 1, 0), cents}).AverageWage().value, 1);
}

TEST(AreaFiguresTest, RowsThatSayTooLittleAreLeftOutNotTakenForZero) {
  api::Occupation no_jobs = Row("11-2011", 0, 90'000);
  no_jobs.clear_employment();
  api::Occupation no_wage = Row("11-2021", 1'000, 0);
  no_wage.clear_annual_mean_wage();
  AreaFigure figure = AreaFigures("NJ", {Row("11-1011", 10, 50'000), no_jobs, no_wage}).AverageWage();
  EXPECT_EQ(figure.value, 5'000'000);
  EXPECT_EQ(figure.covered_employment, 10);
  EXPECT_EQ(figure.covered_occupations, 1);
}

TEST(AreaFiguresTest, NothingKnownIsUnknown) {
  AreaFigures nothing("NJ", {});
  EXPECT_FALSE(nothing.AverageWage().known());
  EXPECT_FALSE(nothing.WagePercentile(25).known());
  EXPECT_FALSE(nothing.Growth().known());
  EXPECT_EQ(nothing.Growth().basis, api::AREA_FIGURE_BASIS_UNSPECIFIED);
  EXPECT_FALSE(AreaFigures("NJ", {Row("11-1011", 0, 50'000)}).AverageWage().known()) << "no jobs, no average";
}

TEST(AreaFiguresTest, TheRowOfAllOccupationsSpeaksWhereThereIsOne) {
  api::Occupation all = Row("00-0000", 1'000'000, 77'445);
  *all.mutable_annual_median_wage() = Yearly(54'276);
  AreaFigures area("NJ", {all, Row("11-1011", 10, 50'000), Spread("11-1021", 10, {1, 2, 3, 4, 5})});
  EXPECT_EQ(area.occupations().size(), 2u) << "it is no occupation";
  EXPECT_EQ(area.AverageWage().value, 7'744'500);
  EXPECT_EQ(area.AverageWage().basis, api::AREA_FIGURE_BASIS_ALL_OCCUPATIONS_ROW);
  EXPECT_EQ(area.WagePercentile(50).value, 5'427'600);
  EXPECT_EQ(area.WagePercentile(25).value, 200) << "which it does not say, so it is approximated";
  EXPECT_EQ(area.WagePercentile(25).basis, api::AREA_FIGURE_BASIS_EMPLOYMENT_WEIGHTED);
  EXPECT_EQ(area.WagePercentile(30).basis, api::AREA_FIGURE_BASIS_EMPLOYMENT_WEIGHTED) << "no row publishes it";
}

TEST(AreaFiguresTest, OneOccupationHasItsOwnPercentiles) {
  AreaFigures area("NJ", {Spread("11-1011", 1'000, {10, 20, 30, 40, 50})});
  EXPECT_EQ(area.WagePercentile(10).value, 1'000);
  EXPECT_EQ(area.WagePercentile(17).value, 1'000);
  EXPECT_EQ(area.WagePercentile(18).value, 2'000) << "17.5 in 100 are paid the first";
  EXPECT_EQ(area.WagePercentile(25).value, 2'000);
  EXPECT_EQ(area.WagePercentile(50).value, 3'000);
  EXPECT_EQ(area.WagePercentile(75).value, 4'000);
  EXPECT_EQ(area.WagePercentile(90).value, 5'000);
}

TEST(AreaFiguresTest, SeveralOccupationsAreMixedByTheirJobs) {
  // 100 jobs at $100 (only the median known) below 300 jobs spread over $200 to $240: a quarter is $100 exactly.
  api::Occupation low = Row("11-1011", 100, 0);
  *low.mutable_annual_median_wage() = Yearly(100);
  AreaFigures area("NJ", {low, Spread("11-1021", 300, {200, 210, 220, 230, 240})});
  EXPECT_EQ(area.WagePercentile(25).value, 10'000) << "25 in 100 exactly are paid $100";
  EXPECT_EQ(area.WagePercentile(26).value, 20'000);
  EXPECT_EQ(area.WagePercentile(25).covered_employment, 400);
}

TEST(AreaFiguresTest, AnOccupationWithATopCodedPercentileCountsAtItsMedian) {
  api::Occupation surgeons = Spread("29-1249", 100, {60, 70, 80, 90, 95});
  surgeons.clear_annual_p90_wage();
  AreaFigures area("NJ", {surgeons});
  EXPECT_EQ(area.WagePercentile(10).value, 8'000);
  EXPECT_EQ(area.WagePercentile(99).value, 8'000);
  surgeons.clear_annual_median_wage();
  EXPECT_FALSE(AreaFigures("NJ", {surgeons}).WagePercentile(10).known());
}

TEST(AreaFiguresTest, GrowthIsWeightedToAMillionthAndRoundedHalfUpBelowZeroToo) {
  api::Occupation up = Row("11-1011", 1, 1);
  *up.mutable_growth() = RatioOf(46, 1000);
  api::Occupation down = Row("11-1021", 2, 1);
  *down.mutable_growth() = RatioOf(-50, 1000);
  // (46,000 − 100,000) / 3 = −18,000
  EXPECT_EQ(AreaFigures("NJ", {up, down}).Growth().value, -18'000);
  *down.mutable_growth() = RatioOf(-46'001, 1'000'000);
  down.set_employment(1);
  // (46,000 − 46,001) / 2 = −0.5 → 0
  EXPECT_EQ(AreaFigures("NJ", {up, down}).Growth().value, 0);
}

TEST(AreaFiguresTest, ProjectionsOfAnotherAreaAreNotItsGrowth) {
  api::Occupation row = Row("11-1011", 1, 1);
  *row.mutable_growth() = RatioOf(46, 1000);
  row.set_projection_area("US");
  EXPECT_FALSE(AreaFigures("NJ", {row}).Growth().known());
  row.set_projection_area("NJ");
  EXPECT_EQ(AreaFigures("NJ", {row}).Growth().value, 46'000);
}

TEST(AreaFiguresTest, LargeCountsDoNotOverflow) {
  std::vector<api::Occupation> rows;
  for (int i = 0; i < 900; ++i) rows.push_back(Row(absl::StrCat("11-", 1000 + i), 1'000'000'000, 1'000'000'000));
  EXPECT_EQ(AreaFigures("NJ", rows).AverageWage().value, 100'000'000'000);
}

TEST(AreaFiguresTest, MovedFiguresStillPointToTheirRows) {
  AreaFigures first("NJ", {Row("11-1011", 2, 30'000)});
  AreaFigures second = std::move(first);
  EXPECT_EQ(second.occupations().front()->soc_code(), "11-1011");
}

}  // namespace
}  // namespace assay::domain

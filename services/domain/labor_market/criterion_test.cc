#include "services/domain/labor_market/criterion.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/labor_market/testing/labor_world.h"
#include "services/domain/labor_market/wage_floor.h"

namespace assay::domain {
namespace {

using ::testing::HasSubstr;

class CriterionTest : public testing::Test {
 protected:
  // 10 jobs at a mean of $40,000 and a median of $38,000, 30 at $60,000 and $55,000: the average is $55,000.
  CriterionTest() {
    nurse_ = world_.AddRow("NJ", "29-1141", 30, 60'000, 55'000);
    clerk_ = world_.AddRow("NJ", "43-9061", 10, 40'000, 38'000);
  }

  Finding Check(const std::string& soc_code = "29-1141", const std::string& area = "NJ") {
    LaborMarketFacts facts = world_.Facts();
    return CheckCriterion(criterion_, soc_code, area, &facts);
  }

  // Whether the criterion is met at exactly this floor in cents and missed one cent above.
  void ExpectFloor(int64_t cents) {
    LaborMarketFacts facts = world_.Facts();
    std::string text;
    AreaFigure floor = WageFloorOf(criterion_.wage(), "NJ", &facts, &text);
    EXPECT_EQ(floor.value, cents) << text;
    for (int64_t wage : {cents, cents - 1}) {
      api::Occupation* row = world_.AddRow("NJ", "51-9199");
      row->mutable_annual_p90_wage()->set_cents(wage);
      row->mutable_annual_p90_wage()->set_period(api::PERIOD_YEAR);
      api::LaborMarketCriterion criterion = criterion_;
      criterion.mutable_wage()->set_statistic(api::WAGE_STATISTIC_P90);
      LaborMarketFacts again = world_.Facts();
      EXPECT_EQ(CheckCriterion(criterion, "51-9199", "NJ", &again).met, wage == cents) << text;
    }
  }

  LaborWorld world_;
  api::Occupation* nurse_;
  api::Occupation* clerk_;
  api::LaborMarketCriterion criterion_;
};

TEST_F(CriterionTest, AnAbsoluteWageFloor) {
  *criterion_.mutable_wage()->mutable_amount() = Yearly(55'000);
  Finding finding = Check();
  EXPECT_TRUE(finding.met);
  EXPECT_EQ(finding.input, "median wage of $55,000.00 by the year");
  EXPECT_EQ(finding.threshold, "median wage of at least $55,000.00 by the year");
  criterion_.mutable_wage()->mutable_amount()->set_cents(5'500'001);
  EXPECT_FALSE(Check().met);
  criterion_.mutable_wage()->set_statistic(api::WAGE_STATISTIC_MEAN);
  EXPECT_EQ(Check().input, "mean wage of $60,000.00 by the year");
  nurse_->set_wage_source("OEWS May 2025");
  EXPECT_EQ(Check().input, "mean wage of $60,000.00 by the year (OEWS May 2025)");
}

TEST_F(CriterionTest, AnHourlyFloorIsBroughtToTheYear) {
  criterion_.mutable_wage()->mutable_amount()->set_cents(2'644);
  criterion_.mutable_wage()->mutable_amount()->set_period(api::PERIOD_HOUR);
  ExpectFloor(2'644 * 2'080);
}

TEST_F(CriterionTest, AShareOfTheAreasAverageIsExact) {
  criterion_.mutable_wage()->set_statistic(api::WAGE_STATISTIC_MEAN);
  *criterion_.mutable_wage()->mutable_area_share()->mutable_share() = RatioOf(70, 100);
  ExpectFloor(3'850'000);
  Finding finding = Check("43-9061");
  EXPECT_TRUE(finding.met);
  EXPECT_EQ(finding.threshold,
            "mean wage of at least 70/100 of the average wage of NJ of $55,000.00 by the year (approximated from 2 "
            "occupations with 40 jobs, weighted by these), that is $38,500.00 by the year");
  // 1/3 of 5,500,000 cents is 1,833,333.3: a wage of 1,833,333 cents is below it.
  *criterion_.mutable_wage()->mutable_area_share()->mutable_share() = RatioOf(1, 3);
  ExpectFloor(1'833'334);
}

TEST_F(CriterionTest, AShareOfTheAreasMedian) {
  criterion_.mutable_wage()->mutable_area_share()->set_aggregate(api::WAGE_AGGREGATE_MEDIAN);
  *criterion_.mutable_wage()->mutable_area_share()->mutable_share() = RatioOf(1, 1);
  ExpectFloor(5'500'000);
}

TEST_F(CriterionTest, APercentileOfAllWages) {
  criterion_.mutable_wage()->mutable_area_percentile()->set_percentile(25);
  ExpectFloor(3'800'000);
  EXPECT_THAT(
      Check().threshold,
      HasSubstr("the 25th percentile of all wages of NJ, which is $38,000.00 by the year (approximated from 2"));
  criterion_.mutable_wage()->mutable_area_percentile()->set_percentile(26);
  ExpectFloor(5'500'000);
}

TEST_F(CriterionTest, ThePublishedRowOfAllOccupationsIsPreferredAndNamed) {
  *world_.AddRow("NJ", "00-0000", 1'000'000, 77'445)->mutable_annual_p25_wage() = Yearly(34'849);
  criterion_.mutable_wage()->mutable_area_percentile()->set_percentile(25);
  ExpectFloor(3'484'900);
  EXPECT_THAT(Check().threshold, HasSubstr("$34,849.00 by the year (as published for all occupations)"));
}

TEST_F(CriterionTest, APremiumOverAReferenceGroup) {
  clerk_->set_typical_education(api::EDUCATION_HIGH_SCHOOL);
  nurse_->set_typical_education(api::EDUCATION_BACHELOR);
  auto* premium = criterion_.mutable_wage()->mutable_premium();
  *premium->mutable_premium() = RatioOf(20, 100);
  premium->set_education(api::EDUCATION_HIGH_SCHOOL);
  ExpectFloor(4'800'000);
  EXPECT_THAT(Check().threshold,
              HasSubstr("120/100 of the average wage of occupations of typical education: high-school diploma or "
                        "equivalent, NJ of $40,000.00 by the year (approximated from 1 occupation with 10 jobs"));
  premium->set_aggregate(api::WAGE_AGGREGATE_MEDIAN);
  ExpectFloor(4'560'000);
  premium->mutable_occupations()->add_soc_codes("29-1141");
  ExpectFloor(6'600'000);
  *premium->mutable_published_wage() = Yearly(36'000);
  ExpectFloor(4'320'000);
}

TEST_F(CriterionTest, TheNationsEducationMakesTheReferenceGroupOfAStateThatHasNone) {
  world_.AddRow("US", "43-9061")->set_typical_education(api::EDUCATION_HIGH_SCHOOL);
  auto* premium = criterion_.mutable_wage()->mutable_premium();
  *premium->mutable_premium() = RatioOf(0, 100);
  premium->set_education(api::EDUCATION_HIGH_SCHOOL);
  ExpectFloor(4'000'000);
  premium->set_education(api::EDUCATION_MASTER);
  EXPECT_FALSE(Check().known) << "a group without occupations has no wage";
  EXPECT_THAT(Check().threshold, HasSubstr("which is unknown"));
}

TEST_F(CriterionTest, AWageThatIsSuppressedIsUnknownNotZero) {
  nurse_->clear_annual_median_wage();
  *criterion_.mutable_wage()->mutable_amount() = Yearly(1);
  EXPECT_FALSE(Check().known);
  EXPECT_EQ(Check().input, "unknown: no median wage in the figures of NJ");
  EXPECT_EQ(Check("29-1171").input, "unknown: no figures of this occupation in NJ");
  EXPECT_FALSE(Check("").known);
}

TEST_F(CriterionTest, Employment) {
  criterion_.mutable_employment()->set_floor(30);
  EXPECT_TRUE(Check().met);
  criterion_.mutable_employment()->set_floor(31);
  EXPECT_FALSE(Check().met);
  EXPECT_EQ(Check().input, "30 jobs");
  nurse_->clear_employment();
  EXPECT_FALSE(Check().known);
}

TEST_F(CriterionTest, ZeroIsAFigure) {
  nurse_->set_annual_openings(0);
  criterion_.mutable_annual_openings()->set_floor(1);
  EXPECT_TRUE(Check().known);
  EXPECT_FALSE(Check().met);
}

TEST_F(CriterionTest, TenYearOpeningsAreTenTimesTheYearlyOnesWhereOnlyThoseAreKnown) {
  criterion_.mutable_ten_year_openings()->set_floor(200);
  EXPECT_FALSE(Check().known);
  nurse_->set_annual_openings(20);
  EXPECT_TRUE(Check().met);
  EXPECT_EQ(Check().input, "200 openings over ten years, ten times 20 by the year");
  nurse_->set_annual_openings(19);
  EXPECT_FALSE(Check().met);
  nurse_->set_ten_year_openings(200);
  EXPECT_TRUE(Check().met);
  EXPECT_EQ(Check().input, "200 openings over ten years");
}

TEST_F(CriterionTest, ANationalProjectionSaysNothingOfAState) {
  api::Occupation* nation = world_.AddRow("US", "29-1141");
  nation->set_annual_openings(1'000);
  nation->set_projection_source("national projection, BLS 2024-34");
  criterion_.mutable_ten_year_openings()->set_floor(200);
  EXPECT_FALSE(Check().known);
  EXPECT_EQ(Check().input, "unknown of NJ: the projection is of US (national projection, BLS 2024-34)");
  criterion_.set_accept_projection_of_other_area(true);
  EXPECT_TRUE(Check().met);
  EXPECT_EQ(Check().input,
            "10,000 openings over ten years, ten times 1,000 by the year (of US, not of NJ; national projection, BLS "
            "2024-34)");
}

TEST_F(CriterionTest, AStatesRowThatCarriesANationalProjectionIsLabelled) {
  nurse_->set_annual_openings(1'000);
  nurse_->set_projection_area("US");
  criterion_.mutable_annual_openings()->set_floor(5);
  EXPECT_FALSE(Check().known);
  EXPECT_EQ(Check().input, "unknown of NJ: the projection is of US");
  criterion_.set_accept_projection_of_other_area(true);
  EXPECT_TRUE(Check().met);
  EXPECT_EQ(Check().input, "1,000 annual openings (of US, not of NJ)");
}

TEST_F(CriterionTest, GrowthAtLeast) {
  *nurse_->mutable_growth() = RatioOf(46, 1000);
  *criterion_.mutable_growth()->mutable_at_least() = RatioOf(46, 1000);
  EXPECT_TRUE(Check().met);
  *criterion_.mutable_growth()->mutable_at_least() = RatioOf(47, 1000);
  EXPECT_FALSE(Check().met);
  EXPECT_EQ(Check().input, "growth of 46/1000");
}

TEST_F(CriterionTest, GrowthAboveTheAreasAverageIsStrictlyMore) {
  *nurse_->mutable_growth() = RatioOf(40, 1000);
  *clerk_->mutable_growth() = RatioOf(40, 1000);
  criterion_.mutable_growth()->set_above_area_average(true);
  EXPECT_TRUE(Check().known);
  EXPECT_FALSE(Check().met) << "exactly the average";
  *clerk_->mutable_growth() = RatioOf(39, 1000);
  EXPECT_TRUE(Check().met);
  EXPECT_EQ(Check().threshold,
            "growth of more than 39750/1000000, that of all jobs of NJ (approximated from 2 occupations with 40 jobs, "
            "weighted by these)");
  EXPECT_FALSE(Check("43-9061").met);
}

TEST_F(CriterionTest, GrowthOfTheNationIsComparedWithTheNations) {
  *world_.AddRow("US", "29-1141", 100)->mutable_growth() = RatioOf(60, 1000);
  *world_.AddRow("US", "43-9061", 100)->mutable_growth() = RatioOf(20, 1000);
  criterion_.mutable_growth()->set_above_area_average(true);
  EXPECT_FALSE(Check().known);
  criterion_.set_accept_projection_of_other_area(true);
  EXPECT_TRUE(Check().met);
  EXPECT_THAT(Check().threshold, HasSubstr("40000/1000000, that of all jobs of US"));
}

TEST_F(CriterionTest, EducationIsARangeAndTheNationsWhereTheAreaSaysNothing) {
  criterion_.mutable_education()->set_at_least(api::EDUCATION_POSTSECONDARY_NONDEGREE);
  criterion_.mutable_education()->set_at_most(api::EDUCATION_ASSOCIATE);
  EXPECT_FALSE(Check().known);
  world_.AddRow("US", "29-1141")->set_typical_education(api::EDUCATION_BACHELOR);
  EXPECT_TRUE(Check().known);
  EXPECT_FALSE(Check().met);
  nurse_->set_typical_education(api::EDUCATION_ASSOCIATE);
  EXPECT_TRUE(Check().met) << "the area's own word comes first";
  EXPECT_EQ(Check().threshold,
            "typical education of at least: postsecondary nondegree award and at most: associate's degree");
}

TEST_F(CriterionTest, JobZoneIsARange) {
  criterion_.mutable_job_zone()->set_at_least(3);
  EXPECT_FALSE(Check().known);
  nurse_->set_job_zone(3);
  EXPECT_TRUE(Check().met);
  EXPECT_EQ(Check().threshold, "job zone 3 to 5");
  criterion_.mutable_job_zone()->set_at_least(2);
  criterion_.mutable_job_zone()->set_at_most(2);
  EXPECT_FALSE(Check().met);
}

TEST_F(CriterionTest, ANumberToBeFilledInIsMetByNothing) {
  nurse_->set_annual_openings(9);
  *nurse_->mutable_growth() = RatioOf(1, 1);
  criterion_.mutable_annual_openings();
  EXPECT_FALSE(Check().known);
  EXPECT_EQ(Check().input, "9 annual openings");
  EXPECT_EQ(Check().threshold, "a number of annual openings that is not stated");
  criterion_.mutable_ten_year_openings();
  EXPECT_FALSE(Check().known);
  criterion_.mutable_employment();
  EXPECT_FALSE(Check().known);
  criterion_.mutable_growth()->mutable_at_least();
  EXPECT_FALSE(Check().known);
  criterion_.mutable_wage();
  EXPECT_FALSE(Check().known);
  criterion_.mutable_wage()->mutable_area_share();
  EXPECT_EQ(Check().threshold, "median wage of at least a share that is not stated");
  criterion_.mutable_wage()->mutable_area_percentile();
  EXPECT_FALSE(Check().known);
  criterion_.mutable_wage()->mutable_premium();
  EXPECT_FALSE(Check().known);
  *criterion_.mutable_wage()->mutable_premium()->mutable_premium() = RatioOf(1, 5);
  EXPECT_EQ(Check().threshold, "median wage of at least a premium over a group that is not stated");
}

}  // namespace
}  // namespace assay::domain

// What algorithm 2 says of the labor market, to the byte: its texts are part of decisions that lists were published
// with. A failure here means that they can no longer be recomputed: mend the code, not the file.
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "gtest/gtest.h"
#include "services/domain/labor_market/policy_check.h"
#include "services/domain/labor_market/testing/labor_world.h"

namespace assay::domain {
namespace {

void ExpectGolden(const std::string& file, const std::string& bytes) {
  std::string path = absl::StrCat(ASSAY_GOLDEN_DIR, "/", file);
  if (std::getenv("ASSAY_WRITE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << bytes;
  std::ifstream in(path, std::ios::binary);
  ASSERT_TRUE(in.good()) << path;
  EXPECT_EQ(bytes, std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()));
}

// A nurse of whom much is known, a clerk of whom half is, a rare one of whom nothing is.
void AddRows(LaborWorld* world) {
  api::Occupation* nurse = world->AddRow("NJ", "29-1141", 301, 90'000, 88'000);
  *nurse->mutable_annual_p10_wage() = Yearly(60'000);
  *nurse->mutable_annual_p25_wage() = Yearly(75'000);
  *nurse->mutable_annual_p75_wage() = Yearly(99'000);
  *nurse->mutable_annual_p90_wage() = Yearly(111'000);
  nurse->set_annual_openings(1'234);
  *nurse->mutable_growth() = RatioOf(46, 1000);
  nurse->set_typical_education(api::EDUCATION_BACHELOR);
  nurse->set_job_zone(3);
  nurse->set_wage_source("OEWS May 2025");
  api::Occupation* clerk = world->AddRow("NJ", "43-9061", 702, 40'001, 38'000);
  *clerk->mutable_growth() = RatioOf(-7, 1000);
  clerk->set_typical_education(api::EDUCATION_HIGH_SCHOOL);
  world->AddRow("NORTH", "43-9061", 50, 60'000, 59'000);
  world->AddRow("NJ", "29-1171");
  api::Occupation* nation = world->AddRow("US", "43-9061");
  nation->set_annual_openings(300'000);
  nation->set_projection_source("national projection, BLS 2024-34");
  nation->set_job_zone(2);
  world->AddCrosswalk("soc", api::CODE_SCHEME_SOC_2010, api::CODE_SCHEME_SOC_2018,
                      {{"43-9199", "43-9061"}, {"43-9199", "29-1141"}});
}

void AddWageCriteria(LaborWorld* world) {
  api::WageCriterion* hourly = world->AddCriterion("wage-amount")->mutable_wage();
  hourly->mutable_amount()->set_cents(1'849);
  hourly->mutable_amount()->set_period(api::PERIOD_HOUR);
  api::WageCriterion* share = world->AddCriterion("wage-share")->mutable_wage();
  share->set_statistic(api::WAGE_STATISTIC_MEAN);
  *share->mutable_area_share()->mutable_share() = RatioOf(2, 3);
  api::WageCriterion* median = world->AddCriterion("wage-median-share")->mutable_wage();
  median->mutable_area_share()->set_aggregate(api::WAGE_AGGREGATE_MEDIAN);
  *median->mutable_area_share()->mutable_share() = RatioOf(1, 1);
  api::WageCriterion* percentile = world->AddCriterion("wage-percentile")->mutable_wage();
  percentile->set_statistic(api::WAGE_STATISTIC_P25);
  percentile->mutable_area_percentile()->set_percentile(71);
  api::WageCriterion* premium = world->AddCriterion("wage-premium")->mutable_wage();
  *premium->mutable_premium()->mutable_premium() = RatioOf(20, 100);
  premium->mutable_premium()->set_education(api::EDUCATION_HIGH_SCHOOL);
  api::WageCriterion* published = world->AddCriterion("wage-published")->mutable_wage();
  *published->mutable_premium()->mutable_premium() = RatioOf(0, 1);
  *published->mutable_premium()->mutable_published_wage() = Yearly(39'000);
}

void AddOtherCriteria(LaborWorld* world) {
  world->AddCriterion("openings")->mutable_annual_openings()->set_floor(100);
  api::LaborMarketCriterion* decade = world->AddCriterion("ten-years");
  decade->mutable_ten_year_openings()->set_floor(200);
  decade->set_accept_projection_of_other_area(true);
  world->AddCriterion("growth")->mutable_growth()->set_above_area_average(true);
  *world->AddCriterion("growth-floor")->mutable_growth()->mutable_at_least() = RatioOf(-1, 100);
  api::EducationCriterion* education = world->AddCriterion("education")->mutable_education();
  education->set_at_least(api::EDUCATION_POSTSECONDARY_NONDEGREE);
  education->set_at_most(api::EDUCATION_BACHELOR);
  world->AddCriterion("zone")->mutable_job_zone()->set_at_least(3);
  world->AddCriterion("jobs")->mutable_employment()->set_floor(302);
  for (int i = 0; i < world->policy.criteria_size(); ++i) {
    world->policy.mutable_criteria(i)->set_unknown(static_cast<api::UnknownFigure>(i % 4));
  }
}

void AddRest(LaborWorld* world) {
  api::CriterionGroup* group = world->policy.add_groups();
  group->set_id("most");
  group->set_rule(api::CRITERION_GROUP_RULE_AT_LEAST);
  group->set_at_least(7);
  for (const api::LaborMarketCriterion& criterion : world->policy.criteria()) group->add_members(criterion.id());
  world->policy.add_regions("NORTH");
  api::LocalException* exception = world->policy.add_local_exceptions();
  exception->set_soc_code("43-9061");
  exception->set_region("ATLANTIC");
  exception->set_reason("A hospital opens.");
  exception->set_source("Board, 2026-05-01");
  exception->set_until_date("2027-12-31");
  exception = world->policy.add_local_exceptions();
  *exception = world->policy.local_exceptions(0);
  exception->clear_soc_code();
  exception->set_cip_code("51.0709");
  exception->set_until_date("2026-12-31");
}

TEST(LaborMarketGoldenTest, Algorithm2) {
  LaborWorld world;
  AddRows(&world);
  AddWageCriteria(&world);
  AddOtherCriteria(&world);
  AddRest(&world);
  Violations violations;
  CheckLaborMarketPolicy(world.policy, "labor_market", &violations);
  ASSERT_TRUE(violations.empty()) << violations.ToStatus();
  std::string text;
  auto ask = [&](const LaborMarketQuestion& question, const std::string& title) {
    LaborMarketVerdict verdict = world.Ask(question);
    absl::StrAppend(&text, title, ": ", api::Verdict_Name(verdict.verdict),
                    verdict.by_exception ? ", by exception" : "");
    for (const std::string& region : verdict.regions) absl::StrAppend(&text, ", in ", region);
    absl::StrAppend(&text, "\n");
    for (const api::TraceStep& step : world.trace) absl::StrAppend(&text, "  ", StepText(step), "\n");
  };
  LaborMarketQuestion question;
  question.date = "2027-01-15";
  question.cip_codes = {"51.0709"};
  for (const char* code : {"29-1141", "43-9061", "29-1171"}) {
    question.soc_codes = {code};
    ask(question, code);
  }
  question.region = "Atlantic";
  question.soc_codes = {"43-9061"};
  ask(question, "43-9061 in Atlantic");
  world.policy.set_region_figures(api::REGION_FIGURES_REGION_ELSE_STATE);
  question.region = "NORTH";
  ask(question, "43-9061 in NORTH, else the state");
  question.region.clear();
  question.soc_codes = {"43-9199"};
  question.soc_version = api::SOC_VERSION_2010;
  ask(question, "43-9199 of SOC 2010");
  question.soc_codes.clear();
  ask(question, "no occupation");
  ExpectGolden("labor-market-algorithm-2.txt", text);
}

}  // namespace
}  // namespace assay::domain

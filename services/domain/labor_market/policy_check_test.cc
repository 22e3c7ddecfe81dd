#include "services/domain/labor_market/policy_check.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/labor_market/testing/labor_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PolicyCheckTest : public testing::Test {
 protected:
  PolicyCheckTest() { policy_.set_area("NJ"); }

  api::LaborMarketCriterion* Add(const std::string& id) {
    api::LaborMarketCriterion* criterion = policy_.add_criteria();
    criterion->set_id(id);
    return criterion;
  }

  // path: description, the first words of it
  std::vector<std::string> Check() const {
    Violations violations;
    CheckLaborMarketPolicy(policy_, "p", &violations);
    std::vector<std::string> texts;
    for (const auto& [field, description] : violations.violations()) {
      texts.push_back(absl::StrCat(field, ": ", description.substr(0, 14)));
    }
    return texts;
  }

  api::LaborMarketPolicy policy_;
};

TEST_F(PolicyCheckTest, AWholePolicyIsAccepted) {
  *Add("amount")->mutable_wage()->mutable_amount() = Yearly(40'000);
  *Add("share")->mutable_wage()->mutable_area_share()->mutable_share() = RatioOf(70, 100);
  Add("percentile")->mutable_wage()->mutable_area_percentile()->set_percentile(25);
  auto* premium = Add("premium")->mutable_wage()->mutable_premium();
  *premium->mutable_premium() = RatioOf(0, 100);
  premium->set_education(api::EDUCATION_HIGH_SCHOOL);
  Add("openings")->mutable_annual_openings()->set_floor(0);
  Add("decade")->mutable_ten_year_openings()->set_floor(200);
  *Add("growth")->mutable_growth()->mutable_at_least() = RatioOf(-1, 100);
  Add("average")->mutable_growth()->set_above_area_average(true);
  Add("education")->mutable_education()->set_at_most(api::EDUCATION_ASSOCIATE);
  Add("zone")->mutable_job_zone()->set_at_least(3);
  Add("jobs")->mutable_employment()->set_floor(1);
  api::CriterionGroup* group = policy_.add_groups();
  group->set_id("two");
  group->set_rule(api::CRITERION_GROUP_RULE_AT_LEAST);
  group->set_at_least(2);
  group->add_members("openings");
  group->add_members("growth");
  api::LocalException* exception = policy_.add_local_exceptions();
  exception->set_soc_code("29-1141");
  EXPECT_THAT(Check(), IsEmpty());
}

TEST_F(PolicyCheckTest, EveryNumberThatAStateDoesNotPublishIsNamed) {
  policy_.clear_area();
  Add("a");
  Add("b")->mutable_wage();
  Add("c")->mutable_wage()->mutable_amount()->set_period(api::PERIOD_YEAR);
  Add("d")->mutable_wage()->mutable_area_share();
  Add("e")->mutable_wage()->mutable_area_percentile();
  Add("f")->mutable_wage()->mutable_premium();
  Add("g")->mutable_annual_openings();
  Add("h")->mutable_ten_year_openings();
  Add("i")->mutable_employment();
  Add("j")->mutable_growth();
  Add("k")->mutable_education();
  Add("l")->mutable_job_zone();
  api::CriterionGroup* group = policy_.add_groups();
  group->set_id("m");
  group->set_rule(api::CRITERION_GROUP_RULE_AT_LEAST);
  group->add_members("a");
  EXPECT_THAT(
      Check(),
      ElementsAre(
          "p.area: to be filled i", "p.criteria[0]: to be filled i", "p.criteria[1].wage: to be filled i",
          "p.criteria[2].wage.amount.cents: to be filled i", "p.criteria[3].wage.area_share.share: to be filled i",
          "p.criteria[4].wage.area_percentile.percentile: to be filled i",
          "p.criteria[5].wage.premium.premium: to be filled i", "p.criteria[5].wage.premium: to be filled i",
          "p.criteria[6].annual_openings.floor: to be filled i",
          "p.criteria[7].ten_year_openings.floor: to be filled i", "p.criteria[8].employment.floor: to be filled i",
          "p.criteria[9].growth: to be filled i", "p.criteria[10].education.at_least: to be filled i",
          "p.criteria[11].job_zone.at_least: to be filled i", "p.groups[0].at_least: to be filled i"));
}

TEST_F(PolicyCheckTest, AskingNothingIsRefused) { EXPECT_THAT(Check(), ElementsAre("p.criteria: is empty; ask ")); }

TEST_F(PolicyCheckTest, IdsAreUniqueAmongCriteriaAndGroups) {
  Add("a")->mutable_annual_openings()->set_floor(1);
  Add("a")->mutable_annual_openings()->set_floor(1);
  api::CriterionGroup* group = policy_.add_groups();
  group->set_id("a");
  group->add_members("a");
  EXPECT_THAT(Check(), ElementsAre("p.criteria[1].id: \"a\" is used ab", "p.groups[0].id: \"a\" is used ab"));
}

TEST_F(PolicyCheckTest, AGroupNamesWhatStandsBeforeItOnce) {
  Add("a")->mutable_annual_openings()->set_floor(1);
  api::CriterionGroup* group = policy_.add_groups();
  group->set_id("g");
  for (const char* member : {"g", "a", "a", "h", "none"}) group->add_members(member);
  group = policy_.add_groups();
  group->set_id("h");
  group->add_members("g");
  EXPECT_THAT(Check(),
              ElementsAre("p.groups[0].members[0]: \"g\" is no crit", "p.groups[0].members[2]: \"a\" is there t",
                          "p.groups[0].members[3]: \"h\" is no crit", "p.groups[0].members[4]: \"none\" is no c"));
}

TEST_F(PolicyCheckTest, AGroupThatCanNeverBeReached) {
  Add("a")->mutable_annual_openings()->set_floor(1);
  api::CriterionGroup* group = policy_.add_groups();
  group->set_id("g");
  group->set_rule(api::CRITERION_GROUP_RULE_AT_LEAST);
  group->set_at_least(2);
  group->add_members("a");
  EXPECT_THAT(Check(), ElementsAre("p.groups[0].at_least: can never be r"));
}

TEST_F(PolicyCheckTest, RatiosAreFractionsWithinReach) {
  auto* share = Add("a")->mutable_wage()->mutable_area_share()->mutable_share();
  share->set_numerator(1);
  EXPECT_THAT(Check(), ElementsAre("p.criteria[0].wage.area_share.share.denominator: must be at lea"));
  *share = RatioOf(0, 1);
  EXPECT_THAT(Check(), ElementsAre("p.criteria[0].wage.area_share.share.numerator: must be more t"));
  *share = RatioOf(10, 1);
  EXPECT_THAT(Check(), ElementsAre("p.criteria[0].wage.area_share.share.numerator: must be more t"));
  *share = RatioOf(999'999'999'999, 100'000'000'000);
  EXPECT_THAT(Check(), IsEmpty());
}

TEST_F(PolicyCheckTest, AmountsHaveAPeriod) {
  Add("a")->mutable_wage()->mutable_amount()->set_cents(1);
  EXPECT_THAT(Check(), ElementsAre("p.criteria[0].wage.amount.period: must be PERIOD"));
}

TEST_F(PolicyCheckTest, RangesHaveSomethingInThem) {
  auto* education = Add("a")->mutable_education();
  education->set_at_least(api::EDUCATION_BACHELOR);
  education->set_at_most(api::EDUCATION_ASSOCIATE);
  auto* zone = Add("b")->mutable_job_zone();
  zone->set_at_least(4);
  zone->set_at_most(3);
  Add("c")->mutable_growth()->set_above_area_average(false);
  EXPECT_THAT(Check(), ElementsAre("p.criteria[0].education.at_most: must not be lo",
                                   "p.criteria[1].job_zone.at_most: must not be lo",
                                   "p.criteria[2].growth.above_area_average: must be true, "));
}

TEST_F(PolicyCheckTest, ReferenceOccupationsAreOfSomeEditionAndRegionsThereOnce) {
  auto* premium = Add("a")->mutable_wage()->mutable_premium();
  *premium->mutable_premium() = RatioOf(1, 5);
  for (const char* code : {"29-1141", "15-1131", "13-1020", "99-9999"}) {
    premium->mutable_occupations()->add_soc_codes(code);
  }
  for (const char* region : {"NORTH", "SOUTH", "NORTH"}) policy_.add_regions(region);
  EXPECT_THAT(Check(), ElementsAre("p.criteria[0].wage.premium.occupations.soc_codes[3]: \"99-9999\" is n",
                                   "p.regions[2]: is empty or th"));
}

TEST_F(PolicyCheckTest, AnExceptionNamesACodeThatItsEditionHas) {
  Add("a")->mutable_annual_openings()->set_floor(1);
  policy_.add_local_exceptions();
  policy_.add_local_exceptions()->set_soc_code("15-1131");
  api::LocalException* exception = policy_.add_local_exceptions();
  exception->set_soc_code("15-1131");
  exception->set_soc_version(api::SOC_VERSION_2010);
  EXPECT_THAT(Check(),
              ElementsAre("p.local_exceptions[0]: names neither ", "p.local_exceptions[1].soc_code: \"15-1131\" is n"));
}

}  // namespace
}  // namespace assay::domain

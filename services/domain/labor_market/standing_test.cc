#include "services/domain/labor_market/standing.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/labor_market/testing/labor_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

LaborMarketVerdict Verdict(api::Verdict verdict, std::vector<std::string> regions = {}) {
  LaborMarketVerdict made;
  made.verdict = verdict;
  made.regions = std::move(regions);
  return made;
}

TEST(StandingTest, FollowsFromTheVerdict) {
  EXPECT_EQ(StandingOf(Verdict(api::VERDICT_PASS)), api::OCCUPATION_STANDING_IN);
  EXPECT_EQ(StandingOf(Verdict(api::VERDICT_FAIL)), api::OCCUPATION_STANDING_NOT_IN);
  EXPECT_EQ(StandingOf(Verdict(api::VERDICT_UNDECIDED)), api::OCCUPATION_STANDING_UNDECIDED);
  EXPECT_EQ(StandingOf(Verdict(api::VERDICT_FAIL, {"NORTH"})), api::OCCUPATION_STANDING_IN_REGIONS);
  EXPECT_EQ(StandingOf(Verdict(api::VERDICT_UNDECIDED, {"NORTH"})), api::OCCUPATION_STANDING_IN_REGIONS);
}

TEST(StandingTest, NamesWhatIsUnmetAndUndecidedOfWhatIsNeeded) {
  LaborWorld world;
  for (const char* id : {"wage", "openings", "shown"}) world.AddCriterion(id);
  world.policy.mutable_criteria(2)->set_informative(true);
  LaborMarketVerdict verdict = Verdict(api::VERDICT_FAIL, {"NORTH"});
  verdict.criteria = {{"wage", api::VERDICT_FAIL}, {"openings", api::VERDICT_UNDECIDED}, {"shown", api::VERDICT_FAIL}};
  api::PriorityOccupation occupation =
      PriorityOccupationOf(world.policy, verdict, api::SOC_VERSION_2018, "29-1141", "");
  EXPECT_EQ(occupation.title(), "Registered Nurses");
  EXPECT_THAT(occupation.unmet(), ElementsAre("wage"));
  EXPECT_THAT(occupation.undecided(), ElementsAre("openings"));
  EXPECT_THAT(occupation.regions(), ElementsAre("NORTH"));
}

TEST(AreaMessageTest, LeavesUnknownFiguresOut) {
  LaborWorld world;
  world.AddRow("NJ", "29-1141", 30, 60'000, 55'000);
  LaborMarketFacts facts = world.Facts();
  api::Area area = AreaMessage("NJ", facts.AreaOf("NJ"));
  EXPECT_EQ(area.occupation_count(), 1);
  EXPECT_EQ(area.average_wage().annual_wage().cents(), 6'000'000);
  EXPECT_EQ(area.average_wage().basis(), api::AREA_FIGURE_BASIS_EMPLOYMENT_WEIGHTED);
  EXPECT_EQ(area.average_wage().covered_employment(), 30);
  EXPECT_EQ(area.p25_wage().annual_wage().cents(), 5'500'000);
  EXPECT_FALSE(area.growth().has_growth());
  EXPECT_EQ(area.growth().basis(), api::AREA_FIGURE_BASIS_UNSPECIFIED);
  EXPECT_FALSE(AreaMessage("NY", facts.AreaOf("NY")).average_wage().has_annual_wage());
}

}  // namespace
}  // namespace assay::domain

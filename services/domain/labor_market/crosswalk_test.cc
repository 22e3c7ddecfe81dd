#include "services/domain/labor_market/crosswalk.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<api::CrosswalkRow> Rows(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::vector<api::CrosswalkRow> rows;
  for (const auto& [from, to] : pairs) {
    api::CrosswalkRow& row = rows.emplace_back();
    row.set_from_code(from);
    row.set_to_code(to);
  }
  return rows;
}

TEST(CrosswalksTest, ACodeOfTheSameEditionIsItself) {
  MappedCodes mapped = Crosswalks().MapSoc(api::CODE_SCHEME_SOC_2010, "15-1131", api::CODE_SCHEME_SOC_2010);
  EXPECT_THAT(mapped.codes, ElementsAre("15-1131"));
  EXPECT_EQ(mapped.via, "");
}

TEST(CrosswalksTest, AreWalkedInBothDirectionsManyToMany) {
  Crosswalks crosswalks;
  crosswalks.Add(
      "soc", api::CODE_SCHEME_SOC_2010, api::CODE_SCHEME_SOC_2018,
      Rows({{"15-1131", "15-1251"}, {"15-1134", "15-1254"}, {"15-1134", "15-1255"}, {"15-1199", "15-1255"}}));
  MappedCodes forward = crosswalks.MapSoc(api::CODE_SCHEME_SOC_2010, "15-1134", api::CODE_SCHEME_SOC_2018);
  EXPECT_THAT(forward.codes, ElementsAre("15-1254", "15-1255"));
  EXPECT_EQ(forward.via, "crosswalk soc");
  MappedCodes backward = crosswalks.MapSoc(api::CODE_SCHEME_SOC_2018, "15-1255", api::CODE_SCHEME_SOC_2010);
  EXPECT_THAT(backward.codes, ElementsAre("15-1134", "15-1199"));
}

TEST(CrosswalksTest, WithoutOneTheSameDigitsOfAnOldEditionMeanNothing) {
  MappedCodes mapped = Crosswalks().MapSoc(api::CODE_SCHEME_SOC_2010, "11-1011", api::CODE_SCHEME_SOC_2018);
  EXPECT_THAT(mapped.codes, IsEmpty());
  EXPECT_EQ(mapped.via, "no crosswalk from SOC 2010 to SOC 2018 is named");
}

TEST(CrosswalksTest, TheHybridHasMostCodesOf2018AsTheyAre) {
  MappedCodes same = Crosswalks().MapSoc(api::CODE_SCHEME_SOC_2018, "29-1141", api::CODE_SCHEME_OEWS_HYBRID);
  EXPECT_THAT(same.codes, ElementsAre("29-1141"));
  EXPECT_EQ(same.via, "");
  MappedCodes none = Crosswalks().MapSoc(api::CODE_SCHEME_OEWS_HYBRID, "13-1020", api::CODE_SCHEME_SOC_2018);
  EXPECT_THAT(none.codes, IsEmpty());
  EXPECT_EQ(none.via, "SOC 2018 has no such code");
}

TEST(CrosswalksTest, From2010ToTheHybridGoesOver2018) {
  Crosswalks crosswalks;
  crosswalks.Add("soc", api::CODE_SCHEME_SOC_2010, api::CODE_SCHEME_SOC_2018, Rows({{"29-1111", "29-1141"}}));
  MappedCodes mapped = crosswalks.MapSoc(api::CODE_SCHEME_SOC_2010, "29-1111", api::CODE_SCHEME_OEWS_HYBRID);
  EXPECT_THAT(mapped.codes, ElementsAre("29-1141"));
  crosswalks.Add("hybrid", api::CODE_SCHEME_SOC_2018, api::CODE_SCHEME_OEWS_HYBRID, Rows({{"29-1141", "29-1140"}}));
  mapped = crosswalks.MapSoc(api::CODE_SCHEME_SOC_2010, "29-1111", api::CODE_SCHEME_OEWS_HYBRID);
  EXPECT_THAT(mapped.codes, ElementsAre("29-1140"));
  EXPECT_EQ(mapped.via, "crosswalk soc, then crosswalk hybrid");
  crosswalks.Add("direct", api::CODE_SCHEME_SOC_2010, api::CODE_SCHEME_OEWS_HYBRID, Rows({{"29-1111", "29-1149"}}));
  mapped = crosswalks.MapSoc(api::CODE_SCHEME_SOC_2010, "29-1111", api::CODE_SCHEME_OEWS_HYBRID);
  EXPECT_THAT(mapped.codes, ElementsAre("29-1149")) << "the direct one is preferred";
}

TEST(CrosswalksTest, ACodeThatIsNotInItLeadsNowhere) {
  Crosswalks crosswalks;
  crosswalks.Add("soc", api::CODE_SCHEME_SOC_2010, api::CODE_SCHEME_SOC_2018, Rows({{"29-1111", "29-1141"}}));
  MappedCodes mapped = crosswalks.MapSoc(api::CODE_SCHEME_SOC_2010, "11-1011", api::CODE_SCHEME_SOC_2018);
  EXPECT_THAT(mapped.codes, IsEmpty());
  EXPECT_EQ(mapped.via, "crosswalk soc");
}

TEST(CrosswalksTest, ProgramsLeadToOccupationsOfAnyEdition) {
  Crosswalks crosswalks;
  EXPECT_EQ(crosswalks.MapProgram("51.3801", api::CODE_SCHEME_SOC_2018).via, "no crosswalk from CIP 2020 is named");
  crosswalks.Add("cip", api::CODE_SCHEME_CIP_2020, api::CODE_SCHEME_SOC_2018,
                 Rows({{"51.3801", "29-1141"}, {"51.3801", "25-1072"}}));
  MappedCodes mapped = crosswalks.MapProgram("51.3801", api::CODE_SCHEME_SOC_2018);
  EXPECT_THAT(mapped.codes, ElementsAre("25-1072", "29-1141"));
  EXPECT_EQ(mapped.via, "crosswalk cip");
  EXPECT_THAT(crosswalks.MapProgram("51.3801", api::CODE_SCHEME_OEWS_HYBRID).codes, ElementsAre("25-1072", "29-1141"));
  MappedCodes old = crosswalks.MapProgram("51.3801", api::CODE_SCHEME_SOC_2010);
  EXPECT_THAT(old.codes, IsEmpty());
  EXPECT_THAT(old.via, HasSubstr("no crosswalk from SOC 2018 to SOC 2010"));
}

TEST(CodeProblemTest, SaysWhatIsWrongWithACode) {
  EXPECT_EQ(CodeProblem(api::CODE_SCHEME_SOC_2010, "15-1131"), "");
  EXPECT_THAT(CodeProblem(api::CODE_SCHEME_SOC_2018, "15-1131"), HasSubstr("is no detailed SOC 2018 occupation"));
  EXPECT_THAT(CodeProblem(api::CODE_SCHEME_SOC_2018, "51.3801"), HasSubstr("write it as 29-1141"));
  EXPECT_EQ(CodeProblem(api::CODE_SCHEME_CIP_2020, "51.3801"), "");
  EXPECT_THAT(CodeProblem(api::CODE_SCHEME_CIP_2020, "29-1141"), HasSubstr("write it as 51.0801"));
}

}  // namespace
}  // namespace assay::domain

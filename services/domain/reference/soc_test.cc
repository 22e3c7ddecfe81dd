#include "services/domain/reference/soc.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay::domain {
namespace {

using ::assay::v1::SOC_VERSION_2010;
using ::assay::v1::SOC_VERSION_2018;
using ::assay::v1::SOC_VERSION_OEWS_HYBRID;
using ::assay::v1::SOC_VERSION_UNSPECIFIED;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

int CountKnown(assay::v1::SocVersion version) {
  int count = 0;
  for (int major = 10; major < 100; ++major) {
    for (int rest = 10000; rest < 20000; ++rest) {
      std::string code = absl::StrCat(major, "-", absl::StrCat(rest).substr(1));
      if (IsKnownSoc(version, code)) ++count;
    }
  }
  return count;
}

TEST(SocTest, EveryEditionHasItsDetailedOccupations) {
  EXPECT_EQ(CountKnown(SOC_VERSION_2010), 840);
  EXPECT_EQ(CountKnown(SOC_VERSION_2018), 867);
  EXPECT_EQ(CountKnown(SOC_VERSION_OEWS_HYBRID), 909);
}

TEST(SocTest, TheSameDigitsCanBeKnownInOneEditionOnly) {
  EXPECT_TRUE(IsKnownSoc(SOC_VERSION_2010, "15-1132"));
  EXPECT_FALSE(IsKnownSoc(SOC_VERSION_2018, "15-1132"));
  EXPECT_TRUE(IsKnownSoc(SOC_VERSION_2018, "15-1252"));
  EXPECT_FALSE(IsKnownSoc(SOC_VERSION_2010, "15-1252"));
}

TEST(SocTest, TheHybridHoldsJoinedCodesAndThoseOf2018) {
  EXPECT_TRUE(IsKnownSoc(SOC_VERSION_OEWS_HYBRID, "31-1120"));
  EXPECT_FALSE(IsKnownSoc(SOC_VERSION_2018, "31-1120"));
  EXPECT_TRUE(IsKnownSoc(SOC_VERSION_OEWS_HYBRID, "15-1252"));
  EXPECT_EQ(SocTitle(SOC_VERSION_OEWS_HYBRID, "31-1120"), "Home Health and Personal Care Aides");
}

TEST(SocTest, UnspecifiedIs2018) {
  EXPECT_TRUE(IsKnownSoc(SOC_VERSION_UNSPECIFIED, "15-1252"));
  EXPECT_EQ(SocTitle(SOC_VERSION_UNSPECIFIED, "29-1141"), "Registered Nurses");
}

TEST(SocTest, GroupsAndOtherTextsAreUnknown) {
  for (const char* code : {"", "00-0000", "11-0000", "11-1000", "11-1010", "11-1011 ", "11-1011.00", "nurse"}) {
    EXPECT_FALSE(IsKnownSoc(SOC_VERSION_2018, code)) << code;
    EXPECT_EQ(SocTitle(SOC_VERSION_2018, code), "") << code;
  }
}

TEST(SocTest, FirstAndLastRowAreFound) {
  EXPECT_EQ(SocTitle(SOC_VERSION_2018, "11-1011"), "Chief Executives");
  EXPECT_TRUE(IsKnownSoc(SOC_VERSION_2018, "55-3019"));
}

TEST(SocTest, UnknownCodeSuggestsTheNearest) {
  EXPECT_EQ(UnknownSocMessage(SOC_VERSION_2018, "51-9999"),
            "\"51-9999\" is no detailed SOC 2018 occupation; did you mean 51-9199 (Production Workers, All Other)?");
  EXPECT_THAT(UnknownSocMessage(SOC_VERSION_2010, "29-1140"), EndsWith("did you mean 29-1141 (Registered Nurses)?"));
}

TEST(SocTest, WithoutANeighbourAnExampleIsGiven) {
  EXPECT_THAT(UnknownSocMessage(SOC_VERSION_2018, "nurse"), HasSubstr("give a code such as 29-1141"));
  EXPECT_THAT(UnknownSocMessage(SOC_VERSION_2018, ""), HasSubstr("give a code such as 29-1141"));
}

TEST(SocTest, ALongTextIsCut) {
  EXPECT_LT(UnknownSocMessage(SOC_VERSION_OEWS_HYBRID, std::string(5000, 'x')).size(), 200u);
  EXPECT_THAT(UnknownSocMessage(SOC_VERSION_2018, std::string(31, 'x') + "\u00e9"),
              StartsWith("\"" + std::string(31, 'x') + "\""));
}

}  // namespace
}  // namespace assay::domain

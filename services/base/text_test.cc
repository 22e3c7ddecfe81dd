#include "services/base/text.h"

#include "gtest/gtest.h"

namespace assay {
namespace {

TEST(TextTest, Utf8) {
  for (const char* good :
       {"", "plain", "Dassault Syst\xc3\xa8mes", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(IsValidUtf8(good)) << good;
  }
  for (const char* bad :
       {"\x80", "\xc0\xaf", "\xc3", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff", "a\xe2\x82"}) {
    EXPECT_FALSE(IsValidUtf8(bad)) << bad;
  }
}

TEST(TextTest, ResourceIds) {
  EXPECT_TRUE(IsResourceId("aws-certified-welder"));
  EXPECT_TRUE(IsResourceId("2027"));
  EXPECT_TRUE(IsResourceId(std::string(63, 'a')));
  for (const std::string& bad : {std::string(), std::string("-a"), std::string("a-"), std::string("A"),
                                 std::string("a b"), std::string("a/b"), std::string(64, 'a')}) {
    EXPECT_FALSE(IsResourceId(bad)) << bad;
  }
}

TEST(TextTest, SlugsAreIdsOrEmpty) {
  EXPECT_EQ(SlugOf("CompTIA A+ (2022)"), "comptia-a-2022");
  EXPECT_EQ(SlugOf("  --  "), "");
  EXPECT_EQ(SlugOf("Syst\xc3\xa8mes"), "syst-mes");
  EXPECT_TRUE(IsResourceId(SlugOf(std::string(200, 'x') + "!")));
}

TEST(TextTest, Codes) {
  EXPECT_TRUE(IsSocCode("51-4121"));
  EXPECT_FALSE(IsSocCode("51-412"));
  EXPECT_FALSE(IsSocCode("51.4121"));
  EXPECT_TRUE(IsCipCode("48.0508"));
  EXPECT_FALSE(IsCipCode("48-0508"));
}

TEST(TextTest, Dates) {
  EXPECT_TRUE(IsLocalTime("2028-02-29T17:00"));
  for (const char* bad : {"2027-02-29T17:00", "2028-02-29", "2028-02-29T24:00", "2028-02-29T17:00:00",
                          "1989-12-31T23:59", "2101-01-01T00:00", "2028-02-29 17:00"}) {
    EXPECT_FALSE(IsLocalTime(bad)) << bad;
  }
  EXPECT_TRUE(IsDate("2028-02-29"));
  for (const char* bad : {"2027-02-29", "2027-2-1", "2027-13-01", "20270101", "2027-01-01x", ""})
    EXPECT_FALSE(IsDate(bad)) << bad;
}

TEST(TextTest, AddressesAndMail) {
  EXPECT_TRUE(IsUrl("https://www.aws.org"));
  EXPECT_FALSE(IsUrl("javascript:alert(1)"));
  EXPECT_FALSE(IsUrl("https://a b"));
  EXPECT_FALSE(IsUrl("https://"));
  EXPECT_TRUE(IsEmail("pat@acme.example"));
  for (const char* bad : {"pat", "@acme.example", "pat@acme", "pat@@acme.example", "pat @acme.example", "pat@acme."}) {
    EXPECT_FALSE(IsEmail(bad)) << bad;
  }
}

TEST(TextTest, Words) {
  EXPECT_TRUE(ContainsWords("Certified Welder, AWS", "welder aws"));
  EXPECT_TRUE(ContainsWords("Certified Welder", "WELD"));
  EXPECT_FALSE(ContainsWords("Certified Welder", "welder nurse"));
}

}  // namespace
}  // namespace assay

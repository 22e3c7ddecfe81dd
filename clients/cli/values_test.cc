#include "clients/cli/values.h"

#include "assay/v1/admin_service.pb.h"
#include "assay/v1/endorsement_service.pb.h"
#include "assay/v1/labor_market_service.pb.h"
#include "assay/v1/policy_service.pb.h"
#include "assay/v1/proposal_service.pb.h"
#include "assay/v1/review_service.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/time_util.h"
#include "gtest/gtest.h"

namespace assay::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

int64_t Cents(absl::string_view text) {
  auto money = ParseMoney(text, v1::PERIOD_UNSPECIFIED);
  return money.ok() ? money->cents() : -1;
}

TEST(MoneyTest, ReadsDollarsExactly) {
  EXPECT_EQ(Cents("45000"), 4500000);
  EXPECT_EQ(Cents("45000.50"), 4500050);
  EXPECT_EQ(Cents("$45,000.5"), 4500050);
  EXPECT_EQ(Cents("0"), 0);
  EXPECT_EQ(Cents(".07"), 7);
}

TEST(MoneyTest, RefusesWhatIsNoAmount) {
  for (absl::string_view text : {"", "$", "abc", "1.234", "1.2.3", "12 dollars", "99999999999999999999", "1e3"}) {
    auto money = ParseMoney(text, v1::PERIOD_UNSPECIFIED);
    EXPECT_EQ(money.status().code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_THAT(std::string(money.status().message()), HasSubstr("an amount in dollars"));
  }
}

TEST(MoneyTest, ThePeriodIsWrittenOrAssumed) {
  EXPECT_EQ(ParseMoney("21.50/hour", v1::PERIOD_YEAR)->period(), v1::PERIOD_HOUR);
  EXPECT_EQ(ParseMoney("45000/year", v1::PERIOD_UNSPECIFIED)->period(), v1::PERIOD_YEAR);
  EXPECT_EQ(ParseMoney("45000", v1::PERIOD_YEAR)->period(), v1::PERIOD_YEAR);
}

TEST(MoneyTest, AWageIsByTheYearAndACostIsNot) {
  v1::WageFloor floor;
  ASSERT_TRUE(SetFromText("45000", *floor.GetDescriptor()->FindFieldByName("floor"), &floor).ok());
  EXPECT_EQ(floor.floor().period(), v1::PERIOD_YEAR);
  v1::Proposal proposal;
  ASSERT_TRUE(SetFromText("253", *proposal.GetDescriptor()->FindFieldByName("cost"), &proposal).ok());
  EXPECT_EQ(proposal.cost().period(), v1::PERIOD_UNSPECIFIED);
}

TEST(MoneyTest, IsShownAsItCanBeTyped) {
  v1::Occupation occupation;
  occupation.mutable_annual_median_wage()->set_cents(123456789);
  occupation.mutable_annual_median_wage()->set_period(v1::PERIOD_YEAR);
  std::string text = TextAt(occupation, "annual_median_wage");
  EXPECT_EQ(text, "$1,234,567.89/year");
  EXPECT_EQ(ParseMoney(text, v1::PERIOD_UNSPECIFIED)->cents(), 123456789);
}

TEST(RatioTest, FractionsStayAsWritten) {
  EXPECT_EQ(ParseRatio("46/1000")->numerator(), 46);
  EXPECT_EQ(ParseRatio("46/1000")->denominator(), 1000);
  EXPECT_EQ(ParseRatio("-1/10")->numerator(), -1);
}

TEST(RatioTest, PercentAndDecimalsBecomeTheExactFraction) {
  EXPECT_EQ(ParseRatio("66.7%")->numerator(), 667);
  EXPECT_EQ(ParseRatio("66.7%")->denominator(), 1000);
  EXPECT_EQ(ParseRatio("50%")->denominator(), 2);
  EXPECT_EQ(ParseRatio("0.1")->denominator(), 10);
  EXPECT_EQ(ParseRatio("1")->denominator(), 1);
}

TEST(RatioTest, RefusesWhatIsNoShare) {
  for (absl::string_view text : {"", "1/0", "2/-3", "a/b", "1/2/3", "66.7 percent", "0.12345678"}) {
    EXPECT_EQ(ParseRatio(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(TimestampTest, ReadsRfc3339WithAnOffset) {
  auto time = ParseTimestamp("2027-01-31T17:00:00-05:00");
  ASSERT_TRUE(time.ok());
  EXPECT_EQ(google::protobuf::util::TimeUtil::ToString(*time), "2027-01-31T22:00:00Z");
  EXPECT_FALSE(ParseTimestamp("2027-01-31").ok());
  EXPECT_FALSE(ParseTimestamp("tomorrow").ok());
}

TEST(EnumTest, ShortLongAnyCase) {
  const auto& type = *v1::BallotChoice_descriptor();
  for (absl::string_view text : {"approve", "APPROVE", "Approve", "BALLOT_CHOICE_APPROVE"}) {
    ASSERT_TRUE(ParseEnum(text, type).ok()) << text;
    EXPECT_EQ((*ParseEnum(text, type))->number(), v1::BALLOT_CHOICE_APPROVE);
  }
  EXPECT_EQ((*ParseEnum("nice-to-have", *v1::EndorsementLevel_descriptor()))->number(),
            v1::ENDORSEMENT_LEVEL_NICE_TO_HAVE);
  EXPECT_EQ((*ParseEnum("2018", *v1::SocVersion_descriptor()))->number(), v1::SOC_VERSION_2018);
  EXPECT_THAT(ShortEnumNames(type), ElementsAre("APPROVE", "REJECT", "ABSTAIN", "RECUSED"));
}

TEST(EnumTest, TheErrorListsWhatThereIs) {
  auto value = ParseEnum("maybe", *v1::BallotChoice_descriptor());
  EXPECT_EQ(value.status().message(), "\"maybe\" is not one of APPROVE, REJECT, ABSTAIN, RECUSED");
}

TEST(SetFromTextTest, ScalarsAndRepeated) {
  v1::User user;
  ASSERT_TRUE(SetFromText("approver", *user.GetDescriptor()->FindFieldByName("roles"), &user).ok());
  ASSERT_TRUE(SetFromText("agency-staff", *user.GetDescriptor()->FindFieldByName("roles"), &user).ok());
  ASSERT_TRUE(SetFromText("true", *user.GetDescriptor()->FindFieldByName("disabled"), &user).ok());
  EXPECT_THAT(user.roles(), ElementsAre(v1::ROLE_APPROVER, v1::ROLE_AGENCY_STAFF));
  EXPECT_TRUE(user.disabled());
  EXPECT_EQ(TextAt(user, "roles"), "APPROVER;AGENCY_STAFF");
  v1::Dataset dataset;
  EXPECT_FALSE(SetFromText("soon", *dataset.GetDescriptor()->FindFieldByName("reference_year"), &dataset).ok());
  EXPECT_FALSE(SetFromText("perhaps", *user.GetDescriptor()->FindFieldByName("disabled"), &user).ok());
}

TEST(ToTextTest, AbsentIsEmptyAndZeroIsZero) {
  v1::Endorsement endorsement;
  EXPECT_EQ(TextAt(endorsement, "hires_last_year"), "");
  endorsement.set_hires_last_year(0);
  EXPECT_EQ(TextAt(endorsement, "hires_last_year"), "0");
  EXPECT_EQ(TextAt(endorsement, "level"), "");
  EXPECT_EQ(TextAt(endorsement, "no.such.path"), "");
}

}  // namespace
}  // namespace assay::cli

#include "services/domain/decision/exact.h"

#include "gtest/gtest.h"

namespace assay::domain {
namespace {

TEST(CompareRatios, IsExactWhereFloatingPointIsNot) {
  EXPECT_EQ(CompareRatios(MakeRatio(1, 3), MakeRatio(2, 6)), 0);
  EXPECT_EQ(CompareRatios(MakeRatio(333'333'333'333, 1'000'000'000'000), MakeRatio(1, 3)), -1);
  EXPECT_EQ(CompareRatios(MakeRatio(333'333'333'334, 1'000'000'000'000), MakeRatio(1, 3)), 1);
}

TEST(CompareRatios, DoesNotOverflowAtTheLimits) {
  constexpr int64_t kMax = 1'000'000'000'000;
  EXPECT_EQ(CompareRatios(MakeRatio(kMax, kMax - 1), MakeRatio(kMax - 1, kMax - 2)), -1);
  EXPECT_EQ(CompareRatios(MakeRatio(-kMax, 1), MakeRatio(kMax, 1)), -1);
  EXPECT_EQ(CompareRatios(MakeRatio(INT64_MAX, INT64_MAX), MakeRatio(INT64_MIN, INT64_MAX)), 1);
}

TEST(CompareRatios, OrdersNegativeGrowth) {
  EXPECT_EQ(CompareRatios(MakeRatio(-46, 1000), MakeRatio(0, 1)), -1);
  EXPECT_EQ(CompareRatios(MakeRatio(-46, 1000), MakeRatio(-23, 500)), 0);
}

TEST(AnnualCents, MultipliesHoursOnly) {
  api::Money money;
  money.set_cents(2500);
  money.set_period(api::PERIOD_HOUR);
  EXPECT_EQ(AnnualCents(money), 5'200'000);
  EXPECT_EQ(AnnualWageText(money), "$25.00 by the hour, $52,000.00 by the year");
  money.set_period(api::PERIOD_YEAR);
  EXPECT_EQ(AnnualCents(money), 2500);
  EXPECT_EQ(AnnualWageText(money), "$25.00 by the year");
}

TEST(Texts, AreWrittenForPeople) {
  EXPECT_EQ(CountText(0), "0");
  EXPECT_EQ(CountText(999), "999");
  EXPECT_EQ(CountText(1000), "1,000");
  EXPECT_EQ(CountText(1234567), "1,234,567");
  EXPECT_EQ(CountText(-123), "-123");
  EXPECT_EQ(CountText(-1234), "-1,234");
  EXPECT_EQ(CentsText(5), "$0.05");
  EXPECT_EQ(CentsText(123456), "$1,234.56");
  EXPECT_EQ(RatioText(MakeRatio(2, 3)), "2/3");
  EXPECT_EQ(Plural(1, "seat"), "1 seat");
  EXPECT_EQ(Plural(1200, "seat"), "1,200 seats");
}

}  // namespace
}  // namespace assay::domain

#include "clients/bench/figures.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay::bench {
namespace {

TEST(PercentileTest, IsTheSmallestSampleNotBelowTheShare) {
  EXPECT_EQ(Percentile({4, 2, 1, 3}, 50), 2);
  EXPECT_EQ(Percentile({4, 2, 1, 3}, 51), 3);
  EXPECT_EQ(Percentile({4, 2, 1, 3}, 100), 4);
  EXPECT_EQ(Percentile({4, 2, 1, 3}, 1), 1);
}

TEST(PercentileTest, OfHundredSamplesIsTheirNumber) {
  std::vector<double> samples;
  for (int i = 100; i >= 1; --i) samples.push_back(i);
  EXPECT_EQ(Percentile(samples, 99), 99);
  EXPECT_EQ(Percentile(samples, 50), 50);
}

TEST(PercentileTest, OfOneSampleIsThatOneAndOfNoneZero) {
  EXPECT_EQ(Percentile({7}, 1), 7);
  EXPECT_EQ(Percentile({7}, 99), 7);
  EXPECT_EQ(Percentile({}, 50), 0);
}

TEST(SpreadTest, GivesMinimumMedianAndMaximumWithTheLimitOnTheLast) {
  std::vector<Figure> figures = Spread("start", {30, 10, 20}, "ms", 1000);
  ASSERT_EQ(figures.size(), 3u);
  EXPECT_EQ(figures[0].name, "start.min");
  EXPECT_EQ(figures[0].value, 10);
  EXPECT_EQ(figures[1].value, 20);
  EXPECT_EQ(figures[2].value, 30);
  EXPECT_FALSE(figures[1].at_most.has_value());
  EXPECT_EQ(figures[2].at_most, 1000);
}

TEST(PrintTest, TableAlignsNamesAndShowsLimits) {
  std::ostringstream out;
  PrintTable({{"rss", 38.5, "MiB", 64}, {"longer", 1200, "1/s", absl::nullopt}}, &out);
  EXPECT_EQ(out.str(),
            "NAME          VALUE UNIT  AT MOST\n"
            "rss          38.500 MiB   64\n"
            "longer     1200.000 1/s\n");
}

TEST(PrintTest, JsonIsALineAFigure) {
  std::ostringstream out;
  PrintJson({{"rss", 38.5, "MiB", 64}, {"rate", 1200, "1/s", absl::nullopt}}, &out);
  EXPECT_EQ(out.str(),
            "{\"name\":\"rss\",\"value\":38.5,\"unit\":\"MiB\",\"limit\":64.0}\n"
            "{\"name\":\"rate\",\"value\":1200.0,\"unit\":\"1/s\"}\n");
}

}  // namespace
}  // namespace assay::bench

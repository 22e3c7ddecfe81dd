// Aggregates and the logic of what is unknown, against slow and simple oracles, over many random cases.
#include <algorithm>
#include <cstdlib>
#include <random>

#include "gtest/gtest.h"
#include "services/domain/labor_market/occupation_verdict.h"
#include "services/domain/labor_market/testing/labor_world.h"

namespace assay::domain {
namespace {

class LaborMarketPropertyTest : public testing::Test {
 protected:
  LaborMarketPropertyTest() {
    const char* given = std::getenv("ASSAY_SEED");
    uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
    RecordProperty("seed", absl::StrCat(seed));
    trace_.emplace(__FILE__, __LINE__, absl::StrCat("ASSAY_SEED=", seed));
    dice_.seed(seed);
  }

  int64_t Roll(int64_t low, int64_t high) { return std::uniform_int_distribution<int64_t>(low, high)(dice_); }
  bool Chance(int percent) { return Roll(1, 100) <= percent; }

  absl::optional<testing::ScopedTrace> trace_;
  std::mt19937_64 dice_;
};

TEST_F(LaborMarketPropertyTest, PercentilesAreThoseOfTheJobsWrittenOutOneByOne) {
  constexpr std::pair<api::WageStatistic, int> kFortieths[] = {{api::WAGE_STATISTIC_P10, 7},
                                                               {api::WAGE_STATISTIC_P25, 8},
                                                               {api::WAGE_STATISTIC_MEDIAN, 10},
                                                               {api::WAGE_STATISTIC_P75, 8},
                                                               {api::WAGE_STATISTIC_P90, 7}};
  for (int round = 0; round < 2'000; ++round) {
    std::vector<api::Occupation> rows(static_cast<size_t>(Roll(1, 5)));
    std::vector<int64_t> fortieths;
    for (api::Occupation& row : rows) {
      if (Chance(90)) row.set_employment(Roll(0, 5));
      if (Chance(90)) *row.mutable_annual_p10_wage() = Yearly(Roll(1, 9));
      if (Chance(90)) *row.mutable_annual_p25_wage() = Yearly(Roll(1, 9));
      if (Chance(90)) *row.mutable_annual_median_wage() = Yearly(Roll(1, 9));
      if (Chance(90)) *row.mutable_annual_p75_wage() = Yearly(Roll(1, 9));
      if (Chance(90)) *row.mutable_annual_p90_wage() = Yearly(Roll(1, 9));
      if (!row.has_employment() || !row.has_annual_median_wage()) continue;
      bool whole = row.has_annual_p10_wage() && row.has_annual_p25_wage() && row.has_annual_p75_wage() &&
                   row.has_annual_p90_wage();
      for (int64_t job = 0; job < row.employment(); ++job) {
        for (const auto& [statistic, count] : kFortieths) {
          int64_t wage = *WageCents(row, whole ? statistic : api::WAGE_STATISTIC_MEDIAN);
          fortieths.insert(fortieths.end(), static_cast<size_t>(count), wage);
        }
      }
    }
    std::sort(fortieths.begin(), fortieths.end());
    std::vector<const api::Occupation*> pointers;
    for (const api::Occupation& row : rows) pointers.push_back(&row);
    auto percentile = static_cast<int32_t>(Roll(1, 99));
    AreaFigure figure = WeightedWagePercentile(pointers, percentile);
    ASSERT_EQ(figure.known(), !fortieths.empty());
    if (fortieths.empty()) continue;
    size_t needed = (fortieths.size() * static_cast<size_t>(percentile) + 99) / 100;
    ASSERT_EQ(*figure.value, fortieths[needed - 1]) << percentile << " of " << fortieths.size();
  }
}

// A policy of criteria that are met, unmet or undecided, and of groups over them.
class RandomPolicy {
 public:
  template <class Roll>
  explicit RandomPolicy(Roll roll) {
    auto criteria = static_cast<int>(roll(1, 6));
    for (int i = 0; i < criteria; ++i) {
      api::LaborMarketCriterion* criterion = world.AddCriterion(absl::StrCat("c", i));
      criterion->set_informative(roll(1, 100) <= 15);
      criterion->set_unknown(api::UNKNOWN_FIGURE_UNDECIDED);
      int64_t kind = roll(0, 2);
      if (kind == 2) {
        criterion->mutable_job_zone()->set_at_least(1);  // which no row says
      } else {
        criterion->mutable_employment()->set_floor(kind == 1 ? 10 : 11);
      }
    }
    auto groups = static_cast<int>(roll(0, 4));
    for (int i = 0; i < groups; ++i) {
      api::CriterionGroup* group = world.policy.add_groups();
      group->set_id(absl::StrCat("g", i));
      group->set_rule(static_cast<api::CriterionGroupRule>(roll(0, 3)));
      group->set_informative(roll(1, 100) <= 15);
      for (int member = 0; member < criteria; ++member) {
        if (roll(0, 1) == 1) group->add_members(absl::StrCat("c", member));
      }
      for (int member = 0; member < i; ++member) {
        if (roll(0, 3) == 0) group->add_members(absl::StrCat("g", member));
      }
      if (group->members().empty()) group->add_members("c0");
      group->set_at_least(static_cast<int32_t>(roll(1, group->members_size())));
    }
    world.AddRow("NJ", "29-1141", 10);
  }

  // What is needed, when every undecided criterion is taken for `taken`.
  bool Holds(bool taken) const {
    std::map<std::string, bool> value;
    for (const api::LaborMarketCriterion& criterion : world.policy.criteria()) {
      value[criterion.id()] = criterion.has_job_zone() ? taken : criterion.employment().floor() <= 10;
    }
    std::map<std::string, bool> named;
    for (const api::CriterionGroup& group : world.policy.groups()) {
      int32_t passed = 0;
      for (const std::string& member : group.members()) {
        passed += value.at(member) ? 1 : 0;
        named[member] = true;
      }
      bool any = group.rule() == api::CRITERION_GROUP_RULE_ANY;
      bool at_least = group.rule() == api::CRITERION_GROUP_RULE_AT_LEAST;
      value[group.id()] = passed >= (any ? 1 : at_least ? group.at_least() : group.members_size());
    }
    bool all = true;
    for (const auto& item : world.policy.criteria()) all &= item.informative() || named[item.id()] || value[item.id()];
    for (const auto& item : world.policy.groups()) all &= item.informative() || named[item.id()] || value[item.id()];
    return all;
  }

  LaborWorld world;
};

TEST_F(LaborMarketPropertyTest, UndecidedIsWhatTheUnknownFiguresCouldTurn) {
  int undecided = 0;
  for (int round = 0; round < 5'000; ++round) {
    RandomPolicy random([this](int64_t low, int64_t high) { return Roll(low, high); });
    bool at_worst = random.Holds(false);
    bool at_best = random.Holds(true);
    api::Verdict expected = at_worst ? api::VERDICT_PASS : !at_best ? api::VERDICT_FAIL : api::VERDICT_UNDECIDED;
    undecided += expected == api::VERDICT_UNDECIDED ? 1 : 0;
    ASSERT_EQ(random.world.Ask({"29-1141"}).verdict, expected) << random.world.policy.DebugString();
  }
  EXPECT_GT(undecided, 100);
}

TEST_F(LaborMarketPropertyTest, TheOrderOfOccupationsDoesNotMatter) {
  const std::vector<std::string> codes = {"29-1141", "43-9061", "51-4121", "29-1171"};
  for (int round = 0; round < 1'000; ++round) {
    LaborWorld world;
    world.policy.set_occupation_match(Chance(50) ? api::OCCUPATION_MATCH_ALL : api::OCCUPATION_MATCH_ANY);
    for (const char* area : {"NJ", "NORTH", "SOUTH"}) {
      for (const std::string& code : codes) {
        if (Chance(70)) world.AddRow(area, code, Roll(0, 20));
      }
    }
    world.policy.add_regions("NORTH");
    world.policy.add_regions("SOUTH");
    api::LaborMarketCriterion* criterion = world.AddCriterion("jobs");
    criterion->mutable_employment()->set_floor(Roll(0, 20));
    criterion->set_unknown(static_cast<api::UnknownFigure>(Roll(0, 3)));
    std::vector<std::string> shuffled = codes;
    std::shuffle(shuffled.begin(), shuffled.end(), dice_);
    LaborMarketVerdict first = world.Ask(codes);
    LaborMarketVerdict second = world.Ask(shuffled);
    ASSERT_EQ(first.verdict, second.verdict);
    ASSERT_EQ(first.regions, second.regions);
    ASSERT_EQ(first.criteria, second.criteria);
  }
}

TEST_F(LaborMarketPropertyTest, AHigherWageNeverDropsAnOccupationFromAnAbsoluteFloor) {
  for (int round = 0; round < 1'000; ++round) {
    LaborWorld world;
    *world.AddCriterion("wage")->mutable_wage()->mutable_amount() = Yearly(Roll(1, 50));
    int64_t wage = Roll(1, 50);
    world.AddRow("NJ", "29-1141", 10, -1, wage);
    bool before = world.Ask({"29-1141"}).verdict == api::VERDICT_PASS;
    world.AddRow("NJ", "29-1141", 10, -1, wage + Roll(1, 50));
    bool after = world.Ask({"29-1141"}).verdict == api::VERDICT_PASS;
    ASSERT_TRUE(!before || after);
  }
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/decision/tiers.h"

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace assay::domain {
namespace {

class TiersTest : public testing::Test {
 protected:
  TiersTest() {
    facts_.proposal = &proposal_;
    facts_.credential = &credential_;
    facts_.endorsements = &endorsements_;
    facts_.item = &item_;
    facts_.validation = &policy_.validation();
  }

  void SetPolicy(const std::string& text) {
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &policy_));
  }
  Points Count() {
    trace_.Clear();
    return CountPoints(policy_, facts_, &trace_);
  }
  std::string TierId() {
    TierResult found = FindTier(policy_, Count(), facts_, &trace_);
    if (found.undecided) return "undecided";
    return found.tier == nullptr ? "none" : found.tier->id();
  }

  api::Policy policy_;
  api::Proposal proposal_;
  api::Credential credential_;
  std::vector<EndorsementFacts> endorsements_;
  ItemResult item_;
  ConditionFacts facts_;
  Trace trace_;
};

constexpr char kScores[] = R"pb(
  scores {
    id: "pay"
    bands {
      condition { id: "good" labor_market: "good-wage" }
      points: 2
    }
    bands {
      condition { id: "high" labor_market: "high-wage" unknown: UNKNOWN_FIGURE_UNDECIDED }
      points: 5
    }
  }
  scores {
    id: "carries"
    bands {
      condition { id: "portable" fact: FACT_PORTABLE }
      points: 1
    }
  }
)pb";

TEST_F(TiersTest, AScoreGivesItsBestBand) {
  SetPolicy(kScores);
  facts_.labor_market = {{"good-wage", api::VERDICT_PASS}, {"high-wage", api::VERDICT_FAIL}};
  EXPECT_EQ(Count().points, 2);
  EXPECT_EQ(Count().scores, 1);
  proposal_.set_portable(true);
  EXPECT_EQ(Count().points, 3);
  facts_.labor_market["high-wage"] = api::VERDICT_PASS;
  EXPECT_EQ(Count().points, 6);
  EXPECT_EQ(trace_.Get(trace_.size() - 1).input(), "6 points in 2 scores");
  EXPECT_FALSE(Count().undecided);
}

TEST_F(TiersTest, ABandLeftToPeopleLeavesThePointsOpenOnlyIfItGivesMore) {
  SetPolicy(kScores);
  facts_.labor_market = {{"good-wage", api::VERDICT_PASS}};
  EXPECT_EQ(Count().points, 2);
  EXPECT_TRUE(Count().undecided);
  policy_.mutable_scores(0)->mutable_bands(1)->set_points(2);
  EXPECT_FALSE(Count().undecided);
}

TEST_F(TiersTest, TheFirstTierThatIsReachedCounts) {
  SetPolicy(std::string(kScores) + R"pb(
    tiers {
      id: "gold"
      points { at_least: 6 }
    }
    tiers {
      id: "silver"
      points { at_least: 2 }
      scores { at_least: 2 }
    }
    tiers {
      id: "bronze"
      points { at_least: 1 }
    }
  )pb");
  facts_.labor_market = {{"good-wage", api::VERDICT_FAIL}, {"high-wage", api::VERDICT_FAIL}};
  EXPECT_EQ(TierId(), "none");
  facts_.labor_market["good-wage"] = api::VERDICT_PASS;
  EXPECT_EQ(TierId(), "bronze") << "one score short of silver";
  proposal_.set_portable(true);
  EXPECT_EQ(TierId(), "silver") << "three points are short of gold";
  facts_.labor_market["high-wage"] = api::VERDICT_PASS;
  EXPECT_EQ(TierId(), "gold") << "exactly six points";
}

TEST_F(TiersTest, ATierThatDependsOnPeopleIsUndecided) {
  SetPolicy(std::string(kScores) + R"pb(
    tiers {
      id: "gold"
      points { at_least: 5 }
    }
    tiers { id: "silver" }
  )pb");
  facts_.labor_market = {{"good-wage", api::VERDICT_PASS}};
  EXPECT_EQ(TierId(), "undecided");
  facts_.labor_market["high-wage"] = api::VERDICT_FAIL;
  EXPECT_EQ(TierId(), "silver");
}

TEST_F(TiersTest, EveryConditionOfATierMustBeMet) {
  SetPolicy(R"pb(
    tiers {
      id: "gold"
      conditions { id: "a" fact: FACT_PORTABLE }
      conditions { id: "b" fact: FACT_STACKABLE }
    }
  )pb");
  proposal_.set_portable(true);
  EXPECT_EQ(TierId(), "none");
  proposal_.set_stackable(true);
  EXPECT_EQ(TierId(), "gold");
}

TEST_F(TiersTest, WithoutScoresThereAreNoPointsAndNoSteps) {
  EXPECT_EQ(Count().points, 0);
  EXPECT_TRUE(trace_.empty());
}

}  // namespace
}  // namespace assay::domain

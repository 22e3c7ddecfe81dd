#include "services/domain/decision/gates.h"

#include "gtest/gtest.h"
#include "services/domain/decision/exact.h"

namespace assay::domain {
namespace {

api::Money Wage(int64_t cents, api::Period period = api::PERIOD_YEAR) {
  api::Money money;
  money.set_cents(cents);
  money.set_period(period);
  return money;
}

api::LaborMarketGate* AddGate(const std::string& id, api::Policy* policy) {
  api::LaborMarketGate* gate = policy->add_gates();
  gate->set_id(id);
  gate->set_area("NJ");
  return gate;
}

void AddWageGate(int64_t floor_cents, api::Policy* policy) {
  *AddGate("wage", policy)->mutable_wage_floor()->mutable_floor() = Wage(floor_cents);
}

// One gate, one occupation.
struct Asked {
  bool passed;
  api::TraceStep step;
};

Asked Ask(const api::Policy& policy, const api::Occupation* facts) {
  Trace trace;
  bool passed = PassesGates(policy, {{"29-1141", {facts}}}, &trace);
  return {passed, trace.Get(0)};
}

TEST(WageGate, IsPassedAtTheFloorAndNotACentBelow) {
  api::Policy policy;
  AddWageGate(4'000'000, &policy);
  api::Occupation facts;
  *facts.mutable_annual_median_wage() = Wage(4'000'000);
  EXPECT_TRUE(Ask(policy, &facts).passed);
  *facts.mutable_annual_median_wage() = Wage(3'999'999);
  Asked below = Ask(policy, &facts);
  EXPECT_FALSE(below.passed);
  EXPECT_EQ(below.step.criterion(), "wage");
  EXPECT_EQ(below.step.subject(), "occupation 29-1141, NJ");
  EXPECT_EQ(below.step.input(), "median wage of $39,999.99 by the year");
  EXPECT_EQ(below.step.threshold(), "median wage of at least $40,000.00 by the year");
  EXPECT_EQ(below.step.verdict(), api::VERDICT_FAIL);
}

TEST(WageGate, BringsHourlyWagesToTheYearOnEitherSide) {
  api::Policy policy;
  AddWageGate(5'200'000, &policy);
  api::Occupation facts;
  *facts.mutable_annual_median_wage() = Wage(2500, api::PERIOD_HOUR);
  EXPECT_TRUE(Ask(policy, &facts).passed);
  *facts.mutable_annual_median_wage() = Wage(2499, api::PERIOD_HOUR);
  EXPECT_FALSE(Ask(policy, &facts).passed);
  *policy.mutable_gates(0)->mutable_wage_floor()->mutable_floor() = Wage(2499, api::PERIOD_HOUR);
  EXPECT_TRUE(Ask(policy, &facts).passed);
}

TEST(WageGate, CanLookAtTheLowerQuartile) {
  api::Policy policy;
  AddWageGate(3'000'000, &policy);
  policy.mutable_gates(0)->mutable_wage_floor()->set_statistic(api::WAGE_STATISTIC_P25);
  api::Occupation facts;
  *facts.mutable_annual_median_wage() = Wage(9'000'000);
  EXPECT_EQ(Ask(policy, &facts).step.verdict(), api::VERDICT_UNKNOWN_FAILS);
  *facts.mutable_annual_p25_wage() = Wage(3'000'000);
  EXPECT_TRUE(Ask(policy, &facts).passed);
}

TEST(CountGates, AreInclusive) {
  api::Policy openings;
  AddGate("openings", &openings)->set_annual_openings_floor(1200);
  api::Policy jobs;
  AddGate("jobs", &jobs)->set_employment_floor(1200);
  api::Occupation facts;
  facts.set_annual_openings(1200);
  facts.set_employment(1199);
  EXPECT_TRUE(Ask(openings, &facts).passed);
  EXPECT_EQ(Ask(openings, &facts).step.input(), "1,200 annual openings");
  EXPECT_FALSE(Ask(jobs, &facts).passed);
  facts.set_annual_openings(0);
  EXPECT_EQ(Ask(openings, &facts).step.verdict(), api::VERDICT_FAIL) << "0 is a figure, not an unknown one";
}

TEST(GrowthGate, ComparesFractions) {
  api::Policy policy;
  *AddGate("growth", &policy)->mutable_growth_floor() = MakeRatio(1, 20);
  api::Occupation facts;
  *facts.mutable_growth() = MakeRatio(50, 1000);
  EXPECT_TRUE(Ask(policy, &facts).passed);
  *facts.mutable_growth() = MakeRatio(49, 1000);
  EXPECT_FALSE(Ask(policy, &facts).passed);
  *facts.mutable_growth() = MakeRatio(0, 0);
  EXPECT_EQ(Ask(policy, &facts).step.verdict(), api::VERDICT_UNKNOWN_FAILS);
}

TEST(ProjectionGates, AProjectionOfTheNationIsUnknownOfTheState) {
  api::Policy growth;
  *AddGate("growth", &growth)->mutable_growth_floor() = MakeRatio(1, 20);
  api::Policy openings;
  AddGate("openings", &openings)->set_annual_openings_floor(1);
  api::Occupation facts;
  *facts.mutable_growth() = MakeRatio(1, 10);
  facts.set_annual_openings(9);
  facts.set_projection_area("US");
  EXPECT_EQ(Ask(growth, &facts).step.verdict(), api::VERDICT_UNKNOWN_FAILS);
  EXPECT_EQ(Ask(openings, &facts).step.verdict(), api::VERDICT_UNKNOWN_FAILS);
  facts.set_projection_area(growth.gates(0).area());
  EXPECT_TRUE(Ask(growth, &facts).passed);
  EXPECT_TRUE(Ask(openings, &facts).passed);
}

TEST(EducationGate, FollowsTheOrder) {
  api::Policy policy;
  AddGate("education", &policy)->set_education_floor(api::EDUCATION_POSTSECONDARY_NONDEGREE);
  api::Occupation facts;
  EXPECT_EQ(Ask(policy, &facts).step.verdict(), api::VERDICT_UNKNOWN_FAILS);
  facts.set_typical_education(api::EDUCATION_SOME_COLLEGE);
  EXPECT_FALSE(Ask(policy, &facts).passed);
  facts.set_typical_education(api::EDUCATION_ASSOCIATE);
  Asked asked = Ask(policy, &facts);
  EXPECT_TRUE(asked.passed);
  EXPECT_EQ(asked.step.input(), "typical education: associate's degree");
}

TEST(UnknownFigures, FailUnlessThePolicyLetsThemPass) {
  api::Policy policy;
  AddWageGate(1, &policy);
  EXPECT_FALSE(Ask(policy, nullptr).passed);
  EXPECT_EQ(Ask(policy, nullptr).step.verdict(), api::VERDICT_UNKNOWN_FAILS);
  policy.mutable_gates(0)->set_unknown(api::UNKNOWN_FIGURE_FAILS);
  EXPECT_FALSE(Ask(policy, nullptr).passed);
  policy.mutable_gates(0)->set_unknown(api::UNKNOWN_FIGURE_PASSES);
  EXPECT_TRUE(Ask(policy, nullptr).passed);
  EXPECT_EQ(Ask(policy, nullptr).step.verdict(), api::VERDICT_UNKNOWN_PASSES);
  EXPECT_EQ(Ask(policy, nullptr).step.input(), "unknown: no figures");
}

TEST(UnknownFigures, AreWhatAGateThatAsksNothingHas) {
  api::Policy policy;
  AddGate("nothing", &policy);
  api::Occupation facts;
  EXPECT_EQ(Ask(policy, &facts).step.verdict(), api::VERDICT_UNKNOWN_FAILS);
}

TEST(UnknownFigures, AreAllThatAProposalWithoutOccupationsHas) {
  api::Policy policy;
  AddWageGate(1, &policy);
  Trace trace;
  EXPECT_FALSE(PassesGates(policy, {}, &trace));
  EXPECT_EQ(trace.Get(0).subject(), "no occupation stated, NJ");
  policy.mutable_gates(0)->set_unknown(api::UNKNOWN_FIGURE_PASSES);
  EXPECT_TRUE(PassesGates(policy, {}, &trace));
}

class SeveralOccupations : public testing::Test {
 protected:
  SeveralOccupations() {
    AddWageGate(4'000'000, &policy_);
    AddGate("openings", &policy_)->set_annual_openings_floor(100);
    *rich_and_rare_.mutable_annual_median_wage() = Wage(9'000'000);
    rich_and_rare_.set_annual_openings(1);
    *poor_and_many_.mutable_annual_median_wage() = Wage(2'000'000);
    poor_and_many_.set_annual_openings(900);
    *good_.mutable_annual_median_wage() = Wage(5'000'000);
    good_.set_annual_openings(500);
  }

  bool Passes(const std::vector<const api::Occupation*>& occupations) {
    std::vector<OccupationFacts> facts;
    for (const api::Occupation* occupation : occupations) facts.push_back({"11-1011", {occupation, occupation}});
    trace_.Clear();
    return PassesGates(policy_, facts, &trace_);
  }

  api::Policy policy_;
  api::Occupation rich_and_rare_, poor_and_many_, good_;
  Trace trace_;
};

TEST_F(SeveralOccupations, AnyNeedsOneThatPassesEveryGate) {
  EXPECT_FALSE(Passes({&rich_and_rare_, &poor_and_many_})) << "each gate is passed by one, no one passes both";
  EXPECT_TRUE(Passes({&rich_and_rare_, &good_}));
  policy_.set_occupation_match(api::OCCUPATION_MATCH_ANY);
  EXPECT_TRUE(Passes({&good_, &poor_and_many_}));
}

TEST_F(SeveralOccupations, AllNeedsEveryOne) {
  policy_.set_occupation_match(api::OCCUPATION_MATCH_ALL);
  EXPECT_FALSE(Passes({&rich_and_rare_, &good_}));
  EXPECT_EQ(trace_.Get(4).input(), "1 of 2 occupations passing every gate");
  EXPECT_EQ(trace_.Get(4).threshold(), "all 2");
  EXPECT_TRUE(Passes({&good_, &good_}));
}

TEST_F(SeveralOccupations, EveryGateOfEveryOneIsTraced) {
  Passes({&rich_and_rare_, &poor_and_many_, &good_});
  ASSERT_EQ(trace_.size(), 7);
  EXPECT_EQ(trace_.Get(6).criterion(), "occupations");
  EXPECT_EQ(trace_.Get(6).threshold(), "at least 1");
}

TEST(PassesGates, APolicyWithoutGatesAsksNothing) {
  Trace trace;
  EXPECT_TRUE(PassesGates(api::Policy(), {}, &trace));
  EXPECT_TRUE(trace.empty());
}

TEST(OccupationCodes, AreTheProposalsOrElseTheCredentials) {
  api::Proposal proposal;
  api::Credential credential;
  credential.add_soc_codes("15-1212");
  EXPECT_EQ(OccupationCodes(proposal, credential).Get(0), "15-1212");
  proposal.add_soc_codes("29-1141");
  EXPECT_EQ(OccupationCodes(proposal, credential).Get(0), "29-1141");
}

}  // namespace
}  // namespace assay::domain

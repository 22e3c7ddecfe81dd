#include "services/domain/labor_market/evaluate.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/labor_market/local_exception.h"
#include "services/domain/labor_market/testing/labor_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

constexpr char kNurse[] = "29-1141";
constexpr char kClerk[] = "43-9061";
constexpr char kRare[] = "29-1171";  // no wage is known

class EvaluateTest : public testing::Test {
 protected:
  EvaluateTest() {
    world_.AddRow("NJ", kNurse, 30, 60'000, 55'000)->set_annual_openings(500);
    world_.AddRow("NJ", kClerk, 10, 40'000, 38'000)->set_annual_openings(900);
    world_.AddRow("NJ", kRare, 10)->set_annual_openings(3);
    *world_.AddCriterion("wage")->mutable_wage()->mutable_amount() = Yearly(50'000);
    world_.AddCriterion("openings")->mutable_annual_openings()->set_floor(100);
  }

  api::LaborMarketCriterion* wage() { return world_.policy.mutable_criteria(0); }

  api::CriterionGroup* AddGroup(const std::string& id, api::CriterionGroupRule rule,
                                const std::vector<std::string>& members) {
    api::CriterionGroup* group = world_.policy.add_groups();
    group->set_id(id);
    group->set_rule(rule);
    for (const std::string& member : members) group->add_members(member);
    return group;
  }

  api::LocalException* AddException(const std::string& soc_code, const std::string& cip_code,
                                    const std::string& region) {
    api::LocalException* exception = world_.policy.add_local_exceptions();
    exception->set_soc_code(soc_code);
    exception->set_cip_code(cip_code);
    exception->set_region(region);
    exception->set_reason("Local hospital opens.");
    exception->set_source("Board, 2026-05-01");
    return exception;
  }

  LaborMarketVerdict AskIn(const std::string& region, const std::string& soc_code) {
    LaborMarketQuestion question;
    question.soc_codes = {soc_code};
    question.region = region;
    question.date = "2027-01-15";
    return world_.Ask(question);
  }

  LaborWorld world_;
};

TEST_F(EvaluateTest, EveryCriterionMustBeMetAndIsTraced) {
  LaborMarketVerdict verdict = world_.Ask({kNurse});
  EXPECT_EQ(verdict.verdict, api::VERDICT_PASS);
  EXPECT_FALSE(verdict.by_exception);
  EXPECT_THAT(verdict.criteria,
              UnorderedElementsAre(Pair("wage", api::VERDICT_PASS), Pair("openings", api::VERDICT_PASS)));
  ASSERT_EQ(world_.trace.size(), 4);
  EXPECT_EQ(StepText(world_.trace.Get(0)),
            "wage|occupation 29-1141, NJ|median wage of $55,000.00 by the year|median wage of at least $50,000.00 by "
            "the year|VERDICT_PASS");
  EXPECT_EQ(StepText(world_.trace.Get(2)),
            "occupation|occupation 29-1141, NJ|everything needed is met|everything needed is met|VERDICT_PASS");
  EXPECT_EQ(StepText(world_.trace.Get(3)),
            "occupations|all occupations together|1 of 1 occupation in|at least 1|VERDICT_PASS");
  EXPECT_EQ(world_.Ask({kClerk}).verdict, api::VERDICT_FAIL);
  EXPECT_THAT(world_.Step("occupation"), HasSubstr("not met: wage"));
}

TEST_F(EvaluateTest, AnUnknownFigureDoesWhatThePolicySays) {
  world_.policy.mutable_criteria(1)->mutable_annual_openings()->set_floor(1);
  EXPECT_EQ(world_.Ask({kRare}).verdict, api::VERDICT_FAIL) << "unspecified fails";
  EXPECT_THAT(world_.Step("wage"), HasSubstr("VERDICT_UNKNOWN_FAILS"));
  wage()->set_unknown(api::UNKNOWN_FIGURE_FAILS);
  EXPECT_EQ(world_.Ask({kRare}).verdict, api::VERDICT_FAIL);
  wage()->set_unknown(api::UNKNOWN_FIGURE_PASSES);
  EXPECT_EQ(world_.Ask({kRare}).verdict, api::VERDICT_PASS);
  EXPECT_THAT(world_.Step("wage"), HasSubstr("VERDICT_UNKNOWN_PASSES"));
  wage()->set_unknown(api::UNKNOWN_FIGURE_UNDECIDED);
  EXPECT_EQ(world_.Ask({kRare}).verdict, api::VERDICT_UNDECIDED);
  EXPECT_THAT(world_.Step("wage"), HasSubstr("VERDICT_UNDECIDED"));
  EXPECT_THAT(world_.Step("occupation"), HasSubstr("unknown: wage"));
}

TEST_F(EvaluateTest, WhatIsUndecidedFailsWhenAnotherCriterionFails) {
  wage()->set_unknown(api::UNKNOWN_FIGURE_UNDECIDED);
  EXPECT_EQ(world_.Ask({kRare}).verdict, api::VERDICT_FAIL) << "3 openings are too few, whatever the wage";
  EXPECT_THAT(world_.Step("occupation"), HasSubstr("not met: openings; unknown: wage"));
}

TEST_F(EvaluateTest, InformativeCriteriaAreShownAndNotNeeded) {
  wage()->set_informative(true);
  LaborMarketVerdict verdict = world_.Ask({kClerk});
  EXPECT_EQ(verdict.verdict, api::VERDICT_PASS);
  EXPECT_EQ(verdict.criteria.at("wage"), api::VERDICT_FAIL);
  EXPECT_NE(world_.Step("wage"), "");
}

TEST_F(EvaluateTest, GroupsAreAnyAllOrAtLeast) {
  world_.AddCriterion("jobs")->mutable_employment()->set_floor(20);
  AddGroup("any", api::CRITERION_GROUP_RULE_ANY, {"wage", "openings", "jobs"});
  EXPECT_EQ(world_.Ask({kClerk}).verdict, api::VERDICT_PASS);
  EXPECT_EQ(world_.Step("any"),
            "any|occupation 43-9061, NJ|1 of 3 met|at least 1 of wage, openings, jobs|VERDICT_PASS");
  world_.policy.mutable_groups(0)->set_rule(api::CRITERION_GROUP_RULE_AT_LEAST);
  world_.policy.mutable_groups(0)->set_at_least(2);
  EXPECT_EQ(world_.Ask({kClerk}).verdict, api::VERDICT_FAIL);
  EXPECT_EQ(world_.Ask({kNurse}).verdict, api::VERDICT_PASS);
  world_.policy.mutable_groups(0)->set_rule(api::CRITERION_GROUP_RULE_ALL);
  EXPECT_EQ(world_.Ask({kNurse}).verdict, api::VERDICT_PASS);
  world_.policy.mutable_criteria(2)->mutable_employment()->set_floor(31);
  EXPECT_EQ(world_.Ask({kNurse}).verdict, api::VERDICT_FAIL);
}

TEST_F(EvaluateTest, AGroupIsUndecidedWhenTheUnknownFigureWouldTurnIt) {
  wage()->set_unknown(api::UNKNOWN_FIGURE_UNDECIDED);
  AddGroup("either", api::CRITERION_GROUP_RULE_ANY, {"wage", "openings"});
  EXPECT_EQ(world_.Ask({kRare}).verdict, api::VERDICT_UNDECIDED);
  EXPECT_THAT(world_.Step("either"), HasSubstr("0 of 2 met, 1 undecided"));
  world_.policy.mutable_criteria(1)->mutable_annual_openings()->set_floor(3);
  EXPECT_EQ(world_.Ask({kRare}).verdict, api::VERDICT_PASS) << "the other one suffices";
  world_.policy.mutable_groups(0)->set_rule(api::CRITERION_GROUP_RULE_ALL);
  EXPECT_EQ(world_.Ask({kRare}).verdict, api::VERDICT_UNDECIDED);
}

TEST_F(EvaluateTest, GroupsOfGroups) {
  AddGroup("both", api::CRITERION_GROUP_RULE_ALL, {"wage", "openings"});
  world_.AddCriterion("zone")->mutable_job_zone()->set_at_least(4);
  AddGroup("good", api::CRITERION_GROUP_RULE_ANY, {"both", "zone"});
  LaborMarketVerdict verdict = world_.Ask({kNurse});
  EXPECT_EQ(verdict.verdict, api::VERDICT_PASS);
  EXPECT_EQ(verdict.criteria.at("both"), api::VERDICT_PASS);
  EXPECT_EQ(world_.Ask({kClerk}).verdict, api::VERDICT_FAIL);
  EXPECT_THAT(world_.Step("occupation"), HasSubstr("not met: good"));
}

TEST_F(EvaluateTest, SeveralOccupationsByTheMatchRule) {
  EXPECT_EQ(world_.Ask({kClerk, kNurse}).verdict, api::VERDICT_PASS);
  world_.policy.set_occupation_match(api::OCCUPATION_MATCH_ALL);
  LaborMarketVerdict verdict = world_.Ask({kClerk, kNurse});
  EXPECT_EQ(verdict.verdict, api::VERDICT_FAIL);
  EXPECT_EQ(verdict.criteria.at("wage"), api::VERDICT_FAIL);
  EXPECT_EQ(verdict.criteria.at("openings"), api::VERDICT_PASS);
  EXPECT_THAT(world_.Step("occupations"), HasSubstr("1 of 2 occupations in|all 2|VERDICT_FAIL"));
  EXPECT_EQ(world_.Ask({kNurse, kNurse}).verdict, api::VERDICT_PASS);
}

TEST_F(EvaluateTest, UndecidedTogether) {
  wage()->set_unknown(api::UNKNOWN_FIGURE_UNDECIDED);
  world_.policy.mutable_criteria(1)->mutable_annual_openings()->set_floor(3);
  EXPECT_EQ(world_.Ask({kRare, kNurse}).verdict, api::VERDICT_PASS);
  EXPECT_EQ(world_.Ask({kRare, kClerk}).verdict, api::VERDICT_UNDECIDED);
  world_.policy.set_occupation_match(api::OCCUPATION_MATCH_ALL);
  EXPECT_EQ(world_.Ask({kRare, kNurse}).verdict, api::VERDICT_UNDECIDED);
  EXPECT_EQ(world_.Ask({kRare, kClerk}).verdict, api::VERDICT_FAIL);
}

TEST_F(EvaluateTest, AProposalWithoutOccupations) {
  EXPECT_EQ(world_.Ask(std::vector<std::string>()).verdict, api::VERDICT_FAIL);
  EXPECT_THAT(world_.Step("occupations"), HasSubstr("no occupation stated|unknown"));
  world_.policy.set_without_occupations(api::UNKNOWN_FIGURE_UNDECIDED);
  EXPECT_EQ(world_.Ask(std::vector<std::string>()).verdict, api::VERDICT_UNDECIDED);
  world_.policy.set_without_occupations(api::UNKNOWN_FIGURE_PASSES);
  LaborMarketVerdict verdict = world_.Ask(std::vector<std::string>());
  EXPECT_EQ(verdict.verdict, api::VERDICT_PASS);
  EXPECT_EQ(verdict.criteria.at("wage"), api::VERDICT_PASS);
}

TEST_F(EvaluateTest, APolicyThatAsksNothingLetsEverythingPass) {
  world_.policy.Clear();
  EXPECT_EQ(world_.Ask({kClerk}).verdict, api::VERDICT_PASS);
  EXPECT_THAT(world_.trace, IsEmpty());
}

TEST_F(EvaluateTest, ACodeOfAnotherEditionIsFoundThroughTheCrosswalk) {
  world_.AddCrosswalk("soc", api::CODE_SCHEME_SOC_2010, api::CODE_SCHEME_SOC_2018,
                      {{"29-1111", kNurse}, {"43-9199", kClerk}, {"43-9199", kNurse}});
  LaborMarketQuestion question;
  question.soc_codes = {"29-1111"};
  question.soc_version = api::SOC_VERSION_2010;
  EXPECT_EQ(world_.Ask(question).verdict, api::VERDICT_PASS);
  EXPECT_EQ(world_.Step("crosswalk"),
            "crosswalk|occupation 29-1111|29-1141, by crosswalk soc|a code of SOC 2018|VERDICT_PASS");
  EXPECT_THAT(world_.Step("wage"), HasSubstr("occupation 29-1141, NJ"));
  question.soc_codes = {"43-9199"};
  EXPECT_EQ(world_.Ask(question).verdict, api::VERDICT_PASS) << "one of the two it leads to";
  world_.policy.set_crosswalk_match(api::OCCUPATION_MATCH_ALL);
  EXPECT_EQ(world_.Ask(question).verdict, api::VERDICT_FAIL);
}

TEST_F(EvaluateTest, WithoutACrosswalkTheFiguresOfAnotherEditionAreUnknown) {
  LaborMarketQuestion question;
  question.soc_codes = {kNurse};  // the same digits are in the dataset
  question.soc_version = api::SOC_VERSION_2010;
  wage()->set_unknown(api::UNKNOWN_FIGURE_UNDECIDED);
  world_.policy.mutable_criteria(1)->set_unknown(api::UNKNOWN_FIGURE_UNDECIDED);
  EXPECT_EQ(world_.Ask(question).verdict, api::VERDICT_UNDECIDED);
  EXPECT_THAT(world_.Step("crosswalk"), HasSubstr("unknown: no crosswalk from SOC 2010 to SOC 2018 is named"));
  EXPECT_THAT(world_.Step("wage"), HasSubstr("unknown: no figures of this occupation in NJ"));
}

TEST_F(EvaluateTest, OccupationsOfProgramsOnlyWhenThePolicyTakesThem) {
  world_.AddCrosswalk("cip", api::CODE_SCHEME_CIP_2020, api::CODE_SCHEME_SOC_2018, {{"51.3801", kNurse}});
  LaborMarketQuestion question;
  question.cip_codes = {"51.3801"};
  EXPECT_EQ(world_.Ask(question).verdict, api::VERDICT_FAIL);
  world_.policy.set_occupations_from_programs(true);
  EXPECT_EQ(world_.Ask(question).verdict, api::VERDICT_PASS);
  EXPECT_THAT(world_.Step("crosswalk"), HasSubstr("program 51.3801|29-1141, by crosswalk cip"));
  question.soc_codes = {kClerk};
  EXPECT_EQ(world_.Ask(question).verdict, api::VERDICT_FAIL) << "its own occupations come first";
}

TEST_F(EvaluateTest, RegionalFiguresOrTheStates) {
  world_.AddRow("NORTH", kClerk, 5, 60'000, 58'000);
  EXPECT_EQ(AskIn("NORTH", kClerk).verdict, api::VERDICT_FAIL) << "openings of the region are unknown";
  EXPECT_EQ(AskIn("NORTH", kClerk).criteria.at("wage"), api::VERDICT_PASS);
  world_.policy.set_region_figures(api::REGION_FIGURES_REGION_ELSE_STATE);
  EXPECT_EQ(AskIn("NORTH", kClerk).verdict, api::VERDICT_PASS);
  EXPECT_THAT(world_.Step("openings"), HasSubstr("900 annual openings; of NJ, because NORTH has no such figure"));
  world_.policy.set_region_figures(api::REGION_FIGURES_STATE);
  EXPECT_EQ(AskIn("NORTH", kClerk).verdict, api::VERDICT_FAIL);
  EXPECT_THAT(world_.Step("wage"), HasSubstr("$38,000.00"));
}

TEST_F(EvaluateTest, ARegionMayBeWrittenOutAndBeASlugInTheDataset) {
  world_.AddRow("cape-may", kClerk, 5, 60'000, 58'000)->set_annual_openings(100);
  EXPECT_EQ(AskIn("Cape May", kClerk).verdict, api::VERDICT_PASS);
}

TEST_F(EvaluateTest, ACriterionMayAskOfItsOwnArea) {
  world_.AddRow("US", kClerk)->set_annual_openings(7);
  world_.policy.mutable_criteria(1)->set_area("US");
  world_.Ask({kClerk});
  EXPECT_THAT(world_.Step("openings"), HasSubstr("occupation 43-9061, US|7 annual openings"));
}

TEST_F(EvaluateTest, WhatIsNotInStatewideMayBeInForRegions) {
  world_.AddRow("NORTH", kClerk, 5, 60'000, 58'000)->set_annual_openings(100);
  world_.AddRow("SOUTH", kClerk, 5, 60'000, 30'000)->set_annual_openings(100);
  world_.policy.add_regions("SOUTH");
  world_.policy.add_regions("NORTH");
  LaborMarketVerdict verdict = world_.Ask({kClerk});
  EXPECT_EQ(verdict.verdict, api::VERDICT_FAIL);
  EXPECT_THAT(verdict.regions, ElementsAre("NORTH"));
  EXPECT_THAT(world_.Step("region"), HasSubstr("occupation 43-9061, SOUTH|not met: wage"));
  EXPECT_THAT(world_.Step("occupations"), HasSubstr("in for NORTH"));
  EXPECT_THAT(world_.Ask({kNurse}).regions, IsEmpty()) << "it is in everywhere";
  world_.policy.set_occupation_match(api::OCCUPATION_MATCH_ALL);
  EXPECT_THAT(world_.Ask({kClerk, kNurse}).regions, ElementsAre("NORTH"));
  EXPECT_THAT(world_.Ask({kClerk, kRare}).regions, IsEmpty()) << "one of them is in nowhere";
}

TEST_F(EvaluateTest, AnExceptionSpeaksInItsRegion) {
  AddException(kClerk, "", "ATLANTIC");
  LaborMarketVerdict there = AskIn("Atlantic", kClerk);
  EXPECT_EQ(there.verdict, api::VERDICT_PASS);
  EXPECT_TRUE(there.by_exception);
  EXPECT_EQ(there.criteria.at("wage"), api::VERDICT_FAIL) << "figures are shown as they are";
  EXPECT_EQ(world_.Step("local-exception"),
            "local-exception|occupation 43-9061, ATLANTIC|Local hospital opens. (Board, 2026-05-01)|an exception that "
            "is in force|VERDICT_PASS");
  EXPECT_EQ(AskIn("CAMDEN", kClerk).verdict, api::VERDICT_FAIL);
  LaborMarketVerdict statewide = world_.Ask({kClerk});
  EXPECT_EQ(statewide.verdict, api::VERDICT_FAIL);
  EXPECT_THAT(statewide.regions, ElementsAre("ATLANTIC"));
  EXPECT_FALSE(AskIn("ATLANTIC", kNurse).by_exception);
}

TEST_F(EvaluateTest, AnExceptionEndsWithItsLastDay) {
  AddException(kClerk, "", "")->set_until_date("2027-01-15");
  EXPECT_EQ(world_.Ask({kClerk}).verdict, api::VERDICT_PASS) << "the last day counts";
  world_.policy.mutable_local_exceptions(0)->set_until_date("2027-01-14");
  EXPECT_EQ(world_.Ask({kClerk}).verdict, api::VERDICT_FAIL);
  EXPECT_THAT(world_.Step("local-exception"),
              HasSubstr("ended after 2027-01-14)|an exception that is in force|VERDICT_FAIL"));
}

TEST_F(EvaluateTest, ManyExceptionsCountAndSomeAreShown) {
  for (int i = 0; i < 40; ++i) AddException(kClerk, "", absl::StrCat("COUNTY-", i));
  LaborMarketVerdict verdict = world_.Ask({kClerk});
  EXPECT_EQ(verdict.regions.size(), 40u);
  EXPECT_EQ(std::count_if(world_.trace.begin(), world_.trace.end(),
                          [](const api::TraceStep& step) { return step.criterion() == "local-exception"; }),
            kExceptionStepsMax);
}

TEST_F(EvaluateTest, AnExceptionForAProgram) {
  AddException("", "51.0709", "ATLANTIC");
  LaborMarketQuestion question;
  question.soc_codes = {kClerk};
  question.region = "ATLANTIC";
  question.date = "2027-01-15";
  EXPECT_EQ(world_.Ask(question).verdict, api::VERDICT_FAIL);
  question.cip_codes = {"51.0709"};
  EXPECT_EQ(world_.Ask(question).verdict, api::VERDICT_PASS);
  EXPECT_THAT(world_.Step("occupations"), HasSubstr("an exception speaks for it"));
  question.soc_codes.clear();
  EXPECT_EQ(world_.Ask(question).verdict, api::VERDICT_PASS) << "whatever the occupations";
  question.region.clear();
  EXPECT_THAT(world_.Ask(question).regions, ElementsAre("ATLANTIC"));
}

TEST_F(EvaluateTest, AnExceptionForAnOccupationOfAProgramNeedsBoth) {
  AddException(kClerk, "51.0709", "");
  EXPECT_EQ(world_.Ask({kClerk}).verdict, api::VERDICT_FAIL);
  LaborMarketQuestion question;
  question.soc_codes = {kClerk};
  question.cip_codes = {"51.0709"};
  EXPECT_EQ(world_.Ask(question).verdict, api::VERDICT_PASS);
}

TEST_F(EvaluateTest, AnExceptionInAnotherEditionIsFoundThroughTheCrosswalk) {
  world_.AddCrosswalk("soc", api::CODE_SCHEME_SOC_2010, api::CODE_SCHEME_SOC_2018, {{"43-9199", kClerk}});
  AddException("43-9199", "", "")->set_soc_version(api::SOC_VERSION_2010);
  EXPECT_EQ(world_.Ask({kClerk}).verdict, api::VERDICT_PASS);
}

TEST_F(EvaluateTest, OneOccupationEndsWithItsOwnStep) {
  LaborMarketQuestion question;
  question.soc_codes = {kClerk};
  LaborMarketFacts facts = world_.Facts();
  Trace trace;
  EXPECT_EQ(EvaluateOccupation(world_.policy, question, &facts, &trace).verdict, api::VERDICT_FAIL);
  EXPECT_EQ(trace.rbegin()->criterion(), "occupation");
}

TEST_F(EvaluateTest, ATraceIsBounded) {
  for (int i = 0; i < 36; ++i) *world_.AddCriterion(absl::StrCat("c", i))->mutable_wage() = wage()->wage();
  std::vector<std::string> codes(20, kNurse);
  EXPECT_EQ(world_.Ask(codes).verdict, api::VERDICT_PASS);
  EXPECT_LE(world_.trace.size(), kLaborMarketStepsMax + 80);
  EXPECT_EQ(world_.trace.rbegin()->criterion(), "occupations");
}

TEST_F(EvaluateTest, ATraceIsBoundedAlsoWhenACodeLeadsToMany) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (int i = 0; i < 300; ++i) pairs.emplace_back("51.3801", absl::StrCat("29-", 1000 + i));
  world_.AddCrosswalk("cip", api::CODE_SCHEME_CIP_2020, api::CODE_SCHEME_SOC_2018, pairs);
  world_.policy.set_occupations_from_programs(true);
  LaborMarketQuestion question;
  question.cip_codes = {"51.3801"};
  EXPECT_EQ(world_.Ask(question).verdict, api::VERDICT_PASS) << "29-1141 is among them";
  EXPECT_LE(world_.trace.size(), kOccupationStepsMax + 1);
  EXPECT_THAT(world_.Step("crosswalk"), HasSubstr("29-1019 and 280 more, by crosswalk cip"));
  EXPECT_THAT(world_.Step("occupations"), HasSubstr("1 of 300 occupations in"));
}

TEST_F(EvaluateTest, NoDatasetIsNoFigures) {
  auto facts = LaborMarketFacts::Open("", {}, &world_.state.scan);
  ASSERT_TRUE(facts.ok());
  LaborMarketQuestion question;
  question.soc_codes = {kNurse};
  Trace trace;
  EXPECT_EQ(EvaluateLaborMarket(world_.policy, question, &*facts, &trace).verdict, api::VERDICT_FAIL);
  EXPECT_EQ(trace.Get(0).verdict(), api::VERDICT_UNKNOWN_FAILS);
}

TEST_F(EvaluateTest, FactsNeedWhatTheyAreNamed) {
  const ScanView* view = &world_.state.scan;
  EXPECT_EQ(LaborMarketFacts::Open("states/nj/datasets/none", {}, view).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(LaborMarketFacts::Open("", {"states/nj/crosswalks/none"}, view).status().code(),
            absl::StatusCode::kNotFound);
  world_.AddCrosswalk("soc", api::CODE_SCHEME_SOC_2010, api::CODE_SCHEME_SOC_2018, {});
  world_.state.records.Mutable(CrosswalkId{"soc"})->set_state(api::DATASET_STATE_EMPTY);
  EXPECT_EQ(ErrorReason(LaborMarketFacts::Open("", world_.crosswalks, view).status()), "CROSSWALK_EMPTY");
}

TEST(QuestionOfTest, TakesTheProposalsWordThenTheCredentials) {
  api::Proposal proposal;
  api::Credential credential;
  credential.add_soc_codes("29-1141");
  credential.set_soc_version(api::SOC_VERSION_2010);
  credential.add_cip_codes("51.3801");
  LaborMarketQuestion question = QuestionOf(proposal, credential, "2027-01-15");
  EXPECT_THAT(question.soc_codes, ElementsAre("29-1141"));
  EXPECT_EQ(question.soc_version, api::SOC_VERSION_2010);
  EXPECT_THAT(question.cip_codes, ElementsAre("51.3801"));
  proposal.add_soc_codes("43-9061");
  proposal.add_cip_codes("52.0401");
  proposal.set_region("ATLANTIC");
  question = QuestionOf(proposal, credential, "2027-01-15");
  EXPECT_THAT(question.soc_codes, ElementsAre("43-9061"));
  EXPECT_EQ(question.soc_version, api::SOC_VERSION_UNSPECIFIED);
  EXPECT_THAT(question.cip_codes, ElementsAre("52.0401"));
  EXPECT_EQ(question.region, "") << "demand is statewide";
  proposal.set_demand_scope(api::DEMAND_SCOPE_LOCAL);
  EXPECT_EQ(QuestionOf(proposal, credential, "2027-01-15").region, "ATLANTIC");
}

}  // namespace
}  // namespace assay::domain

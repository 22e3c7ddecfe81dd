#include "services/domain/decision/conditions.h"

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace assay::domain {
namespace {

template <class Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

class ConditionsTest : public testing::Test {
 protected:
  ConditionsTest() { credential_.set_name("states/nj/credentials/cna"); }

  api::Verdict Ask(const std::string& condition) {
    ConditionFacts facts;
    facts.proposal = &proposal_;
    facts.credential = &credential_;
    facts.endorsements = &endorsements_;
    facts.item = &item_;
    facts.validation = &validation_;
    facts.labor_market = labor_market_;
    trace_.Clear();
    return EvaluateCondition(Parse<api::Condition>("id: \"c\" " + condition), facts, &trace_);
  }
  const api::TraceStep& step() { return trace_.Get(0); }

  api::Proposal proposal_;
  api::Credential credential_;
  std::vector<EndorsementFacts> endorsements_;
  ItemResult item_;
  api::EmployerValidation validation_;
  std::map<std::string, api::Verdict> labor_market_;
  Trace trace_;
};

TEST_F(ConditionsTest, WhatIsNotKnownIsWhatTheConditionSays) {
  EXPECT_EQ(Ask("fact: FACT_PROCTORED"), api::VERDICT_FAIL);
  EXPECT_EQ(step().verdict(), api::VERDICT_UNKNOWN_FAILS);
  EXPECT_EQ(step().input(), "not known");
  EXPECT_EQ(Ask("fact: FACT_PROCTORED unknown: UNKNOWN_FIGURE_PASSES"), api::VERDICT_PASS);
  EXPECT_EQ(step().verdict(), api::VERDICT_UNKNOWN_PASSES);
  EXPECT_EQ(Ask("fact: FACT_PROCTORED unknown: UNKNOWN_FIGURE_UNDECIDED"), api::VERDICT_UNDECIDED);
  proposal_.mutable_assessment()->set_proctored(false);
  EXPECT_EQ(Ask("fact: FACT_PROCTORED unknown: UNKNOWN_FIGURE_PASSES"), api::VERDICT_FAIL);
  EXPECT_EQ(step().verdict(), api::VERDICT_FAIL);
}

TEST_F(ConditionsTest, EveryFactHasItsField) {
  proposal_ = Parse<api::Proposal>(R"pb(
    assessment { proctored: true standardized: true independently_graded: true renewable: true }
    portable: true
    stackable: true
    attainable_in_high_school: true
    leads_to_further_education: true
    documents { title: "letter" }
  )pb");
  for (int fact = api::Fact_MIN + 1; fact <= api::Fact_MAX; ++fact) {
    EXPECT_EQ(Ask("fact: " + api::Fact_Name(fact)), api::VERDICT_PASS) << api::Fact_Name(fact);
  }
  proposal_.Clear();
  EXPECT_EQ(Ask("fact: FACT_DOCUMENTED unknown: UNKNOWN_FIGURE_PASSES"), api::VERDICT_FAIL) << "always known";
}

TEST_F(ConditionsTest, AsksTheStatesOwnQuestions) {
  EXPECT_EQ(Ask("answer: \"capstone\" unknown: UNKNOWN_FIGURE_UNDECIDED"), api::VERDICT_UNDECIDED);
  api::ChecklistAnswer* answer = proposal_.add_answers();
  answer->set_question("capstone");
  EXPECT_EQ(Ask("answer: \"capstone\""), api::VERDICT_FAIL);
  answer->set_yes(true);
  EXPECT_EQ(Ask("answer: \"capstone\""), api::VERDICT_PASS);
}

TEST_F(ConditionsTest, AsksForKindCostAndHours) {
  const std::string types = "types { types: CREDENTIAL_TYPE_LICENSE types: CREDENTIAL_TYPE_CERTIFICATE }";
  EXPECT_EQ(Ask(types + " unknown: UNKNOWN_FIGURE_PASSES"), api::VERDICT_PASS);
  credential_.set_type(api::CREDENTIAL_TYPE_BADGE);
  EXPECT_EQ(Ask(types), api::VERDICT_FAIL);
  EXPECT_EQ(step().threshold(), "license or certificate");
  credential_.set_type(api::CREDENTIAL_TYPE_LICENSE);
  EXPECT_EQ(Ask(types), api::VERDICT_PASS);
  EXPECT_EQ(Ask("cost { at_most { cents: 10000 } }"), api::VERDICT_FAIL);
  proposal_.mutable_cost()->set_cents(9'000);
  EXPECT_EQ(Ask("cost { at_most { cents: 10000 } }"), api::VERDICT_PASS);
  proposal_.add_fees()->mutable_amount()->set_cents(1'001);
  EXPECT_EQ(Ask("cost { at_most { cents: 10000 } }"), api::VERDICT_FAIL);
  EXPECT_EQ(step().input(), "$100.01, fees included");
  EXPECT_EQ(Ask("hours { at_least: 40 }"), api::VERDICT_FAIL) << "not known";
  proposal_.set_typical_hours(40);
  EXPECT_EQ(Ask("hours { at_least: 40 at_most: 40 }"), api::VERDICT_PASS);
  EXPECT_EQ(Ask("hours { at_least: 41 }"), api::VERDICT_FAIL);
  EXPECT_EQ(Ask("hours { at_most: 39 }"), api::VERDICT_FAIL);
}

TEST_F(ConditionsTest, ExcludesByNameAndByWholeWords) {
  const std::string exclusion = "exclusion { credentials: \"states/nj/credentials/osha-10\" words: \"Food Handler\" }";
  credential_.set_title("ServSafe Food-Handler (basic)");
  EXPECT_EQ(Ask(exclusion), api::VERDICT_FAIL);
  EXPECT_EQ(step().input(), "its title holds \"Food Handler\"");
  credential_.set_title("Food Handlers");
  EXPECT_EQ(Ask(exclusion), api::VERDICT_PASS);
  credential_.set_name("states/nj/credentials/osha-10");
  EXPECT_EQ(Ask(exclusion), api::VERDICT_FAIL);
}

TEST_F(ConditionsTest, TakesWhatTheLaborMarketSaid) {
  labor_market_ = {{"met", api::VERDICT_PASS}, {"unmet", api::VERDICT_FAIL}, {"open", api::VERDICT_UNDECIDED}};
  EXPECT_EQ(Ask("labor_market: \"met\""), api::VERDICT_PASS);
  EXPECT_EQ(Ask("labor_market: \"unmet\""), api::VERDICT_FAIL);
  EXPECT_EQ(Ask("labor_market: \"open\""), api::VERDICT_UNDECIDED);
}

TEST_F(ConditionsTest, CountsDistinctVoicesTheirLettersAndRegions) {
  endorsements_ = {{api::ENDORSEMENT_LEVEL_REQUIRED, true, true, {"north"}},
                   {api::ENDORSEMENT_LEVEL_PREFERRED, false, true, {"north", "south"}},
                   {api::ENDORSEMENT_LEVEL_UNAWARE, true, false, {"west"}}};
  EXPECT_EQ(Ask("endorsements { employers: 3 }"), api::VERDICT_PASS);
  EXPECT_EQ(Ask("endorsements { employers: 4 }"), api::VERDICT_FAIL);
  EXPECT_EQ(Ask("endorsements { employers: 2 level: ENDORSEMENT_LEVEL_PREFERRED }"), api::VERDICT_PASS);
  EXPECT_EQ(Ask("endorsements { employers: 2 level: ENDORSEMENT_LEVEL_REQUIRED }"), api::VERDICT_FAIL);
  EXPECT_EQ(Ask("endorsements { employers: 3 letter: true }"), api::VERDICT_FAIL);
  EXPECT_EQ(step().input(), "2 employers at any level with a letter");
  EXPECT_EQ(Ask("endorsements { employers: 2 hiring_preference: true }"), api::VERDICT_PASS);
  EXPECT_EQ(Ask("endorsements { employers: 1 regions: 3 }"), api::VERDICT_PASS);
  EXPECT_EQ(Ask("endorsements { employers: 1 regions: 3 level: ENDORSEMENT_LEVEL_PREFERRED }"), api::VERDICT_FAIL);
  EXPECT_EQ(step().input(), "2 employers at the level \"preferred\" or above, in 2 regions");
}

TEST_F(ConditionsTest, AShareOfTheEndorsementsIsExact) {
  const std::string share =
      "endorsement_share { level: ENDORSEMENT_LEVEL_PREFERRED share { numerator: 2 denominator: 3 } }";
  EXPECT_EQ(Ask(share), api::VERDICT_FAIL) << "nobody answered";
  EXPECT_EQ(step().verdict(), api::VERDICT_UNKNOWN_FAILS);
  endorsements_ = {
      {api::ENDORSEMENT_LEVEL_REQUIRED, false, false, {}}, {api::ENDORSEMENT_LEVEL_PREFERRED, false, false, {}}, {}};
  EXPECT_EQ(Ask(share), api::VERDICT_PASS);
  endorsements_.push_back({api::ENDORSEMENT_LEVEL_NICE_TO_HAVE, false, false, {}});
  EXPECT_EQ(Ask(share), api::VERDICT_FAIL);
}

TEST_F(ConditionsTest, RatingsAreAveragedExactly) {
  const std::string rating = "rating { criterion: \"skill\" average { numerator: 7 denominator: 2 } }";
  EXPECT_EQ(Ask(rating + " unknown: UNKNOWN_FIGURE_PASSES"), api::VERDICT_PASS);
  item_.ratings = {{"access", 50, 10}, {"skill", 7, 2}};
  EXPECT_EQ(Ask(rating), api::VERDICT_PASS);
  item_.ratings = {{"skill", 349'999, 100'000}};
  EXPECT_EQ(Ask(rating), api::VERDICT_FAIL);
  EXPECT_EQ(step().input(), "349,999 in 100,000 ratings");
}

TEST_F(ConditionsTest, TheApprovalShareIsThatOfAllPanels) {
  const std::string share = "approval_share { numerator: 3 denominator: 4 }";
  EXPECT_EQ(Ask(share), api::VERDICT_FAIL);
  item_.groups = {{"a", {2, 2}, {1, 1}, {}, {}, {}, {3, 3}}, {"b", {1, 1}, {}, {}, {}, {}, {3, 3}}};
  EXPECT_EQ(Ask(share), api::VERDICT_PASS);
}

TEST_F(ConditionsTest, AGroupNeedsSoManyAndIsUndecidedWhenItDependsOnIt) {
  auto group = Parse<api::ConditionGroup>(R"pb(
    id: "g"
    at_least: 2
    conditions { id: "a" fact: FACT_PROCTORED unknown: UNKNOWN_FIGURE_UNDECIDED }
    conditions { id: "b" fact: FACT_PORTABLE unknown: UNKNOWN_FIGURE_UNDECIDED }
    conditions { id: "c" fact: FACT_STACKABLE }
  )pb");
  ConditionFacts facts;
  facts.proposal = &proposal_;
  EXPECT_EQ(EvaluateGroup(group, facts, &trace_), api::VERDICT_UNDECIDED);
  EXPECT_EQ(trace_.size(), 4);
  EXPECT_EQ(trace_.Get(3).input(), "0 of 3 met");
  proposal_.set_portable(false);
  EXPECT_EQ(EvaluateGroup(group, facts, &trace_), api::VERDICT_FAIL);
  proposal_.set_stackable(true);
  EXPECT_EQ(EvaluateGroup(group, facts, &trace_), api::VERDICT_UNDECIDED);
  proposal_.set_portable(true);
  EXPECT_EQ(EvaluateGroup(group, facts, &trace_), api::VERDICT_PASS);
  group.clear_at_least();
  EXPECT_EQ(EvaluateGroup(group, facts, &trace_), api::VERDICT_UNDECIDED) << "all are needed";
}

}  // namespace
}  // namespace assay::domain

// Every preset, its open numbers filled in, decides: the published rule of each state runs.
#include <functional>
#include <map>

#include "google/protobuf/text_format.h"
#include "services/domain/commands/policy_presets.h"
#include "services/domain/commands/policy_rules.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/decision/decide_proposal.h"
#include "services/domain/decision/exact.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

void FillBallots(api::Policy* policy) {
  *policy->mutable_validation()->mutable_quorum() = MakeRatio(1, 2);
  *policy->mutable_validation()->mutable_approval_share() = MakeRatio(1, 2);
}

void AskShare(const std::string& id, const api::Ratio& share, api::Tier* tier) {
  api::Condition* condition = tier->add_conditions();
  condition->set_id(id);
  *condition->mutable_approval_share() = share;
}

void FillTiers(api::Policy* policy) {
  FillBallots(policy);
  AskShare("nearly-all", MakeRatio(9, 10), policy->mutable_tiers(0));
  AskShare("most", MakeRatio(3, 4), policy->mutable_tiers(1));
}

void FillOpenings(int64_t floor, api::Policy* policy) {
  policy->mutable_labor_market()->mutable_criteria(0)->mutable_annual_openings()->set_floor(floor);
}

void FillWage(int criterion, int64_t dollars, api::Policy* policy) {
  api::Money* amount = policy->mutable_labor_market()->mutable_criteria(criterion)->mutable_wage()->mutable_amount();
  amount->set_cents(100 * dollars);
  amount->set_period(api::PERIOD_YEAR);
}

// What a state would fill in. These numbers are no state's.
const std::map<std::string, std::function<void(api::Policy*)>>& Fillers() {
  static const auto* fillers = new std::map<std::string, std::function<void(api::Policy*)>>{
      {"al",
       [](api::Policy* policy) {
         FillBallots(policy);
         for (int i = 0; i < policy->scores_size(); ++i) {
           api::ScoreBand* band = policy->mutable_scores(i)->add_bands();
           band->set_points(1);
           band->mutable_condition()->set_id(absl::StrCat("star-", i));
           band->mutable_condition()->set_fact(i < 3 ? api::FACT_PORTABLE : api::FACT_STACKABLE);
         }
       }},
      {"co",
       [](api::Policy* policy) {
         FillOpenings(100, policy);
         FillWage(2, 40'000, policy);
       }},
      {"in", [](api::Policy*) {}},
      {"ks",
       [](api::Policy* policy) {
         FillOpenings(100, policy);
         policy->mutable_endorsements(0)->mutable_endorsements()->set_employers(2);
       }},
      {"la", [](api::Policy*) {}},
      {"nj", FillBallots},
      {"oh",
       [](api::Policy* policy) {
         FillBallots(policy);
         policy->mutable_rubric(0)->set_score_max(5);
         for (int i = 0; i < 4; ++i) {
           api::ScoreBand* band = policy->mutable_scores(1)->mutable_bands(i);
           band->set_points(8 - 2 * i);
           *band->mutable_condition()->mutable_endorsement_share()->mutable_share() = MakeRatio(1, 2);
         }
         api::ScoreBand* committee = policy->mutable_scores(2)->mutable_bands(0);
         committee->set_points(4);
         *committee->mutable_condition()->mutable_rating()->mutable_average() = MakeRatio(4, 1);
       }},
      {"sc", FillTiers},
      {"tn", FillTiers},
      {"tx",
       [](api::Policy* policy) {
         FillBallots(policy);
         FillOpenings(100, policy);
         FillWage(1, 60'000, policy);
         policy->mutable_labor_market()->mutable_criteria(2)->mutable_education()->set_at_least(
             api::EDUCATION_POSTSECONDARY_NONDEGREE);
         AskShare("most", MakeRatio(3, 4), policy->mutable_tiers(1));
       }},
  };
  return *fillers;
}

// A credential of which everything that the rules ask is true, for an occupation that pays $50,000 in a state where all
// jobs pay $50,000 and those of high-school graduates $40,000.
class PolicyPresetsRunTest : public ::testing::Test {
 protected:
  PolicyPresetsRunTest() {
    api::Dataset dataset;
    dataset.set_name("states/nj/datasets/d");
    dataset.set_state(api::DATASET_STATE_SEALED);
    state_.records.Put(DatasetId{"d"}, dataset);
    Put("31-1131", 50'000, api::EDUCATION_POSTSECONDARY_NONDEGREE);
    Put("35-3023", 40'000, api::EDUCATION_HIGH_SCHOOL);
    Put("00-0000", 50'000, api::EDUCATION_UNSPECIFIED);
    credential_.set_name("states/nj/credentials/cna");
    credential_.set_title("Certified Nurse Aide");
    credential_.set_type(api::CREDENTIAL_TYPE_LICENSE);
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        R"pb(name: "states/nj/cycles/2027/proposals/cna"
             credential: "states/nj/credentials/cna"
             soc_codes: "31-1131"
             assessment { proctored: true standardized: true independently_graded: true renewable: true }
             portable: true
             attainable_in_high_school: true
             leads_to_further_education: true)pb",
        &proposal_));
    for (const char* question : {"meets-definition", "in-postings", "own-standards", "assessed", "third-party",
                                 "capstone", "transferable-skills", "higher-wage"}) {
      api::ChecklistAnswer* answer = proposal_.add_answers();
      answer->set_question(question);
      answer->set_yes(true);
    }
    for (int i = 0; i < 3; ++i) endorsements_.push_back({api::ENDORSEMENT_LEVEL_PREFERRED, true, true});
    item_.groups = {{"", {6, 6}, {1, 1}, {}, {}, {}, {7, 7}}};
    item_.ratings = {{"role-in-hiring", 30, 7}};
  }

  void Put(const std::string& soc_code, int64_t dollars, api::Education education) {
    api::Occupation row;
    row.set_area("NJ");
    row.set_soc_code(soc_code);
    row.set_employment(1'000);
    row.set_annual_openings(100);
    row.set_ten_year_openings(1'000);
    *row.mutable_growth() = soc_code == "00-0000" ? MakeRatio(1, 100) : MakeRatio(5, 100);
    for (api::Money* wage :
         {row.mutable_annual_median_wage(), row.mutable_annual_mean_wage(), row.mutable_annual_p25_wage()}) {
      wage->set_cents(100 * dollars);
      wage->set_period(api::PERIOD_YEAR);
    }
    row.set_typical_education(education);
    row.set_projection_area("NJ");
    state_.records.Put(OccupationId{"d", "NJ", soc_code}, row);
  }

  api::Policy Filled(const std::string& id) {
    api::Policy policy = FindPolicyPreset(id)->policy();
    policy.set_algorithm_version(kAlgorithmVersion);
    if (policy.has_labor_market()) policy.mutable_labor_market()->set_area("NJ");
    Fillers().at(id)(&policy);
    Violations violations;
    ValidatePolicy(policy, &violations);
    EXPECT_TRUE(violations.empty()) << id << ": " << violations.ToStatus();
    return policy;
  }

  api::Decision Decided(const std::string& id) {
    auto facts = LaborMarketFacts::Open("states/nj/datasets/d", {}, &state_.scan);
    EXPECT_TRUE(facts.ok()) << facts.status();
    ProposalCase proposal_case;
    proposal_case.proposal = &proposal_;
    proposal_case.credential = &credential_;
    proposal_case.labor_market = &*facts;
    proposal_case.date = "2027-07-01";
    proposal_case.endorsements = endorsements_;
    proposal_case.item = item_;
    auto decision = DecideProposal(proposal_case, Filled(id));
    EXPECT_TRUE(decision.ok()) << decision.status();
    return *decision;
  }

  FakeState state_;
  api::Credential credential_;
  api::Proposal proposal_;
  std::vector<EndorsementFacts> endorsements_;
  ItemResult item_;
};

TEST_F(PolicyPresetsRunTest, EachGrantsWhatMeetsIt) {
  for (const std::string& id : PolicyPresetIdList()) {
    api::Decision decision = Decided(id);
    EXPECT_EQ(decision.outcome(), api::OUTCOME_APPROVED) << id << "\n" << decision.DebugString();
  }
}

TEST_F(PolicyPresetsRunTest, TiersPointsAndCategoriesAreThoseOfTheRule) {
  EXPECT_EQ(Decided("al").tier(), "stars-3") << "one star for each category met";
  EXPECT_EQ(Decided("oh").points(), 12 + 6 + 4) << "a license, preferred by most, rated 30/7";
  EXPECT_EQ(Decided("sc").tier(), "tier-2") << "6 of 7";
  EXPECT_EQ(Decided("sc").incentives(0).amount(), "2");
  EXPECT_EQ(Decided("tn").tier(), "valued");
  EXPECT_EQ(Decided("tx").tier(), "tier-2") << "its wage is short of tier 1";
  EXPECT_EQ(Decided("la").category(), "") << "$50,000 is 25 % above $40,000";
  proposal_.set_demand_scope(api::DEMAND_SCOPE_LOCAL);
  proposal_.set_region("Memphis");
  EXPECT_EQ(Decided("tn").category(), "special");
  EXPECT_EQ(Decided("tn").regions(0), "Memphis");
}

TEST_F(PolicyPresetsRunTest, LouisianaListsWhatPaysLessAsOnRamp) {
  Put("31-1131", 47'999, api::EDUCATION_POSTSECONDARY_NONDEGREE);
  EXPECT_EQ(Decided("la").outcome(), api::OUTCOME_APPROVED);
  EXPECT_EQ(Decided("la").category(), "on-ramp");
  Put("31-1131", 48'000, api::EDUCATION_POSTSECONDARY_NONDEGREE);
  EXPECT_EQ(Decided("la").category(), "") << "exactly 20 %";
  endorsements_.pop_back();
  EXPECT_EQ(Decided("la").outcome(), api::OUTCOME_DENIED) << "two letters";
}

TEST_F(PolicyPresetsRunTest, KansasAsksForSeventyPercentOfTheAverage) {
  Put("31-1131", 35'000, api::EDUCATION_POSTSECONDARY_NONDEGREE);
  EXPECT_EQ(Decided("ks").outcome(), api::OUTCOME_APPROVED);
  Put("31-1131", 34'999, api::EDUCATION_POSTSECONDARY_NONDEGREE);
  EXPECT_EQ(Decided("ks").outcome(), api::OUTCOME_DENIED);
}

TEST_F(PolicyPresetsRunTest, WhatIsNotKnownIsLeftToPeople) {
  proposal_.clear_answers();
  for (const char* id : {"in", "ks", "nj", "tx"}) EXPECT_EQ(Decided(id).outcome(), api::OUTCOME_UNDECIDED) << id;
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/decision/algorithm_2.h"

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/domain/decision/exact.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

constexpr char kPolicy[] = R"pb(
  name: "states/nj/policies/standard"
  algorithm_version: 2
  definition {
    id: "definition"
    conditions { id: "portable" fact: FACT_PORTABLE }
  }
  endorsements {
    id: "letters"
    endorsements { employers: 2 letter: true }
  }
  validation {
    quorum { numerator: 1 denominator: 2 }
    approval_share { numerator: 2 denominator: 3 }
  }
)pb";

constexpr char kLaborMarket[] = R"pb(
  labor_market {
    area: "NJ"
    criteria {
      id: "openings"
      annual_openings { floor: 100 }
    }
  }
)pb";

class Algorithm2Test : public testing::Test {
 protected:
  Algorithm2Test() {
    api::Dataset dataset;
    dataset.set_name("states/nj/datasets/d");
    dataset.set_state(api::DATASET_STATE_SEALED);
    state_.records.Put(DatasetId{"d"}, dataset);
    PutOpenings("NJ", 100);
    PutOpenings("south", 99);
    proposal_.set_name("states/nj/cycles/2027/proposals/cna");
    proposal_.set_credential("states/nj/credentials/cna");
    proposal_.add_soc_codes("31-1131");
    proposal_.set_portable(true);
    credential_.set_name(proposal_.credential());
    Add(kPolicy);
    case_.proposal = &proposal_;
    case_.credential = &credential_;
    case_.date = "2027-07-01";
    case_.endorsements = {{api::ENDORSEMENT_LEVEL_REQUIRED, false, true, {}},
                          {api::ENDORSEMENT_LEVEL_REQUIRED, false, true, {}}};
    case_.item.groups = {Votes("", 5, 1)};
  }

  void PutOpenings(const std::string& area, int64_t openings) {
    api::Occupation row;
    row.set_area(area);
    row.set_soc_code("31-1131");
    row.set_annual_openings(openings);
    row.set_projection_area(area);
    state_.records.Put(OccupationId{"d", area, "31-1131"}, row);
  }
  static GroupVotes Votes(std::string group, int64_t approve, int64_t reject) {
    return {std::move(group), {approve, approve}, {reject, reject}, {}, {}, {}, {7, 7}};
  }
  void Add(const std::string& text) {
    api::Policy more;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &more));
    policy_.MergeFrom(more);
  }

  api::Decision Decided() {
    auto facts = LaborMarketFacts::Open("states/nj/datasets/d", {}, &state_.scan);
    EXPECT_TRUE(facts.ok()) << facts.status();
    case_.labor_market = &*facts;
    auto decision = DecideProposal(case_, policy_);
    EXPECT_TRUE(decision.ok()) << decision.status();
    return *decision;
  }
  api::Outcome Outcome() { return Decided().outcome(); }
  std::vector<std::string> Criteria() {
    std::vector<std::string> criteria;
    api::Decision decision = Decided();
    for (const api::TraceStep& step : decision.trace()) criteria.push_back(step.criterion());
    return criteria;
  }

  FakeState state_;
  api::Proposal proposal_;
  api::Credential credential_;
  api::Policy policy_;
  ProposalCase case_;
};

using Texts = std::vector<std::string>;

TEST_F(Algorithm2Test, AsksDefinitionLaborMarketEmployersThenWorth) {
  Add(kLaborMarket);
  Add(R"pb(scores {
             id: "all"
             bands {
               condition {
                 id: "valued"
                 approval_share { numerator: 1 denominator: 2 }
               }
               points: 3
             }
           }
           tiers { id: "only" })pb");
  EXPECT_EQ(Outcome(), api::OUTCOME_APPROVED);
  EXPECT_EQ(Criteria(), (Texts{"portable", "definition", "openings", "occupation", "occupations", "endorsements",
                               "letters", "quorum", "approval-share", "valued", "all", "points", "only"}));
  EXPECT_EQ(Decided().points(), 3);
  EXPECT_EQ(Decided().tier(), "only");
}

TEST_F(Algorithm2Test, WhatFailsAGateIsDeniedWhateverIsStillOpen) {
  case_.item.groups.clear();
  case_.item.undecided_because = "round r1 has not closed";
  EXPECT_EQ(Outcome(), api::OUTCOME_UNDECIDED);
  proposal_.set_portable(false);
  EXPECT_EQ(Outcome(), api::OUTCOME_DENIED);
  proposal_.set_portable(true);
  Add(kLaborMarket);
  PutOpenings("NJ", 99);
  EXPECT_EQ(Outcome(), api::OUTCOME_DENIED);
}

TEST_F(Algorithm2Test, WithoutVotesNoBallotShowsAndNoTierIsGiven) {
  Add(R"pb(tiers { id: "only" })pb");
  case_.item.groups.clear();
  case_.item.undecided_because = "round r1 has not closed";
  api::Decision decision = Decided();
  EXPECT_EQ(decision.outcome(), api::OUTCOME_UNDECIDED);
  EXPECT_EQ(decision.tier(), "");
  EXPECT_EQ(decision.trace().rbegin()->criterion(), "round");
  EXPECT_EQ(decision.trace().rbegin()->input(), "round r1 has not closed");
}

TEST_F(Algorithm2Test, EndorsementsAndBallotsMustBothHold) {
  case_.endorsements.pop_back();
  EXPECT_EQ(Outcome(), api::OUTCOME_DENIED);
  case_.endorsements.push_back({api::ENDORSEMENT_LEVEL_UNAWARE, false, true, {}});
  EXPECT_EQ(Outcome(), api::OUTCOME_APPROVED);
  case_.item.groups = {Votes("", 3, 2)};
  EXPECT_EQ(Outcome(), api::OUTCOME_DENIED);
}

TEST_F(Algorithm2Test, WithoutBallotsTheRestDecides) {
  policy_.clear_validation();
  policy_.set_decided_without_ballots(true);
  case_.item.groups.clear();
  EXPECT_EQ(Outcome(), api::OUTCOME_APPROVED);
  case_.endorsements.clear();
  EXPECT_EQ(Outcome(), api::OUTCOME_DENIED);
}

TEST_F(Algorithm2Test, ARemovalIsDecidedByItsBallotsOrByPeople) {
  proposal_.set_kind(api::PROPOSAL_KIND_REMOVAL);
  proposal_.set_portable(false);
  case_.endorsements.clear();
  Add(R"pb(tiers { id: "only" })pb");
  EXPECT_EQ(Outcome(), api::OUTCOME_APPROVED);
  EXPECT_EQ(Criteria(), (Texts{"quorum", "approval-share"}));
  EXPECT_EQ(Decided().tier(), "");
  policy_.clear_validation();
  policy_.set_decided_without_ballots(true);
  EXPECT_EQ(Outcome(), api::OUTCOME_UNDECIDED);
  EXPECT_EQ(Criteria(), (Texts{"round"}));
}

TEST_F(Algorithm2Test, AnUnknownFigureThatIsLeftToPeopleLeavesItUndecided) {
  Add(kLaborMarket);
  policy_.mutable_labor_market()->mutable_criteria(0)->set_unknown(api::UNKNOWN_FIGURE_UNDECIDED);
  proposal_.set_soc_codes(0, "15-1232");
  EXPECT_EQ(Outcome(), api::OUTCOME_UNDECIDED);
  case_.item.groups = {Votes("", 1, 5)};
  EXPECT_EQ(Outcome(), api::OUTCOME_DENIED) << "what fails does not wait for people";
}

TEST_F(Algorithm2Test, TheFallbackTakesWhatTheLaborMarketAloneFails) {
  Add(kLaborMarket);
  PutOpenings("NJ", 99);
  EXPECT_EQ(Outcome(), api::OUTCOME_DENIED);
  Add(R"pb(fallback {
             id: "on-ramp"
             incentives { key: "index" amount: "110" }
           }
           tiers {
             id: "only"
             incentives { key: "index" amount: "150" }
           })pb");
  api::Decision decision = Decided();
  EXPECT_EQ(decision.outcome(), api::OUTCOME_APPROVED);
  EXPECT_EQ(decision.category(), "on-ramp");
  EXPECT_EQ(decision.tier(), "");
  EXPECT_EQ(decision.incentives(0).amount(), "110");
  PutOpenings("NJ", 100);
  EXPECT_EQ(Decided().category(), "") << "what passes needs no fallback";
  EXPECT_EQ(Decided().incentives(0).amount(), "150");
}

TEST_F(Algorithm2Test, WhatReachesNoTierFallsBackOrIsDenied) {
  Add(R"pb(tiers {
             id: "only"
             conditions { id: "stackable" fact: FACT_STACKABLE }
           })pb");
  EXPECT_EQ(Outcome(), api::OUTCOME_DENIED);
  Add(R"pb(fallback { id: "on-ramp" })pb");
  EXPECT_EQ(Outcome(), api::OUTCOME_APPROVED);
  EXPECT_EQ(Decided().category(), "on-ramp");
}

TEST_F(Algorithm2Test, ARegionalClaimIsJudgedAndListedInItsRegion) {
  Add(kLaborMarket);
  proposal_.set_demand_scope(api::DEMAND_SCOPE_REGIONAL);
  proposal_.set_region("south");
  EXPECT_EQ(Outcome(), api::OUTCOME_APPROVED) << "without local entries the state's figures count";
  EXPECT_TRUE(Decided().regions().empty());
  Add(R"pb(local_entries {
             by_claim: true
             category { id: "special" }
           })pb");
  EXPECT_EQ(Outcome(), api::OUTCOME_DENIED);
  PutOpenings("south", 100);
  EXPECT_EQ(Outcome(), api::OUTCOME_APPROVED);
  EXPECT_EQ(Decided().regions(0), "south");
  EXPECT_EQ(Decided().category(), "special");
}

TEST_F(Algorithm2Test, WhatFailsTheRollUpIsListedWhereItsPanelsApproved) {
  Add(R"pb(validation { roll_up { rule: ROLL_UP_RULE_COUNT panels: 2 } })pb");
  case_.item.groups = {Votes("south", 5, 1), Votes("north", 1, 5)};
  EXPECT_EQ(Outcome(), api::OUTCOME_DENIED);
  Add(R"pb(local_entries { by_roll_up: true })pb");
  EXPECT_EQ(Outcome(), api::OUTCOME_APPROVED);
  ASSERT_EQ(Decided().regions_size(), 1);
  EXPECT_EQ(Decided().regions(0), "south");
  case_.item.groups = {Votes("south", 5, 1), Votes("north", 5, 1)};
  EXPECT_TRUE(Decided().regions().empty()) << "statewide";
  case_.item.groups = {Votes("south", 1, 5), Votes("north", 1, 5)};
  EXPECT_EQ(Outcome(), api::OUTCOME_DENIED);
}

TEST_F(Algorithm2Test, RegionsMustAgree) {
  Add(R"pb(validation { roll_up { rule: ROLL_UP_RULE_COUNT panels: 2 } }
           local_entries { by_roll_up: true by_claim: true })pb");
  proposal_.set_demand_scope(api::DEMAND_SCOPE_LOCAL);
  proposal_.set_region("north");
  case_.item.groups = {Votes("south", 5, 1), Votes("north", 1, 5)};
  EXPECT_EQ(Outcome(), api::OUTCOME_DENIED) << "its region's panel rejected it";
  EXPECT_EQ(Decided().trace().rbegin()->input(), "in no region");
}

TEST_F(Algorithm2Test, IsTheSameEveryTime) { EXPECT_EQ(Decided().SerializeAsString(), Decided().SerializeAsString()); }

}  // namespace
}  // namespace assay::domain

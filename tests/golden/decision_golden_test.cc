// The decisions of algorithm 2, to the byte: whatever a policy can say, over cases that go each way. A failure here
// means that lists published earlier can no longer be recomputed: mend the code, not the file.
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/domain/commands/policy_rules.h"
#include "services/domain/decision/decide_proposal.h"
#include "services/domain/list/proto_json.h"
#include "services/domain/testing/fake_state.h"
#include "tests/golden/golden.h"

namespace assay::domain {
namespace {

constexpr char kPolicy[] = R"pb(
  name: "states/nj/policies/full"
  display_name: "All that algorithm 2 has"
  source: "N.J.A.C. 6A:19"
  revision: 1
  algorithm_version: 2
  gates { id: "jobs" area: "NJ" employment_floor: 1 unknown: UNKNOWN_FIGURE_PASSES }
  validation {
    minimum_endorsements: 1
    minimum_endorsement_level: ENDORSEMENT_LEVEL_NICE_TO_HAVE
    quorum { numerator: 1 denominator: 2 }
    approval_share { numerator: 1 denominator: 2 }
    abstain: ABSTAIN_RULE_IN_DENOMINATOR
    recusal: RECUSAL_RULE_STAYS_IN_BASIS
    quorum_unit: VOTE_UNIT_SEATS
    approval_unit: VOTE_UNIT_WEIGHT
    tie: TIE_RULE_UNDECIDED
    vacant_seats: VACANT_SEAT_RULE_LEAVES_BASIS
    consensus { reject_share { numerator: 3 denominator: 4 } }
    roll_up { rule: ROLL_UP_RULE_COUNT panels: 2 }
  }
  rubric { id: "skill" question: "How much skill?" score_max: 5 required: true }
  labor_market {
    area: "NJ"
    criteria {
      id: "openings"
      annual_openings { floor: 100 }
      unknown: UNKNOWN_FIGURE_UNDECIDED
    }
    criteria {
      id: "good-wage"
      wage { amount { cents: 5000000 period: PERIOD_YEAR } }
      informative: true
    }
  }
  definition {
    id: "quality"
    at_least: 2
    conditions { id: "proctored" fact: FACT_PROCTORED }
    conditions { id: "portable" fact: FACT_PORTABLE unknown: UNKNOWN_FIGURE_PASSES }
    conditions { id: "capstone" answer: "capstone" unknown: UNKNOWN_FIGURE_UNDECIDED }
  }
  definition {
    id: "limits"
    conditions {
      id: "kind"
      types { types: CREDENTIAL_TYPE_LICENSE types: CREDENTIAL_TYPE_INDUSTRY_CERTIFICATION }
    }
    conditions {
      id: "cost"
      cost { at_most { cents: 50000 } }
      unknown: UNKNOWN_FIGURE_PASSES
    }
    conditions {
      id: "hours"
      hours { at_least: 10 at_most: 2000 }
      unknown: UNKNOWN_FIGURE_PASSES
    }
    conditions {
      id: "excluded"
      exclusion { words: "food handler" }
    }
  }
  endorsements {
    id: "letters"
    endorsements { employers: 2 letter: true regions: 2 }
  }
  scores {
    id: "employers"
    bands {
      condition {
        id: "half-prefer"
        endorsement_share {
          level: ENDORSEMENT_LEVEL_PREFERRED
          share { numerator: 1 denominator: 2 }
        }
      }
      points: 2
    }
    bands {
      condition {
        id: "nearly-all"
        approval_share { numerator: 9 denominator: 10 }
      }
      points: 4
    }
  }
  scores {
    id: "skill-rating"
    bands {
      condition {
        id: "skilled"
        rating {
          criterion: "skill"
          average { numerator: 7 denominator: 2 }
        }
      }
      points: 3
    }
  }
  tiers {
    id: "tier-1"
    points { at_least: 5 }
    conditions { id: "well-paid" labor_market: "good-wage" }
    incentives { key: "fte" amount: "0.2" }
  }
  tiers {
    id: "tier-2"
    points { at_least: 2 }
    scores { at_least: 1 }
    incentives { key: "fte" amount: "0.1" }
  }
  fallback { id: "on-ramp" display_name: "On-Ramp" }
  local_entries {
    category {
      id: "special"
      incentives { key: "fte" amount: "0.05" }
    }
    by_claim: true
    by_roll_up: true
  }
  ballot_visibility: BALLOT_VISIBILITY_PUBLIC_RECORD
  second_rounds { show_prior_round: true prior_ballots_min: 5 rounds_max: 2 }
  blind: true
  reasons: REASON_RULE_ON_REJECT
)pb";

class DecisionGolden : public testing::Test {
 protected:
  DecisionGolden() {
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kPolicy, &policy_));
    api::Dataset dataset;
    dataset.set_name("states/nj/datasets/d");
    dataset.set_state(api::DATASET_STATE_SEALED);
    state_.records.Put(DatasetId{"d"}, dataset);
    PutOccupation("31-1131", 100, 5'000'000);
    PutOccupation("49-9021", 99, 4'999'999);
    credential_.set_name("states/nj/credentials/cna");
    credential_.set_title("Certified Nurse Aide");
    credential_.set_type(api::CREDENTIAL_TYPE_INDUSTRY_CERTIFICATION);
    proposal_.set_credential(credential_.name());
    proposal_.add_soc_codes("31-1131");
    proposal_.mutable_assessment()->set_proctored(true);
    proposal_.mutable_cost()->set_cents(50'000);
    proposal_.set_typical_hours(120);
    endorsements_ = {{api::ENDORSEMENT_LEVEL_REQUIRED, true, true, {"north"}, {11}},
                     {api::ENDORSEMENT_LEVEL_FOUNDATIONAL, false, true, {"south"}, {12, 15}}};
    item_.round = "states/nj/cycles/2027/rounds/r1";
    item_.groups = {Votes("north", 4, 2), Votes("south", 4, 2)};
    item_.ratings = {{"skill", 42, 12}};
    item_.ledger_indexes = {7, 31};
  }

  void PutOccupation(const std::string& soc_code, int64_t openings, int64_t wage_cents) {
    api::Occupation row;
    row.set_area("NJ");
    row.set_soc_code(soc_code);
    row.set_annual_openings(openings);
    row.mutable_annual_median_wage()->set_cents(wage_cents);
    row.mutable_annual_median_wage()->set_period(api::PERIOD_YEAR);
    state_.records.Put(OccupationId{"d", "NJ", soc_code}, row);
  }

  // Seats of weight 2, one of seven recused and one vacant.
  static GroupVotes Votes(std::string group, int64_t approve, int64_t reject) {
    return {std::move(group), {approve, 2 * approve}, {reject, 2 * reject}, {}, {1, 2}, {1, 2}, {8, 16}};
  }

  // Adds the line of the case as it stands, under a name.
  void Add(const std::string& name) {
    auto facts = LaborMarketFacts::Open("states/nj/datasets/d", {}, &state_.scan);
    ASSERT_TRUE(facts.ok());
    proposal_.set_name("states/nj/cycles/2027/proposals/" + name);
    ProposalCase proposal_case;
    proposal_case.proposal = &proposal_;
    proposal_case.credential = &credential_;
    proposal_case.occupations = {{proposal_.soc_codes(0), {nullptr}}};
    proposal_case.labor_market = &*facts;
    proposal_case.date = "2027-07-01";
    proposal_case.endorsements = endorsements_;
    proposal_case.item = item_;
    proposal_case.confirmed_override = override_;
    auto decision = DecideProposal(proposal_case, policy_);
    ASSERT_TRUE(decision.ok()) << decision.status();
    lines_ += CanonicalText(JsonOf(*decision)) + "\n";
  }

  FakeState state_;
  api::Policy policy_;
  api::Credential credential_;
  api::Proposal proposal_;
  std::vector<EndorsementFacts> endorsements_;
  ItemResult item_;
  const api::Override* override_ = nullptr;
  std::string lines_;
};

TEST_F(DecisionGolden, ThePolicyIsComplete) {
  EXPECT_TRUE(OpenFields(policy_).empty());
  Violations violations;
  ValidatePolicy(policy_, &violations);
  EXPECT_TRUE(violations.empty()) << violations.ToStatus();
  ExpectGolden("policy-algorithm-2.json", CanonicalText(JsonOf(policy_)));
}

TEST_F(DecisionGolden, TheDecisionsOfAlgorithm2) {
  Add("approved-in-tier-1");
  item_.ratings = {{"skill", 41, 12}};
  Add("approved-in-tier-2");
  item_.groups = {Votes("north", 4, 2), Votes("south", 1, 5)};
  Add("approved-in-the-north");
  item_.groups = {Votes("north", 1, 5), Votes("south", 1, 5)};
  Add("rejected-by-consensus");
  item_.groups = {Votes("north", 2, 3), Votes("south", 2, 3)};
  Add("no-consensus");
  item_.ordinal = 2;
  Add("no-consensus-in-the-last-round");
  item_.groups = {Votes("north", 3, 3), Votes("south", 3, 3)};
  Add("tied");
  item_.groups.clear();
  item_.undecided_because = "round r1 has not closed";
  Add("waiting");
  proposal_.mutable_assessment()->set_proctored(false);
  proposal_.set_portable(false);
  Add("not-what-is-defined");
  proposal_.set_portable(true);
  item_.groups = {Votes("north", 6, 0), Votes("south", 6, 0)};
  Add("left-to-people");
  proposal_.add_answers()->set_question("capstone");
  proposal_.mutable_answers(0)->set_yes(true);
  proposal_.set_soc_codes(0, "49-9021");
  Add("on-ramp");
  proposal_.set_demand_scope(api::DEMAND_SCOPE_REGIONAL);
  proposal_.set_region("north");
  Add("regional-without-figures");
  proposal_.clear_demand_scope();
  endorsements_.pop_back();
  Add("one-letter");
  proposal_.set_kind(api::PROPOSAL_KIND_REMOVAL);
  Add("removed");
  proposal_.clear_kind();
  api::Override confirmed;
  confirmed.set_name("states/nj/cycles/2027/proposals/overridden/overrides/o1");
  confirmed.set_outcome(api::OUTCOME_APPROVED);
  confirmed.set_tier("tier-2");
  override_ = &confirmed;
  Add("overridden");
  ExpectGolden("decisions-algorithm-2.jsonl", lines_);
}

}  // namespace
}  // namespace assay::domain

// Canonical bytes of lists, and the decisions of algorithm 1, to the byte. A failure here means that lists published
// earlier can no longer be recomputed: mend the code, not the file. New cases get new files, written by running this
// with ASSAY_WRITE_GOLDEN=1.
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/decision/exact.h"
#include "services/domain/list/canonical.h"
#include "services/domain/list/proto_json.h"
#include "services/domain/list/reader.h"
#include "services/domain/list/testing/list_world.h"
#include "tests/golden/golden.h"

namespace assay::domain {
namespace {

// One gate of every kind.
api::Policy EveryGate() {
  api::Policy policy;
  policy.set_name(ListWorld::kPolicy);
  policy.set_display_name("Every gate “there is”");
  policy.set_source("N.J.A.C. 6A:19");
  policy.set_revision(2);
  policy.set_algorithm_version(1);
  for (const char* id : {"wage", "wage-p25", "openings", "growth", "education", "jobs"}) {
    policy.add_gates()->set_id(id);
    policy.mutable_gates(policy.gates_size() - 1)->set_area("NJ");
  }
  api::Money hourly;
  hourly.set_cents(1849);
  hourly.set_period(api::PERIOD_HOUR);
  *policy.mutable_gates(0)->mutable_wage_floor()->mutable_floor() = hourly;
  *policy.mutable_gates(1)->mutable_wage_floor()->mutable_floor() = hourly;
  policy.mutable_gates(1)->mutable_wage_floor()->set_statistic(api::WAGE_STATISTIC_P25);
  policy.mutable_gates(1)->set_unknown(api::UNKNOWN_FIGURE_PASSES);
  policy.mutable_gates(2)->set_annual_openings_floor(1000);
  *policy.mutable_gates(3)->mutable_growth_floor() = MakeRatio(1, 20);
  policy.mutable_gates(3)->set_unknown(api::UNKNOWN_FIGURE_PASSES);
  policy.mutable_gates(4)->set_education_floor(api::EDUCATION_POSTSECONDARY_NONDEGREE);
  policy.mutable_gates(4)->set_unknown(api::UNKNOWN_FIGURE_PASSES);
  policy.mutable_gates(5)->set_employment_floor(1);
  policy.mutable_gates(5)->set_unknown(api::UNKNOWN_FIGURE_PASSES);
  api::EmployerValidation* validation = policy.mutable_validation();
  validation->set_minimum_endorsements(1);
  validation->set_minimum_endorsement_level(api::ENDORSEMENT_LEVEL_NICE_TO_HAVE);
  *validation->mutable_quorum() = MakeRatio(1, 2);
  *validation->mutable_approval_share() = MakeRatio(1, 2);
  validation->set_approval_comparison(api::SHARE_COMPARISON_MORE_THAN);
  validation->set_abstain(api::ABSTAIN_RULE_IN_DENOMINATOR);
  return policy;
}

class ListGolden : public testing::Test {
 protected:
  ListGolden() {
    world_.PutCredential("aws", "Título «Œ» 😀 \"quoted\" \\ / tab\t", {});
    world_.PutCredential("cna", "Certified Nurse Aide", {"31-1131", "29-2061"});
    world_.PutCredential("hvac", "HVAC Excellence", {"49-9021"});
    world_.PutCredential("osha-30", "OSHA 30", {"47-1011"});
    world_.PutOccupation("31-1131", 4'432'000, 5120);
    world_.PutOccupation("29-2061", 6'199'999, 0);
    world_.PutOccupation("49-9021", 1, 999);
    EXPECT_THAT(world_.Adopt(ListWorld::AdoptRequest("2019-05-01", {"osha-30", "aws", "hvac"})), IsOk());
  }

  void DraftUnderEveryGate() {
    ledger::DecisionPart change;
    *change.mutable_policy() = EveryGate();
    world_.Put(change);
    world_.Approved("cna");
    world_.Approved("remove-osha", api::PROPOSAL_KIND_REMOVAL, "osha-30");
    world_.Decided("hvac", api::PROPOSAL_KIND_UPDATE, {3, 3, 0, 1, 7});
    world_.Decided("aws", api::PROPOSAL_KIND_UPDATE, {3, 0, 1, 0, 7});
    world_.Endorse("aws", "acme", "2027-06-30");
    world_.PutProposal("waiting", api::PROPOSAL_KIND_NEW, "hvac");
    ASSERT_THAT(world_.Draft(), IsOk());
  }

  ListWorld world_;
};

TEST_F(ListGolden, AnAdoptedList) {
  ExpectGolden("list-adopted.jsonl", world_.Content(1));
  EXPECT_THAT(DecodeList(world_.Content(1)).status(), IsOk());
}

TEST_F(ListGolden, AComputedList) {
  DraftUnderEveryGate();
  ExpectGolden("list-computed.jsonl", world_.Content(2));
  EXPECT_THAT(DecodeList(world_.Content(2)).status(), IsOk());
}

// An amendment that carries out an action of every kind, with dates and phase-out by rule.
TEST_F(ListGolden, AnAmendedList) {
  api::ListRules rules;
  api::EffectiveDateRule* date = rules.add_effective_dates();
  date->set_kind(api::EFFECTIVE_DATE_KIND_IN_RATINGS);
  date->set_label("in ratings");
  date->set_years_after(2);
  date->set_month(8);
  rules.mutable_emergency()->set_days(730);
  world_.SetListRules(rules);
  DraftUnderEveryGate();
  ASSERT_THAT(world_.Publish(2), IsOk());
  for (const char* id : {"ekg", "forklift"}) world_.PutCredential(id, id, {});
  auto action = [](const std::string& id, api::ListActionKind kind) {
    api::ListAction made;
    made.set_kind(kind);
    made.set_credential(ListWorld::Credential(id));
    made.set_until_date("2028-06-30");
    made.set_removal_reason(api::REMOVAL_REASON_DISCONTINUED);
    return made;
  };
  api::ListAction sunset = action("hvac", api::LIST_ACTION_KIND_SUNSET);
  sunset.mutable_sunset()->set_until_date("2028-06-30");
  *sunset.mutable_sunset()->mutable_cap_share() = MakeRatio(1, 5);
  sunset.mutable_sunset()->set_cap_count(5);
  ASSERT_THAT(world_.Act(sunset, "sunset"), IsOk());
  api::ListAction cohort = action("hvac", api::LIST_ACTION_KIND_GRANDFATHER);
  cohort.mutable_cohort()->set_display_name("entered grade 9 in 2025-26");
  cohort.mutable_cohort()->set_began_before_date("2026-07-01");
  cohort.mutable_cohort()->set_until_date("2030-06-30");
  ASSERT_THAT(world_.Act(cohort, "cohort"), IsOk());
  ASSERT_THAT(world_.Act(action("aws", api::LIST_ACTION_KIND_SUSPENSION), "suspension"), IsOk());
  api::ListAction emergency = action("ekg", api::LIST_ACTION_KIND_EMERGENCY_ADDITION);
  emergency.set_tier("tier-1");
  ASSERT_THAT(world_.Act(emergency, "emergency"), IsOk());
  ASSERT_THAT(world_.Act(action("cna", api::LIST_ACTION_KIND_CORRECTION), "correction"), IsOk());
  ASSERT_THAT(world_.Amend(api::AMENDMENT_CAUSE_EMERGENCY), IsOk());
  ExpectGolden("list-amended.jsonl", world_.Content(3));
  EXPECT_THAT(DecodeList(world_.Content(3)).status(), IsOk());
}

TEST_F(ListGolden, TheDecisionsOfAlgorithm1) {
  DraftUnderEveryGate();
  auto decisions = ReadDecisions(world_.state.scan, 2, "", 100);
  ASSERT_THAT(decisions.status(), IsOk());
  std::string lines;
  for (const api::Decision& decision : *decisions) lines += CanonicalText(JsonOf(decision)) + "\n";
  ExpectGolden("decisions-algorithm-1.jsonl", lines);
}

TEST_F(ListGolden, ThePolicyThatADigestIsTakenOf) {
  ExpectGolden("policy.json", CanonicalText(JsonOf(EveryGate())));
  EXPECT_EQ(PolicyDigest(EveryGate()), absl::BytesToHexString(Sha256(CanonicalText(JsonOf(EveryGate())))));
}

}  // namespace
}  // namespace assay::domain

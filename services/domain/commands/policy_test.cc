#include "services/domain/commands/policy.h"

#include "google/protobuf/text_format.h"
#include "services/domain/commands/policy_rules.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

constexpr char kPolicy[] = R"pb(
  display_name: "Standard"
  gates {
    id: "wage"
    area: "NJ"
    wage_floor { floor { cents: 4000000 period: PERIOD_YEAR } }
  }
  gates {
    id: "growth"
    area: "NJ"
    growth_floor { numerator: -3 denominator: 2 }
  }
  gates { id: "openings" area: "NJ" annual_openings_floor: 0 }
  gates { id: "jobs" area: "NJ" employment_floor: 200 }
  gates { id: "school" area: "US" education_floor: EDUCATION_HIGH_SCHOOL }
  validation {
    quorum { numerator: 1 denominator: 2 }
    approval_share { numerator: 2 denominator: 2 }
  }
  rubric { id: "skill" question: "?" score_max: 5 }
  rubric { id: "access" question: "?" score_max: 5 }
)pb";

api::Policy Parse(const std::string& text) {
  api::Policy policy;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &policy));
  return policy;
}

// What is wrong with the good policy after a change.
std::vector<std::string> WrongAfter(void (*change)(api::Policy*)) {
  api::Policy policy = Parse(kPolicy);
  change(&policy);
  Violations violations;
  ValidatePolicy(policy, &violations);
  return ViolatedFields(violations.ToStatus());
}

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(PolicyRulesTest, AcceptsEveryKindOfGate) {
  EXPECT_THAT(WrongAfter([](api::Policy*) {}), IsEmpty());
}

TEST(PolicyRulesTest, GatesHaveTheirOwnIdsAndAskSomething) {
  EXPECT_THAT(WrongAfter([](api::Policy* policy) { policy->mutable_gates(3)->set_id("wage"); }),
              ElementsAre("policy.gates[3].id"));
  EXPECT_THAT(WrongAfter([](api::Policy* policy) { policy->mutable_gates(1)->clear_criterion(); }),
              ElementsAre("policy.gates[1]"));
}

TEST(PolicyRulesTest, AWageFloorHasAnAmountByTheYearOrHour) {
  EXPECT_THAT(WrongAfter([](api::Policy* policy) { policy->mutable_gates(0)->mutable_wage_floor()->clear_floor(); }),
              ElementsAre("policy.gates[0].wage_floor.floor.cents", "policy.gates[0].wage_floor.floor.period"));
  EXPECT_THAT(WrongAfter([](api::Policy* policy) {
                policy->mutable_gates(0)->mutable_wage_floor()->mutable_floor()->set_period(api::PERIOD_HOUR);
              }),
              IsEmpty());
}

TEST(PolicyRulesTest, GrowthIsAFractionAndEducationALevel) {
  EXPECT_THAT(WrongAfter([](api::Policy* policy) {
                policy->mutable_gates(1)->mutable_growth_floor()->set_denominator(0);
                policy->mutable_gates(4)->set_education_floor(api::EDUCATION_UNSPECIFIED);
              }),
              ElementsAre("policy.gates[1].growth_floor.denominator", "policy.gates[4].education_floor"));
}

TEST(PolicyRulesTest, SharesAreFromNoneToAll) {
  EXPECT_THAT(WrongAfter([](api::Policy* policy) { policy->clear_validation(); }), ElementsAre("policy.validation"));
  EXPECT_THAT(WrongAfter([](api::Policy* policy) {
                policy->mutable_validation()->clear_approval_share();
                policy->mutable_validation()->mutable_quorum()->set_denominator(0);
              }),
              ElementsAre("policy.validation.quorum.denominator", "policy.validation.approval_share"));
  EXPECT_THAT(WrongAfter([](api::Policy* policy) {
                policy->mutable_validation()->mutable_quorum()->set_numerator(3);
                policy->mutable_validation()->mutable_approval_share()->set_numerator(-1);
              }),
              ElementsAre("policy.validation.quorum.numerator", "policy.validation.approval_share.numerator"));
  EXPECT_THAT(WrongAfter([](api::Policy* policy) { policy->mutable_validation()->mutable_quorum()->set_numerator(0); }),
              IsEmpty());
}

TEST(PolicyRulesTest, MoreThanAllIsOutOfReach) {
  EXPECT_THAT(WrongAfter([](api::Policy* policy) {
                policy->mutable_validation()->set_approval_comparison(api::SHARE_COMPARISON_MORE_THAN);
              }),
              ElementsAre("policy.validation.approval_share"));
}

TEST(PolicyRulesTest, CriteriaHaveTheirOwnIds) {
  EXPECT_THAT(WrongAfter([](api::Policy* policy) { policy->mutable_rubric(1)->set_id("skill"); }),
              ElementsAre("policy.rubric[1].id"));
}

TEST(PolicyRulesTest, EnumNumbersHaveNames) {
  EXPECT_THAT(WrongAfter([](api::Policy* policy) {
                policy->mutable_gates(2)->set_unknown(static_cast<api::UnknownFigure>(9));
                policy->set_occupation_match(static_cast<api::OccupationMatch>(-1));
                policy->mutable_validation()->set_abstain(static_cast<api::AbstainRule>(4));
              }),
              ElementsAre("policy.gates[2].unknown", "policy.occupation_match", "policy.validation.abstain"));
}

TEST(PolicyRulesTest, GatesKeepToWhatTheyCanAsk) {
  EXPECT_THAT(WrongAfter([](api::Policy* policy) {
                policy->mutable_gates(0)->mutable_wage_floor()->set_statistic(api::WAGE_STATISTIC_P75);
                policy->mutable_gates(1)->set_unknown(api::UNKNOWN_FIGURE_UNDECIDED);
                policy->clear_display_name();
              }),
              ElementsAre("policy.display_name", "policy.gates[0].wage_floor.statistic", "policy.gates[1].unknown"));
}

TEST(PolicyRulesTest, APolicyFitsOneStoredValue) {
  api::Policy policy = Parse(kPolicy);
  policy.set_source(std::string(kPolicyBytesMax, 'x'));
  size_t beyond = policy.ByteSizeLong() - kPolicyBytesMax;
  policy.mutable_source()->resize(policy.source().size() - beyond);
  Violations violations;
  ASSERT_EQ(policy.ByteSizeLong(), kPolicyBytesMax);
  ValidatePolicy(policy, &violations);
  EXPECT_TRUE(violations.empty());
  policy.mutable_source()->push_back('x');
  ValidatePolicy(policy, &violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()), ElementsAre("policy"));
}

class PolicyTest : public ::testing::Test {
 protected:
  PolicyTest() {
    create_.set_parent("states/nj");
    create_.set_policy_id("standard");
    *create_.mutable_policy() = Parse(kPolicy);
    *update_.mutable_policy() = Parse(kPolicy);
    update_.mutable_policy()->set_name("states/nj/policies/standard");
    update_.mutable_policy()->set_etag("1");
  }

  FakeState state_;
  api::CreatePolicyRequest create_;
  api::UpdatePolicyRequest update_;
};

TEST_F(PolicyTest, CreatesRevisionOne) {
  ASSERT_THAT(state_.Do(create_, state_.administrator), IsOk());
  const api::Policy& policy = state_.records.FindOrDefault(PolicyId{"standard"});
  EXPECT_EQ(policy.name(), "states/nj/policies/standard");
  EXPECT_EQ(policy.revision(), 1);
  EXPECT_EQ(policy.algorithm_version(), 2);
  EXPECT_EQ(policy.validation().abstain(), api::ABSTAIN_RULE_UNSPECIFIED);
  EXPECT_THAT(state_.Do(create_, state_.administrator), HasReason("RESOURCE_ALREADY_EXISTS"));
}

TEST_F(PolicyTest, RefusesWhatCannotBeEvaluated) {
  create_.mutable_policy()->mutable_validation()->clear_quorum();
  create_.mutable_policy()->mutable_gates(0)->clear_criterion();
  EXPECT_THAT(state_.Do(create_, state_.administrator), Violates("policy.gates[0]", "policy.validation.quorum"));
}

TEST_F(PolicyTest, AnUpdateIsTheNextRevisionAndLeavesTheOneBefore) {
  ASSERT_THAT(state_.Do(create_, state_.administrator), IsOk());
  update_.mutable_policy()->clear_gates();
  state_.now += absl::Hours(1);
  ASSERT_THAT(state_.Do(update_, state_.administrator), IsOk());
  const api::Policy& latest = state_.records.FindOrDefault(PolicyId{"standard"});
  EXPECT_EQ(latest.revision(), 2);
  EXPECT_EQ(latest.algorithm_version(), 2);
  EXPECT_EQ(latest.etag(), "2");
  EXPECT_TRUE(latest.gates().empty());
  EXPECT_EQ(FromProto(latest.update_time()) - FromProto(latest.create_time()), absl::Hours(1));
  EXPECT_EQ(state_.records.FindOrDefault(PolicyRevisionId{"standard", 1}).gates_size(), 5);
  EXPECT_EQ(state_.records.FindOrDefault(PolicyRevisionId{"standard", 2}).gates_size(), 0);
}

TEST_F(PolicyTest, BeginsFromAPresetAndTakesWhatIsSentOverIt) {
  create_.set_preset("in");
  create_.mutable_policy()->Clear();
  create_.mutable_policy()->set_display_name("Ours");
  api::State state;
  state.set_wage_area("NJ");
  state_.records.Put(StateId{}, state);
  ASSERT_THAT(state_.Do(create_, state_.administrator), IsOk());
  const api::Policy& policy = state_.records.FindOrDefault(PolicyId{"standard"});
  EXPECT_EQ(policy.display_name(), "Ours");
  EXPECT_EQ(policy.labor_market().area(), "NJ");
  EXPECT_TRUE(policy.decided_without_ballots());
  EXPECT_THAT(policy.source(), ::testing::HasSubstr("in.gov"));
}

TEST_F(PolicyTest, RefusesAPresetThatItDoesNotHaveOrThatLeavesNumbersOpen) {
  create_.set_preset("zz");
  EXPECT_THAT(state_.Do(create_, state_.administrator), Violates("preset"));
  create_.set_preset("nj");
  create_.clear_policy();
  EXPECT_THAT(state_.Do(create_, state_.administrator),
              Violates("policy.validation.quorum", "policy.validation.approval_share"));
}

TEST_F(PolicyTest, AnUpdateNeedsThePresentEtag) {
  EXPECT_THAT(state_.Do(update_, state_.administrator), HasReason("RESOURCE_NOT_FOUND"));
  ASSERT_THAT(state_.Do(create_, state_.administrator), IsOk());
  update_.mutable_policy()->set_etag("0");
  EXPECT_THAT(state_.Do(update_, state_.administrator), HasReason("STALE_ETAG"));
}

TEST_F(PolicyTest, AnUpdateNamesEveryViolation) {
  ASSERT_THAT(state_.Do(create_, state_.administrator), IsOk());
  update_.mutable_policy()->set_name("states/nj/policies/standard@1");
  update_.mutable_policy()->clear_etag();
  update_.mutable_policy()->mutable_gates(0)->clear_criterion();
  EXPECT_THAT(state_.Do(update_, state_.administrator), Violates("policy.name", "policy.etag", "policy.gates[0]"));
}

}  // namespace
}  // namespace assay::domain

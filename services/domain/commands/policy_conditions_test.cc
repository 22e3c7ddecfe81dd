#include "services/domain/commands/policy_conditions.h"

#include "google/protobuf/text_format.h"
#include "services/domain/commands/policy_rules.h"
#include "services/domain/commands/testing/outcome.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kGood[] = R"pb(
  display_name: "Standard"
  labor_market {
    area: "NJ"
    criteria {
      id: "openings"
      annual_openings { floor: 100 }
      informative: true
    }
  }
  validation {
    quorum { numerator: 1 denominator: 2 }
    approval_share { numerator: 1 denominator: 2 }
  }
  rubric { id: "skill" question: "?" score_max: 5 }
)pb";

// What is wrong with the good policy after more is said in it.
std::vector<std::string> WrongWith(const std::string& more) {
  api::Policy policy;
  api::Policy added;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kGood, &policy));
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(more, &added)) << more;
  policy.MergeFrom(added);
  Violations violations;
  ValidatePolicy(policy, &violations);
  return ViolatedFields(violations.ToStatus());
}

std::string Tier(const std::string& condition) {
  return "tiers { id: \"t\" conditions { id: \"c\" " + condition + " } }";
}

TEST(PolicyConditionsTest, AcceptsEveryKindOfConditionInItsPlace) {
  EXPECT_THAT(WrongWith(""), IsEmpty());
  EXPECT_THAT(WrongWith(R"pb(
                definition {
                  id: "d"
                  at_least: 2
                  conditions { id: "d1" fact: FACT_PORTABLE }
                  conditions { id: "d2" answer: "capstone" }
                  conditions {
                    id: "d3"
                    types { types: CREDENTIAL_TYPE_LICENSE }
                  }
                  conditions {
                    id: "d4"
                    cost { at_most { cents: 1 } }
                  }
                  conditions {
                    id: "d5"
                    hours { at_most: 1 }
                  }
                  conditions {
                    id: "d6"
                    exclusion {}
                  }
                }
                endorsements {
                  id: "e1"
                  endorsements { employers: 3 }
                }
                endorsements {
                  id: "e2"
                  endorsement_share {
                    level: ENDORSEMENT_LEVEL_PREFERRED
                    share { numerator: 1 denominator: 2 }
                  }
                }
                scores {
                  id: "s"
                  bands {
                    condition {
                      id: "s1"
                      rating {
                        criterion: "skill"
                        average { numerator: 5 denominator: 1 }
                      }
                    }
                    points: 1
                  }
                }
                tiers {
                  id: "t"
                  points { at_least: 1 }
                  conditions { id: "t1" labor_market: "openings" }
                  conditions {
                    id: "t2"
                    approval_share { numerator: 3 denominator: 4 }
                  }
                }
                fallback { id: "f" }
                local_entries { by_claim: true by_labor_market: true }
              )pb"),
              IsEmpty());
}

TEST(PolicyConditionsTest, NamesWhatIsToBeFilledIn) {
  EXPECT_THAT(WrongWith(R"pb(
                definition { id: "d" }
                endorsements {
                  id: "e1"
                  endorsements {}
                }
                endorsements {
                  id: "e2"
                  endorsement_share {}
                }
                scores { id: "s" }
                scores {
                  id: "u"
                  bands { condition { id: "u1" fact: FACT_PORTABLE } }
                }
                tiers { id: "t1" }
                tiers {
                  id: "t2"
                  points {}
                }
              )pb"),
              ElementsAre("policy.definition[0].conditions", "policy.endorsements[0].endorsements.employers",
                          "policy.endorsements[1].endorsement_share.level",
                          "policy.endorsements[1].endorsement_share.share", "policy.scores[0].bands",
                          "policy.scores[1].bands[0].points", "policy.tiers[0]", "policy.tiers[1].points.at_least"));
  EXPECT_THAT(WrongWith(Tier("")), ElementsAre("policy.tiers[0].conditions[0]"));
  EXPECT_THAT(WrongWith(Tier("fact: FACT_UNSPECIFIED")), ElementsAre("policy.tiers[0].conditions[0].fact"));
  EXPECT_THAT(WrongWith(Tier("types {}")), ElementsAre("policy.tiers[0].conditions[0].types.types"));
  EXPECT_THAT(WrongWith(Tier("cost {}")), ElementsAre("policy.tiers[0].conditions[0].cost.at_most"));
  EXPECT_THAT(WrongWith(Tier("hours {}")), ElementsAre("policy.tiers[0].conditions[0].hours.at_least"));
  EXPECT_THAT(WrongWith(Tier("rating { criterion: \"skill\" }")),
              ElementsAre("policy.tiers[0].conditions[0].rating.average"));
}

TEST(PolicyConditionsTest, AsksOnlyWhatIsKnownByThen) {
  EXPECT_THAT(WrongWith("definition { id: \"d\" conditions { id: \"c\" labor_market: \"openings\" } }"),
              ElementsAre("policy.definition[0].conditions[0]"));
  EXPECT_THAT(WrongWith("definition { id: \"d\" conditions { id: \"c\" endorsements { employers: 1 } } }"),
              ElementsAre("policy.definition[0].conditions[0]"));
  EXPECT_THAT(WrongWith("endorsements { id: \"c\" fact: FACT_PORTABLE }"), ElementsAre("policy.endorsements[0]"));
}

TEST(PolicyConditionsTest, NamesOnlyWhatThePolicyHas) {
  EXPECT_THAT(WrongWith(Tier("labor_market: \"wage\"")), ElementsAre("policy.tiers[0].conditions[0].labor_market"));
  EXPECT_THAT(WrongWith(Tier("rating { criterion: \"grit\" average { numerator: 1 denominator: 1 } }")),
              ElementsAre("policy.tiers[0].conditions[0].rating.criterion"));
  EXPECT_THAT(WrongWith("tiers { id: \"t\" points { at_least: 1 } }"), ElementsAre("policy.tiers[0].points"));
}

TEST(PolicyConditionsTest, RefusesWhatNothingCanReach) {
  EXPECT_THAT(WrongWith(Tier("rating { criterion: \"skill\" average { numerator: 51 denominator: 10 } }")),
              ElementsAre("policy.tiers[0].conditions[0].rating.average"));
  EXPECT_THAT(WrongWith(Tier("hours { at_least: 2 at_most: 1 }")),
              ElementsAre("policy.tiers[0].conditions[0].hours.at_most"));
  EXPECT_THAT(WrongWith("definition { id: \"d\" at_least: 2 conditions { id: \"c\" fact: FACT_PORTABLE } }"),
              ElementsAre("policy.definition[0].at_least"));
}

TEST(PolicyConditionsTest, IdsAreUnique) {
  EXPECT_THAT(WrongWith("definition { id: \"x\" conditions { id: \"x\" fact: FACT_PORTABLE } } tiers { id: \"x\" }"),
              ElementsAre("policy.definition[0].conditions[0].id", "policy.tiers[0].id"));
}

TEST(PolicyConditionsTest, BallotsAreAskedOrNot) {
  EXPECT_THAT(WrongWith("decided_without_ballots: true"), ElementsAre("policy.validation"));
  api::Policy policy;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      "display_name: \"x\" decided_without_ballots: true " + Tier("approval_share { numerator: 1 denominator: 2 }"),
      &policy));
  Violations violations;
  ValidatePolicy(policy, &violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()), ElementsAre("policy.tiers[0].conditions[0]"));
}

TEST(PolicyConditionsTest, RollUpConsensusAndTiesSayWhatTheyNeed) {
  EXPECT_THAT(WrongWith("validation { roll_up { rule: ROLL_UP_RULE_COUNT } consensus {} }"),
              ElementsAre("policy.validation.consensus.reject_share", "policy.validation.roll_up.panels"));
  EXPECT_THAT(WrongWith("validation { roll_up { rule: ROLL_UP_RULE_SHARE } }"),
              ElementsAre("policy.validation.roll_up.share"));
  EXPECT_THAT(WrongWith("validation { tie: TIE_RULE_REJECTS approval_comparison: SHARE_COMPARISON_AT_LEAST }"),
              ElementsAre("policy.validation.tie"));
  EXPECT_THAT(WrongWith("validation { tie: TIE_RULE_UNDECIDED approval_share { numerator: 2 denominator: 2 } }"),
              ElementsAre("policy.validation.approval_share"));
  EXPECT_THAT(WrongWith("local_entries { by_roll_up: true }"), ElementsAre("policy.local_entries.by_roll_up"));
}

TEST(PolicyConditionsTest, FallbackAndLocalEntriesNeedWhatTheyAreFor) {
  api::Policy policy;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(display_name: "x"
           decided_without_ballots: true
           fallback { id: "f" }
           local_entries { by_labor_market: true })pb",
      &policy));
  Violations violations;
  ValidatePolicy(policy, &violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()),
              ElementsAre("policy.fallback", "policy.local_entries.by_labor_market"));
}

}  // namespace
}  // namespace assay::domain

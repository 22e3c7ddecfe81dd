#include "services/domain/list/rules.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/civil_days.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

std::string DateBy(const api::EffectiveDateRule& rule, const std::string& effective_date) {
  api::ListRules rules;
  *rules.add_effective_dates() = rule;
  return EffectiveDatesOf(rules, effective_date)[0].date();
}

TEST(ListRulesTest, ADateFollowsFromTheEffectiveOne) {
  api::EffectiveDateRule rule;
  EXPECT_EQ(DateBy(rule, "2025-07-01"), "2025-07-01");
  rule.set_years_after(2);
  EXPECT_EQ(DateBy(rule, "2025-07-01"), "2027-07-01");
  rule.set_month(8);
  EXPECT_EQ(DateBy(rule, "2025-07-01"), "2027-08-01");
  rule.set_month(6);
  rule.set_day(15);
  EXPECT_EQ(DateBy(rule, "2025-07-01"), "2028-06-15") << "the first such day that is not before";
  rule.set_days_after(20);
  EXPECT_EQ(DateBy(rule, "2025-07-01"), "2028-07-05");
}

TEST(ListRulesTest, ADayOfTheYearThatIsTheSameDayIsNotAYearLater) {
  api::EffectiveDateRule rule;
  rule.set_month(7);
  EXPECT_EQ(DateBy(rule, "2025-07-01"), "2025-07-01");
}

TEST(ListRulesTest, OnlyWhatShapesContentIsInTheDigest) {
  api::ListRules rules;
  rules.set_appeal_days(30);
  rules.set_comment_days(10);
  EXPECT_EQ(ContentRulesDigest(rules), "");
  rules.mutable_sunset()->set_days(365);
  std::string digest = ContentRulesDigest(rules);
  EXPECT_EQ(digest.size(), 64u);
  rules.set_appeal_days(60);
  EXPECT_EQ(ContentRulesDigest(rules), digest);
  rules.mutable_sunset()->set_days(366);
  EXPECT_NE(ContentRulesDigest(rules), digest);
}

TEST(ListRulesTest, AnAmendmentTakesNoCommentUnlessTheRulesSaySo) {
  api::ListRules rules;
  rules.set_comment_days(30);
  api::ListVersion version;
  EXPECT_EQ(CommentDays(rules, version), 30);
  EXPECT_TRUE(NeedsRelease(rules, version));
  version.set_amends(3);
  EXPECT_EQ(CommentDays(rules, version), 0);
  EXPECT_FALSE(NeedsRelease(rules, version));
  rules.set_comment_on_amendments(true);
  EXPECT_EQ(CommentDays(rules, version), 30);
}

class CivilDaysTest : public testing::Test {
 protected:
  CivilDaysTest() {
    api::State record;
    record.set_name("states/nj");
    record.set_time_zone("America/New_York");
    state_.records.Put(StateId{}, record);
  }
  FakeState state_;
};

TEST_F(CivilDaysTest, ADeadlineLeavesWholeDaysOverTheChangeOfTheClocks) {
  // 2027-03-13 23:30 in New Jersey; on the 14th the clocks go forward, so that day has 23 hours.
  absl::Time late = absl::FromUnixSeconds(1'804'998'600);
  EXPECT_EQ(CivilDayOf(late, state_.records), "2027-03-13");
  absl::Time deadline = AfterCivilDays(late, 1, state_.records);
  EXPECT_EQ(deadline - late, absl::Minutes(30) + absl::Hours(23));
  EXPECT_EQ(LastDayBefore(deadline, state_.records), "2027-03-14");
}

TEST_F(CivilDaysTest, DaysAreAddedOverMonthsAndLeapYears) {
  EXPECT_EQ(AddDays("2028-02-28", 1), "2028-02-29");
  EXPECT_EQ(AddDays("2027-01-01", -1), "2026-12-31");
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/list/lifecycle.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay::domain {
namespace {

using ::testing::HasSubstr;

constexpr char kDay[] = "2027-07-01";

api::ListEntry Entry() {
  api::ListEntry entry;
  entry.set_credential("states/nj/credentials/cna");
  entry.set_title("CNA");
  return entry;
}

api::ListAction ActionOf(api::ListActionKind kind) {
  api::ListAction action;
  action.set_kind(kind);
  action.set_credential("states/nj/credentials/cna");
  return action;
}

api::ListEntry InEmergency(const std::string& until, int extensions) {
  api::ListEntry entry = Entry();
  entry.mutable_emergency()->set_until_date(until);
  entry.mutable_emergency()->set_extension_count(extensions);
  return entry;
}

TEST(LifecycleTest, WhatIsNotThereIsRemovedAndWhatSaysNothingIsActive) {
  EXPECT_EQ(StatusOf(absl::nullopt), api::ENTRY_STATUS_REMOVED);
  EXPECT_EQ(StatusOf(Entry()), api::ENTRY_STATUS_ACTIVE);
}

TEST(LifecycleTest, AnEntryIsPendingUntilItIsInForce) {
  api::ListEntry entry = Entry();
  api::EffectiveDate* date = entry.add_effective_dates();
  date->set_kind(api::EFFECTIVE_DATE_KIND_IN_FORCE);
  date->set_date("2027-09-01");
  EXPECT_EQ(StatusOf(Settle(entry, kDay)), api::ENTRY_STATUS_PENDING);
  EXPECT_EQ(StatusOf(Settle(entry, "2027-09-01")), api::ENTRY_STATUS_ACTIVE);
}

TEST(LifecycleTest, ARemovalIsAtOnceUnlessTheRulesPhaseItOut) {
  EXPECT_FALSE(Settle(TakeOff(Entry(), api::REMOVAL_REASON_DISCONTINUED, {}, kDay), kDay).has_value());
  api::ListRules rules;
  rules.mutable_sunset()->set_days(365);
  rules.mutable_sunset()->mutable_cap_share()->set_numerator(1);
  rules.mutable_sunset()->mutable_cap_share()->set_denominator(5);
  rules.mutable_sunset()->set_cap_count(5);
  MaybeEntry entry = Settle(TakeOff(Entry(), api::REMOVAL_REASON_DISCONTINUED, rules, kDay), kDay);
  ASSERT_EQ(StatusOf(entry), api::ENTRY_STATUS_SUNSETTING);
  EXPECT_EQ(entry->sunset().until_date(), "2028-06-29") << "365 days from the effective date, that day included";
  EXPECT_EQ(entry->sunset().cap_count(), 5);
  EXPECT_EQ(entry->removal_reason(), api::REMOVAL_REASON_DISCONTINUED);
  EXPECT_TRUE(Settle(entry, "2028-06-29").has_value());
  EXPECT_FALSE(Settle(entry, "2028-06-30").has_value());
}

TEST(LifecycleTest, ACohortKeepsARemovedEntryUntilItIsThrough) {
  api::ListEntry entry = Entry();
  entry.add_cohorts()->set_until_date("2029-06-30");
  MaybeEntry taken_off = Settle(TakeOff(entry, api::REMOVAL_REASON_NO_EMPLOYER_VALUE, {}, kDay), kDay);
  ASSERT_EQ(StatusOf(taken_off), api::ENTRY_STATUS_SUNSETTING);
  EXPECT_EQ(taken_off->sunset().until_date(), "2027-06-30") << "for everybody else it has ended";
  EXPECT_TRUE(Settle(taken_off, "2029-06-30").has_value());
  EXPECT_FALSE(Settle(taken_off, "2029-07-01").has_value());
}

TEST(LifecycleTest, AnApprovalEndsSunsetAndEmergencyAndKeepsASuspension) {
  api::ListEntry before = InEmergency("2027-12-31", 0);
  before.mutable_sunset()->set_until_date("2027-12-31");
  before.mutable_suspension();
  before.add_cohorts()->set_until_date("2029-06-30");
  api::ListEntry granted = Entry();
  granted.set_tier("tier-2");
  MaybeEntry after = Settle(Grant(before, granted, {}, kDay), kDay);
  EXPECT_EQ(StatusOf(after), api::ENTRY_STATUS_SUSPENDED);
  EXPECT_FALSE(after->has_sunset());
  EXPECT_FALSE(after->has_emergency());
  EXPECT_EQ(after->cohorts_size(), 1);
  EXPECT_EQ(after->tier(), "tier-2");
}

TEST(LifecycleTest, ASuspensionEndsOnItsDayOrWhenItIsLifted) {
  api::ListAction suspension = ActionOf(api::LIST_ACTION_KIND_SUSPENSION);
  suspension.set_until_date("2027-12-31");
  MaybeEntry entry = Settle(CarryOut(suspension, Entry()), kDay);
  ASSERT_EQ(StatusOf(entry), api::ENTRY_STATUS_SUSPENDED);
  EXPECT_EQ(StatusOf(Settle(entry, "2028-01-01")), api::ENTRY_STATUS_ACTIVE);
  EXPECT_EQ(StatusOf(Settle(CarryOut(ActionOf(api::LIST_ACTION_KIND_LIFT_SUSPENSION), entry), kDay)),
            api::ENTRY_STATUS_ACTIVE);
}

TEST(LifecycleTest, AnEmergencyAdditionIsExtendedWithinTheRules) {
  api::ListRules rules;
  rules.mutable_emergency()->set_extension_days(730);
  rules.mutable_emergency()->set_extensions_max(1);
  api::ListAction extension = ActionOf(api::LIST_ACTION_KIND_EXTENSION);
  extension.set_until_date("2029-12-30");
  api::ListEntry entry = InEmergency("2027-12-31", 0);
  EXPECT_EQ(ActionProblem(extension, entry, rules), "");
  MaybeEntry extended = CarryOut(extension, entry);
  EXPECT_EQ(extended->emergency().until_date(), "2029-12-30");
  EXPECT_THAT(ActionProblem(extension, extended, rules), HasSubstr("extended 1 times"));
  extension.set_until_date("2029-12-31");
  EXPECT_THAT(ActionProblem(extension, entry, rules), HasSubstr("not after 2029-12-30")) << "one day too long";
  extension.set_until_date("2027-12-31");
  EXPECT_THAT(ActionProblem(extension, entry, rules), HasSubstr("must lie after 2027-12-31"));
  EXPECT_THAT(ActionProblem(extension, Entry(), rules), HasSubstr("not added in an emergency"));
}

TEST(LifecycleTest, AnEmergencyAdditionEnds) {
  MaybeEntry entry = InEmergency("2027-12-31", 0);
  EXPECT_TRUE(Settle(entry, "2027-12-31").has_value());
  EXPECT_FALSE(Settle(entry, "2028-01-01").has_value());
}

// Every kind of action on every status: there is a problem exactly when the table has no line.
TEST(LifecycleTest, AnActionFitsWhereTheTableHasALine) {
  api::ListRules rules;
  rules.mutable_emergency()->set_extension_days(400);
  rules.mutable_emergency()->set_extensions_max(1);
  for (int kind = 1; kind < api::ListActionKind_ARRAYSIZE; ++kind) {
    for (int status = 1; status < api::EntryStatus_ARRAYSIZE; ++status) {
      api::ListAction action = ActionOf(static_cast<api::ListActionKind>(kind));
      action.set_until_date("2028-01-31");
      MaybeEntry entry;
      if (status != api::ENTRY_STATUS_REMOVED) {
        entry = InEmergency("2027-12-31", 0);
        entry->set_status(static_cast<api::EntryStatus>(status));
      }
      bool has_line =
          FindNext(kEntryMachine, static_cast<api::EntryStatus>(status), CommandOf(action.kind())).has_value();
      EXPECT_EQ(ActionProblem(action, entry, rules).empty(), has_line) << action.kind() << " on " << status;
    }
  }
}

}  // namespace
}  // namespace assay::domain

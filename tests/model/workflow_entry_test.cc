// The cells of the table of entries (services/domain/workflow.h) that decisions and dates make; what list actions do to
// an entry is in workflow_appeal_test.cc.
#include "gtest/gtest.h"
#include "services/domain/list/lifecycle.h"

namespace assay::model {
namespace {

namespace api = ::assay::v1;

using domain::EntryCommand;
using domain::MaybeEntry;

constexpr char kToday[] = "2027-07-01";
constexpr char kYesterday[] = "2027-06-30";
constexpr char kTomorrow[] = "2027-07-02";

constexpr api::EntryStatus kStatuses[] = {api::ENTRY_STATUS_ACTIVE, api::ENTRY_STATUS_PENDING,
                                          api::ENTRY_STATUS_SUNSETTING, api::ENTRY_STATUS_SUSPENDED,
                                          api::ENTRY_STATUS_REMOVED};

void AddInForceDate(const std::string& date, api::ListEntry* entry) {
  entry->add_effective_dates()->set_kind(api::EFFECTIVE_DATE_KIND_IN_FORCE);
  entry->mutable_effective_dates(0)->set_date(date);
}

// An entry that stands so on a list of today.
MaybeEntry EntryThatIs(api::EntryStatus status) {
  if (status == api::ENTRY_STATUS_REMOVED) return absl::nullopt;
  MaybeEntry entry = api::ListEntry();
  if (status == api::ENTRY_STATUS_PENDING) AddInForceDate(kTomorrow, &*entry);
  if (status == api::ENTRY_STATUS_SUNSETTING) entry->mutable_sunset()->set_until_date(kTomorrow);
  if (status == api::ENTRY_STATUS_SUSPENDED) entry->mutable_suspension();
  domain::Restate(kToday, &entry);
  EXPECT_EQ(domain::StatusOf(entry), status);
  return entry;
}

absl::optional<api::EntryStatus> NextInTable(api::EntryStatus status, EntryCommand command) {
  return domain::FindNext(domain::kEntryMachine, status, command);
}

TEST(WorkflowEntryTest, EveryCellOfAGrant) {
  for (api::EntryStatus status : kStatuses) {
    SCOPED_TRACE(api::EntryStatus_Name(status));
    MaybeEntry after = domain::Grant(EntryThatIs(status), {}, {}, kToday);
    domain::Restate(kToday, &after);
    ASSERT_TRUE(NextInTable(status, EntryCommand::kGrant).has_value());
    // An active entry whose first day is still to come is called PENDING, before the grant and after it.
    bool waits = status == api::ENTRY_STATUS_PENDING;
    EXPECT_EQ(domain::StatusOf(after), waits ? status : *NextInTable(status, EntryCommand::kGrant));
    if (waits) {
      EXPECT_EQ(domain::StatusOf(domain::Settle(after, kTomorrow)), *NextInTable(status, EntryCommand::kGrant));
    }
  }
}

TEST(WorkflowEntryTest, EveryCellOfAPhaseOut) {
  api::ListRules rules;
  rules.mutable_sunset()->set_days(365);
  for (api::EntryStatus status : kStatuses) {
    SCOPED_TRACE(api::EntryStatus_Name(status));
    MaybeEntry after = domain::TakeOff(EntryThatIs(status), api::REMOVAL_REASON_DISCONTINUED, rules, kToday);
    domain::Restate(kToday, &after);
    // What cannot be phased out is taken off at once.
    EXPECT_EQ(domain::StatusOf(after),
              NextInTable(status, EntryCommand::kPhaseOut).value_or(api::ENTRY_STATUS_REMOVED));
  }
}

// What has an end, by its emergency or its sunset, is off the list once that has passed; what has none stays.
TEST(WorkflowEntryTest, EveryCellOfAnExpiry) {
  for (api::EntryStatus status : kStatuses) {
    SCOPED_TRACE(api::EntryStatus_Name(status));
    MaybeEntry entry = EntryThatIs(status);
    bool expires = NextInTable(status, EntryCommand::kExpire).has_value();
    if (status == api::ENTRY_STATUS_SUNSETTING) {
      entry->mutable_sunset()->set_until_date(kYesterday);
    } else if (expires) {
      entry->mutable_emergency()->set_until_date(kYesterday);
    }
    EXPECT_EQ(domain::StatusOf(domain::Settle(entry, kToday)),
              NextInTable(status, EntryCommand::kExpire).value_or(status));
    if (!expires || status == api::ENTRY_STATUS_SUNSETTING) continue;
    entry->mutable_emergency()->set_until_date(kToday);
    EXPECT_EQ(domain::StatusOf(domain::Settle(entry, kToday)), status) << "its last day counts";
  }
}

}  // namespace
}  // namespace assay::model

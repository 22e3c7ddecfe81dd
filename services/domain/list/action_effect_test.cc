// What list actions do to the lists that carry them out, and what is told of it.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/list/history.h"
#include "services/domain/list/testing/amendment_fixture.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using ActionEffectTest = AmendmentFixture;

TEST_F(ActionEffectTest, ARemovalForCauseStaysWhenTheCycleIsDraftedAgain) {
  api::ListAction removal = ActionOn("cna", api::LIST_ACTION_KIND_REMOVAL);
  removal.set_removal_reason(api::REMOVAL_REASON_DISCONTINUED);
  ASSERT_THAT(world_.Act(removal, "r"), IsOk());
  ASSERT_THAT(AmendAndPublish(api::AMENDMENT_CAUSE_REMOVAL), IsOk());
  EXPECT_FALSE(Entry(2, "cna").has_value());
  EXPECT_THAT(Differences(1, 2), ElementsAre("REMOVED cna: LIST_ACTION=r(REMOVAL)"));
  world_.PutCredential("dental", "Dental");
  world_.Approved("dental");
  ASSERT_THAT(world_.DraftAndPublish("2027-09-01"), IsOk());
  EXPECT_FALSE(Entry(3, "cna").has_value()) << "its approval was enacted by version 1 already";
  EXPECT_TRUE(Entry(3, "dental").has_value());
}

TEST_F(ActionEffectTest, AnEmergencyAdditionIsListedUntilItsDay) {
  api::ListRules rules;
  rules.mutable_emergency()->set_days(730);
  world_.SetListRules(rules);
  api::ListAction addition = ActionOn("phlebotomy", api::LIST_ACTION_KIND_EMERGENCY_ADDITION);
  addition.set_until_date("2028-06-30");
  addition.set_tier("tier-1");
  ASSERT_THAT(world_.Act(addition, "e"), IsOk());
  ASSERT_THAT(AmendAndPublish(api::AMENDMENT_CAUSE_EMERGENCY), IsOk());
  MaybeEntry entry = Entry(2, "phlebotomy");
  ASSERT_TRUE(entry.has_value());
  EXPECT_EQ(entry->emergency().until_date(), "2028-06-30");
  EXPECT_EQ(entry->tier(), "tier-1");
  EXPECT_EQ(entry->origin(), api::LIST_ORIGIN_COMPUTED);
  ASSERT_THAT(AmendAndPublish(api::AMENDMENT_CAUSE_CORRECTION, "2028-07-01"), IsOk());
  EXPECT_FALSE(Entry(3, "phlebotomy").has_value());
  EXPECT_THAT(Differences(2, 3), ElementsAre("REMOVED phlebotomy: EXPIRY=phlebotomy(ACTIVE until 2028-07-01)"));
}

TEST_F(ActionEffectTest, ASuspensionAndItsLifting) {
  ASSERT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_SUSPENSION), "s"), IsOk());
  ASSERT_THAT(AmendAndPublish(api::AMENDMENT_CAUSE_SUSPENSION), IsOk());
  EXPECT_EQ(Entry(2, "cna")->status(), api::ENTRY_STATUS_SUSPENDED);
  ASSERT_THAT(world_.DraftAndPublish("2027-08-02"), IsOk());
  EXPECT_EQ(Entry(3, "cna")->status(), api::ENTRY_STATUS_SUSPENDED) << "without a day it stays until it is lifted";
  ASSERT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_LIFT_SUSPENSION), "l"), IsOk());
  ASSERT_THAT(AmendAndPublish(api::AMENDMENT_CAUSE_SUSPENSION, "2027-08-03"), IsOk());
  EXPECT_EQ(StatusOf(Entry(4, "cna")), api::ENTRY_STATUS_ACTIVE);
  EXPECT_THAT(Differences(1, 4), IsEmpty());
}

TEST_F(ActionEffectTest, ActionsAreCarriedOutInTheOrderOfTheirConfirmation) {
  ASSERT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_SUSPENSION), "z-first"), IsOk());
  api::ListAction removal = ActionOn("welder", api::LIST_ACTION_KIND_REMOVAL);
  removal.set_removal_reason(api::REMOVAL_REASON_INACCESSIBLE);
  ASSERT_THAT(world_.Act(removal, "a-second"), IsOk());
  removal.set_credential(ListWorld::Credential("cna"));
  ASSERT_THAT(world_.Act(removal, "a-third"), IsOk());
  ASSERT_THAT(AmendAndPublish(api::AMENDMENT_CAUSE_REMOVAL), IsOk());
  EXPECT_THAT(Differences(1, 2),
              ElementsAre("REMOVED cna: LIST_ACTION=z-first(SUSPENSION) LIST_ACTION=a-third(REMOVAL)",
                          "REMOVED welder: LIST_ACTION=a-second(REMOVAL)"));
}

TEST_F(ActionEffectTest, WhatDoesNotFitAnyMoreIsSaidAndLeft) {
  ASSERT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_SUSPENSION), "one"), IsOk());
  ASSERT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_SUSPENSION), "two"), IsOk());
  ASSERT_THAT(AmendAndPublish(api::AMENDMENT_CAUSE_SUSPENSION), IsOk());
  EXPECT_THAT(Differences(1, 2), ElementsAre(HasSubstr("LIST_ACTION=two(not carried out: ")));
}

TEST_F(ActionEffectTest, AnActionThatIsConfirmedAfterTheDraftChangesItsBasis) {
  ASSERT_THAT(world_.Amend(api::AMENDMENT_CAUSE_CORRECTION), IsOk());
  ASSERT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_SUSPENSION), "s"), IsOk());
  EXPECT_THAT(world_.Publish(2), HasReason("BASIS_CHANGED"));
}

TEST_F(ActionEffectTest, DifferencesOverSeveralVersionsTellAllCauses) {
  ASSERT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_SUSPENSION), "s"), IsOk());
  ASSERT_THAT(AmendAndPublish(api::AMENDMENT_CAUSE_SUSPENSION), IsOk());
  api::ListAction removal = ActionOn("cna", api::LIST_ACTION_KIND_REMOVAL);
  removal.set_removal_reason(api::REMOVAL_REASON_DISCONTINUED);
  ASSERT_THAT(world_.Act(removal, "r"), IsOk());
  ASSERT_THAT(AmendAndPublish(api::AMENDMENT_CAUSE_REMOVAL), IsOk());
  EXPECT_THAT(Differences(1, 3), ElementsAre("REMOVED cna: LIST_ACTION=s(SUSPENSION) LIST_ACTION=r(REMOVAL)"));
}

TEST_F(ActionEffectTest, ACorrectionTakesTheFactsOfTheCatalogueOnly) {
  world_.PutCredential("cna", "Corrected", {"31-1131"});
  ASSERT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_CORRECTION), "c"), IsOk());
  ASSERT_THAT(AmendAndPublish(api::AMENDMENT_CAUSE_CORRECTION), IsOk());
  EXPECT_EQ(Entry(2, "cna")->title(), "Corrected");
  EXPECT_EQ(Entry(2, "cna")->proposal(), ListWorld::Proposal("cna"));
}

TEST_F(ActionEffectTest, AnAdoptedListIsAmendedByActionsAlone) {
  ListWorld world;
  world.PutCredential("cna", "CNA");
  ASSERT_THAT(world.Adopt(ListWorld::AdoptRequest("2026-05-01", {"cna"})), IsOk());
  ASSERT_THAT(world.Act(ActionOn("cna", api::LIST_ACTION_KIND_SUSPENSION), "s"), IsOk());
  ASSERT_THAT(world.Amend(api::AMENDMENT_CAUSE_SUSPENSION), IsOk());
  ASSERT_THAT(world.Publish(2), IsOk());
  EXPECT_EQ(world.FindVersion(2).cycle(), "");
  auto entry = *FindItem<EntryFormat>(world.state.scan, 2, "cna");
  EXPECT_EQ(entry->status(), api::ENTRY_STATUS_SUSPENDED);
  EXPECT_EQ(entry->origin(), api::LIST_ORIGIN_ADOPTED);
}

TEST_F(ActionEffectTest, AHistoryGoesFromTheNewestVersionBack) {
  ASSERT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_SUSPENSION), "s"), IsOk());
  ASSERT_THAT(AmendAndPublish(api::AMENDMENT_CAUSE_SUSPENSION), IsOk());
  std::vector<std::string> events;
  uint32_t next = 99;
  auto visit = [&](const std::string& id, const api::CredentialEvent& event) {
    events.push_back(absl::StrCat(LastPart(event.list_version()), " ", id, " ", StateText(event.status())));
    return true;
  };
  ASSERT_THAT(VisitHistory({"cna", "phlebotomy"}, 2, "", 100, world_.state.scan, visit, &next), IsOk());
  EXPECT_THAT(events, ElementsAre("2 cna SUSPENDED", "1 cna ACTIVE", "1 phlebotomy REMOVED"));
  EXPECT_EQ(next, 0u);
  events.clear();
  ASSERT_THAT(VisitHistory({"cna", "phlebotomy"}, 1, "cna", 100, world_.state.scan, visit, &next), IsOk());
  EXPECT_THAT(events, ElementsAre("1 phlebotomy REMOVED"));
}

}  // namespace
}  // namespace assay::domain

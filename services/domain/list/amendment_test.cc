// What later versions of the same list do: amendments, undone approvals, phase-out and dates, and why.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/list/testing/amendment_fixture.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using AmendmentTest = AmendmentFixture;

TEST_F(AmendmentTest, AnAnnulmentTakesBackWhatTheVotesHadGiven) {
  world_.Recount(0, {4, 3, 0, 0, 7});
  ASSERT_THAT(AmendAndPublish(api::AMENDMENT_CAUSE_ANNULMENT), IsOk());
  EXPECT_FALSE(Entry(2, "cna").has_value());
  EXPECT_TRUE(Entry(2, "welder").has_value());
  const api::ListVersion& version = world_.FindVersion(2);
  EXPECT_EQ(version.amends(), 1);
  EXPECT_EQ(version.amendment_cause(), api::AMENDMENT_CAUSE_ANNULMENT);
  EXPECT_EQ(version.amendment_reason(), "for the record");
  EXPECT_EQ(version.basis().policy(), world_.FindVersion(1).basis().policy());
  EXPECT_THAT(Differences(1, 2), ElementsAre("REMOVED cna: PROPOSAL=cna ROUND=r1(result version 1)"));
  EXPECT_THAT(world_.Content(2), HasSubstr("\"amends\":1"));
}

TEST_F(AmendmentTest, TheAmendmentIsWhatAFreshListWouldBe) {
  world_.Recount(0, {4, 3, 0, 0, 7});
  world_.Recount(2, {7, 0, 0, 0, 7});
  ASSERT_THAT(AmendAndPublish(api::AMENDMENT_CAUSE_ANNULMENT), IsOk());
  EXPECT_FALSE(Entry(2, "cna").has_value());
  EXPECT_EQ(Entry(2, "phlebotomy")->change(), api::ENTRY_CHANGE_NEW);
  EXPECT_EQ(Entry(2, "welder")->listed_since_version(), 1);
}

TEST_F(AmendmentTest, AnAmendmentKeepsThePolicyAndTheDatasetOfWhatItAmends) {
  world_.AddOpeningsGate(1'000'000);
  world_.SetDataset("");
  ASSERT_THAT(AmendAndPublish(api::AMENDMENT_CAUSE_CORRECTION), IsOk());
  EXPECT_TRUE(Entry(2, "cna").has_value());
  EXPECT_EQ(world_.FindVersion(2).basis().dataset(), ListWorld::kDataset);
}

TEST_F(AmendmentTest, NothingIsAmendedBeforeTheFirstList) {
  ListWorld empty;
  EXPECT_THAT(empty.Amend(api::AMENDMENT_CAUSE_CORRECTION), HasReason("NOTHING_TO_AMEND"));
  auto request = ListWorld::AmendmentRequest(api::AMENDMENT_CAUSE_APPEAL);
  request.set_cycle("states/nj/cycles/2028");
  EXPECT_THAT(world_.Amend(request), HasReason("CYCLE_NOT_PUBLISHED"));
  EXPECT_THAT(world_.Amend(api::AMENDMENT_CAUSE_UNSPECIFIED), Violates("cause"));
}

TEST_F(AmendmentTest, AnUndoneUpdateGoesBackToWhatStoodBefore) {
  ListWorld world;
  world.PutCredential("cna", "Old title");
  ASSERT_THAT(world.Adopt(ListWorld::AdoptRequest("2026-05-01", {"cna"})), IsOk());
  world.PutCredential("cna", "New title");
  world.Approved("cna", api::PROPOSAL_KIND_UPDATE);
  ASSERT_THAT(world.DraftAndPublish(), IsOk());
  EXPECT_EQ((*FindItem<EntryFormat>(world.state.scan, 2, "cna"))->title(), "New title");
  world.Recount(0, {0, 7, 0, 0, 7});
  ASSERT_THAT(world.Amend(api::AMENDMENT_CAUSE_ANNULMENT), IsOk());
  ASSERT_THAT(world.Publish(3), IsOk());
  auto entry = *FindItem<EntryFormat>(world.state.scan, 3, "cna");
  EXPECT_EQ(entry->title(), "Old title");
  EXPECT_EQ(entry->origin(), api::LIST_ORIGIN_ADOPTED);
  EXPECT_EQ(entry->listed_since_version(), 1);
}

TEST_F(AmendmentTest, AnUndoneRemovalPutsItBack) {
  ListWorld world;
  world.PutCredential("cna", "CNA");
  ASSERT_THAT(world.Adopt(ListWorld::AdoptRequest("2026-05-01", {"cna"})), IsOk());
  world.Approved("cna", api::PROPOSAL_KIND_REMOVAL);
  ASSERT_THAT(world.DraftAndPublish(), IsOk());
  EXPECT_FALSE((*FindItem<EntryFormat>(world.state.scan, 2, "cna")).has_value());
  world.Recount(0, {0, 7, 0, 0, 7});
  ASSERT_THAT(world.Amend(api::AMENDMENT_CAUSE_ANNULMENT), IsOk());
  ASSERT_THAT(world.Publish(3), IsOk());
  EXPECT_TRUE((*FindItem<EntryFormat>(world.state.scan, 3, "cna")).has_value());
}

TEST_F(AmendmentTest, ATieUndoesAnApprovalToo) {
  ledger::DecisionPart change;
  *change.mutable_policy() = world_.state.records.FindOrDefault(PolicyId{"standard"});
  change.mutable_policy()->set_revision(2);
  change.mutable_policy()->set_algorithm_version(2);
  change.mutable_policy()->mutable_validation()->set_tie(api::TIE_RULE_UNDECIDED);
  world_.Put(change);
  ASSERT_THAT(world_.DraftAndPublish("2027-08-01"), IsOk());
  ASSERT_TRUE(Entry(2, "cna").has_value());
  world_.Recount(0, {4, 2, 1, 0, 7});
  ASSERT_THAT(AmendAndPublish(api::AMENDMENT_CAUSE_ANNULMENT), IsOk());
  EXPECT_EQ((*FindDecision(world_.state.scan, 3, "cna"))->outcome(), api::OUTCOME_UNDECIDED);
  EXPECT_FALSE(Entry(3, "cna").has_value());
}

TEST_F(AmendmentTest, APhaseOutGoesOnWhenTheApprovalBeforeItIsUndone) {
  ListWorld world;
  api::ListRules rules;
  rules.mutable_sunset()->set_days(365);
  world.SetListRules(rules);
  world.PutCredential("cna", "Old title");
  ASSERT_THAT(world.Adopt(ListWorld::AdoptRequest("2026-05-01", {"cna"})), IsOk());
  world.PutCredential("cna", "New title");
  world.Approved("cna", api::PROPOSAL_KIND_UPDATE);
  ASSERT_THAT(world.DraftAndPublish(), IsOk());
  world.Approved("out", api::PROPOSAL_KIND_REMOVAL, "cna");
  ASSERT_THAT(world.DraftAndPublish("2027-08-01"), IsOk());
  world.Recount(0, {0, 7, 0, 0, 7});
  ASSERT_THAT(world.Amend(ListWorld::AmendmentRequest(api::AMENDMENT_CAUSE_ANNULMENT, "2027-10-01")), IsOk());
  ASSERT_THAT(world.Publish(4), IsOk());
  auto entry = *FindItem<EntryFormat>(world.state.scan, 4, "cna");
  ASSERT_EQ(StatusOf(entry), api::ENTRY_STATUS_SUNSETTING);
  EXPECT_EQ(entry->title(), "Old title");
  EXPECT_EQ(entry->sunset().until_date(), "2028-07-30") << "its last day is the one that was published";
}

TEST_F(AmendmentTest, RemovedCredentialsArePhasedOutByTheRules) {
  api::ListRules rules;
  rules.mutable_sunset()->set_days(365);
  rules.mutable_sunset()->set_cap_count(5);
  world_.SetListRules(rules);
  world_.Approved("out", api::PROPOSAL_KIND_REMOVAL, "cna");
  ASSERT_THAT(world_.DraftAndPublish("2027-08-01"), IsOk());
  MaybeEntry entry = Entry(2, "cna");
  ASSERT_EQ(StatusOf(entry), api::ENTRY_STATUS_SUNSETTING);
  EXPECT_EQ(entry->sunset().until_date(), "2028-07-30");
  EXPECT_EQ(entry->sunset().cap_count(), 5);
  ASSERT_THAT(world_.DraftAndPublish("2028-08-01"), IsOk());
  EXPECT_FALSE(Entry(3, "cna").has_value());
}

TEST_F(AmendmentTest, NewEntriesGetTheDatesOfTheRules) {
  api::ListRules rules;
  api::EffectiveDateRule* rule = rules.add_effective_dates();
  rule->set_kind(api::EFFECTIVE_DATE_KIND_IN_FORCE);
  rule->set_years_after(1);
  world_.SetListRules(rules);
  world_.PutCredential("dental", "Dental");
  world_.Approved("dental");
  ASSERT_THAT(world_.DraftAndPublish("2027-08-01"), IsOk());
  EXPECT_EQ(Entry(2, "dental")->effective_dates(0).date(), "2028-08-01");
  EXPECT_EQ(Entry(2, "dental")->status(), api::ENTRY_STATUS_PENDING);
  EXPECT_TRUE(Entry(2, "cna")->effective_dates().empty()) << "it was listed before";
  ASSERT_THAT(world_.DraftAndPublish("2028-08-01"), IsOk());
  EXPECT_EQ(StatusOf(Entry(3, "dental")), api::ENTRY_STATUS_ACTIVE);
}

TEST_F(AmendmentTest, AnotherPolicyIsNamedAsTheCause) {
  world_.PutOccupation("31-1131", 4'000'000, 10);
  world_.AddOpeningsGate(1'000'000);
  ASSERT_THAT(world_.DraftAndPublish("2027-08-01"), IsOk());
  EXPECT_THAT(Differences(1, 2),
              ElementsAre("REMOVED cna: PROPOSAL=cna ROUND=r1(result version 0) POLICY=standard@2",
                          "REMOVED welder: PROPOSAL=welder ROUND=r1(result version 0) POLICY=standard@2"));
}

TEST_F(AmendmentTest, AChangedTitleIsNamedAsTheCause) {
  world_.PutCredential("cna", "Certified Nurse Aide", {"31-1131"});
  ASSERT_THAT(world_.DraftAndPublish("2027-08-01"), IsOk());
  EXPECT_THAT(Differences(1, 2), ElementsAre("CHANGED cna: CREDENTIAL=cna"));
}

}  // namespace
}  // namespace assay::domain

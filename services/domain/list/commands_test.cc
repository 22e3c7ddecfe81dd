#include "services/domain/list/commands.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/list/basis.h"
#include "services/domain/list/testing/list_world.h"

namespace assay::domain {
namespace {

using testing::HasSubstr;

class ListCommandsTest : public testing::Test {
 protected:
  ListCommandsTest() {
    world_.PutCredential("cna", "CNA");
    world_.PutCredential("welder", "Welder");
    world_.Approved("cna");
  }

  std::string PreviewEtag() {
    return BasisEtag(*CurrentBasis(ListWorld::kCycle, ListWorld::kPolicy, world_.state.now, world_.state.scan));
  }

  const ledger::StateHead& head() { return world_.state.records.FindOrDefault(StateHeadId{}); }

  ListWorld world_;
};

TEST_F(ListCommandsTest, DraftingAddsOneEvent) {
  api::DraftListVersionRequest request = ListWorld::DraftRequest();
  request.set_basis_etag(PreviewEtag());
  ASSERT_THAT(world_.Draft(request, world_.state.staff), IsOk());
  ASSERT_EQ(world_.state.last.size(), 1u);
  const api::ListVersion& draft = world_.FindVersion(1);
  EXPECT_EQ(draft.state(), api::LIST_VERSION_STATE_DRAFT);
  EXPECT_EQ(draft.drafter(), "states/nj/users/staff");
  EXPECT_EQ(draft.etag(), "1");
  EXPECT_TRUE(draft.has_create_time());
  EXPECT_EQ(head().newest_list_version(), 1);
  EXPECT_EQ(head().list_version_in_force(), 0);

  api::DraftListVersionResponse answer;
  AnswerFromEvents(world_.state.last, &answer);
  EXPECT_EQ(answer.list_version().digest(), draft.digest());
  EXPECT_EQ(answer.summary().entry_count(), 1);
}

TEST_F(ListCommandsTest, DraftingRefusesAnotherBasisThanThePreviewed) {
  api::DraftListVersionRequest request = ListWorld::DraftRequest();
  request.set_basis_etag(PreviewEtag());
  world_.Denied("welder");
  EXPECT_THAT(world_.Draft(request, world_.state.staff), HasReason("BASIS_CHANGED"));
  EXPECT_EQ(head().newest_list_version(), 0);
}

TEST_F(ListCommandsTest, DraftingRefusesWhatChangedWhileItWasComputed) {
  api::DraftListVersionRequest request = ListWorld::DraftRequest();
  auto prepared = BuildDraft(request, world_.state.now, world_.state.scan);
  world_.Endorse("cna", "late");
  absl::Status status = world_.CommitDraft(request, *prepared, world_.state.staff);
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
  EXPECT_THAT(std::string(status.message()), HasSubstr("1 changes to proposals, endorsements"));
}

TEST_F(ListCommandsTest, DraftingRefusesAnEffectiveDateBeforeTheOneInForce) {
  ASSERT_THAT(world_.DraftAndPublish("2027-07-01"), IsOk());
  EXPECT_THAT(world_.Draft(ListWorld::DraftRequest("2027-06-30"), world_.state.staff), Violates("effective_date"));
  EXPECT_THAT(world_.Draft(ListWorld::DraftRequest("2027-07-01"), world_.state.staff), IsOk());
}

TEST_F(ListCommandsTest, DraftingAgainReplacesTheDraftUnderANewEtag) {
  ASSERT_THAT(world_.Draft(), IsOk());
  std::string first_etag = world_.FindVersion(1).etag();
  world_.Denied("welder");
  ASSERT_THAT(world_.Draft(), IsOk());
  EXPECT_EQ(head().newest_list_version(), 1);
  EXPECT_EQ(world_.FindVersion(1).decision_count(), 2);
  EXPECT_EQ(world_.Publish(1, first_etag).code(), absl::StatusCode::kAborted) << "of a draft nobody will see again";
  EXPECT_THAT(world_.Publish(1), IsOk());
}

TEST_F(ListCommandsTest, PublishingPutsTheDraftInForce) {
  ASSERT_THAT(world_.Draft(), IsOk());
  ledger::ListVersionChange before = world_.state.records.FindOrDefault(ListContentId(1)).change();
  ASSERT_THAT(world_.Publish(1), IsOk());
  ASSERT_EQ(world_.state.last.size(), 1u);
  const api::ListVersion& version = world_.FindVersion(1);
  EXPECT_EQ(version.state(), api::LIST_VERSION_STATE_PUBLISHED);
  EXPECT_EQ(version.publisher(), "states/nj/users/approver");
  EXPECT_EQ(version.etag(), "2");
  EXPECT_TRUE(version.has_publish_time());
  EXPECT_EQ(head().list_version_in_force(), 1);
  EXPECT_EQ(world_.state.records.FindOrDefault(ListContentId(1)).change().SerializeAsString(),
            before.SerializeAsString())
      << "the content stays what was drafted";
  api::PublishListVersionResponse answer;
  AnswerFromEvents(world_.state.last, &answer);
  EXPECT_EQ(answer.list_version().publisher(), "states/nj/users/approver");
}

TEST_F(ListCommandsTest, ANewVersionSupersedesTheOneInForce) {
  ASSERT_THAT(world_.DraftAndPublish(), IsOk());
  world_.Approved("welder");
  ASSERT_THAT(world_.DraftAndPublish(), IsOk());
  EXPECT_EQ(world_.FindVersion(1).state(), api::LIST_VERSION_STATE_SUPERSEDED);
  EXPECT_EQ(world_.FindVersion(2).state(), api::LIST_VERSION_STATE_PUBLISHED);
  EXPECT_EQ(world_.FindVersion(2).entry_count(), 2);
}

TEST_F(ListCommandsTest, PublishingNeedsADraft) {
  EXPECT_EQ(world_.Publish(1, "1").code(), absl::StatusCode::kNotFound);
  api::PublishListVersionRequest latest;
  latest.set_name("states/nj/listVersions/latest");
  EXPECT_EQ(world_.state.Do(latest, world_.state.approver).code(), absl::StatusCode::kNotFound);
  ASSERT_THAT(world_.DraftAndPublish(), IsOk());
  EXPECT_THAT(world_.Publish(1), HasReason("WRONG_STATE"));
  world_.Approved("welder");
  ASSERT_THAT(world_.DraftAndPublish(), IsOk());
  absl::Status superseded = world_.Publish(1);
  EXPECT_THAT(superseded, HasReason("WRONG_STATE"));
  EXPECT_THAT(std::string(superseded.message()), HasSubstr("SUPERSEDED"));
}

TEST_F(ListCommandsTest, PublishingNeedsASecondPerson) {
  Principal both = world_.state.approver;
  both.roles.push_back(api::ROLE_AGENCY_STAFF);
  ASSERT_THAT(world_.Draft(ListWorld::DraftRequest(), both), IsOk());
  absl::Status status = world_.Publish(1);
  EXPECT_THAT(status, HasReason("SECOND_PERSON_REQUIRED"));
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(ListCommandsTest, PublishingRefusesAChangedBasis) {
  ASSERT_THAT(world_.Draft(), IsOk());
  world_.PutPolicy(2);
  world_.Endorse("cna", "late");
  absl::Status status = world_.Publish(1);
  EXPECT_THAT(status, HasReason("BASIS_CHANGED"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("revision 2, was at 1; 1 changes"));
  EXPECT_EQ(head().list_version_in_force(), 0);
  ASSERT_THAT(world_.Draft(), IsOk());
  EXPECT_THAT(world_.Publish(1), IsOk());
}

TEST_F(ListCommandsTest, ADraftThatNamedItsRevisionOutlivesANewerOne) {
  api::DraftListVersionRequest request = ListWorld::DraftRequest();
  request.set_policy("states/nj/policies/standard@1");
  ASSERT_THAT(world_.Draft(request, world_.state.staff), IsOk());
  world_.PutPolicy(2);
  EXPECT_THAT(world_.Publish(1), IsOk());
}

TEST_F(ListCommandsTest, AdoptingPublishesAtOnce) {
  ASSERT_THAT(world_.Adopt(ListWorld::AdoptRequest("2020-01-01", {"cna"})), IsOk());
  ASSERT_EQ(world_.state.last.size(), 1u);
  const api::ListVersion& version = world_.FindVersion(1);
  EXPECT_EQ(version.state(), api::LIST_VERSION_STATE_PUBLISHED);
  EXPECT_EQ(version.publisher(), "states/nj/users/admin");
  EXPECT_EQ(version.adoption_date(), "2020-01-01");
  EXPECT_EQ(version.etag(), "1");
  EXPECT_EQ(head().list_version_in_force(), 1);
  EXPECT_EQ(head().newest_adoption_date(), "2020-01-01");
  api::AdoptVersionResponse answer;
  AnswerFromEvents(world_.state.last, &answer);
  EXPECT_EQ(answer.list_version().entry_count(), 1);
}

TEST_F(ListCommandsTest, AdoptingGoesForwardInTime) {
  ASSERT_THAT(world_.Adopt(ListWorld::AdoptRequest("2020-01-01", {"cna"})), IsOk());
  EXPECT_THAT(world_.Adopt(ListWorld::AdoptRequest("2019-12-31", {"cna"})), Violates("adoption_date"));
  EXPECT_THAT(world_.Adopt(ListWorld::AdoptRequest("2020-01-01", {"cna", "welder"})), IsOk()) << "twice on one day";
  EXPECT_THAT(world_.Adopt(ListWorld::AdoptRequest(DateOf(world_.state.now), {"cna"})), IsOk());
  EXPECT_THAT(world_.Adopt(ListWorld::AdoptRequest(DateOf(world_.state.now + absl::Hours(24)), {"cna"})),
              Violates("adoption_date"));
  EXPECT_EQ(head().list_version_in_force(), 3);
  EXPECT_EQ(world_.FindVersion(1).state(), api::LIST_VERSION_STATE_SUPERSEDED);
}

TEST_F(ListCommandsTest, AdoptingComesBeforeComputing) {
  ASSERT_THAT(world_.Adopt(ListWorld::AdoptRequest("2020-01-01", {"welder"})), IsOk());
  ASSERT_THAT(world_.DraftAndPublish(), IsOk());
  EXPECT_THAT(world_.Adopt(ListWorld::AdoptRequest("2021-01-01", {"cna"})), HasReason("COMPUTED_VERSION_IN_FORCE"));
}

TEST_F(ListCommandsTest, AdoptingTakesThePlaceOfADraft) {
  ASSERT_THAT(world_.Draft(), IsOk());
  std::string draft_etag = world_.FindVersion(1).etag();
  ASSERT_THAT(world_.Adopt(ListWorld::AdoptRequest("2020-01-01", {"welder"})), IsOk());
  EXPECT_EQ(world_.FindVersion(1).origin(), api::LIST_ORIGIN_ADOPTED);
  EXPECT_THAT(world_.Publish(1, draft_etag), HasReason("WRONG_STATE"));
}

TEST_F(ListCommandsTest, AdoptingRefusesWhatAnotherAdoptionOvertook) {
  api::AdoptVersionRequest request = ListWorld::AdoptRequest("2020-01-01", {"cna"});
  auto prepared = BuildAdoption(request, world_.state.scan);
  ASSERT_THAT(world_.Adopt(ListWorld::AdoptRequest("2020-01-01", {"welder"})), IsOk());
  EXPECT_THAT(world_.CommitAdoption(request, *prepared), HasReason("BASIS_CHANGED"));
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/list/prepare.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/list/canonical.h"
#include "services/domain/list/testing/list_world.h"

namespace assay::domain {
namespace {

class PrepareTest : public testing::Test {
 protected:
  PrepareTest() {
    world_.PutCredential("cna", "CNA", {"31-1131"});
    world_.PutCredential("welder", "Welder");
  }

  PreparedVersion Draft(const api::DraftListVersionRequest& request = ListWorld::DraftRequest()) {
    auto prepared = BuildDraft(request, world_.state.now, world_.state.scan);
    EXPECT_THAT(prepared.status(), IsOk());
    return *std::move(prepared);
  }

  absl::Status AdoptStatus(const std::vector<std::string>& credentials) {
    return BuildAdoption(ListWorld::AdoptRequest("2020-01-01", credentials), world_.state.scan).status();
  }

  ListWorld world_;
};

TEST_F(PrepareTest, ADraftIsCompleteButForTheCommit) {
  world_.Approved("cna");
  world_.Denied("welder");
  PreparedVersion prepared = Draft();
  const api::ListVersion& version = prepared.change.version();
  EXPECT_EQ(version.name(), ListWorld::Version(1));
  EXPECT_EQ(version.state(), api::LIST_VERSION_STATE_DRAFT);
  EXPECT_EQ(version.origin(), api::LIST_ORIGIN_COMPUTED);
  EXPECT_EQ(version.cycle(), ListWorld::kCycle);
  EXPECT_EQ(version.basis().policy(), "states/nj/policies/standard@1");
  EXPECT_EQ(version.entry_count(), 1);
  EXPECT_EQ(version.decision_count(), 2);
  EXPECT_EQ(prepared.change.summary().denied_count(), 1);
  EXPECT_EQ(prepared.change.computed_at_event_count(), static_cast<int64_t>(world_.state.events.size()));
  EXPECT_FALSE(prepared.change.policy_revision_named());
  ASSERT_EQ(prepared.blobs.size(), 3u);
  EXPECT_EQ(prepared.change.content_chunks(0), Sha256(prepared.blobs[0]));
  EXPECT_EQ(prepared.change.decision_chunks(0), Sha256(prepared.blobs[1]));
  EXPECT_EQ(prepared.change.content_first_ids(0), "cna");
  EXPECT_EQ(prepared.change.decision_first_ids(0), "cna");
}

TEST_F(PrepareTest, TheSameInputsGiveTheSameBytes) {
  world_.Approved("cna");
  PreparedVersion first = Draft();
  world_.state.now += absl::Hours(5);
  EXPECT_EQ(Draft().blobs, first.blobs);
  EXPECT_EQ(Draft().change.SerializeAsString(), first.change.SerializeAsString());
}

TEST_F(PrepareTest, TheHeaderPinsWhatTheListRestsOn) {
  ASSERT_THAT(world_.Adopt(ListWorld::AdoptRequest("2020-01-01", {"welder"})), IsOk());
  world_.Approved("cna");
  auto content = DecodeList(Draft().blobs[0]);
  ASSERT_THAT(content.status(), IsOk());
  EXPECT_EQ(content->header.previous_version, 1);
  EXPECT_EQ(content->header.previous_digest, world_.FindVersion(1).digest());
  EXPECT_EQ(content->header.policy_digest, PolicyDigest(world_.state.records.FindOrDefault(PolicyId{"standard"})));
  EXPECT_EQ(content->header.dataset_digest, std::string(64, 'd'));
  EXPECT_EQ(content->header.algorithm_version, 1);
  EXPECT_FALSE(content->header.rehearsal);
  EXPECT_EQ(content->header.entry_count, 2);
}

TEST_F(PrepareTest, ARehearsalIsMarkedInTheBytes) {
  ledger::DecisionPart change;
  change.mutable_state()->set_name("states/nj");
  change.mutable_state()->set_rehearsal(true);
  world_.Put(change);
  PreparedVersion prepared = Draft();
  EXPECT_TRUE(prepared.change.version().rehearsal());
  EXPECT_TRUE(DecodeList(prepared.blobs[0])->header.rehearsal);
}

TEST_F(PrepareTest, RemembersThatARevisionWasNamed) {
  api::DraftListVersionRequest request = ListWorld::DraftRequest();
  request.set_policy("states/nj/policies/standard@1");
  EXPECT_TRUE(Draft(request).change.policy_revision_named());
}

TEST_F(PrepareTest, AnUnknownCycleIsNotFound) {
  api::DraftListVersionRequest request = ListWorld::DraftRequest();
  request.set_parent("states/nj/cycles/none");
  EXPECT_EQ(BuildDraft(request, world_.state.now, world_.state.scan).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(PrepareTest, AnAdoptionHoldsTheCataloguesTitlesWithoutFigures) {
  world_.PutOccupation("31-1131", 4'000'000, 100);
  auto prepared = BuildAdoption(ListWorld::AdoptRequest("2020-01-01", {"welder", "cna"}), world_.state.scan);
  ASSERT_THAT(prepared.status(), IsOk());
  const api::ListVersion& version = prepared->change.version();
  EXPECT_EQ(version.state(), api::LIST_VERSION_STATE_PUBLISHED);
  EXPECT_EQ(version.origin(), api::LIST_ORIGIN_ADOPTED);
  EXPECT_EQ(version.effective_date(), "2020-01-01");
  EXPECT_EQ(version.authority(), "State Board");
  EXPECT_FALSE(version.has_basis());
  auto content = DecodeList(prepared->blobs[0]);
  ASSERT_EQ(content->entries.size(), 2u);
  EXPECT_EQ(content->header.adoption_date, "2020-01-01");
  EXPECT_EQ(content->entries[0].title(), "CNA");
  EXPECT_EQ(content->entries[0].origin(), api::LIST_ORIGIN_ADOPTED);
  EXPECT_EQ(content->entries[0].proposal(), "");
  EXPECT_FALSE(content->entries[0].has_annual_openings());
}

TEST_F(PrepareTest, AnAdoptionKeepsTheEffectiveDateItIsGiven) {
  api::AdoptVersionRequest request = ListWorld::AdoptRequest("2020-01-01", {"cna"});
  request.set_effective_date("2020-09-01");
  EXPECT_EQ(BuildAdoption(request, world_.state.scan)->change.version().effective_date(), "2020-09-01");
}

TEST_F(PrepareTest, AnAdoptionIsMarkedAgainstTheOneBefore) {
  ASSERT_THAT(world_.Adopt(ListWorld::AdoptRequest("2020-01-01", {"cna"})), IsOk());
  ASSERT_THAT(world_.Adopt(ListWorld::AdoptRequest("2021-01-01", {"cna", "welder"})), IsOk());
  auto content = DecodeList(world_.Content(2));
  ASSERT_THAT(content.status(), IsOk());
  EXPECT_EQ(content->entries[0].change(), api::ENTRY_CHANGE_UNCHANGED);
  EXPECT_EQ(content->entries[0].listed_since_version(), 1);
  EXPECT_EQ(content->entries[1].change(), api::ENTRY_CHANGE_NEW);
  EXPECT_EQ(content->entries[1].listed_since_version(), 2);
}

TEST_F(PrepareTest, AnAdoptionNamesEveryWrongEntry) {
  absl::Status status = AdoptStatus({"cna", "none", "welder", "cna", "none"});
  EXPECT_THAT(status, Violates("entries[1].credential", "entries[3].credential", "entries[4].credential"));
}

TEST_F(PrepareTest, AnAdoptionThatIsWrongThroughoutIsAnsweredInShort) {
  std::vector<std::string> missing;
  for (int i = 0; i < 10'000; ++i) missing.push_back(absl::StrCat("missing-", i));
  absl::Status status = AdoptStatus(missing);
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("(and 9999 more)"));
  EXPECT_LT(ViolatedFields(status).size(), 200u);
}

TEST_F(PrepareTest, AnEmptyListCanBeAdopted) {
  auto prepared = BuildAdoption(ListWorld::AdoptRequest("2020-01-01", {}), world_.state.scan);
  ASSERT_THAT(prepared.status(), IsOk());
  EXPECT_EQ(prepared->blobs.size(), 1u);
}

}  // namespace
}  // namespace assay::domain

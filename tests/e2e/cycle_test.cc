// From proposals to a published list that anyone can check, over the API and the command line of a real server.
#include <algorithm>
#include <functional>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/sha256.h"
#include "tests/e2e/errors.h"
#include "tests/support/world.h"

namespace assay::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kDraft[] = "parent: '$nj/cycles/2027' policy: '$nj/policies/standard' effective_date: '2027-07-01'";

class CycleTest : public ::testing::Test {
 protected:
  CycleTest() : world_(&server_) { world_.MakeOpenRound(); }

  v1::ListVersion Draft(const std::string& who = "sam") {
    return world_.Must<v1::DraftListVersionResponse>(who, kDraft).list_version();
  }
  absl::Status Publish(const v1::ListVersion& draft, const std::string& who = "pat") {
    v1::PublishListVersionRequest request;
    request.set_name(draft.name());
    request.set_etag(draft.etag());
    return world_.Call<v1::PublishListVersionResponse>(who, request).status();
  }
  std::vector<std::string> EntriesOf(const std::string& version) {
    std::vector<std::string> ids;
    auto page = world_.Must<v1::ListEntriesResponse>("", "parent: '$nj/listVersions/" + version + "'");
    for (const v1::ListEntry& entry : page.entries()) ids.push_back(entry.credential().substr(22));
    return ids;
  }

  AssayServer server_;
  World world_;
};

TEST_F(CycleTest, TheListHoldsWhatEmployersAndRulesGranted) {
  world_.VoteAndClose();
  v1::ListVersion version = world_.DraftAndPublish();
  EXPECT_EQ(version.version(), 1);
  EXPECT_EQ(version.state(), v1::LIST_VERSION_STATE_PUBLISHED);
  EXPECT_EQ(version.origin(), v1::LIST_ORIGIN_COMPUTED);
  EXPECT_EQ(version.drafter(), "states/nj/users/sam");
  EXPECT_EQ(version.publisher(), "states/nj/users/pat");
  EXPECT_TRUE(version.rehearsal());

  auto entries = world_.Must<v1::ListEntriesResponse>("", "parent: '$nj/listVersions/latest'");
  ASSERT_THAT(entries.entries(), SizeIs(2));
  const v1::ListEntry& nurse = entries.entries(0);
  EXPECT_EQ(nurse.title(), "Registered Nurse");
  EXPECT_EQ(nurse.issuer(), "NCLEX");
  EXPECT_THAT(nurse.soc_codes(), ElementsAre("29-1141"));
  EXPECT_EQ(nurse.annual_median_wage().cents(), 9000000);
  EXPECT_EQ(nurse.change(), v1::ENTRY_CHANGE_NEW);
  EXPECT_EQ(nurse.origin(), v1::LIST_ORIGIN_COMPUTED);
  EXPECT_EQ(nurse.proposal(), "states/nj/cycles/2027/proposals/nurse");
  EXPECT_EQ(entries.entries(1).credential(), "states/nj/credentials/welder");
}

TEST_F(CycleTest, EveryDecisionHasItsTrace) {
  world_.VoteAndClose();
  world_.DraftAndPublish();
  auto all = world_.Must<v1::ListDecisionsResponse>("", "parent: '$nj/listVersions/latest'");
  ASSERT_THAT(all.decisions(), SizeIs(3));
  EXPECT_EQ(all.decisions(0).outcome(), v1::OUTCOME_DENIED);
  EXPECT_EQ(all.decisions(1).outcome(), v1::OUTCOME_APPROVED);
  EXPECT_EQ(all.decisions(2).outcome(), v1::OUTCOME_APPROVED);
  const v1::Decision& clerk = all.decisions(0);
  auto wage = std::find_if(clerk.trace().begin(), clerk.trace().end(),
                           [](const v1::TraceStep& step) { return step.criterion() == "wage"; });
  ASSERT_NE(wage, clerk.trace().end());
  EXPECT_EQ(wage->verdict(), v1::VERDICT_FAIL);
  EXPECT_THAT(wage->subject(), HasSubstr("43-4071"));
  auto one = world_.Must<v1::ListDecisionsResponse>(
      "", "parent: '$nj/listVersions/1' proposal: '$nj/cycles/2027/proposals/welder'");
  ASSERT_THAT(one.decisions(), SizeIs(1));
  EXPECT_EQ(one.decisions(0).SerializeAsString(), all.decisions(2).SerializeAsString());
  EXPECT_EQ(world_.Must<v1::GetProposalResponse>("sam", "name: '$nj/cycles/2027/proposals/welder'").proposal().state(),
            v1::PROPOSAL_STATE_APPROVED);
  EXPECT_EQ(world_.Must<v1::GetProposalResponse>("sam", "name: '$nj/cycles/2027/proposals/clerk'").proposal().state(),
            v1::PROPOSAL_STATE_DENIED);
}

TEST_F(CycleTest, TheDownloadIsTheDigest) {
  world_.VoteAndClose();
  v1::ListVersion version = world_.DraftAndPublish();
  std::string bytes = world_.Content("1");
  EXPECT_EQ(static_cast<int64_t>(bytes.size()), version.content_bytes());
  EXPECT_EQ(absl::BytesToHexString(Sha256(bytes)), version.digest());
  TemporaryFolder folder;
  CliResult saved = RunCli({"list", "download", "latest", "--output", folder.File("list.jsonl")},
                           {{"ASSAY_SERVER", server_.target()}, {"ASSAY_STATE", "nj"}});
  EXPECT_EQ(saved.exit_code, 0) << saved.err;
  EXPECT_EQ(ReadFile(folder.File("list.jsonl")), bytes);
}

TEST_F(CycleTest, APublishedVersionNeverChangesAndVersionsCanBeCompared) {
  world_.VoteAndClose();
  world_.DraftAndPublish();
  const std::string before = world_.Content("1");
  const auto version_before = world_.Must<v1::GetListVersionResponse>("", "name: '$nj/listVersions/1'").list_version();
  world_.Must<v1::UpdateCredentialResponse>(
      "sam", "credential { name: '$nj/credentials/welder' title: 'Master Welder' } update_mask { paths: 'title' }");
  world_.Must<v1::UpdatePolicyResponse>(
      "ada", "policy { name: '$nj/policies/standard' etag: '" +
                 world_.Must<v1::GetPolicyResponse>("", "name: '$nj/policies/standard'").policy().etag() +
                 R"(' display_name: "Stricter"
      gates { id: "wage" area: "NJ" wage_floor { floor { cents: 6000000 period: PERIOD_YEAR } } }
      validation { minimum_endorsements: 1 quorum { numerator: 1 denominator: 2 }
                   approval_share { numerator: 1 denominator: 2 } } })");
  v1::ListVersion second = world_.DraftAndPublish("2027-08-01");
  EXPECT_EQ(second.version(), 2);
  EXPECT_EQ(world_.Content("1"), before);
  auto version_after = world_.Must<v1::GetListVersionResponse>("", "name: '$nj/listVersions/1'").list_version();
  EXPECT_EQ(version_after.state(), v1::LIST_VERSION_STATE_SUPERSEDED);
  EXPECT_EQ(version_after.digest(), version_before.digest());
  EXPECT_EQ(version_after.publisher(), version_before.publisher());
  auto diff = world_.Must<v1::DiffListVersionsResponse>("", "name: '$nj/listVersions/2' base: '$nj/listVersions/1'");
  std::vector<std::string> seen;
  for (const auto& difference : diff.differences()) {
    seen.push_back(difference.credential() + " " + v1::EntryChange_Name(difference.change()));
  }
  // The stricter revision no longer approves what the one before had approved: it is off the list again.
  EXPECT_EQ(EntriesOf("1"), (std::vector<std::string>{"nurse", "welder"}));
  for (const std::string& line : seen) EXPECT_THAT(line, HasSubstr("welder"));
  EXPECT_EQ(world_.Must<v1::DiffListVersionsResponse>("", "name: '$nj/listVersions/1' base: '$nj/listVersions/1'")
                .differences_size(),
            0);
  ASSERT_TRUE(server_.Restart()) << server_.Log();
  world_.Reconnect();
  EXPECT_EQ(world_.Content("1"), before);
}

TEST_F(CycleTest, ADraftIsShownToTheAgencyOnlyAndItsDrafterMayNotPublishIt) {
  world_.VoteAndClose();
  // ada drafts, and is made an approver too.
  world_.Must<v1::UpdateUserResponse>("operator",
                                      "user { name: '$nj/users/ada' roles: ROLE_ADMINISTRATOR roles: ROLE_APPROVER } "
                                      "update_mask { paths: 'roles' }");
  v1::ListVersion draft = Draft("ada");
  for (const char* who : {"", "acme-1", "pro"}) {
    EXPECT_THAT(world_.Call<v1::GetListVersionResponse>(who, "name: '$nj/listVersions/1'").status(),
                HasCode(absl::StatusCode::kNotFound))
        << who;
    EXPECT_EQ(world_.Must<v1::ListListVersionsResponse>(who, "parent: '$nj'").list_versions_size(), 0);
  }
  EXPECT_THAT(Publish(draft, "ada"), HasReason("SECOND_PERSON_REQUIRED"));
  EXPECT_THAT(Publish(draft, "sam"), HasReason("NOT_A_PUBLISHER"));
  EXPECT_TRUE(Publish(draft, "pat").ok());
  EXPECT_THAT(Publish(draft, "pat"), HasReason("WRONG_STATE"));
}

TEST_F(CycleTest, PublishingIsRefusedWhenWhatItRestsOnChanged) {
  const int64_t deadline = absl::ToUnixSeconds(absl::Now() + absl::Hours(24 * 30));
  world_.Must<v1::CreateRoundResponse>("sam", absl::StrCat(R"(parent: "$nj/cycles/2027" round_id: "r2"
      round { panel: "$nj/panels/trades" policy: "$nj/policies/standard" deadline { seconds: )",
                                                           deadline, " } }"));
  for (const char* call : {"welder2", "nurse2"}) {
    std::string name = std::string("$nj/cycles/2027/proposals/") + call;
    world_.Must<v1::CreateProposalResponse>("sam", std::string("parent: '$nj/cycles/2027' proposal_id: '") + call +
                                                       R"(' proposal { kind: PROPOSAL_KIND_UPDATE
        demand_scope: DEMAND_SCOPE_STATEWIDE evidence_summary: "Again."
        assessment { proctored: true standardized: true independently_graded: true renewable: true }
        credential: "$nj/credentials/clerk" })");
    world_.Must<v1::SubmitProposalResponse>("sam", "name: '" + name + "'");
    world_.Must<v1::ScreenProposalResponse>("sam", "name: '" + name + "'");
  }
  world_.Must<v1::AddRoundItemsResponse>(
      "sam", "name: '$nj/cycles/2027/rounds/r2' proposals: '$nj/cycles/2027/proposals/welder2'");
  world_.Must<v1::OpenRoundResponse>("sam", "name: '$nj/cycles/2027/rounds/r2'");
  world_.Must<v1::CreateDatasetResponse>("sam", R"(parent: "$nj" dataset_id: "other"
      dataset { display_name: "Other" source: "BLS" reference_year: 2025 })");
  ASSERT_TRUE(world_
                  .ImportCsv(v1::IMPORT_KIND_OCCUPATIONS, world_.Name("datasets/other"),
                             "area,soc,title,annual_median_wage\nNJ,51-4121,Welders,1\n")
                  .ok());
  world_.VoteAndClose();

  struct Change {
    const char* what;
    std::function<absl::Status()> make;
    const char* named;
  };
  const std::vector<Change> changes = {
      {"endorsement", [&] { return world_.Endorse("bolt-1", "welder2"); }, "endorsement"},
      {"withdrawal",
       [&] {
         return world_
             .Call<v1::WithdrawProposalResponse>("sam",
                                                 "name: '$nj/cycles/2027/proposals/nurse2' comment: 'Not needed.'")
             .status();
       },
       "proposal"},
      {"round extended",
       [&] {
         return world_
             .Call<v1::ExtendRoundResponse>(
                 "sam", absl::StrCat("name: '$nj/cycles/2027/rounds/r2' deadline { seconds: ", deadline + 60, " }"))
             .status();
       },
       "rounds/r2"},
      {"policy revision",
       [&] {
         auto policy = world_.Must<v1::GetPolicyResponse>("", "name: '$nj/policies/standard'").policy();
         policy.set_display_name("Renamed");
         v1::UpdatePolicyRequest request;
         *request.mutable_policy() = policy;
         return world_.Call<v1::UpdatePolicyResponse>("ada", request).status();
       },
       "policies/standard"},
      {"dataset",
       [&] {
         return world_
             .Call<v1::UpdateCycleResponse>("sam",
                                            "cycle { name: '$nj/cycles/2027' dataset: '$nj/datasets/other' } "
                                            "update_mask { paths: 'dataset' }")
             .status();
       },
       "datasets/other"},
      {"round closed",
       [&] { return world_.Call<v1::CloseRoundResponse>("sam", "name: '$nj/cycles/2027/rounds/r2'").status(); },
       "rounds/r2"},
  };
  for (const Change& change : changes) {
    auto preview =
        world_.Must<v1::PreviewListResponse>("sam", "parent: '$nj/cycles/2027' policy: '$nj/policies/standard'");
    v1::ListVersion draft = Draft();
    absl::Status changed = change.make();
    ASSERT_TRUE(changed.ok()) << change.what << changed;
    absl::Status published = Publish(draft);
    EXPECT_THAT(published, HasReason("BASIS_CHANGED")) << change.what;
    EXPECT_THAT(published, HasCode(absl::StatusCode::kAborted)) << change.what;
    EXPECT_THAT(std::string(published.message()), HasSubstr(change.named)) << change.what;
    auto drafted = world_.Call<v1::DraftListVersionResponse>(
        "sam", std::string(kDraft) + " basis_etag: '" + preview.basis_etag() + "'");
    EXPECT_THAT(drafted.status(), HasReason("BASIS_CHANGED")) << change.what;
  }
  EXPECT_EQ(world_.Must<v1::ListListVersionsResponse>("", "parent: '$nj'").list_versions_size(), 0);
  EXPECT_TRUE(Publish(Draft()).ok());
}

TEST_F(CycleTest, AReplacedDraftCannotBePublishedUnseen) {
  world_.VoteAndClose();
  v1::ListVersion first = Draft();
  v1::ListVersion second = Draft();
  EXPECT_EQ(first.name(), second.name());
  EXPECT_THAT(Publish(first), HasReason("STALE_ETAG"));
  EXPECT_TRUE(Publish(second).ok());
}

TEST_F(CycleTest, AnAdoptedListIsMarkedAsSuch) {
  auto adopted = world_.Must<v1::AdoptVersionResponse>("ada", R"(parent: "$nj" adoption_date: "2020-05-01"
      authority: "State Board" source: "https://example.org/list.pdf"
      entries { credential: "$nj/credentials/clerk" } entries { credential: "$nj/credentials/welder" })");
  EXPECT_EQ(adopted.list_version().origin(), v1::LIST_ORIGIN_ADOPTED);
  EXPECT_EQ(adopted.list_version().authority(), "State Board");
  auto entries = world_.Must<v1::ListEntriesResponse>("", "parent: '$nj/listVersions/1'");
  ASSERT_THAT(entries.entries(), SizeIs(2));
  for (const v1::ListEntry& entry : entries.entries()) EXPECT_EQ(entry.origin(), v1::LIST_ORIGIN_ADOPTED);
  world_.VoteAndClose();
  world_.DraftAndPublish();
  // The clerk was denied anew, but nobody proposed its removal: it stays, as adopted.
  EXPECT_EQ(EntriesOf("2"), (std::vector<std::string>{"clerk", "nurse", "welder"}));
  auto second = world_.Must<v1::ListEntriesResponse>("", "parent: '$nj/listVersions/2'");
  EXPECT_EQ(second.entries(0).origin(), v1::LIST_ORIGIN_ADOPTED);
  EXPECT_EQ(second.entries(0).listed_since_version(), 1);
  EXPECT_EQ(second.entries(2).origin(), v1::LIST_ORIGIN_COMPUTED);
  EXPECT_THAT(world_
                  .Call<v1::AdoptVersionResponse>("ada", R"(parent: "$nj" adoption_date: "2021-05-01"
      authority: "State Board" source: "https://example.org/list.pdf")")
                  .status(),
              HasReason("COMPUTED_VERSION_IN_FORCE"));
}

}  // namespace
}  // namespace assay::testing

// A list between its draft and the years after: comment, signatures, notices, appeals, amendments, histories; over the
// API and the command line of a real server.
#include <string>
#include <vector>

#include "assay/v1/appeal_service.pb.h"
#include "assay/v1/comment_service.pb.h"
#include "assay/v1/list_action_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/errors.h"
#include "tests/support/world.h"

namespace assay::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kStart[] = "2027-06-01T12:00:00Z";
constexpr char kAfterComments[] = "2027-06-12T04:00:00Z";  // the day after ten days, in New Jersey

// The round of MakeOpenRound is closed; comment for ten days, signatures of two agencies, appeals for thirty days.
class ListWorkflowTest : public ::testing::Test {
 protected:
  ListWorkflowTest() : world_(&server_) {
    world_.MakeOpenRound();
    world_.VoteAndClose();
    world_.AddUser("quin", "ROLE_APPROVER");
    SetTime(kStart);
    SetRules(R"pb(comment_days: 10
                  signatures { agency: "tea" }
                  signatures { agency: "twc" }
                  appeal_days: 30
                  appeal_decision_days: 20
                  emergency { days: 730 })pb");
  }

  void SetTime(const std::string& time) {
    world_.Must<v1::SetRehearsalTimeResponse>(
        "ada", "name: '$nj' time { seconds: " + std::to_string(absl::ToUnixSeconds(TimeOf(time))) + " }");
  }
  static absl::Time TimeOf(const std::string& text) {
    absl::Time time;
    std::string error;
    EXPECT_TRUE(absl::ParseTime(absl::RFC3339_full, text, &time, &error)) << error;
    return time;
  }
  void SetRules(const std::string& rules) {
    world_.Must<v1::UpdateCycleResponse>("sam", "cycle { name: '$nj/cycles/2027' cycle_rules { list { " + rules +
                                                    " } } } update_mask { paths: 'cycle_rules' }");
  }
  v1::ListVersion Version(const std::string& version, const std::string& who = "sam") {
    return world_.Must<v1::GetListVersionResponse>(who, "name: '$nj/listVersions/" + version + "'").list_version();
  }
  // Name and etag of a version, and more.
  std::string On(const std::string& version, const std::string& more = "") {
    return "name: '$nj/listVersions/" + version + "' etag: '" + Version(version).etag() + "' " + more;
  }
  void Draft() {
    world_.Must<v1::DraftListVersionResponse>(
        "sam", "parent: '$nj/cycles/2027' policy: '$nj/policies/standard' effective_date: '2027-07-01'");
  }
  void PublishFirst() {
    Draft();
    world_.Must<v1::ReleaseListVersionResponse>("sam", On("1"));
    SetTime(kAfterComments);
    SignAndPublish("1");
  }
  void SignAndPublish(const std::string& version) {
    world_.Must<v1::SignListVersionResponse>("pat", On(version, "agency: 'tea'"));
    world_.Must<v1::SignListVersionResponse>("quin", On(version, "agency: 'twc'"));
    world_.Must<v1::PublishListVersionResponse>("pat", On(version));
  }
  void Amend(const std::string& cause, const std::string& version) {
    world_.Must<v1::DraftAmendmentResponse>(
        "sam", "parent: '$nj' cause: " + cause + " reason: 'for the record' effective_date: '2027-09-01'");
    world_.Must<v1::ReleaseListVersionResponse>("sam", On(version));
    SignAndPublish(version);
  }
  std::string AppealEtag() {
    return world_.Must<v1::GetAppealResponse>("sam", "name: '$nj/cycles/2027/appeals/clerk'").appeal().etag();
  }

  AssayServer server_;
  World world_;
};

TEST_F(ListWorkflowTest, CommentThenTwoSignaturesThenPublished) {
  Draft();
  EXPECT_EQ(world_.Call<v1::GetListVersionResponse>("", "name: '$nj/listVersions/1'").status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(ErrorReason(world_.Call<v1::PublishListVersionResponse>("pat", On("1")).status()), "WRONG_STATE");
  world_.Must<v1::ReleaseListVersionResponse>("sam", On("1"));
  EXPECT_EQ(Version("1", "").state(), v1::LIST_VERSION_STATE_PRELIMINARY) << "the public reads it now";
  EXPECT_THAT(world_.Must<v1::ListEntriesResponse>("", "parent: '$nj/listVersions/1'").entries(), SizeIs(2));
  EXPECT_EQ(ErrorReason(world_.Call<v1::SignListVersionResponse>("pat", On("1", "agency: 'tea'")).status()),
            "COMMENTS_OPEN");
  SetTime(kAfterComments);
  world_.Must<v1::SignListVersionResponse>("pat", On("1", "agency: 'tea'"));
  EXPECT_EQ(ErrorReason(world_.Call<v1::SignListVersionResponse>("pat", On("1", "agency: 'twc'")).status()),
            "ALREADY_SIGNED");
  EXPECT_EQ(ErrorReason(world_.Call<v1::PublishListVersionResponse>("pat", On("1")).status()), "WRONG_STATE");
  world_.Must<v1::SignListVersionResponse>("quin", On("1", "agency: 'twc'"));
  EXPECT_EQ(Version("1").state(), v1::LIST_VERSION_STATE_APPROVED);
  world_.Must<v1::PublishListVersionResponse>("pat", On("1"));
  EXPECT_EQ(Version("latest", "").version(), 1);
  EXPECT_THAT(Version("1", "").signatures(), SizeIs(2));
}

TEST_F(ListWorkflowTest, ThePublicCommentsWithoutATokenAndSeesWhatIsShown) {
  const std::string comment =
      "parent: '$nj/cycles/2027' comment { credential: '$nj/credentials/welder' author_name: 'Pat Doe' "
      "email: 'pat@example.org' text: 'We hire welders.' }";
  EXPECT_EQ(ErrorReason(world_.Call<v1::CreateCommentResponse>("", comment).status()), "COMMENTS_NOT_OPEN");
  Draft();
  world_.Must<v1::ReleaseListVersionResponse>("sam", On("1"));
  v1::Comment sent = world_.Must<v1::CreateCommentResponse>("", comment).comment();
  EXPECT_EQ(sent.author_name(), "Pat Doe") << "the writer sees what was taken";
  EXPECT_THAT(world_.Must<v1::ListCommentsResponse>("", "parent: '$nj/cycles/2027'").comments(), SizeIs(0));
  EXPECT_EQ(world_.Call<v1::GetCommentResponse>("", "name: '$nj/cycles/2027/comments/1'").status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(world_.Must<v1::ListCommentsResponse>("sam", "parent: '$nj/cycles/2027'").comments(0).email(),
            "pat@example.org");
  world_.Must<v1::ShowCommentResponse>("sam", "name: '$nj/cycles/2027/comments/1'");
  world_.Must<v1::AnswerCommentResponse>("sam", "name: '$nj/cycles/2027/comments/1' answer: 'Thank you.'");
  auto shown = world_.Must<v1::ListCommentsResponse>("", "parent: '$nj/cycles/2027'");
  ASSERT_THAT(shown.comments(), SizeIs(1));
  EXPECT_EQ(shown.comments(0).email(), "");
  EXPECT_EQ(shown.comments(0).answer(), "Thank you.");
  CliResult csv = RunCli({"comment", "list", "--cycle", "2027", "--all", "-o", "csv"},
                         {{"ASSAY_SERVER", server_.target()}, {"ASSAY_STATE", "nj"}});
  EXPECT_EQ(csv.exit_code, 0) << csv.err;
  EXPECT_THAT(csv.out, HasSubstr("We hire welders."));
  SetTime(kAfterComments);
  EXPECT_EQ(ErrorReason(world_.Call<v1::CreateCommentResponse>("", comment).status()), "COMMENTS_CLOSED");
}

TEST_F(ListWorkflowTest, ADeemedApprovalHappensAlsoAfterANightSwitchedOff) {
  SetRules("signatures { agency: 'tea' } deemed_approval_days: 90");
  Draft();
  world_.Must<v1::ReleaseListVersionResponse>("sam", On("1"));
  ASSERT_TRUE(server_.Restart()) << server_.Log();
  world_.Reconnect();
  EXPECT_EQ(ErrorReason(world_.Call<v1::PublishListVersionResponse>("pat", On("1")).status()), "WRONG_STATE");
  SetTime("2027-08-31T04:00:00Z");
  absl::StatusOr<v1::PublishListVersionResponse> published;
  // The job may have approved it between the two calls, which changes the etag.
  for (int attempt = 0; attempt < 5; ++attempt) {
    published = world_.Call<v1::PublishListVersionResponse>("pat", On("1"));
    if (published.status().code() != absl::StatusCode::kAborted) break;
  }
  ASSERT_TRUE(published.ok()) << published.status();
  ASSERT_THAT(published->list_version().signatures(), SizeIs(1));
  EXPECT_EQ(published->list_version().signatures(0).signer(), "");
}

TEST_F(ListWorkflowTest, AnAppealEndsInAnAmendmentAndTheHistoryTellsWhy) {
  PublishFirst();
  world_.Must<v1::IssueDecisionNoticesResponse>("sam", On("1"));
  auto notice = world_.Must<v1::GetDecisionNoticeResponse>("sam", "proposal: '$nj/cycles/2027/proposals/clerk'");
  EXPECT_EQ(notice.decision_notice().decision().outcome(), v1::OUTCOME_DENIED);
  EXPECT_EQ(notice.decision_notice().appeal_last_date(), "2027-07-12");
  world_.Must<v1::FileAppealResponse>(
      "sam", "proposal: '$nj/cycles/2027/proposals/clerk' appeal { grounds: 'The wage is of another county.' }");
  world_.Must<v1::AssignAppealResponse>("ada", "name: '$nj/cycles/2027/appeals/clerk' officer: '$nj/users/quin'");
  world_.Must<v1::DecideAppealResponse>(
      "quin", "name: '$nj/cycles/2027/appeals/clerk' outcome: APPEAL_OUTCOME_OVERTURNED reason: 'True.' etag: '" +
                  AppealEtag() + "'");
  const std::string confirm = "name: '$nj/cycles/2027/appeals/clerk' etag: '" + AppealEtag() + "'";
  EXPECT_EQ(ErrorReason(world_.Call<v1::ConfirmAppealDecisionResponse>("quin", confirm).status()),
            "SECOND_PERSON_REQUIRED");
  world_.Must<v1::ConfirmAppealDecisionResponse>("pat", confirm);
  Amend("AMENDMENT_CAUSE_APPEAL", "2");
  auto diff = world_.Must<v1::DiffListVersionsResponse>("", "name: '$nj/listVersions/2' base: '$nj/listVersions/1'");
  ASSERT_THAT(diff.differences(), SizeIs(1));
  EXPECT_EQ(diff.differences(0).change(), v1::ENTRY_CHANGE_NEW);
  std::vector<std::string> causes;
  for (const auto& cause : diff.differences(0).causes()) causes.push_back(cause.resource());
  EXPECT_THAT(causes, ElementsAre("states/nj/cycles/2027/proposals/clerk", "states/nj/cycles/2027/rounds/r1",
                                  "states/nj/cycles/2027/appeals/clerk"));
  auto history = world_.Must<v1::GetCredentialHistoryResponse>("", "name: '$nj/credentials/clerk' page_size: 1");
  ASSERT_THAT(history.events(), SizeIs(1));
  EXPECT_EQ(history.events(0).list_version(), "states/nj/listVersions/2");
  EXPECT_EQ(history.events(0).status(), v1::ENTRY_STATUS_ACTIVE);
  history = world_.Must<v1::GetCredentialHistoryResponse>(
      "", "name: '$nj/credentials/clerk' page_size: 1 page_token: '" + history.next_page_token() + "'");
  ASSERT_THAT(history.events(), SizeIs(1));
  EXPECT_EQ(history.events(0).history().causes(0).outcome(), v1::OUTCOME_DENIED);
  EXPECT_EQ(history.events(0).status(), v1::ENTRY_STATUS_REMOVED);
}

TEST_F(ListWorkflowTest, AnEmergencyAdditionAndItsNotice) {
  PublishFirst();
  world_.Must<v1::CreateListActionResponse>(
      "sam",
      "parent: '$nj/cycles/2027' list_action_id: 'flood' list_action { kind: LIST_ACTION_KIND_EMERGENCY_ADDITION "
      "credential: '$nj/credentials/clerk' until_date: '2028-06-30' reason: 'The flood.' }");
  EXPECT_EQ(ErrorReason(
                world_.Call<v1::ConfirmListActionResponse>("sam", "name: '$nj/cycles/2027/listActions/flood' etag: '1'")
                    .status()),
            "SECOND_PERSON_REQUIRED");
  world_.Must<v1::ConfirmListActionResponse>("pat", "name: '$nj/cycles/2027/listActions/flood' etag: '1'");
  Amend("AMENDMENT_CAUSE_EMERGENCY", "2");
  auto entries = world_.Must<v1::ListEntriesResponse>("", "parent: '$nj/listVersions/latest'");
  ASSERT_THAT(entries.entries(), SizeIs(3));
  EXPECT_EQ(entries.entries(0).emergency().until_date(), "2028-06-30");
  EXPECT_EQ(Version("2", "").amends(), 1);
  world_.Must<v1::IssueDecisionNoticesResponse>("sam", On("2"));
  TemporaryFolder folder;
  WriteFile(folder.File("sam.token"), world_.TokenOf("sam"));
  CliResult printed = RunCli(
      {"notice", "print", "2027/clerk", "--output", folder.File("notice.html")},
      {{"ASSAY_SERVER", server_.target()}, {"ASSAY_STATE", "nj"}, {"ASSAY_TOKEN_FILE", folder.File("sam.token")}});
  EXPECT_EQ(printed.exit_code, 0) << printed.err;
  EXPECT_THAT(ReadFile(folder.File("notice.html")), HasSubstr("You may appeal this decision until"));
}

TEST_F(ListWorkflowTest, LinkedCredentialsShareAHistory) {
  world_.Must<v1::CreateCredentialResponse>("sam",
                                            "parent: '$nj' credential_id: 'welder-2' credential { title: 'Welder 2' }");
  world_.Must<v1::LinkCredentialsResponse>("sam",
                                           "name: '$nj/credentials/welder-2' link { predecessor: "
                                           "'$nj/credentials/welder' kind: CREDENTIAL_LINK_KIND_REPLACES }");
  PublishFirst();
  auto alone = world_.Must<v1::GetCredentialHistoryResponse>("", "name: '$nj/credentials/welder-2'");
  EXPECT_THAT(alone.events(), SizeIs(0));
  auto linked =
      world_.Must<v1::GetCredentialHistoryResponse>("", "name: '$nj/credentials/welder-2' include_linked: true");
  ASSERT_THAT(linked.events(), SizeIs(1));
  EXPECT_EQ(linked.events(0).history().credential(), "states/nj/credentials/welder");
}

TEST_F(ListWorkflowTest, AnAppealIsHeardByARoundOfItsOwn) {
  PublishFirst();
  world_.Must<v1::IssueDecisionNoticesResponse>("sam", On("1"));
  const auto tally_before = world_.Must<v1::GetTallyResponse>(
      "sam", "round: '$nj/cycles/2027/rounds/r1' proposal: '$nj/cycles/2027/proposals/clerk'");
  world_.Must<v1::FileAppealResponse>(
      "sam", "proposal: '$nj/cycles/2027/proposals/clerk' appeal { grounds: 'The wage is of another county.' }");
  EXPECT_EQ(world_.Must<v1::GetProposalResponse>("sam", "name: '$nj/cycles/2027/proposals/clerk'").proposal().state(),
            v1::PROPOSAL_STATE_APPEALED);
  world_.Must<v1::CreateRoundResponse>("sam",
                                       "parent: '$nj/cycles/2027' round_id: 'a1' round { panel: '$nj/panels/trades' "
                                       "policy: '$nj/policies/standard' appeal: '$nj/cycles/2027/appeals/clerk' }");
  world_.Must<v1::AddRoundItemsResponse>(
      "sam", "name: '$nj/cycles/2027/rounds/a1' proposals: '$nj/cycles/2027/proposals/clerk'");
  world_.Must<v1::OpenRoundResponse>("sam", "name: '$nj/cycles/2027/rounds/a1'");
  world_.Must<v1::AssignAppealResponse>("ada",
                                        "name: '$nj/cycles/2027/appeals/clerk' round: '$nj/cycles/2027/rounds/a1'");
  const std::string decide =
      "name: '$nj/cycles/2027/appeals/clerk' outcome: APPEAL_OUTCOME_UPHELD reason: 'The wage holds.' etag: '";
  EXPECT_EQ(ErrorReason(world_.Call<v1::DecideAppealResponse>("quin", decide + AppealEtag() + "'").status()),
            "ROUND_NOT_CLOSED");
  for (const char* who : {"acme-1", "bolt-1", "core-1"}) {
    EXPECT_TRUE(world_.Cast(who, "clerk", v1::BALLOT_CHOICE_REJECT, "a1").ok());
  }
  world_.Must<v1::CloseRoundResponse>("sam", "name: '$nj/cycles/2027/rounds/a1'");
  world_.Must<v1::DecideAppealResponse>("quin", decide + AppealEtag() + "'");
  world_.Must<v1::ConfirmAppealDecisionResponse>("pat",
                                                 "name: '$nj/cycles/2027/appeals/clerk' etag: '" + AppealEtag() + "'");
  EXPECT_EQ(world_.Must<v1::GetProposalResponse>("sam", "name: '$nj/cycles/2027/proposals/clerk'").proposal().state(),
            v1::PROPOSAL_STATE_FINAL);
  const auto tally_after = world_.Must<v1::GetTallyResponse>(
      "sam", "round: '$nj/cycles/2027/rounds/r1' proposal: '$nj/cycles/2027/proposals/clerk'");
  EXPECT_EQ(tally_after.SerializeAsString(), tally_before.SerializeAsString()) << "no other ballot was touched";
}

TEST_F(ListWorkflowTest, AllOfItIsRebuiltFromItsEvents) {
  Draft();
  world_.Must<v1::ReleaseListVersionResponse>("sam", On("1"));
  world_.Must<v1::CreateCommentResponse>(
      "", "parent: '$nj/cycles/2027' comment { author_name: 'Pat Doe' text: 'We hire welders.' }");
  world_.Must<v1::ShowCommentResponse>("sam", "name: '$nj/cycles/2027/comments/1'");
  world_.Must<v1::RequestRevisionsResponse>("pat", On("1", "reason: 'The wages are of last year.'"));
  PublishFirst();
  world_.Must<v1::IssueDecisionNoticesResponse>("sam", On("1"));
  world_.Must<v1::FileAppealResponse>(
      "sam", "proposal: '$nj/cycles/2027/proposals/clerk' appeal { grounds: 'The wage is of another county.' }");
  world_.Must<v1::CreateListActionResponse>(
      "sam",
      "parent: '$nj/cycles/2027' list_action_id: 's' list_action { kind: LIST_ACTION_KIND_SUSPENSION "
      "credential: '$nj/credentials/welder' reason: 'Under investigation.' }");
  world_.Must<v1::ConfirmListActionResponse>("pat", "name: '$nj/cycles/2027/listActions/s' etag: '1'");
  Amend("AMENDMENT_CAUSE_SUSPENSION", "2");
  server_.Stop();
  std::string report;
  EXPECT_EQ(server_.Check(&report), 0) << report;
  ASSERT_TRUE(server_.Restart()) << server_.Log();
  world_.Reconnect();
  EXPECT_TRUE(Version("1").has_notice_time());
  EXPECT_EQ(Version("2").amendment_reason(), "for the record");
  EXPECT_THAT(world_.Must<v1::ListDecisionNoticesResponse>("sam", "parent: '$nj/listVersions/1'").decision_notices(),
              SizeIs(3));
}

}  // namespace
}  // namespace assay::testing

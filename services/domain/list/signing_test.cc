#include "services/domain/list/signing.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/list/commands.h"
#include "services/domain/list/testing/list_world.h"

namespace assay::domain {
namespace {

using ::testing::HasSubstr;

Principal Approver(const std::string& user) {
  Principal principal;
  principal.state = "nj";
  principal.user = user;
  principal.roles = {api::ROLE_APPROVER};
  return principal;
}

class SigningTest : public testing::Test {
 protected:
  SigningTest() {
    world_.PutCredential("cna", "CNA");
    world_.Approved("cna");
    rules_.set_comment_days(10);
    for (const char* agency : {"tea", "twc"}) rules_.add_signatures()->set_agency(agency);
    world_.SetListRules(rules_);
    EXPECT_THAT(world_.Draft(), IsOk());
  }

  absl::Status Release() {
    api::ReleaseListVersionRequest request;
    request.set_name(ListWorld::Version(1));
    request.set_etag(world_.FindVersion(1).etag());
    return world_.state.Do(request, world_.state.staff);
  }

  absl::Status Sign(const std::string& agency, const Principal& principal) {
    api::SignListVersionRequest request;
    request.set_name(ListWorld::Version(1));
    request.set_etag(world_.FindVersion(1).etag());
    request.set_agency(agency);
    return world_.state.Do(request, principal);
  }

  absl::Status Revise() {
    api::RequestRevisionsRequest request;
    request.set_name(ListWorld::Version(1));
    request.set_etag(world_.FindVersion(1).etag());
    request.set_reason("the wages are of last year");
    return world_.state.Do(request, ann_);
  }

  absl::Status RunJob() {
    Events events;
    Principal job;
    job.state = "nj";
    job.job = "deem-lists-approved";
    Context context{"nj", world_.state.now, &job, &world_.state.random};
    absl::Status status =
        DecideDeemedApproval(ListWorld::Version(1), world_.state.now, context, world_.state.records, &events);
    if (status.ok()) world_.state.Commit(&events, job);
    return status;
  }

  void PassComments() { world_.state.now = FromProto(world_.FindVersion(1).comment_close_time()); }
  const api::ListVersion& Version() { return world_.FindVersion(1); }

  ListWorld world_;
  api::ListRules rules_;
  const Principal ann_ = Approver("ann");
  const Principal bob_ = Approver("bob");
};

TEST_F(SigningTest, TheWholeWay) {
  EXPECT_THAT(world_.Publish(1), HasReason("WRONG_STATE")) << "a draft needs comment and signatures first";
  ASSERT_THAT(Release(), IsOk());
  EXPECT_EQ(Version().state(), api::LIST_VERSION_STATE_PRELIMINARY);
  EXPECT_THAT(world_.Publish(1), HasReason("WRONG_STATE"));
  EXPECT_THAT(Sign("tea", ann_), HasReason("COMMENTS_OPEN"));
  PassComments();
  ASSERT_THAT(Sign("tea", ann_), IsOk());
  EXPECT_EQ(Version().state(), api::LIST_VERSION_STATE_PRELIMINARY);
  EXPECT_THAT(world_.Publish(1), HasReason("WRONG_STATE")) << "one signature short";
  ASSERT_THAT(Sign("twc", bob_), IsOk());
  EXPECT_EQ(Version().state(), api::LIST_VERSION_STATE_APPROVED);
  ASSERT_THAT(world_.Publish(1), IsOk());
  EXPECT_EQ(Version().state(), api::LIST_VERSION_STATE_PUBLISHED);
  ASSERT_EQ(Version().signatures_size(), 2);
  EXPECT_EQ(Version().signatures(0).agency(), "tea");
  EXPECT_EQ(Version().signatures(0).signer(), "states/nj/users/ann");
}

TEST_F(SigningTest, TheWindowLeavesWholeDays) {
  ASSERT_THAT(Release(), IsOk());
  // 2027-01-15 in New Jersey, and ten days: the 25th is the last one.
  EXPECT_EQ(absl::FormatTime(absl::RFC3339_sec, FromProto(Version().comment_close_time()), absl::UTCTimeZone()),
            "2027-01-26T05:00:00+00:00");
  const auto& window = world_.state.records.FindOrDefault(CommentWindowId{"2027"});
  EXPECT_EQ(window.list_version(), 1);
  EXPECT_EQ(FromMicros(window.close_time_micros()), FromProto(Version().comment_close_time()));
}

TEST_F(SigningTest, EachSignatureComesFromAnotherPersonAndNoneFromTheDrafter) {
  ASSERT_THAT(Release(), IsOk());
  PassComments();
  Principal drafter = world_.state.staff;
  drafter.roles.push_back(api::ROLE_APPROVER);
  EXPECT_THAT(Sign("tea", drafter), HasReason("SECOND_PERSON_REQUIRED"));
  ASSERT_THAT(Sign("tea", ann_), IsOk());
  EXPECT_THAT(Sign("twc", ann_), HasReason("ALREADY_SIGNED"));
  EXPECT_THAT(Sign("tea", bob_), HasReason("ALREADY_SIGNED")) << "the agency needs one";
  EXPECT_THAT(Sign("thecb", bob_), Violates("agency"));
}

TEST_F(SigningTest, TheRulesMayNameWhoSigns) {
  rules_.mutable_signatures(0)->add_signers("states/nj/users/bob");
  world_.SetListRules(rules_);
  ASSERT_THAT(Release(), IsOk());
  PassComments();
  EXPECT_THAT(Sign("tea", ann_), HasReason("NOT_A_SIGNER"));
  EXPECT_THAT(Sign("tea", bob_), IsOk());
}

TEST_F(SigningTest, RevisionsSendItBackAndTheCommentWindowStays) {
  ASSERT_THAT(Release(), IsOk());
  absl::Time close = FromProto(Version().comment_close_time());
  PassComments();
  ASSERT_THAT(Sign("tea", ann_), IsOk());
  ASSERT_THAT(Revise(), IsOk());
  EXPECT_EQ(Version().state(), api::LIST_VERSION_STATE_DRAFT);
  EXPECT_TRUE(Version().signatures().empty());
  EXPECT_EQ(Version().revision_request().reason(), "the wages are of last year");
  const ledger::Event& event = world_.state.last[0];
  EXPECT_EQ(event.decision().list_version().version().revision_request().reason(), "");
  EXPECT_EQ(event.personal().list_version().revision_request().reason(), "the wages are of last year");
  ASSERT_THAT(world_.Draft(), IsOk());
  ASSERT_THAT(Release(), IsOk());
  EXPECT_EQ(FromProto(Version().comment_close_time()), world_.state.now) << "the public has had its say";
  EXPECT_EQ(FromMicros(world_.state.records.FindOrDefault(CommentWindowId{"2027"}).close_time_micros()), close);
  EXPECT_THAT(Sign("tea", ann_), IsOk());
}

TEST_F(SigningTest, TheRulesMayAskForCommentAgain) {
  rules_.set_comment_again_after_changes(true);
  world_.SetListRules(rules_);
  ASSERT_THAT(Release(), IsOk());
  PassComments();
  ASSERT_THAT(Revise(), IsOk());
  ASSERT_THAT(world_.Draft(), IsOk());
  ASSERT_THAT(Release(), IsOk());
  EXPECT_GT(FromProto(Version().comment_close_time()), world_.state.now + absl::Hours(24 * 9));
}

TEST_F(SigningTest, DeemedApprovalNeedsNoJob) {
  rules_.set_deemed_approval_days(90);
  world_.SetListRules(rules_);
  ASSERT_THAT(Release(), IsOk());
  ASSERT_TRUE(Version().has_deemed_approval_time());
  absl::Time deemed = FromProto(Version().deemed_approval_time());
  world_.state.now = deemed - absl::Microseconds(1);
  EXPECT_THAT(world_.Publish(1), HasReason("WRONG_STATE"));
  world_.state.now = deemed;
  EXPECT_THAT(Sign("tea", ann_), HasReason("WRONG_STATE")) << "it counts as signed";
  ASSERT_THAT(world_.Publish(1), IsOk());
  ASSERT_EQ(Version().signatures_size(), 2);
  EXPECT_EQ(Version().signatures(0).signer(), "");
}

TEST_F(SigningTest, TheJobApprovesOnceAndSaysWhenItWasToHappen) {
  rules_.set_deemed_approval_days(90);
  world_.SetListRules(rules_);
  ASSERT_THAT(Release(), IsOk());
  size_t due = 0;
  auto count = [&due](absl::string_view, const ledger::DueRecord&) { return ++due > 0; };
  ASSERT_THAT(world_.state.scan.Scan<DueId>(PrefixOf<DueId>(), "", count), IsOk());
  EXPECT_EQ(due, 1u);
  ASSERT_THAT(RunJob(), IsOk());
  EXPECT_TRUE(world_.state.last.empty()) << "not before its time";
  world_.state.now = FromProto(Version().deemed_approval_time()) + absl::Hours(9);
  ASSERT_THAT(RunJob(), IsOk());
  ASSERT_EQ(world_.state.last.size(), 1u);
  EXPECT_EQ(Version().state(), api::LIST_VERSION_STATE_APPROVED);
  EXPECT_GT(world_.state.last[0].decision().scheduled_micros(), 0);
  ASSERT_THAT(RunJob(), IsOk());
  EXPECT_TRUE(world_.state.last.empty());
  due = 0;
  ASSERT_THAT(world_.state.scan.Scan<DueId>(PrefixOf<DueId>(), "", count), IsOk());
  EXPECT_EQ(due, 0u);
  EXPECT_THAT(world_.Publish(1), IsOk());
}

TEST_F(SigningTest, RevisionsStopTheDeemedApproval) {
  rules_.set_deemed_approval_days(90);
  world_.SetListRules(rules_);
  ASSERT_THAT(Release(), IsOk());
  ASSERT_THAT(Revise(), IsOk());
  world_.state.now += absl::Hours(24 * 200);
  ASSERT_THAT(RunJob(), IsOk());
  EXPECT_TRUE(world_.state.last.empty());
  EXPECT_THAT(world_.Publish(1), HasReason("WRONG_STATE"));
}

TEST_F(SigningTest, CommentAloneNeedsNoSignature) {
  rules_.clear_signatures();
  world_.SetListRules(rules_);
  ASSERT_THAT(Release(), IsOk());
  EXPECT_THAT(world_.Publish(1), HasReason("WRONG_STATE"));
  PassComments();
  EXPECT_THAT(world_.Publish(1), IsOk());
}

TEST_F(SigningTest, WithoutRulesThereIsNothingToReleaseAndADraftIsPublished) {
  world_.SetListRules({});
  EXPECT_THAT(Release(), HasReason("RELEASE_NOT_NEEDED"));
  EXPECT_THAT(world_.Publish(1), IsOk());
}

TEST_F(SigningTest, StaffPublishesWhereTheRulesSaySo) {
  ASSERT_THAT(Release(), IsOk());
  PassComments();
  ASSERT_THAT(Sign("tea", ann_), IsOk());
  ASSERT_THAT(Sign("twc", bob_), IsOk());
  api::PublishListVersionRequest request;
  request.set_name(ListWorld::Version(1));
  request.set_etag(Version().etag());
  EXPECT_THAT(world_.state.Do(request, world_.state.staff), HasReason("NOT_A_PUBLISHER"));
  rules_.set_publisher(api::LIST_PUBLISHER_STAFF);
  world_.SetListRules(rules_);
  EXPECT_THAT(world_.state.Do(request, world_.state.staff), IsOk()) << "two other people signed";
}

TEST_F(SigningTest, ReleasingAndSigningKeepToTheCalendar) {
  ledger::DecisionPart change;
  *change.mutable_cycle() = world_.state.records.FindOrDefault(CycleId{"2027"});
  api::Stage* stage = change.mutable_cycle()->add_stages();
  stage->set_id("comment");
  stage->set_kind(api::STAGE_KIND_COMMENT);
  *stage->mutable_open_time() = ToProto(world_.state.now + absl::Hours(1));
  *stage->mutable_close_time() = ToProto(world_.state.now + absl::Hours(48));
  *stage->mutable_end_time() = stage->close_time();
  world_.Put(change);
  EXPECT_THAT(Release(), HasReason("STAGE_NOT_OPEN"));
  world_.state.now += absl::Hours(2);
  EXPECT_THAT(Release(), IsOk());
}

TEST_F(SigningTest, AStaleEtagIsRefused) {
  api::ReleaseListVersionRequest request;
  request.set_name(ListWorld::Version(1));
  request.set_etag("17");
  EXPECT_THAT(world_.state.Do(request, world_.state.staff), HasReason("STALE_ETAG"));
  request.set_name(ListWorld::Version(7));
  EXPECT_EQ(world_.state.Do(request, world_.state.staff).code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace assay::domain

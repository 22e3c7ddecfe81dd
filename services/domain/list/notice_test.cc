#include "services/domain/list/notice.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/appeal/appeal.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/list/reader.h"
#include "services/domain/list/testing/list_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

// A published list that denied "welder", with appeals for 30 days that are decided within 20.
class NoticeTest : public testing::Test {
 protected:
  NoticeTest() {
    for (const char* id : {"cna", "welder"}) world_.PutCredential(id, id);
    world_.Approved("cna");
    world_.Denied("welder");
    rules_.set_appeal_days(30);
    rules_.set_appeal_decision_days(20);
    world_.SetListRules(rules_);
    EXPECT_THAT(world_.DraftAndPublish(), IsOk());
    for (const char* user : {"officer", "approver"}) {
      ledger::DecisionPart change;
      change.mutable_user()->set_name(UserName("nj", user));
      change.mutable_user()->add_roles(api::ROLE_APPROVER);
      world_.Put(change);
    }
    officer_.state = "nj";
    officer_.user = "officer";
    officer_.roles = {api::ROLE_APPROVER};
  }

  absl::Status Issue(int version = 1) {
    api::IssueDecisionNoticesRequest request;
    request.set_name(ListWorld::Version(version));
    request.set_etag(world_.FindVersion(version).etag());
    return world_.state.Do(request, world_.state.staff);
  }

  absl::Status File(const std::string& id, const Principal& principal) {
    api::FileAppealRequest request;
    request.set_proposal(ListWorld::Proposal(id));
    request.mutable_appeal()->set_grounds("the tally missed the shipyards");
    ASSAY_ASSIGN_OR_RETURN(AppealableDecision decided, FindAppealable(request.proposal(), world_.state.scan));
    Events events;
    Context context{"nj", world_.state.now, &principal, &world_.state.random};
    ASSAY_RETURN_IF_ERROR(DecideFileAppeal(request, decided, context, world_.state.records, &events));
    world_.state.Commit(&events, principal);
    return absl::OkStatus();
  }
  absl::Status File() { return File("welder", world_.state.staff); }

  absl::Status Assign(const std::string& officer, const std::string& round = "") {
    api::AssignAppealRequest request;
    request.set_name(kAppeal);
    request.set_officer(officer);
    request.set_round(round);
    return world_.state.Do(request, world_.state.administrator);
  }

  absl::Status DecideIt(api::AppealOutcome outcome, const Principal& principal) {
    api::DecideAppealRequest request;
    request.set_name(kAppeal);
    request.set_etag(Appeal().etag());
    request.set_outcome(outcome);
    request.set_reason("they hire 300 a year");
    return world_.state.Do(request, principal);
  }

  template <class Request>
  absl::Status Do(const Principal& principal) {
    Request request;
    request.set_name(kAppeal);
    request.set_etag(Appeal().etag());
    return world_.state.Do(request, principal);
  }

  absl::Status Lapse() {
    Events events;
    Principal job;
    job.job = "lapse-appeals";
    Context context{"nj", world_.state.now, &job, &world_.state.random};
    absl::Status status = DecideAppealLapse(kAppeal, world_.state.now, context, world_.state.records, &events);
    world_.state.Commit(&events, job);
    return status;
  }

  const api::Appeal& Appeal() { return world_.state.records.FindOrDefault(AppealId{"2027", "welder"}); }

  std::vector<std::string> NoticesOf(uint32_t version) {
    std::vector<std::string> ids;
    EXPECT_THAT(VisitNotices(version, "", world_.state.scan,
                             [&ids](const api::DecisionNotice& notice) {
                               ids.push_back(LastPart(notice.proposal()));
                               return true;
                             }),
                IsOk());
    return ids;
  }

  static constexpr char kAppeal[] = "states/nj/cycles/2027/appeals/welder";
  ListWorld world_;
  api::ListRules rules_;
  Principal officer_;
};

TEST_F(NoticeTest, ANoticeTellsOutcomeReasonsAndUntilWhenToAppeal) {
  EXPECT_EQ(FindNotice(ListWorld::Proposal("welder"), world_.state.scan).status().code(), absl::StatusCode::kNotFound);
  ASSERT_THAT(Issue(), IsOk());
  auto notice = FindNotice(ListWorld::Proposal("welder"), world_.state.scan);
  ASSERT_THAT(notice.status(), IsOk());
  EXPECT_EQ(notice->decision().outcome(), api::OUTCOME_DENIED);
  EXPECT_GT(notice->decision().trace_size(), 0);
  EXPECT_EQ(notice->title(), "welder");
  EXPECT_EQ(notice->list_version(), ListWorld::Version(1));
  EXPECT_EQ(notice->appeal_last_date(), "2027-02-14") << "30 days after 2027-01-15";
  EXPECT_FALSE(notice->has_entry());
  auto approved = FindNotice(ListWorld::Proposal("cna"), world_.state.scan);
  ASSERT_THAT(approved.status(), IsOk());
  EXPECT_FALSE(approved->has_appeal_close_time());
  EXPECT_TRUE(approved->has_entry());
}

TEST_F(NoticeTest, NoticesAreIssuedOnceAndOfTheListInForce) {
  ASSERT_THAT(Issue(), IsOk());
  EXPECT_THAT(Issue(), HasReason("NOTICES_ISSUED"));
  ASSERT_THAT(world_.Draft(ListWorld::DraftRequest("2027-08-01"), world_.state.staff), IsOk());
  EXPECT_THAT(Issue(2), HasReason("WRONG_STATE"));
}

TEST_F(NoticeTest, AnAmendmentTellsThoseWhoseDecisionItChanged) {
  ASSERT_THAT(Issue(), IsOk());
  EXPECT_THAT(NoticesOf(1), ElementsAre("cna", "welder"));
  world_.Recount(0, {3, 4, 0, 0, 7});
  ASSERT_THAT(world_.Amend(api::AMENDMENT_CAUSE_ANNULMENT), IsOk());
  ASSERT_THAT(world_.Publish(2), IsOk());
  world_.state.now += absl::Hours(24);
  ASSERT_THAT(Issue(2), IsOk());
  EXPECT_THAT(NoticesOf(2), ElementsAre("cna"));
  EXPECT_EQ(FindNotice(ListWorld::Proposal("cna"), world_.state.scan)->list_version(), ListWorld::Version(2));
  EXPECT_EQ(FindNotice(ListWorld::Proposal("welder"), world_.state.scan)->list_version(), ListWorld::Version(1))
      << "its days for an appeal do not begin again";
}

TEST_F(NoticeTest, AnAppealNeedsANoticeADenialAndTheTime) {
  EXPECT_THAT(File(), HasReason("NO_DECISION_NOTICE"));
  ASSERT_THAT(Issue(), IsOk());
  EXPECT_THAT(File("cna", world_.state.staff), HasReason("NOTHING_DENIED"));
  absl::Time close = FromProto(world_.FindVersion(1).appeal_close_time());
  world_.state.now = close;
  EXPECT_THAT(File(), HasReason("APPEAL_TOO_LATE")) << "from this instant on";
  world_.state.now = close - absl::Microseconds(1);
  EXPECT_THAT(File(), IsOk());
  EXPECT_EQ(File().code(), absl::StatusCode::kAlreadyExists);
}

TEST_F(NoticeTest, OnlyTheProposerAppeals) {
  ASSERT_THAT(Issue(), IsOk());
  Principal stranger;
  stranger.state = "nj";
  stranger.user = "stranger";
  stranger.roles = {api::ROLE_PROPOSER};
  EXPECT_THAT(File("welder", stranger), HasReason("NOT_YOUR_PROPOSAL"));
}

TEST_F(NoticeTest, WithoutAppealDaysThereIsNoAppeal) {
  world_.SetListRules({});
  ASSERT_THAT(Issue(), IsOk());
  EXPECT_THAT(File(), HasReason("NO_APPEALS"));
}

TEST_F(NoticeTest, AnAppealThatIsOverturnedEndsInAnAmendment) {
  ASSERT_THAT(Issue(), IsOk());
  ASSERT_THAT(File(), IsOk());
  EXPECT_EQ(Appeal().grounds(), "the tally missed the shipyards");
  EXPECT_EQ(world_.state.last[0].decision().appeal().grounds(), "") << "texts are personal";
  EXPECT_THAT(DecideIt(api::APPEAL_OUTCOME_OVERTURNED, officer_), HasReason("WRONG_STATE")) << "nobody has it yet";
  ASSERT_THAT(Assign("states/nj/users/officer"), IsOk());
  EXPECT_THAT(DecideIt(api::APPEAL_OUTCOME_OVERTURNED, world_.state.approver), HasReason("NOT_THE_OFFICER"));
  ASSERT_THAT(DecideIt(api::APPEAL_OUTCOME_OVERTURNED, officer_), IsOk());
  EXPECT_THAT(Do<api::ConfirmAppealDecisionRequest>(officer_), HasReason("SECOND_PERSON_REQUIRED"));
  ASSERT_THAT(Do<api::ConfirmAppealDecisionRequest>(world_.state.approver), IsOk());
  EXPECT_EQ(Appeal().state(), api::APPEAL_STATE_OVERTURNED);
  EXPECT_EQ(Appeal().decider(), "states/nj/users/officer");
  EXPECT_EQ(Appeal().confirmer(), "states/nj/users/approver");
  ASSERT_THAT(world_.Amend(api::AMENDMENT_CAUSE_APPEAL), IsOk());
  ASSERT_THAT(world_.Publish(2), IsOk());
  EXPECT_TRUE((*FindItem<EntryFormat>(world_.state.scan, 2, "welder")).has_value());
  auto decision = *FindDecision(world_.state.scan, 2, "welder");
  EXPECT_EQ(decision->trace(decision->trace_size() - 1).criterion(), "appeal");
  auto history = *FindItem<HistoryFormat>(world_.state.scan, 2, "welder");
  EXPECT_EQ(history->causes(history->causes_size() - 1).kind(), api::CHANGE_CAUSE_KIND_APPEAL);
  EXPECT_EQ(history->causes(history->causes_size() - 1).resource(), kAppeal);
}

TEST_F(NoticeTest, AnAppealThatIsUpheldChangesNothing) {
  ASSERT_THAT(Issue(), IsOk());
  ASSERT_THAT(File(), IsOk());
  ASSERT_THAT(Assign("states/nj/users/officer"), IsOk());
  ASSERT_THAT(DecideIt(api::APPEAL_OUTCOME_UPHELD, officer_), IsOk());
  ASSERT_THAT(Do<api::ConfirmAppealDecisionRequest>(world_.state.approver), IsOk());
  EXPECT_EQ(Appeal().state(), api::APPEAL_STATE_UPHELD);
  ASSERT_THAT(world_.Amend(api::AMENDMENT_CAUSE_CORRECTION), IsOk());
  ASSERT_THAT(world_.Publish(2), IsOk());
  EXPECT_FALSE((*FindItem<EntryFormat>(world_.state.scan, 2, "welder")).has_value());
}

TEST_F(NoticeTest, AnOfficerIsAnotherPersonOfTheAgencyAndARoundIsMadeForTheAppeal) {
  ASSERT_THAT(Issue(), IsOk());
  ASSERT_THAT(File(), IsOk());
  EXPECT_THAT(Assign(""), Violates("officer"));
  EXPECT_THAT(Assign("states/nj/users/officer", ListWorld::Round("r1")), Violates("officer"));
  EXPECT_THAT(Assign("states/nj/users/nobody"), Violates("officer"));
  EXPECT_THAT(Assign("", ListWorld::Round("r1")), Violates("round"));
  api::Round round;
  round.set_name(ListWorld::Round("appeal-1"));
  round.set_number(9);
  round.set_appeal(kAppeal);
  round.set_state(api::ROUND_STATE_OPEN);
  world_.PutRound(round);
  ASSERT_THAT(Assign("", ListWorld::Round("appeal-1")), IsOk());
  EXPECT_THAT(DecideIt(api::APPEAL_OUTCOME_UPHELD, officer_), HasReason("ROUND_NOT_CLOSED"));
  round.set_state(api::ROUND_STATE_CLOSED);
  world_.PutRound(round);
  EXPECT_THAT(DecideIt(api::APPEAL_OUTCOME_UPHELD, officer_), IsOk());
}

TEST_F(NoticeTest, TheAppellantNeitherDecidesNorConfirms) {
  ASSERT_THAT(Issue(), IsOk());
  ASSERT_THAT(File(), IsOk());
  ASSERT_THAT(Assign("states/nj/users/officer"), IsOk());
  Principal appellant = world_.state.staff;
  appellant.roles.push_back(api::ROLE_APPROVER);
  EXPECT_THAT(DecideIt(api::APPEAL_OUTCOME_OVERTURNED, appellant), HasReason("SECOND_PERSON_REQUIRED"));
  ASSERT_THAT(DecideIt(api::APPEAL_OUTCOME_OVERTURNED, officer_), IsOk());
  EXPECT_THAT(Do<api::ConfirmAppealDecisionRequest>(appellant), HasReason("SECOND_PERSON_REQUIRED"));
}

TEST_F(NoticeTest, AnAppealLapsesAsTheRulesSay) {
  ASSERT_THAT(Issue(), IsOk());
  ASSERT_THAT(File(), IsOk());
  ASSERT_THAT(Assign("states/nj/users/officer"), IsOk());
  ASSERT_THAT(Lapse(), IsOk());
  EXPECT_TRUE(world_.state.last.empty()) << "not before its time";
  world_.state.now = FromProto(Appeal().decide_by_time());
  EXPECT_THAT(DecideIt(api::APPEAL_OUTCOME_OVERTURNED, officer_), HasReason("APPEAL_OVERDUE"));
  ASSERT_THAT(Lapse(), IsOk());
  EXPECT_EQ(Appeal().state(), api::APPEAL_STATE_UPHELD);
  EXPECT_TRUE(Appeal().lapsed());
  ASSERT_THAT(Lapse(), IsOk());
  EXPECT_TRUE(world_.state.last.empty()) << "exactly once";
}

TEST_F(NoticeTest, TheRulesMayGrantWhatNobodyDecided) {
  rules_.set_appeal_lapse(api::APPEAL_LAPSE_OVERTURNS);
  world_.SetListRules(rules_);
  ASSERT_THAT(Issue(), IsOk());
  ASSERT_THAT(File(), IsOk());
  world_.state.now = FromProto(Appeal().decide_by_time());
  ASSERT_THAT(Lapse(), IsOk());
  EXPECT_EQ(Appeal().state(), api::APPEAL_STATE_OVERTURNED);
}

TEST_F(NoticeTest, AnAppealCanBeTakenBack) {
  ASSERT_THAT(Issue(), IsOk());
  ASSERT_THAT(File(), IsOk());
  ASSERT_THAT(Do<api::WithdrawAppealRequest>(world_.state.staff), IsOk());
  EXPECT_EQ(Appeal().state(), api::APPEAL_STATE_WITHDRAWN);
  EXPECT_THAT(Do<api::WithdrawAppealRequest>(world_.state.staff), HasReason("WRONG_STATE"));
}

TEST_F(NoticeTest, AnAppealReadOfAnOlderListIsRefused) {
  ASSERT_THAT(Issue(), IsOk());
  api::FileAppealRequest request;
  request.set_proposal(ListWorld::Proposal("welder"));
  auto decided = FindAppealable(request.proposal(), world_.state.scan);
  ASSERT_THAT(world_.Amend(api::AMENDMENT_CAUSE_CORRECTION), IsOk());
  ASSERT_THAT(world_.Publish(2), IsOk());
  Events events;
  Context context{"nj", world_.state.now, &world_.state.staff, &world_.state.random};
  EXPECT_THAT(DecideFileAppeal(request, *decided, context, world_.state.records, &events), HasReason("LIST_CHANGED"));
}

}  // namespace
}  // namespace assay::domain

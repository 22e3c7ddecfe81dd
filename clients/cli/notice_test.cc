#include "assay/v1/appeal_service.pb.h"
#include "clients/cli/testing/app_test.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using NoticeAppTest = testing::AppTest;

void FillNotice(v1::DecisionNotice* notice, v1::Outcome outcome) {
  notice->set_proposal("states/nj/cycles/2027/proposals/welder");
  notice->set_title("Welder <AWS>");
  notice->set_list_version("states/nj/listVersions/3");
  notice->set_state_display_name("New Jersey");
  notice->mutable_decision()->set_outcome(outcome);
  v1::TraceStep* step = notice->mutable_decision()->add_trace();
  step->set_criterion("quorum");
  step->set_input("5 of 7 seats");
  step->set_threshold("1/2");
  step->set_verdict(v1::VERDICT_PASS);
  if (outcome != v1::OUTCOME_DENIED) return;
  notice->mutable_appeal_close_time()->set_seconds(1'804'701'600);
  notice->set_appeal_last_date("2027-03-09");
}

TEST_F(NoticeAppTest, ANoticeIsAPageToPrint) {
  Answer<v1::GetDecisionNoticeRequest, v1::GetDecisionNoticeResponse>(
      "AppealService/GetDecisionNotice", [](const auto& request, auto* response) {
        EXPECT_EQ(request.proposal(), "states/nj/cycles/2027/proposals/welder");
        FillNotice(response->mutable_decision_notice(), v1::OUTCOME_DENIED);
        return absl::OkStatus();
      });
  ASSERT_EQ(Assay({"notice", "print", "2027/welder", "--output", "-"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("Decision notice: New Jersey"));
  EXPECT_THAT(out_, HasSubstr("<h2>Welder &lt;AWS&gt;</h2>"));
  EXPECT_THAT(out_, HasSubstr("denied"));
  EXPECT_THAT(out_, HasSubstr("<td>5 of 7 seats</td>"));
  EXPECT_THAT(out_, HasSubstr("until the end of 2027-03-09"));
  EXPECT_EQ(Assay({"notice", "print", "2027/welder"}), 2) << "where to is not guessed";
}

TEST_F(NoticeAppTest, AllNoticesOfAVersionAreSheetsOfOnePage) {
  Answer<v1::ListDecisionNoticesRequest, v1::ListDecisionNoticesResponse>(
      "AppealService/ListDecisionNotices", [](const auto& request, auto* response) {
        EXPECT_EQ(request.parent(), "states/nj/listVersions/latest");
        FillNotice(response->add_decision_notices(), v1::OUTCOME_APPROVED);
        FillNotice(response->add_decision_notices(), v1::OUTCOME_APPROVED);
        return absl::OkStatus();
      });
  ASSERT_EQ(Assay({"notice", "print", "--output", Path("notices.html")}), 0) << err_;
  EXPECT_THAT(err_, HasSubstr("2 notices"));
  ASSERT_EQ(Assay({"notice", "print", "--output", "-"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("cannot be appealed"));
  EXPECT_THAT(out_, Not(HasSubstr("until the end of")));
}

}  // namespace
}  // namespace assay::cli

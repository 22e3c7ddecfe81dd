#include "assay/v1/assignment_service.pb.h"
#include "assay/v1/meeting_service.pb.h"
#include "clients/cli/testing/app_test.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using MeetingAppTest = testing::AppTest;

void FillPacket(v1::GetMeetingPacketResponse* packet) {
  v1::Meeting* meeting = packet->mutable_meeting();
  meeting->set_display_name("Spring & more");
  meeting->mutable_start_time()->set_seconds(1'804'701'600);  // 2027-03-10 18:00 UTC
  packet->set_time_zone("America/New_York");
  packet->set_panel_display_name("Health");
  v1::PacketMember* member = packet->add_members();
  member->set_seat("states/nj/panels/health/seats/s1");
  member->set_employer_legal_name("Acme <Group>");
  member->set_chair(true);
  packet->add_items()->mutable_agenda_item()->set_title("Welcome");
  v1::PacketItem* item = packet->add_items();
  item->mutable_agenda_item()->set_title("Welder");
  item->mutable_agenda_item()->set_proposal("states/nj/cycles/2027/proposals/welder");
  item->set_credential_title("Welder, certified");
  item->set_issuer("Weld Board");
  item->set_type(v1::CREDENTIAL_TYPE_INDUSTRY_CERTIFICATION);
  v1::LevelCount* line = item->add_endorsements();
  line->set_level(v1::ENDORSEMENT_LEVEL_REQUIRED);
  line->set_count(3);
}

TEST_F(MeetingAppTest, ThePacketIsAPageToPrint) {
  Answer<v1::GetMeetingPacketRequest, v1::GetMeetingPacketResponse>(
      "MeetingService/GetMeetingPacket", [](const auto& request, auto* response) {
        EXPECT_EQ(request.name(), "states/nj/panels/health/meetings/spring");
        FillPacket(response);
        return absl::OkStatus();
      });
  ASSERT_EQ(Assay({"meeting", "packet", "health/spring", "--output", "-"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("<h1>Spring &amp; more</h1>"));
  EXPECT_THAT(out_, HasSubstr("Wednesday, March 10, 2027, 13:00 EST"));
  EXPECT_THAT(out_, HasSubstr("<td>Acme &lt;Group&gt;</td>\n<td>chair</td>"));
  EXPECT_THAT(out_, HasSubstr("<h2>2. Welder, certified</h2>"));
  EXPECT_THAT(out_, HasSubstr("industry certification"));
  EXPECT_THAT(out_, HasSubstr("<td>required</td>\n<td>3</td>"));
  EXPECT_THAT(out_, Not(HasSubstr("<h2>1.")));  // a point without a proposal has no sheet
  ASSERT_EQ(Assay({"meeting", "packet", "health/spring", "--output", Path("packet.html")}), 0) << err_;
  EXPECT_TRUE(FileExists(Path("packet.html")));
  EXPECT_EQ(Assay({"meeting", "packet", "health/spring"}), 2);
}

TEST_F(MeetingAppTest, APlanIsShownAsTwoTables) {
  Answer<v1::PlanAssignmentsRequest, v1::PlanAssignmentsResponse>(
      "AssignmentService/PlanAssignments", [](const auto& request, auto* response) {
        EXPECT_EQ(request.numbers().reviewers_min(), 2);
        v1::SeatConsequence* seat = response->add_seats();
        seat->set_seat("states/nj/panels/health/seats/s1");
        seat->set_before_count(6);
        seat->set_after_count(3);
        v1::ProposalConsequence* proposal = response->add_proposals();
        proposal->set_proposal("states/nj/cycles/2027/proposals/welder");
        proposal->set_after_count(2);
        response->set_plan_etag("abc");
        return absl::OkStatus();
      });
  ASSERT_EQ(Assay({"round", "plan", "2027/health-1", "--reviewers-min", "2"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("plan_etag  abc\n"));
  EXPECT_THAT(out_, HasSubstr("SEAT"));
  EXPECT_THAT(out_, HasSubstr("PREFERRED COUNT"));
  EXPECT_THAT(out_, HasSubstr("\nproposals\nPROPOSAL"));
}

}  // namespace
}  // namespace assay::cli

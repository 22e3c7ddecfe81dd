#include "services/domain/meeting/meeting.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/meeting/packet.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

constexpr char kMeeting[] = "states/nj/panels/health/meetings/spring";

class MeetingTest : public ::testing::Test {
 protected:
  MeetingTest() {
    world_.OpenTypicalRound();
    EXPECT_TRUE(world_.setup.ok()) << world_.setup;
    second_.user = "second";
  }

  api::CreateMeetingRequest Create() {
    api::CreateMeetingRequest request;
    request.set_parent(ReviewWorld::kPanel);
    request.set_meeting_id("spring");
    api::Meeting* meeting = request.mutable_meeting();
    meeting->set_display_name("Spring meeting");
    *meeting->mutable_start_time() = ToProto(world_.state.now + absl::Hours(24));
    meeting->set_round(ReviewWorld::Round("r1"));
    meeting->add_agenda()->set_title("Welcome");
    meeting->add_agenda()->set_title("Welder");
    meeting->mutable_agenda(1)->set_proposal(ReviewWorld::Proposal("p1"));
    return request;
  }

  template <class Request>
  static Request Named() {
    Request request;
    request.set_name(kMeeting);
    return request;
  }

  api::RecordAttendanceRequest Attendance() {
    auto request = Named<api::RecordAttendanceRequest>();
    api::Attendance* chair = request.add_attendance();
    chair->set_seat(ReviewWorld::Seat("s1"));
    chair->set_person_name("Al Acme");
    chair->set_presence(api::PRESENCE_IN_PERSON);
    api::Attendance* guest = request.add_attendance();
    guest->set_person_name("Gil Guest");
    guest->set_role("guest");
    guest->set_presence(api::PRESENCE_REMOTE);
    return request;
  }

  api::RecordMinutesRequest Minutes(const std::string& text) {
    auto request = Named<api::RecordMinutesRequest>();
    request.set_minutes(text);
    return request;
  }

  void Hold() {
    ASSERT_TRUE(world_.state.Do(Create(), world_.state.staff).ok());
    world_.state.now += absl::Hours(24);
    ASSERT_TRUE(world_.state.Do(Attendance(), world_.state.staff).ok());
  }

  const api::Meeting& Stored() const { return world_.state.records.FindOrDefault(MeetingId{"health", "spring"}); }

  ReviewWorld world_;
  Principal second_ = world_.state.staff;
};

TEST_F(MeetingTest, IsPlannedHeldMinutedAndApproved) {
  Hold();
  EXPECT_EQ(Stored().state(), api::MEETING_STATE_HELD);
  EXPECT_EQ(Stored().attendance(1).role(), "guest");
  ASSERT_TRUE(world_.state.Do(Minutes("first"), world_.state.staff).ok());
  ASSERT_TRUE(world_.state.Do(Minutes("All agreed."), world_.state.staff).ok());
  auto approve = Named<api::ApproveMinutesRequest>();
  EXPECT_EQ(ErrorReason(world_.state.Do(approve, world_.state.staff)), "SECOND_PERSON_REQUIRED");
  ASSERT_TRUE(world_.state.Do(approve, second_).ok());
  EXPECT_EQ(Stored().state(), api::MEETING_STATE_MINUTES_APPROVED);
  EXPECT_EQ(Stored().minutes(), "All agreed.");
  EXPECT_EQ(Stored().approve_user(), "states/nj/users/second");
  EXPECT_EQ(Stored().attendance_size(), 2);
  EXPECT_EQ(ErrorReason(world_.state.Do(Minutes("other"), world_.state.staff)), "WRONG_STATE");
  EXPECT_EQ(ErrorReason(world_.state.Do(Attendance(), world_.state.staff)), "WRONG_STATE");
}

TEST_F(MeetingTest, NamesAndMinutesArePersonal) {
  Hold();
  ASSERT_TRUE(world_.state.Do(Minutes("Al spoke."), world_.state.staff).ok());
  std::string decision = world_.state.last[0].decision().SerializeAsString();
  for (const char* personal : {"Al Acme", "Gil Guest", "Al spoke.", "users/staff"}) {
    EXPECT_EQ(decision.find(personal), std::string::npos) << personal;
  }
  EXPECT_EQ(MeetingAfter(world_.state.last).SerializeAsString(), Stored().SerializeAsString());
}

TEST_F(MeetingTest, NamesEverythingWrongAtOnce) {
  api::CreateMeetingRequest request = Create();
  request.mutable_meeting()->set_round(ReviewWorld::Round("none"));
  request.mutable_meeting()->mutable_agenda(0)->set_proposal(ReviewWorld::Proposal("none"));
  request.mutable_meeting()->add_agenda()->set_proposal(ReviewWorld::Proposal("p1"));
  EXPECT_THAT(ViolatedFields(world_.state.Do(request, world_.state.staff)),
              ElementsAre("meeting.round", "meeting.agenda[0].proposal", "meeting.agenda[2].proposal"));
  request = Create();
  request.set_parent("states/nj/panels/none");
  EXPECT_EQ(ErrorReason(world_.state.Do(request, world_.state.staff)), "RESOURCE_NOT_FOUND");
  ASSERT_TRUE(world_.state.Do(Create(), world_.state.staff).ok());
  EXPECT_EQ(ErrorReason(world_.state.Do(Create(), world_.state.staff)), "RESOURCE_ALREADY_EXISTS");
}

TEST_F(MeetingTest, IsOneValueOfTheStore) {
  api::CreateMeetingRequest request = Create();
  request.mutable_meeting()->mutable_agenda(0)->set_title(std::string(kMeetingBytesMax, 'x'));
  EXPECT_THAT(ViolatedFields(world_.state.Do(request, world_.state.staff)), ElementsAre("meeting.agenda"));
  Hold();
  EXPECT_THAT(ViolatedFields(world_.state.Do(Minutes(std::string(kMeetingBytesMax, 'x')), world_.state.staff)),
              ElementsAre("minutes"));
}

TEST_F(MeetingTest, ChangesAndEndsOnlyWhilePlanned) {
  ASSERT_TRUE(world_.state.Do(Create(), world_.state.staff).ok());
  api::UpdateMeetingRequest update;
  update.mutable_meeting()->set_name(kMeeting);
  update.mutable_meeting()->set_place("Room 5");
  ASSERT_TRUE(world_.state.Do(update, world_.state.staff).ok());
  EXPECT_EQ(Stored().place(), "Room 5");
  EXPECT_EQ(ErrorReason(world_.state.Do(Minutes("early"), world_.state.staff)), "WRONG_STATE");
  auto cancel = Named<api::CancelMeetingRequest>();
  cancel.set_reason("snow");
  cancel.set_etag("1");
  EXPECT_EQ(ErrorReason(world_.state.Do(cancel, world_.state.staff)), "STALE_ETAG");
  cancel.clear_etag();
  ASSERT_TRUE(world_.state.Do(cancel, world_.state.staff).ok());
  EXPECT_EQ(Stored().cancel_reason(), "snow");
  EXPECT_EQ(ErrorReason(world_.state.Do(update, world_.state.staff)), "WRONG_STATE");
  EXPECT_EQ(ErrorReason(world_.state.Do(cancel, world_.state.staff)), "WRONG_STATE");
}

TEST_F(MeetingTest, AttendanceIsOfThePanelAndFromTheBeginningOn) {
  ASSERT_TRUE(world_.state.Do(Create(), world_.state.staff).ok());
  EXPECT_EQ(ErrorReason(world_.state.Do(Attendance(), world_.state.staff)), "MEETING_NOT_BEGUN");
  world_.state.now += absl::Hours(24);
  api::RecordAttendanceRequest request = Attendance();
  request.mutable_attendance(1)->set_seat(ReviewWorld::Seat("s1"));
  request.mutable_attendance(1)->set_presence(static_cast<api::Presence>(40));
  request.add_attendance()->set_seat("states/nj/panels/other/seats/s1");
  EXPECT_THAT(ViolatedFields(world_.state.Do(request, world_.state.staff)),
              ElementsAre("attendance[1].presence", "attendance[1].seat", "attendance[2].seat"));
  EXPECT_TRUE(world_.state.Do(Attendance(), world_.state.staff).ok());
}

TEST_F(MeetingTest, TheChairApprovesMinutes) {
  Hold();
  auto approve = Named<api::ApproveMinutesRequest>();
  EXPECT_EQ(ErrorReason(world_.state.Do(approve, second_)), "NO_MINUTES");
  ASSERT_TRUE(world_.state.Do(Minutes("done"), world_.state.staff).ok());
  EXPECT_EQ(ErrorReason(world_.state.Do(approve, world_.state.Representative("bolt", "pat"))), "NOT_CHAIR");
  EXPECT_EQ(ErrorReason(world_.state.Do(approve, world_.state.Representative("", "pat"))), "NO_EMPLOYER");
  EXPECT_TRUE(world_.state.Do(approve, world_.state.Representative("acme", "pat")).ok());
}

TEST_F(MeetingTest, ThePacketHoldsWhatThePanelJudges) {
  ledger::DecisionPart credential;
  credential.mutable_credential()->set_name("states/nj/credentials/weld");
  credential.mutable_credential()->set_title("Welder");
  credential.mutable_credential()->set_issuer("Weld Board");
  world_.Put(credential);
  ledger::DecisionPart proposal;
  *proposal.mutable_proposal() = world_.state.records.FindOrDefault(ProposalId{"2027", "p1"});
  proposal.mutable_proposal()->set_credential("states/nj/credentials/weld");
  proposal.mutable_proposal()->set_evidence_summary("hired often");
  world_.Put(proposal);
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_REJECT, "acme").ok());
  world_.PutEmployer("ended");
  ASSERT_TRUE(world_.CreateSeat("s3", "ended", false, "2026-01-01", "2027-01-15").ok());
  // acme and its affiliate are one voice, with the higher level.
  ledger::DecisionPart affiliate;
  *affiliate.mutable_employer() = world_.state.records.FindOrDefault(EmployerId{"bolt"});
  affiliate.mutable_employer()->set_affiliate_of(ReviewWorld::Employer("acme"));
  world_.Put(affiliate);
  int level = api::ENDORSEMENT_LEVEL_NICE_TO_HAVE;
  for (const char* employer : {"acme", "bolt", "ended"}) {
    api::EndorseProposalRequest request;
    request.set_proposal(ReviewWorld::Proposal("p1"));
    request.mutable_endorsement()->set_level(static_cast<api::EndorsementLevel>(level++));
    if (employer == std::string("ended")) request.mutable_endorsement()->set_valid_through_date("2027-01-15");
    ASSERT_TRUE(world_.state.Do(request, world_.state.Representative(employer, "pat")).ok());
  }
  ASSERT_TRUE(world_.state.Do(Create(), world_.state.staff).ok());
  auto packet = ReadMeetingPacket(kMeeting, "nj", world_.state.scan);
  ASSERT_TRUE(packet.ok()) << packet.status();
  ASSERT_EQ(packet->members_size(), 2);  // the third one's term ended on the day before
  EXPECT_TRUE(packet->members(0).chair());
  ASSERT_EQ(packet->items_size(), 2);
  EXPECT_EQ(packet->items(0).credential_title(), "");
  EXPECT_EQ(packet->items(1).credential_title(), "Welder");
  EXPECT_EQ(packet->items(1).issuer(), "Weld Board");
  EXPECT_EQ(packet->items(1).evidence_summary(), "hired often");
  ASSERT_EQ(packet->items(1).endorsements_size(), 1);
  EXPECT_EQ(packet->items(1).endorsements(0).level(), api::ENDORSEMENT_LEVEL_PREFERRED);
  EXPECT_EQ(packet->items(1).endorsements(0).count(), 1);
  EXPECT_EQ(ErrorReason(ReadMeetingPacket("states/nj/panels/health/meetings/none", "nj", world_.state.scan).status()),
            "RESOURCE_NOT_FOUND");
}

}  // namespace
}  // namespace assay::domain

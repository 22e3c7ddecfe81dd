// Every cell of the tables of paper submissions, meetings and overrides (services/domain/workflow.h), driven through
// the real decisions.
#include "gtest/gtest.h"
#include "services/domain/commands/override.h"
#include "services/domain/meeting/meeting.h"
#include "services/domain/paper/paper.h"
#include "services/domain/review/testing/review_world.h"
#include "tests/model/workflow_driver.h"

namespace assay::model {
namespace {

namespace api = ::assay::v1;
using domain::ReviewWorld;

// Round r1 is open for two hours: seats s1 of acme, its chair, and s2 of bolt; proposals p1 to p3.
struct RecordWorld : ReviewWorld {
  RecordWorld() {
    OpenTypicalRound(state.now + absl::Hours(2));
    EXPECT_TRUE(setup.ok()) << setup;
    second.user = "second";
  }

  domain::Principal second = state.staff;
};

void Must(const absl::Status& status) { EXPECT_TRUE(status.ok()) << status; }

template <class Request>
Request Named(const std::string& name) {
  Request request;
  request.set_name(name);
  return request;
}

// ---- Paper submissions: x1, the ballot of acme on p1.

constexpr char kPaper[] = "states/nj/cycles/2027/paperSubmissions/x1";

api::PaperSubmission* StoredPaper(RecordWorld* world) {
  return world->state.records.Mutable(domain::PaperSubmissionId{"2027", "x1"});
}

void PutPaper(RecordWorld* world, api::PaperSubmissionState state) {
  api::RecordPaperBallotRequest request;
  request.set_parent("states/nj/cycles/2027");
  request.set_paper_submission_id("x1");
  request.set_employer(ReviewWorld::Employer("acme"));
  request.mutable_source()->set_channel(api::CHANNEL_PAPER);
  request.mutable_source()->set_document_sha256(std::string(64, 'd'));
  request.mutable_source()->set_received_date("2027-01-15");
  request.mutable_ballot()->set_round(ReviewWorld::Round("r1"));
  request.mutable_ballot()->mutable_paper()->set_proposal(ReviewWorld::Proposal("p1"));
  request.mutable_ballot()->mutable_paper()->set_choice(api::BALLOT_CHOICE_APPROVE);
  Must(world->state.Do(request, world->state.staff));
  bool was_checked = state != api::PAPER_SUBMISSION_STATE_RECORDED && state != api::PAPER_SUBMISSION_STATE_REJECTED;
  if (was_checked) Must(world->state.Do(Named<api::CheckPaperSubmissionRequest>(kPaper), world->second));
  StoredPaper(world)->set_state(state);
}

absl::Status AskOfPaper(RecordWorld* world, domain::PaperCommand command) {
  domain::Principal acme = world->state.Representative("acme", "pat");
  auto dispute = Named<api::DisputePaperSubmissionRequest>(kPaper);
  dispute.set_reason("we said no");
  switch (command) {
    case domain::PaperCommand::kCheck:
      return world->state.Do(Named<api::CheckPaperSubmissionRequest>(kPaper), world->second);
    case domain::PaperCommand::kReject: {
      auto reject = Named<api::RejectPaperSubmissionRequest>(kPaper);
      reject.set_reason("nobody can read it");
      return world->state.Do(reject, world->second);
    }
    case domain::PaperCommand::kConfirm:
      return world->state.Do(Named<api::ConfirmPaperSubmissionRequest>(kPaper), acme);
    case domain::PaperCommand::kDispute:
      return world->state.Do(dispute, acme);
    case domain::PaperCommand::kDisputeLate:
      world->state.now += absl::Hours(3);
      return world->state.Do(dispute, acme);
  }
  return absl::UnimplementedError("no such command");
}

TEST(WorkflowRecordTest, EveryCellOfPaperSubmissions) {
  Driver<RecordWorld, api::PaperSubmissionState, domain::PaperCommand> driver;
  driver.put = PutPaper;
  driver.ask = AskOfPaper;
  driver.state_of = [](RecordWorld* world) { return StoredPaper(world)->state(); };
  ExpectEveryCell(domain::kPaperMachine, driver);
}

// ---- Meetings: spring, which has begun.

constexpr char kMeeting[] = "states/nj/panels/health/meetings/spring";

api::RecordAttendanceRequest Attendance() {
  auto request = Named<api::RecordAttendanceRequest>(kMeeting);
  request.add_attendance()->set_seat(ReviewWorld::Seat("s1"));
  request.mutable_attendance(0)->set_person_name("Al Acme");
  request.mutable_attendance(0)->set_presence(api::PRESENCE_IN_PERSON);
  return request;
}

api::RecordMinutesRequest Minutes() {
  auto request = Named<api::RecordMinutesRequest>(kMeeting);
  request.set_minutes("All agreed.");
  return request;
}

void PutMeeting(RecordWorld* world, api::MeetingState state) {
  api::CreateMeetingRequest request;
  request.set_parent(ReviewWorld::kPanel);
  request.set_meeting_id("spring");
  request.mutable_meeting()->set_display_name("Spring meeting");
  *request.mutable_meeting()->mutable_start_time() = domain::ToProto(world->state.now);
  Must(world->state.Do(request, world->state.staff));
  world->state.now += absl::Hours(1);
  if (state == api::MEETING_STATE_HELD || state == api::MEETING_STATE_MINUTES_APPROVED) {
    Must(world->state.Do(Attendance(), world->state.staff));
    Must(world->state.Do(Minutes(), world->state.staff));
  }
  world->state.records.Mutable(domain::MeetingId{"health", "spring"})->set_state(state);
}

absl::Status AskOfMeeting(RecordWorld* world, domain::MeetingCommand command) {
  switch (command) {
    case domain::MeetingCommand::kUpdate: {
      api::UpdateMeetingRequest request;
      request.mutable_meeting()->set_name(kMeeting);
      request.mutable_meeting()->set_display_name("Spring");
      return world->state.Do(request, world->state.staff);
    }
    case domain::MeetingCommand::kCancel: {
      auto request = Named<api::CancelMeetingRequest>(kMeeting);
      request.set_reason("snow");
      return world->state.Do(request, world->state.staff);
    }
    case domain::MeetingCommand::kRecordAttendance:
      return world->state.Do(Attendance(), world->state.staff);
    case domain::MeetingCommand::kRecordMinutes:
      return world->state.Do(Minutes(), world->state.staff);
    case domain::MeetingCommand::kApproveMinutes:
      return world->state.Do(Named<api::ApproveMinutesRequest>(kMeeting), world->second);
  }
  return absl::UnimplementedError("no such command");
}

TEST(WorkflowRecordTest, EveryCellOfMeetings) {
  Driver<RecordWorld, api::MeetingState, domain::MeetingCommand> driver;
  driver.put = PutMeeting;
  driver.ask = AskOfMeeting;
  driver.state_of = [](RecordWorld* world) {
    return world->state.records.FindOrDefault(domain::MeetingId{"health", "spring"}).state();
  };
  ExpectEveryCell(domain::kMeetingMachine, driver);
}

// ---- Overrides: o1, of the decision on p1.

void PutOverride(RecordWorld* world, api::OverrideState state) {
  api::CreateOverrideRequest request;
  request.set_parent(ReviewWorld::Proposal("p1"));
  request.set_override_id("o1");
  request.mutable_override()->set_outcome(api::OUTCOME_APPROVED);
  request.mutable_override()->set_reason("a plant opens in May");
  Must(world->state.Do(request, world->state.staff));
  world->state.records.Mutable(domain::OverrideId{"2027", "p1", "o1"})->set_state(state);
}

absl::Status AskOfOverride(RecordWorld* world, domain::OverrideCommand command) {
  const std::string name = ReviewWorld::Proposal("p1") + "/overrides/o1";
  switch (command) {
    case domain::OverrideCommand::kConfirm: {
      auto request = Named<api::ConfirmOverrideRequest>(name);
      request.set_etag("1");
      return world->state.Do(request, world->second);
    }
    case domain::OverrideCommand::kCancel: {
      auto request = Named<api::CancelOverrideRequest>(name);
      request.set_reason("the plant does not come");
      return world->state.Do(request, world->second);
    }
  }
  return absl::UnimplementedError("no such command");
}

TEST(WorkflowRecordTest, EveryCellOfOverrides) {
  Driver<RecordWorld, api::OverrideState, domain::OverrideCommand> driver;
  driver.put = PutOverride;
  driver.ask = AskOfOverride;
  driver.state_of = [](RecordWorld* world) {
    return world->state.records.FindOrDefault(domain::OverrideId{"2027", "p1", "o1"}).state();
  };
  ExpectEveryCell(domain::kOverrideMachine, driver);
}

}  // namespace
}  // namespace assay::model

#include "services/domain/paper/paper.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

constexpr char kPaper[] = "states/nj/cycles/2027/paperSubmissions/x1";

// Round r1 is open for two hours: seats s1 of acme and s2 of bolt, proposals p1 to p3.
class PaperTest : public ::testing::Test {
 protected:
  PaperTest() {
    world_.OpenTypicalRound(world_.state.now + absl::Hours(2));
    EXPECT_TRUE(world_.setup.ok()) << world_.setup;
    second_.user = "second";
  }

  static void FillSource(api::PaperSource* source) {
    source->set_channel(api::CHANNEL_PAPER);
    source->set_document_sha256(std::string(64, 'd'));
    source->set_received_date("2027-01-15");
    source->set_note("came by post");
  }

  api::RecordPaperBallotRequest Ballot(const std::string& employer = "acme") {
    api::RecordPaperBallotRequest request;
    request.set_parent("states/nj/cycles/2027");
    request.set_paper_submission_id("x1");
    request.set_employer(ReviewWorld::Employer(employer));
    FillSource(request.mutable_source());
    request.mutable_ballot()->set_round(ReviewWorld::Round("r1"));
    request.mutable_ballot()->mutable_paper()->set_proposal(ReviewWorld::Proposal("p1"));
    request.mutable_ballot()->mutable_paper()->set_choice(api::BALLOT_CHOICE_APPROVE);
    request.mutable_ballot()->mutable_paper()->set_reason("we hire them");
    return request;
  }

  api::RecordPaperEndorsementRequest Letter() {
    api::RecordPaperEndorsementRequest request;
    request.set_parent("states/nj/cycles/2027");
    request.set_paper_submission_id("x1");
    request.set_employer(ReviewWorld::Employer("acme"));
    FillSource(request.mutable_source());
    request.mutable_endorsement()->set_proposal(ReviewWorld::Proposal("p1"));
    request.mutable_endorsement()->mutable_endorsement()->set_level(api::ENDORSEMENT_LEVEL_PREFERRED);
    request.mutable_endorsement()->mutable_endorsement()->set_signer_name("Al Acme");
    return request;
  }

  template <class Request>
  static Request Named() {
    Request request;
    request.set_name(kPaper);
    return request;
  }
  absl::Status Check(const Principal& who) { return world_.state.Do(Named<api::CheckPaperSubmissionRequest>(), who); }
  absl::Status Confirm(const std::string& employer) {
    return world_.state.Do(Named<api::ConfirmPaperSubmissionRequest>(), world_.state.Representative(employer, "pat"));
  }
  absl::Status Dispute(const std::string& employer) {
    auto request = Named<api::DisputePaperSubmissionRequest>();
    request.set_reason("we said no");
    return world_.state.Do(request, world_.state.Representative(employer, "pat"));
  }

  const api::PaperSubmission& Stored() const {
    return world_.state.records.FindOrDefault(PaperSubmissionId{"2027", "x1"});
  }
  int32_t Approvals() const { return world_.state.records.FindOrDefault(TallyId{1, 0}).approve_count(); }
  const ledger::EndorsementRecord& Endorsement() const {
    return world_.state.records.FindOrDefault(EndorsementId{"2027", "p1", "acme"});
  }

  ReviewWorld world_;
  Principal second_ = world_.state.staff;
};

TEST_F(PaperTest, CountsOnceASecondPersonCheckedIt) {
  ASSERT_TRUE(world_.state.Do(Ballot(), world_.state.staff).ok());
  EXPECT_EQ(Stored().state(), api::PAPER_SUBMISSION_STATE_RECORDED);
  EXPECT_EQ(Approvals(), 0);
  EXPECT_EQ(ErrorReason(Check(world_.state.staff)), "SECOND_PERSON_REQUIRED");
  ASSERT_TRUE(Check(second_).ok());
  EXPECT_EQ(Stored().state(), api::PAPER_SUBMISSION_STATE_CHECKED);
  EXPECT_EQ(Stored().record_user(), "states/nj/users/staff");
  EXPECT_EQ(Stored().check_user(), "states/nj/users/second");
  EXPECT_EQ(Approvals(), 1);
  EXPECT_EQ(ErrorReason(Check(second_)), "WRONG_STATE");
}

TEST_F(PaperTest, NamesAndTextsArePersonal) {
  ASSERT_TRUE(world_.state.Do(Ballot(), world_.state.staff).ok());
  std::string decision = world_.state.last[0].decision().SerializeAsString();
  for (const char* personal : {"acme", "we hire them", "came by post", "users/staff"}) {
    EXPECT_EQ(decision.find(personal), std::string::npos) << personal;
  }
  EXPECT_EQ(Stored().employer(), ReviewWorld::Employer("acme"));
  EXPECT_EQ(Stored().ballot().paper().reason(), "we hire them");
  EXPECT_EQ(Stored().source().note(), "came by post");
  api::RecordPaperBallotResponse response;
  AnswerFromEvents(world_.state.last, &response);
  EXPECT_EQ(response.paper_submission().SerializeAsString(), Stored().SerializeAsString());
}

TEST_F(PaperTest, ALetterIsAnEndorsementMarkedAsRecorded) {
  ASSERT_TRUE(world_.state.Do(Letter(), world_.state.staff).ok());
  EXPECT_EQ(world_.state.last[0].decision().SerializeAsString().find("Al Acme"), std::string::npos);
  ASSERT_TRUE(Check(second_).ok());
  const api::Endorsement& endorsement = Endorsement().endorsement();
  EXPECT_EQ(endorsement.level(), api::ENDORSEMENT_LEVEL_PREFERRED);
  EXPECT_EQ(endorsement.signer_name(), "Al Acme");
  EXPECT_EQ(endorsement.channel(), api::CHANNEL_PAPER);
  EXPECT_EQ(endorsement.paper_submission(), kPaper);
  EXPECT_EQ(endorsement.letter_sha256(), std::string(64, 'd'));
}

TEST_F(PaperTest, NamesEverythingWrongAtOnce) {
  api::RecordPaperBallotRequest request = Ballot();
  request.mutable_source()->set_channel(api::CHANNEL_UNSPECIFIED);
  request.mutable_source()->set_received_date("2027-01-16");
  request.mutable_source()->set_meeting("states/nj/panels/health/meetings/none");
  request.mutable_ballot()->set_round("states/nj/cycles/2026/rounds/r1");
  EXPECT_THAT(ViolatedFields(world_.state.Do(request, world_.state.staff)),
              ElementsAre("source.channel", "source.received_date", "source.meeting", "ballot.round"));
  request = Ballot();
  request.mutable_source()->set_channel(api::CHANNEL_MEETING);
  EXPECT_THAT(ViolatedFields(world_.state.Do(request, world_.state.staff)), ElementsAre("source.meeting"));
}

TEST_F(PaperTest, WhatWouldBeRefusedLaterIsRefusedAtOnce) {
  EXPECT_EQ(ErrorReason(world_.state.Do(Ballot("nobody"), world_.state.staff)), "RESOURCE_NOT_FOUND");
  world_.PutEmployer("cog");
  EXPECT_EQ(ErrorReason(world_.state.Do(Ballot("cog"), world_.state.staff)), "NOT_ON_PANEL");
  api::RecordPaperEndorsementRequest letter = Letter();
  letter.mutable_endorsement()->mutable_endorsement()->clear_level();
  EXPECT_THAT(ViolatedFields(world_.state.Do(letter, world_.state.staff)),
              ElementsAre("endorsement.endorsement.level"));
  EXPECT_EQ(world_.state.records.Find(PaperSubmissionId{"2027", "x1"}), nullptr);
  ASSERT_TRUE(world_.state.Do(Ballot(), world_.state.staff).ok());
  EXPECT_EQ(ErrorReason(world_.state.Do(Ballot(), world_.state.staff)), "RESOURCE_ALREADY_EXISTS");
}

TEST_F(PaperTest, IsCheckedBeforeTheDeadline) {
  ASSERT_TRUE(world_.state.Do(Ballot(), world_.state.staff).ok());
  world_.state.now += absl::Hours(2);
  EXPECT_EQ(ErrorReason(Check(second_)), "ROUND_CLOSED");
  EXPECT_EQ(Stored().state(), api::PAPER_SUBMISSION_STATE_RECORDED);
}

TEST_F(PaperTest, ARejectedOneNeverCounts) {
  ASSERT_TRUE(world_.state.Do(Ballot(), world_.state.staff).ok());
  auto request = Named<api::RejectPaperSubmissionRequest>();
  request.set_reason("not signed");
  ASSERT_TRUE(world_.state.Do(request, world_.state.staff).ok());
  EXPECT_EQ(Stored().reason(), "not signed");
  EXPECT_EQ(ErrorReason(Check(second_)), "WRONG_STATE");
  EXPECT_EQ(ErrorReason(Confirm("acme")), "WRONG_STATE");
  EXPECT_EQ(Approvals(), 0);
}

TEST_F(PaperTest, OnlyItsEmployerConfirmsOrDisputes) {
  ASSERT_TRUE(world_.state.Do(Ballot(), world_.state.staff).ok());
  EXPECT_EQ(ErrorReason(Confirm("acme")), "WRONG_STATE");  // not checked yet
  ASSERT_TRUE(Check(second_).ok());
  EXPECT_EQ(ErrorReason(Confirm("bolt")), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ErrorReason(Dispute("bolt")), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ErrorReason(Confirm("")), "NO_EMPLOYER");
  ASSERT_TRUE(Confirm("acme").ok());
  EXPECT_EQ(Stored().state(), api::PAPER_SUBMISSION_STATE_CONFIRMED);
  EXPECT_EQ(Stored().confirm_user(), "states/nj/users/pat");
  EXPECT_EQ(Approvals(), 1);
}

TEST_F(PaperTest, ADisputedBallotStopsCountingWhileTheRoundIsOpen) {
  ASSERT_TRUE(world_.state.Do(Ballot(), world_.state.staff).ok());
  ASSERT_TRUE(Check(second_).ok());
  ASSERT_TRUE(Dispute("acme").ok());
  EXPECT_EQ(Stored().state(), api::PAPER_SUBMISSION_STATE_DISPUTED);
  EXPECT_EQ(Stored().reason(), "we said no");
  EXPECT_EQ(Approvals(), 0);
  EXPECT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_REJECT, "acme").ok());
}

TEST_F(PaperTest, AfterTheRoundADisputeOnlyMarks) {
  ASSERT_TRUE(world_.state.Do(Ballot(), world_.state.staff).ok());
  ASSERT_TRUE(Check(second_).ok());
  ASSERT_TRUE(Confirm("acme").ok());
  world_.state.now += absl::Hours(2);
  ASSERT_TRUE(Dispute("acme").ok());
  EXPECT_EQ(Stored().state(), api::PAPER_SUBMISSION_STATE_DISPUTED_LATE);
  EXPECT_EQ(Approvals(), 1);
  EXPECT_EQ(ErrorReason(Dispute("acme")), "WRONG_STATE");
}

TEST_F(PaperTest, ADisputedLetterIsRevokedOrMarked) {
  ASSERT_TRUE(world_.state.Do(Letter(), world_.state.staff).ok());
  ASSERT_TRUE(Check(second_).ok());
  ASSERT_TRUE(Dispute("acme").ok());
  EXPECT_TRUE(Endorsement().endorsement().revoked());
  EXPECT_TRUE(Endorsement().endorsement().disputed());
}

TEST_F(PaperTest, ALateDisputeOfALetterMarksIt) {
  ASSERT_TRUE(world_.state.Do(Letter(), world_.state.staff).ok());
  ASSERT_TRUE(Check(second_).ok());
  world_.state.now += absl::Hours(2);
  ASSERT_TRUE(Dispute("acme").ok());
  EXPECT_FALSE(Endorsement().endorsement().revoked());
  EXPECT_TRUE(Endorsement().endorsement().disputed());
}

TEST_F(PaperTest, WhatTheEmployerSaidSinceIsNotTakenOut) {
  ASSERT_TRUE(world_.state.Do(Letter(), world_.state.staff).ok());
  ASSERT_TRUE(Check(second_).ok());
  api::EndorseProposalRequest own;
  own.set_proposal(ReviewWorld::Proposal("p1"));
  own.mutable_endorsement()->set_level(api::ENDORSEMENT_LEVEL_REQUIRED);
  ASSERT_TRUE(world_.state.Do(own, world_.state.Representative("acme", "pat")).ok());
  ASSERT_TRUE(Dispute("acme").ok());
  EXPECT_FALSE(Endorsement().endorsement().revoked());
  EXPECT_EQ(Endorsement().endorsement().level(), api::ENDORSEMENT_LEVEL_REQUIRED);
}

TEST_F(PaperTest, ACountingVoteIsHiddenLikeTheBallotsOfItsRound) {
  Principal auditor = world_.state.staff;
  auditor.roles = {api::ROLE_AUDITOR};
  auto shown = [this](const Principal& who) { return ShownTo(Stored(), who, world_.state.now, world_.state.records); };
  ASSERT_TRUE(world_.state.Do(Ballot(), world_.state.staff).ok());
  EXPECT_FALSE(shown(second_).content_hidden());  // who checks it has to see it
  EXPECT_TRUE(shown(auditor).content_hidden());
  ASSERT_TRUE(Check(second_).ok());
  for (const Principal& who : {world_.state.staff, second_, auditor, world_.state.approver}) {
    api::PaperSubmission submission = shown(who);
    EXPECT_TRUE(submission.content_hidden());
    EXPECT_EQ(submission.ballot().paper().choice(), api::BALLOT_CHOICE_UNSPECIFIED);
    EXPECT_EQ(submission.ballot().paper().reason(), "");
    EXPECT_EQ(submission.source().note(), "");
  }
  EXPECT_EQ(shown(world_.state.Representative("acme", "pat")).ballot().paper().choice(), api::BALLOT_CHOICE_APPROVE);
  world_.state.now += absl::Hours(2);
  EXPECT_FALSE(shown(world_.state.staff).content_hidden());
}

TEST_F(PaperTest, EmployersKnowOfTheirOwnOnly) {
  ASSERT_TRUE(world_.state.Do(Ballot(), world_.state.staff).ok());
  EXPECT_TRUE(PaperVisible(Stored(), world_.state.Representative("acme", "pat")));
  EXPECT_FALSE(PaperVisible(Stored(), world_.state.Representative("bolt", "pat")));
  EXPECT_FALSE(PaperVisible(Stored(), world_.state.Representative("", "pat")));
  EXPECT_TRUE(PaperVisible(Stored(), world_.state.approver));
}

}  // namespace
}  // namespace assay::domain

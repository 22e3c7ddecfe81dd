// Employers as they are: verified with evidence, affiliated and merged, on panels, planned for, endorsing by rules,
// heard on paper and in meetings. At the end of each test the database's records follow from its events.
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "assay/v1/assignment_service.pb.h"
#include "assay/v1/endorsement_service.pb.h"
#include "assay/v1/meeting_service.pb.h"
#include "assay/v1/paper_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/errors.h"
#include "tests/support/world.h"

namespace assay::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kDigest[] = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
constexpr char kWelderOnRound[] = "round: '$nj/cycles/2027/rounds/r1' proposal: '$nj/cycles/2027/proposals/welder'";

class EmployersTest : public ::testing::Test {
 protected:
  EmployersTest() : world_(&server_) {
    world_.MakeOpenRound();
    world_.AddUser("sue", "ROLE_AGENCY_STAFF");
  }

  void TearDown() override {
    server_.Stop();
    std::string report;
    EXPECT_EQ(server_.Check(&report), 0) << report;
  }

  std::string Today() {
    auto state = world_.Must<v1::GetStateResponse>("sam", "name: '$nj'").state();
    return absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(state.rehearsal_time().seconds()), absl::UTCTimeZone());
  }
  std::string Source(const std::string& channel = "CHANNEL_PAPER") {
    return absl::Substitute("source { channel: $0 document_sha256: '$1' received_date: '$2' note: 'by post' }", channel,
                            kDigest, Today());
  }
  std::string PaperBallot(const std::string& id, const std::string& employer) {
    return absl::StrCat("parent: '$nj/cycles/2027' paper_submission_id: '", id, "' employer: '$nj/employers/", employer,
                        "' ballot { round: '$nj/cycles/2027/rounds/r1' paper { proposal: '$nj/cycles/2027/proposals/"
                        "welder' choice: BALLOT_CHOICE_APPROVE reason: 'We hire them.' } } ",
                        Source());
  }
  static std::string Paper(const std::string& id) {
    return absl::StrCat("name: '$nj/cycles/2027/paperSubmissions/", id, "'");
  }
  void Close() { world_.Must<v1::CloseRoundResponse>("sam", "name: '$nj/cycles/2027/rounds/r1'"); }
  v1::Tally Tally() { return world_.Must<v1::GetTallyResponse>("sam", kWelderOnRound).tally(); }

  AssayServer server_;
  World world_;
};

TEST_F(EmployersTest, AVerificationNamesEvidenceAndANewNumberUndoesIt) {
  world_.Must<v1::RegisterEmployerResponse>(
      "sam", "parent: '$nj' employer_id: 'dyn' employer { legal_name: 'Dyn Inc.' registration_id: '12-34' }");
  auto rejected = world_.Must<v1::RejectEmployerResponse>("sam", "name: '$nj/employers/dyn' reason: 'No account.'");
  EXPECT_EQ(rejected.employer().state(), v1::EMPLOYER_STATE_REJECTED);
  auto verified = world_.Must<v1::VerifyEmployerResponse>(
      "sam", absl::StrCat("name: '$nj/employers/dyn' evidence: 'UI account' evidence_items { kind: "
                          "EVIDENCE_KIND_TAX_ACCOUNT description: 'Account 12-34' document_sha256: '",
                          kDigest, "' }"));
  EXPECT_EQ(verified.employer().state(), v1::EMPLOYER_STATE_VERIFIED);
  ASSERT_THAT(verified.employer().evidence(), SizeIs(1));
  EXPECT_EQ(verified.employer().evidence(0).document_sha256(), kDigest);
  auto renumbered =
      world_.Must<v1::UpdateEmployerResponse>("sam", "employer { name: '$nj/employers/dyn' registration_id: '12-35' }");
  EXPECT_EQ(renumbered.employer().state(), v1::EMPLOYER_STATE_PENDING);
}

TEST_F(EmployersTest, AffiliatesAndMergedEmployersAreOneVoice) {
  world_.AddEmployer("acme-west");
  world_.Must<v1::UpdateEmployerResponse>(
      "sam", "employer { name: '$nj/employers/acme-west' affiliate_of: '$nj/employers/acme' }");
  EXPECT_THAT(world_
                  .Call<v1::CreateSeatResponse>("sam",
                                                "parent: '$nj/panels/trades' seat_id: 'west' seat { employer: "
                                                "'$nj/employers/acme-west' }")
                  .status(),
              HasReason("EMPLOYER_HAS_SEAT"));
  EXPECT_THAT(world_
                  .Call<v1::MergeEmployersResponse>(
                      "sam", "name: '$nj/employers/bolt' into: '$nj/employers/acme' reason: 'Deed.'")
                  .status(),
              HasReason("SEATS_OF_ONE_VOICE"));
  auto merged = world_.Must<v1::MergeEmployersResponse>(
      "sam", "name: '$nj/employers/acme-west' into: '$nj/employers/bolt' reason: 'Sold.'");
  EXPECT_EQ(merged.employer().merged_into(), "states/nj/employers/bolt");
  EXPECT_THAT(world_.Endorse("acme-west-1", "welder"), HasReason("EMPLOYER_MERGED"));
}

TEST_F(EmployersTest, EndorsementsFollowTheRulesOfTheCycle) {
  world_.Must<v1::CreateAttestationResponse>(
      "sam", "parent: '$nj' attestation_id: 'v2' attestation { display_name: 'Hiring' text: 'We hire holders.' }");
  world_.Must<v1::UpdateCycleResponse>("sam", R"pb(
    cycle {
      name: '$nj/cycles/2027'
      cycle_rules {
        endorsements {
          attestation: '$nj/attestations/v2'
          signer_required: true
          refused_kinds: EMPLOYER_KIND_SCHOOL
          sectors { sector: 'Trades' naics_prefixes: '23' }
        }
      }
    }
    update_mask { paths: 'cycle_rules' })pb");
  absl::Status status = world_.Endorse("acme-1", "welder");
  EXPECT_THAT(ViolatedFields(status), ElementsAre("endorsement.attestation_version", "endorsement.signer_title"));
  const std::string full =
      "proposal: '$nj/cycles/2027/proposals/welder' endorsement { level: ENDORSEMENT_LEVEL_REQUIRED signer_name: 'Al' "
      "signer_title: 'Head' attestation_version: 'v2' hiring_preference: true wage_premium { cents: 200 period: "
      "PERIOD_HOUR } }";
  auto given = world_.Must<v1::EndorseProposalResponse>("acme-1", full);
  EXPECT_TRUE(given.endorsement().hiring_preference());
  auto mine = world_.Must<v1::GetMyEndorsementResponse>("acme-2", "proposal: '$nj/cycles/2027/proposals/welder'");
  EXPECT_EQ(mine.endorsement().wage_premium().cents(), 200);
  EXPECT_THAT(
      world_.Call<v1::GetMyEndorsementResponse>("bolt-1", "proposal: '$nj/cycles/2027/proposals/welder'").status(),
      HasReason("RESOURCE_NOT_FOUND"));
  world_.Must<v1::UpdateEmployerResponse>("sam", "employer { name: '$nj/employers/bolt' kind: EMPLOYER_KIND_SCHOOL }");
  absl::Status school = world_.Call<v1::EndorseProposalResponse>("bolt-1", full).status();
  EXPECT_THAT(school, HasReason("ENDORSER_NOT_ELIGIBLE"));
  EXPECT_THAT(std::string(school.message()), HasSubstr("it is a school"));
}

TEST_F(EmployersTest, FlagsShowWhatIsUnusual) {
  world_.Must<v1::UpdateCycleResponse>(
      "sam",
      "cycle { name: '$nj/cycles/2027' cycle_rules { employers { bulk_creation_count: 3 bulk_creation_hours: 24 "
      "endorsement_burst_count: 2 endorsement_burst_hours: 1 } } } update_mask { paths: 'cycle_rules' }");
  EXPECT_TRUE(world_.Endorse("acme-1", "nurse").ok());
  EXPECT_TRUE(world_.Endorse("bolt-1", "nurse").ok());
  auto flags = world_.Must<v1::ListEmployerFlagsResponse>("aud", "parent: '$nj/cycles/2027' page_size: 1");
  ASSERT_THAT(flags.flags(), SizeIs(1));
  EXPECT_EQ(flags.flags(0).kind(), v1::EMPLOYER_FLAG_KIND_BULK_CREATION);
  EXPECT_EQ(flags.flags(0).voice_count(), 3);
  flags = world_.Must<v1::ListEmployerFlagsResponse>(
      "aud", absl::StrCat("parent: '$nj/cycles/2027' page_size: 1 page_token: '", flags.next_page_token(), "'"));
  ASSERT_THAT(flags.flags(), SizeIs(1));
  EXPECT_EQ(flags.flags(0).subject(), "states/nj/cycles/2027/proposals/nurse");
  EXPECT_EQ(flags.next_page_token(), "");
}

TEST_F(EmployersTest, APlanIsPreviewedAndPutInPlaceAsOne) {
  const std::string numbers =
      "name: '$nj/cycles/2027/rounds/r1' numbers { reviewers_min: 2 seat_proposals_max: 2 seed: 1 }";
  world_.Must<v1::SetReviewPreferencesResponse>(
      "acme-1",
      "name: '$nj/cycles/2027/rounds/r1' preferences { proposal: '$nj/cycles/2027/proposals/welder' preference: "
      "REVIEW_PREFERENCE_YES }");
  EXPECT_TRUE(
      world_.Call<v1::DeclareConflictResponse>("bolt-1", std::string(kWelderOnRound) + " reason: 'We teach it.'").ok());
  auto plan = world_.Must<v1::PlanAssignmentsResponse>("sam", numbers);
  ASSERT_THAT(plan.seats(), SizeIs(3));
  for (const auto& seat : plan.seats()) EXPECT_EQ(seat.after_count(), 2);
  for (const auto& proposal : plan.proposals()) EXPECT_EQ(proposal.after_count(), 2);
  EXPECT_EQ(plan.seats(0).preferred_count(), 1);
  const std::string apply = absl::StrCat(numbers, " plan_etag: '", plan.plan_etag(), "' request_id: 'plan-1'");
  auto applied = world_.Must<v1::ApplyAssignmentPlanResponse>("sam", apply);
  EXPECT_EQ(applied.review_count(), 6);
  // A retry is answered, not done again; another try by then is another plan.
  EXPECT_EQ(world_.Must<v1::ApplyAssignmentPlanResponse>("sam", apply).review_count(), 6);
  EXPECT_THAT(
      world_.Call<v1::ApplyAssignmentPlanResponse>("sam", absl::StrCat(numbers, " plan_etag: '", plan.plan_etag(), "'"))
          .status(),
      HasReason("PLAN_CHANGED"));
  int allowed = 0;
  for (const char* proposal : {"welder", "nurse", "clerk"}) {
    absl::Status status = world_.Cast("core-1", proposal, v1::BALLOT_CHOICE_APPROVE);
    allowed += status.ok() ? 1 : 0;
    EXPECT_TRUE(status.ok() || ErrorReason(status) == "NOT_ASSIGNED") << status;
  }
  EXPECT_EQ(allowed, 2);
  EXPECT_THAT(
      world_.Call<v1::PlanAssignmentsResponse>("sam", "name: '$nj/cycles/2027/rounds/r1' numbers { reviewers_min: 3 }")
          .status(),
      HasReason("ASSIGNMENT_INFEASIBLE"));
  EXPECT_THAT(world_.Call<v1::PlanAssignmentsResponse>("bolt-1", numbers).status(),
              HasCode(absl::StatusCode::kPermissionDenied));
}

TEST_F(EmployersTest, APaperBallotCountsOnceTwoPeopleSawIt) {
  world_.Must<v1::RecordPaperBallotResponse>("sam", PaperBallot("b1", "bolt"));
  EXPECT_THAT(world_.Call<v1::CheckPaperSubmissionResponse>("sam", Paper("b1")).status(),
              HasReason("SECOND_PERSON_REQUIRED"));
  auto checked = world_.Must<v1::CheckPaperSubmissionResponse>("sue", Paper("b1"));
  EXPECT_EQ(checked.paper_submission().state(), v1::PAPER_SUBMISSION_STATE_CHECKED);
  // What it says is hidden from then on, but for its employer.
  for (const char* who : {"sam", "sue", "aud", "pat"}) {
    auto seen = world_.Must<v1::GetPaperSubmissionResponse>(who, Paper("b1")).paper_submission();
    EXPECT_TRUE(seen.content_hidden()) << who;
    EXPECT_EQ(seen.ballot().paper().choice(), v1::BALLOT_CHOICE_UNSPECIFIED) << who;
    auto list = world_.Must<v1::ListPaperSubmissionsResponse>(who, "parent: '$nj/cycles/2027'");
    ASSERT_THAT(list.paper_submissions(), SizeIs(1));
    EXPECT_EQ(list.paper_submissions(0).ballot().paper().reason(), "") << who;
  }
  EXPECT_THAT(world_.Call<v1::GetPaperSubmissionResponse>("acme-1", Paper("b1")).status(),
              HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(world_.Must<v1::ListPaperSubmissionsResponse>("acme-1", "parent: '$nj/cycles/2027'").paper_submissions(),
              IsEmpty());
  auto own = world_.Must<v1::GetPaperSubmissionResponse>("bolt-1", Paper("b1")).paper_submission();
  EXPECT_EQ(own.ballot().paper().choice(), v1::BALLOT_CHOICE_APPROVE);
  auto confirmed = world_.Must<v1::ConfirmPaperSubmissionResponse>("bolt-1", Paper("b1"));
  EXPECT_EQ(confirmed.paper_submission().state(), v1::PAPER_SUBMISSION_STATE_CONFIRMED);
  Close();
  EXPECT_EQ(Tally().approve_count(), 1);
  EXPECT_FALSE(world_.Must<v1::GetPaperSubmissionResponse>("sam", Paper("b1")).paper_submission().content_hidden());
}

TEST_F(EmployersTest, ADisputedPaperBallotStopsCountingWhileTheRoundIsOpen) {
  world_.Must<v1::RecordPaperBallotResponse>("sam", PaperBallot("b1", "bolt"));
  world_.Must<v1::CheckPaperSubmissionResponse>("sue", Paper("b1"));
  auto disputed =
      world_.Must<v1::DisputePaperSubmissionResponse>("bolt-1", Paper("b1") + " reason: 'We voted against.'");
  EXPECT_EQ(disputed.paper_submission().state(), v1::PAPER_SUBMISSION_STATE_DISPUTED);
  EXPECT_TRUE(world_.Cast("bolt-1", "welder", v1::BALLOT_CHOICE_REJECT).ok());
  world_.Must<v1::RecordPaperBallotResponse>("sam", PaperBallot("b2", "core"));
  world_.Must<v1::CheckPaperSubmissionResponse>("sue", Paper("b2"));
  Close();
  EXPECT_EQ(Tally().approve_count(), 1);
  EXPECT_EQ(Tally().reject_count(), 1);
  auto late = world_.Must<v1::DisputePaperSubmissionResponse>("core-1", Paper("b2") + " reason: 'Not ours.'");
  EXPECT_EQ(late.paper_submission().state(), v1::PAPER_SUBMISSION_STATE_DISPUTED_LATE);
  EXPECT_EQ(Tally().approve_count(), 1);  // until it is annulled
}

TEST_F(EmployersTest, ALetterBecomesAnEndorsementMarkedAsRecorded) {
  world_.Must<v1::RecordPaperEndorsementResponse>(
      "sam", absl::StrCat("parent: '$nj/cycles/2027' paper_submission_id: 'l1' employer: '$nj/employers/bolt' ",
                          Source("CHANNEL_EMAIL"),
                          " endorsement { proposal: '$nj/cycles/2027/proposals/welder' endorsement { level: "
                          "ENDORSEMENT_LEVEL_PREFERRED signer_name: 'Bo' } }"));
  world_.Must<v1::CheckPaperSubmissionResponse>("sue", Paper("l1"));
  auto list = world_.Must<v1::ListEndorsementsResponse>("sam", "parent: '$nj/cycles/2027/proposals/welder'");
  ASSERT_THAT(list.endorsements(), SizeIs(1));
  EXPECT_EQ(list.endorsements(0).channel(), v1::CHANNEL_EMAIL);
  EXPECT_EQ(list.endorsements(0).letter_sha256(), kDigest);
  world_.Must<v1::DisputePaperSubmissionResponse>("bolt-1", Paper("l1") + " reason: 'Forged.'");
  list = world_.Must<v1::ListEndorsementsResponse>("sam", "parent: '$nj/cycles/2027/proposals/welder'");
  EXPECT_TRUE(list.endorsements(0).revoked());
  EXPECT_TRUE(list.endorsements(0).disputed());
}

TEST_F(EmployersTest, AMeetingIsPlannedPrintedHeldAndMinuted) {
  auto state = world_.Must<v1::GetStateResponse>("sam", "name: '$nj'").state();
  int64_t start = state.rehearsal_time().seconds() + 3600;
  world_.Must<v1::CreateMeetingResponse>(
      "sam",
      absl::StrCat("parent: '$nj/panels/trades' meeting_id: 'spring' meeting { display_name: 'Spring' start_time "
                   "{ seconds: ",
                   start,
                   " } round: '$nj/cycles/2027/rounds/r1' agenda { title: 'Welder <b>' proposal: "
                   "'$nj/cycles/2027/proposals/welder' } }"));
  const std::string meeting = "name: '$nj/panels/trades/meetings/spring'";
  const std::string attendance = meeting + " attendance { person_name: 'Gil' role: 'guest' presence: PRESENCE_REMOTE }";
  EXPECT_THAT(world_.Call<v1::RecordAttendanceResponse>("sam", attendance).status(), HasReason("MEETING_NOT_BEGUN"));
  const std::string page = server_.folder().File("packet.html");
  const std::string token = server_.folder().File("sam.token");
  WriteFile(token, world_.TokenOf("sam"));
  CliResult printed = RunCli({"meeting", "packet", "trades/spring", "--output", page},
                             {{"ASSAY_SERVER", server_.target()}, {"ASSAY_STATE", "nj"}, {"ASSAY_TOKEN_FILE", token}});
  EXPECT_EQ(printed.exit_code, 0) << printed.err;
  const std::string html = ReadFile(page);
  EXPECT_THAT(html, HasSubstr("<td>Welder &lt;b&gt;</td>"));
  EXPECT_THAT(html, HasSubstr("<caption>Members</caption>"));
  world_.Must<v1::SetRehearsalTimeResponse>("ada", absl::StrCat("name: '$nj' time { seconds: ", start, " }"));
  auto held = world_.Must<v1::RecordAttendanceResponse>("sam", attendance);
  EXPECT_EQ(held.meeting().attendance(0).person_name(), "Gil");
  EXPECT_THAT(held.meeting().attendance(), SizeIs(1));
  world_.Must<v1::RecordMinutesResponse>("sam", meeting + " minutes: 'All agreed.'");
  EXPECT_THAT(world_.Call<v1::ApproveMinutesResponse>("sam", meeting).status(), HasReason("SECOND_PERSON_REQUIRED"));
  auto approved = world_.Must<v1::ApproveMinutesResponse>("sue", meeting);
  EXPECT_EQ(approved.meeting().state(), v1::MEETING_STATE_MINUTES_APPROVED);
  EXPECT_EQ(world_.Must<v1::GetMeetingResponse>("acme-1", meeting).meeting().minutes(), "All agreed.");
  EXPECT_THAT(world_.Must<v1::ListMeetingsResponse>("acme-1", "parent: '$nj/panels/trades'").meetings(), SizeIs(1));
}

// docs/employers.md, as it is written there.
TEST_F(EmployersTest, TheCommandLineDoesAllOfIt) {
  auto as = [this](const std::string& who, const std::vector<std::string>& arguments) {
    const std::string token = server_.folder().File(who + ".token");
    WriteFile(token, world_.TokenOf(who));
    CliResult result = RunCli(arguments, {{"ASSAY_SERVER", server_.target()},
                                          {"ASSAY_STATE", "nj"},
                                          {"ASSAY_CYCLE", "2027"},
                                          {"ASSAY_TOKEN_FILE", token}});
    EXPECT_EQ(result.exit_code, 0) << arguments[0] << " " << arguments[1] << ": " << result.err;
    return result.out;
  };
  as("sam", {"attestation", "create", "v2", "--display-name", "Hiring", "--text", "We hire holders."});
  const std::string rules = server_.folder().File("cycle.yaml");
  WriteFile(rules, R"(cycle_rules:
  employers:
    bulk_creation_count: 3
    bulk_creation_hours: 24
    shared_domain_count: 3
    public_domains: [gmail.com, outlook.com]
    endorsement_burst_count: 10
    endorsement_burst_hours: 1
  endorsements:
    attestation: states/nj/attestations/v2
    refused_kinds: [SCHOOL, CREDENTIAL_ISSUER]
    issuer_refused: true
    region_required: true
    sectors:
      - {sector: Manufacturing, naics_prefixes: ["31", "32", "33"]}
    valid_days_max: 730
)");
  as("sam", {"cycle", "update", "2027", "--from-file", rules});
  EXPECT_THAT(as("sam", {"employer", "flags", "2027"}), HasSubstr("BULK_CREATION"));
  as("sam", {"seat", "update", "trades/acme", "--weight", "2", "--alternates", "bolt"});
  as("sam", {"paper", "ballot", "b-17", "bolt", "--round", "r1", "--proposal", "welder", "--choice", "approve",
             "--channel", "phone", "--document-sha256", kDigest, "--received-date", Today()});
  as("acme-1", {"round", "prefer", "2027/r1", "--preferences",
                "{proposal: states/nj/cycles/2027/proposals/welder, preference: YES}"});
  std::string etag = as("sam", {"round", "plan", "2027/r1", "--reviewers-min", "2", "--seat-proposals-max", "2", "-o",
                                "value=plan_etag"});
  ASSERT_FALSE(etag.empty());
  etag.pop_back();
  EXPECT_THAT(as("sam", {"round", "apply-plan", "2027/r1", "--reviewers-min", "2", "--seat-proposals-max", "2",
                         "--plan-etag", etag}),
              HasSubstr("review_count  6"));
  EXPECT_THAT(as("bolt-1", {"paper", "list", "--cycle", "2027"}), HasSubstr("RECORDED"));
}

}  // namespace
}  // namespace assay::testing

// Cycles with stages in the state's own time, proposals with a checklist, and what is late, over a real server.
#include <cstdlib>
#include <fstream>

#include "absl/strings/match.h"
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

// Arizona's month, and a checklist with the definition of Texas.
constexpr char kCycle[] = R"pb(
  parent: "$nj"
  cycle_id: "2028"
  cycle {
    display_name: "Cycle 2028"
    stages {
      id: "submission"
      kind: STAGE_KIND_SUBMISSION
      open_local_time: "2028-02-01T09:00"
      close_local_time: "2028-02-28T17:00"
      grace_minutes: 30
    }
    stages { id: "review" kind: STAGE_KIND_REVIEW open_local_time: "2028-03-12T02:30" }
    cycle_rules {
      proposals {
        checklist {
          id: "definition"
          prompt: "What counts as a certification"
          minimum: 2
          yes_only: true
          questions: "standards"
          fields: "assessment.standardized"
          fields: "assessment.renewable"
        }
        checklist { id: "letters" prompt: "Letters of employers" document_kinds: "employer-letter" }
        proposers: ORGANIZATION_KIND_DISTRICT
        documents_max: 2
        document_bytes_max: 1000000
        document_media_types: "application/pdf"
        similarity_min { numerator: 3 denominator: 4 }
        resubmit_days: 5
      }
    }
  })pb";

constexpr char kDigest[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr char kName[] = "name: '$nj/cycles/2028/proposals/a'";

class StagesTest : public ::testing::Test {
 protected:
  StagesTest() : world_(&server_) {
    for (const char* id : {"1", "2"}) {
      world_.Must<v1::CreateCredentialResponse>(
          "sam", absl::StrCat("parent: '$nj' credential_id: 'cw", id, "' credential { title: 'Certified Welder Level ",
                              id, "' issuer: 'AWS' soc_codes: '51-4121' }"));
    }
    cycle_ = world_.Must<v1::CreateCycleResponse>("sam", kCycle).cycle();
  }

  void SetTime(const std::string& utc) {
    absl::Time time;
    ASSERT_TRUE(absl::ParseTime("%Y-%m-%dT%H:%M", utc, &time, nullptr));
    world_.Must<v1::SetRehearsalTimeResponse>(
        "ada", absl::StrCat("name: '$nj' time { seconds: ", absl::ToUnixSeconds(time), " }"));
  }

  absl::Status Create(const std::string& who, const std::string& id, const std::string& more = "") {
    return world_
        .Call<v1::CreateProposalResponse>(who,
                                          absl::StrCat("parent: '$nj/cycles/2028' proposal_id: '", id,
                                                       "' proposal { credential: '$nj/credentials/cw1' ", more, "}"))
        .status();
  }

  static std::string Complete() {
    return absl::StrCat(
        "evidence_summary: 'Hired.' demand_scope: DEMAND_SCOPE_STATEWIDE organization_kind: ORGANIZATION_KIND_DISTRICT "
        "assessment { standardized: true } answers { question: 'standards' yes: true } documents { title: 'Letter' "
        "kind: 'employer-letter' media_type: 'application/pdf' size_bytes: 5 sha256: '",
        kDigest, "' } ");
  }

  absl::StatusOr<v1::SubmitProposalResponse> Submit(const std::string& who, const std::string& id) {
    return world_.Call<v1::SubmitProposalResponse>(who, absl::StrCat("name: '$nj/cycles/2028/proposals/", id, "'"));
  }

  v1::Cycle Read() { return world_.Must<v1::GetCycleResponse>("", "name: '$nj/cycles/2028'").cycle(); }

  // The job has nothing a caller could wait for but what it leaves behind.
  void AwaitEtag(const std::string& etag) {
    const absl::Time deadline = absl::Now() + kPatience;
    while (Read().etag() != etag && absl::Now() < deadline) {
    }
    EXPECT_EQ(Read().etag(), etag);
  }

  AssayServer server_;
  World world_;
  v1::Cycle cycle_;
};

TEST_F(StagesTest, InstantsFollowTheStatesClock) {
  ASSERT_THAT(cycle_.stages(), SizeIs(2));
  const v1::Stage& submission = cycle_.stages(0);
  EXPECT_EQ(submission.state(), v1::STAGE_STATE_PENDING);
  EXPECT_EQ(submission.open_time().seconds(), 1'833'026'400) << "2028-02-01 14:00 UTC";
  EXPECT_EQ(submission.end_time().seconds() - submission.close_time().seconds(), 30 * 60);
  EXPECT_EQ(cycle_.stages(1).open_adjustment(), v1::CIVIL_ADJUSTMENT_SKIPPED) << "clocks go forward that night";
  auto status = world_.Call<v1::CreateCycleResponse>(
      "sam",
      "parent: '$nj' cycle_id: 'x' cycle { display_name: 'X' stages { id: 's' kind: STAGE_KIND_OTHER "
      "open_local_time: '2028-02-30T09:00' } }");
  EXPECT_THAT(ViolatedFields(status.status()), ElementsAre("cycle.stages[0].open_local_time"));
}

TEST_F(StagesTest, EarlyAndLateAreRefusedByTheStatesClock) {
  EXPECT_THAT(Create("pro", "a"), HasReason("STAGE_NOT_OPEN"));
  SetTime("2028-02-01T14:00");
  EXPECT_TRUE(Create("pro", "a", Complete()).ok());
  EXPECT_TRUE(Create("pro", "b", Complete()).ok());
  EXPECT_TRUE(Create("pro", "c", Complete()).ok());
  SetTime("2028-02-28T22:29");
  EXPECT_TRUE(Submit("pro", "a").ok()) << "in the grace";
  SetTime("2028-02-28T22:30");
  absl::Status late = Submit("pro", "b").status();
  EXPECT_THAT(late, HasReason("STAGE_CLOSED"));
  EXPECT_THAT(std::string(late.message()), HasSubstr("closed at 2028-02-28 17:00 EST (America/New_York)"));
  world_.Must<v1::GrantExtensionResponse>(
      "sam",
      "name: '$nj/cycles/2028/proposals/b' stage: 'submission' extension { until_local_time: "
      "'2028-03-03T17:00' reason: 'Storm.' }");
  EXPECT_TRUE(Submit("pro", "b").ok());
  EXPECT_THAT(Submit("pro", "c").status(), HasReason("STAGE_CLOSED"));
  auto granted = world_.Must<v1::ListExtensionsResponse>("pro", "parent: '$nj/cycles/2028'");
  ASSERT_THAT(granted.extensions(), SizeIs(1));
  EXPECT_EQ(granted.extensions(0).reason(), "Storm.");
  EXPECT_EQ(granted.extensions(0).granter(), "states/nj/users/sam");
}

TEST_F(StagesTest, TheChecklistIsHeldAgainstWhatIsHandedIn) {
  SetTime("2028-02-01T14:00");
  absl::Status vendor = Create("pro", "v", "organization_kind: ORGANIZATION_KIND_CREDENTIAL_ISSUER");
  EXPECT_THAT(ViolatedFields(vendor), ElementsAre("proposal.organization_kind"));
  ASSERT_TRUE(Create("pro", "a").ok());
  EXPECT_THAT(ViolatedFields(Submit("pro", "a").status()),
              ElementsAre("proposal.evidence_summary", "proposal.demand_scope", "proposal.organization_kind",
                          "proposal.assessment.standardized", "proposal.documents"));
}

TEST_F(StagesTest, IsReturnedItemByItemAndHandedInAgainAfterTheClose) {
  SetTime("2028-02-01T14:00");
  ASSERT_TRUE(Create("pro", "a", Complete()).ok());
  ASSERT_TRUE(Submit("pro", "a").ok());
  SetTime("2028-02-29T15:00");
  world_.Must<v1::ReturnProposalResponse>(
      "sam",
      std::string(kName) + " comment: 'One thing.' checklist_comments { item: 'letters' comment: 'No letterhead.' }");
  auto mine = world_.Must<v1::GetProposalResponse>("pro", kName).proposal();
  EXPECT_EQ(mine.comment(), "One thing.");
  ASSERT_THAT(mine.checklist_comments(), SizeIs(1));
  EXPECT_EQ(mine.checklist_comments(0).comment(), "No letterhead.");
  auto seen = world_.Must<v1::GetProposalResponse>("cy", kName).proposal();
  EXPECT_EQ(seen.comment(), "");
  EXPECT_THAT(seen.checklist_comments(), IsEmpty());
  SetTime("2028-03-06T04:59");
  EXPECT_TRUE(Submit("pro", "a").ok()) << "until the fifth day ends in New Jersey";
}

TEST_F(StagesTest, ProposalsAlikeAreShownAndNotMerged) {
  SetTime("2028-02-01T14:00");
  ASSERT_TRUE(Create("pro", "a", Complete()).ok());
  world_.Must<v1::CreateProposalResponse>(
      "sam", "parent: '$nj/cycles/2028' proposal_id: 'b' proposal { credential: '$nj/credentials/cw2' }");
  auto submitted = Submit("pro", "a");
  ASSERT_TRUE(submitted.ok()) << submitted.status();
  ASSERT_THAT(submitted->proposal().similar_proposals(), SizeIs(1));
  const v1::SimilarProposal& other = submitted->proposal().similar_proposals(0);
  EXPECT_EQ(other.proposal(), "states/nj/cycles/2028/proposals/b");
  EXPECT_EQ(other.credential_name(), "Certified Welder Level 2");
  EXPECT_EQ(other.similarity().numerator(), 6);
  EXPECT_EQ(other.similarity().denominator(), 8);
  EXPECT_THAT(world_.Must<v1::ListSimilarProposalsResponse>("cy", kName).similar_proposals(), SizeIs(1));
}

TEST_F(StagesTest, NotesAreSeenByWhomTheyAreFor) {
  SetTime("2028-02-01T14:00");
  ASSERT_TRUE(Create("pro", "a").ok());
  const std::string parent = "parent: '$nj/cycles/2028/proposals/a'";
  for (const char* visibility : {"STAFF", "PROPOSER", "PUBLIC"}) {
    world_.Must<v1::AddProposalNoteResponse>(
        "sam", absl::StrCat(parent, " note { text: '", visibility, "' visibility: NOTE_VISIBILITY_", visibility, " }"));
  }
  world_.Must<v1::AddProposalNoteResponse>("pro",
                                           parent + " note { text: 'Thanks.' visibility: NOTE_VISIBILITY_PROPOSER }");
  auto texts = [&](const std::string& who) {
    std::vector<std::string> found;
    auto page = world_.Must<v1::ListProposalNotesResponse>(who, parent);
    for (const v1::ProposalNote& note : page.notes()) found.push_back(note.text());
    return found;
  };
  EXPECT_THAT(texts("sam"), ElementsAre("STAFF", "PROPOSER", "PUBLIC", "Thanks."));
  EXPECT_THAT(texts("aud"), ElementsAre("STAFF", "PROPOSER", "PUBLIC", "Thanks."));
  EXPECT_THAT(texts("pro"), ElementsAre("PROPOSER", "PUBLIC", "Thanks."));
  EXPECT_THAT(texts("cy"), ElementsAre("PUBLIC"));
  auto shown = world_.Must<v1::ListProposalNotesResponse>("", parent);
  ASSERT_THAT(shown.notes(), SizeIs(1));
  EXPECT_EQ(shown.notes(0).author(), "");
}

// The clock passes both instants of a stage while the server is switched off: each is made up for, once.
TEST_F(StagesTest, StagesAreMovedAfterANightSwitchedOff) {
  EXPECT_EQ(Read().etag(), "1");
  SetTime("2028-02-01T14:00");
  AwaitEtag("2");
  server_.Kill9();
  ASSERT_TRUE(server_.Restart()) << server_.Log();
  world_.Reconnect();
  EXPECT_EQ(Read().stages(0).state(), v1::STAGE_STATE_OPEN);
  SetTime("2028-04-01T00:00");
  EXPECT_EQ(Read().stages(0).state(), v1::STAGE_STATE_CLOSED) << "at once, whether or not the job has run";
  AwaitEtag("4");
  EXPECT_EQ(Read().stages(1).state(), v1::STAGE_STATE_OPEN);
  ASSERT_TRUE(server_.Restart()) << server_.Log();
  world_.Reconnect();
  SetTime("2028-04-02T00:00");
  EXPECT_EQ(Read().etag(), "4") << "not again";
  ASSERT_EQ(server_.Stop(), 0);
  std::string report;
  EXPECT_EQ(server_.Check(&report), 0) << report;
}

// Without the zones' rules local times would silently be taken as UTC.
TEST(TimeZonesTest, AServerWithoutTheRulesOfTimeZonesDoesNotStart) {
  AssayServer server;
  ASSERT_EQ(server.Stop(), 0);
  ASSERT_EQ(setenv("TZDIR", "/nowhere", 1), 0);
  EXPECT_FALSE(server.Restart());
  ASSERT_EQ(unsetenv("TZDIR"), 0);
  EXPECT_THAT(server.Log(), HasSubstr("tzdata"));
  EXPECT_TRUE(server.Restart()) << server.Log();
}

TEST_F(StagesTest, LastYearsCycleIsClonedByTheCommandLine) {
  TemporaryFolder folder;
  std::ofstream(folder.File("token")) << world_.TokenOf("sam");
  const std::map<std::string, std::string> environment = {
      {"ASSAY_SERVER", server_.target()}, {"ASSAY_STATE", "nj"}, {"ASSAY_TOKEN_FILE", folder.File("token")}};
  CliResult cloned =
      RunCli({"cycle", "clone", "2028", "2029", "--display-name", "Cycle 2029", "--shift-years", "1"}, environment);
  ASSERT_EQ(cloned.exit_code, 0) << cloned.err;
  auto clone = world_.Must<v1::GetCycleResponse>("", "name: '$nj/cycles/2029'").cycle();
  EXPECT_EQ(clone.stages(0).open_local_time(), "2029-02-01T09:00");
  EXPECT_EQ(clone.cycle_rules().SerializeAsString(), cycle_.cycle_rules().SerializeAsString());
  CliResult updated = RunCli({"cycle", "update", "2029", "--resubmit-days", "7"}, environment);
  ASSERT_EQ(updated.exit_code, 0) << updated.err;
  v1::CycleRules rules = cycle_.cycle_rules();
  rules.mutable_proposals()->set_resubmit_days(7);
  EXPECT_EQ(world_.Must<v1::GetCycleResponse>("", "name: '$nj/cycles/2029'").cycle().cycle_rules().SerializeAsString(),
            rules.SerializeAsString())
      << "the other rules stay";
  std::ofstream(folder.File("calendar.yaml")) << "kind: quarterly\nstart_date: 2030-01-01\nstages:\n"
                                                 "  - id: in\n    kind: submission\n    open: {}\n"
                                                 "    close: {days: 14, time_of_day: '17:00'}\n";
  CliResult plan = RunCli({"cycle", "plan", "--from-file", folder.File("calendar.yaml")}, environment);
  EXPECT_EQ(plan.exit_code, 0) << plan.err;
  EXPECT_THAT(plan.out, HasSubstr("in-q4"));
  EXPECT_THAT(plan.out, HasSubstr("2030-10-15T17:00"));
}

}  // namespace
}  // namespace assay::testing

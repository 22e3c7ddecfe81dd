// What a review promises: one employer one vote, revisions with history, deadlines, recusal, and hidden tallies.
#include <map>

#include "assay/v1/annulment_service.pb.h"
#include "assay/v1/conflict_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/errors.h"
#include "tests/support/world.h"

namespace assay::testing {
namespace {

using ::testing::SizeIs;

constexpr char kWelderOnRound[] = "round: '$nj/cycles/2027/rounds/r1' proposal: '$nj/cycles/2027/proposals/welder'";

class ReviewRulesTest : public ::testing::Test {
 protected:
  ReviewRulesTest() : world_(&server_) { world_.MakeOpenRound(); }

  void Close() { world_.Must<v1::CloseRoundResponse>("sam", "name: '$nj/cycles/2027/rounds/r1'"); }
  v1::GetTallyResponse Tally(const std::string& who) { return world_.Must<v1::GetTallyResponse>(who, kWelderOnRound); }
  v1::RoundState RoundState() {
    return world_.Must<v1::GetRoundResponse>("sam", "name: '$nj/cycles/2027/rounds/r1'").round().state();
  }

  AssayServer server_;
  World world_;
};

TEST_F(ReviewRulesTest, OneEmployerHasOneVoteWhoeverCastsIt) {
  EXPECT_TRUE(world_.Cast("acme-1", "welder", v1::BALLOT_CHOICE_APPROVE).ok());
  EXPECT_TRUE(world_.Cast("acme-2", "welder", v1::BALLOT_CHOICE_REJECT).ok());
  EXPECT_TRUE(world_.Cast("acme-1", "welder", v1::BALLOT_CHOICE_ABSTAIN).ok());
  EXPECT_TRUE(world_.Cast("acme-2", "welder", v1::BALLOT_CHOICE_REJECT).ok());
  EXPECT_TRUE(world_.Cast("bolt-1", "welder", v1::BALLOT_CHOICE_APPROVE).ok());
  auto mine = world_.Must<v1::GetMyBallotResponse>("acme-1", kWelderOnRound);
  EXPECT_EQ(mine.ballot().choice(), v1::BALLOT_CHOICE_REJECT);
  EXPECT_EQ(mine.ballot().revision(), 4);
  EXPECT_EQ(mine.ballot().user(), "states/nj/users/acme-2");
  ASSERT_THAT(mine.earlier_revisions(), SizeIs(3));
  EXPECT_EQ(mine.earlier_revisions(0).choice(), v1::BALLOT_CHOICE_APPROVE);
  EXPECT_EQ(mine.earlier_revisions(0).user(), "states/nj/users/acme-1");
  EXPECT_EQ(mine.earlier_revisions(1).choice(), v1::BALLOT_CHOICE_REJECT);
  EXPECT_EQ(mine.earlier_revisions(2).choice(), v1::BALLOT_CHOICE_ABSTAIN);
  Close();
  v1::Tally tally = Tally("sam").tally();
  EXPECT_EQ(tally.approve_count(), 1);
  EXPECT_EQ(tally.reject_count(), 1);
  EXPECT_EQ(tally.abstain_count(), 0);
  EXPECT_EQ(tally.seat_count(), 3);
  auto ballots = world_.Must<v1::ListBallotsResponse>("sam", "parent: '$nj/cycles/2027/rounds/r1'");
  EXPECT_THAT(ballots.ballots(), SizeIs(2));
}

TEST_F(ReviewRulesTest, AfterTheCloseNothingIsTaken) {
  EXPECT_TRUE(world_.Cast("acme-1", "welder", v1::BALLOT_CHOICE_APPROVE).ok());
  Close();
  EXPECT_THAT(world_.Cast("acme-1", "welder", v1::BALLOT_CHOICE_REJECT), HasReason("ROUND_CLOSED"));
  EXPECT_THAT(world_.Cast("bolt-1", "nurse", v1::BALLOT_CHOICE_REJECT), HasReason("ROUND_CLOSED"));
  EXPECT_THAT(
      world_.Call<v1::DeclareConflictResponse>("core-1", std::string(kWelderOnRound) + " reason: 'Late.'").status(),
      HasReason("ROUND_CLOSED"));
  EXPECT_EQ(Tally("sam").tally().approve_count(), 1);
}

TEST_F(ReviewRulesTest, TheDeadlineHoldsByTheRehearsalsClock) {
  auto state = world_.Must<v1::GetStateResponse>("sam", "name: '$nj'").state();
  int64_t now = state.rehearsal_time().seconds();
  ASSERT_GT(now, 0);
  world_.Must<v1::ExtendRoundResponse>(
      "sam", absl::StrCat("name: '$nj/cycles/2027/rounds/r1' deadline { seconds: ", now + 3600, " }"));
  EXPECT_TRUE(world_.Cast("acme-1", "welder", v1::BALLOT_CHOICE_APPROVE).ok());
  world_.Must<v1::SetRehearsalTimeResponse>("ada", absl::StrCat("name: '$nj' time { seconds: ", now + 3599, " }"));
  EXPECT_TRUE(world_.Cast("bolt-1", "welder", v1::BALLOT_CHOICE_APPROVE).ok());
  EXPECT_TRUE(Tally("sam").tally_hidden());
  world_.Must<v1::SetRehearsalTimeResponse>("ada", absl::StrCat("name: '$nj' time { seconds: ", now + 3600, " }"));
  // At once, whether or not the job that closes the round has run.
  EXPECT_THAT(world_.Cast("core-1", "welder", v1::BALLOT_CHOICE_APPROVE), HasReason("ROUND_CLOSED"));
  // The job has nothing a caller could wait for; its effect comes within moments.
  const absl::Time deadline = absl::Now() + kPatience;
  while (RoundState() != v1::ROUND_STATE_CLOSED && absl::Now() < deadline) {
  }
  EXPECT_EQ(RoundState(), v1::ROUND_STATE_CLOSED);
  EXPECT_EQ(Tally("sam").tally().approve_count(), 2);
  EXPECT_THAT(world_.Call<v1::SetRehearsalTimeResponse>("ada", absl::StrCat("name: '$nj' time { seconds: ", now, " }"))
                  .status(),
              HasReason("CLOCK_WOULD_GO_BACK"));
}

TEST_F(ReviewRulesTest, WhoIsRecusedCannotVote) {
  EXPECT_TRUE(world_.Cast("acme-1", "welder", v1::BALLOT_CHOICE_APPROVE).ok());
  auto recusal =
      world_.Must<v1::DeclareConflictResponse>("acme-2", std::string(kWelderOnRound) + " reason: 'We teach it.'");
  EXPECT_EQ(recusal.ballot().choice(), v1::BALLOT_CHOICE_RECUSED);
  for (const char* who : {"acme-1", "acme-2"}) {
    EXPECT_THAT(world_.Cast(who, "welder", v1::BALLOT_CHOICE_APPROVE), HasReason("RECUSED"));
  }
  EXPECT_TRUE(world_.Cast("acme-1", "nurse", v1::BALLOT_CHOICE_APPROVE).ok());
  Close();
  v1::Tally tally = Tally("sam").tally();
  EXPECT_EQ(tally.approve_count(), 0);
  EXPECT_EQ(tally.recused_count(), 1);
}

TEST_F(ReviewRulesTest, OnlySeatedEmployersVote) {
  world_.AddEmployer("extra");
  EXPECT_THAT(world_.Cast("extra-1", "welder", v1::BALLOT_CHOICE_APPROVE), HasReason("NOT_ON_PANEL"));
  world_.Must<v1::SuspendEmployerResponse>("sam", "name: '$nj/employers/bolt' reason: 'Closed.'");
  EXPECT_THAT(world_.Cast("bolt-1", "welder", v1::BALLOT_CHOICE_APPROVE), HasReason("EMPLOYER_SUSPENDED"));
}

// All that anyone can read, except an employer's own ballots. Roles that may not call read nothing.
class EverythingReadable {
 public:
  explicit EverythingReadable(World* world) : world_(world) {
    for (const char* who : {"operator", "ada", "sam", "pat", "cy", "pro", "aud", "bolt-1", "core-1", ""}) ReadAs(who);
  }
  const std::map<std::string, std::string>& answers() const { return answers_; }

 private:
  template <class Response>
  void Read(const std::string& who, const std::string& text) {
    auto response = world_->Call<Response>(who, text);
    std::string& answer = answers_[absl::StrCat(who, " ", Response::descriptor()->name(), " ", text)];
    answer = response.ok() ? response->ShortDebugString() : response.status().ToString();
  }

  void ReadAs(const std::string& who) {
    for (const char* proposal : {"welder", "nurse", "clerk"}) {
      std::string name = absl::StrCat("'$nj/cycles/2027/proposals/", proposal, "'");
      Read<v1::GetTallyResponse>(who, absl::StrCat("round: '$nj/cycles/2027/rounds/r1' proposal: ", name));
      Read<v1::GetMyBallotResponse>(who, absl::StrCat("round: '$nj/cycles/2027/rounds/r1' proposal: ", name));
      Read<v1::ListBallotsResponse>(who, absl::StrCat("parent: '$nj/cycles/2027/rounds/r1' proposal: ", name));
      Read<v1::GetPriorRoundResponse>(who, absl::StrCat("round: '$nj/cycles/2027/rounds/r1' proposal: ", name));
      Read<v1::ListConflictsResponse>(who, absl::StrCat("parent: '$nj/cycles/2027/rounds/r1' proposal: ", name));
      Read<v1::GetProposalResponse>(who, absl::StrCat("name: ", name));
      Read<v1::ListEndorsementsResponse>(who, absl::StrCat("parent: ", name));
    }
    Read<v1::ListBallotsResponse>(who, "parent: '$nj/cycles/2027/rounds/r1'");
    Read<v1::ListProposalsResponse>(who, "parent: '$nj/cycles/2027'");
    Read<v1::GetRoundResponse>(who, "name: '$nj/cycles/2027/rounds/r1'");
    Read<v1::ListRoundsResponse>(who, "parent: '$nj/cycles/2027'");
    Read<v1::ListRoundItemsResponse>(who, "parent: '$nj/cycles/2027/rounds/r1'");
    Read<v1::GetRoundProgressResponse>(who, "name: '$nj/cycles/2027/rounds/r1'");
    Read<v1::ListRoundSeatsResponse>(who, "parent: '$nj/cycles/2027/rounds/r1'");
    Read<v1::ListMessagesResponse>(who, "parent: '$nj/cycles/2027/rounds/r1'");
    Read<v1::ListConflictsResponse>(who, "parent: '$nj/cycles/2027/rounds/r1'");
    Read<v1::ListAnnulmentsResponse>(who, "parent: '$nj/cycles/2027/rounds/r1'");
    Read<v1::ListMyReviewsResponse>(who, "parent: '$nj'");
    Read<v1::PreviewListResponse>(who, "parent: '$nj/cycles/2027' policy: '$nj/policies/standard'");
    Read<v1::ListListVersionsResponse>(who, "parent: '$nj'");
    Read<v1::ListDecisionsResponse>(who, "parent: '$nj/listVersions/1'");
    Read<v1::ListEntriesResponse>(who, "parent: '$nj/listVersions/1'");
    Read<v1::ReadListContentResponse>(who, "name: '$nj/listVersions/1'");
    Read<v1::GetCycleResponse>(who, "name: '$nj/cycles/2027'");
    Read<v1::GetStateResponse>(who, "name: '$nj'");
    Read<v1::ListSeatsResponse>(who, "parent: '$nj/panels/trades'");
    Read<v1::ListEmployersResponse>(who, "parent: '$nj'");
  }

  World* const world_;
  std::map<std::string, std::string> answers_;
};

// A different vote makes no difference to anybody's answers: then no answer can give it away.
TEST_F(ReviewRulesTest, WhileTheRoundIsOpenNoAnswerDependsOnAVote) {
  for (const char* proposal : {"welder", "nurse", "clerk"}) {
    EXPECT_TRUE(world_.Endorse("acme-1", proposal).ok());
    EXPECT_TRUE(world_.Cast("acme-1", proposal, v1::BALLOT_CHOICE_APPROVE).ok());
    EXPECT_TRUE(world_.Cast("bolt-1", proposal, v1::BALLOT_CHOICE_APPROVE).ok());
  }
  world_.Must<v1::DraftListVersionResponse>(
      "sam", "parent: '$nj/cycles/2027' policy: '$nj/policies/standard' effective_date: '2027-07-01'");
  EverythingReadable approved(&world_);
  auto progress = world_.Must<v1::GetRoundProgressResponse>("sam", "name: '$nj/cycles/2027/rounds/r1'");
  EXPECT_EQ(progress.assigned_count(), 9);
  EXPECT_EQ(progress.answered_count(), 6);
  for (const char* proposal : {"welder", "nurse", "clerk"}) {
    EXPECT_TRUE(world_.Cast("acme-1", proposal, v1::BALLOT_CHOICE_REJECT).ok());
  }
  EverythingReadable rejected(&world_);
  ASSERT_EQ(approved.answers().size(), rejected.answers().size());
  for (const auto& [call, answer] : approved.answers()) EXPECT_EQ(answer, rejected.answers().at(call)) << call;

  for (const char* who : {"sam", "pat", "cy", "aud", "ada", "acme-1"}) {
    v1::GetTallyResponse hidden = Tally(who);
    EXPECT_TRUE(hidden.tally_hidden()) << who;
    EXPECT_FALSE(hidden.has_tally()) << who;
  }
  EXPECT_THAT(world_.Call<v1::ListBallotsResponse>("aud", "parent: '$nj/cycles/2027/rounds/r1'").status(),
              HasReason("BALLOTS_HIDDEN"));
  Close();
  for (const char* who : {"sam", "pat", "aud"}) {
    EXPECT_EQ(Tally(who).tally().approve_count(), 1) << who;
    EXPECT_EQ(Tally(who).tally().reject_count(), 1) << who;
    EXPECT_THAT(world_.Must<v1::ListBallotsResponse>(who, "parent: '$nj/cycles/2027/rounds/r1'").ballots(), SizeIs(6));
  }
}

}  // namespace
}  // namespace assay::testing

#include "services/domain/review/thread.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

class ThreadTest : public ::testing::Test {
 protected:
  ThreadTest() { world_.OpenTypicalRound(deadline_); }

  absl::Status Post(const std::string& employer, const std::string& text, const std::string& proposal = "") {
    api::PostMessageRequest request;
    request.set_parent(ReviewWorld::Round("r1"));
    request.mutable_message()->set_text(text);
    if (!proposal.empty()) request.mutable_message()->set_proposal(ReviewWorld::Proposal(proposal));
    return world_.state.Do(request, world_.state.Representative(employer, "pat"));
  }
  api::RoundMessage Read(uint32_t message, const Principal& principal) {
    const auto& record = world_.state.records.FindOrDefault(RoundMessageId{1, message});
    return MessageOf(world_.FindRound("r1"), message, record, principal);
  }

  ReviewWorld world_;
  const absl::Time deadline_ = world_.state.now + absl::Hours(1);
};

TEST_F(ThreadTest, ThoseInTheRoundTalk) {
  ASSERT_TRUE(Post("acme", "welcome").ok());
  EXPECT_EQ(world_.state.last[0].personal().message().text(), "welcome");
  ASSERT_TRUE(Post("bolt", "is p1 renewed yearly?", "p1").ok());
  api::RoundMessage first = Read(0, world_.state.Representative("bolt", "bea"));
  EXPECT_EQ(first.name(), ReviewWorld::Round("r1") + "/messages/1");
  EXPECT_TRUE(first.chair());
  EXPECT_EQ(first.employer(), ReviewWorld::Employer("acme"));
  EXPECT_EQ(Read(1, world_.state.staff).proposal(), ReviewWorld::Proposal("p1"));
  EXPECT_EQ(world_.state.records.FindOrDefault(RoundThreadId{1}).message_count(), 2);
}

TEST_F(ThreadTest, NobodyElse) {
  world_.PutEmployer("cobb");
  EXPECT_EQ(ErrorReason(Post("cobb", "hello")), "NOT_ON_PANEL");
  EXPECT_THAT(ViolatedFields(Post("bolt", "what of this?", "p9")), ElementsAre("message.proposal"));
  const api::Round& round = world_.FindRound("r1");
  Principal cobb = world_.state.Representative("cobb", "cyd");
  EXPECT_EQ(ErrorReason(CheckMayReadThread(round, cobb, world_.state.records)), "NOT_ON_PANEL");
  EXPECT_TRUE(CheckMayReadThread(round, world_.state.staff, world_.state.records).ok());
  world_.state.now = deadline_;
  EXPECT_EQ(ErrorReason(Post("bolt", "too late")), "ROUND_CLOSED");
}

TEST_F(ThreadTest, WhoIsRecusedDoesNotTalkOfIt) {
  ASSERT_TRUE(world_.Recuse("r1", "p1", "bolt").ok());
  EXPECT_EQ(ErrorReason(Post("bolt", "still", "p1")), "RECUSED");
  EXPECT_TRUE(Post("bolt", "fine", "p2").ok());
}

TEST_F(ThreadTest, ABlindRoundNamesNoAuthorToThePanel) {
  world_.ChangePolicy([](api::Policy* policy) { policy->set_blind(true); });
  ASSERT_TRUE(world_.CreateRound("r2").ok());
  world_.PutProposal("q1");
  ASSERT_TRUE(world_.AddItems("r2", {"q1"}).ok());
  ASSERT_TRUE(world_.Open("r2").ok());
  ledger::RoundMessageRecord record;
  record.set_text("hello");
  record.set_employer_id("acme");
  record.set_user_id("ann");
  record.set_chair(true);
  api::RoundMessage shown = MessageOf(world_.FindRound("r2"), 0, record, world_.state.Representative("bolt", "bea"));
  EXPECT_EQ(shown.employer(), "");
  EXPECT_EQ(shown.user(), "");
  EXPECT_TRUE(shown.chair());
  EXPECT_EQ(MessageOf(world_.FindRound("r2"), 0, record, world_.state.staff).user(), "states/nj/users/ann");
}

TEST_F(ThreadTest, AThreadHasAnEnd) {
  world_.state.records.Mutable(RoundThreadId{1})->set_message_count(kThreadMessagesMax - 1);
  EXPECT_TRUE(Post("bolt", "the last word").ok());
  EXPECT_EQ(ErrorReason(Post("bolt", "one more")), "THREAD_FULL");
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/review/round.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/round_result.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

TEST(CreateRoundTest, IsADraftWithTheNextNumber) {
  ReviewWorld world;
  ASSERT_TRUE(world.CreateRound("r1").ok());
  ASSERT_TRUE(world.CreateRound("r2", world.state.now + absl::Hours(1)).ok());
  EXPECT_EQ(world.FindRound("r1").number(), 1);
  EXPECT_EQ(world.FindRound("r2").number(), 2);
  EXPECT_EQ(world.FindRound("r1").state(), api::ROUND_STATE_DRAFT);
  EXPECT_EQ(world.FindRound("r1").policy(), ReviewWorld::kPolicy);
  EXPECT_EQ(FromProto(world.FindRound("r2").deadline()), world.state.now + absl::Hours(1));
  EXPECT_EQ(ErrorReason(world.CreateRound("r1")), "RESOURCE_ALREADY_EXISTS");
}

TEST(CreateRoundTest, NamesEverythingWrongAtOnce) {
  ReviewWorld world;
  api::CreateRoundRequest request;
  request.set_parent("states/nj/cycles/2027");
  request.set_round_id("r1");
  request.mutable_round()->set_panel("states/nj/panels/none");
  request.mutable_round()->set_policy("states/nj/policies/standard@9");
  *request.mutable_round()->mutable_deadline() = ToProto(world.state.now);
  EXPECT_THAT(ViolatedFields(world.state.Do(request, world.state.staff)),
              ElementsAre("round.panel", "round.policy", "round.deadline"));
}

TEST(CreateRoundTest, TakesAPolicyRevisionThatExists) {
  ReviewWorld world;
  api::CreateRoundRequest request;
  request.set_parent("states/nj/cycles/2027");
  request.set_round_id("r1");
  request.mutable_round()->set_panel(ReviewWorld::kPanel);
  request.mutable_round()->set_policy("states/nj/policies/standard@1");
  EXPECT_TRUE(world.state.Do(request, world.state.staff).ok());
  request.set_round_id("r2");
  request.mutable_round()->set_policy("states/nj/policies/none");
  EXPECT_THAT(ViolatedFields(world.state.Do(request, world.state.staff)), ElementsAre("round.policy"));
  request.set_parent("states/nj/cycles/1999");
  EXPECT_EQ(ErrorReason(world.state.Do(request, world.state.staff)), "RESOURCE_NOT_FOUND");
}

TEST(CreateRoundTest, RefusesADeadlineOutOfRange) {
  ReviewWorld world;
  EXPECT_THAT(ViolatedFields(world.CreateRound("r1", world.state.now + absl::Hours(24 * kDeadlineDaysMax + 1))),
              ElementsAre("round.deadline"));
}

TEST(AddRoundItemsTest, CountsAndPlacesProposals) {
  ReviewWorld world;
  ASSERT_TRUE(world.CreateRound("r1").ok());
  for (const char* id : {"p1", "p2", "p3"}) world.PutProposal(id);
  ASSERT_TRUE(world.AddItems("r1", {"p2", "p1"}).ok());
  ASSERT_TRUE(world.AddItems("r1", {"p3"}).ok());
  EXPECT_EQ(world.FindRound("r1").item_count(), 3);
  const auto& last = world.state.records.FindOrDefault(ProposalId{"2027", "p3"});
  EXPECT_EQ(last.round(), ReviewWorld::Round("r1"));
  EXPECT_EQ(last.round_position(), 2);
  EXPECT_EQ(world.state.records.FindOrDefault(RoundItemId{1, 0}).proposal_id(), "p2");
}

TEST(AddRoundItemsTest, NamesEveryProposalThatCannotBeAdded) {
  ReviewWorld world;
  ASSERT_TRUE(world.CreateRound("r1").ok());
  for (const char* id : {"good", "taken"}) world.PutProposal(id);
  world.PutProposal("raw", api::PROPOSAL_STATE_SUBMITTED);
  ASSERT_TRUE(world.AddItems("r1", {"taken"}).ok());
  api::AddRoundItemsRequest request;
  request.set_name(ReviewWorld::Round("r1"));
  for (const char* id : {"good", "none", "taken", "raw", "good"}) request.add_proposals(ReviewWorld::Proposal(id));
  request.add_proposals("states/nj/cycles/2026/proposals/good");
  EXPECT_THAT(ViolatedFields(world.state.Do(request, world.state.staff)),
              ElementsAre("proposals[1]", "proposals[2]", "proposals[3]", "proposals[4]", "proposals[5]"));
  EXPECT_EQ(world.FindRound("r1").item_count(), 1);
}

TEST(AddRoundItemsTest, OnlyWhileInDraft) {
  ReviewWorld world;
  world.OpenTypicalRound();
  ASSERT_TRUE(world.setup.ok()) << world.setup;
  world.PutProposal("late");
  EXPECT_EQ(ErrorReason(world.AddItems("r1", {"late"})), "ROUND_NOT_DRAFT");
  EXPECT_EQ(ErrorReason(world.AddItems("none", {"late"})), "RESOURCE_NOT_FOUND");
}

TEST(AddRoundItemsTest, ARoundHasALimit) {
  ReviewWorld world;
  ASSERT_TRUE(world.CreateRound("r1").ok());
  std::vector<std::string> batch;
  for (int i = 0; i < kRoundItemsMax; ++i) {
    batch.push_back(absl::StrCat("p", i));
    world.PutProposal(batch.back());
    if (batch.size() < 40) continue;
    ASSERT_TRUE(world.AddItems("r1", batch).ok());
    batch.clear();
  }
  world.PutProposal("extra");
  EXPECT_EQ(world.FindRound("r1").item_count(), kRoundItemsMax);
  EXPECT_EQ(ErrorReason(world.AddItems("r1", {"extra"})), "ROUND_FULL");
}

class AppealRoundTest : public ::testing::Test {
 protected:
  ReviewWorld world_;
};

TEST_F(AppealRoundTest, HearsTheAppealedProposalAndMovesNothing) {
  world_.OpenTypicalRound();
  ASSERT_TRUE(world_.Close("r1").ok());
  api::CreateRoundRequest request;
  request.set_parent("states/nj/cycles/2027");
  request.set_round_id("appeal");
  request.mutable_round()->set_panel(ReviewWorld::kPanel);
  request.mutable_round()->set_policy(ReviewWorld::kPolicy);
  request.mutable_round()->set_appeal("states/nj/cycles/2027/appeals/p1");
  EXPECT_THAT(ViolatedFields(world_.state.Do(request, world_.state.staff)), ElementsAre("round.appeal"));
  ledger::DecisionPart filed;
  filed.mutable_appeal()->set_name("states/nj/cycles/2027/appeals/p1");
  filed.mutable_appeal()->set_proposal(ReviewWorld::Proposal("p1"));
  filed.mutable_appeal()->set_state(api::APPEAL_STATE_FILED);
  world_.Put(filed);
  ASSERT_TRUE(world_.state.Do(request, world_.state.staff).ok());
  EXPECT_THAT(ViolatedFields(world_.AddItems("appeal", {"p2"})), ElementsAre("proposals[0]"));
  ASSERT_TRUE(world_.AddItems("appeal", {"p1"}).ok());
  EXPECT_THAT(ViolatedFields(world_.AddItems("appeal", {"p1"})), ElementsAre("proposals[0]"));
  const api::Proposal& proposal = world_.state.records.FindOrDefault(ProposalId{"2027", "p1"});
  EXPECT_EQ(proposal.round(), ReviewWorld::Round("r1"));
  ASSERT_TRUE(world_.Open("appeal").ok());
  ASSERT_TRUE(world_.Cast("appeal", "p1", api::BALLOT_CHOICE_APPROVE, "bolt").ok());
  ASSERT_TRUE(world_.Close("appeal").ok());
  EXPECT_EQ(ResultOf(proposal, world_.state.now, world_.state.records).groups[0].approve.seats, 0);
  EXPECT_EQ(ResultIn(world_.FindRound("appeal"), proposal, world_.state.records).groups[0].approve.seats, 1);
  EXPECT_EQ(ErrorReason(world_.FollowUp("appeal", "again")), "NO_SECOND_ROUND");
}

TEST(CreateRoundTest, PanelsAreNamedOnceAndExist) {
  ReviewWorld world;
  EXPECT_THAT(ViolatedFields(world.CreateRegionalRound("r1", {"health", "nowhere"})),
              ElementsAre("round.regional_panels[0]", "round.regional_panels[1]"));
}

}  // namespace
}  // namespace assay::domain

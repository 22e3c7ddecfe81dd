#include "services/domain/list/outcome.h"

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/list/testing/list_world.h"

namespace assay::domain {
namespace {

api::Outcome OutcomeOf(const ListWorld& world, const std::string& id) {
  auto outcome = OutcomeInForce(ListWorld::Proposal(id), world.state.scan);
  EXPECT_THAT(outcome.status(), IsOk());
  return *outcome;
}

TEST(OutcomeInForce, IsWhatTheNewestPublishedVersionOfTheCycleSays) {
  ListWorld world;
  world.PutCredential("cna", "CNA");
  world.PutCredential("welder", "Welder");
  world.Approved("cna");
  world.Denied("welder");
  world.PutProposal("late", api::PROPOSAL_KIND_NEW, "cna");
  EXPECT_EQ(OutcomeOf(world, "cna"), api::OUTCOME_UNSPECIFIED);
  ASSERT_THAT(world.Draft(), IsOk());
  EXPECT_EQ(OutcomeOf(world, "cna"), api::OUTCOME_UNSPECIFIED) << "a draft decides nothing";
  ASSERT_THAT(world.Publish(1), IsOk());
  EXPECT_EQ(OutcomeOf(world, "cna"), api::OUTCOME_APPROVED);
  EXPECT_EQ(OutcomeOf(world, "welder"), api::OUTCOME_DENIED);
  EXPECT_EQ(OutcomeOf(world, "late"), api::OUTCOME_UNDECIDED);
  EXPECT_EQ(OutcomeOf(world, "never"), api::OUTCOME_UNSPECIFIED);
  auto other = OutcomeInForce("states/nj/cycles/2028/proposals/cna", world.state.scan);
  EXPECT_EQ(*other, api::OUTCOME_UNSPECIFIED);
}

TEST(OutcomeInForce, StaysWhenAnotherCyclesVersionSupersedesIt) {
  ListWorld world;
  world.PutCredential("cna", "CNA");
  world.Approved("cna");
  ASSERT_THAT(world.DraftAndPublish(), IsOk());
  ledger::DecisionPart cycle;
  cycle.mutable_cycle()->set_name("states/nj/cycles/2028");
  world.Put(cycle);
  api::DraftListVersionRequest request = ListWorld::DraftRequest();
  request.set_parent("states/nj/cycles/2028");
  ASSERT_THAT(world.Draft(request, world.state.staff), IsOk());
  ASSERT_THAT(world.Publish(2), IsOk());
  EXPECT_EQ(world.FindVersion(1).state(), api::LIST_VERSION_STATE_SUPERSEDED);
  EXPECT_EQ(*DecidingVersion(ListWorld::kCycle, world.state.scan), 1u);
  EXPECT_EQ(OutcomeOf(world, "cna"), api::OUTCOME_APPROVED);
}

TEST(PublishedOutcomes, AnswersInAnyOrderAcrossChunks) {
  ListWorld world;
  constexpr int kProposals = 900;
  for (int i = 0; i < kProposals; ++i) {
    std::string id = absl::StrCat("p", 1000 + i);
    world.PutCredential(id, id);
    i % 3 == 0 ? world.Approved(id) : world.Denied(id);
  }
  ASSERT_THAT(world.DraftAndPublish(), IsOk());
  ASSERT_GT(world.state.records.FindOrDefault(ListContentId(1)).change().decision_chunks_size(), 2);
  PublishedOutcomes outcomes(&world.state.scan, ListWorld::kCycle);
  for (int step : {1, 7, 611}) {
    for (int n = 0; n < kProposals; ++n) {
      int i = n * step % kProposals;
      api::Outcome wanted = i % 3 == 0 ? api::OUTCOME_APPROVED : api::OUTCOME_DENIED;
      ASSERT_EQ(*outcomes.Of(absl::StrCat("p", 1000 + i)), wanted);
    }
  }
  EXPECT_EQ(*outcomes.Of("a"), api::OUTCOME_UNSPECIFIED);
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/list/proposal_standing.h"

#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/list/testing/list_world.h"

namespace assay::domain {
namespace {

class ProposalStandingTest : public ::testing::Test {
 protected:
  ProposalStandingTest() {
    for (const char* id : {"cna", "welder"}) world_.PutCredential(id, id);
    world_.Approved("cna");
    world_.Denied("welder");
  }

  api::ProposalState StateOf(const std::string& id) {
    ProposalStandings standings(&world_.state.scan, ListWorld::kCycle, world_.state.now);
    auto state = standings.StateOf(world_.state.records.FindOrDefault(ProposalId{"2027", id}));
    EXPECT_THAT(state.status(), IsOk());
    return *state;
  }
  api::ListVersion* Version(uint32_t number) { return world_.state.records.Mutable(ListVersionId(number)); }

  ListWorld world_;
};

TEST_F(ProposalStandingTest, ADraftSaysNothingAndAPreliminaryListRecommends) {
  ASSERT_THAT(world_.Draft(), IsOk());
  EXPECT_EQ(StateOf("cna"), api::PROPOSAL_STATE_REVIEWED);
  for (auto state : {api::LIST_VERSION_STATE_PRELIMINARY, api::LIST_VERSION_STATE_APPROVED}) {
    Version(1)->set_state(state);
    EXPECT_EQ(StateOf("cna"), api::PROPOSAL_STATE_RECOMMENDED);
    EXPECT_EQ(StateOf("welder"), api::PROPOSAL_STATE_NOT_RECOMMENDED);
  }
}

TEST_F(ProposalStandingTest, APublishedListDecidesUntilTheTimeForAppealsIsOver) {
  ASSERT_THAT(world_.DraftAndPublish(), IsOk());
  EXPECT_EQ(StateOf("cna"), api::PROPOSAL_STATE_APPROVED);
  EXPECT_EQ(StateOf("welder"), api::PROPOSAL_STATE_DENIED);
  *Version(1)->mutable_notice_time() = ToProto(world_.state.now);
  *Version(1)->mutable_appeal_close_time() = ToProto(world_.state.now + absl::Hours(1));
  EXPECT_EQ(StateOf("welder"), api::PROPOSAL_STATE_DENIED);
  world_.state.now += absl::Hours(1);
  EXPECT_EQ(StateOf("welder"), api::PROPOSAL_STATE_FINAL);
}

TEST_F(ProposalStandingTest, WithoutAppealsTheNoticeIsFinal) {
  ASSERT_THAT(world_.DraftAndPublish(), IsOk());
  *Version(1)->mutable_notice_time() = ToProto(world_.state.now);
  EXPECT_EQ(StateOf("cna"), api::PROPOSAL_STATE_FINAL);
}

// What was published stands while an amendment waits for signatures.
TEST_F(ProposalStandingTest, APublishedDecisionStandsBeforeARecommendation) {
  ASSERT_THAT(world_.DraftAndPublish(), IsOk());
  ASSERT_THAT(world_.Draft(), IsOk());
  Version(2)->set_state(api::LIST_VERSION_STATE_PRELIMINARY);
  EXPECT_EQ(StateOf("cna"), api::PROPOSAL_STATE_APPROVED);
}

}  // namespace
}  // namespace assay::domain

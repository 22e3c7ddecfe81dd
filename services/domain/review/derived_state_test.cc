#include "services/domain/review/derived_state.h"

#include "gtest/gtest.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

class DerivedStateTest : public ::testing::Test {
 protected:
  api::ProposalState Derive(const std::string& id, ListOutcome outcome = ListOutcome::kNone,
                            ListFirmness firmness = ListFirmness::kPublished) const {
    const auto& proposal = world_.state.records.FindOrDefault(ProposalId{"2027", id});
    return DeriveState(proposal, world_.state.records, world_.state.now, {outcome, firmness});
  }

  ReviewWorld world_;
};

TEST_F(DerivedStateTest, FollowsTheRound) {
  world_.PutEmployer("acme");
  world_.PutProposal("p1");
  ASSERT_TRUE(world_.CreateSeat("s1", "acme").ok());
  EXPECT_EQ(Derive("p1"), api::PROPOSAL_STATE_SCREENED);
  ASSERT_TRUE(world_.CreateRound("r1", world_.state.now + absl::Hours(1)).ok());
  ASSERT_TRUE(world_.AddItems("r1", {"p1"}).ok());
  EXPECT_EQ(Derive("p1"), api::PROPOSAL_STATE_SCREENED);
  ASSERT_TRUE(world_.Open("r1").ok());
  EXPECT_EQ(Derive("p1"), api::PROPOSAL_STATE_IN_REVIEW);
  world_.state.now += absl::Hours(1);
  EXPECT_EQ(Derive("p1"), api::PROPOSAL_STATE_REVIEWED);
}

TEST_F(DerivedStateTest, AClosedRoundIsReviewed) {
  world_.OpenTypicalRound();
  ASSERT_TRUE(world_.Close("r1").ok());
  EXPECT_EQ(Derive("p1"), api::PROPOSAL_STATE_REVIEWED);
}

TEST_F(DerivedStateTest, TheListOverridesTheRoundButNotAWithdrawal) {
  world_.OpenTypicalRound();
  EXPECT_EQ(Derive("p1", ListOutcome::kApproved), api::PROPOSAL_STATE_APPROVED);
  EXPECT_EQ(Derive("p1", ListOutcome::kDenied), api::PROPOSAL_STATE_DENIED);
  world_.PutProposal("p1", api::PROPOSAL_STATE_WITHDRAWN);
  EXPECT_EQ(Derive("p1", ListOutcome::kApproved), api::PROPOSAL_STATE_WITHDRAWN);
}

TEST_F(DerivedStateTest, AListThatIsNotPublishedRecommends) {
  world_.OpenTypicalRound();
  EXPECT_EQ(Derive("p1", ListOutcome::kApproved, ListFirmness::kProposed), api::PROPOSAL_STATE_RECOMMENDED);
  EXPECT_EQ(Derive("p1", ListOutcome::kDenied, ListFirmness::kProposed), api::PROPOSAL_STATE_NOT_RECOMMENDED);
  EXPECT_EQ(Derive("p1", ListOutcome::kNone, ListFirmness::kProposed), api::PROPOSAL_STATE_IN_REVIEW);
}

TEST_F(DerivedStateTest, AnAppealIsUnderWayUntilItIsDecided) {
  world_.OpenTypicalRound();
  auto appeal = [this](api::AppealState state) {
    world_.state.records.Mutable(AppealId{"2027", "p1"})->set_state(state);
    return Derive("p1", ListOutcome::kDenied);
  };
  for (auto state : {api::APPEAL_STATE_FILED, api::APPEAL_STATE_ASSIGNED, api::APPEAL_STATE_RECOMMENDED}) {
    EXPECT_EQ(appeal(state), api::PROPOSAL_STATE_APPEALED);
  }
  for (auto state : {api::APPEAL_STATE_UPHELD, api::APPEAL_STATE_OVERTURNED}) {
    EXPECT_EQ(appeal(state), api::PROPOSAL_STATE_FINAL);
  }
  EXPECT_EQ(appeal(api::APPEAL_STATE_WITHDRAWN), api::PROPOSAL_STATE_DENIED);
  EXPECT_EQ(Derive("p1", ListOutcome::kDenied, ListFirmness::kFinal), api::PROPOSAL_STATE_FINAL);
}

TEST_F(DerivedStateTest, EarlierStatesStand) {
  world_.PutProposal("p1", api::PROPOSAL_STATE_RETURNED);
  EXPECT_EQ(Derive("p1"), api::PROPOSAL_STATE_RETURNED);
}

}  // namespace
}  // namespace assay::domain

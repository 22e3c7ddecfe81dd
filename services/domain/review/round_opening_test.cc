#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/round.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

// A draft with one item; no seat yet.
class OpenRoundTest : public ::testing::Test {
 protected:
  OpenRoundTest() {
    world_.PutProposal("p1");
    for (const char* id : {"acme", "bolt", "cora"}) world_.PutEmployer(id);
  }

  void Draft(absl::Time deadline = absl::InfiniteFuture()) {
    ASSERT_TRUE(world_.CreateRound("r1", deadline).ok());
    ASSERT_TRUE(world_.AddItems("r1", {"p1"}).ok());
  }

  std::vector<std::string> PinnedSeats() const {
    std::vector<std::string> ids;
    for (const auto& seat : world_.state.records.FindOrDefault(RosterId{1}).seats()) ids.push_back(seat.seat_id());
    return ids;
  }

  ReviewWorld world_;
};

TEST_F(OpenRoundTest, PinsRosterPolicyAndVisibility) {
  Draft();
  ASSERT_TRUE(world_.CreateSeat("s2", "acme", /*chair=*/true).ok());
  ASSERT_TRUE(world_.CreateSeat("s1", "bolt").ok());
  world_.PutPolicy(2, api::TALLY_VISIBILITY_UNSPECIFIED);
  ASSERT_TRUE(world_.Open("r1").ok());
  const api::Round& round = world_.FindRound("r1");
  EXPECT_EQ(round.state(), api::ROUND_STATE_OPEN);
  EXPECT_EQ(round.policy(), "states/nj/policies/standard@2");
  EXPECT_EQ(round.tally_visibility(), api::TALLY_VISIBILITY_HIDDEN_UNTIL_CLOSE);
  EXPECT_EQ(round.seat_count(), 2);
  EXPECT_EQ(FromProto(round.open_time()), world_.state.now);
  EXPECT_THAT(PinnedSeats(), ElementsAre("s1", "s2"));
  EXPECT_TRUE(world_.state.records.FindOrDefault(RosterId{1}).seats(1).chair());
  EXPECT_EQ(world_.state.records.FindOrDefault(EmployerRoundId{"acme", 1}).seat_ordinal(), 1);
}

TEST_F(OpenRoundTest, KeepsANamedPolicyRevision) {
  world_.PutPolicy(2, api::TALLY_VISIBILITY_AGENCY);
  world_.PutPolicy(3, api::TALLY_VISIBILITY_OPEN);
  api::CreateRoundRequest request;
  request.set_parent("states/nj/cycles/2027");
  request.set_round_id("r1");
  request.mutable_round()->set_panel(ReviewWorld::kPanel);
  request.mutable_round()->set_policy("states/nj/policies/standard@2");
  ASSERT_TRUE(world_.state.Do(request, world_.state.staff).ok());
  ASSERT_TRUE(world_.AddItems("r1", {"p1"}).ok());
  ASSERT_TRUE(world_.CreateSeat("s1", "acme").ok());
  ASSERT_TRUE(world_.Open("r1").ok());
  EXPECT_EQ(world_.FindRound("r1").policy(), "states/nj/policies/standard@2");
  EXPECT_EQ(world_.FindRound("r1").tally_visibility(), api::TALLY_VISIBILITY_AGENCY);
}

TEST_F(OpenRoundTest, SkipsSeatsOutOfTermAndEmployersNotVerified) {
  Draft();
  ASSERT_TRUE(world_.CreateSeat("begins-today", "acme", false, "2027-01-15").ok());
  ASSERT_TRUE(world_.CreateSeat("begins-later", "bolt", false, "2027-01-16").ok());
  ASSERT_TRUE(world_.CreateSeat("suspended", "cora").ok());
  world_.PutEmployer("cora", api::EMPLOYER_STATE_SUSPENDED);
  world_.PutEmployer("dale");
  ASSERT_TRUE(world_.CreateSeat("ends-today", "dale", false, "", "2027-01-15").ok());
  world_.PutEmployer("edge");
  ASSERT_TRUE(world_.CreateSeat("ended", "edge", false, "", "2027-01-14").ok());
  ASSERT_TRUE(world_.Open("r1").ok());
  EXPECT_THAT(PinnedSeats(), ElementsAre("begins-today", "ends-today"));
}

TEST_F(OpenRoundTest, TakesTheFirstOfAnEmployersSeats) {
  Draft();
  world_.PutSeat("health", "s1", "acme");
  world_.PutSeat("health", "s2", "acme");
  ASSERT_TRUE(world_.Open("r1").ok());
  EXPECT_THAT(PinnedSeats(), ElementsAre("s1"));
}

TEST_F(OpenRoundTest, NeedsAnItemAndASeat) {
  ASSERT_TRUE(world_.CreateRound("r1").ok());
  EXPECT_EQ(ErrorReason(world_.Open("r1")), "ROUND_HAS_NO_ITEMS");
  ASSERT_TRUE(world_.AddItems("r1", {"p1"}).ok());
  EXPECT_EQ(ErrorReason(world_.Open("r1")), "ROUND_HAS_NO_SEATS");
  EXPECT_EQ(ErrorReason(world_.Open("none")), "RESOURCE_NOT_FOUND");
}

TEST_F(OpenRoundTest, SeatsAreLimited) {
  Draft();
  for (size_t i = 0; i < kSeatsMax; ++i) {
    std::string id = absl::StrCat("e", i);
    world_.PutEmployer(id);
    ASSERT_TRUE(world_.CreateSeat(id, id).ok());
  }
  ASSERT_TRUE(world_.CreateSeat("extra", "acme").ok());
  EXPECT_EQ(ErrorReason(world_.Open("r1")), "ROUND_HAS_TOO_MANY_SEATS");
  world_.PutEmployer("acme", api::EMPLOYER_STATE_SUSPENDED);
  EXPECT_TRUE(world_.Open("r1").ok());
}

TEST_F(OpenRoundTest, NeedsADeadlineAheadAndAnExtensionMendsIt) {
  Draft(world_.state.now + absl::Hours(1));
  ASSERT_TRUE(world_.CreateSeat("s1", "acme").ok());
  world_.state.now += absl::Hours(1);
  EXPECT_EQ(ErrorReason(world_.Open("r1")), "DEADLINE_PASSED");
  api::ExtendRoundRequest extend;
  extend.set_name(ReviewWorld::Round("r1"));
  *extend.mutable_deadline() = ToProto(world_.state.now + absl::Hours(1));
  ASSERT_TRUE(world_.state.Do(extend, world_.state.staff).ok());
  EXPECT_TRUE(world_.Open("r1").ok());
}

TEST_F(OpenRoundTest, OpensOnceAndUnchanged) {
  Draft();
  ASSERT_TRUE(world_.CreateSeat("s1", "acme").ok());
  EXPECT_EQ(ErrorReason(world_.Open("r1", "99")), "STALE_ETAG");
  ASSERT_TRUE(world_.Open("r1", world_.FindRound("r1").etag()).ok());
  EXPECT_EQ(ErrorReason(world_.Open("r1")), "ROUND_NOT_DRAFT");
}

TEST_F(OpenRoundTest, OnlyInTheStageForReviews) {
  Draft();
  ASSERT_TRUE(world_.CreateSeat("s1", "acme").ok());
  ledger::DecisionPart decision;
  *decision.mutable_cycle() = world_.state.records.FindOrDefault(CycleId{"2027"});
  api::Stage* stage = decision.mutable_cycle()->add_stages();
  stage->set_id("review");
  stage->set_kind(api::STAGE_KIND_REVIEW);
  *stage->mutable_open_time() = ToProto(world_.state.now + absl::Hours(1));
  *stage->mutable_end_time() = ToProto(world_.state.now + absl::Hours(2));
  world_.Put(decision);
  EXPECT_EQ(ErrorReason(world_.Open("r1")), "STAGE_NOT_OPEN");
  world_.state.now += absl::Hours(1);
  EXPECT_TRUE(world_.Open("r1").ok());
}

TEST_F(OpenRoundTest, PinsRulesVisibilityAndWeights) {
  Draft();
  api::ConflictRules rules;
  rules.set_declaration_days(730);
  world_.PutConflictRules(rules);
  world_.PutSeat("health", "s1", "acme", 7);
  world_.ChangePolicy([](api::Policy* policy) {
    policy->set_ballot_visibility(api::BALLOT_VISIBILITY_SEALED);
    policy->set_blind(true);
  });
  ASSERT_TRUE(world_.Open("r1").ok());
  const api::Round& round = world_.FindRound("r1");
  EXPECT_EQ(round.ballot_visibility(), api::BALLOT_VISIBILITY_SEALED);
  EXPECT_TRUE(round.blind());
  EXPECT_EQ(round.conflict_rules().declaration_days(), 730);
  EXPECT_EQ(round.seat_weight(), 7);
  EXPECT_EQ(round.result_version(), 1);
}

}  // namespace
}  // namespace assay::domain

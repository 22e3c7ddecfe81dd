#include "services/domain/review/tally.h"

#include "gtest/gtest.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

TEST(TallyTest, CountsWhatCounts) {
  ReviewWorld world;
  world.OpenTypicalRound();
  ASSERT_TRUE(world.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "acme").ok());
  ASSERT_TRUE(world.Recuse("r1", "p1", "bolt").ok());
  api::Tally tally = TallyOf(world.FindRound("r1"), 0, world.state.records);
  EXPECT_EQ(tally.approve_count(), 1);
  EXPECT_EQ(tally.reject_count(), 0);
  EXPECT_EQ(tally.abstain_count(), 0);
  EXPECT_EQ(tally.recused_count(), 1);
  EXPECT_EQ(tally.seat_count(), 2);
  EXPECT_EQ(TallyOf(world.FindRound("r1"), 1, world.state.records).seat_count(), 2);
}

// One row: what a role sees under a visibility, while open and after the close.
struct Sight {
  api::Role role;
  const char* employer;
  api::TallyVisibility visibility;
  bool while_open;
  bool after_close;
};

class TallyVisibleTest : public ::testing::TestWithParam<Sight> {};

TEST_P(TallyVisibleTest, FollowsThePolicy) {
  const Sight& sight = GetParam();
  ReviewWorld world;
  world.PutPolicy(2, sight.visibility);
  absl::Time deadline = world.state.now + absl::Hours(1);
  world.OpenTypicalRound(deadline);
  ASSERT_TRUE(world.setup.ok()) << world.setup;
  Principal principal = world.state.Representative(sight.employer, "someone");
  principal.roles = {sight.role};
  const api::Round& round = world.FindRound("r1");
  EXPECT_EQ(TallyVisible(round, principal, world.state.now, world.state.records), sight.while_open);
  EXPECT_EQ(TallyVisible(round, principal, deadline, world.state.records), sight.after_close);
}

constexpr auto kHidden = api::TALLY_VISIBILITY_HIDDEN_UNTIL_CLOSE;
constexpr auto kAgency = api::TALLY_VISIBILITY_AGENCY;
constexpr auto kOpen = api::TALLY_VISIBILITY_OPEN;

INSTANTIATE_TEST_SUITE_P(All, TallyVisibleTest,
                         ::testing::Values(Sight{api::ROLE_AGENCY_STAFF, "", kHidden, false, true},
                                           Sight{api::ROLE_ADMINISTRATOR, "", kHidden, false, true},
                                           Sight{api::ROLE_AUDITOR, "", api::TALLY_VISIBILITY_UNSPECIFIED, false, true},
                                           Sight{api::ROLE_CHAIR, "acme", kHidden, false, true},
                                           Sight{api::ROLE_EMPLOYER_REPRESENTATIVE, "acme", kHidden, false, false},
                                           Sight{api::ROLE_AGENCY_STAFF, "", kAgency, true, true},
                                           Sight{api::ROLE_APPROVER, "", kAgency, true, true},
                                           Sight{api::ROLE_AUDITOR, "", kAgency, true, true},
                                           Sight{api::ROLE_CHAIR, "acme", kAgency, false, true},
                                           Sight{api::ROLE_EMPLOYER_REPRESENTATIVE, "acme", kAgency, false, false},
                                           Sight{api::ROLE_AGENCY_STAFF, "", kOpen, true, true},
                                           Sight{api::ROLE_CHAIR, "acme", kOpen, true, true},
                                           Sight{api::ROLE_CHAIR, "outsider", kOpen, false, true},
                                           Sight{api::ROLE_EMPLOYER_REPRESENTATIVE, "bolt", kOpen, true, true},
                                           Sight{api::ROLE_EMPLOYER_REPRESENTATIVE, "outsider", kOpen, false, false},
                                           Sight{api::ROLE_OPERATOR, "", kOpen, false, false},
                                           Sight{api::ROLE_PROPOSER, "", kOpen, false, false}));

TEST(TallyVisibilityTest, ADraftShowsNothing) {
  ReviewWorld world;
  ASSERT_TRUE(world.CreateRound("r1").ok());
  EXPECT_FALSE(TallyVisible(world.FindRound("r1"), world.state.staff, world.state.now, world.state.records));
  EXPECT_FALSE(BallotsVisible(world.FindRound("r1"), world.state.staff, world.state.now));
}

TEST(BallotsVisibleTest, OnlyAfterTheCloseAndNeverToThePanel) {
  ReviewWorld world;
  world.PutPolicy(2, kOpen);
  world.OpenTypicalRound();
  EXPECT_FALSE(BallotsVisible(world.FindRound("r1"), world.state.staff, world.state.now));
  ASSERT_TRUE(world.Close("r1").ok());
  EXPECT_TRUE(BallotsVisible(world.FindRound("r1"), world.state.staff, world.state.now));
  EXPECT_TRUE(BallotsVisible(world.FindRound("r1"), world.state.approver, world.state.now));
  EXPECT_FALSE(BallotsVisible(world.FindRound("r1"), world.state.Representative("acme", "al"), world.state.now));
}

// Who reads ballots after the close: nobody before.
struct BallotSight {
  api::BallotVisibility visibility;
  bool everybody;
  bool agency;
  bool auditor;
};

class BallotsVisibleTest : public ::testing::TestWithParam<BallotSight> {};

TEST_P(BallotsVisibleTest, FollowsTheRound) {
  const BallotSight& sight = GetParam();
  ReviewWorld world;
  world.ChangePolicy([&sight](api::Policy* policy) { policy->set_ballot_visibility(sight.visibility); });
  absl::Time deadline = world.state.now + absl::Hours(1);
  world.OpenTypicalRound(deadline);
  const api::Round& round = world.FindRound("r1");
  Principal nobody;
  Principal bolt = world.state.Representative("bolt", "bea");
  Principal auditor = nobody;
  auditor.roles = {api::ROLE_AUDITOR};
  for (const Principal& principal : {nobody, bolt, world.state.staff, auditor}) {
    EXPECT_FALSE(BallotsVisible(round, principal, world.state.now));
  }
  EXPECT_EQ(BallotsVisible(round, nobody, deadline), sight.everybody);
  EXPECT_EQ(BallotsVisible(round, bolt, deadline), sight.everybody);
  EXPECT_EQ(BallotsVisible(round, world.state.staff, deadline), sight.agency);
  EXPECT_EQ(BallotsVisible(round, auditor, deadline), sight.auditor);
  EXPECT_EQ(TallyVisible(round, nobody, deadline, world.state.records), sight.everybody);
  EXPECT_TRUE(TallyVisible(round, world.state.staff, deadline, world.state.records));
  EXPECT_FALSE(VotersVisible(bolt));
  for (const Principal& principal : {bolt, world.state.staff, auditor}) {
    EXPECT_TRUE(RoundVisible(round, principal, world.state.now));
  }
  EXPECT_FALSE(RoundVisible(round, nobody, world.state.now));
  EXPECT_EQ(RoundVisible(round, nobody, deadline), sight.everybody);
}

INSTANTIATE_TEST_SUITE_P(All, BallotsVisibleTest,
                         ::testing::Values(BallotSight{api::BALLOT_VISIBILITY_UNSPECIFIED, false, true, true},
                                           BallotSight{api::BALLOT_VISIBILITY_AGENCY_ONLY, false, true, true},
                                           BallotSight{api::BALLOT_VISIBILITY_PUBLIC_RECORD, true, true, true},
                                           BallotSight{api::BALLOT_VISIBILITY_SEALED, false, false, true}));

}  // namespace
}  // namespace assay::domain

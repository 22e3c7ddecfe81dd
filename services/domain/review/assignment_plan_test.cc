#include "services/domain/review/assignment_plan.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Round r1 with seats s1 (acme, chair), s2 (bolt), s3 (cog) and s4 (dyn), proposals p0 to p5.
class AssignmentPlanTest : public ::testing::Test {
 protected:
  AssignmentPlanTest() {
    std::vector<std::string> proposals;
    for (const char* id : {"acme", "bolt", "cog", "dyn"}) world_.PutEmployer(id);
    for (int i = 0; i < 6; ++i) {
      proposals.push_back(absl::StrCat("p", i));
      world_.PutProposal(proposals.back());
    }
    int seat = 0;
    for (const char* id : {"acme", "bolt", "cog", "dyn"}) {
      ++seat;
      EXPECT_TRUE(world_.CreateSeat(absl::StrCat("s", seat), id, seat == 1).ok());
    }
    EXPECT_TRUE(world_.CreateRound("r1").ok());
    EXPECT_TRUE(world_.AddItems("r1", proposals).ok());
    EXPECT_TRUE(world_.Open("r1").ok());
    numbers_.set_reviewers_min(2);
    numbers_.set_seat_proposals_max(3);
  }

  absl::StatusOr<ComputedPlan> Plan(const Principal& principal) {
    return PlanAssignments(ReviewWorld::Round("r1"), numbers_, "nj", principal, world_.state.now, world_.state.scan);
  }
  absl::StatusOr<ComputedPlan> Plan() { return Plan(world_.state.staff); }

  absl::Status Apply(const ComputedPlan& plan, const std::string& etag) {
    api::ApplyAssignmentPlanRequest request;
    request.set_name(ReviewWorld::Round("r1"));
    *request.mutable_numbers() = numbers_;
    request.set_plan_etag(etag);
    Events events;
    Context context{"nj", world_.state.now, &world_.state.staff, &world_.state.random};
    ASSAY_RETURN_IF_ERROR(DecideAssignmentPlan(request, plan, context, world_.state.records, &events));
    world_.state.Commit(&events, world_.state.staff);
    return absl::OkStatus();
  }

  absl::Status Prefer(const std::string& employer, const std::string& proposal, api::ReviewPreference preference) {
    api::SetReviewPreferencesRequest request;
    request.set_name(ReviewWorld::Round("r1"));
    api::ProposalPreference* stated = request.add_preferences();
    stated->set_proposal(ReviewWorld::Proposal(proposal));
    stated->set_preference(preference);
    return world_.state.Do(request, world_.state.Representative(employer, "pat"));
  }

  std::vector<std::string> OfSeat(const ComputedPlan& plan, int seat) {
    const auto& proposals = plan.consequences.seats(seat).proposals();
    return {proposals.begin(), proposals.end()};
  }

  ReviewWorld world_;
  api::AssignmentNumbers numbers_;
};

TEST_F(AssignmentPlanTest, IsPreviewedAsATableOfConsequences) {
  auto plan = Plan();
  ASSERT_TRUE(plan.ok()) << plan.status();
  ASSERT_EQ(plan->consequences.seats_size(), 4);
  for (const auto& seat : plan->consequences.seats()) {
    EXPECT_EQ(seat.before_count(), 6);  // without an assignment a seat reviews all
    EXPECT_EQ(seat.after_count(), 3);
    EXPECT_EQ(seat.proposals_size(), 3);
  }
  EXPECT_EQ(plan->consequences.seats(0).seat(), ReviewWorld::Seat("s1"));
  EXPECT_EQ(plan->consequences.seats(0).employer(), ReviewWorld::Employer("acme"));
  for (const auto& proposal : plan->consequences.proposals()) {
    EXPECT_EQ(proposal.before_count(), 4);
    EXPECT_EQ(proposal.after_count(), 2);
  }
  EXPECT_EQ(world_.state.records.Find(AssignmentId{1, 0}), nullptr);  // nothing is changed
  EXPECT_EQ(Plan()->etag, plan->etag);
}

TEST_F(AssignmentPlanTest, IsPutInPlaceAsOneEvent) {
  auto plan = Plan();
  ASSERT_TRUE(plan.ok()) << plan.status();
  ASSERT_TRUE(Apply(*plan, plan->consequences.plan_etag()).ok());
  EXPECT_EQ(world_.state.last.size(), 1u);
  for (uint32_t seat = 0; seat < 4; ++seat) {
    EXPECT_EQ(world_.state.records.FindOrDefault(AssignmentId{1, seat}).item_ordinals_size(), 3);
  }
  api::ApplyAssignmentPlanResponse response;
  Answer(api::ApplyAssignmentPlanRequest(), world_.state.records, world_.state.last, &response);
  EXPECT_EQ(response.seat_count(), 4);
  EXPECT_EQ(response.review_count(), 12);
  // Planned again, it is the same, but now replaces itself.
  auto again = Plan();
  EXPECT_EQ(again->plan.SerializeAsString(), plan->plan.SerializeAsString());
  EXPECT_NE(again->etag, plan->etag);
  EXPECT_EQ(again->consequences.seats(0).before_count(), 3);
}

TEST_F(AssignmentPlanTest, WhatWasNotShownIsNotPutInPlace) {
  auto shown = Plan();
  ASSERT_TRUE(world_.Recuse("r1", "p0", "bolt").ok());
  auto present = Plan();
  ASSERT_TRUE(present.ok()) << present.status();
  absl::Status status = Apply(*present, shown->etag);
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(ErrorReason(status), "PLAN_CHANGED");
}

TEST_F(AssignmentPlanTest, AConflictThatComesWhileItIsComputedIsSeen) {
  auto plan = Plan();
  ASSERT_TRUE(world_.Recuse("r1", "p0", "bolt").ok());
  EXPECT_EQ(ErrorReason(Apply(*plan, plan->etag)), "PLAN_CHANGED");
}

TEST_F(AssignmentPlanTest, KeepsConflictsAndWhatWasAnswered) {
  ASSERT_TRUE(world_.Recuse("r1", "p0", "acme").ok());
  ASSERT_TRUE(world_.Recuse("r1", "p0", "bolt").ok());
  ASSERT_TRUE(world_.Cast("r1", "p5", api::BALLOT_CHOICE_APPROVE, "acme").ok());
  auto plan = Plan();
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_THAT(OfSeat(*plan, 0), ::testing::Not(::testing::Contains(ReviewWorld::Proposal("p0"))));
  EXPECT_THAT(OfSeat(*plan, 0), ::testing::Contains(ReviewWorld::Proposal("p5")));
  EXPECT_THAT(OfSeat(*plan, 2), ::testing::Contains(ReviewWorld::Proposal("p0")));
  EXPECT_THAT(OfSeat(*plan, 3), ::testing::Contains(ReviewWorld::Proposal("p0")));
  EXPECT_EQ(plan->consequences.seats(0).conflict_count(), 1);
  EXPECT_EQ(plan->consequences.proposals(0).conflict_count(), 2);
}

TEST_F(AssignmentPlanTest, SaysWhyThereIsNone) {
  for (const char* id : {"acme", "bolt", "cog"}) ASSERT_TRUE(world_.Recuse("r1", "p0", id).ok());
  absl::Status status = Plan().status();
  EXPECT_EQ(ErrorReason(status), "ASSIGNMENT_INFEASIBLE");
  EXPECT_THAT(std::string(status.message()), HasSubstr("proposals/p0 has 1 of 2 reviewers without a conflict"));
  numbers_.set_reviewers_min(1);
  numbers_.set_seat_proposals_max(1);
  EXPECT_THAT(std::string(Plan().status().message()), HasSubstr("6 reviews are needed"));
}

TEST_F(AssignmentPlanTest, FollowsPreferences) {
  ASSERT_TRUE(Prefer("acme", "p3", api::REVIEW_PREFERENCE_YES).ok());
  ASSERT_TRUE(Prefer("bolt", "p3", api::REVIEW_PREFERENCE_NO).ok());
  ASSERT_TRUE(Prefer("cog", "p3", api::REVIEW_PREFERENCE_YES).ok());
  auto plan = Plan();
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_EQ(plan->consequences.seats(0).preferred_count(), 1);
  EXPECT_EQ(plan->consequences.seats(1).unwanted_count(), 0);
  EXPECT_THAT(OfSeat(*plan, 0), ::testing::Contains(ReviewWorld::Proposal("p3")));
  EXPECT_THAT(OfSeat(*plan, 2), ::testing::Contains(ReviewWorld::Proposal("p3")));
}

TEST_F(AssignmentPlanTest, WithdrawnProposalsNeedNobody) {
  world_.PutProposal("p0", api::PROPOSAL_STATE_WITHDRAWN);
  auto plan = Plan();
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_EQ(plan->consequences.proposals(0).after_count(), 0);
}

TEST_F(AssignmentPlanTest, ASeatMayBeLeftWithNothing) {
  for (int i = 1; i < 6; ++i) world_.PutProposal(absl::StrCat("p", i), api::PROPOSAL_STATE_WITHDRAWN);
  auto plan = Plan();
  ASSERT_TRUE(plan.ok()) << plan.status();
  ASSERT_TRUE(Apply(*plan, plan->etag).ok());
  int idle = 0;
  for (uint32_t seat = 0; seat < 4; ++seat) {
    const ledger::AssignmentRecord* record = world_.state.records.Find(AssignmentId{1, seat});
    ASSERT_NE(record, nullptr);
    EXPECT_TRUE(record->planned());
    if (record->item_ordinals().empty()) ++idle;
  }
  EXPECT_EQ(idle, 2);
}

TEST_F(AssignmentPlanTest, StaffAndTheChairsEmployerPlan) {
  EXPECT_TRUE(Plan(world_.state.Representative("acme", "pat")).ok());
  EXPECT_EQ(ErrorReason(Plan(world_.state.Representative("bolt", "pat")).status()), "NOT_CHAIR");
}

TEST_F(AssignmentPlanTest, OnlyWhileOpen) {
  auto plan = Plan();
  ASSERT_TRUE(world_.Close("r1").ok());
  EXPECT_EQ(ErrorReason(Plan().status()), "ROUND_CLOSED");
  EXPECT_EQ(ErrorReason(Apply(*plan, plan->etag)), "ROUND_CLOSED");
  EXPECT_EQ(ErrorReason(Prefer("acme", "p1", api::REVIEW_PREFERENCE_YES)), "ROUND_CLOSED");
}

TEST_F(AssignmentPlanTest, PreferencesAreReplacedAndTakenBack) {
  ASSERT_TRUE(Prefer("acme", "p4", api::REVIEW_PREFERENCE_NO).ok());
  ASSERT_TRUE(Prefer("acme", "p3", api::REVIEW_PREFERENCE_MAYBE).ok());
  ASSERT_EQ(world_.state.records.FindOrDefault(PreferenceId{1, 0}).preferences_size(), 1);
  api::SetReviewPreferencesRequest request;
  request.set_name(ReviewWorld::Round("r1"));
  api::SetReviewPreferencesResponse response;
  Answer(request, world_.state.records, world_.state.last, &response);
  ASSERT_EQ(response.preferences_size(), 1);
  EXPECT_EQ(response.preferences(0).proposal(), ReviewWorld::Proposal("p3"));
  ASSERT_TRUE(world_.state.Do(request, world_.state.Representative("acme", "pat")).ok());
  EXPECT_EQ(world_.state.records.Find(PreferenceId{1, 0}), nullptr);
}

TEST_F(AssignmentPlanTest, PreferencesNameProposalsOfTheRoundOnce) {
  world_.PutProposal("elsewhere");
  api::SetReviewPreferencesRequest request;
  request.set_name(ReviewWorld::Round("r1"));
  for (const char* id : {"p1", "elsewhere", "p1"}) {
    request.add_preferences()->set_proposal(ReviewWorld::Proposal(id));
  }
  EXPECT_THAT(ViolatedFields(world_.state.Do(request, world_.state.Representative("acme", "pat"))),
              ElementsAre("preferences[1].proposal", "preferences[2].proposal"));
  EXPECT_EQ(ErrorReason(world_.state.Do(request, world_.state.Representative("nobody", "pat"))), "RESOURCE_NOT_FOUND");
}

TEST(AssignmentPlanLimitTest, APlanFitsOneEvent) {
  ReviewWorld world;
  constexpr int kSeats = 50;
  constexpr int kProposals = 1200;
  for (int i = 0; i < kSeats; ++i) {
    world.PutEmployer(absl::StrCat("e", i));
    ASSERT_TRUE(world.CreateSeat(absl::StrCat("s", i), absl::StrCat("e", i)).ok());
  }
  ASSERT_TRUE(world.CreateRound("big").ok());
  for (int i = 0; i < kProposals; i += 40) {
    std::vector<std::string> ids;
    for (int j = i; j < i + 40; ++j) {
      ids.push_back(absl::StrCat("p", j));
      world.PutProposal(ids.back());
    }
    ASSERT_TRUE(world.AddItems("big", ids).ok());
  }
  ASSERT_TRUE(world.Open("big").ok());
  api::AssignmentNumbers numbers;
  auto plan = [&] {
    return PlanAssignments(ReviewWorld::Round("big"), numbers, "nj", world.state.staff, world.state.now,
                           world.state.scan);
  };
  numbers.set_reviewers_min(40);
  EXPECT_TRUE(plan().ok()) << plan().status();
  numbers.set_reviewers_min(50);
  EXPECT_EQ(ErrorReason(plan().status()), "ASSIGNMENT_TOO_LARGE");
}

}  // namespace
}  // namespace assay::domain

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/round.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

class RoundClosingTest : public ::testing::Test {
 protected:
  absl::Status Extend(const std::string& round, absl::Time deadline, const std::string& etag = "") {
    api::ExtendRoundRequest request;
    request.set_name(ReviewWorld::Round(round));
    request.set_etag(etag);
    *request.mutable_deadline() = ToProto(deadline);
    return world_.state.Do(request, world_.state.staff);
  }

  // How many events the closing job adds; they are applied.
  size_t RunJob(absl::Time scheduled) {
    Principal job;
    job.job = "close-rounds";
    Context context{"nj", world_.state.now, &job, &world_.state.random};
    Events events;
    EXPECT_TRUE(
        DecideCloseRoundAtDeadline(RoundId{"2027", "r1"}, scheduled, context, world_.state.records, &events).ok());
    world_.state.Commit(&events, job);
    return events.size();
  }

  ReviewWorld world_;
  const absl::Time deadline_ = world_.state.now + absl::Hours(2);
};

TEST_F(RoundClosingTest, IsOpenUntilJustBeforeItsDeadline) {
  world_.OpenTypicalRound(deadline_);
  ASSERT_TRUE(world_.setup.ok()) << world_.setup;
  const api::Round& round = world_.FindRound("r1");
  EXPECT_TRUE(IsOpenAt(round, deadline_ - absl::Microseconds(1)));
  EXPECT_FALSE(IsOpenAt(round, deadline_));
  EXPECT_TRUE(IsClosedAt(round, deadline_));
  EXPECT_FALSE(IsClosedAt(round, deadline_ - absl::Microseconds(1)));
}

TEST_F(RoundClosingTest, ADraftIsNeitherOpenNorClosed) {
  ASSERT_TRUE(world_.CreateRound("r1", deadline_).ok());
  EXPECT_FALSE(IsOpenAt(world_.FindRound("r1"), deadline_));
  EXPECT_FALSE(IsClosedAt(world_.FindRound("r1"), deadline_));
  EXPECT_EQ(ErrorReason(world_.Close("r1")), "ROUND_NOT_OPEN");
}

TEST_F(RoundClosingTest, ClosesOnce) {
  world_.OpenTypicalRound();
  ASSERT_TRUE(world_.Close("r1").ok());
  EXPECT_EQ(world_.FindRound("r1").state(), api::ROUND_STATE_CLOSED);
  EXPECT_EQ(FromProto(world_.FindRound("r1").close_time()), world_.state.now);
  EXPECT_EQ(ErrorReason(world_.Close("r1")), "ROUND_CLOSED");
  EXPECT_EQ(ErrorReason(world_.Close("none")), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ErrorReason(Extend("r1", deadline_)), "ROUND_CLOSED");
}

TEST_F(RoundClosingTest, CloseChecksTheEtag) {
  world_.OpenTypicalRound();
  api::CloseRoundRequest request;
  request.set_name(ReviewWorld::Round("r1"));
  request.set_etag("99");
  EXPECT_EQ(ErrorReason(world_.state.Do(request, world_.state.staff)), "STALE_ETAG");
}

TEST_F(RoundClosingTest, ExtendsForward) {
  world_.OpenTypicalRound(deadline_);
  EXPECT_THAT(ViolatedFields(Extend("r1", deadline_)), ElementsAre("deadline"));
  EXPECT_THAT(ViolatedFields(Extend("r1", world_.state.now)), ElementsAre("deadline", "deadline"));
  EXPECT_EQ(ErrorReason(Extend("r1", deadline_ + absl::Hours(1), "99")), "STALE_ETAG");
  EXPECT_EQ(ErrorReason(Extend("none", deadline_)), "RESOURCE_NOT_FOUND");
  ASSERT_TRUE(Extend("r1", deadline_ + absl::Hours(1)).ok());
  EXPECT_TRUE(IsOpenAt(world_.FindRound("r1"), deadline_));
}

TEST_F(RoundClosingTest, ARoundWithoutDeadlineCanBeGivenOne) {
  world_.OpenTypicalRound();
  ASSERT_TRUE(Extend("r1", deadline_).ok());
  EXPECT_TRUE(IsClosedAt(world_.FindRound("r1"), deadline_));
}

TEST_F(RoundClosingTest, APassedDeadlineClosesWithoutAJob) {
  world_.OpenTypicalRound(deadline_);
  world_.state.now = deadline_;
  EXPECT_EQ(ErrorReason(Extend("r1", deadline_ + absl::Hours(1))), "ROUND_CLOSED");
  EXPECT_EQ(ErrorReason(world_.Close("r1")), "ROUND_CLOSED");
}

TEST_F(RoundClosingTest, TheJobClosesAsOfTheDeadline) {
  world_.OpenTypicalRound(deadline_);
  world_.state.now = deadline_ + absl::Minutes(3);
  ASSERT_EQ(RunJob(deadline_), 1u);
  EXPECT_EQ(FromProto(world_.FindRound("r1").close_time()), deadline_);
  EXPECT_EQ(FromMicros(world_.state.last[0].decision().scheduled_micros()), deadline_);
  EXPECT_EQ(world_.state.last[0].principal(), "jobs/close-rounds");
  EXPECT_EQ(RunJob(deadline_), 0u);
}

TEST_F(RoundClosingTest, TheJobLeavesWhatIsNotDue) {
  EXPECT_EQ(RunJob(deadline_), 0u);
  world_.OpenTypicalRound(deadline_);
  EXPECT_EQ(RunJob(deadline_), 0u);
  ASSERT_TRUE(Extend("r1", deadline_ + absl::Hours(1)).ok());
  world_.state.now = deadline_;
  EXPECT_EQ(RunJob(deadline_), 0u);
  EXPECT_TRUE(IsOpenAt(world_.FindRound("r1"), world_.state.now));
}

TEST_F(RoundClosingTest, TheJobLeavesARoundWithoutDeadline) {
  world_.OpenTypicalRound();
  EXPECT_EQ(RunJob(world_.state.now), 0u);
}

}  // namespace
}  // namespace assay::domain

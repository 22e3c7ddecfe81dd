#include "services/engine/jobs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/domain/apply.h"
#include "services/domain/name.h"
#include "services/domain/requests.h"
#include "services/domain/resource.h"
#include "services/engine/job_commands.h"
#include "services/engine/testing/engine_world.h"

namespace assay::engine {
namespace {

using testing::EngineWorld;

// Waits for Notify only; tells what instant was asked for.
class FakeWaiter : public JobWaiter {
 public:
  void WaitUntil(absl::Time instant) override {
    MutexLock lock(&mutex_);
    asked_ = instant;
    waiting_ = true;
    changed_.SignalAll();
    while (!notified_) changed_.Wait(&mutex_);
    notified_ = waiting_ = false;
  }
  void Notify() override {
    MutexLock lock(&mutex_);
    notified_ = true;
    changed_.SignalAll();
  }
  // Once all that was notified of is done: when the jobs want to go on.
  absl::Time AwaitIdle() {
    MutexLock lock(&mutex_);
    while (!waiting_ || notified_) changed_.Wait(&mutex_);
    return asked_;
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  bool waiting_ ABSL_GUARDED_BY(mutex_) = false;
  bool notified_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Time asked_ ABSL_GUARDED_BY(mutex_);
};

Event OpenRound(const std::string& state, int number, absl::Time open, absl::Time deadline) {
  Event event;
  v1::Round* round = event.mutable_decision()->mutable_round();
  round->set_name(absl::StrCat("states/", state, "/cycles/2027/rounds/r", number));
  round->set_state(v1::ROUND_STATE_OPEN);
  round->set_number(number);
  *round->mutable_open_time() = domain::ToProto(open);
  if (deadline != absl::InfiniteFuture()) *round->mutable_deadline() = domain::ToProto(deadline);
  return event;
}

class JobsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    EngineOptions options;
    options.on_schedule_change = [this] { jobs_.Notify(); };
    world_.Start(std::move(options));
  }
  void TearDown() override {
    jobs_.Stop();
    world_.engine = nullptr;
  }

  void Open(const std::string& state, int number, absl::Time deadline) {
    ASSERT_TRUE(world_.Do(EngineWorld::Add(state, {OpenRound(state, number, Now(), deadline)})).ok());
  }
  v1::Round RoundOf(const std::string& state, int number) {
    return world_.engine->Read(state)->FindOrDefault(domain::RoundId{"2027", absl::StrCat("r", number)});
  }
  bool IsClosed(const std::string& state, int number) {
    return RoundOf(state, number).state() == v1::ROUND_STATE_CLOSED;
  }
  absl::Time RunDue() { return RunDueJobs(world_.engine.get(), world_.clock, &requests_due_); }
  absl::Time Now() const { return world_.clock.Now(); }

  size_t EventCount(const std::string& state) { return world_.EventsOf(state).size(); }
  // A request of a user, remembered.
  void Remember(const std::string& request_id) {
    ASSERT_TRUE(world_.Do(EngineWorld::PutCredential("nj", "welder", "Welder", request_id)).ok());
  }
  bool IsRemembered(const std::string& request_id) {
    return world_.engine->Read("nj")->Find(domain::RequestIdOf("states/nj/users/tester", request_id)) != nullptr;
  }

  EngineWorld world_;
  FakeWaiter waiter_;
  Jobs jobs_{&world_.clock, &waiter_};
  absl::Time requests_due_ = absl::InfinitePast();
};

TEST_F(JobsTest, ClosesARoundAtItsDeadlineOnce) {
  absl::Time deadline = Now() + absl::Hours(1);
  Open("nj", 1, deadline);
  EXPECT_EQ(RunDue(), deadline);
  EXPECT_FALSE(IsClosed("nj", 1));
  world_.clock.Set(deadline + absl::Seconds(3));
  RunDue();
  EXPECT_TRUE(IsClosed("nj", 1));
  EXPECT_EQ(domain::FromProto(RoundOf("nj", 1).close_time()), deadline);
  Event event = world_.EventsOf("nj").back();
  EXPECT_EQ(event.principal(), "jobs/close-rounds");
  EXPECT_EQ(event.request_id(),
            absl::StrCat("close-rounds/states/nj/cycles/2027/rounds/r1/", absl::ToUnixSeconds(deadline)));
  EXPECT_EQ(event.decision().scheduled_micros(), absl::ToUnixMicros(deadline));
  EXPECT_EQ(event.time_micros(), absl::ToUnixMicros(deadline + absl::Seconds(3)));
  size_t count = EventCount("nj");
  RunDue();
  EXPECT_EQ(EventCount("nj"), count);
}

Event CycleWithStage(absl::Time open, absl::Time end) {
  Event event;
  v1::Cycle* cycle = event.mutable_decision()->mutable_cycle();
  cycle->set_name("states/nj/cycles/2027");
  v1::Stage* stage = cycle->add_stages();
  stage->set_id("submission");
  stage->set_state(v1::STAGE_STATE_PENDING);
  *stage->mutable_open_time() = domain::ToProto(open);
  *stage->mutable_end_time() = domain::ToProto(end);
  return event;
}

// Switched off over both instants of a stage: each move is made up for, with its own instant, and none twice.
TEST_F(JobsTest, MovesStagesAlsoAfterANightSwitchedOff) {
  absl::Time open = Now() + absl::Hours(1);
  absl::Time end = Now() + absl::Hours(9);
  ASSERT_TRUE(world_.Do(EngineWorld::Add("nj", {CycleWithStage(open, end)})).ok());
  EXPECT_EQ(RunDue(), open);
  size_t before = EventCount("nj");
  world_.clock.Set(end + absl::Hours(3));
  jobs_.Start(world_.engine.get());
  waiter_.AwaitIdle();
  std::vector<Event> events = world_.EventsOf("nj");
  ASSERT_EQ(events.size(), before + 2);
  EXPECT_EQ(events[before].request_id(), absl::StrCat("move-stages/states/nj/cycles/2027/", absl::ToUnixSeconds(open)));
  EXPECT_EQ(events[before].decision().cycle().stages(0).state(), v1::STAGE_STATE_OPEN);
  EXPECT_EQ(events[before].decision().scheduled_micros(), absl::ToUnixMicros(open));
  EXPECT_EQ(events[before].time_micros(), absl::ToUnixMicros(end + absl::Hours(3)));
  EXPECT_EQ(events[before + 1].decision().cycle().stages(0).state(), v1::STAGE_STATE_CLOSED);
  EXPECT_EQ(events[before + 1].decision().scheduled_micros(), absl::ToUnixMicros(end));
  jobs_.Notify();
  waiter_.AwaitIdle();
  EXPECT_EQ(EventCount("nj"), before + 2);
}

TEST_F(JobsTest, AnExtendedRoundStaysOpenUntilTheNewDeadline) {
  absl::Time first = Now() + absl::Hours(1);
  Open("nj", 1, first);
  Open("nj", 1, first + absl::Hours(5));
  world_.clock.Set(first);
  EXPECT_EQ(RunDue(), first + absl::Hours(5));
  EXPECT_FALSE(IsClosed("nj", 1));
}

TEST_F(JobsTest, ClosesManyInOneGo) {
  std::vector<Event> rounds;
  int count = static_cast<int>(kDueCommandsMax) + 10;
  for (int i = 1; i <= count; ++i) {
    ASSERT_NO_FATAL_FAILURE(Open(i % 2 == 0 ? "nj" : "oh", i, Now() + absl::Seconds(i)));
  }
  ASSERT_NO_FATAL_FAILURE(Open("nj", count + 1, Now() + absl::Hours(2)));
  for (int i = 1; i <= count; ++i) ASSERT_NO_FATAL_FAILURE(Open("nj", 1000 + i, Now() + absl::Seconds(i)));
  absl::Time last = Now() + absl::Hours(2);
  world_.clock.Advance(absl::Hours(1));
  EXPECT_LE(RunDue(), Now());
  EXPECT_EQ(RunDue(), last);
  for (int i = 1; i <= count; ++i) {
    EXPECT_TRUE(IsClosed(i % 2 == 0 ? "nj" : "oh", i));
    EXPECT_TRUE(IsClosed("nj", 1000 + i));
  }
}

TEST_F(JobsTest, CatchesUpAtTheStartAndWaitsForWhatComes) {
  absl::Time deadline = Now() + absl::Hours(1);
  Open("nj", 1, deadline);
  world_.clock.Advance(absl::Hours(12));
  jobs_.Start(world_.engine.get());
  waiter_.AwaitIdle();
  EXPECT_TRUE(IsClosed("nj", 1));
  absl::Time later = Now() + absl::Minutes(5);
  Open("nj", 2, later);
  EXPECT_EQ(waiter_.AwaitIdle(), later);
  world_.clock.Set(later);
  jobs_.Notify();  // as the clock would
  waiter_.AwaitIdle();
  EXPECT_TRUE(IsClosed("nj", 2));
}

TEST_F(JobsTest, ARehearsalClosesWhenItsClockIsMoved) {
  jobs_.Start(world_.engine.get());
  absl::Time deadline = Now() + absl::Hours(1);
  Open("hi", 1, deadline);
  EXPECT_NE(waiter_.AwaitIdle(), deadline) << "its clock moves by command only";
  world_.clock.Set(deadline);
  jobs_.Notify();
  waiter_.AwaitIdle();
  EXPECT_FALSE(IsClosed("hi", 1));
  Event set;
  v1::State* state = set.mutable_decision()->mutable_state();
  *state = *world_.engine->Read("hi")->Find(domain::StateId{});
  *state->mutable_rehearsal_time() = domain::ToProto(deadline);
  ASSERT_TRUE(world_.Do(EngineWorld::Add("hi", {set})).ok());
  waiter_.AwaitIdle();
  EXPECT_TRUE(IsClosed("hi", 1));
}

TEST_F(JobsTest, ForgetsRequestsAfterNinetyDays) {
  Remember("old");
  world_.clock.Advance(kRequestsKept);
  Remember("new");
  RunDue();
  EXPECT_TRUE(IsRemembered("old")) << "not a moment before";
  world_.clock.Advance(absl::Hours(24));
  EXPECT_GT(RunDue(), Now());
  EXPECT_FALSE(IsRemembered("old"));
  EXPECT_TRUE(IsRemembered("new"));
  Event event = world_.EventsOf("nj").back();
  EXPECT_EQ(event.principal(), "jobs/expire-requests");
  EXPECT_EQ(event.decision().requests_expired().until_sequence(), 3);
  EXPECT_TRUE(absl::StartsWith(event.request_id(), "expire-requests/3/"));
  absl::Time midnight = absl::FromUnixMicros(event.decision().scheduled_micros());
  EXPECT_LE(midnight, Now());
  EXPECT_GT(midnight + absl::Hours(24), Now());
}

TEST_F(JobsTest, LooksAtRequestsAtTheStartAndOnceADay) {
  Remember("old");
  world_.clock.Advance(kRequestsKept + absl::Seconds(1));
  absl::Time next = RunDue();
  EXPECT_FALSE(IsRemembered("old"));
  EXPECT_GT(next, Now());
  EXPECT_LE(next, Now() + absl::Hours(24));
  EXPECT_EQ(absl::ToUnixSeconds(next) % 86'400, 0);
}

TEST_F(JobsTest, KeepsWhatARoundStillOpenSaw) {
  Remember("before");
  world_.clock.Advance(absl::Hours(1));
  Open("nj", 1, absl::InfiniteFuture());
  Remember("during");
  world_.clock.Advance(2 * kRequestsKept);
  RunDue();
  EXPECT_FALSE(IsRemembered("before"));
  EXPECT_TRUE(IsRemembered("during"));
}

TEST_F(JobsTest, ForgetsManyInStepsWithoutAGap) {
  int count = static_cast<int>(domain::kExpiredRequestsMax) * 2 + 7;
  for (int i = 0; i < count; ++i) Remember(absl::StrCat("r", i));
  world_.clock.Advance(2 * kRequestsKept);
  RunDue();
  for (int i = 0; i < count; ++i) EXPECT_FALSE(IsRemembered(absl::StrCat("r", i)));
  int events = 0;
  size_t dropped = 0;
  for (const Event& event : world_.EventsOf("nj")) {
    if (!event.decision().has_requests_expired()) continue;
    ++events;
    dropped += event.decision().requests_expired().request_digests_size();
  }
  EXPECT_EQ(events, 3);
  EXPECT_EQ(dropped, static_cast<size_t>(count));
  EXPECT_EQ(world_.engine->Read("nj")->FindOrDefault(domain::StateHeadId{}).requests_expired_until(), 2 + count);
}

TEST_F(JobsTest, ForgettingDoesNotKeepItselfBusy) {
  Remember("old");
  world_.clock.Advance(2 * kRequestsKept);
  RunDue();
  size_t count = EventCount("nj");
  for (int i = 0; i < 5; ++i) {
    world_.clock.Advance(2 * kRequestsKept);
    RunDue();
  }
  EXPECT_EQ(EventCount("nj"), count);
}

TEST_F(JobsTest, TriesAgainSoonAfterAFailure) {
  absl::Time deadline = Now() + absl::Hours(1);
  Open("nj", 1, deadline);
  world_.clock.Set(deadline);
  world_.engine->Stop();
  absl::Time next = RunDue();
  EXPECT_GT(next, Now());
  EXPECT_LE(next, Now() + absl::Minutes(1));
}

TEST(ClockWaiterTest, ReturnsWhenItIsTimeOrWhenNotified) {
  FakeClock clock(absl::FromUnixSeconds(1'800'000'000));
  ClockWaiter waiter(&clock);
  waiter.WaitUntil(clock.Now());
  waiter.Notify();
  waiter.WaitUntil(absl::InfiniteFuture());
  std::thread notifier([&waiter] { waiter.Notify(); });
  waiter.WaitUntil(absl::InfiniteFuture());
  notifier.join();
}

}  // namespace
}  // namespace assay::engine

// Long commands: decided in full, written in slices, seen as one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/engine/testing/engine_world.h"
#include "storage/keyspace.h"

namespace assay::engine {
namespace {

using testing::Contents;
using ::testing::ElementsAre;
using testing::EngineWorld;
using testing::PutMany;
using testing::TestStore;
using Pending = std::shared_ptr<PendingOutcome>;

constexpr int kCount = 200;
constexpr int kSliceSize = 40;

std::unique_ptr<PutMany> Many(const std::string& title) { return std::make_unique<PutMany>(kCount, kSliceSize, title); }

EngineOptions WithResume(const std::string& title) {
  EngineOptions options;
  options.resume_import = PutMany::Resume(kCount, kSliceSize, title);
  return options;
}

// Without event blocks: how events are grouped depends on what came together.
Contents RecordsOf(const EngineWorld& world) {
  Contents records = world.ContentsOf("nj");
  records.erase(records.lower_bound(storage::RecordRange("nj").end), records.end());
  return records;
}

std::vector<std::string> EventBytesOf(const EngineWorld& world) {
  std::vector<std::string> bytes;
  for (const Event& event : world.EventsOf("nj")) bytes.push_back(event.SerializeAsString());
  return bytes;
}

class EngineLongTest : public ::testing::Test {
 protected:
  void SetUp() override { world_.Start(WithResume("many")); }

  // A command whose answer is noted in `answered_`.
  void SubmitNoting(const std::string& what, Command command) {
    command.done = [this, what](absl::StatusOr<Outcome> outcome) {
      MutexLock lock(&mutex_);
      answered_.push_back(outcome.ok() ? what : absl::StrCat(what, ": ", ErrorReason(outcome.status())));
    };
    world_.engine->Submit(std::move(command));
  }
  std::vector<std::string> answered() {
    MutexLock lock(&mutex_);
    return answered_;
  }

  EngineWorld world_{storage::kSmallestLimits};
  Mutex mutex_;
  std::vector<std::string> answered_ ABSL_GUARDED_BY(mutex_);
};

TEST_F(EngineLongTest, WritesAllAndAnswersWithTheLastSlice) {
  absl::StatusOr<Outcome> outcome = world_.Do(PutMany::In("nj", Many("many"), "r1"));
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_EQ(outcome->events.back().decision().import().state(), v1::IMPORT_STATE_APPLIED);
  for (int i : {0, 100, kCount - 1}) EXPECT_EQ(world_.TitleOf("nj", absl::StrCat("c", i)), "many");
  EXPECT_EQ(world_.engine->Read("nj")->FindOrDefault(domain::StateHeadId{}).import_in_progress(), "");
}

TEST_F(EngineLongTest, AllItsEventsAreOfItsRequest) {
  ASSERT_TRUE(world_.Do(PutMany::In("nj", Many("many"), "r1")).ok());
  std::vector<Event> events = world_.EventsOf("nj");
  for (size_t i = 2; i < events.size(); ++i) {
    EXPECT_EQ(events[i].request_id(), "r1");
    EXPECT_EQ(events[i].principal(), "states/nj/users/tester");
  }
  absl::StatusOr<Outcome> again = world_.Do(PutMany::In("nj", Many("many"), "r1"));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->events.back().SerializeAsString(), events.back().SerializeAsString());
}

TEST_F(EngineLongTest, ARefusalLeavesNothing) {
  Contents before = world_.ContentsOf("nj");
  auto many = Many("many");
  many->RefuseAt(kCount - 1);
  EXPECT_EQ(ErrorReason(world_.Do(PutMany::In("nj", std::move(many), "r1")).status()), "BAD_ROW");
  EXPECT_EQ(world_.ContentsOf("nj"), before);
  absl::StatusOr<Outcome> retried = world_.Do(PutMany::In("nj", Many("many"), "r1"));
  ASSERT_TRUE(retried.ok()) << retried.status();
  EXPECT_FALSE(retried->replayed);
}

TEST_F(EngineLongTest, ReadersSeeTheOldPictureUntilTheEnd) {
  ASSERT_TRUE(world_.Do(EngineWorld::PutCredential("nj", "c0", "before")).ok());
  std::set<std::string> seen;
  std::set<size_t> stored;  // how much stood on the disk meanwhile
  auto many = Many("many");
  many->OnStep([this, &seen, &stored] {
    seen.insert(world_.TitleOf("nj", "c0"));
    seen.insert(world_.TitleOf("nj", "c199"));
    stored.insert(world_.ContentsOf("nj").size());
  });
  ASSERT_TRUE(world_.Do(PutMany::In("nj", std::move(many), "r1")).ok());
  EXPECT_THAT(seen, ElementsAre("(none)", "before"));
  EXPECT_GT(stored.size(), 1u);
  EXPECT_EQ(world_.TitleOf("nj", "c0"), "many");
}

TEST_F(EngineLongTest, OtherStatesProceedAndTheSameStateWaits) {
  auto many = Many("many");
  many->OnStep([this, first = true]() mutable {
    if (!first) return;
    first = false;
    SubmitNoting("nj", EngineWorld::PutCredential("nj", "c0", "after"));
    SubmitNoting("nj again", EngineWorld::PutCredential("nj", "c0", "after all"));
    SubmitNoting("oh", EngineWorld::PutCredential("oh", "c0", "meanwhile"));
  });
  SubmitNoting("many", PutMany::In("nj", std::move(many), "r1"));
  // The commands above are all answered when a later one is.
  while (answered().size() < 4) ASSERT_TRUE(world_.Do(EngineWorld::PutCredential("hi", "c0", "x")).ok());
  EXPECT_THAT(answered(), ElementsAre("oh", "many", "nj", "nj again"));
  EXPECT_EQ(world_.TitleOf("nj", "c0"), "after all");
}

TEST_F(EngineLongTest, ARetryDuringTheRunIsAnsweredFromIt) {
  auto many = Many("many");
  Pending retry;
  many->OnStep([this, &retry] {
    if (retry == nullptr) retry = world_.Submit(PutMany::In("nj", Many("many"), "r1"));
  });
  ASSERT_TRUE(world_.Do(PutMany::In("nj", std::move(many), "r1")).ok());
  ASSERT_TRUE(retry->Wait().ok());
  EXPECT_TRUE(retry->Wait()->replayed);
}

TEST_F(EngineLongTest, WhatWaitsMayBeCancelled) {
  auto cancellation = std::make_shared<Cancellation>();
  Command waiting = EngineWorld::PutCredential("nj", "c0", "after");
  waiting.cancellation = cancellation;
  Pending pending;
  auto many = Many("many");
  int steps = 0;
  many->OnStep([&] {
    if (++steps == 1) pending = world_.Submit(std::move(waiting));
    if (steps == 3) {
      EXPECT_TRUE(cancellation->Cancel());
    }
  });
  ASSERT_TRUE(world_.Do(PutMany::In("nj", std::move(many), "r1")).ok());
  EXPECT_EQ(pending->Wait().status().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(world_.TitleOf("nj", "c0"), "many");
}

TEST(EngineLongQueueTest, WhatWaitsBehindItCountsAgainstTheQueue) {
  EngineWorld world;
  EngineOptions options;
  options.queue_commands_max = 5;
  world.Start(std::move(options));
  auto many = Many("many");
  std::vector<Pending> pending;
  many->OnStep([&] {
    if (pending.size() < 20) pending.push_back(world.Submit(EngineWorld::PutCredential("nj", "c0", "after")));
  });
  ASSERT_TRUE(world.Do(PutMany::In("nj", std::move(many), "r1")).ok());
  int refused = 0;
  for (const Pending& one : pending) refused += ErrorReason(one->Wait().status()) == "OVERLOADED" ? 1 : 0;
  EXPECT_EQ(refused, 15);
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(world.Do(EngineWorld::PutCredential("nj", "c0", "later")).ok());
}

TEST_F(EngineLongTest, AFailedSliceStopsTheEngineAndShowsNothing) {
  auto many = Many("many");
  int steps = 0;
  int prepares = (kCount + 2) / 3;
  std::atomic<bool> fatal{false};
  EngineOptions options = WithResume("many");
  options.on_fatal = [&fatal](const absl::Status&) { fatal = true; };
  world_.Restart(std::move(options));
  many->OnStep([&] {
    if (++steps == prepares + 4) world_.store->BreakAfter(0, TestStore::Breakage::kUnknownLost);
  });
  absl::StatusOr<Outcome> outcome = world_.Do(PutMany::In("nj", std::move(many), "r1"));
  EXPECT_EQ(ErrorReason(outcome.status()), "OUTCOME_UNKNOWN");
  EXPECT_TRUE(fatal);
  EXPECT_NE(RecordsOf(world_).size(), 4u) << "slices stand on the disk";
  EXPECT_EQ(world_.TitleOf("nj", "c0"), "(none)");
}

TEST(EngineResumeTest, NeedsAWayToResume) {
  EngineWorld world{storage::kSmallestLimits};
  world.Start(WithResume("many"));
  world.store->BreakAfter(2, TestStore::Breakage::kUnknownLost);
  ASSERT_FALSE(world.Do(PutMany::In("nj", Many("many"), "r1")).ok());
  world.engine = nullptr;
  EXPECT_EQ(Engine::Open(&world.disk, &world.clock, &world.random, {}).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

class EngineCrashTest : public ::testing::TestWithParam<std::tuple<int, TestStore::Breakage>> {};

TEST_P(EngineCrashTest, ReopeningFinishesWhatWasAccepted) {
  EngineWorld whole{storage::kSmallestLimits};
  whole.Start(WithResume("many"));
  ASSERT_TRUE(whole.Do(PutMany::In("nj", Many("many"), "r1")).ok());

  EngineWorld world{storage::kSmallestLimits};
  world.Start(WithResume("many"));
  world.store->BreakAfter(std::get<0>(GetParam()), std::get<1>(GetParam()));
  bool interrupted = !world.Do(PutMany::In("nj", Many("many"), "r1")).ok();
  EXPECT_EQ(interrupted, std::get<0>(GetParam()) < 4);
  world.Restart(WithResume("many"));
  std::string title = world.TitleOf("nj", "c0");
  EXPECT_EQ(title, world.TitleOf("nj", "c199")) << "all of it or nothing";

  absl::StatusOr<Outcome> again = world.Do(PutMany::In("nj", Many("many"), "r1"));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->replayed, title == "many");
  EXPECT_EQ(RecordsOf(world), RecordsOf(whole));
  EXPECT_EQ(EventBytesOf(world), EventBytesOf(whole));
}

INSTANTIATE_TEST_SUITE_P(AtEachCommit, EngineCrashTest,
                         ::testing::Combine(::testing::Range(0, 6),
                                            ::testing::Values(TestStore::Breakage::kUnknownWritten,
                                                              TestStore::Breakage::kUnknownLost,
                                                              TestStore::Breakage::kFenced)));

}  // namespace
}  // namespace assay::engine

// What comes in, what is turned away, and how it ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "services/base/error.h"
#include "services/engine/testing/engine_world.h"

namespace assay::engine {
namespace {

using testing::EngineWorld;
using testing::TestStore;
using Pending = std::shared_ptr<PendingOutcome>;

Command Put(const std::string& id) { return EngineWorld::PutCredential("nj", id, "x"); }

TEST(EngineQueueTest, RefusesMoreThanMayWait) {
  EngineWorld world;
  EngineOptions options;
  options.queue_commands_max = 3;
  world.Start(std::move(options));
  Pending held = world.HoldACommit();
  std::vector<Pending> taken;
  for (int i = 0; i < 3; ++i) taken.push_back(world.Submit(Put(absl::StrCat("c", i))));
  absl::Status refused = world.Do(Put("c3")).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  google::rpc::RetryInfo retry;
  ASSERT_TRUE(refused.GetPayload(kRetryInfoUrl).has_value());
  ASSERT_TRUE(retry.ParseFromString(std::string(*refused.GetPayload(kRetryInfoUrl))));
  EXPECT_GT(retry.retry_delay().nanos(), 0);
  world.store->Release();
  for (const Pending& one : taken) EXPECT_TRUE(one->Wait().ok());
  EXPECT_TRUE(world.Do(Put("c3")).ok());
}

TEST(EngineQueueTest, StopFinishesWhatWasAccepted) {
  EngineWorld world;
  world.Start();
  Pending held = world.HoldACommit();
  std::vector<Pending> accepted;
  for (int i = 0; i < 10; ++i) accepted.push_back(world.Submit(Put(absl::StrCat("c", i))));
  std::thread stopper([&world] { world.engine->Stop(); });
  // Later commands are refused as soon as the stopping began, which the held commit does not keep from happening.
  absl::Status refused = absl::OkStatus();
  std::vector<Pending> around;
  while (refused.ok()) {
    auto refusal = std::make_shared<absl::Status>();
    Command command = Put("late");
    auto pending = std::make_shared<PendingOutcome>();
    command.done = [pending, refusal](absl::StatusOr<Outcome> outcome) {
      if (ErrorReason(outcome.status()) == "STOPPING") *refusal = outcome.status();
      pending->Set(std::move(outcome));
    };
    world.engine->Submit(std::move(command));
    around.push_back(pending);
    refused = *refusal;
  }
  EXPECT_EQ(refused.code(), absl::StatusCode::kUnavailable);
  world.store->Release();
  stopper.join();
  for (const Pending& one : accepted) EXPECT_TRUE(one->Wait().ok());
  EXPECT_EQ(world.TitleOf("nj", "c9"), "x");
  world.engine->Stop();
}

TEST(EngineQueueTest, StopFinishesALongCommandAndWhatWaitsBehindIt) {
  EngineWorld world;
  world.Start();
  Pending held = world.HoldACommit();
  auto many = world.Submit(testing::PutMany::In("nj", std::make_unique<testing::PutMany>(100, 3, "many"), "r1"));
  Pending behind = world.Submit(Put("c0"));
  std::thread stopper([&world] { world.engine->Stop(); });
  world.store->Release();
  stopper.join();
  EXPECT_TRUE(many->Wait().ok());
  EXPECT_TRUE(behind->Wait().ok());
  EXPECT_EQ(world.TitleOf("nj", "c0"), "x");
  EXPECT_EQ(world.TitleOf("nj", "c99"), "many");
}

TEST(EngineQueueTest, DropsWhatWasCancelledBeforeItWasTaken) {
  EngineWorld world;
  world.Start();
  Pending held = world.HoldACommit();
  Command command = Put("c0");
  auto cancellation = std::make_shared<Cancellation>();
  command.cancellation = cancellation;
  Pending pending = world.Submit(std::move(command));
  EXPECT_TRUE(cancellation->Cancel());
  world.store->Release();
  EXPECT_EQ(pending->Wait().status().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(world.TitleOf("nj", "c0"), "(none)");
}

TEST(EngineQueueTest, CommitsWhatWasCancelledAfterItWasTaken) {
  EngineWorld world;
  world.Start();
  world.store->Hold();
  Command command = Put("c0");
  auto cancellation = std::make_shared<Cancellation>();
  command.cancellation = cancellation;
  Pending pending = world.Submit(std::move(command));
  world.store->AwaitHeld();
  EXPECT_FALSE(cancellation->Cancel());
  world.store->Release();
  EXPECT_TRUE(pending->Wait().ok());
  EXPECT_EQ(world.TitleOf("nj", "c0"), "x");
}

class EngineBreakageTest : public ::testing::TestWithParam<TestStore::Breakage> {};

TEST_P(EngineBreakageTest, TellsAllOfTheBatchAndServesNoMore) {
  EngineWorld world;
  std::atomic<int> fatal{0};
  EngineOptions options;
  options.on_fatal = [&fatal](const absl::Status& status) {
    EXPECT_FALSE(status.ok());
    ++fatal;
  };
  world.Start(std::move(options));
  Pending held = world.HoldACommit();
  std::vector<Pending> batch;
  for (int i = 0; i < 5; ++i) {
    Command command = EngineWorld::PutCredential("nj", absl::StrCat("c", i), "x", absl::StrCat("r", i));
    batch.push_back(world.Submit(std::move(command)));
  }
  world.store->BreakAfter(1, GetParam());
  world.store->Release();
  EXPECT_TRUE(held->Wait().ok());
  for (const Pending& one : batch) {
    EXPECT_EQ(one->Wait().status().code(), absl::StatusCode::kUnavailable);
    EXPECT_EQ(ErrorReason(one->Wait().status()), "OUTCOME_UNKNOWN");
  }
  EXPECT_EQ(world.Do(Put("later")).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(fatal, 1);
  EXPECT_EQ(world.TitleOf("nj", "c0"), "(none)");

  world.Restart();
  bool written = GetParam() == TestStore::Breakage::kUnknownWritten;
  EXPECT_EQ(world.TitleOf("nj", "c0"), written ? "x" : "(none)");
  for (int i = 0; i < 5; ++i) {
    auto again = world.Do(EngineWorld::PutCredential("nj", absl::StrCat("c", i), "x", absl::StrCat("r", i)));
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ(again->replayed, written);
  }
  EXPECT_EQ(world.TitleOf("nj", "c4"), "x");
}

INSTANTIATE_TEST_SUITE_P(All, EngineBreakageTest,
                         ::testing::Values(TestStore::Breakage::kUnknownWritten, TestStore::Breakage::kUnknownLost,
                                           TestStore::Breakage::kFenced));

TEST(EngineLeaseTest, ASecondEngineTakesOver) {
  EngineWorld world;
  world.Start();
  ASSERT_TRUE(world.Do(Put("c0")).ok());
  auto second = Engine::Open(&world.disk, &world.clock, &world.random, {});
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(ErrorReason(world.Do(Put("c1")).status()), "OUTCOME_UNKNOWN");
  EXPECT_TRUE(SubmitAndWait(second->get(), Put("c2")).ok());
  EXPECT_EQ((*second)->Read("nj")->Find(domain::CredentialId{"c1"}), nullptr);
}

}  // namespace
}  // namespace assay::engine

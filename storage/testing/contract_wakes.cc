#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "storage/testing/store_contract.h"
#include "storage/testing/store_helpers.h"

namespace assay::storage::testing {
namespace {

// Wakes may come from another thread and a moment later where an engine is far away. Waits for `count` to reach
// `expected`; the caller then checks that it did not go beyond.
int Settled(const std::atomic<int>& count, int expected) {
  for (int i = 0; i < 500 && count < expected; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return count;
}

TEST_P(StoreContractTest, WakesForTouchedRangesOnly) {
  std::atomic<int> inside = 0, outside = 0, open_end = 0, nothing = 0;
  const auto one = store().Wake({"b", "d"}, [&] { ++inside; });
  const auto two = store().Wake({"x", "y"}, [&] { ++outside; });
  const auto three = store().Wake({"c", ""}, [&] { ++open_end; });
  const auto four = store().Wake({"c", "c"}, [&] { ++nothing; });
  MustCommit(store(), {Put("b", "first key of the range")});
  EXPECT_EQ(Settled(inside, 1), 1);
  MustCommit(store(), {Put("d", "its end")});
  EXPECT_EQ(Settled(open_end, 1), 1);
  MustCommit(store(), {Put("a", "before"), Put("c", "in"), Put("ca", "in"), Put("e", "behind")});
  EXPECT_EQ(Settled(inside, 2), 2);
  MustCommit(store(), {Delete("c")});
  EXPECT_EQ(Settled(inside, 3), 3);
  EXPECT_EQ(Settled(open_end, 3), 3);
  EXPECT_EQ(outside, 0);
  EXPECT_EQ(nothing, 0);
}

TEST_P(StoreContractTest, NoWakeWithoutACommit) {
  std::atomic<int> wakes = 0;
  const auto registration = store().Wake({"", ""}, [&] { ++wakes; });
  EXPECT_EQ(MustTry(store(), {{Present("key", "x")}, {Put("key", "y")}}), CommitOutcome::kPreconditionFailed);
  EXPECT_FALSE(store().Commit({{}, {Put("", "")}}).ok());
  MustCommit(store(), {Put("key", "x")});
  EXPECT_EQ(Settled(wakes, 1), 1);
}

TEST_P(StoreContractTest, NoWakeAfterUnregistering) {
  std::atomic<int> ended = 0, stays = 0;
  auto first = store().Wake({"", ""}, [&] { ++ended; });
  const auto second = store().Wake({"", ""}, [&] { ++stays; });
  MustCommit(store(), {Put("key", "1")});
  EXPECT_EQ(Settled(ended, 1), 1);
  first.reset();
  MustCommit(store(), {Put("key", "2")});
  EXPECT_EQ(Settled(stays, 2), 2);
  EXPECT_EQ(ended, 1);
}

TEST_P(StoreContractTest, UnregisteringWaitsForARunningCallback) {
  std::atomic<bool> running = false, unregistering = false, finished = false;
  auto registration = store().Wake({"", ""}, [&] {
    running = true;
    while (!unregistering) std::this_thread::yield();
    finished = true;
  });
  std::thread writer([this] { MustCommit(store(), {Put("key", "x")}); });
  while (!running) std::this_thread::yield();
  unregistering = true;
  registration.reset();
  EXPECT_TRUE(finished);
  writer.join();
}

TEST_P(StoreContractTest, WakeComesAfterTheCommitIsVisible) {
  std::atomic<bool> woken = false;
  const auto registration = store().Wake({"key", "kez"}, [&] { woken = true; });
  std::thread writer([this] { MustCommit(store(), {Put("key", "new")}); });
  while (!woken) std::this_thread::yield();
  EXPECT_EQ(ValueOf(store(), "key"), "new");
  writer.join();
}

TEST_P(StoreContractTest, LeaseFencesItsFormerHolder) {
  const std::unique_ptr<Lease> first = Must(store().AcquireLease("states/nj"));
  EXPECT_EQ(MustTry(store(), {{first->fence()}, {Put("key", "first")}}), CommitOutcome::kCommitted);
  const std::unique_ptr<Lease> second = Must(store().AcquireLease("states/nj"));
  EXPECT_GT(second->token(), first->token());
  EXPECT_EQ(MustTry(store(), {{first->fence()}, {Put("key", "too late")}}), CommitOutcome::kPreconditionFailed);
  EXPECT_EQ(MustTry(store(), {{second->fence()}, {Put("key", "second")}}), CommitOutcome::kCommitted);
  EXPECT_EQ(ValueOf(store(), "key"), "second");
}

TEST_P(StoreContractTest, LeasesOfOtherNamesDoNotMeet) {
  const std::unique_ptr<Lease> one = Must(store().AcquireLease("a"));
  const std::unique_ptr<Lease> other = Must(store().AcquireLease("a/b"));
  EXPECT_EQ(MustTry(store(), {{one->fence(), other->fence()}, {Put("key", "x")}}), CommitOutcome::kCommitted);
}

TEST_P(StoreContractTest, LeaseNeedsAName) {
  EXPECT_EQ(store().AcquireLease("").status().code(), absl::StatusCode::kInvalidArgument);
  const std::string long_name(store().limits().key_bytes_max, 'n');
  EXPECT_EQ(store().AcquireLease(long_name).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace assay::storage::testing

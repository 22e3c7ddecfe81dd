#include "services/rpc/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace assay::rpc {
namespace {

TEST(WorkerPoolTest, WorkRunsOnOtherThreads) {
  WorkerPool pool(2, 4);
  std::promise<std::thread::id> ran;
  ASSERT_TRUE(pool.Post([&] { ran.set_value(std::this_thread::get_id()); }));
  EXPECT_NE(ran.get_future().get(), std::this_thread::get_id());
}

TEST(WorkerPoolTest, AFullQueueTakesNoMoreAndDoesNotRunIt) {
  std::promise<void> begun, release;
  std::shared_future<void> released = release.get_future().share();
  std::atomic<int> ran{0};
  {
    WorkerPool pool(1, 3);
    ASSERT_TRUE(pool.Post([&] {
      begun.set_value();
      released.wait();
    }));
    begun.get_future().wait();
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(pool.Post([&] { ++ran; })) << i;
    EXPECT_FALSE(pool.Post([&] { ran += 100; }));
    release.set_value();
  }
  EXPECT_EQ(ran, 3);
}

TEST(WorkerPoolTest, AQueueWithoutRoomTakesNothing) {
  WorkerPool pool(1, 0);
  EXPECT_FALSE(pool.Post([] { FAIL(); }));
}

TEST(WorkerPoolTest, WhatWasTakenRunsBeforeItEnds) {
  std::atomic<int> ran{0};
  {
    WorkerPool pool(2, 100);
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(pool.Post([&ran] { ++ran; }));
  }
  EXPECT_EQ(ran, 100);
}

TEST(WorkerPoolTest, TwoThreadsRunAtOnce) {
  WorkerPool pool(2, 2);
  std::promise<void> first, second, done;
  ASSERT_TRUE(pool.Post([&] {
    first.set_value();
    second.get_future().wait();
    done.set_value();
  }));
  ASSERT_TRUE(pool.Post([&] {
    first.get_future().wait();
    second.set_value();
  }));
  done.get_future().wait();
}

}  // namespace
}  // namespace assay::rpc

#include "storage/wake_registry.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace assay::storage {
namespace {

TEST(WakeRegistryTest, OneCallForManyKeys) {
  WakeRegistry registry;
  int calls = 0;
  const auto registration = registry.Add({"b", "d"}, [&] { ++calls; });
  registry.Notify({"b", "b2", "c"});
  EXPECT_EQ(calls, 1);
  registry.Notify({"a", "d"});
  registry.Notify({});
  EXPECT_EQ(calls, 1);
  registry.Notify({"a", "c", "e"});
  EXPECT_EQ(calls, 2);
}

TEST(WakeRegistryTest, RegistrationMayOutliveTheRegistry) {
  auto registry = std::make_unique<WakeRegistry>();
  const auto registration = registry->Add({"", ""}, [] {});
  registry.reset();
}

TEST(WakeRegistryTest, CallbackMayRegisterAndEndOthers) {
  WakeRegistry registry;
  int second_calls = 0, third_calls = 0;
  std::unique_ptr<WakeRegistration> second, third;
  const auto first = registry.Add({"", ""}, [&] {
    second.reset();
    if (third == nullptr) third = registry.Add({"", ""}, [&] { ++third_calls; });
  });
  second = registry.Add({"", ""}, [&] { ++second_calls; });
  registry.Notify({"key"});
  EXPECT_EQ(second_calls, 0);
  registry.Notify({"key"});
  EXPECT_EQ(third_calls, 1);
}

TEST(WakeRegistryTest, EndingOneDoesNotWaitForAnother) {
  WakeRegistry registry;
  std::atomic<bool> running = false, release = false;
  const auto slow = registry.Add({"a", "b"}, [&] {
    running = true;
    while (!release) std::this_thread::yield();
  });
  auto other = registry.Add({"", ""}, [] {});
  std::thread notifier([&registry] { registry.Notify({"a"}); });
  while (!running) std::this_thread::yield();
  other.reset();
  release = true;
  notifier.join();
}

TEST(WakeRegistryTest, NoCallAfterItsEndUnderContention) {
  WakeRegistry registry;
  std::atomic<bool> done = false;
  std::vector<std::thread> notifiers;
  notifiers.reserve(2);
  for (int i = 0; i < 2; ++i) {
    notifiers.emplace_back([&] {
      while (!done) registry.Notify({"key"});
    });
  }
  for (int i = 0; i < 2000; ++i) {
    auto alive = std::make_shared<std::atomic<bool>>(true);
    auto registration = registry.Add({"", ""}, [alive] { EXPECT_TRUE(*alive); });
    registration.reset();
    *alive = false;
  }
  done = true;
  for (std::thread& notifier : notifiers) notifier.join();
}

}  // namespace
}  // namespace assay::storage

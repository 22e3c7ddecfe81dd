// What callers get when there are more of them than are taken at a time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "services/rpc/testing/api_world.h"

namespace assay::rpc {
namespace {

using testing::ApiWorld;
using testing::ReasonOf;

v1::CreateCredentialRequest NewCredential(const std::string& id) {
  v1::CreateCredentialRequest request;
  request.set_parent("states/nj");
  request.set_credential_id(id);
  request.mutable_credential()->set_title(id);
  return request;
}

TEST(ApiLoadTest, AFullQueueSaysWhenToComeBack) {
  engine::EngineOptions options;
  options.queue_commands_max = 1;
  ApiWorld world({}, std::move(options));
  auto held = world.engine.HoldACommit();
  auto queued = world.engine.Submit(engine::testing::EngineWorld::PutCredential("nj", "queued", "queued"));
  auto refused = world.Call<v1::CreateCredentialResponse>(NewCredential("refused"), world.staff_token);
  EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(ReasonOf(refused.status), "OVERLOADED");
  EXPECT_TRUE(testing::RetryInfoOf(refused.status).has_value());
  v1::GetStateRequest read;
  read.set_name("states/nj");
  EXPECT_TRUE(world.Call<v1::GetStateResponse>(read, "").status.ok()) << "reads wait for nothing";
  world.engine.store->Release();
  EXPECT_TRUE(queued->Wait().ok());
  EXPECT_TRUE(held->Wait().ok());
  EXPECT_TRUE(world.Call<v1::CreateCredentialResponse>(NewCredential("later"), world.staff_token).status.ok());
  EXPECT_EQ(world.engine.TitleOf("nj", "refused"), "(none)");
}

TEST(ApiLoadTest, WithoutRoomForLongComputationsTheyAreRefused) {
  ApiOptions options;
  options.worker_queue_max = 0;
  ApiWorld world(std::move(options));
  auto refused = world.Call<v1::ListStatesResponse>(v1::ListStatesRequest(), "");
  EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  auto retry = testing::RetryInfoOf(refused.status);
  ASSERT_TRUE(retry.has_value());
  EXPECT_EQ(retry->retry_delay().seconds(), 1);
}

TEST(ApiLoadTest, AStoppedEngineIsUnavailable) {
  ApiWorld world;
  world.engine.engine->Stop();
  auto answer = world.Call<v1::CreateCredentialResponse>(NewCredential("late"), world.staff_token);
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(ReasonOf(answer.status), "STOPPING");
}

TEST(ApiLoadTest, AnOutcomeThatNobodyKnowsSaysSo) {
  ApiWorld world;
  world.engine.store->BreakAfter(0, engine::testing::TestStore::Breakage::kUnknownLost);
  auto answer = world.Call<v1::CreateCredentialResponse>(NewCredential("lost"), world.staff_token);
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(ReasonOf(answer.status), "OUTCOME_UNKNOWN");
}

TEST(ApiLoadTest, ManyCallersAtOnceAreAllAnswered) {
  ApiWorld world;
  std::vector<std::future<bool>> answers;
  for (int i = 0; i < 8; ++i) {
    answers.push_back(std::async(std::launch::async, [&world, i] {
      bool ok = true;
      for (int j = 0; j < 10; ++j) {
        auto id = absl::StrCat("c", i, "-", j);
        ok = ok && world.Call<v1::CreateCredentialResponse>(NewCredential(id), world.staff_token).status.ok();
      }
      return ok;
    }));
  }
  for (auto& answer : answers) EXPECT_TRUE(answer.get());
  v1::ListCredentialsRequest list;
  list.set_parent("states/nj");
  list.set_page_size(1000);
  EXPECT_EQ(world.Call<v1::ListCredentialsResponse>(list, "").response.credentials_size(), 80);
}

// The observer is told when the server has let go of the call; the caller's deadline is what it gives up by.
TEST(ApiLoadTest, ACallThatIsGivenUpWhileItWaitsIsDropped) {
  std::promise<void> let_go;
  ApiOptions options;
  options.observer = [&](absl::string_view, const absl::Status& status) {
    if (status.code() == absl::StatusCode::kCancelled) let_go.set_value();
  };
  ApiWorld world(std::move(options));
  auto held = world.engine.HoldACommit();
  grpc::ClientContext context;
  auto answer = world.CallWith<v1::CreateCredentialResponse>(NewCredential("late"), world.staff_token, &context,
                                                             std::chrono::seconds(2));
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  ASSERT_EQ(let_go.get_future().wait_for(std::chrono::seconds(30)), std::future_status::ready);
  world.engine.store->Release();
  ASSERT_TRUE(held->Wait().ok());
  EXPECT_TRUE(world.Call<v1::CreateCredentialResponse>(NewCredential("next"), world.staff_token).status.ok());
  EXPECT_EQ(world.engine.TitleOf("nj", "late"), "(none)");
}

TEST(ApiLoadTest, EveryCallIsObservedOnce) {
  std::mutex mutex;
  std::vector<std::string> seen;
  ApiOptions options;
  options.observer = [&](absl::string_view method, const absl::Status& status) {
    std::lock_guard<std::mutex> lock(mutex);
    seen.push_back(absl::StrCat(method, " ", absl::StatusCodeToString(status.code())));
  };
  ApiWorld world(std::move(options));
  v1::GetStateRequest read;
  read.set_name("states/nj");
  EXPECT_TRUE(world.Call<v1::GetStateResponse>(read, "").status.ok());
  read.set_name("states/zz");
  EXPECT_FALSE(world.Call<v1::GetStateResponse>(read, "").status.ok());
  EXPECT_FALSE(world.Call<v1::CreateCredentialResponse>(NewCredential("c"), "").status.ok());
  std::lock_guard<std::mutex> lock(mutex);
  EXPECT_THAT(seen, ::testing::ElementsAre("AdminService.GetState OK", "AdminService.GetState NOT_FOUND",
                                           "CredentialService.CreateCredential UNAUTHENTICATED"));
}

}  // namespace
}  // namespace assay::rpc

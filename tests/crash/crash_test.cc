// A real server that is killed at any moment, under load: what it acknowledged is there, exactly once, whole.
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>

#include "gtest/gtest.h"
#include "tests/crash/load.h"

namespace assay::crash {
namespace {

constexpr int kAcknowledgedMax = 40;    // between two kills
constexpr int kOffsetMicrosMax = 3000;  // some batches long
constexpr int kShutdowns = 5;

bool IsFull() {
  const char* full = std::getenv("ASSAY_TESTS_FULL");
  return full != nullptr && std::string(full) == "1";
}

class CrashTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(server_.serving());
    load_ = std::make_unique<Load>(&server_, seed_);
    ASSERT_FALSE(HasFailure());
  }

  void AwaitMoment() {
    ASSERT_TRUE(load_->gate().AwaitMore(dice_.Below(kAcknowledgedMax + 1))) << "nothing is acknowledged any more";
    Spin(dice_.Below(kOffsetMicrosMax));
  }

  void FinishAndVerify() {
    load_->Finish();
    std::cout << load_->gate().acknowledged() << " changes acknowledged, " << load_->Repeated() << " calls repeated"
              << std::endl;
    load_->Verify();
  }

  const uint64_t seed_ = model::Seed();
  model::Dice dice_{seed_};
  testing::AssayServer server_;
  std::unique_ptr<Load> load_;
};

TEST_F(CrashTest, KillsUnderLoadLoseAndRepeatNothing) {
  const int kills = IsFull() ? 1000 : 50;
  for (int i = 0; i < kills && !HasFailure(); ++i) {
    ASSERT_NO_FATAL_FAILURE(AwaitMoment());
    server_.Kill9();
    ASSERT_TRUE(load_->Restart()) << "after kill " << i + 1;
  }
  EXPECT_TRUE(load_->gate().AwaitMore(kAcknowledgedMax));
  EXPECT_GT(load_->Repeated(), 0);
  FinishAndVerify();
}

TEST_F(CrashTest, KillsDuringStartLoseAndRepeatNothing) {
  const int rounds = IsFull() ? 100 : 4;
  constexpr int kKillsPerRound = 5;
  for (int i = 0; i < rounds && !HasFailure(); ++i) {
    ASSERT_NO_FATAL_FAILURE(AwaitMoment());
    server_.Kill9();
    absl::Time begin = absl::Now();
    ASSERT_TRUE(server_.Restart());
    const int start_micros = static_cast<int>(absl::ToInt64Microseconds(absl::Now() - begin));
    server_.Kill9();
    for (int kill = 0; kill < kKillsPerRound; ++kill) {
      testing::Process starting({ASSAYD_BINARY, "--data-dir", server_.DataFolder(), "--listen", "127.0.0.1:0"}, {},
                                server_.folder().File("starting.log"), server_.folder().File("starting.log"));
      Spin(dice_.Below(start_micros));
      starting.Signal(SIGKILL);
      EXPECT_EQ(starting.Wait(testing::kPatience), -SIGKILL)
          << testing::ReadFile(server_.folder().File("starting.log"));
    }
    ASSERT_TRUE(load_->Restart());
  }
  EXPECT_TRUE(load_->gate().AwaitMore(kAcknowledgedMax));
  FinishAndVerify();
}

// SIGTERM: every call is answered or UNAVAILABLE (a Caller takes nothing else), and the exit code is 0.
TEST_F(CrashTest, ShutdownUnderLoadAnswersWhatItAccepted) {
  for (int i = 0; i < kShutdowns && !HasFailure(); ++i) {
    ASSERT_NO_FATAL_FAILURE(AwaitMoment());
    EXPECT_EQ(server_.Stop(), 0) << server_.Log();
    ASSERT_TRUE(load_->Restart());
  }
  EXPECT_TRUE(load_->gate().AwaitMore(kAcknowledgedMax));
  FinishAndVerify();
}

// A server that is killed before it ever served starts as if new, and its token file signs the operator in.
TEST(FirstStartCrashTest, KillsDuringFirstStartLeaveAWayIn) {
  model::Dice dice(model::Seed());
  absl::Time begin = absl::Now();
  int start_micros = 0;
  {
    testing::AssayServer measured;
    ASSERT_TRUE(measured.serving());
    start_micros = static_cast<int>(absl::ToInt64Microseconds(absl::Now() - begin));
  }
  const int folders = IsFull() ? 200 : 10;
  for (int i = 0; i < folders && !HasFailure(); ++i) {
    testing::AssayServer server;
    server.Kill9();
    // All but the folder is gone: a first start again.
    std::filesystem::remove_all(server.DataFolder());
    for (int kill = 0; kill < 3; ++kill) {
      testing::Process starting({ASSAYD_BINARY, "--data-dir", server.DataFolder(), "--listen", "127.0.0.1:0"}, {},
                                server.folder().File("starting.log"), server.folder().File("starting.log"));
      Spin(dice.Below(start_micros));
      starting.Signal(SIGKILL);
      starting.Wait(testing::kPatience);
    }
    ASSERT_TRUE(server.Restart()) << server.Log();
    v1::WhoAmIResponse who;
    EXPECT_EQ(server.NewClient(server.OperatorToken())->Call("assay.v1.AdminService/WhoAmI", v1::WhoAmIRequest(), &who),
              absl::OkStatus());
    EXPECT_EQ(who.user(), "users/administrator");
  }
}

}  // namespace
}  // namespace assay::crash

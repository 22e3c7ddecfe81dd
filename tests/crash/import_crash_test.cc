// A large import is written in slices; killed anywhere, it is applied wholly or not at all.
#include <chrono>
#include <future>
#include <iostream>

#include "gtest/gtest.h"
#include "tests/crash/load.h"

namespace assay::crash {
namespace {

constexpr int kRows = 3000;
constexpr int kImports = 6;
// Kills of one import at most; the next attempts are left alone.
constexpr int kKillsPerImport = 3;

class ImportCrashTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(server_.serving()); }

  v1::ApplyImportRequest Upload(const std::string& label) {
    absl::StatusOr<v1::Import> import =
        world_.UploadCsv(v1::IMPORT_KIND_CREDENTIALS, kState, CredentialsCsv(label, kRows));
    EXPECT_TRUE(import.ok()) << import.status();
    v1::ApplyImportRequest apply;
    if (import.ok()) apply.set_name(import->name());
    apply.set_request_id("apply-" + label);
    return apply;
  }

  int Count(const std::string& label) {
    Gate gate;
    gate.Serve(server_.target());
    Caller caller(&gate, world_.TokenOf("sam"), "count");
    return CountCredentials(&caller)[label];
  }

  // Applies, and kills the server meanwhile. What the caller was told.
  absl::StatusOr<v1::ApplyImportResponse> ApplyAndKill(const v1::ApplyImportRequest& apply, int after_micros) {
    Client& sam = world_.As("sam");
    auto answer = std::async(std::launch::async, [&]() -> absl::StatusOr<v1::ApplyImportResponse> {
      return sam.Call<v1::ApplyImportResponse>("assay.v1.ImportService/ApplyImport", apply);
    });
    Spin(after_micros);
    server_.Kill9();
    return answer.get();
  }

  bool Restart() {
    world_.Reconnect();
    bool serving = server_.Restart();
    EXPECT_TRUE(serving) << server_.Log();
    return serving;
  }

  const uint64_t seed_ = model::Seed();
  model::Dice dice_{seed_};
  testing::AssayServer server_;
  testing::World world_{&server_};
  int unseen_ = 0;  // applied although the caller was told UNAVAILABLE
  int undone_ = 0;
};

TEST_F(ImportCrashTest, KillsWhileItIsWrittenLeaveAllOrNothing) {
  v1::ApplyImportRequest first = Upload("first");
  absl::Time begin = absl::Now();
  auto applied = world_.Call<v1::ApplyImportResponse>("sam", first);
  ASSERT_TRUE(applied.ok()) << applied.status();
  const int apply_micros = static_cast<int>(absl::ToInt64Microseconds(absl::Now() - begin));
  ASSERT_EQ(Count("first"), kRows);
  for (int i = 0; i < kImports && !HasFailure(); ++i) {
    const std::string label = absl::StrCat("import-", i);
    const v1::ApplyImportRequest apply = Upload(label);
    for (int kill = 0; kill < kKillsPerImport; ++kill) {
      auto answer = ApplyAndKill(apply, dice_.Below(apply_micros));
      ASSERT_TRUE(answer.ok() || absl::IsUnavailable(answer.status())) << answer.status();
      ASSERT_TRUE(Restart());
      const int rows = Count(label);
      ASSERT_TRUE(rows == kRows || (rows == 0 && !answer.ok())) << rows << " rows after " << answer.status();
      rows == 0 ? ++undone_ : unseen_ += answer.ok() ? 0 : 1;
      if (rows == kRows) break;
    }
    auto again = world_.Call<v1::ApplyImportResponse>("sam", apply);
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ(again->import().state(), v1::IMPORT_STATE_APPLIED);
    EXPECT_EQ(again->import().applied_count(), kRows);
    EXPECT_EQ(Count(label), kRows);
  }
  std::cout << apply_micros << " us an import; kills that undid it: " << undone_
            << ", that finished it after the restart: " << unseen_ << std::endl;
  EXPECT_EQ(server_.Stop(), 0);
  std::string report;
  EXPECT_EQ(server_.Check(&report), 0) << report;
}

}  // namespace
}  // namespace assay::crash

#include "services/server/bootstrap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "services/engine/testing/engine_world.h"
#include "services/rpc/identity.h"

namespace assay::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string ReadAll(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

class BootstrapTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "bootstrap-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    token_file_ = folder_ + "/administrator.token";
    world_.Start();
  }
  void TearDown() override {
    unlink(token_file_.c_str());
    unlink((token_file_ + ".new").c_str());
    rmdir(folder_.c_str());
  }

  absl::Status Ensure() {
    ::testing::internal::CaptureStderr();
    absl::Status status = EnsureAdministrator(world_.engine.get(), token_file_);
    log_ = ::testing::internal::GetCapturedStderr();
    return status;
  }

  engine::testing::EngineWorld world_;
  std::string folder_;
  std::string token_file_;
  std::string log_;
};

TEST_F(BootstrapTest, TheFirstStartMakesAnOperatorWhoCanSignIn) {
  ASSERT_TRUE(Ensure().ok());
  std::string text = ReadAll(token_file_);
  ASSERT_EQ(text.back(), '\n');
  text.pop_back();
  auto principal = rpc::Authenticate("Bearer " + text, *world_.engine);
  ASSERT_TRUE(principal.ok()) << principal.status();
  EXPECT_EQ(principal->Name(), "users/administrator");
  EXPECT_THAT(principal->roles, ElementsAre(v1::ROLE_OPERATOR));
}

TEST_F(BootstrapTest, TheFileIsForItsOwnerOnly) {
  mode_t before = umask(0);
  ASSERT_TRUE(Ensure().ok());
  umask(before);
  struct stat info {};
  ASSERT_EQ(stat(token_file_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_NE(access((token_file_ + ".new").c_str(), F_OK), 0);
}

TEST_F(BootstrapTest, TheSecretIsInTheFileOnly) {
  ASSERT_TRUE(Ensure().ok());
  std::string text = ReadAll(token_file_);
  std::string secret = text.substr(text.rfind('.') + 1, 43);
  EXPECT_THAT(log_, HasSubstr("first start"));
  EXPECT_FALSE(absl::StrContains(log_, secret));
  for (const auto& [key, value] : world_.ContentsOf("_")) EXPECT_FALSE(absl::StrContains(value, secret));
}

TEST_F(BootstrapTest, ASecondStartChangesNothing) {
  ASSERT_TRUE(Ensure().ok());
  std::string token = ReadAll(token_file_);
  auto contents = world_.ContentsOf("_");
  EXPECT_FALSE(contents.empty());
  world_.Restart();
  ASSERT_TRUE(Ensure().ok());
  EXPECT_EQ(ReadAll(token_file_), token);
  EXPECT_EQ(world_.ContentsOf("_"), contents);
  EXPECT_EQ(log_, "");
}

TEST_F(BootstrapTest, AFileThatWasTakenAwayIsNotWrittenAgain) {
  ASSERT_TRUE(Ensure().ok());
  unlink(token_file_.c_str());
  ASSERT_TRUE(Ensure().ok());
  EXPECT_NE(access(token_file_.c_str(), F_OK), 0);
}

TEST_F(BootstrapTest, AFileThatCannotBeWrittenStopsTheStartBeforeAnythingIsMade) {
  token_file_ = folder_ + "/missing/administrator.token";
  absl::Status status = Ensure();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), HasSubstr(token_file_));
  EXPECT_TRUE(world_.ContentsOf("_").empty());
  token_file_ = folder_ + "/administrator.token";
  EXPECT_TRUE(Ensure().ok()) << "the next start mends it";
}

TEST_F(BootstrapTest, ALeftoverOfAnInterruptedStartIsReplaced) {
  std::ofstream(token_file_) << "old\n";
  std::ofstream(token_file_ + ".new") << "half";
  ASSERT_TRUE(Ensure().ok());
  EXPECT_THAT(ReadAll(token_file_), HasSubstr("assay._."));
  struct stat info {};
  ASSERT_EQ(stat(token_file_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST_F(BootstrapTest, AStoreThatDoesNotConfirmIsAnError) {
  world_.store->BreakAfter(0, engine::testing::TestStore::Breakage::kUnknownLost);
  EXPECT_EQ(Ensure().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace assay::server

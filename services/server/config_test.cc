#include "services/server/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace assay::server {
namespace {

using ::testing::HasSubstr;

class ConfigTest : public ::testing::Test {
 protected:
  void SetUp() override { Forget(); }
  void TearDown() override { Forget(); }

  static void Forget() {
    for (const char* name :
         {"ASSAYD_DATA_DIR", "ASSAYD_LISTEN", "ASSAYD_TLS_CERTIFICATE", "ASSAYD_TLS_KEY", "ASSAYD_BACKUP_DIR"}) {
      unsetenv(name);
    }
  }

  absl::optional<Config> Read(std::vector<std::string> flags) {
    flags.insert(flags.begin(), "assayd");
    std::vector<char*> arguments;
    for (std::string& flag : flags) arguments.push_back(flag.data());
    exit_code_ = -1;
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    absl::optional<Config> config = ReadConfig(static_cast<int>(arguments.size()), arguments.data(), &exit_code_);
    output_ = ::testing::internal::GetCapturedStdout();
    error_ = ::testing::internal::GetCapturedStderr();
    return config;
  }

  static std::string FileWith(const std::string& text) {
    std::string path =
        ::testing::TempDir() + "assayd-" + ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::ofstream(path) << text;
    return path;
  }

  int exit_code_ = -1;
  std::string output_;
  std::string error_;
};

TEST_F(ConfigTest, WithoutFlagsItHasDefaults) {
  auto config = Read({});
  ASSERT_TRUE(config.has_value()) << error_;
  EXPECT_EQ(config->data_directory, "/var/lib/assay");
  EXPECT_EQ(config->listen, "127.0.0.1:7401") << "not open to the network unless somebody says so";
  EXPECT_EQ(config->DatabaseDirectory(), "/var/lib/assay/db");
  EXPECT_EQ(config->TokenFile(), "/var/lib/assay/administrator.token");
  EXPECT_EQ(config->BackupDirectory(), "/var/lib/assay/backups");
  EXPECT_EQ(config->shutdown_seconds, 10);
  EXPECT_FALSE(config->check);
  EXPECT_FALSE(config->accept_lost_writes);
}

TEST_F(ConfigTest, FlagsSayAllOfIt) {
  std::string pem = FileWith("pem");
  auto config =
      Read({"--data-dir", "/d", "--listen=0.0.0.0:0", "--port-file", "/p", "--tls-certificate", pem, "--tls-key", pem,
            "--backup-dir", "/b", "--shutdown-seconds", "0", "--check", "--accept-lost-writes"});
  ASSERT_TRUE(config.has_value()) << error_;
  EXPECT_EQ(config->data_directory, "/d");
  EXPECT_EQ(config->listen, "0.0.0.0:0");
  EXPECT_EQ(config->port_file, "/p");
  EXPECT_EQ(config->tls_certificate, pem);
  EXPECT_EQ(config->tls_key, pem);
  EXPECT_EQ(config->BackupDirectory(), "/b");
  EXPECT_EQ(config->shutdown_seconds, 0);
  EXPECT_TRUE(config->check);
  EXPECT_TRUE(config->accept_lost_writes);
}

TEST_F(ConfigTest, TheEnvironmentIsReadAndFlagsGoBeforeIt) {
  setenv("ASSAYD_DATA_DIR", "/env", 1);
  setenv("ASSAYD_LISTEN", "[::1]:1", 1);
  setenv("ASSAYD_BACKUP_DIR", "/env-backups", 1);
  auto config = Read({"--data-dir", "/flag"});
  ASSERT_TRUE(config.has_value()) << error_;
  EXPECT_EQ(config->data_directory, "/flag");
  EXPECT_EQ(config->listen, "[::1]:1");
  EXPECT_EQ(config->backup_directory, "/env-backups");
}

TEST_F(ConfigTest, AFileIsReadAndBothGoBeforeIt) {
  std::string file = FileWith("data-dir=\"/file\"\nlisten=\"1.2.3.4:5\"\nshutdown-seconds=7\nbackup-dir=\"/file-b\"\n");
  setenv("ASSAYD_LISTEN", "[::1]:1", 1);
  auto config = Read({"--config", file, "--data-dir", "/flag"});
  ASSERT_TRUE(config.has_value()) << error_;
  EXPECT_EQ(config->data_directory, "/flag");
  EXPECT_EQ(config->listen, "[::1]:1");
  EXPECT_EQ(config->shutdown_seconds, 7);
  EXPECT_EQ(config->backup_directory, "/file-b");
}

TEST_F(ConfigTest, HelpAndVersionEndWell) {
  EXPECT_FALSE(Read({"--help"}).has_value());
  EXPECT_EQ(exit_code_, 0);
  EXPECT_THAT(output_, HasSubstr("--data-dir"));
  EXPECT_FALSE(Read({"--version"}).has_value());
  EXPECT_EQ(exit_code_, 0);
  EXPECT_THAT(output_, HasSubstr("."));
}

TEST_F(ConfigTest, MistakesAreUsageErrors) {
  std::string pem = FileWith("pem");
  for (const std::vector<std::string>& flags :
       std::vector<std::vector<std::string>>{{"--no-such-flag"},
                                             {"stray"},
                                             {"--data-dir"},
                                             {"--tls-certificate", pem},
                                             {"--tls-key", pem},
                                             {"--tls-certificate", "/does/not/exist", "--tls-key", pem},
                                             {"--shutdown-seconds", "-1"},
                                             {"--shutdown-seconds", "601"},
                                             {"--shutdown-seconds", "soon"},
                                             {"--config", "/does/not/exist"}}) {
    EXPECT_FALSE(Read(flags).has_value()) << flags.front();
    EXPECT_EQ(exit_code_, 2) << flags.front();
    EXPECT_NE(error_, "") << flags.front();
  }
}

TEST_F(ConfigTest, ACertificateFromTheEnvironmentNeedsItsKeyToo) {
  setenv("ASSAYD_TLS_CERTIFICATE", FileWith("pem").c_str(), 1);
  EXPECT_FALSE(Read({}).has_value());
  EXPECT_EQ(exit_code_, 2);
}

}  // namespace
}  // namespace assay::server

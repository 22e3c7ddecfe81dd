#include "clients/cli/config.h"

#include <sys/stat.h>

#include "clients/cli/files.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay::cli {
namespace {

std::string Path(const std::string& name) { return ::testing::TempDir() + "/assay-config-test/" + name; }

TEST(ConfigTest, SurvivesTheFile) {
  Config config;
  config.current = "demo";
  config.contexts["demo"] = {"localhost:7401", "a b.token", "", "nj", "2027"};
  config.contexts["yes"] = {"other:1", "", "ca.pem", "", ""};
  auto read = ParseConfig(FormatConfig(config));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->current, "demo");
  EXPECT_EQ(read->contexts["demo"].token_file, "a b.token");
  EXPECT_EQ(read->contexts["demo"].cycle, "2027");
  EXPECT_EQ(read->contexts["yes"].tls_ca, "ca.pem");
}

TEST(ConfigTest, IsReadableByItsOwnerOnly) {
  const std::string path = Path("deep/config.yaml");
  ASSERT_TRUE(SaveConfig(path, Config()).ok());
  struct stat about = {};
  ASSERT_EQ(stat(path.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
  EXPECT_TRUE(LoadConfig(path).ok());
}

TEST(ConfigTest, NoFileIsAnEmptyConfiguration) {
  auto config = LoadConfig(Path("missing.yaml"));
  ASSERT_TRUE(config.ok());
  EXPECT_TRUE(config->contexts.empty());
}

TEST(ConfigTest, RubbishIsRefused) {
  EXPECT_FALSE(ParseConfig("{a: [").ok());
  EXPECT_FALSE(ParseConfig("contexts: {demo: {server: [1, 2]}}").ok());
}

TEST(ConfigTest, ThePathFollowsTheEnvironment) {
  std::map<std::string, std::string> variables;
  auto getenv = [&](const std::string& name) { return variables[name]; };
  EXPECT_EQ(ConfigPath(getenv), "");
  variables["HOME"] = "/home/ada";
  EXPECT_EQ(ConfigPath(getenv), "/home/ada/.config/assay/config.yaml");
  variables["XDG_CONFIG_HOME"] = "/xdg";
  EXPECT_EQ(ConfigPath(getenv), "/xdg/assay/config.yaml");
  variables["ASSAY_CONFIG"] = "/own.yaml";
  EXPECT_EQ(ConfigPath(getenv), "/own.yaml");
}

TEST(FilesTest, AFileIsWrittenWholeOrNotAtAll) {
  ASSERT_TRUE(MakeFolder(Path("files")).ok());
  ASSERT_TRUE(WriteFile(Path("files/a"), "one", 0600).ok());
  ASSERT_TRUE(WriteFile(Path("files/a"), "two", 0600).ok());
  EXPECT_EQ(*ReadInput(Path("files/a"), std::cin), "two");
  EXPECT_FALSE(FileExists(Path("files/a.part")));
  EXPECT_FALSE(WriteFile(Path("none/a"), "x", 0600).ok());
  EXPECT_FALSE(ReadInput(Path("files"), std::cin).ok());
  EXPECT_FALSE(ReadInput(Path("missing"), std::cin).ok());
}

}  // namespace
}  // namespace assay::cli

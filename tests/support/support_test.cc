// The harness itself: a server that starts, ends and starts again, and the command line beside it.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/world.h"

namespace assay::testing {
namespace {

using ::testing::HasSubstr;

TEST(SupportTest, AServerStartsStopsAndKeepsItsData) {
  AssayServer server;
  ASSERT_TRUE(server.serving());
  World world(&server);
  EXPECT_EQ(server.Stop(), 0);
  ASSERT_TRUE(server.Restart()) << server.Log();
  world.Reconnect();
  EXPECT_EQ(world.Must<v1::GetStateResponse>("", "name: '$nj'").state().display_name(), "New Jersey");
  server.Kill9();
  ASSERT_TRUE(server.Restart()) << server.Log();
  world.Reconnect();
  EXPECT_EQ(world.Must<v1::WhoAmIResponse>("sam", "parent: '$nj'").user(), "states/nj/users/sam");
  server.Stop();
  std::string report;
  EXPECT_EQ(server.Check(&report), 0) << report;
}

TEST(SupportTest, TheCommandLineRunsBesideIt) {
  AssayServer server;
  World world(&server);
  CliResult listed = RunCli({"state", "list"}, {{"ASSAY_SERVER", server.target()}});
  EXPECT_EQ(listed.exit_code, 0) << listed.err;
  EXPECT_THAT(listed.out, HasSubstr("nj"));
  EXPECT_NE(RunCli({"no", "such"}).exit_code, 0);
}

TEST(SupportTest, ASmallCycleIsThere) {
  AssayServer server;
  World world(&server);
  world.MakeOpenRound();
  world.VoteAndClose();
  EXPECT_EQ(world.DraftAndPublish().entry_count(), 2);
}

}  // namespace
}  // namespace assay::testing

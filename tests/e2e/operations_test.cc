// What whoever runs the installation does: backups, encryption, and a second server on the same data.
#include <sys/stat.h>

#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/error.h"
#include "tests/support/world.h"

namespace assay::testing {
namespace {

using ::testing::HasSubstr;

TEST(OperationsTest, ABackupMadeWhileServingIsWholeAndServesTheSameList) {
  AssayServer server;
  World world(&server);
  world.MakeOpenRound();
  world.VoteAndClose();
  world.DraftAndPublish();
  std::string content = world.Content("latest");
  auto backup = world.Must<v1::CreateBackupResponse>("operator", "backup_id: 'friday'");
  absl::StatusOr<v1::CreateBackupResponse> again =
      world.Call<v1::CreateBackupResponse>("operator", "backup_id: 'friday'");
  EXPECT_EQ(again.status().code(), absl::StatusCode::kAlreadyExists) << again.status();
  EXPECT_EQ(server.Stop(), 0);

  // The restored folder takes the place of the database; its own watermark is made at the first opening.
  std::string data = server.DataFolder();
  ASSERT_EQ(std::rename((data + "/db").c_str(), (data + "/db.old").c_str()), 0);
  ASSERT_EQ(std::rename((data + "/db.watermark").c_str(), (data + "/db.watermark.old").c_str()), 0);
  ASSERT_EQ(std::rename((backup.path() + "/db").c_str(), (data + "/db").c_str()), 0);
  std::string report;
  EXPECT_EQ(server.Check(&report), 0) << report;
  EXPECT_THAT(report, HasSubstr("byte-equal"));
  ASSERT_TRUE(server.Restart()) << server.Log();
  world.Reconnect();
  EXPECT_EQ(world.Content("latest"), content);
}

TEST(OperationsTest, TheApiIsServedEncrypted) {
  TemporaryFolder folder;
  std::string key = folder.File("key.pem");
  std::string certificate = folder.File("certificate.pem");
  std::string command =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
      "-subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout " +
      key + " -out " + certificate + " 2>/dev/null";
  ASSERT_EQ(std::system(command.c_str()), 0);
  AssayServer server({"--tls-certificate", certificate, "--tls-key", key});
  ASSERT_TRUE(server.serving());
  CliResult trusted = RunCli({"--tls-ca", certificate, "auth", "whoami"}, {{"ASSAY_SERVER", server.target()}});
  EXPECT_EQ(trusted.exit_code, 0) << trusted.err;
  CliResult plain = RunCli({"--timeout", "2s", "auth", "whoami"}, {{"ASSAY_SERVER", server.target()}});
  EXPECT_EQ(plain.exit_code, 7) << plain.out << plain.err;
}

TEST(OperationsTest, ASecondServerOnTheSameDataIsRefused) {
  AssayServer server;
  ASSERT_TRUE(server.serving());
  std::string report;
  EXPECT_NE(server.Check(&report), 0);
  EXPECT_TRUE(server.NewClient("")->Call<v1::WhoAmIResponse>("assay.v1.AdminService/WhoAmI", v1::WhoAmIRequest()).ok());
}

}  // namespace
}  // namespace assay::testing

// Bulk imports over the API: previews, applying as one unit, doing it again, and a server that ends in between.
#include <atomic>
#include <iostream>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/errors.h"
#include "tests/support/world.h"

namespace assay::testing {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

std::string Credentials(int count, const std::string& issuer = "Issuer", const std::string& prefix = "c") {
  std::string text = "credential_id,title,issuer,code,soc_codes\n";
  for (int i = 0; i < count; ++i)
    absl::StrAppend(&text, prefix, i, ",Credential ", i, ",", issuer, ",", i, ",51-4121\n");
  return text;
}

class ImportTest : public ::testing::Test {
 protected:
  ImportTest() : world_(&server_) {}

  int CountCredentials() {
    int count = 0;
    std::string token;
    do {
      auto page = world_.Must<v1::ListCredentialsResponse>(
          "", absl::StrCat("parent: '$nj' page_size: 1000 page_token: '", token, "'"));
      count += page.credentials_size();
      token = page.next_page_token();
    } while (!token.empty());
    return count;
  }

  AssayServer server_;
  World world_;
};

TEST_F(ImportTest, AnImportIsPreviewedAppliedAndAppliedAgainToNoEffect) {
  auto import = world_.UploadCsv(v1::IMPORT_KIND_CREDENTIALS, world_.StateName(), Credentials(300));
  ASSERT_TRUE(import.ok()) << import.status();
  auto preview = world_.Must<v1::PreviewImportResponse>("sam", "name: '" + import->name() + "'");
  EXPECT_EQ(preview.create_count(), 300);
  EXPECT_EQ(CountCredentials(), 0);
  auto applied = world_.Must<v1::ApplyImportResponse>("sam", "name: '" + import->name() + "' request_id: 'apply'");
  EXPECT_EQ(applied.import().applied_count(), 300);
  EXPECT_EQ(applied.import().state(), v1::IMPORT_STATE_APPLIED);
  EXPECT_EQ(CountCredentials(), 300);
  EXPECT_TRUE(world_.Call<v1::ApplyImportResponse>("sam", "name: '" + import->name() + "' request_id: 'apply'").ok());
  EXPECT_THAT(world_.Call<v1::ApplyImportResponse>("sam", "name: '" + import->name() + "'").status(),
              HasReason("IMPORT_NOT_UPLOADING"));
  auto again = world_.ImportCsv(v1::IMPORT_KIND_CREDENTIALS, world_.StateName(), Credentials(300));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->unchanged_count(), 300);
  auto changed = world_.ImportCsv(v1::IMPORT_KIND_CREDENTIALS, world_.StateName(), Credentials(200, "Another"));
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_EQ(changed->applied_count(), 200);
  EXPECT_EQ(world_.Must<v1::GetCredentialResponse>("", "name: '$nj/credentials/c0'").credential().issuer(), "Another");
}

TEST_F(ImportTest, ValidRowsAreTakenWithoutTheOthersOnlyWhenAskedFor) {
  std::string text = Credentials(10) + "bad,Bad,Issuer,1,99-9999\nwarned,No Issuer,,,\n";
  EXPECT_THAT(world_.ImportCsv(v1::IMPORT_KIND_CREDENTIALS, world_.StateName(), text).status(),
              HasCode(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(CountCredentials(), 0);
  auto import = world_.ImportCsv(v1::IMPORT_KIND_CREDENTIALS, world_.StateName(), text, v1::SOC_VERSION_UNSPECIFIED,
                                 /*skip_invalid=*/true);
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_EQ(import->applied_count(), 11);
  EXPECT_EQ(import->skipped_count(), 1);
  EXPECT_EQ(import->warning_count(), 1);
  EXPECT_EQ(CountCredentials(), 11);
}

TEST_F(ImportTest, ChunksComeInOrderAndOnce) {
  auto import = world_
                    .Must<v1::CreateImportResponse>("sam", R"(parent: "$nj"
      import { kind: IMPORT_KIND_CREDENTIALS target: "$nj" })")
                    .import();
  auto upload = [&](int index, const std::string& data, const std::string& id) {
    return world_.Call<v1::UploadImportChunkResponse>(
        "sam",
        absl::StrCat("name: '", import.name(), "' chunk_index: ", index, " data: '", data, "' request_id: '", id, "'"));
  };
  EXPECT_THAT(upload(1, "x", "a").status(), HasReason("CHUNK_OUT_OF_ORDER"));
  EXPECT_TRUE(upload(0, "credential_id,ti", "b").ok());
  EXPECT_TRUE(upload(0, "credential_id,ti", "b").ok());
  EXPECT_THAT(upload(0, "credential_id,ti", "c").status(), HasReason("CHUNK_OUT_OF_ORDER"));
  server_.Kill9();
  ASSERT_TRUE(server_.Restart()) << server_.Log();
  world_.Reconnect();
  EXPECT_TRUE(upload(1, "tle\\nx,X\\n", "d").ok());
  EXPECT_EQ(world_.Must<v1::ApplyImportResponse>("sam", "name: '" + import.name() + "'").import().applied_count(), 1);
}

TEST_F(ImportTest, TheCommandLineImportsAndShowsBadRows) {
  TemporaryFolder folder;
  WriteFile(folder.File("sam.token"), world_.TokenOf("sam"));
  WriteFile(folder.File("good.csv"), Credentials(20));
  WriteFile(folder.File("bad.csv"), "credential_id,title,soc_codes\nx,X,99-9999\n");
  const std::map<std::string, std::string> environment = {{"ASSAY_SERVER", server_.target()}, {"ASSAY_STATE", "nj"}};
  CliResult good =
      RunCli({"--token-file", folder.File("sam.token"), "credential", "import", folder.File("good.csv")}, environment);
  EXPECT_EQ(good.exit_code, 0) << good.err;
  EXPECT_EQ(CountCredentials(), 20);
  CliResult bad =
      RunCli({"--token-file", folder.File("sam.token"), "credential", "import", folder.File("bad.csv")}, environment);
  EXPECT_EQ(bad.exit_code, 3) << bad.out << bad.err;
  EXPECT_THAT(bad.out + bad.err, HasSubstr("soc_codes"));
  EXPECT_EQ(CountCredentials(), 20);
}

// Applies an import on a thread of its own.
class Applying {
 public:
  Applying(const AssayServer& server, const World& world, const std::string& name)
      : client_(server.NewClient(world.TokenOf("sam"))) {
    request_.set_name(name);
    request_.set_request_id("apply " + name);
    thread_ = std::thread([this] {
      v1::ApplyImportResponse response;
      client_->Call("assay.v1.ImportService/ApplyImport", request_, &response).IgnoreError();
      done_ = true;
    });
  }
  ~Applying() { thread_.join(); }

  bool done() const { return done_; }
  const v1::ApplyImportRequest& request() const { return request_; }

 private:
  std::unique_ptr<Client> client_;
  v1::ApplyImportRequest request_;
  std::atomic<bool> done_{false};
  std::thread thread_;
};

constexpr int kRows = 2000;

// Imports of which the server is killed in the middle.
class KilledImportTest : public ImportTest {
 protected:
  std::string Upload(int round) {
    auto import = world_.UploadCsv(v1::IMPORT_KIND_CREDENTIALS, world_.StateName(),
                                   Credentials(kRows, "Issuer", absl::StrCat("r", round, "-")));
    EXPECT_TRUE(import.ok()) << import.status();
    return import.ok() ? import->name() : "";
  }

  // One look at both ends of an import that is being applied.
  void Look(int round) {
    auto is_there = [&](int row) {
      std::string name = absl::StrCat("name: '$nj/credentials/r", round, "-", row, "'");
      return world_.Call<v1::GetCredentialResponse>("", name).ok();
    };
    bool first = is_there(0);
    EXPECT_LE(first, is_there(kRows - 1)) << "a reader saw a part of the import";
  }

  // Kills the server after so many looks, starts it again, and applies again. Whether the restart finished the import.
  bool ApplyAndKill(int round, int looks) {
    auto applying = std::make_unique<Applying>(server_, world_, Upload(round));
    v1::ApplyImportRequest request = applying->request();
    for (int i = 0; i < looks; ++i) Look(round);
    bool answered = applying->done();
    server_.Kill9();
    applying.reset();
    EXPECT_TRUE(server_.Restart()) << server_.Log();
    world_.Reconnect();
    auto state = world_.Must<v1::GetImportResponse>("sam", "name: '" + request.name() + "'").import().state();
    EXPECT_THAT(state, AnyOf(v1::IMPORT_STATE_UPLOADING, v1::IMPORT_STATE_APPLIED));
    bool applied = state == v1::IMPORT_STATE_APPLIED;
    EXPECT_EQ(CountCredentials(), kRows * (round + (applied ? 1 : 0)));
    auto again = world_.Call<v1::ApplyImportResponse>("sam", request);
    EXPECT_TRUE(again.ok()) << again.status();
    EXPECT_EQ(CountCredentials(), kRows * (round + 1));
    return applied && !answered;
  }
};

// Readers see none of an import or all of it, and a restart finishes what was accepted. Where the middle of an import
// is, is told by how many looks the first one took.
TEST_F(KilledImportTest, AnImportIsWholeThoughTheServerIsKilledInBetween) {
  constexpr int kKills = 4;
  int looks = 0;
  {
    Applying applying(server_, world_, Upload(0));
    for (; !applying.done(); ++looks) Look(0);
  }
  int finished = 0;
  for (int round = 1; round <= kKills; ++round) {
    SCOPED_TRACE(round);
    finished += ApplyAndKill(round, looks * round / (kKills + 1)) ? 1 : 0;
  }
  std::cout << "looks: " << looks << "; imports that the restart finished: " << finished << " of " << kKills << "\n";
  server_.Stop();
  std::string report;
  EXPECT_EQ(server_.Check(&report), 0) << report;
}

}  // namespace
}  // namespace assay::testing

#include <sstream>

#include "absl/strings/str_cat.h"
#include "assay/v1/import_service.pb.h"
#include "clients/cli/app.h"
#include "clients/cpp/testing/fake_server.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay::cli {
namespace {

using assay::testing::FakeServer;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kName[] = "states/nj/imports/i1";

// A server that takes an import of three rows, of which `invalid_` cannot be taken.
class ImportTest : public ::testing::Test {
 protected:
  ImportTest() {
    server_.On<v1::CreateImportRequest, v1::CreateImportResponse>("assay.v1.ImportService/CreateImport",
                                                                  [](const auto&, auto* response) {
                                                                    response->mutable_import()->set_name(kName);
                                                                    return absl::OkStatus();
                                                                  });
    server_.On<v1::UploadImportChunkRequest, v1::UploadImportChunkResponse>(
        "assay.v1.ImportService/UploadImportChunk", [](const auto&, auto*) { return absl::OkStatus(); });
    server_.On<v1::PreviewImportRequest, v1::PreviewImportResponse>(
        "assay.v1.ImportService/PreviewImport",
        [this](const auto& request, auto* response) { return Preview(request, response); });
    server_.On<v1::ApplyImportRequest, v1::ApplyImportResponse>(
        "assay.v1.ImportService/ApplyImport", [](const auto&, auto* response) {
          response->mutable_import()->set_name(kName);
          response->mutable_import()->set_state(v1::IMPORT_STATE_APPLIED);
          response->mutable_import()->set_applied_count(2);
          return absl::OkStatus();
        });
  }

  // Two pages with one finding each when rows are invalid.
  absl::Status Preview(const v1::PreviewImportRequest& request, v1::PreviewImportResponse* response) const {
    response->set_row_count(3);
    response->set_create_count(3 - invalid_);
    response->set_invalid_count(invalid_);
    if (invalid_ == 0) return absl::OkStatus();
    bool first = request.page_token().empty();
    auto* finding = response->add_findings();
    finding->set_line(first ? 2 : 4);
    finding->set_column("soc_codes");
    finding->set_message("99-9999 is no occupation of SOC 2018");
    finding->set_severity(v1::SEVERITY_ERROR);
    if (first) response->set_next_page_token("2");
    return absl::OkStatus();
  }

  int Assay(std::vector<std::string> arguments, const std::string& input = "credential_id,title\na,A\n") {
    std::istringstream in(input);
    std::ostringstream out, err;
    Environment environment;
    environment.getenv = [](const std::string&) { return ""; };
    environment.in = &in;
    environment.out = &out;
    environment.err = &err;
    arguments.insert(arguments.begin(), {"--server", server_.target(), "--state", "nj"});
    int code = RunCommandLine(arguments, environment);
    out_ = out.str();
    err_ = err.str();
    return code;
  }
  size_t Applied() const { return server_.Calls("assay.v1.ImportService/ApplyImport").size(); }

  FakeServer server_;
  int invalid_ = 0;
  std::string out_, err_;
};

TEST_F(ImportTest, UploadsInChunksAndApplies) {
  std::string text(1200 * 1024, 'x');
  ASSERT_EQ(Assay({"credential", "import", "-"}, text), 0) << err_;
  auto chunks = server_.Calls("assay.v1.ImportService/UploadImportChunk");
  ASSERT_THAT(chunks, SizeIs(3));
  std::string sent;
  for (int i = 0; i < 3; ++i) {
    auto chunk = chunks[static_cast<size_t>(i)].As<v1::UploadImportChunkRequest>();
    EXPECT_EQ(chunk.chunk_index(), i);
    EXPECT_LE(chunk.data().size(), 524288);
    sent += chunk.data();
  }
  EXPECT_EQ(sent, text);
  auto created = server_.Calls("assay.v1.ImportService/CreateImport")[0].As<v1::CreateImportRequest>();
  EXPECT_EQ(created.import().kind(), v1::IMPORT_KIND_CREDENTIALS);
  EXPECT_EQ(created.import().target(), "states/nj");
  EXPECT_THAT(out_, HasSubstr("3 rows: 3 to add, 0 to change, 0 unchanged, 0 invalid, 0 with a warning"));
  EXPECT_THAT(out_, HasSubstr("applied: 2 written"));
  EXPECT_THAT(err_, HasSubstr("uploading: 1228800 of 1228800 bytes"));
}

TEST_F(ImportTest, BadRowsAreAllShownAndNothingIsApplied) {
  invalid_ = 2;
  EXPECT_EQ(Assay({"credential", "import", "-"}), 3);
  EXPECT_THAT(out_, HasSubstr("line 2, soc_codes: 99-9999 is no occupation"));
  EXPECT_THAT(out_, HasSubstr("line 4, soc_codes: 99-9999 is no occupation"));
  EXPECT_THAT(err_, HasSubstr("nothing was changed: 2 of 3 rows cannot be taken"));
  EXPECT_EQ(Applied(), 0);
}

TEST_F(ImportTest, SkipInvalidAppliesTheRest) {
  invalid_ = 2;
  EXPECT_EQ(Assay({"credential", "import", "-", "--skip-invalid"}), 0) << err_;
  ASSERT_EQ(Applied(), 1);
  EXPECT_TRUE(server_.Calls("assay.v1.ImportService/ApplyImport")[0].As<v1::ApplyImportRequest>().skip_invalid());
}

TEST_F(ImportTest, DryRunStopsAfterThePreview) {
  EXPECT_EQ(Assay({"credential", "import", "-", "--dry-run"}), 0) << err_;
  EXPECT_EQ(Applied(), 0);
  EXPECT_THAT(out_, HasSubstr("3 to add"));
  EXPECT_FALSE(server_.Calls("assay.v1.ImportService/CreateImport")[0].As<v1::CreateImportRequest>().validate_only());
  invalid_ = 1;
  EXPECT_EQ(Assay({"credential", "import", "-", "--dry-run"}), 3);
}

TEST_F(ImportTest, TargetsFollowTheKind) {
  ASSERT_EQ(Assay({"dataset", "import", "-", "--dataset", "oews-2025", "--soc-version", "2018"}), 0) << err_;
  ASSERT_EQ(Assay({"proposal", "import", "-", "--cycle", "2027"}), 0) << err_;
  ASSERT_EQ(Assay({"crosswalk", "import", "-", "--crosswalk", "soc-2010-2018"}), 0) << err_;
  auto created = server_.Calls("assay.v1.ImportService/CreateImport");
  EXPECT_EQ(created[0].As<v1::CreateImportRequest>().import().target(), "states/nj/datasets/oews-2025");
  EXPECT_EQ(created[0].As<v1::CreateImportRequest>().import().soc_version(), v1::SOC_VERSION_2018);
  EXPECT_EQ(created[1].As<v1::CreateImportRequest>().import().target(), "states/nj/cycles/2027");
  EXPECT_EQ(created[2].As<v1::CreateImportRequest>().import().target(), "states/nj/crosswalks/soc-2010-2018");
  EXPECT_EQ(created[2].As<v1::CreateImportRequest>().import().kind(), v1::IMPORT_KIND_CROSSWALK);
  EXPECT_EQ(Assay({"dataset", "import", "-"}), 2);
  EXPECT_EQ(Assay({"crosswalk", "import", "-"}), 2);
}

TEST_F(ImportTest, ProgramsGetTheAnswerAlone) {
  ASSERT_EQ(Assay({"credential", "import", "-", "-o", "value=applied_count"}), 0) << err_;
  EXPECT_EQ(out_, "2\n");
}

TEST_F(ImportTest, MissingAndEmptyFilesSendNothing) {
  EXPECT_EQ(Assay({"credential", "import", "no-such-file.csv"}), 2);
  EXPECT_EQ(Assay({"credential", "import", "-"}, ""), 2);
  EXPECT_THAT(server_.Calls(), IsEmpty());
}

}  // namespace
}  // namespace assay::cli

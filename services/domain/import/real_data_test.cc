// The demonstration data, and the public figures and catalogue that only a developer's machine has.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/csv.h"
#include "services/base/text.h"
#include "services/domain/import/testing/import_fixture.h"
#include "services/domain/reference/soc.h"

namespace assay::domain {
namespace {

using ::testing::IsEmpty;

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string Demo(const std::string& name) { return ReadFile(std::string(ASSAY_SOURCE_DIR) + "/deploy/demo/" + name); }

std::string SharedFile(const std::string& name) {
  const char* configured = std::getenv("ASSAY_SHARED_DATA");
  std::string folder = configured != nullptr ? configured : std::string(ASSAY_SOURCE_DIR) + "/../shared/data";
  return ReadFile(folder + "/" + name);
}

// Rows as column → cell.
std::vector<std::map<std::string, std::string>> Table(const std::string& text) {
  std::vector<std::map<std::string, std::string>> table;
  std::vector<std::string> header;
  absl::Status status = ReadCsv(text, [&](const CsvRow& row) {
    if (header.empty()) {
      header = row.cells;
      return true;
    }
    auto& cells = table.emplace_back();
    for (size_t i = 0; i < header.size(); ++i) cells[header[i]] = row.cells[i];
    return true;
  });
  EXPECT_TRUE(status.ok()) << status;
  return table;
}

std::string Cell(const std::string& text) {
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

void ExpectClean(ImportState* state, api::ImportKind kind, const std::string& text, int rows) {
  api::Import import = state->Upload(kind, text);
  auto summary = state->Preview(import);
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->invalid_count, 0);
  EXPECT_EQ(summary->create_count, rows);
  auto applied = state->Apply(import);
  ASSERT_TRUE(applied.ok()) << applied.status();
  EXPECT_EQ(applied->applied_count(), rows);
}

TEST(DemoDataTest, EveryFileImportsClean) {
  ImportState state;
  ExpectClean(&state, api::IMPORT_KIND_CREDENTIALS, Demo("credentials.csv"), 246);
  ExpectClean(&state, api::IMPORT_KIND_OCCUPATIONS, Demo("occupations.csv"), 413);
  ExpectClean(&state, api::IMPORT_KIND_PROPOSALS, Demo("proposals.csv"), 236);
  ExpectClean(&state, api::IMPORT_KIND_EMPLOYERS, Demo("employers.csv"), 45);
}

TEST(DemoDataTest, ImportingAgainChangesNothing) {
  ImportState state;
  ASSERT_TRUE(state.Import(api::IMPORT_KIND_CREDENTIALS, Demo("credentials.csv")).ok());
  ASSERT_TRUE(state.Import(api::IMPORT_KIND_PROPOSALS, Demo("proposals.csv")).ok());
  ASSERT_TRUE(state.Import(api::IMPORT_KIND_EMPLOYERS, Demo("employers.csv")).ok());
  EXPECT_EQ(state.Import(api::IMPORT_KIND_CREDENTIALS, Demo("credentials.csv"))->unchanged_count(), 246);
  EXPECT_EQ(state.Import(api::IMPORT_KIND_PROPOSALS, Demo("proposals.csv"))->unchanged_count(), 236);
  EXPECT_EQ(state.Import(api::IMPORT_KIND_EMPLOYERS, Demo("employers.csv"))->unchanged_count(), 45);
}

TEST(SharedDataTest, TheStateWageRowsImport) {
  std::string source = SharedFile("labor/oews_state_may2025.csv");
  if (source.empty()) GTEST_SKIP() << "skipped: the shared data is not on this machine";
  std::string text = "area,soc,title,employment,annual_median_wage,annual_p25_wage\n";
  for (auto& row : Table(source)) {
    absl::StrAppend(&text, SlugOf(row["state"]), ",", row["soc"], ",",
                    Cell(std::string(SocTitle(api::SOC_VERSION_OEWS_HYBRID, row["soc"]))), ",", row["employment"], ",",
                    row["annual_median"], ",", row["annual_p25"], "\n");
  }
  ImportState state;
  ExpectClean(&state, api::IMPORT_KIND_OCCUPATIONS, text, 35223);
  EXPECT_EQ(state.records.FindOrDefault(DatasetId{"oews"}).row_count(), 35223);
}

TEST(SharedDataTest, TheCrosswalksImport) {
  std::string soc = SharedFile("reference/soc2010_soc2018.csv");
  if (soc.empty()) GTEST_SKIP() << "skipped: the shared data is not on this machine";
  std::string text = "from_code,to_code\n";
  for (auto& row : Table(soc)) absl::StrAppend(&text, row["soc2010"], ",", row["soc2018"], "\n");
  ImportState state;
  ExpectClean(&state, api::IMPORT_KIND_CROSSWALK, text, 900);

  ImportState other;
  other.records.Mutable(CrosswalkId{"soc"})->set_from_scheme(api::CODE_SCHEME_CIP_2020);
  text = "from_code,to_code\n";
  int without_occupation = 0;
  for (auto& row : Table(SharedFile("reference/cip2020_soc2018.csv"))) {
    if (row["soc"] == "99-9999") ++without_occupation;
    absl::StrAppend(&text, row["cip"], ",", row["soc"], "\n");
  }
  auto applied = other.Import(api::IMPORT_KIND_CROSSWALK, text, /*skip_invalid=*/true);
  ASSERT_TRUE(applied.ok()) << applied.status();
  EXPECT_EQ(applied->skipped_count(), without_occupation) << "programs that lead to no occupation";
  EXPECT_EQ(applied->applied_count(), 6093 - without_occupation);
}

TEST(SharedDataTest, TheNewJerseyCatalogueImports) {
  std::string source = SharedFile("credentials/nj_industry_credentials.csv");
  if (source.empty()) GTEST_SKIP() << "skipped: the shared data is not on this machine";
  std::map<std::string, std::string> socs;
  for (auto& row : Table(SharedFile("credentials/nj_credential_cip_soc_derived.csv"))) {
    std::string& codes = socs[row["credential_id"]];
    if (codes.find(row["soc"]) == std::string::npos) absl::StrAppend(&codes, codes.empty() ? "" : ";", row["soc"]);
  }
  std::string text = "credential_id,title,issuer,code,soc_codes\n";
  int missing = 0;
  for (auto& row : Table(source)) {
    std::string issuer = row["issuer_id"].empty() ? "" : "Issuer " + row["issuer_id"];
    std::string& codes = socs[row["id"]];
    constexpr size_t kSocCodesMax = 20;
    codes = codes.substr(0, kSocCodesMax * 8 - 1);
    if (issuer.empty() || row["code"].empty() || codes.empty()) ++missing;
    absl::StrAppend(&text, "nj-", row["id"], ",", Cell(row["name"]), ",", issuer, ",", Cell(row["code"]), ",", codes,
                    "\n");
  }
  ImportState state;
  api::Import import = state.Upload(api::IMPORT_KIND_CREDENTIALS, text);
  auto summary = state.Preview(import);
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->warning_count, missing);
  auto applied = state.Apply(import);
  ASSERT_TRUE(applied.ok()) << applied.status();
  EXPECT_EQ(applied->applied_count(), 2041);
}

}  // namespace
}  // namespace assay::domain

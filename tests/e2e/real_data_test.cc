// New Jersey's own catalogue and its history, and the wages of all states, through the API. Where the shared data is.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/csv.h"
#include "services/base/sha256.h"
#include "services/base/text.h"
#include "services/domain/reference/soc.h"
#include "tests/e2e/errors.h"
#include "tests/support/world.h"

namespace assay::testing {
namespace {

using Row = std::map<std::string, std::string>;

std::string SharedFile(const std::string& name) {
  const char* configured = std::getenv("ASSAY_SHARED_DATA");
  return ReadFile(absl::StrCat(configured != nullptr ? configured : ASSAY_SHARED_DATA_DIR, "/", name));
}

std::vector<Row> Table(const std::string& text) {
  std::vector<Row> table;
  std::vector<std::string> header;
  absl::Status status = ReadCsv(text, [&](const CsvRow& row) {
    if (header.empty()) {
      header = row.cells;
      return true;
    }
    Row& cells = table.emplace_back();
    for (size_t i = 0; i < header.size(); ++i) cells[header[i]] = row.cells[i];
    return true;
  });
  EXPECT_TRUE(status.ok()) << status;
  return table;
}

std::string Cell(const std::string& text) {
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

// The catalogue as rows of an import; *missing counts those without a code, an issuer or an occupation.
std::string CatalogueCsv(const std::vector<Row>& credentials, int* missing) {
  constexpr size_t kSocCodesMax = 20;
  std::map<std::string, std::vector<std::string>> socs;
  for (Row& row : Table(SharedFile("credentials/nj_credential_cip_soc_derived.csv"))) {
    std::vector<std::string>& codes = socs[row["credential_id"]];
    bool is_new = std::find(codes.begin(), codes.end(), row["soc"]) == codes.end();
    if (is_new && codes.size() < kSocCodesMax) codes.push_back(row["soc"]);
  }
  std::string text = "credential_id,title,issuer,code,soc_codes\n";
  for (const Row& row : credentials) {
    std::string issuer = row.at("issuer_id").empty() ? "" : "Issuer " + row.at("issuer_id");
    std::string codes;
    for (const std::string& code : socs[row.at("id")]) absl::StrAppend(&codes, codes.empty() ? "" : ";", code);
    if (issuer.empty() || row.at("code").empty() || codes.empty()) ++*missing;
    absl::StrAppend(&text, "nj-", row.at("id"), ",", Cell(row.at("name")), ",", issuer, ",", Cell(row.at("code")), ",",
                    codes, "\n");
  }
  return text;
}

// What was on the list after each date of the history. Credentials without a date of addition were there from the
// beginning; those that are deleted without a date are taken as never listed.
std::map<std::string, std::set<std::string>> ListsByDate(const std::vector<Row>& credentials,
                                                         const std::vector<Row>& events) {
  std::set<std::string> listed;
  for (const Row& row : credentials) {
    bool gone_undated = row.at("is_deleted") != "0" && row.at("date_deleted").empty();
    if (!gone_undated) listed.insert(row.at("id"));
  }
  std::map<std::string, std::vector<Row>> by_date;
  for (const Row& event : events) {
    if (event.at("event") == "ADDED") listed.erase(event.at("credential_id"));
    by_date[event.at("date")].push_back(event);
  }
  std::map<std::string, std::set<std::string>> lists;
  for (const auto& [date, changes] : by_date) {
    for (const Row& change : changes) {
      if (change.at("event") == "ADDED") listed.insert(change.at("credential_id"));
    }
    for (const Row& change : changes) {
      if (change.at("event") == "RETIRED") listed.erase(change.at("credential_id"));
    }
    lists[date] = listed;
  }
  return lists;
}

class RealDataTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (SharedFile("SOURCES.md").empty()) GTEST_SKIP() << "skipped: the shared data is not on this machine";
    server_ = std::make_unique<AssayServer>();
    world_ = std::make_unique<World>(server_.get());
  }

  // "NEW nj-430" for each difference to the version before.
  std::set<std::string> DiffOf(int version) {
    std::set<std::string> differences;
    std::string token;
    do {
      auto page = world_->Must<v1::DiffListVersionsResponse>(
          "", absl::StrCat("name: '$nj/listVersions/", version, "' page_size: 1000 page_token: '", token, "'"));
      for (const auto& difference : page.differences()) {
        differences.insert(absl::StrCat(v1::EntryChange_Name(difference.change()).substr(13), " ",
                                        difference.credential().substr(world_->Name("credentials/").size())));
      }
      token = page.next_page_token();
    } while (!token.empty());
    return differences;
  }

  void ExpectCheckPasses() {
    server_->Stop();
    std::string report;
    EXPECT_EQ(server_->Check(&report), 0) << report;
  }

  std::unique_ptr<AssayServer> server_;
  std::unique_ptr<World> world_;
};

std::set<std::string> ExpectedDiff(const std::set<std::string>& before, const std::set<std::string>& after) {
  std::set<std::string> differences;
  for (const std::string& id : after) {
    if (before.count(id) == 0) differences.insert("NEW nj-" + id);
  }
  for (const std::string& id : before) {
    if (after.count(id) == 0) differences.insert("REMOVED nj-" + id);
  }
  return differences;
}

struct EventCounts {
  int added = 0;
  int retired = 0;
};

// Additions and retirements after the first date, without those that undo each other on the same date.
EventCounts CountEvents(const std::vector<Row>& events, const std::string& first) {
  std::map<std::string, std::set<std::string>> kinds;
  for (const Row& event : events) {
    if (event.at("date") != first) kinds[event.at("date") + event.at("credential_id")].insert(event.at("event"));
  }
  EventCounts counts;
  for (const auto& [day, kind] : kinds) {
    counts.added += kind.count("ADDED") > 0 && kind.count("RETIRED") == 0 ? 1 : 0;
    counts.retired += kind.count("RETIRED") > 0 && kind.count("ADDED") == 0 ? 1 : 0;
  }
  return counts;
}

TEST_F(RealDataTest, TheHistoryOfNewJerseysListIsAdoptedDateByDate) {
  std::vector<Row> credentials = Table(SharedFile("credentials/nj_industry_credentials.csv"));
  std::vector<Row> events = Table(SharedFile("credentials/nj_industry_credential_events.csv"));
  int missing = 0;
  auto import =
      world_->ImportCsv(v1::IMPORT_KIND_CREDENTIALS, world_->StateName(), CatalogueCsv(credentials, &missing));
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_EQ(import->applied_count(), 2041);
  EXPECT_EQ(import->warning_count(), missing);
  EXPECT_GT(missing, 0);

  auto lists = ListsByDate(credentials, events);
  ASSERT_EQ(lists.size(), 105u);
  int version = 0;
  std::set<std::string> before;
  int additions = 0;
  int removals = 0;
  for (const auto& [date, listed] : lists) {
    v1::AdoptVersionRequest request;
    request.set_parent(world_->StateName());
    request.set_adoption_date(date);
    request.set_authority("State of New Jersey");
    request.set_source("https://github.com/newjersey/d4ad");
    for (const std::string& id : listed) request.add_entries()->set_credential(world_->Name("credentials/nj-" + id));
    auto adopted = world_->Call<v1::AdoptVersionResponse>("ada", request);
    ASSERT_TRUE(adopted.ok()) << date << " " << adopted.status();
    ++version;
    EXPECT_EQ(adopted->list_version().version(), version);
    EXPECT_EQ(adopted->list_version().entry_count(), static_cast<int>(listed.size()));
    EXPECT_EQ(adopted->list_version().adoption_date(), date);
    if (version > 1) {
      std::set<std::string> expected = ExpectedDiff(before, listed);
      EXPECT_EQ(DiffOf(version), expected) << date;
      for (const std::string& line : expected) ++(line[0] == 'N' ? additions : removals);
    }
    before = listed;
  }
  EventCounts expected = CountEvents(events, lists.begin()->first);
  EXPECT_EQ(additions, expected.added);
  EXPECT_EQ(removals, expected.retired);
  auto latest = world_->Must<v1::GetListVersionResponse>("", "name: '$nj/listVersions/latest'").list_version();
  EXPECT_EQ(latest.version(), 105);
  EXPECT_EQ(latest.entry_count(), 1785);
  std::string bytes = world_->Content("latest");
  EXPECT_EQ(absl::BytesToHexString(Sha256(bytes)), latest.digest());
  ASSERT_TRUE(server_->Restart()) << server_->Log();
  world_->Reconnect();
  EXPECT_EQ(world_->Content("latest"), bytes);
  ExpectCheckPasses();
}

TEST_F(RealDataTest, TheWagesOfAllStatesAreOneDataset) {
  std::vector<Row> rows = Table(SharedFile("labor/oews_state_may2025.csv"));
  std::string text = "area,soc,title,employment,annual_median_wage,annual_p25_wage\n";
  for (Row& row : rows) {
    absl::StrAppend(&text, SlugOf(row["state"]), ",", row["soc"], ",",
                    Cell(std::string(domain::SocTitle(v1::SOC_VERSION_OEWS_HYBRID, row["soc"]))), ",",
                    row["employment"], ",", row["annual_median"], ",", row["annual_p25"], "\n");
  }
  world_->Must<v1::CreateDatasetResponse>("sam", R"(parent: "$nj" dataset_id: "oews" dataset { display_name: "OEWS"
      source: "BLS OEWS, May 2025" reference_year: 2025 soc_version: SOC_VERSION_OEWS_HYBRID })");
  auto import =
      world_->ImportCsv(v1::IMPORT_KIND_OCCUPATIONS, world_->Name("datasets/oews"), text, v1::SOC_VERSION_OEWS_HYBRID);
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_EQ(import->applied_count(), 35223);
  auto dataset = world_->Must<v1::GetDatasetResponse>("", "name: '$nj/datasets/oews'").dataset();
  EXPECT_EQ(dataset.state(), v1::DATASET_STATE_SEALED);
  EXPECT_EQ(dataset.row_count(), 35223);
  EXPECT_EQ(dataset.digest(), absl::BytesToHexString(Sha256(text)));

  size_t checked = 0;
  for (size_t i = 0; i < rows.size(); i += 97, ++checked) {
    Row& row = rows[i];
    auto found = world_
                     ->Must<v1::GetOccupationResponse>("", absl::StrCat("name: '$nj/datasets/oews/occupations/",
                                                                        SlugOf(row["state"]), "~", row["soc"], "'"))
                     .occupation();
    int64_t median = 0;
    EXPECT_EQ(found.has_annual_median_wage(), absl::SimpleAtoi(row["annual_median"], &median)) << row["soc"];
    EXPECT_EQ(found.annual_median_wage().cents(), median * 100) << row["state"] << row["soc"];
    int64_t employment = 0;
    EXPECT_EQ(found.has_employment(), absl::SimpleAtoi(row["employment"], &employment));
    EXPECT_EQ(found.employment(), employment);
  }
  EXPECT_GT(checked, 350u);
  EXPECT_EQ(world_->Must<v1::GetOccupationResponse>("", "name: '$nj/datasets/oews/occupations/alabama~11-1011'")
                .occupation()
                .annual_median_wage()
                .cents(),
            16642000);
  ExpectCheckPasses();
}

}  // namespace
}  // namespace assay::testing

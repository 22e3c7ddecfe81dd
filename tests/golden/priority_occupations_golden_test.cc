// The presets of Indiana, Kansas and Louisiana over the wages of 51 states (BLS OEWS, May 2025), summed up for a reader
// who recomputes a row by hand: docs/labor-market.md says how. Projections are national (BLS 2024-34) and labelled so,
// therefore what the presets ask of openings is unknown of every state. Needs the shared data, which only a developer's
// machine has. ASSAY_WRITE_GOLDEN=1 writes the files anew.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "services/base/csv.h"
#include "services/base/text.h"
#include "services/domain/commands/policy_presets.h"
#include "services/domain/decision/exact.h"
#include "services/domain/import/testing/import_fixture.h"
#include "services/domain/labor_market/policy_check.h"
#include "services/domain/labor_market/standing.h"
#include "services/domain/reference/soc.h"

namespace assay::domain {
namespace {

using Row = std::map<std::string, std::string>;

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<Row> SharedTable(const std::string& name) {
  const char* configured = std::getenv("ASSAY_SHARED_DATA");
  std::string folder = configured != nullptr ? configured : std::string(ASSAY_SOURCE_DIR) + "/../shared/data";
  std::vector<Row> table;
  std::vector<std::string> header;
  absl::Status status = ReadCsv(ReadFile(absl::StrCat(folder, "/labor/", name)), [&](const CsvRow& row) {
    if (header.empty()) {
      header = row.cells;
      return true;
    }
    Row& cells = table.emplace_back();
    for (size_t i = 0; i < header.size(); ++i) cells[header[i]] = row.cells[i];
    return true;
  });
  EXPECT_TRUE(status.ok() || header.empty()) << status;
  return table;
}

void ExpectGolden(const std::string& file, const std::string& bytes) {
  std::string path = absl::StrCat(ASSAY_GOLDEN_DIR, "/", file);
  if (std::getenv("ASSAY_WRITE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << bytes;
  EXPECT_EQ(bytes, ReadFile(path));
}

// 124.2 thousand as 124200.
std::string Thousands(const std::string& text) {
  std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits('.', 1));
  parts.second.resize(3, '0');
  int64_t count = std::stoll(parts.first) * 1000 + std::stoll(parts.second);
  return absl::StrCat(count);
}

std::string EducationCell(const std::string& text) {
  static const std::map<std::string, std::string> kNames = {
      {"No formal educational credential", "none"},
      {"High school diploma or equivalent", "high-school"},
      {"Some college, no degree", "some-college"},
      {"Postsecondary nondegree award", "postsecondary-nondegree"},
      {"Associate's degree", "associate"},
      {"Bachelor's degree", "bachelor"},
      {"Master's degree", "master"},
      {"Doctoral or professional degree", "doctoral-or-professional"},
  };
  auto found = kNames.find(text);
  return found == kNames.end() ? "" : found->second;
}

// The files as one import: a row for every state and occupation, and the nation's with projections and education.
std::string ImportText() {
  std::string text =
      "area,soc,employment,annual_mean_wage,annual_median_wage,annual_p10_wage,annual_p25_wage,annual_p75_wage,"
      "annual_p90_wage,annual_openings,growth_percent,typical_education,projection_source\n";
  for (Row& row : SharedTable("oews_state_may2025.csv")) {
    absl::StrAppend(&text, SlugOf(row["state"]), ",", row["soc"], ",", row["employment"], ",", row["annual_mean"], ",",
                    row["annual_median"], ",", row["annual_p10"], ",", row["annual_p25"], ",", row["annual_p75"], ",",
                    row["annual_p90"], ",,,,\n");
  }
  std::map<std::string, std::string> education;
  for (Row& row : SharedTable("bls_projections_2020_2030_education.csv")) {
    education[row["soc"]] = EducationCell(row["typical_entry_education"]);
  }
  std::map<std::string, Row> projections;
  for (Row& row : SharedTable("bls_projections_2024_2034.csv")) projections[row["soc"]] = row;
  std::set<std::string> codes;
  for (const auto& [code, unused] : education) codes.insert(code);
  for (const auto& [code, unused] : projections) codes.insert(code);
  for (const std::string& code : codes) {
    if (!IsKnownSoc(api::SOC_VERSION_OEWS_HYBRID, code)) continue;
    Row& projection = projections[code];
    const std::string& openings = projection["annual_openings_k"];
    absl::StrAppend(&text, kNation, ",", code, ",,,,,,,,", openings.empty() ? "" : Thousands(openings), ",",
                    projection["change_pct"], ",", education[code], ",\"national projection, BLS 2024-34\"\n");
  }
  return text;
}

std::string Dollars(const AreaFigure& figure) {
  return figure.known() ? absl::StrReplaceAll(CentsText(*figure.value), {{"$", ""}, {",", ""}}) : "unknown";
}

class PriorityOccupationsGoldenTest : public testing::Test {
 protected:
  // Once for all tests: 36,000 rows.
  static ImportState* State() {
    static ImportState* state = [] {
      auto* made = new ImportState;
      absl::StatusOr<api::Import> applied = made->Import(api::IMPORT_KIND_OCCUPATIONS, ImportText());
      EXPECT_TRUE(applied.ok()) << applied.status();
      EXPECT_EQ(applied->skipped_count(), 0);
      return made;
    }();
    return state;
  }

  void SetUp() override {
    if (SharedTable("oews_state_may2025.csv").empty()) {
      GTEST_SKIP() << "skipped: the shared data is not on this machine";
    }
    auto facts = LaborMarketFacts::Open("states/nj/datasets/oews", {}, &State()->scan);
    ASSERT_TRUE(facts.ok()) << facts.status();
    facts_.emplace(*std::move(facts));
  }

  // What the preset of a state asks, asked of `area`. A number that the state does not publish stays open.
  static api::LaborMarketPolicy Preset(const std::string& id, const std::string& area) {
    absl::optional<api::PolicyPreset> preset = FindPolicyPreset(id);
    EXPECT_TRUE(preset.has_value()) << id;
    api::LaborMarketPolicy policy = preset.has_value() ? preset->policy().labor_market() : api::LaborMarketPolicy();
    policy.set_area(area);
    return policy;
  }

  LaborMarketVerdict Ask(const api::LaborMarketPolicy& policy, const std::string& soc_code, Trace* trace) {
    LaborMarketQuestion question;
    question.soc_codes = {soc_code};
    question.soc_version = api::SOC_VERSION_OEWS_HYBRID;
    question.date = "2027-01-15";
    return EvaluateOccupation(policy, question, &*facts_, trace);
  }

  // in / undecided / not in, then for the criterion: met / unmet / unknown.
  std::string Count(const std::string& preset, const std::string& criterion, const std::string& area) {
    api::LaborMarketPolicy policy = Preset(preset, area);
    std::map<api::OccupationStanding, int> standing;
    std::map<api::Verdict, int> verdicts;
    for (const api::Occupation* row : facts_->AreaOf(area).occupations()) {
      Trace trace;
      LaborMarketVerdict verdict = Ask(policy, row->soc_code(), &trace);
      ++standing[StandingOf(verdict)];
      ++verdicts[verdict.criteria[criterion]];
    }
    return absl::StrJoin({standing[api::OCCUPATION_STANDING_IN], standing[api::OCCUPATION_STANDING_UNDECIDED],
                          standing[api::OCCUPATION_STANDING_NOT_IN], verdicts[api::VERDICT_PASS],
                          verdicts[api::VERDICT_FAIL], verdicts[api::VERDICT_UNDECIDED]},
                         ",");
  }

  AreaFigure HighSchoolMedian(const std::string& area) {
    std::vector<const api::Occupation*> group;
    for (const api::Occupation* row : facts_->AreaOf(area).occupations()) {
      if (facts_->EducationOf(area, row->soc_code()) == api::EDUCATION_HIGH_SCHOOL) group.push_back(row);
    }
    return WeightedWagePercentile(group, 50);
  }

  absl::optional<LaborMarketFacts> facts_;
};

TEST_F(PriorityOccupationsGoldenTest, CountsOf51States) {
  std::set<std::string> areas;
  for (Row& row : SharedTable("oews_state_may2025.csv")) areas.insert(SlugOf(row["state"]));
  ASSERT_EQ(areas.size(), 51u);
  std::string summary =
      "area,occupations,jobs,average_wage,p25_wage,median_wage,high_school_median_wage,"
      "in_in,in_undecided,in_not_in,in_wage_met,in_wage_unmet,in_wage_unknown,"
      "ks_in,ks_undecided,ks_not_in,ks_wage_met,ks_wage_unmet,ks_wage_unknown,"
      "la_in,la_undecided,la_not_in,la_wage_met,la_wage_unmet,la_wage_unknown\n";
  for (const std::string& area : areas) {
    const AreaFigures& figures = facts_->AreaOf(area);
    AreaFigure average = figures.AverageWage();
    absl::StrAppend(&summary, area, ",", figures.occupations().size(), ",", average.covered_employment, ",",
                    Dollars(average), ",", Dollars(figures.WagePercentile(25)), ",",
                    Dollars(figures.WagePercentile(50)), ",", Dollars(HighSchoolMedian(area)), ",");
    absl::StrAppend(&summary, Count("in", "wage-percentile", area), ",", Count("ks", "average-wage", area), ",",
                    Count("la", "wage-premium", area), "\n");
  }
  EXPECT_TRUE(facts_->status().ok());
  ExpectGolden("priority-occupations.csv", summary);
}

// A well-paid, a poorly paid and a suppressed one, each in the preset's own state.
TEST_F(PriorityOccupationsGoldenTest, TracesThatAReviewerCanFollow) {
  std::string text;
  for (const auto& [preset, area] :
       std::map<std::string, std::string>{{"in", "indiana"}, {"ks", "kansas"}, {"la", "louisiana"}}) {
    for (const char* code : {"29-1141", "35-3023", "27-2042"}) {
      Trace trace;
      Ask(Preset(preset, area), code, &trace);
      absl::StrAppend(&text, preset, " ", code, " ", SocTitle(api::SOC_VERSION_2018, code), "\n");
      for (const api::TraceStep& step : trace) {
        absl::StrAppend(&text, "  ", step.criterion(), ": ", step.subject(), "\n    found   ", step.input(),
                        "\n    needed  ", step.threshold(), "\n    verdict ", api::Verdict_Name(step.verdict()), "\n");
      }
    }
  }
  ExpectGolden("priority-occupations-traces.txt", text);
}

TEST_F(PriorityOccupationsGoldenTest, IndianasTenYearJobsAreUnknownOfEveryState) {
  for (const char* area : {"indiana", "new-jersey", "texas"}) {
    api::LaborMarketPolicy policy = Preset("in", area);
    for (const api::Occupation* row : facts_->AreaOf(area).occupations()) {
      Trace trace;
      LaborMarketVerdict verdict = Ask(policy, row->soc_code(), &trace);
      ASSERT_EQ(verdict.criteria["ten-year-jobs"], api::VERDICT_UNDECIDED) << row->soc_code();
      ASSERT_NE(StandingOf(verdict), api::OCCUPATION_STANDING_IN) << row->soc_code();
    }
  }
}

// New York publishes rows of all occupations: what the approximation would have said without them.
TEST_F(PriorityOccupationsGoldenTest, TheApproximationIsNearWhatIsPublished) {
  std::map<std::string, std::vector<api::Occupation>> areas;
  for (Row& cells : SharedTable("oews_ny_regions_2023.csv")) {
    bool all = cells["soc"] == kAllOccupations;
    if (!all && !IsKnownSoc(api::SOC_VERSION_OEWS_HYBRID, cells["soc"])) continue;
    api::Occupation& row = areas[cells["area_name"]].emplace_back();
    row.set_soc_code(cells["soc"]);
    if (!cells["employment"].empty()) row.set_employment(std::stoll(cells["employment"]));
    if (!cells["mean_wage"].empty()) row.mutable_annual_mean_wage()->set_cents(std::stoll(cells["mean_wage"]) * 100);
  }
  ASSERT_EQ(areas.size(), 11u);
  for (const auto& [name, rows] : areas) {
    AreaFigures figures(name, rows);
    int64_t published = *figures.AverageWage().value;
    EXPECT_EQ(figures.AverageWage().basis, api::AREA_FIGURE_BASIS_ALL_OCCUPATIONS_ROW);
    int64_t approximated = *WeightedAverageWage(figures.occupations()).value;
    int64_t hundredths_off_max = name == "New York State" ? 1 : 6;
    EXPECT_LE(std::abs(approximated - published) * 100, published * hundredths_off_max)
        << name << " " << published << " " << approximated;
  }
}

// New Jersey's local exceptions of 2023: an occupation of a program counts in one county.
TEST_F(PriorityOccupationsGoldenTest, CountyWaiversOfNewJersey) {
  api::LaborMarketPolicy policy;
  policy.set_area("new-jersey");
  policy.set_region_figures(api::REGION_FIGURES_STATE);
  api::LaborMarketCriterion* criterion = policy.add_criteria();
  criterion->set_id("unreachable");
  criterion->mutable_employment()->set_floor(1'000'000'000);
  std::vector<Row> waivers = SharedTable("nj_local_exceptions_2023.csv");
  ASSERT_EQ(waivers.size(), 27u);
  for (Row& row : waivers) {
    api::LocalException* exception = policy.add_local_exceptions();
    exception->set_soc_code(row["soc"]);
    exception->set_cip_code(std::string(absl::StripAsciiWhitespace(row["cip"])));
    exception->set_region(std::string(absl::StripAsciiWhitespace(row["county"])));
    exception->set_reason("In demand in the county.");
    exception->set_source("New Jersey Department of Labor, 2023");
  }
  Violations violations;
  CheckLaborMarketPolicy(policy, "labor_market", &violations);
  EXPECT_TRUE(violations.empty()) << violations.ToStatus();
  for (const api::LocalException& exception : policy.local_exceptions()) {
    LaborMarketQuestion question;
    question.soc_codes = {exception.soc_code()};
    question.cip_codes = {exception.cip_code()};
    question.date = "2027-01-15";
    Trace trace;
    LaborMarketVerdict statewide = EvaluateLaborMarket(policy, question, &*facts_, &trace);
    EXPECT_EQ(statewide.verdict, api::VERDICT_FAIL);
    EXPECT_FALSE(statewide.regions.empty());
    question.region = exception.region();
    EXPECT_TRUE(EvaluateLaborMarket(policy, question, &*facts_, &trace).by_exception) << exception.ShortDebugString();
    question.cip_codes.clear();
    EXPECT_EQ(EvaluateLaborMarket(policy, question, &*facts_, &trace).verdict, api::VERDICT_FAIL)
        << "not for every program";
  }
}

}  // namespace
}  // namespace assay::domain

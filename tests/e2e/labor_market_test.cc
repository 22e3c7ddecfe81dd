// Priority occupations over a real server: a dataset and crosswalks come in, a policy asks, people read why.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/errors.h"
#include "tests/support/world.h"

namespace assay::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kRows[] =
    "area,soc,title,employment,annual_mean_wage,annual_median_wage,annual_openings,projection_source\n"
    "NJ,29-1141,Registered Nurses,300,90000,88000,,\n"
    "NJ,43-9061,\"Office Clerks, General\",600,40000,38000,,\n"
    "NJ,51-4121,Welders,100,55000,,,\n"
    "NORTH,43-9061,\"Office Clerks, General\",50,60000,59000,,\n"
    "US,29-1141,Registered Nurses,,,,194500,\"national projection, BLS 2024-34\"\n";

// 70 % of the average of 56,500 is 39,550; openings are known of the nation alone.
constexpr char kPolicy[] = R"(
    area: "NJ"
    criteria { id: "wage" unknown: UNKNOWN_FIGURE_UNDECIDED
               wage { area_share { share { numerator: 70 denominator: 100 } } } }
    criteria { id: "demand" informative: true annual_openings { floor: 1000 } unknown: UNKNOWN_FIGURE_UNDECIDED }
    regions: "NORTH"
    local_exceptions { soc_code: "43-9061" region: "ATLANTIC" reason: "A hospital opens." source: "Board, 2026-05-01"
                       until_date: "2030-12-31" })";

class LaborMarketTest : public ::testing::Test {
 protected:
  LaborMarketTest() : world_(&server_) {
    world_.Must<v1::CreateDatasetResponse>("sam", R"(parent: "$nj" dataset_id: "figures" dataset {
        display_name: "Figures" source: "BLS" soc_version: SOC_VERSION_2018 reference_year: 2025 })");
    auto import = world_.ImportCsv(v1::IMPORT_KIND_OCCUPATIONS, world_.Name("datasets/figures"), kRows);
    EXPECT_TRUE(import.ok()) << import.status();
    world_.Must<v1::CreatePolicyResponse>(
        "ada",
        absl::StrCat(R"(parent: "$nj" policy_id: "demand" policy { display_name: "Demand" labor_market {)", kPolicy,
                     R"(} validation { quorum { numerator: 1 denominator: 2 }
                                 approval_share { numerator: 1 denominator: 2 } } })"));
  }

  absl::StatusOr<v1::ExplainOccupationResponse> Explain(const std::string& rest, const std::string& who = "") {
    return world_.Call<v1::ExplainOccupationResponse>(who, absl::StrCat("dataset: '$nj/datasets/figures' ", rest));
  }

  AssayServer server_;
  World world_;
};

TEST_F(LaborMarketTest, TheListIsComputedAndPaged) {
  std::vector<std::string> rows;
  std::string token;
  int pages = 0;
  do {
    auto page = world_.Must<v1::ListPriorityOccupationsResponse>(
        "", absl::StrCat("parent: '$nj/datasets/figures' policy: '$nj/policies/demand' page_size: 2 page_token: '",
                         token, "'"));
    for (const v1::PriorityOccupation& occupation : page.occupations()) {
      rows.push_back(absl::StrCat(occupation.soc_code(), " ", v1::OccupationStanding_Name(occupation.standing())));
    }
    token = page.next_page_token();
    ++pages;
  } while (!token.empty());
  EXPECT_EQ(pages, 2);
  EXPECT_THAT(rows, ElementsAre("29-1141 OCCUPATION_STANDING_IN", "43-9061 OCCUPATION_STANDING_IN_REGIONS",
                                "51-4121 OCCUPATION_STANDING_UNDECIDED"));
  auto undecided = world_.Must<v1::ListPriorityOccupationsResponse>(
      "", "parent: '$nj/datasets/figures' policy: '$nj/policies/demand@1' standing: OCCUPATION_STANDING_UNDECIDED");
  ASSERT_EQ(undecided.occupations_size(), 1);
  EXPECT_THAT(undecided.occupations(0).undecided(), ElementsAre("wage"));
}

TEST_F(LaborMarketTest, AnybodyReadsWhyAnOccupationIsInOrNot) {
  auto nurse = Explain("policy: '$nj/policies/demand' soc_code: '29-1141'");
  ASSERT_TRUE(nurse.ok()) << nurse.status();
  EXPECT_EQ(nurse->occupation().standing(), v1::OCCUPATION_STANDING_IN);
  EXPECT_EQ(nurse->occupation().title(), "Registered Nurses");
  ASSERT_EQ(nurse->trace_size(), 3);
  EXPECT_EQ(nurse->trace(0).input(), "median wage of $88,000.00 by the year");
  EXPECT_THAT(nurse->trace(0).threshold(),
              HasSubstr("70/100 of the average wage of NJ of $56,500.00 by the year (approximated from 3 occupations "
                        "with 1,000 jobs, weighted by these), that is $39,550.00 by the year"));
  EXPECT_EQ(nurse->trace(1).input(), "unknown of NJ: the projection is of US (national projection, BLS 2024-34)");
  EXPECT_EQ(nurse->trace(1).verdict(), v1::VERDICT_UNDECIDED);
  auto clerk = Explain("policy: '$nj/policies/demand' soc_code: '43-9061'");
  ASSERT_TRUE(clerk.ok()) << clerk.status();
  EXPECT_THAT(clerk->occupation().regions(), ElementsAre("ATLANTIC", "NORTH"));
  auto atlantic = Explain("policy: '$nj/policies/demand' soc_code: '43-9061' region: 'Atlantic'");
  ASSERT_TRUE(atlantic.ok()) << atlantic.status();
  EXPECT_TRUE(atlantic->occupation().by_exception());
  auto later = Explain("policy: '$nj/policies/demand' soc_code: '43-9061' region: 'Atlantic' date: '2031-01-01'");
  ASSERT_TRUE(later.ok()) << later.status();
  EXPECT_EQ(later->occupation().standing(), v1::OCCUPATION_STANDING_UNDECIDED);
}

TEST_F(LaborMarketTest, APolicyIsTriedWithoutBeingStored) {
  const std::string request =
      "soc_code: '51-4121' labor_market { area: 'NJ' criteria { id: 'jobs' employment { floor: 100 } } }";
  auto tried = Explain(request, "sam");
  ASSERT_TRUE(tried.ok()) << tried.status();
  EXPECT_EQ(tried->occupation().standing(), v1::OCCUPATION_STANDING_IN);
  EXPECT_THAT(Explain(request).status(), HasReason("STAFF_TRIES_POLICIES"));
  auto incomplete = Explain("soc_code: '51-4121' labor_market { criteria { id: 'jobs' employment {} } }", "sam");
  EXPECT_THAT(ViolatedFields(incomplete.status()),
              ElementsAre("labor_market.area", "labor_market.criteria[0].employment.floor"));
}

TEST_F(LaborMarketTest, WhatCannotBeAnsweredIsRefused) {
  EXPECT_THAT(ViolatedFields(Explain("policy: '$nj/policies/demand' soc_code: '29-1111'").status()),
              ElementsAre("soc_code"));
  EXPECT_THAT(ViolatedFields(Explain("soc_code: '29-1141'").status()), ElementsAre("policy"));
  EXPECT_THAT(Explain("policy: '$nj/policies/none' soc_code: '29-1141'").status(),
              HasCode(absl::StatusCode::kNotFound));
  world_.Must<v1::CreatePolicyResponse>("ada", R"(parent: "$nj" policy_id: "plain" policy { display_name: "Plain"
      validation { quorum { numerator: 1 denominator: 2 } approval_share { numerator: 1 denominator: 2 } } })");
  EXPECT_THAT(Explain("policy: '$nj/policies/plain' soc_code: '29-1141'").status(), HasReason("POLICY_ASKS_NOTHING"));
  EXPECT_THAT(world_.Call<v1::GetAreaResponse>("", "dataset: '$nj/datasets/figures' area: 'SOUTH'").status(),
              HasCode(absl::StatusCode::kNotFound));
}

TEST_F(LaborMarketTest, AnOldCodeIsFoundThroughACrosswalk) {
  world_.Must<v1::CreateCrosswalkResponse>("sam", R"(parent: "$nj" crosswalk_id: "soc" crosswalk {
      display_name: "SOC 2010 to 2018" source: "BLS" from_scheme: CODE_SCHEME_SOC_2010 to_scheme: CODE_SCHEME_SOC_2018 })");
  EXPECT_THAT(
      world_.ImportCsv(v1::IMPORT_KIND_CROSSWALK, world_.Name("crosswalks/soc"), "from_code,to_code\n29-1111,29-1141\n")
          .status(),
      HasCode(absl::StatusCode::kInvalidArgument))
      << "the edition of 2010 has no 29-1111";
  auto import = world_.ImportCsv(v1::IMPORT_KIND_CROSSWALK, world_.Name("crosswalks/soc"),
                                 "from_code,to_code\n15-1199,29-1141\n43-9061,43-9061\n");
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_EQ(import->applied_count(), 2);
  auto mapped = Explain(
      "policy: '$nj/policies/demand' soc_code: '15-1199' soc_version: SOC_VERSION_2010 "
      "crosswalks: '$nj/crosswalks/soc'");
  ASSERT_TRUE(mapped.ok()) << mapped.status();
  EXPECT_EQ(mapped->occupation().standing(), v1::OCCUPATION_STANDING_IN);
  EXPECT_EQ(mapped->trace(0).input(), "29-1141, by crosswalk soc");
  auto without = Explain("policy: '$nj/policies/demand' soc_code: '15-1199' soc_version: SOC_VERSION_2010");
  ASSERT_TRUE(without.ok()) << without.status();
  EXPECT_EQ(without->occupation().standing(), v1::OCCUPATION_STANDING_UNDECIDED);
  auto rows = world_.Must<v1::ListCrosswalkRowsResponse>("", "parent: '$nj/crosswalks/soc' from_code: '15-1199'");
  ASSERT_EQ(rows.rows_size(), 1);
  EXPECT_EQ(rows.rows(0).to_code(), "29-1141");
  EXPECT_EQ(world_.Must<v1::GetCrosswalkResponse>("", "name: '$nj/crosswalks/soc'").crosswalk().row_count(), 2);
  EXPECT_EQ(world_.Must<v1::ListCrosswalksResponse>("", "parent: '$nj'").crosswalks_size(), 1);
  ASSERT_EQ(server_.Stop(), 0);
  std::string report;
  EXPECT_EQ(server_.Check(&report), 0) << report;
}

TEST_F(LaborMarketTest, AnAreaAsAWhole) {
  v1::Area area = world_.Must<v1::GetAreaResponse>("", "dataset: '$nj/datasets/figures' area: 'NJ'").area();
  EXPECT_EQ(area.occupation_count(), 3);
  EXPECT_EQ(area.average_wage().annual_wage().cents(), 5'650'000);
  EXPECT_EQ(area.average_wage().basis(), v1::AREA_FIGURE_BASIS_EMPLOYMENT_WEIGHTED);
  EXPECT_EQ(area.median_wage().covered_employment(), 900) << "welders have no median";
  EXPECT_FALSE(area.growth().has_growth());
}

TEST_F(LaborMarketTest, TheCommandLineTellsTheSame) {
  std::map<std::string, std::string> environment = {{"ASSAY_SERVER", server_.target()}, {"ASSAY_STATE", "nj"}};
  CliResult explained =
      RunCli({"occupation", "explain", "29-1141", "--dataset", "figures", "--policy", "demand"}, environment);
  EXPECT_EQ(explained.exit_code, 0) << explained.err;
  EXPECT_THAT(explained.out, HasSubstr("70/100 of the average wage of NJ"));
  CliResult listed =
      RunCli({"occupation", "priority", "--dataset", "figures", "--policy", "demand", "--standing", "in", "-o", "csv"},
             environment);
  EXPECT_EQ(listed.exit_code, 0) << listed.err;
  EXPECT_THAT(listed.out, HasSubstr("29-1141,Registered Nurses,"));
  EXPECT_THAT(listed.out, ::testing::Not(HasSubstr("43-9061")));
  CliResult area = RunCli({"occupation", "area", "NJ", "--dataset", "figures"}, environment);
  EXPECT_EQ(area.exit_code, 0) << area.err;
  EXPECT_THAT(area.out, HasSubstr("56,500"));
}

// The policy of docs/labor-market.md, as a file.
TEST_F(LaborMarketTest, APolicyComesFromAFile) {
  TemporaryFolder folder;
  WriteFile(folder.File("ada.token"), world_.TokenOf("ada"));
  WriteFile(folder.File("policy.yaml"), R"(
display_name: Demand and wage
labor_market:
  area: NJ
  criteria:
    - {id: wage, wage: {statistic: mean, area_share: {aggregate: average, share: {numerator: 70, denominator: 100}}}, unknown: undecided}
    - {id: openings, ten_year_openings: {floor: 200}, unknown: undecided}
    - {id: growth, growth: {above_area_average: true}}
    - {id: zone, job_zone: {at_least: 3}, informative: true}
  groups:
    - {id: demand, rule: any, members: [openings, growth]}
validation: {quorum: {numerator: 1, denominator: 2}, approval_share: {numerator: 1, denominator: 2}}
)");
  const std::map<std::string, std::string> environment = {{"ASSAY_SERVER", server_.target()}, {"ASSAY_STATE", "nj"}};
  CliResult made = RunCli({"--token-file", folder.File("ada.token"), "policy", "create", "filed", "--from-file",
                           folder.File("policy.yaml")},
                          environment);
  ASSERT_EQ(made.exit_code, 0) << made.err;
  auto nurse = Explain("policy: '$nj/policies/filed' soc_code: '29-1141'");
  ASSERT_TRUE(nurse.ok()) << nurse.status();
  EXPECT_EQ(nurse->occupation().standing(), v1::OCCUPATION_STANDING_UNDECIDED);
  EXPECT_THAT(nurse->occupation().undecided(), ElementsAre("demand"));
  CliResult explained =
      RunCli({"occupation", "explain", "29-1141", "--dataset", "figures", "--policy", "filed"}, environment);
  EXPECT_THAT(explained.out, HasSubstr("demand"));
}

TEST_F(LaborMarketTest, StaffTriesAPolicyFromAFile) {
  TemporaryFolder folder;
  WriteFile(folder.File("sam.token"), world_.TokenOf("sam"));
  WriteFile(folder.File("tried.yaml"), "area: NJ\ncriteria: [{id: jobs, employment: {floor: 300}}]\n");
  const std::map<std::string, std::string> environment = {{"ASSAY_SERVER", server_.target()}, {"ASSAY_STATE", "nj"}};
  CliResult listed = RunCli({"--token-file", folder.File("sam.token"), "occupation", "priority", "--dataset", "figures",
                             "--from-file", folder.File("tried.yaml"), "-o", "csv"},
                            environment);
  ASSERT_EQ(listed.exit_code, 0) << listed.err;
  EXPECT_THAT(listed.out, HasSubstr("29-1141,Registered Nurses,IN"));
  EXPECT_THAT(listed.out, HasSubstr("51-4121,Welders,NOT_IN"));
}

// What a list rests on: the cycle's dataset, and its crosswalks for a credential that is coded in an older edition.
TEST_F(LaborMarketTest, AListDecidesByIt) {
  world_.Must<v1::CreateCrosswalkResponse>("sam", R"(parent: "$nj" crosswalk_id: "soc" crosswalk {
      display_name: "SOC 2010 to 2018" source: "BLS" from_scheme: CODE_SCHEME_SOC_2010
      to_scheme: CODE_SCHEME_SOC_2018 })");
  ASSERT_TRUE(
      world_.ImportCsv(v1::IMPORT_KIND_CROSSWALK, world_.Name("crosswalks/soc"), "from_code,to_code\n15-1199,29-1141\n")
          .ok());
  world_.Must<v1::CreateCredentialResponse>("sam", R"(parent: "$nj" credential_id: "old" credential {
      title: "Old" issuer: "Board" soc_codes: "15-1199" soc_version: SOC_VERSION_2010 })");
  world_.Must<v1::CreateCycleResponse>("sam", R"(parent: "$nj" cycle_id: "2027" cycle { display_name: "Cycle 2027"
      dataset: "$nj/datasets/figures" crosswalks: "$nj/crosswalks/soc" })");
  world_.Must<v1::CreateProposalResponse>("sam", R"(parent: "$nj/cycles/2027" proposal_id: "old" proposal {
      credential: "$nj/credentials/old" kind: PROPOSAL_KIND_NEW demand_scope: DEMAND_SCOPE_STATEWIDE
      evidence_summary: "Needed." })");
  world_.Must<v1::SubmitProposalResponse>("sam", "name: '$nj/cycles/2027/proposals/old'");
  world_.Must<v1::ScreenProposalResponse>("sam", "name: '$nj/cycles/2027/proposals/old'");
  auto preview = world_.Must<v1::PreviewListResponse>("sam", "parent: '$nj/cycles/2027' policy: '$nj/policies/demand'");
  ASSERT_EQ(preview.decisions_size(), 1);
  std::vector<std::string> steps;
  for (const v1::TraceStep& step : preview.decisions(0).trace()) {
    steps.push_back(absl::StrCat(step.criterion(), " ", v1::Verdict_Name(step.verdict())));
  }
  EXPECT_THAT(steps, ::testing::IsSupersetOf({"crosswalk VERDICT_PASS", "wage VERDICT_PASS", "demand VERDICT_UNDECIDED",
                                              "occupation VERDICT_PASS", "occupations VERDICT_PASS"}));
}

}  // namespace
}  // namespace assay::testing

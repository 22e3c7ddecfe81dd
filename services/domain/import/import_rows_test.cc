#include "services/domain/import/import_rows.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/import/testing/import_fixture.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kCredentialHeader[] = "credential_id,title,issuer,type,code,website,soc_codes,cip_codes,cluster\n";
constexpr char kOccupationHeader[] =
    "area,soc,title,employment,annual_median_wage,annual_p25_wage,annual_openings,growth_percent,typical_education,"
    "job_zone\n";
constexpr char kProposalHeader[] =
    "proposal_id,credential_id,kind,demand_scope,region,soc_codes,evidence_summary,proctored,standardized,"
    "independently_graded,renewable,cost,typical_hours\n";
constexpr char kEmployerHeader[] =
    "employer_id,legal_name,registration_id,naics,size_band,regions,website,kind,issuer_names\n";

api::Import ImportOf(api::ImportKind kind) {
  api::Import import;
  import.set_name("states/nj/imports/one");
  import.set_kind(kind);
  import.set_target(ImportState::TargetOf(kind));
  import.set_soc_version(api::SOC_VERSION_2018);
  return import;
}

absl::StatusOr<ImportRows> Parse(api::ImportKind kind, absl::string_view text) {
  return ImportRows::Parse(ImportOf(kind), text);
}

ImportRow OnlyRow(api::ImportKind kind, absl::string_view header, absl::string_view row) {
  auto rows = Parse(kind, absl::StrCat(header, row, "\n"));
  EXPECT_TRUE(rows.ok()) << rows.status();
  if (!rows.ok() || rows->rows().size() != 1) return {};
  return rows->rows()[0];
}

// What is wrong with a row of such a kind whose line is 2.
std::vector<std::string> Findings(api::ImportKind kind, absl::string_view header, absl::string_view row) {
  return Texts(OnlyRow(kind, header, row).findings);
}

TEST(ImportRowsTest, CredentialCellsBecomeFields) {
  ImportRow row = OnlyRow(api::IMPORT_KIND_CREDENTIALS, kCredentialHeader,
                          "cma,Certified Medical Assistant,AAMA,industry certification,CMA (AAMA),https://www.aama.org,"
                          "31-9092; 29-1141 ,51.0801,Health Science");
  EXPECT_THAT(row.findings, IsEmpty());
  const auto& credential = std::get<api::Credential>(row.candidate);
  EXPECT_EQ(credential.name(), "states/nj/credentials/cma");
  EXPECT_EQ(credential.title(), "Certified Medical Assistant");
  EXPECT_EQ(credential.type(), api::CREDENTIAL_TYPE_INDUSTRY_CERTIFICATION);
  EXPECT_THAT(credential.soc_codes(), ElementsAre("31-9092", "29-1141"));
  EXPECT_EQ(credential.soc_version(), api::SOC_VERSION_2018);
  EXPECT_THAT(credential.cip_codes(), ElementsAre("51.0801"));
  EXPECT_EQ(credential.cluster(), "Health Science");
}

TEST(ImportRowsTest, EveryFigureOfAnOccupationHasAColumn) {
  ImportRow row = OnlyRow(api::IMPORT_KIND_OCCUPATIONS,
                          "area,soc,annual_mean_wage,annual_p10_wage,annual_p75_wage,annual_p90_wage,ten_year_openings,"
                          "wage_source,projection_source,projection_area,education_source\n",
                          "NJ,29-1141,60000,40000,70000,80000,0,OEWS,\"BLS, 2024-34\",US,EP");
  EXPECT_THAT(row.findings, IsEmpty());
  const auto& occupation = std::get<api::Occupation>(row.candidate);
  EXPECT_EQ(occupation.annual_mean_wage().cents(), 6'000'000);
  EXPECT_EQ(occupation.annual_p10_wage().cents(), 4'000'000);
  EXPECT_EQ(occupation.annual_p75_wage().cents(), 7'000'000);
  EXPECT_EQ(occupation.annual_p90_wage().cents(), 8'000'000);
  EXPECT_TRUE(occupation.has_ten_year_openings()) << "0 is a figure";
  EXPECT_EQ(occupation.wage_source(), "OEWS");
  EXPECT_EQ(occupation.projection_source(), "BLS, 2024-34");
  EXPECT_EQ(occupation.projection_area(), "US");
  EXPECT_EQ(occupation.education_source(), "EP");
  EXPECT_FALSE(occupation.has_annual_median_wage());
}

TEST(ImportRowsTest, TheRowOfAllOccupationsIsTakenAndOtherGroupsAreNot) {
  EXPECT_THAT(Findings(api::IMPORT_KIND_OCCUPATIONS, "area,soc\n", "NJ,00-0000"), IsEmpty());
  EXPECT_THAT(Findings(api::IMPORT_KIND_OCCUPATIONS, "area,soc\n", "NJ,11-0000"), SizeIs(1));
}

TEST(ImportRowsTest, TheMarksOfBlsAreUnknownFigures) {
  ImportRow row =
      OnlyRow(api::IMPORT_KIND_OCCUPATIONS, "area,soc,employment,annual_median_wage,annual_p25_wage,annual_openings\n",
              "NJ,29-1141,**,#,*,12");
  EXPECT_THAT(row.findings, IsEmpty());
  const auto& occupation = std::get<api::Occupation>(row.candidate);
  EXPECT_FALSE(occupation.has_employment());
  EXPECT_FALSE(occupation.has_annual_median_wage());
  EXPECT_FALSE(occupation.has_annual_p25_wage());
  EXPECT_EQ(occupation.annual_openings(), 12);
  EXPECT_THAT(Findings(api::IMPORT_KIND_OCCUPATIONS, "area,soc\n", "NJ,*"), SizeIs(1)) << "a code is needed";
  EXPECT_THAT(Findings(api::IMPORT_KIND_CREDENTIALS, "credential_id,title,type\n", "a,A,*"), Not(IsEmpty()));
}

TEST(ImportRowsTest, PercentilesOutOfOrderAreWarnedOf) {
  ImportRow row = OnlyRow(api::IMPORT_KIND_OCCUPATIONS, "area,soc,annual_p25_wage,annual_median_wage,annual_p90_wage\n",
                          "NJ,29-1141,50000,40000,60000");
  EXPECT_FALSE(row.HasErrors());
  EXPECT_THAT(Texts(row.findings), ElementsAre("2|annual_median_wage|is less than a lower percentile of the row"));
}

TEST(ImportRowsTest, PairsOfACrosswalk) {
  ImportRow row = OnlyRow(api::IMPORT_KIND_CROSSWALK, "from_code,to_code\n", "15-1134,15-1254");
  EXPECT_THAT(row.findings, IsEmpty());
  EXPECT_EQ(std::get<api::CrosswalkRow>(row.candidate).to_code(), "15-1254");
  EXPECT_THAT(Findings(api::IMPORT_KIND_CROSSWALK, "from_code,to_code\n", "15-1134,"),
              ElementsAre(HasSubstr("2|to_code|is required")));
}

TEST(ImportRowsTest, OccupationCellsBecomeFields) {
  ImportRow row = OnlyRow(api::IMPORT_KIND_OCCUPATIONS, kOccupationHeader,
                          "NJ,29-1141,Registered Nurses,83000,101960,85000.50,,-2.35,BACHELOR,3");
  EXPECT_THAT(row.findings, IsEmpty());
  const auto& occupation = std::get<api::Occupation>(row.candidate);
  EXPECT_EQ(occupation.employment(), 83000);
  EXPECT_EQ(occupation.annual_median_wage().cents(), 10196000);
  EXPECT_EQ(occupation.annual_median_wage().period(), api::PERIOD_YEAR);
  EXPECT_EQ(occupation.annual_p25_wage().cents(), 8500050);
  EXPECT_FALSE(occupation.has_annual_openings());
  EXPECT_EQ(occupation.growth().numerator(), -235);
  EXPECT_EQ(occupation.growth().denominator(), 10000);
  EXPECT_EQ(occupation.typical_education(), api::EDUCATION_BACHELOR);
  EXPECT_EQ(occupation.job_zone(), 3);
}

TEST(ImportRowsTest, PercentKeepsItsDigits) {
  struct Case {
    const char* cell;
    int64_t numerator;
    int64_t denominator;
  };
  for (const Case& c :
       {Case{"4.6", 46, 1000}, {"9", 9, 100}, {"0", 0, 100}, {"-0.1", -1, 1000}, {"12.50", 1250, 10000}}) {
    ImportRow row =
        OnlyRow(api::IMPORT_KIND_OCCUPATIONS, "area,soc,growth_percent\n", absl::StrCat("NJ,29-1141,", c.cell));
    EXPECT_EQ(std::get<api::Occupation>(row.candidate).growth().numerator(), c.numerator) << c.cell;
    EXPECT_EQ(std::get<api::Occupation>(row.candidate).growth().denominator(), c.denominator) << c.cell;
  }
}

TEST(ImportRowsTest, ProposalCellsBecomeFields) {
  ImportRow row =
      OnlyRow(api::IMPORT_KIND_PROPOSALS, kProposalHeader,
              ",cma,PROPOSAL_KIND_NEW,regional,NORTH,31-9092,\"Needed, \"\"here\"\"\",yes,No,,TRUE,155.25,720");
  EXPECT_THAT(row.findings, IsEmpty());
  const auto& proposal = std::get<api::Proposal>(row.candidate);
  EXPECT_EQ(proposal.name(), "states/nj/cycles/2027/proposals/cma");
  EXPECT_EQ(proposal.credential(), "states/nj/credentials/cma");
  EXPECT_EQ(proposal.kind(), api::PROPOSAL_KIND_NEW);
  EXPECT_EQ(proposal.demand_scope(), api::DEMAND_SCOPE_REGIONAL);
  EXPECT_EQ(proposal.evidence_summary(), "Needed, \"here\"");
  EXPECT_TRUE(proposal.assessment().proctored());
  EXPECT_FALSE(proposal.assessment().standardized());
  EXPECT_TRUE(proposal.assessment().has_standardized());
  EXPECT_FALSE(proposal.assessment().has_independently_graded());
  EXPECT_EQ(proposal.cost().cents(), 15525);
  EXPECT_EQ(proposal.cost().period(), api::PERIOD_UNSPECIFIED);
  EXPECT_EQ(proposal.typical_hours(), 720);
}

TEST(ImportRowsTest, FurtherProposalCellsBecomeFields) {
  ImportRow row =
      OnlyRow(api::IMPORT_KIND_PROPOSALS,
              "credential_id,kind,removal_reason,portable,stackable,attainable_in_high_school,"
              "leads_to_further_education,prerequisites,annual_wage_claim,wage_source,cip_codes,organization_kind,"
              "organization\n",
              "cma,removal,discontinued,yes,no,true,,Grade 11,41000.50,Survey,48.0508; 51.0801,district,North Schools");
  EXPECT_THAT(row.findings, IsEmpty());
  const auto& proposal = std::get<api::Proposal>(row.candidate);
  EXPECT_EQ(proposal.removal_reason(), api::REMOVAL_REASON_DISCONTINUED);
  EXPECT_TRUE(proposal.portable());
  EXPECT_TRUE(proposal.has_stackable());
  EXPECT_FALSE(proposal.stackable());
  EXPECT_TRUE(proposal.attainable_in_high_school());
  EXPECT_FALSE(proposal.has_leads_to_further_education());
  EXPECT_EQ(proposal.prerequisites(), "Grade 11");
  EXPECT_EQ(proposal.wage_claim().cents(), 4100050);
  EXPECT_EQ(proposal.wage_claim().period(), api::PERIOD_YEAR);
  EXPECT_EQ(proposal.cip_codes(1), "51.0801");
  EXPECT_EQ(proposal.organization_kind(), api::ORGANIZATION_KIND_DISTRICT);
  EXPECT_EQ(proposal.organization(), "North Schools");
}

TEST(ImportRowsTest, EmployerCellsBecomeFields) {
  ImportRow row =
      OnlyRow(api::IMPORT_KIND_EMPLOYERS, kEmployerHeader,
              "larkmoor,\"Larkmoor, Inc.\",00-0543669,622110,from-1000,NORTH;CENTRAL,https://larkmoor.example,"
              "credential-issuer,Larkmoor Academy;LA");
  EXPECT_THAT(row.findings, IsEmpty());
  const auto& employer = std::get<api::Employer>(row.candidate);
  EXPECT_EQ(employer.name(), "states/nj/employers/larkmoor");
  EXPECT_EQ(employer.legal_name(), "Larkmoor, Inc.");
  EXPECT_EQ(employer.size_band(), api::SIZE_BAND_FROM_1000);
  EXPECT_THAT(employer.regions(), ElementsAre("NORTH", "CENTRAL"));
  EXPECT_EQ(employer.kind(), api::EMPLOYER_KIND_CREDENTIAL_ISSUER);
  EXPECT_THAT(employer.issuer_names(), ElementsAre("Larkmoor Academy", "LA"));
}

TEST(ImportRowsTest, ByteOrderMarkAndCrlfAndOtherColumnOrderAreTaken) {
  auto rows = Parse(api::IMPORT_KIND_CREDENTIALS,
                    "\xef\xbb\xbfTITLE, Credential_Id\r\n\"Welder,\r\ncertified\",welder\r\nNurse,rn\r\n");
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_THAT(rows->rows(), SizeIs(2));
  EXPECT_EQ(std::get<api::Credential>(rows->rows()[0].candidate).title(), "Welder,\r\ncertified");
  EXPECT_EQ(rows->rows()[1].line, 4);
  EXPECT_THAT(rows->paths(), ElementsAre("title"));
}

TEST(ImportRowsTest, EveryBadCellOfARowIsReported) {
  EXPECT_THAT(Findings(api::IMPORT_KIND_CREDENTIALS, kCredentialHeader,
                       "Bad Id,,x,wizard,c,ftp://x,51-9999;29-1141;29-1141;nurse,5.1,"),
              ElementsAre("2|credential_id|\"Bad Id\" is no id; use a-z, 0-9 and inner hyphens, at most 63 characters",
                          "2|title|is required; fill the cell in",
                          HasSubstr("2|type|\"wizard\" is unknown; write one of INDUSTRY_"),
                          HasSubstr("2|website|\"ftp://x\" is no address"),
                          HasSubstr("2|soc_codes|\"51-9999\" is no detailed SOC 2018"),
                          "2|soc_codes|\"29-1141\" is there twice; keep one",
                          HasSubstr("2|soc_codes|\"nurse\" is no occupation code"),
                          HasSubstr("2|cip_codes|\"5.1\" is no program code")));
  EXPECT_THAT(Findings(api::IMPORT_KIND_CREDENTIALS, kCredentialHeader, ",,x,,,,,,"),
              ElementsAre("2|title|is required; fill the cell in",
                          HasSubstr("2|credential_id|is empty, and no id can be made of the title")));
}

TEST(ImportRowsTest, BadFiguresAreReported) {
  EXPECT_THAT(Findings(api::IMPORT_KIND_OCCUPATIONS, kOccupationHeader,
                       "N J,11-0000,t,\"1,250\",\"$41,000\",41000.5,-3,4.6%,PHD,6"),
              ElementsAre(HasSubstr("2|soc|\"11-0000\" is no detailed SOC 2018"),
                          HasSubstr("2|employment|\"1,250\" is no whole number"),
                          HasSubstr("2|annual_median_wage|\"$41,000\" is no amount"),
                          HasSubstr("2|annual_p25_wage|\"41000.5\" is no amount"),
                          HasSubstr("2|annual_openings|\"-3\" is no whole number"),
                          HasSubstr("2|growth_percent|\"4.6%\" is no percentage"),
                          HasSubstr("2|typical_education|\"PHD\" is unknown"), "2|job_zone|6 is too large; at most 5",
                          HasSubstr("2|area|is no area")));
  EXPECT_THAT(Findings(api::IMPORT_KIND_OCCUPATIONS, kOccupationHeader, ",,,,1000000001,99999999999999999999,,10001,,"),
              ElementsAre("2|area|is required; fill the cell in", "2|soc|is required; fill the cell in",
                          HasSubstr("2|annual_median_wage|\"1000000001\" is too large"),
                          HasSubstr("2|annual_p25_wage|"), HasSubstr("2|growth_percent|\"10001\" is no percentage")));
}

TEST(ImportRowsTest, BadAnswersAreReported) {
  EXPECT_THAT(
      Findings(api::IMPORT_KIND_PROPOSALS, kProposalHeader, "p,,UNSPECIFIED,,,,,maybe,1,,,free,100001"),
      ElementsAre("2|credential_id|is required; fill the cell in", HasSubstr("2|kind|\"UNSPECIFIED\" is unknown"),
                  HasSubstr("2|proctored|\"maybe\" is no answer"), HasSubstr("2|standardized|\"1\" is no answer"),
                  HasSubstr("2|cost|\"free\" is no amount"), "2|typical_hours|100001 is too large; at most 100000"));
}

TEST(ImportRowsTest, SizesOfTheRequestsHold) {
  std::string regions;
  for (int i = 0; i < 51; ++i) absl::StrAppend(&regions, "R", i, ";");
  EXPECT_THAT(Findings(api::IMPORT_KIND_EMPLOYERS, kEmployerHeader,
                       absl::StrCat("e,", std::string(301, 'x'), ",1,6221100,,", regions, ",,,")),
              ElementsAre("2|legal_name|has 301 bytes, at most 300 are taken; shorten it",
                          "2|naics|has 7 bytes, at most 6 are taken; shorten it",
                          "2|regions|has 51 values, at most 50 are taken; shorten it"));
}

TEST(ImportRowsTest, RaggedRowsAreReported) {
  auto rows = Parse(api::IMPORT_KIND_CREDENTIALS, "credential_id,title\na,A,x\nb\nc,C\n");
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_THAT(rows->rows(), SizeIs(3));
  EXPECT_THAT(Texts(rows->rows()[0].findings), ElementsAre(HasSubstr("2||has 3 cells, the header has 2")));
  EXPECT_THAT(Texts(rows->rows()[1].findings), ElementsAre(HasSubstr("3||has 1 cells, the header has 2")));
  EXPECT_FALSE(rows->rows()[2].HasErrors());
}

TEST(ImportRowsTest, RepeatedIdsNameTheOtherLine) {
  auto rows = Parse(api::IMPORT_KIND_CREDENTIALS, "credential_id,title\na,A\nb,B\na,C\n,A\n");
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_THAT(Texts(rows->rows()[2].findings),
              ElementsAre("4|credential_id|a is on line 2 already; keep one of the rows"));
  EXPECT_THAT(Texts(rows->rows()[3].findings), ElementsAre(HasSubstr("5|credential_id|a is on line 2 already")));
  rows = Parse(api::IMPORT_KIND_OCCUPATIONS, "area,soc\nNJ,29-1141\nUS,29-1141\nNJ,29-1141\n");
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_THAT(Texts(rows->rows()[2].findings), ElementsAre(HasSubstr("4|area|NJ~29-1141 is on line 2 already")));
}

TEST(ImportRowsTest, CodesAreThoseOfTheImportsEdition) {
  api::Import import = ImportOf(api::IMPORT_KIND_OCCUPATIONS);
  import.set_soc_version(api::SOC_VERSION_OEWS_HYBRID);
  auto rows = ImportRows::Parse(import, "area,soc\nNJ,31-1120\n");
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_THAT(rows->rows()[0].findings, IsEmpty());
  EXPECT_THAT(Findings(api::IMPORT_KIND_OCCUPATIONS, "area,soc\n", "NJ,31-1120"),
              ElementsAre(HasSubstr("2|soc|\"31-1120\" is no detailed SOC 2018 occupation; did you mean 31-112")));
}

TEST(ImportRowsTest, AWrongHeaderIsRefusedWithAllThatIsWrong) {
  for (const char* text : {"title,colour\nA,red\n", "", "\n\n"}) {
    absl::Status status = Parse(api::IMPORT_KIND_CREDENTIALS, text).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_THAT(std::string(status.message()), HasSubstr("credential_id,title,issuer,type,code")) << text;
  }
}

TEST(ImportRowsTest, WhatIsNoCsvIsRefusedWithItsPlace) {
  absl::Status status = Parse(api::IMPORT_KIND_CREDENTIALS, "credential_id,title\na,\xff\n").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("line 2, character 3: not UTF-8"));
}

}  // namespace
}  // namespace assay::domain

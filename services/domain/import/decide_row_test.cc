// Where rows meet each other and the rules of the single rpcs.
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/commands/proposal.h"
#include "services/domain/import/testing/import_fixture.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kEmployerHeader[] = "employer_id,legal_name,registration_id\n";

TEST(ImportEmployersTest, LaterRowsSeeEarlierOnes) {
  ImportState state;
  api::Import import = state.Upload(api::IMPORT_KIND_EMPLOYERS,
                                    absl::StrCat(kEmployerHeader, "a,Alpha,11-1\nb,Beta,11-2\nc,Gamma,111\n"));
  auto summary = state.Preview(import);
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->invalid_count, 1);
  EXPECT_THAT(Texts(summary->findings),
              ElementsAre(HasSubstr("4||registration number 111 belongs to states/nj/employers/a")));
  auto applied = state.Apply(import, /*skip_invalid=*/true);
  ASSERT_TRUE(applied.ok()) << applied.status();
  EXPECT_EQ(applied->applied_count(), 2);
  EXPECT_EQ(applied->skipped_count(), 1);
  EXPECT_EQ(state.records.Find(EmployerId{"c"}), nullptr);
}

TEST(ImportEmployersTest, ARegistrationNumberMovesFromOneRowToAnother) {
  ImportState state;
  ASSERT_TRUE(state.Import(api::IMPORT_KIND_EMPLOYERS, absl::StrCat(kEmployerHeader, "a,Alpha,1\nb,Beta,2\n")).ok());
  auto import =
      state.Import(api::IMPORT_KIND_EMPLOYERS, absl::StrCat(kEmployerHeader, "a,Alpha,3\nb,Beta,1\nc,Gamma,2\n"));
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_EQ(import->applied_count(), 3);
  EXPECT_EQ(state.records.FindOrDefault(RegistrationIdOf("1")).holder_id(), "b");
  EXPECT_EQ(state.records.FindOrDefault(RegistrationIdOf("2")).holder_id(), "c");
  EXPECT_EQ(state.records.FindOrDefault(RegistrationIdOf("3")).holder_id(), "a");
}

TEST(ImportEmployersTest, EmployersCountThreeChangesEach) {
  ImportState state;
  std::string text = kEmployerHeader;
  for (int i = 0; i < 60; ++i) absl::StrAppend(&text, "e", i, ",E,7-", i, "\n");
  ASSERT_TRUE(state.Import(api::IMPORT_KIND_EMPLOYERS, text).ok());
  EXPECT_THAT(state.slice_event_counts, ElementsAre(27, 27, 10));
}

TEST(ImportEmployersTest, RulesOfTheRpcsNameTheColumn) {
  ImportState state;
  auto summary = state.Preview(
      state.Upload(api::IMPORT_KIND_EMPLOYERS, "employer_id,legal_name,registration_id,naics\ne,E,--,x\n"));
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_THAT(Texts(summary->findings), ElementsAre(HasSubstr("2|registration_id|"), HasSubstr("2|naics|\"x\"")));
}

TEST(ImportCrosswalkTest, FillsAndSealsACrosswalk) {
  ImportState state;
  auto import = state.Import(api::IMPORT_KIND_CROSSWALK,
                             "from_code,to_code\n15-1134,15-1254\n15-1134,15-1255\n15-1199,15-1255\n");
  ASSERT_TRUE(import.ok()) << import.status();
  const api::Crosswalk& crosswalk = state.records.FindOrDefault(CrosswalkId{"soc"});
  EXPECT_EQ(crosswalk.state(), api::DATASET_STATE_SEALED);
  EXPECT_EQ(crosswalk.row_count(), 3);
  EXPECT_EQ(crosswalk.digest().size(), 64u);
  EXPECT_NE(state.records.Find(CrosswalkRowId{"soc", "15-1134", "15-1255"}), nullptr);
  EXPECT_EQ(ErrorReason(state.Create(api::IMPORT_KIND_CROSSWALK, "states/nj/crosswalks/soc")), "CROSSWALK_SEALED");
}

TEST(ImportCrosswalkTest, CodesAreThoseOfTheSchemesAndPairsAreThereOnce) {
  ImportState state;
  auto summary = state.Preview(
      state.Upload(api::IMPORT_KIND_CROSSWALK,
                   "from_code,to_code\n15-1254,15-1254\n15-1134,51.0801\n15-1134,15-1254\n15-1134,15-1254\n"));
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->create_count, 1);
  EXPECT_THAT(Texts(summary->findings),
              ElementsAre(HasSubstr("2|from_code|\"15-1254\" is no detailed SOC 2010 occupation"),
                          HasSubstr("3|to_code|is no SOC 2018 code; write it as 29-1141"),
                          HasSubstr("5|from_code|15-1134~15-1254 is on line 4 already")));
}

TEST(ImportCrosswalkTest, APairIsOneChange) {
  ImportState state;
  std::string text = "from_code,to_code\n";
  for (const char* to : {"15-1251", "15-1252", "15-1253", "15-1254", "15-1255"}) {
    for (const char* from :
         {"15-1131", "15-1132", "15-1133", "15-1134", "15-1199", "15-1111", "15-1121", "15-1122", "15-1141", "15-1142",
          "15-1143", "15-1151", "15-1152", "11-1011", "11-1021", "11-2011", "11-2021", "11-2022"}) {
      absl::StrAppend(&text, from, ",", to, "\n");
    }
  }
  ASSERT_TRUE(state.Import(api::IMPORT_KIND_CROSSWALK, text).ok());
  // 80 pairs in one event and its progress; then 10, the progress, the sealed crosswalk and the import.
  EXPECT_THAT(state.slice_event_counts, ElementsAre(2, 4));
}

constexpr char kProposalText[] = "credential_id,soc_codes,evidence_summary,proctored\na,,Needed,yes\nc,29-1141,,\n";

class ImportProposalsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(state
                    .Import(api::IMPORT_KIND_CREDENTIALS,
                            "credential_id,title,issuer,code,soc_codes\n"
                            "a,Alpha,Board,A1,29-1141\n"
                            "c,Gamma,Board,C1,31-9092\n")
                    .ok());
  }

  const api::Proposal& ProposalOf(const std::string& id) const {
    return state.records.FindOrDefault(ProposalId{"2027", id});
  }

  ImportState state;
};

TEST_F(ImportProposalsTest, ProposalsBecomeDrafts) {
  auto import = state.Import(api::IMPORT_KIND_PROPOSALS, kProposalText);
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_EQ(ProposalOf("a").state(), api::PROPOSAL_STATE_DRAFT);
  EXPECT_EQ(ProposalOf("a").proposer(), "states/nj/users/staff");
  EXPECT_THAT(ProposalOf("a").soc_codes(), ElementsAre("29-1141"));
  EXPECT_TRUE(ProposalOf("a").assessment().proctored());
  EXPECT_FALSE(ProposalOf("c").has_assessment());
}

TEST_F(ImportProposalsTest, TheSameRowsAgainChangeNothing) {
  ASSERT_TRUE(state.Import(api::IMPORT_KIND_PROPOSALS, kProposalText).ok());
  auto again = state.Import(api::IMPORT_KIND_PROPOSALS, kProposalText);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->unchanged_count(), 2);
}

TEST_F(ImportProposalsTest, AnEmptyCellEmptiesItsFieldOnly) {
  ASSERT_TRUE(
      state.Import(api::IMPORT_KIND_PROPOSALS, "credential_id,evidence_summary,proctored,renewable\na,Needed,yes,no\n")
          .ok());
  ASSERT_TRUE(state.Import(api::IMPORT_KIND_PROPOSALS, "credential_id,proctored\na,\n").ok());
  EXPECT_EQ(ProposalOf("a").evidence_summary(), "Needed");
  EXPECT_FALSE(ProposalOf("a").assessment().has_proctored());
  EXPECT_TRUE(ProposalOf("a").assessment().has_renewable());
  ASSERT_TRUE(state.Import(api::IMPORT_KIND_PROPOSALS, "credential_id,renewable\na,\n").ok());
  EXPECT_FALSE(ProposalOf("a").has_assessment());
}

TEST_F(ImportProposalsTest, ACredentialMustBeInTheCatalogue) {
  auto summary = state.Preview(state.Upload(api::IMPORT_KIND_PROPOSALS, "credential_id\nnone\n"));
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_THAT(Texts(summary->findings), ElementsAre(HasSubstr("2|credential_id|none is not in the catalogue")));
}

TEST_F(ImportProposalsTest, WhatWasHandedInIsNotChanged) {
  ASSERT_TRUE(
      state.Import(api::IMPORT_KIND_PROPOSALS, "credential_id,demand_scope,evidence_summary\na,statewide,Needed\n")
          .ok());
  api::SubmitProposalRequest submit;
  submit.set_name("states/nj/cycles/2027/proposals/a");
  absl::Status status = state.Do(submit, state.staff);
  ASSERT_TRUE(status.ok()) << status;
  auto summary = state.Preview(state.Upload(api::IMPORT_KIND_PROPOSALS, "credential_id,evidence_summary\na,Changed\n"));
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->invalid_count, 1);
  summary = state.Preview(state.Upload(api::IMPORT_KIND_PROPOSALS, "credential_id,evidence_summary\na,Needed\n"));
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->unchanged_count, 1);
}

}  // namespace
}  // namespace assay::domain

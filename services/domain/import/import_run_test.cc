#include "services/domain/import/import_run.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "services/domain/import/testing/import_fixture.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kThreeCredentials[] =
    "credential_id,title,issuer,code,soc_codes\n"
    "a,Alpha,Board,A1,29-1141\n"
    "b,Beta,,,\n"
    "c,Gamma,Board,C1,31-9092\n";

const api::Credential& CredentialOf(const ImportState& state, const std::string& id) {
  return state.records.FindOrDefault(CredentialId{id});
}

std::vector<std::string> FieldsOf(const absl::Status& status) {
  google::rpc::BadRequest bad;
  bad.ParseFromString(std::string(status.GetPayload(kBadRequestUrl).value_or(absl::Cord())));
  std::vector<std::string> fields;
  for (const auto& violation : bad.field_violations()) fields.push_back(violation.field());
  return fields;
}

std::string ManyCredentials(int count) {
  std::string text = "credential_id,title,issuer,code,soc_codes\n";
  for (int i = 0; i < count; ++i) absl::StrAppend(&text, "c", i, ",Title ", i, ",Board,X", i, ",29-1141\n");
  return text;
}

TEST(ImportRunTest, RowsAreCreatedAsByTheirRpcs) {
  ImportState state;
  auto import = state.Import(api::IMPORT_KIND_CREDENTIALS, kThreeCredentials);
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_EQ(import->state(), api::IMPORT_STATE_APPLIED);
  EXPECT_EQ(import->applied_count(), 3);
  EXPECT_EQ(import->warning_count(), 1);
  EXPECT_EQ(import->skipped_count(), 0);
  EXPECT_EQ(CredentialOf(state, "a").etag(), "1");
  EXPECT_EQ(CredentialOf(state, "c").title(), "Gamma");
  EXPECT_EQ(state.records.Find(ImportProgressId{ImportIdOf(import->name()).import}), nullptr);
  EXPECT_EQ(state.records.FindOrDefault(StateHeadId{}).import_in_progress(), "");
}

TEST(ImportRunTest, APreviewChangesNothing) {
  ImportState state;
  api::Import import = state.Upload(api::IMPORT_KIND_CREDENTIALS, kThreeCredentials);
  auto before = BytesOf(state.records);
  auto summary = state.Preview(import);
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->row_count, 3);
  EXPECT_EQ(summary->create_count, 3);
  EXPECT_EQ(summary->warning_count, 1);
  EXPECT_THAT(Texts(summary->findings), ElementsAre("3|issuer|no issuer is known", "3|code|no code is known",
                                                    HasSubstr("3|soc_codes|no occupation is known")));
  EXPECT_EQ(summary->findings[0].severity(), api::SEVERITY_WARNING);
  EXPECT_EQ(BytesOf(state.records), before);
}

TEST(ImportRunTest, TheSameRowsAgainChangeNothing) {
  ImportState state;
  ASSERT_TRUE(state.Import(api::IMPORT_KIND_CREDENTIALS, kThreeCredentials).ok());
  auto again = state.Import(api::IMPORT_KIND_CREDENTIALS, kThreeCredentials);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->applied_count(), 0);
  EXPECT_EQ(again->unchanged_count(), 3);
  EXPECT_EQ(again->warning_count(), 1);
  EXPECT_EQ(CredentialOf(state, "a").etag(), "1");
}

TEST(ImportRunTest, OnlyTheColumnsOfTheFileChange) {
  ImportState state;
  ASSERT_TRUE(state.Import(api::IMPORT_KIND_CREDENTIALS, kThreeCredentials).ok());
  auto import = state.Import(api::IMPORT_KIND_CREDENTIALS, "credential_id,code\na,\nb,B1\nc,C1\n");
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_EQ(import->applied_count(), 2);
  EXPECT_EQ(import->unchanged_count(), 1);
  EXPECT_EQ(CredentialOf(state, "a").code(), "");
  EXPECT_EQ(CredentialOf(state, "a").issuer(), "Board");
  EXPECT_EQ(CredentialOf(state, "a").etag(), "2");
  EXPECT_EQ(CredentialOf(state, "b").code(), "B1");
  EXPECT_EQ(CredentialOf(state, "c").etag(), "1");
}

TEST(ImportRunTest, ANewRecordNeedsTheColumnsOfWhatIsRequired) {
  ImportState state;
  auto summary = state.Preview(state.Upload(api::IMPORT_KIND_EMPLOYERS, "employer_id,naics\ne,62\n"));
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->invalid_count, 1);
  EXPECT_THAT(Texts(summary->findings), ElementsAre(HasSubstr("2|legal_name|is required for a new record"),
                                                    HasSubstr("2|registration_id|is required for a new record")));
}

TEST(ImportRunTest, InvalidRowsRefuseTheWholeImport) {
  ImportState state;
  api::Import import =
      state.Upload(api::IMPORT_KIND_CREDENTIALS, "credential_id,title,soc_codes\na,Alpha,51-9999\nb,,\nc,Gamma,\n");
  auto before = BytesOf(state.records);
  absl::Status status = state.Apply(import).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(FieldsOf(status), ElementsAre("text", "line 2, column soc_codes", "line 3, column title"));
  EXPECT_EQ(BytesOf(state.records), before);
}

TEST(ImportRunTest, ManyErrorsAreCountedAndTheFirstNamed) {
  ImportState state;
  std::string text = "credential_id,title\n";
  for (int i = 0; i < 250; ++i) absl::StrAppend(&text, "c", i, ",\n");
  absl::Status status = state.Apply(state.Upload(api::IMPORT_KIND_CREDENTIALS, text)).status();
  google::rpc::BadRequest bad;
  bad.ParseFromString(std::string(status.GetPayload(kBadRequestUrl).value_or(absl::Cord())));
  ASSERT_GT(bad.field_violations_size(), 20);
  EXPECT_THAT(bad.field_violations(0).description(), HasSubstr("250 of 250 rows cannot be taken"));
  EXPECT_EQ(bad.field_violations(1).field(), "line 2, column title");
}

TEST(ImportRunTest, SkippingTakesTheValidRows) {
  ImportState state;
  auto import = state.Import(api::IMPORT_KIND_CREDENTIALS,
                             "credential_id,title,soc_codes\na,Alpha,51-9999\nb,,\nc,Gamma,\n", /*skip_invalid=*/true);
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_TRUE(import->skip_invalid());
  EXPECT_EQ(import->applied_count(), 1);
  EXPECT_EQ(import->skipped_count(), 2);
  EXPECT_EQ(import->warning_count(), 1);
  EXPECT_EQ(state.records.Find(CredentialId{"a"}), nullptr);
  EXPECT_NE(state.records.Find(CredentialId{"c"}), nullptr);
}

TEST(ImportRunTest, NothingToTakeIsRefused) {
  ImportState state;
  EXPECT_EQ(ErrorReason(state.Import(api::IMPORT_KIND_CREDENTIALS, "").status()), "IMPORT_EMPTY");
  EXPECT_EQ(ErrorReason(state.Import(api::IMPORT_KIND_CREDENTIALS, "credential_id,title\n").status()), "IMPORT_EMPTY");
  EXPECT_EQ(ErrorReason(state.Import(api::IMPORT_KIND_CREDENTIALS, "credential_id,title\na,\n", true).status()),
            "IMPORT_EMPTY");
}

TEST(ImportRunTest, AnImportIsAppliedOnce) {
  ImportState state;
  auto import = state.Import(api::IMPORT_KIND_CREDENTIALS, kThreeCredentials);
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_EQ(ErrorReason(state.Apply(*import).status()), "IMPORT_NOT_UPLOADING");
  EXPECT_EQ(ErrorReason(state.Preview(*import).status()), "IMPORT_NOT_UPLOADING");
}

TEST(ImportRunTest, AChunkThatCameSinceTheTextWasReadRefuses) {
  ImportState state;
  api::Import import = state.Upload(api::IMPORT_KIND_CREDENTIALS, kThreeCredentials);
  auto run = state.Read(import, false);
  ASSERT_TRUE(run.ok()) << run.status();
  ASSERT_TRUE(state.UploadChunk(import.name(), 1, "d,Delta,,,\n").ok());
  EXPECT_EQ(ErrorReason(state.Accept(&*run)), "STALE_ETAG");
}

TEST(ImportRunTest, AcceptingBeforeEveryRowWasDecidedIsAFault) {
  ImportState state;
  auto run = state.Read(state.Upload(api::IMPORT_KIND_CREDENTIALS, kThreeCredentials), false);
  ASSERT_TRUE(run.ok()) << run.status();
  Events events;
  Context context{"nj", state.now, &state.staff, &state.random};
  EXPECT_EQ(run->Accept(context, state.records, &events).code(), absl::StatusCode::kInternal);
  EXPECT_EQ(run->Slice(context, state.records, &events).status().code(), absl::StatusCode::kInternal);
  EXPECT_TRUE(events.empty());
}

TEST(ImportRunTest, OccupationsFillAndSealTheirDataset) {
  ImportState state;
  std::string text = "area,soc,annual_median_wage\n";
  for (int i = 0; i < 100; ++i) absl::StrAppend(&text, "R", i, ",29-1141,100000\nR", i, ",31-1120,40000\n");
  auto import = state.Import(api::IMPORT_KIND_OCCUPATIONS, text);
  ASSERT_TRUE(import.ok()) << import.status();
  const api::Dataset& dataset = state.records.FindOrDefault(DatasetId{"oews"});
  EXPECT_EQ(dataset.state(), api::DATASET_STATE_SEALED);
  EXPECT_EQ(dataset.row_count(), 200);
  EXPECT_EQ(dataset.digest(), absl::BytesToHexString(Sha256(text)));
  EXPECT_EQ(state.records.FindOrDefault(OccupationId{"oews", "R7", "31-1120"}).annual_median_wage().cents(), 4000000);
  // 80 rows and the progress; the same; 40 rows, the progress, the dataset and the import.
  EXPECT_THAT(state.slice_event_counts, ElementsAre(2, 2, 4));
}

TEST(ImportRunTest, ASealedDatasetRefusesAnImportMadeBefore) {
  ImportState state;
  api::Import late = state.Upload(api::IMPORT_KIND_OCCUPATIONS, "area,soc\nNJ,29-1141\n");
  ASSERT_TRUE(state.Import(api::IMPORT_KIND_OCCUPATIONS, "area,soc\nUS,29-1141\n").ok());
  EXPECT_EQ(ErrorReason(state.Apply(late).status()), "DATASET_SEALED");
}

TEST(ImportRunTest, SlicesStayWithinTheirLimits) {
  ImportState state;
  auto import = state.Import(api::IMPORT_KIND_CREDENTIALS, ManyCredentials(200));
  ASSERT_TRUE(import.ok()) << import.status();
  // 26 rows, each with the index of its issuer, and the progress.
  EXPECT_THAT(state.slice_event_counts, ElementsAre(27, 27, 27, 27, 27, 27, 27, 20));
  state.slice_event_counts.clear();
  // 20 rows of 4,000 bytes are more than a slice holds.
  std::string text = "proposal_id,credential_id,evidence_summary\n";
  for (int i = 0; i < 40; ++i) absl::StrAppend(&text, "p", i, ",c", i, ",", std::string(4000, 'e'), "\n");
  auto proposals = state.Import(api::IMPORT_KIND_PROPOSALS, text);
  ASSERT_TRUE(proposals.ok()) << proposals.status();
  EXPECT_THAT(state.slice_event_counts, SizeIs(3));
}

TEST(ImportRunTest, ARestartBetweenSlicesMakesNoDifference) {
  for (bool skip_invalid : {false, true}) {
    std::string text = ManyCredentials(200) + (skip_invalid ? "bad id,x,,,\n" : "");
    ImportState straight;
    auto expected = straight.Import(api::IMPORT_KIND_CREDENTIALS, text, skip_invalid);
    ASSERT_TRUE(expected.ok()) << expected.status();
    ImportState restarted;
    api::Import import = restarted.Upload(api::IMPORT_KIND_CREDENTIALS, text);
    auto run = restarted.Read(import, skip_invalid);
    ASSERT_TRUE(run.ok()) << run.status();
    ASSERT_TRUE(restarted.Accept(&*run).ok());
    bool done = false;
    while (!done) {
      import = restarted.records.FindOrDefault(ImportIdOf(import.name()));
      auto resumed = restarted.Read(import, import.skip_invalid());
      ASSERT_TRUE(resumed.ok()) << resumed.status();
      auto slice = restarted.Slice(*resumed);
      ASSERT_TRUE(slice.ok()) << slice.status();
      done = *slice;
    }
    EXPECT_EQ(BytesOf(restarted.records), BytesOf(straight.records));
    ASSERT_EQ(restarted.events.size(), straight.events.size());
    for (size_t i = 0; i < straight.events.size(); ++i) {
      EXPECT_EQ(restarted.events[i].SerializeAsString(), straight.events[i].SerializeAsString()) << i;
    }
  }
}

TEST(ImportRunTest, RowsAreDecidedAtTheInstantOfTheImport) {
  ImportState state;
  absl::Time instant = state.now;
  auto run = state.Read(state.Upload(api::IMPORT_KIND_CREDENTIALS, ManyCredentials(50)), false);
  ASSERT_TRUE(run.ok()) << run.status();
  ASSERT_TRUE(state.Accept(&*run).ok());
  bool done = false;
  while (!done) {
    state.now += absl::Hours(5);
    auto slice = state.Slice(*run);
    ASSERT_TRUE(slice.ok()) << slice.status();
    done = *slice;
  }
  EXPECT_EQ(FromProto(CredentialOf(state, "c0").create_time()), instant);
  EXPECT_EQ(FromProto(CredentialOf(state, "c49").create_time()), instant);
}

}  // namespace
}  // namespace assay::domain

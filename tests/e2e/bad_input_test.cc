// Input that cannot be taken: one clear answer with everything that is wrong, and nothing changes.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/errors.h"
#include "tests/support/raw_call.h"
#include "tests/support/world.h"

namespace assay::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

// A length-delimited protobuf field.
std::string Field(int number, const std::string& bytes) {
  return std::string(1, static_cast<char>(number << 3 | 2)) + std::string(1, static_cast<char>(bytes.size())) + bytes;
}

class BadInputTest : public ::testing::Test {
 protected:
  BadInputTest() : world_(&server_) { world_.MakeOpenRound(); }

  // The next leaf of the state's log. Taking it adds one.
  int64_t NextLeaf() {
    return world_
        .Must<v1::EndorseProposalResponse>("acme-1", R"(proposal: "$nj/cycles/2027/proposals/welder"
            endorsement { level: ENDORSEMENT_LEVEL_REQUIRED })")
        .endorsement()
        .ledger()
        .leaf_index();
  }
  void SetUp() override { leaf_ = NextLeaf(); }
  void TearDown() override { EXPECT_EQ(NextLeaf(), leaf_ + 1) << "refused input left events"; }

  template <class Response>
  absl::Status Refusal(const std::string& who, const std::string& text) {
    absl::StatusOr<Response> response = world_.Call<Response>(who, text);
    EXPECT_FALSE(response.ok()) << text;
    EXPECT_FALSE(response.status().message().empty());
    EXPECT_NE(ErrorReason(response.status()), "") << response.status();
    return response.status();
  }

  AssayServer server_;
  World world_;
  int64_t leaf_ = 0;
};

TEST_F(BadInputTest, EverythingThatIsWrongIsSaidAtOnce) {
  absl::Status status = Refusal<v1::CreateCredentialResponse>("sam", R"(parent: "$nj" credential_id: "Not An Id"
      credential { website: "ftp://x" soc_codes: "51-4121" soc_codes: "welding" cip_codes: "1" type: 77 })");
  EXPECT_THAT(status, HasCode(kInvalid));
  EXPECT_THAT(status, HasReason("INVALID_INPUT"));
  EXPECT_THAT(ViolatedFields(status),
              UnorderedElementsAre("credential_id", "credential.title", "credential.type", "credential.website",
                                   "credential.soc_codes[1]", "credential.cip_codes[0]"));
  for (const FieldViolation& violation : FieldViolations(status)) EXPECT_FALSE(violation.description.empty());
}

TEST_F(BadInputTest, OccupationsThatDoNotExist) {
  absl::Status status = Refusal<v1::CreateCredentialResponse>("sam", R"(parent: "$nj" credential_id: "x"
      credential { title: "X" soc_codes: "99-9999" soc_codes: "51-4121" soc_codes: "00-0000" })");
  EXPECT_THAT(ViolatedFields(status), ElementsAre("credential.soc_codes[0]", "credential.soc_codes[2]"));
}

TEST_F(BadInputTest, MissingFields) {
  EXPECT_THAT(ViolatedFields(Refusal<v1::CastBallotResponse>("acme-1", "round: '$nj/cycles/2027/rounds/r1'")),
              ElementsAre("paper"));
  EXPECT_THAT(ViolatedFields(Refusal<v1::CastBallotResponse>("acme-1", "round: '$nj/cycles/2027/rounds/r1' paper {}")),
              ElementsAre("paper.proposal", "paper.choice"));
  EXPECT_THAT(ViolatedFields(Refusal<v1::PublishListVersionResponse>("pat", "name: '$nj/listVersions/1'")),
              ElementsAre("etag"));
  absl::Status status = Refusal<v1::ReturnProposalResponse>("sam", "name: '$nj/cycles/2027/proposals/welder'");
  EXPECT_THAT(ViolatedFields(status), ElementsAre("comment"));
}

TEST_F(BadInputTest, AProposalThatIsNotCompleteIsNotSubmitted) {
  world_.Must<v1::CreateProposalResponse>("pro", R"(parent: "$nj/cycles/2027" proposal_id: "hasty"
      proposal { credential: "$nj/credentials/welder" })");
  leaf_ = NextLeaf();
  absl::Status status = Refusal<v1::SubmitProposalResponse>("pro", "name: '$nj/cycles/2027/proposals/hasty'");
  EXPECT_THAT(status, HasReason("INVALID_INPUT"));
  EXPECT_THAT(ViolatedFields(status), Contains("proposal.evidence_summary"));
  EXPECT_GT(FieldViolations(status).size(), 1u) << status;
}

TEST_F(BadInputTest, ARequestWithoutAStateIsNobodysForAStatesUser) {
  absl::Status status = Refusal<v1::GetProposalResponse>("operator", "name: ''");
  EXPECT_THAT(status, HasReason("ROLE_REQUIRED"));
}

TEST_F(BadInputTest, VotesOnWhatIsNotBeforeTheRound) {
  absl::Status status = Refusal<v1::BatchCastBallotsResponse>("acme-1", R"(round: "$nj/cycles/2027/rounds/r1"
      papers { proposal: "$nj/cycles/2027/proposals/welder" choice: BALLOT_CHOICE_APPROVE }
      papers { proposal: "$nj/cycles/2027/proposals/none" choice: BALLOT_CHOICE_APPROVE }
      papers { proposal: "$nj/cycles/2027/proposals/welder" choice: BALLOT_CHOICE_RECUSED })");
  EXPECT_THAT(ViolatedFields(status), ElementsAre("papers[1].proposal", "papers[2].proposal", "papers[2].choice"));
  EXPECT_THAT(world_
                  .Call<v1::GetMyBallotResponse>("acme-1", R"(round: "$nj/cycles/2027/rounds/r1"
      proposal: "$nj/cycles/2027/proposals/welder")")
                  .status(),
              HasCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(world_.Cast("acme-1", "welder", v1::BALLOT_CHOICE_APPROVE, "none"), HasCode(absl::StatusCode::kNotFound));
}

TEST_F(BadInputTest, StaleEtags) {
  for (const char* etag : {"stale", "0"}) {
    EXPECT_THAT(Refusal<v1::UpdateCredentialResponse>(
                    "sam", absl::StrCat("credential { name: '$nj/credentials/welder' title: 'W' etag: '", etag, "' }")),
                HasReason("STALE_ETAG"));
    EXPECT_THAT(
        Refusal<v1::CloseRoundResponse>("sam", absl::StrCat("name: '$nj/cycles/2027/rounds/r1' etag: '", etag, "'")),
        HasCode(absl::StatusCode::kAborted));
  }
}

TEST_F(BadInputTest, TextsAtTheLimitAndAbove) {
  auto with_title = [](size_t size) {
    return absl::StrCat("parent: '$nj' credential_id: 'long' validate_only: true credential { title: '",
                        std::string(size, 'x'), "' }");
  };
  EXPECT_TRUE(world_.Call<v1::CreateCredentialResponse>("sam", with_title(300)).ok());
  EXPECT_THAT(ViolatedFields(Refusal<v1::CreateCredentialResponse>("sam", with_title(301))),
              ElementsAre("credential.title"));
  EXPECT_THAT(ViolatedFields(Refusal<v1::CreateCredentialResponse>("sam", with_title(500000))),
              ElementsAre("credential.title"));
  absl::Status huge = world_.Call<v1::CreateCredentialResponse>("sam", with_title(3 << 20)).status();
  EXPECT_THAT(huge, HasCode(absl::StatusCode::kResourceExhausted));
}

TEST_F(BadInputTest, TooLongLists) {
  std::string text = "name: '$nj/cycles/2027/rounds/r1'";
  for (int i = 0; i < 41; ++i) absl::StrAppend(&text, " proposals: '$nj/cycles/2027/proposals/p", i, "'");
  EXPECT_THAT(ViolatedFields(Refusal<v1::AddRoundItemsResponse>("sam", text)), ElementsAre("proposals"));
  std::string codes = "parent: '$nj' credential { title: 'X'";
  for (int i = 0; i < 21; ++i) absl::StrAppend(&codes, " soc_codes: '51-4121'");
  EXPECT_THAT(ViolatedFields(Refusal<v1::CreateCredentialResponse>("sam", codes + "}")),
              ElementsAre("credential.soc_codes"));
}

TEST_F(BadInputTest, BytesThatAreNoText) {
  std::string credential = Field(2, "Bad \xff\xfe title");
  std::string request = Field(1, "states/nj") + Field(2, "x") + Field(3, credential);
  absl::Status malformed = RawCall(world_.As("sam"), "assay.v1.CredentialService/CreateCredential", request).status();
  EXPECT_THAT(malformed, HasCode(kInvalid));
  EXPECT_NE(ErrorReason(malformed), "") << malformed;
  for (const std::string& bytes : {std::string("\x0a\xff"), std::string(100, '\xff'),
                                   std::string("\x0a\x05"
                                               "ab")}) {
    absl::Status status = RawCall(world_.As("sam"), "assay.v1.CredentialService/CreateCredential", bytes).status();
    EXPECT_THAT(status, HasReason("MALFORMED_REQUEST"));
  }
  EXPECT_THAT(RawCall(world_.As("sam"), "assay.v1.CredentialService/NoSuchMethod", "").status(),
              HasCode(absl::StatusCode::kUnimplemented));
}

TEST_F(BadInputTest, NamesOfAnotherState) {
  World other(&server_, "pa");
  absl::Status status = Refusal<v1::CastBallotResponse>("acme-1", R"(round: "$nj/cycles/2027/rounds/r1"
      paper { proposal: "states/pa/cycles/2027/proposals/welder" choice: BALLOT_CHOICE_APPROVE })");
  EXPECT_THAT(status, HasCode(kInvalid));
  EXPECT_THAT(ViolatedFields(status), ElementsAre("paper.proposal"));
  EXPECT_THAT(Refusal<v1::GetPanelResponse>("sam", "name: 'states/pa/panels/trades'"), HasReason("SIGN_IN_REQUIRED"));
  EXPECT_THAT(Refusal<v1::ListCredentialsResponse>("sam", "parent: 'states/none'"),
              HasCode(absl::StatusCode::kNotFound));
}

TEST_F(BadInputTest, NumbersOfNoEnumValueAndOutOfRange) {
  v1::CastBallotRequest request;
  request.set_round(world_.Name("cycles/2027/rounds/r1"));
  request.mutable_paper()->set_proposal(world_.Name("cycles/2027/proposals/welder"));
  request.mutable_paper()->set_choice(static_cast<v1::BallotChoice>(99));
  EXPECT_THAT(ViolatedFields(world_.Call<v1::CastBallotResponse>("acme-1", request).status()),
              ElementsAre("paper.choice"));
  EXPECT_THAT(ViolatedFields(Refusal<v1::ListCredentialsResponse>("sam", "parent: '$nj' page_size: -1")),
              ElementsAre("page_size"));
  EXPECT_THAT(ViolatedFields(Refusal<v1::ListCredentialsResponse>("sam", "parent: '$nj' page_size: 1001")),
              ElementsAre("page_size"));
}

TEST_F(BadInputTest, PageTokensOfAnotherQuery) {
  auto page = world_.Must<v1::ListCredentialsResponse>("sam", "parent: '$nj' page_size: 1");
  ASSERT_NE(page.next_page_token(), "");
  auto with_token = [&](const std::string& token, const std::string& rest) {
    return absl::StrCat("parent: '$nj' page_size: 1 page_token: '", token, "' ", rest);
  };
  EXPECT_TRUE(world_.Call<v1::ListCredentialsResponse>("sam", with_token(page.next_page_token(), "")).ok());
  for (const std::string& request : {with_token(page.next_page_token(), "soc_code: '51-4121'"),
                                     with_token(page.next_page_token() + "x", ""), with_token("garbage", "")}) {
    EXPECT_THAT(ViolatedFields(Refusal<v1::ListCredentialsResponse>("sam", request)), ElementsAre("page_token"));
  }
  EXPECT_THAT(ViolatedFields(Refusal<v1::ListEmployersResponse>("sam", with_token(page.next_page_token(), ""))),
              ElementsAre("page_token"));
}

TEST_F(BadInputTest, CsvWithBadRowsChangesNothingAndNamesEveryCell) {
  auto import = world_.UploadCsv(v1::IMPORT_KIND_CREDENTIALS, world_.StateName(),
                                 "credential_id,title,issuer,type,website,soc_codes\n"
                                 "good,Good,Issuer,LICENSE,,51-4121\n"
                                 "Bad Id,,Issuer,NOTHING,nowhere,51-4121;99-9999\n"
                                 "late,Late,Issuer,LICENSE,,5\n");
  ASSERT_TRUE(import.ok()) << import.status();
  leaf_ = NextLeaf();  // the upload itself is recorded
  auto preview = world_.Must<v1::PreviewImportResponse>("sam", "name: '" + import->name() + "'");
  EXPECT_EQ(preview.row_count(), 3);
  EXPECT_EQ(preview.invalid_count(), 2);
  EXPECT_EQ(preview.create_count(), 1);
  std::vector<std::string> cells;
  for (const v1::ImportFinding& finding : preview.findings()) {
    if (finding.severity() != v1::SEVERITY_ERROR) continue;
    cells.push_back(absl::StrCat(finding.line(), " ", finding.column()));
    SCOPED_TRACE(finding.ShortDebugString());
    EXPECT_FALSE(finding.message().empty());
  }
  EXPECT_THAT(cells,
              UnorderedElementsAre("3 credential_id", "3 title", "3 type", "3 website", "3 soc_codes", "4 soc_codes"));
  absl::Status applied = Refusal<v1::ApplyImportResponse>("sam", "name: '" + import->name() + "'");
  EXPECT_THAT(applied, HasCode(kInvalid));
  EXPECT_THAT(ViolatedFields(applied),
              ElementsAre("text", "line 3, column credential_id", "line 3, column title", "line 3, column type",
                          "line 3, column website", "line 3, column soc_codes", "line 4, column soc_codes"));
  EXPECT_THAT(world_.Call<v1::GetCredentialResponse>("", "name: '$nj/credentials/good'").status(),
              HasCode(absl::StatusCode::kNotFound));
}

TEST_F(BadInputTest, CsvThatIsNoTableOfTheKind) {
  for (const std::string& text :
       {std::string("title;issuer\nX;Y\n"), std::string("credential_id,title,colour\nx,X,red\n"),
        std::string("credential_id,title\nx,\"X\n"), std::string("credential_id,title\nx,X,Y\n"),
        std::string("credential_id,title\nx,\xff\xfe\n"), std::string("credential_id,credential_id\nx,X\n")}) {
    auto import = world_.UploadCsv(v1::IMPORT_KIND_CREDENTIALS, world_.StateName(), text);
    ASSERT_TRUE(import.ok()) << import.status();
    absl::Status applied = Refusal<v1::ApplyImportResponse>("sam", "name: '" + import->name() + "'");
    EXPECT_THAT(applied, HasCode(kInvalid)) << text;
    EXPECT_FALSE(FieldViolations(applied).empty()) << applied;
  }
  EXPECT_THAT(world_.Must<v1::ListCredentialsResponse>("", "parent: '$nj'").credentials(), SizeIs(3));
  leaf_ = NextLeaf();  // the uploads themselves are recorded
}

TEST_F(BadInputTest, CsvAsSpreadsheetsWriteItIsTaken) {
  auto import = world_.ImportCsv(v1::IMPORT_KIND_CREDENTIALS, world_.StateName(),
                                 "\xef\xbb\xbf"
                                 "title,credential_id,issuer,soc_codes\r\n"
                                 "\"Welder, \"\"Master\"\"\nLevel 2\",master,AWS,51-4121\r\n");
  ASSERT_TRUE(import.ok()) << import.status();
  EXPECT_EQ(import->applied_count(), 1);
  EXPECT_THAT(world_.Must<v1::GetCredentialResponse>("", "name: '$nj/credentials/master'").credential().title(),
              HasSubstr("Welder, \"Master\""));
  leaf_ = NextLeaf();
}

}  // namespace
}  // namespace assay::testing

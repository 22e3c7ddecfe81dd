// Commands that work on files: many rows, tokens, lists.
#include <sys/stat.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "assay/v1/admin_service.pb.h"
#include "assay/v1/endorsement_service.pb.h"
#include "assay/v1/panel_service.pb.h"
#include "assay/v1/priority_list_service.pb.h"
#include "assay/v1/proposal_service.pb.h"
#include "assay/v1/review_service.pb.h"
#include "assay/v1/round_service.pb.h"
#include "clients/cli/testing/app_test.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/error.h"
#include "services/base/sha256.h"

namespace assay::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

using BatchTest = testing::AppTest;

TEST_F(BatchTest, SeatsComeFromAFileAndASecondRunIsSafe) {
  Answer<v1::CreateSeatRequest, v1::CreateSeatResponse>("PanelService/CreateSeat",
                                                        [](const v1::CreateSeatRequest& request, auto*) {
                                                          if (request.seat_id() == "seat-2")
                                                            return AlreadyExists("seat-2");
                                                          if (request.seat_id() == "seat-3")
                                                            return Refused("EMPLOYER_NOT_VERIFIED", "verify it first");
                                                          return absl::OkStatus();
                                                        });
  std::string file = Write("seats.csv",
                           "panel_id,seat_id,employer_id,chair\nhealth,seat-1,acme,true\nhealth,seat-2,b,false\n"
                           "health,seat-3,c,\n");
  EXPECT_EQ(Assay({"seat", "import", file}), 6);
  EXPECT_EQ(out_, "1 done, 1 already there, 1 failed\n");
  EXPECT_THAT(err_, HasSubstr("seats.csv line 4"));
  EXPECT_THAT(err_, HasSubstr("EMPLOYER_NOT_VERIFIED"));
  EXPECT_EQ(Assay({"seat", "import", file, "-o", "json"}), 6);
  EXPECT_THAT(out_, HasSubstr("\"already_there\": 1"));
  auto asked = Asked<v1::CreateSeatRequest>("PanelService/CreateSeat");
  ASSERT_THAT(asked, SizeIs(6));
  EXPECT_EQ(asked[0].parent(), "states/nj/panels/health");
  EXPECT_EQ(asked[0].seat().employer(), "states/nj/employers/acme");
  EXPECT_TRUE(asked[0].seat().chair());
  EXPECT_EQ(asked[0].request_id(), asked[3].request_id());
  EXPECT_NE(asked[0].request_id(), asked[1].request_id());
  EXPECT_EQ(Assay({"seat", "import", Write("bad.csv", "panel_id,colour\na,b\n")}), 2);
}

TEST_F(BatchTest, EachRowOfAFileIsOneCall) {
  Answer<v1::SubmitProposalRequest, v1::SubmitProposalResponse>("ProposalService/SubmitProposal",
                                                                [](const auto&, auto*) { return absl::OkStatus(); });
  std::string file = Write("proposals.csv", "proposal_id,credential_id\nwelder,welder\nnurse,nurse\n");
  ASSERT_EQ(Assay({"proposal", "submit", "--each", file, "--cycle", "2027"}), 0) << err_;
  auto asked = Asked<v1::SubmitProposalRequest>("ProposalService/SubmitProposal");
  ASSERT_THAT(asked, SizeIs(2));
  EXPECT_EQ(asked[1].name(), "states/nj/cycles/2027/proposals/nurse");
}

TEST_F(BatchTest, RoundAddSendsFortyAtATime) {
  Answer<v1::AddRoundItemsRequest, v1::AddRoundItemsResponse>("RoundService/AddRoundItems",
                                                              [](const auto&, auto*) { return absl::OkStatus(); });
  std::string text = "round_id,proposal_id\n";
  for (int i = 0; i < 85; ++i) absl::StrAppend(&text, "r1,p", i, "\n");
  input_ = text + "r2,q\n";
  ASSERT_EQ(Assay({"round", "add", "--from-file", "-", "--cycle", "2027"}), 0) << err_;
  auto asked = Asked<v1::AddRoundItemsRequest>("RoundService/AddRoundItems");
  ASSERT_THAT(asked, SizeIs(4));
  EXPECT_THAT(asked[0].proposals(), SizeIs(40));
  EXPECT_THAT(asked[2].proposals(), SizeIs(5));
  EXPECT_EQ(asked[3].name(), "states/nj/cycles/2027/rounds/r2");
  ASSERT_EQ(Assay({"round", "add", "2027/r3", "welder", "nurse"}), 0) << err_;
  EXPECT_EQ(Asked<v1::AddRoundItemsRequest>("RoundService/AddRoundItems")[4].proposals(1),
            "states/nj/cycles/2027/proposals/nurse");
}

TEST_F(BatchTest, CastFileCastsRecusesAndEndorses) {
  Answer<v1::BatchCastBallotsRequest, v1::BatchCastBallotsResponse>(
      "ReviewService/BatchCastBallots", [](const auto&, auto*) { return absl::OkStatus(); });
  Answer<v1::DeclareConflictRequest, v1::DeclareConflictResponse>("ReviewService/DeclareConflict",
                                                                  [](const auto&, auto*) { return absl::OkStatus(); });
  Answer<v1::EndorseProposalRequest, v1::EndorseProposalResponse>("EndorsementService/EndorseProposal",
                                                                  [](const auto&, auto*) { return absl::OkStatus(); });
  std::string file = Write("ballots.csv",
                           "round_id,proposal_id,employer_id,choice,endorsement_level,reason\n"
                           "r1,a,acme,APPROVE,REQUIRED,We hire.\nr1,b,acme,reject,,\nr1,c,acme,CONFLICT,,We teach it.\n"
                           "r1,a,other,APPROVE,,\nr2,d,acme,ABSTAIN,,\n");
  ASSERT_EQ(Assay({"ballot", "cast-file", file, "--cycle", "2027", "--employer", "acme"}), 0) << err_;
  EXPECT_EQ(out_, "4 done, 0 already there, 0 failed\n");
  auto batches = Asked<v1::BatchCastBallotsRequest>("ReviewService/BatchCastBallots");
  ASSERT_THAT(batches, SizeIs(2));
  ASSERT_THAT(batches[0].papers(), SizeIs(2));
  EXPECT_EQ(batches[0].papers(0).choice(), v1::BALLOT_CHOICE_APPROVE);
  EXPECT_EQ(batches[0].papers(0).reason(), "We hire.");
  EXPECT_EQ(batches[1].round(), "states/nj/cycles/2027/rounds/r2");
  auto conflicts = Asked<v1::DeclareConflictRequest>("ReviewService/DeclareConflict");
  ASSERT_THAT(conflicts, SizeIs(1));
  EXPECT_EQ(conflicts[0].proposal(), "states/nj/cycles/2027/proposals/c");
  auto endorsements = Asked<v1::EndorseProposalRequest>("EndorsementService/EndorseProposal");
  ASSERT_THAT(endorsements, SizeIs(1));
  EXPECT_EQ(endorsements[0].endorsement().level(), v1::ENDORSEMENT_LEVEL_REQUIRED);
}

TEST_F(BatchTest, ALostConnectionEndsABatch) {
  variables_["ASSAY_SERVER"] = "127.0.0.1:1";
  std::string file = Write("panels.csv", "panel_id,display_name\na,A\nb,B\n");
  EXPECT_EQ(Assay({"panel", "import", file, "--timeout", "50ms"}), 7);
  EXPECT_EQ(out_, "0 done, 0 already there, 1 failed\n");
}

TEST_F(BatchTest, TokensGoIntoFilesOfTheirOwner) {
  Answer<v1::ListUsersRequest, v1::ListUsersResponse>("AdminService/ListUsers", [](const auto&, auto* response) {
    for (const char* id : {"rep-1", "rep-2"}) {
      v1::User* user = response->add_users();
      user->set_name(absl::StrCat("states/nj/users/", id));
      user->add_roles(v1::ROLE_EMPLOYER_REPRESENTATIVE);
    }
    response->add_users()->add_roles(v1::ROLE_APPROVER);
    return absl::OkStatus();
  });
  Answer<v1::CreateTokenRequest, v1::CreateTokenResponse>("AdminService/CreateToken",
                                                          [](const auto& request, auto* response) {
                                                            response->set_secret("secret of " + request.token().user());
                                                            return absl::OkStatus();
                                                          });
  const std::string folder = Path("tokens");
  for (const char* name : {"/rep-1.token", "/rep-2.token"}) unlink((folder + name).c_str());
  std::vector<std::string> make_all = {"token",        "create-all", "--role", "employer-representative",
                                       "--output-dir", folder};
  ASSERT_EQ(Assay(make_all), 0) << err_;
  EXPECT_EQ(out_, "2 done, 0 already there, 0 failed\n");
  EXPECT_EQ(*ReadInput(folder + "/rep-2.token", std::cin), "secret of states/nj/users/rep-2\n");
  struct stat about = {};
  ASSERT_EQ(stat((folder + "/rep-1.token").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
  ASSERT_EQ(Assay(make_all), 0) << err_;
  EXPECT_EQ(out_, "0 done, 2 already there, 0 failed\n");
  ASSERT_EQ(Assay({"token", "create", "ada", "--output-file", Path("ada.token")}), 0) << err_;
  EXPECT_EQ(*ReadInput(Path("ada.token"), std::cin), "secret of states/nj/users/ada\n");
  EXPECT_THAT(out_, Not(HasSubstr("secret")));
}

TEST_F(BatchTest, DownloadsAreCheckedByDigest) {
  const std::string content = std::string(3000, 'x') + "end";
  std::string digest = absl::BytesToHexString(Sha256(content));
  Answer<v1::GetListVersionRequest, v1::GetListVersionResponse>(
      "PriorityListService/GetListVersion", [&digest](const auto&, auto* response) {
        response->mutable_list_version()->set_name("states/nj/listVersions/3");
        response->mutable_list_version()->set_digest(digest);
        return absl::OkStatus();
      });
  Answer<v1::ReadListContentRequest, v1::ReadListContentResponse>(
      "PriorityListService/ReadListContent", [&content](const auto& request, auto* response) {
        response->set_chunk_count(4);
        response->set_data(content.substr(static_cast<size_t>(request.chunk_index()) * 1000, 1000));
        return absl::OkStatus();
      });
  ASSERT_EQ(Assay({"list", "download", "--output", Path("list.json")}), 0) << err_;
  EXPECT_EQ(*ReadInput(Path("list.json"), std::cin), content);
  EXPECT_EQ(Asked<v1::ReadListContentRequest>("PriorityListService/ReadListContent")[0].name(),
            "states/nj/listVersions/3");
  digest[0] = digest[0] == '0' ? '1' : '0';
  EXPECT_EQ(Assay({"list", "download", "--output", Path("other.json")}), 1);
  EXPECT_FALSE(FileExists(Path("other.json")));
}

TEST_F(BatchTest, AdoptedEntriesComeFromAFile) {
  Answer<v1::AdoptVersionRequest, v1::AdoptVersionResponse>("PriorityListService/AdoptVersion",
                                                            [](const auto&, auto*) { return absl::OkStatus(); });
  input_ = "credential_id,note\nwelder,x\nnurse,y\n";
  ASSERT_EQ(Assay({"list", "adopt", "--adoption-date", "2023-05-01", "--authority", "Board", "--from-file", "-"}), 0)
      << err_;
  auto asked = Asked<v1::AdoptVersionRequest>("PriorityListService/AdoptVersion");
  ASSERT_THAT(asked[0].entries(), SizeIs(2));
  EXPECT_EQ(asked[0].entries(1).credential(), "states/nj/credentials/nurse");
  EXPECT_EQ(asked[0].authority(), "Board");
}

}  // namespace
}  // namespace assay::cli

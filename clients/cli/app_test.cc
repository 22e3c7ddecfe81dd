#include "clients/cli/app.h"

#include "absl/strings/str_cat.h"
#include "assay/v1/admin_service.pb.h"
#include "assay/v1/credential_service.pb.h"
#include "clients/cli/testing/app_test.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/error.h"

namespace assay::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using AppTest = testing::AppTest;

TEST_F(AppTest, CreatesACredential) {
  Answer<v1::CreateCredentialRequest, v1::CreateCredentialResponse>(
      "CredentialService/CreateCredential", [](const auto& request, auto* response) {
        *response->mutable_credential() = request.credential();
        response->mutable_credential()->set_name("states/nj/credentials/" + request.credential_id());
        return absl::OkStatus();
      });
  ASSERT_EQ(Assay({"credential", "create", "welder", "--title", "Welder", "--soc-codes", "51-4121", "--soc-codes",
                   "51-4122", "--type=license"}),
            0)
      << err_;
  EXPECT_EQ(out_, "name       credentials/welder\ntitle      Welder\ntype       LICENSE\nsoc_codes  51-4121;51-4122\n");
  auto asked = Asked<v1::CreateCredentialRequest>("CredentialService/CreateCredential");
  EXPECT_EQ(asked[0].parent(), "states/nj");
  EXPECT_THAT(asked[0].request_id(), SizeIs(32));
  EXPECT_FALSE(asked[0].validate_only());
}

TEST_F(AppTest, DryRunAsksForValidationOnly) {
  Answer<v1::CreateCredentialRequest, v1::CreateCredentialResponse>(
      "CredentialService/CreateCredential", [](const auto&, auto*) { return absl::OkStatus(); });
  ASSERT_EQ(Assay({"--dry-run", "credential", "create", "--title", "Welder", "--request-id", "r1"}), 0) << err_;
  auto asked = Asked<v1::CreateCredentialRequest>("CredentialService/CreateCredential");
  EXPECT_TRUE(asked[0].validate_only());
  EXPECT_EQ(asked[0].request_id(), "r1");
  EXPECT_THAT(err_, HasSubstr("nothing was changed"));
  EXPECT_EQ(Assay({"backup", "create", "b1", "--dry-run"}), 2);
  EXPECT_THAT(err_, HasSubstr("no --dry-run"));
}

TEST_F(AppTest, ListsFollowPages) {
  Answer<v1::ListCredentialsRequest, v1::ListCredentialsResponse>(
      "CredentialService/ListCredentials", [](const auto& request, auto* response) {
        int page = request.page_token().empty() ? 0 : std::stoi(request.page_token());
        response->add_credentials()->set_name(absl::StrCat("states/nj/credentials/c", page));
        if (page < 2) response->set_next_page_token(absl::StrCat(page + 1));
        return absl::OkStatus();
      });
  ASSERT_EQ(Assay({"credential", "list", "-o", "value=name"}), 0) << err_;
  EXPECT_EQ(out_, "states/nj/credentials/c0\n");
  EXPECT_THAT(err_, HasSubstr("--page-token 1"));
  ASSERT_EQ(Assay({"credential", "list", "--all", "-o", "value=name"}), 0) << err_;
  EXPECT_EQ(out_, "states/nj/credentials/c0\nstates/nj/credentials/c1\nstates/nj/credentials/c2\n");
  EXPECT_EQ(err_, "");
}

TEST_F(AppTest, ErrorsHaveTheirExitCode) {
  Answer<v1::GetStateRequest, v1::GetStateResponse>(
      "AdminService/GetState", [](const auto& request, auto*) { return NotFound(request.name()); });
  EXPECT_EQ(Assay({"state", "get", "pa"}), 4);
  EXPECT_THAT(err_, HasSubstr("error: states/pa does not exist"));
  EXPECT_EQ(out_, "");
}

TEST_F(AppTest, WrongCommandLinesSendNothing) {
  EXPECT_EQ(Assay({"credential", "fly"}), 2);
  EXPECT_EQ(Assay({"credential", "list", "--colour", "red"}), 2);
  EXPECT_EQ(Assay({"credential", "get"}), 2);
  EXPECT_THAT(err_, HasSubstr("CREDENTIAL is missing"));
  EXPECT_EQ(Assay({"credential", "list", "-o", "xml"}), 2);
  EXPECT_EQ(Assay({"credential", "create", "--type", "diploma"}), 2);
  EXPECT_THAT(err_, HasSubstr("--type: \"diploma\" is not one of INDUSTRY_CERTIFICATION"));
  EXPECT_EQ(Assay({}), 2);
  EXPECT_THAT(server_.Calls(), IsEmpty());
}

TEST_F(AppTest, HelpExplainsFlagsAndExitCodes) {
  EXPECT_EQ(Assay({"--help"}), 0);
  EXPECT_THAT(out_, HasSubstr("7 server unavailable or too slow"));
  EXPECT_EQ(Assay({"employer", "verify", "--help"}), 0);
  EXPECT_THAT(out_, HasSubstr("What was looked at."));
  EXPECT_THAT(out_, HasSubstr("Who may: administrator, agency-staff"));
  EXPECT_EQ(Assay({"version"}), 0);
  EXPECT_THAT(out_, HasSubstr("assay.v1"));
}

TEST_F(AppTest, ContextsGiveServerStateAndToken) {
  std::string token = Write("admin.token", "s3cret\n");
  ASSERT_EQ(Assay({"context", "set", "demo", "--server", server_.target(), "--state", "pa", "--token-file", token}), 0);
  variables_.erase("ASSAY_SERVER");
  variables_.erase("ASSAY_STATE");
  Answer<v1::GetStateRequest, v1::GetStateResponse>("AdminService/GetState",
                                                    [](const auto&, auto*) { return absl::OkStatus(); });
  ASSERT_EQ(Assay({"state", "get"}), 0) << err_;
  EXPECT_EQ(server_.Calls()[0].As<v1::GetStateRequest>().name(), "states/pa");
  EXPECT_EQ(server_.Calls()[0].metadata.find("authorization")->second, "Bearer s3cret");
  EXPECT_EQ(Assay({"context", "list"}), 0);
  EXPECT_THAT(out_, HasSubstr("*  demo"));
  EXPECT_EQ(Assay({"--context", "nope", "state", "list"}), 2);
  EXPECT_EQ(Assay({"context", "delete", "demo"}), 0);
  EXPECT_EQ(Assay({"context", "use", "demo"}), 2);
}

TEST_F(AppTest, UpdateSendsOnlyWhatWasGiven) {
  Answer<v1::UpdateUserRequest, v1::UpdateUserResponse>("AdminService/UpdateUser",
                                                        [](const auto&, auto*) { return absl::OkStatus(); });
  ASSERT_EQ(Assay({"user", "update", "ada", "--disabled=false", "--roles", "approver,auditor"}), 0) << err_;
  auto asked = Asked<v1::UpdateUserRequest>("AdminService/UpdateUser");
  EXPECT_THAT(asked[0].update_mask().paths(), ElementsAre("roles", "disabled"));
  EXPECT_FALSE(asked[0].user().disabled());
  EXPECT_EQ(asked[0].user().name(), "states/nj/users/ada");
  ASSERT_EQ(Assay({"user", "update", "ada", "--state", "-", "--disabled"}), 0) << err_;
  EXPECT_EQ(Asked<v1::UpdateUserRequest>("AdminService/UpdateUser")[1].user().name(), "users/ada");
}

TEST_F(AppTest, CompletionKnowsNounsVerbsFlagsAndValues) {
  EXPECT_EQ(Assay({"__complete", "cred"}), 0);
  EXPECT_EQ(out_, "credential\n");
  Assay({"__complete", "ballot", "cast"});
  EXPECT_EQ(out_, "cast\ncast-file\n");
  Assay({"__complete", "credential", "create", "--soc-v"});
  EXPECT_EQ(out_, "--soc-version\n");
  Assay({"__complete", "credential", "create", "--lifecycle", ""});
  EXPECT_EQ(out_, "active\nretired\n");
  for (const char* shell : {"bash", "zsh", "fish"}) {
    EXPECT_EQ(Assay({"completion", shell}), 0);
    EXPECT_THAT(out_, HasSubstr("__complete"));
  }
}

}  // namespace
}  // namespace assay::cli

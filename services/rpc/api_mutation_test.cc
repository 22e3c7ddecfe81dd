#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/rpc/identity.h"
#include "services/rpc/testing/api_world.h"

namespace assay::rpc {
namespace {

using testing::ApiWorld;
using ::testing::ElementsAre;
using testing::FieldsOf;
using ::testing::IsEmpty;
using testing::ReasonOf;

v1::CreateCredentialRequest NewCredential(const std::string& id, const std::string& request_id = "") {
  v1::CreateCredentialRequest request;
  request.set_parent("states/nj");
  request.set_credential_id(id);
  request.mutable_credential()->set_title("Title of " + id);
  request.set_request_id(request_id);
  return request;
}

class MutationTest : public ::testing::Test {
 protected:
  testing::Answer<v1::CreateCredentialResponse> Create(const v1::CreateCredentialRequest& request) {
    return world_.Call<v1::CreateCredentialResponse>(request, world_.staff_token);
  }
  size_t EventCount() { return world_.engine.EventsOf("nj").size(); }

  ApiWorld world_;
};

TEST_F(MutationTest, AChangeIsAnsweredWithWhatItMade) {
  auto answer = Create(NewCredential("cna"));
  ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
  EXPECT_EQ(answer.response.credential().name(), "states/nj/credentials/cna");
  EXPECT_EQ(answer.response.credential().etag(), "1");
  EXPECT_EQ(world_.engine.TitleOf("nj", "cna"), "Title of cna");
  EXPECT_EQ(world_.engine.EventsOf("nj").back().principal(), "states/nj/users/staff");
  EXPECT_EQ(world_.engine.EventsOf("nj").back().method(), "CredentialService.CreateCredential");
}

TEST_F(MutationTest, EverythingThatIsWrongIsAnsweredAtOnceAndNothingChanges) {
  size_t before = EventCount();
  v1::CreateCredentialRequest request = NewCredential("Bad Id", std::string(65, 'x'));
  request.mutable_credential()->clear_title();
  request.mutable_credential()->add_soc_codes("1");
  auto answer = Create(request);
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(FieldsOf(answer.status),
              ElementsAre("credential_id", "credential.title", "credential.soc_codes[0]", "request_id"));
  EXPECT_EQ(EventCount(), before);
}

TEST_F(MutationTest, ATryChangesNothingAndUsesNoRequestIdUp) {
  size_t before = EventCount();
  v1::CreateCredentialRequest request = NewCredential("cna", "r1");
  request.set_validate_only(true);
  auto tried = Create(request);
  ASSERT_TRUE(tried.status.ok()) << tried.status.error_message();
  EXPECT_EQ(tried.response.credential().name(), "states/nj/credentials/cna");
  EXPECT_EQ(EventCount(), before);
  EXPECT_EQ(world_.engine.TitleOf("nj", "cna"), "(none)");
  request.set_validate_only(false);
  request.mutable_credential()->set_title("Another");
  EXPECT_TRUE(Create(request).status.ok());
  request.set_validate_only(true);
  request.set_request_id("");
  EXPECT_EQ(Create(request).status.error_code(), grpc::StatusCode::ALREADY_EXISTS);
}

TEST_F(MutationTest, ATryOfAStateThatIsThereSaysSo) {
  v1::CreateStateRequest request;
  request.set_state_id("nj");
  request.mutable_state()->set_display_name("New Jersey");
  request.mutable_state()->set_time_zone("America/New_York");
  request.mutable_state()->set_wage_area("NJ");
  for (bool validate_only : {false, true}) {
    request.set_validate_only(validate_only);
    auto answer = world_.Call<v1::CreateStateResponse>(request, world_.operator_token);
    EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::ALREADY_EXISTS) << validate_only;
  }
  request.set_state_id("ny");
  request.set_validate_only(true);
  auto tried = world_.Call<v1::CreateStateResponse>(request, world_.operator_token);
  EXPECT_EQ(tried.response.state().name(), "states/ny") << tried.status.error_message();
  v1::GetStateRequest get;
  get.set_name("states/ny");
  EXPECT_EQ(world_.Call<v1::GetStateResponse>(get, "").status.error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(MutationTest, ANewStateIgnoresTheNameItIsSentWith) {
  v1::CreateStateRequest request;
  request.set_state_id("ny");
  request.mutable_state()->set_name("states/ny");
  request.mutable_state()->set_display_name("New York");
  request.mutable_state()->set_time_zone("America/New_York");
  request.mutable_state()->set_wage_area("NY");
  auto answer = world_.Call<v1::CreateStateResponse>(request, world_.operator_token);
  ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
  EXPECT_EQ(answer.response.state().name(), "states/ny");
  EXPECT_FALSE(answer.response.state().has_rehearsal_time());
}

TEST_F(MutationTest, ARetryGetsTheSameAnswerAndChangesNothing) {
  auto first = Create(NewCredential("cna", "r1"));
  ASSERT_TRUE(first.status.ok());
  size_t after = EventCount();
  world_.engine.clock.Advance(absl::Hours(1));
  auto again = Create(NewCredential("cna", "r1"));
  ASSERT_TRUE(again.status.ok()) << again.status.error_message();
  EXPECT_EQ(again.response.SerializeAsString(), first.response.SerializeAsString());
  EXPECT_EQ(EventCount(), after);
}

TEST_F(MutationTest, ARequestIdIsOfOneBodyAndOneCaller) {
  ASSERT_TRUE(Create(NewCredential("cna", "r1")).status.ok());
  auto other = Create(NewCredential("cma", "r1"));
  EXPECT_EQ(other.status.error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(ReasonOf(other.status), "REQUEST_ID_REUSED");
  auto somebody_else =
      world_.Call<v1::CreateCredentialResponse>(NewCredential("cma", "r1"), world_.administrator_token);
  EXPECT_TRUE(somebody_else.status.ok()) << somebody_else.status.error_message();
}

TEST_F(MutationTest, WhatTheServerSetsIsIgnored) {
  v1::CreateCredentialRequest request = NewCredential("cna");
  request.mutable_credential()->mutable_create_time()->set_seconds(5);
  request.mutable_credential()->mutable_update_time()->set_seconds(-5);
  request.mutable_credential()->set_etag("77");
  auto answer = Create(request);
  ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
  EXPECT_EQ(answer.response.credential().create_time().seconds(), 1'800'000'000);
  EXPECT_EQ(answer.response.credential().etag(), "1");
  v1::CreateUserRequest user;
  user.set_parent("states/nj");
  user.set_user_id("eve");
  user.mutable_user()->set_display_name("Eve");
  user.mutable_user()->add_roles(v1::ROLE_CHAIR);
  user.mutable_user()->set_representative("states/nj/employers/acme/representatives/r");
  auto made = world_.Call<v1::CreateUserResponse>(user, world_.administrator_token);
  ASSERT_TRUE(made.status.ok()) << made.status.error_message();
  EXPECT_EQ(made.response.user().representative(), "");
}

TEST_F(MutationTest, ASecretIsInTheFirstAnswerAndNowhereElse) {
  v1::CreateTokenRequest request;
  request.set_parent("states/nj");
  request.mutable_token()->set_user("states/nj/users/staff");
  request.set_request_id("t1");
  auto first = world_.Call<v1::CreateTokenResponse>(request, world_.administrator_token);
  ASSERT_TRUE(first.status.ok()) << first.status.error_message();
  auto token = ParseToken(first.response.secret());
  ASSERT_TRUE(token.ok());
  EXPECT_EQ(token->secret.size(), 43u);
  for (const auto& [key, value] : world_.engine.ContentsOf("nj")) {
    EXPECT_FALSE(absl::StrContains(value, token->secret)) << "in a record or event";
  }
  auto again = world_.Call<v1::CreateTokenResponse>(request, world_.administrator_token);
  ASSERT_TRUE(again.status.ok());
  EXPECT_EQ(again.response.secret(), "");
  EXPECT_EQ(again.response.token().SerializeAsString(), first.response.token().SerializeAsString());
  v1::ListTokensRequest list;
  list.set_parent("states/nj");
  auto listed = world_.Call<v1::ListTokensResponse>(list, world_.administrator_token);
  EXPECT_FALSE(absl::StrContains(listed.response.SerializeAsString(), token->secret));
  EXPECT_FALSE(absl::StrContains(listed.response.SerializeAsString(), SecretHash(token->secret)));
  EXPECT_TRUE(world_.Call<v1::CreateCredentialResponse>(NewCredential("cna"), first.response.secret()).status.ok());
}

TEST_F(MutationTest, ATriedTokenHasNoSecret) {
  v1::CreateTokenRequest request;
  request.set_parent("states/nj");
  request.mutable_token()->set_user("states/nj/users/staff");
  request.set_validate_only(true);
  auto tried = world_.Call<v1::CreateTokenResponse>(request, world_.administrator_token);
  ASSERT_TRUE(tried.status.ok()) << tried.status.error_message();
  EXPECT_EQ(tried.response.secret(), "");
}

TEST_F(MutationTest, ARevokedTokenIsRefusedFromThenOn) {
  v1::RevokeTokenRequest request;
  request.set_name("states/nj/tokens/staff");
  ASSERT_TRUE(world_.Call<v1::RevokeTokenResponse>(request, world_.administrator_token).status.ok());
  EXPECT_EQ(ReasonOf(Create(NewCredential("cna")).status), "TOKEN_INVALID");
}

}  // namespace
}  // namespace assay::rpc

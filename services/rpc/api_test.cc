#include "services/rpc/api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/rpc/testing/api_files.h"
#include "services/rpc/testing/api_world.h"

namespace assay::rpc {
namespace {

using testing::ApiWorld;
using ::testing::ElementsAre;
using testing::FieldsOf;
using ::testing::IsEmpty;
using testing::ReasonOf;

class ApiTest : public ::testing::Test {
 protected:
  ApiWorld world_;
};

TEST_F(ApiTest, EveryMethodOfEveryServiceIsThere) {
  for (const google::protobuf::FileDescriptor* file : testing::ApiFiles()) {
    EXPECT_THAT(world_.api->MissingMethods(*file), IsEmpty()) << file->name();
    EXPECT_EQ(file->service_count(), 1) << file->name();
  }
  EXPECT_EQ(world_.api->services().size(), testing::ApiFiles().size());
}

TEST_F(ApiTest, NoFileOfTheApiWasForgotten) {
  // Every file that a service depends on, and the services themselves.
  std::set<std::string> packages;
  for (const google::protobuf::FileDescriptor* file : testing::ApiFiles()) packages.insert(file->package());
  EXPECT_THAT(packages, ElementsAre("assay.v1"));
  EXPECT_EQ(testing::ApiFiles().size(), 22u);
}

TEST_F(ApiTest, EveryMethodAnswersByItself) {
  for (const google::protobuf::MethodDescriptor* method : testing::ApiMethods()) {
    grpc::Status status =
        world_.CallBytes(absl::StrCat("/", method->service()->full_name(), "/", method->name()), "", "");
    EXPECT_NE(status.error_code(), grpc::StatusCode::UNIMPLEMENTED) << method->full_name();
    EXPECT_NE(status.error_code(), grpc::StatusCode::INTERNAL) << method->full_name();
    EXPECT_NE(status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED) << method->full_name();
  }
}

TEST_F(ApiTest, WithoutATokenOnlyWhatIsPublicIsOpen) {
  for (const google::protobuf::MethodDescriptor* method : testing::ApiMethods()) {
    const auto& access = method->options().GetExtension(v1::access);
    bool open = std::find(access.roles().begin(), access.roles().end(), v1::ROLE_PUBLIC) != access.roles().end();
    std::string path = absl::StrCat("/", method->service()->full_name(), "/", method->name());
    grpc::StatusCode code = world_.CallBytes(path, "", "").error_code();
    EXPECT_EQ(code == grpc::StatusCode::UNAUTHENTICATED, !open) << method->full_name();
  }
}

TEST_F(ApiTest, BytesThatAreNoMessageAreMalformed) {
  for (const std::string& bytes : {std::string("\xff\xff\xff"), std::string("\x0a\x7fshort"),
                                   std::string("\x0a\x01\xff"), std::string("\x08"), std::string("\x07")}) {
    grpc::Status status = world_.CallBytes("/assay.v1.AdminService/GetState", bytes, world_.operator_token);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << absl::CHexEscape(bytes);
    EXPECT_EQ(ReasonOf(status), "MALFORMED_REQUEST");
  }
}

TEST_F(ApiTest, WhoAsksComesBeforeWhatIsWrong) {
  v1::CreateUserRequest bad;
  bad.set_parent("states/nj");
  auto nobody = world_.Call<v1::CreateUserResponse>(bad, "");
  EXPECT_EQ(nobody.status.error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(ReasonOf(nobody.status), "SIGN_IN_REQUIRED");
  auto staff = world_.Call<v1::CreateUserResponse>(bad, world_.staff_token);
  EXPECT_EQ(staff.status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_THAT(FieldsOf(staff.status), IsEmpty());
  auto elsewhere = world_.Call<v1::CreateUserResponse>(bad, world_.elsewhere_token);
  EXPECT_EQ(elsewhere.status.error_code(), grpc::StatusCode::UNAUTHENTICATED);
  auto wrong = world_.Call<v1::CreateUserResponse>(bad, world_.staff_token + "x");
  EXPECT_EQ(ReasonOf(wrong.status), "TOKEN_INVALID");
  auto administrator = world_.Call<v1::CreateUserResponse>(bad, world_.administrator_token);
  EXPECT_EQ(administrator.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(FieldsOf(administrator.status), ElementsAre("user_id", "user"));
}

TEST_F(ApiTest, AWrongTokenDoesNotEvenReadWhatIsPublic) {
  v1::GetStateRequest request;
  request.set_name("states/nj");
  EXPECT_EQ(ReasonOf(world_.Call<v1::GetStateResponse>(request, "nonsense").status), "TOKEN_INVALID");
  EXPECT_TRUE(world_.Call<v1::GetStateResponse>(request, "").status.ok());
}

TEST_F(ApiTest, AStateThatIsNotThereIsNotFound) {
  v1::GetStateRequest request;
  for (const char* name : {"states/zz", "states/_", "states/NJ"}) {
    request.set_name(name);
    auto answer = world_.Call<v1::GetStateResponse>(request, world_.operator_token);
    EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::NOT_FOUND) << name;
  }
}

TEST_F(ApiTest, WhoAmIKnowsTheCallerAtHome) {
  v1::WhoAmIRequest request;
  request.set_parent("states/nj");
  EXPECT_EQ(world_.Call<v1::WhoAmIResponse>(request, world_.administrator_token).response.user(),
            "states/nj/users/admin");
  auto elsewhere = world_.Call<v1::WhoAmIResponse>(request, world_.elsewhere_token);
  EXPECT_EQ(elsewhere.response.user(), "");
  EXPECT_THAT(elsewhere.response.roles(), ElementsAre(v1::ROLE_PUBLIC));
  EXPECT_EQ(world_.Call<v1::WhoAmIResponse>(request, world_.operator_token).response.user(), "users/root");
}

TEST_F(ApiTest, WhoAmIWithoutAStateMeansWhereverTheTokenBelongs) {
  v1::WhoAmIRequest request;
  auto answer = world_.Call<v1::WhoAmIResponse>(request, world_.administrator_token);
  EXPECT_EQ(answer.response.user(), "states/nj/users/admin");
  EXPECT_THAT(answer.response.roles(), ElementsAre(v1::ROLE_ADMINISTRATOR, v1::ROLE_PUBLIC));
  EXPECT_EQ(world_.Call<v1::WhoAmIResponse>(request, world_.operator_token).response.user(), "users/root");
  EXPECT_EQ(world_.Call<v1::WhoAmIResponse>(request, "").response.user(), "");
}

TEST_F(ApiTest, AStatesAdministratorMakesNoOperator) {
  v1::CreateUserRequest request;
  request.set_user_id("mallory");
  request.mutable_user()->set_display_name("Mallory");
  request.mutable_user()->add_roles(v1::ROLE_OPERATOR);
  EXPECT_EQ(world_.Call<v1::CreateUserResponse>(request, world_.administrator_token).status.error_code(),
            grpc::StatusCode::UNAUTHENTICATED);
  request.mutable_user()->set_name("states/nj/users/mallory");
  EXPECT_FALSE(world_.Call<v1::CreateUserResponse>(request, world_.administrator_token).status.ok());
  request.set_parent("states/nj");
  EXPECT_FALSE(world_.Call<v1::CreateUserResponse>(request, world_.administrator_token).status.ok());
}

TEST_F(ApiTest, ThePagesOfAListFollowEachOther) {
  v1::ListStatesRequest request;
  request.set_page_size(2);
  auto first = world_.Call<v1::ListStatesResponse>(request, "");
  ASSERT_TRUE(first.status.ok()) << first.status.error_message();
  ASSERT_EQ(first.response.states_size(), 2);
  request.set_page_token(first.response.next_page_token());
  auto last = world_.Call<v1::ListStatesResponse>(request, "");
  ASSERT_EQ(last.response.states_size(), 1);
  EXPECT_EQ(last.response.states(0).name(), "states/oh");
  EXPECT_EQ(last.response.next_page_token(), "");
}

}  // namespace
}  // namespace assay::rpc

#include "services/rpc/access.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "assay/v1/admin_service.pb.h"
#include "assay/v1/review_service.pb.h"
#include "services/base/error.h"

namespace assay::rpc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const google::protobuf::MethodDescriptor* MethodNamed(const google::protobuf::FileDescriptor* file, const char* name) {
  return file->service(0)->FindMethodByName(name);
}

domain::Principal Of(const std::string& state, const std::string& user, std::vector<v1::Role> roles) {
  domain::Principal principal;
  principal.state = state;
  principal.user = user;
  principal.roles = std::move(roles);
  return principal;
}

TEST(AccessTest, RolesAreThoseOfTheProto) {
  const auto* cast = MethodNamed(v1::CastBallotRequest::descriptor()->file(), "CastBallot");
  EXPECT_THAT(RolesOf(*cast), ElementsAre(v1::ROLE_EMPLOYER_REPRESENTATIVE));
}

TEST(AccessTest, WhatIsNotListedIsDeniedToEverybody) {
  google::protobuf::FileDescriptorProto file;
  file.set_name("unlisted.proto");
  file.add_message_type()->set_name("Nothing");
  auto* method = file.add_service()->add_method();
  file.mutable_service(0)->set_name("Unlisted");
  method->set_name("Call");
  method->set_input_type(".Nothing");
  method->set_output_type(".Nothing");
  google::protobuf::DescriptorPool pool;
  const google::protobuf::FileDescriptor* built = pool.BuildFile(file);
  ASSERT_NE(built, nullptr);
  std::vector<v1::Role> roles = RolesOf(*MethodNamed(built, "Call"));
  EXPECT_THAT(roles, IsEmpty());
  std::vector<v1::Role> every;
  for (int role = v1::Role_MIN; role <= v1::Role_MAX; ++role) every.push_back(static_cast<v1::Role>(role));
  EXPECT_EQ(CheckAccess(roles, Of("nj", "god", every)).code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(CheckAccess(roles, EffectiveIn("nj", {})).code(), absl::StatusCode::kUnauthenticated);
}

TEST(AccessTest, RolesCountAtHome) {
  domain::Principal at_home = EffectiveIn("nj", Of("nj", "a", {v1::ROLE_ADMINISTRATOR}));
  EXPECT_EQ(at_home.Name(), "states/nj/users/a");
  EXPECT_THAT(at_home.roles, ElementsAre(v1::ROLE_ADMINISTRATOR, v1::ROLE_PUBLIC));
}

TEST(AccessTest, ElsewhereAStatesUserIsNobody) {
  for (const char* state : {"oh", "", "n", "nj2"}) {
    domain::Principal away = Of("nj", "a", {v1::ROLE_ADMINISTRATOR, v1::ROLE_EMPLOYER_REPRESENTATIVE});
    away.employer = away.representative = "acme";
    away = EffectiveIn(state, std::move(away));
    EXPECT_EQ(away.Name(), "") << state;
    EXPECT_EQ(away.employer, "") << state;
    EXPECT_EQ(away.representative, "") << state;
    EXPECT_THAT(away.roles, ElementsAre(v1::ROLE_PUBLIC)) << state;
  }
}

TEST(AccessTest, AnOperatorIsItselfEverywhere) {
  for (const char* state : {"oh", "nj", ""}) {
    domain::Principal principal = EffectiveIn(state, Of("", "root", {v1::ROLE_OPERATOR}));
    EXPECT_EQ(principal.Name(), "users/root");
    EXPECT_THAT(principal.roles, ElementsAre(v1::ROLE_OPERATOR, v1::ROLE_PUBLIC));
  }
}

TEST(AccessTest, AnyOneOfTheRolesSuffices) {
  std::vector<v1::Role> allowed = {v1::ROLE_CHAIR, v1::ROLE_AUDITOR};
  EXPECT_TRUE(CheckAccess(allowed, Of("nj", "a", {v1::ROLE_AUDITOR})).ok());
  EXPECT_TRUE(CheckAccess(allowed, Of("nj", "a", {v1::ROLE_PROPOSER, v1::ROLE_CHAIR})).ok());
}

TEST(AccessTest, ThePublicNeedsNoToken) {
  EXPECT_TRUE(CheckAccess({v1::ROLE_PUBLIC}, EffectiveIn("nj", {})).ok());
  EXPECT_TRUE(CheckAccess({v1::ROLE_PUBLIC}, EffectiveIn("oh", Of("nj", "a", {v1::ROLE_CHAIR}))).ok());
}

TEST(AccessTest, NobodyIsAskedToSignInAndSomebodyIsDenied) {
  absl::Status nobody = CheckAccess({v1::ROLE_AGENCY_STAFF, v1::ROLE_CHAIR}, EffectiveIn("nj", {}));
  EXPECT_EQ(nobody.code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(ErrorReason(nobody), "SIGN_IN_REQUIRED");
  EXPECT_THAT(std::string(nobody.message()), HasSubstr("agency staff, chair"));
  absl::Status denied =
      CheckAccess({v1::ROLE_AGENCY_STAFF}, EffectiveIn("nj", Of("nj", "a", {v1::ROLE_EMPLOYER_REPRESENTATIVE})));
  EXPECT_EQ(denied.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ErrorReason(denied), "ROLE_REQUIRED");
}

TEST(AccessTest, UnspecifiedOpensNothing) {
  EXPECT_FALSE(CheckAccess({v1::ROLE_OPERATOR}, Of("nj", "a", {v1::ROLE_UNSPECIFIED})).ok());
}

}  // namespace
}  // namespace assay::rpc

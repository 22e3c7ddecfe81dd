#include "services/domain/commands/user.h"

#include "services/base/text.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

api::CreateUserRequest Create(const std::string& id, std::vector<api::Role> roles) {
  api::CreateUserRequest request;
  request.set_user_id(id);
  request.mutable_user()->set_display_name("Pat Doe");
  request.mutable_user()->set_email("pat@nj.example");
  for (api::Role role : roles) request.mutable_user()->add_roles(role);
  return request;
}

api::UpdateUserRequest Update(const std::string& name) {
  api::UpdateUserRequest request;
  request.mutable_user()->set_name(name);
  return request;
}

Principal Operator() {
  Principal principal;
  principal.user = "root";
  principal.roles = {api::ROLE_OPERATOR};
  return principal;
}

class UserTest : public ::testing::Test {
 protected:
  const api::User& Stored(const std::string& id) { return state_.records.FindOrDefault(UserId{id}); }

  // Decides as the engine would, with the digest of a secret beside the request.
  absl::Status CreateToken(const api::CreateTokenRequest& request, const Principal& principal) {
    Events decided;
    Context context{"nj", state_.now, &principal, &state_.random};
    ASSAY_RETURN_IF_ERROR(DecideCreateToken(request, Sha256("secret"), context, state_.records, &decided));
    state_.Commit(&decided, principal);
    return absl::OkStatus();
  }

  FakeState state_;
  FakeState installation_{""};
};

TEST_F(UserTest, EntersAUserWhoseNamesArePersonal) {
  ASSERT_THAT(state_.Do(Create("pat", {api::ROLE_APPROVER, api::ROLE_AUDITOR}), state_.administrator), IsOk());
  EXPECT_EQ(Stored("pat").name(), "states/nj/users/pat");
  EXPECT_EQ(Stored("pat").display_name(), "Pat Doe");
  EXPECT_EQ(Stored("pat").email(), "pat@nj.example");
  EXPECT_THAT(Stored("pat").roles(), ElementsAre(api::ROLE_APPROVER, api::ROLE_AUDITOR));
  std::string decision = state_.last[0].decision().SerializeAsString();
  EXPECT_EQ(decision.find("Pat Doe"), std::string::npos);
  EXPECT_EQ(decision.find("pat@nj.example"), std::string::npos);
  EXPECT_THAT(state_.Do(Create("pat", {api::ROLE_APPROVER}), state_.administrator),
              HasReason("RESOURCE_ALREADY_EXISTS"));
}

TEST_F(UserTest, AUserNeedsARole) {
  EXPECT_THAT(state_.Do(Create("pat", {}), state_.administrator), Violates("user.roles"));
}

TEST_F(UserTest, NamesEveryRoleThatIsNotGrantedInAState) {
  api::CreateUserRequest request =
      Create("pat", {api::ROLE_OPERATOR, api::ROLE_UNSPECIFIED, api::ROLE_PUBLIC, api::ROLE_EMPLOYER_REPRESENTATIVE,
                     static_cast<api::Role>(42), api::ROLE_CHAIR, api::ROLE_CHAIR});
  request.mutable_user()->set_representative("states/nj/employers/acme/representatives/pat");
  request.mutable_user()->set_organization_kind(static_cast<api::OrganizationKind>(42));
  EXPECT_THAT(state_.Do(request, state_.administrator),
              Violates("user.roles[0]", "user.roles[1]", "user.roles[2]", "user.roles[3]", "user.roles[4]",
                       "user.roles[6]", "user.organization_kind"));
}

TEST_F(UserTest, OutsideTheStatesThereAreOperatorsOnly) {
  EXPECT_THAT(installation_.Do(Create("ops", {api::ROLE_ADMINISTRATOR, api::ROLE_AUDITOR}), Operator()),
              Violates("user.roles[0]", "user.roles[1]"));
  ASSERT_THAT(installation_.Do(Create("ops", {api::ROLE_OPERATOR}), Operator()), IsOk());
  EXPECT_EQ(installation_.records.FindOrDefault(UserId{"ops"}).name(), "users/ops");
}

TEST_F(UserTest, AnAdministratorManagesItsOwnStateOnly) {
  Principal other = state_.administrator;
  other.state = "pa";
  EXPECT_THAT(state_.Do(Create("pat", {api::ROLE_CHAIR}), other), HasReason("NOT_YOUR_STATE"));
  EXPECT_THAT(installation_.Do(Create("ops", {api::ROLE_OPERATOR}), state_.administrator), HasReason("NOT_YOUR_STATE"));
  EXPECT_THAT(state_.Do(Create("pat", {api::ROLE_CHAIR}), Operator()), IsOk());
  Principal server;
  server.job = "first-start";
  EXPECT_THAT(installation_.Do(Create("ops", {api::ROLE_OPERATOR}), server), IsOk());
}

TEST_F(UserTest, UpdatesNamesRolesAndSignIn) {
  ASSERT_THAT(state_.Do(Create("pat", {api::ROLE_CHAIR}), state_.administrator), IsOk());
  api::UpdateUserRequest request = Update("states/nj/users/pat");
  request.mutable_user()->set_disabled(true);
  request.mutable_user()->add_roles(api::ROLE_PROPOSER);
  for (const char* path : {"disabled", "roles", "email"}) request.mutable_update_mask()->add_paths(path);
  ASSERT_THAT(state_.Do(request, state_.administrator), IsOk());
  EXPECT_TRUE(Stored("pat").disabled());
  EXPECT_THAT(Stored("pat").roles(), ElementsAre(api::ROLE_PROPOSER));
  EXPECT_EQ(Stored("pat").email(), "");
  EXPECT_EQ(Stored("pat").display_name(), "Pat Doe");
  EXPECT_EQ(Stored("pat").etag(), "2");
}

TEST_F(UserTest, AnUpdateIsRefusedForTheUsualReasons) {
  EXPECT_THAT(state_.Do(Update("states/nj/users/pat"), state_.administrator), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(state_.Do(Update("users/pat"), state_.administrator), Violates("user.name"));
  ASSERT_THAT(state_.Do(Create("pat", {api::ROLE_CHAIR}), state_.administrator), IsOk());
  api::UpdateUserRequest request = Update("states/nj/users/pat");
  request.mutable_user()->set_etag("3");
  EXPECT_THAT(state_.Do(request, state_.administrator), HasReason("STALE_ETAG"));
  request.mutable_user()->clear_etag();
  request.mutable_update_mask()->add_paths("roles");
  request.mutable_update_mask()->add_paths("representative");
  EXPECT_THAT(state_.Do(request, state_.administrator), Violates("update_mask.paths[1]", "user.roles"));
}

TEST_F(UserTest, ARepresentativesRoleStaysWithItsUser) {
  api::User user;
  user.set_name("states/nj/users/rep");
  user.set_representative("states/nj/employers/acme/representatives/rep");
  user.add_roles(api::ROLE_EMPLOYER_REPRESENTATIVE);
  state_.records.Put(UserId{"rep"}, user);
  api::UpdateUserRequest request = Update(user.name());
  request.mutable_user()->add_roles(api::ROLE_CHAIR);
  EXPECT_THAT(state_.Do(request, state_.administrator), Violates("user.roles"));
  request.mutable_user()->add_roles(api::ROLE_EMPLOYER_REPRESENTATIVE);
  EXPECT_THAT(state_.Do(request, state_.administrator), IsOk());
}

TEST_F(UserTest, AnAdministratorDoesNotLockItselfOut) {
  for (const char* id : {"admin", "second"}) {
    ASSERT_THAT(state_.Do(Create(id, {api::ROLE_ADMINISTRATOR, api::ROLE_AUDITOR}), Operator()), IsOk());
  }
  api::UpdateUserRequest disable = Update("states/nj/users/admin");
  disable.mutable_user()->set_disabled(true);
  api::UpdateUserRequest step_down = Update("states/nj/users/admin");
  step_down.mutable_user()->add_roles(api::ROLE_AUDITOR);
  EXPECT_THAT(state_.Do(disable, state_.administrator), HasReason("SELF_LOCKOUT"));
  EXPECT_THAT(state_.Do(step_down, state_.administrator), HasReason("SELF_LOCKOUT"));
  api::UpdateUserRequest keep = Update("states/nj/users/admin");
  keep.mutable_user()->add_roles(api::ROLE_ADMINISTRATOR);
  EXPECT_THAT(state_.Do(keep, state_.administrator), IsOk());
  Principal second = state_.administrator;
  second.user = "second";
  EXPECT_THAT(state_.Do(disable, second), IsOk());
  EXPECT_THAT(state_.Do(step_down, second), IsOk());
}

class TokenTest : public UserTest {
 protected:
  TokenTest() {
    EXPECT_THAT(state_.Do(Create("pat", {api::ROLE_CHAIR}), state_.administrator), IsOk());
    request_.mutable_token()->set_user("states/nj/users/pat");
    request_.mutable_token()->set_display_name("laptop");
  }

  const ledger::TokenChange& Last() { return state_.last.at(0).decision().token(); }

  api::CreateTokenRequest request_;
};

TEST_F(TokenTest, IsMadeWithAFreshIdAndTheSecretsDigest) {
  ASSERT_THAT(CreateToken(request_, state_.administrator), IsOk());
  std::string name = Last().token().name();
  EXPECT_EQ(name, TokenName("nj", LastPart(name)));
  EXPECT_TRUE(IsResourceId(LastPart(name)));
  const ledger::TokenChange& stored = state_.records.FindOrDefault(TokenIdOf(name)).change();
  EXPECT_EQ(stored.secret_sha256(), Sha256("secret"));
  EXPECT_EQ(stored.token().user(), "states/nj/users/pat");
  EXPECT_EQ(stored.token().etag(), "1");
  ASSERT_THAT(CreateToken(request_, state_.administrator), IsOk());
  EXPECT_NE(Last().token().name(), name);
}

TEST_F(TokenTest, NeedsAUserWhoMaySignIn) {
  state_.records.Mutable(UserId{"pat"})->set_disabled(true);
  EXPECT_THAT(CreateToken(request_, state_.administrator), HasReason("USER_DISABLED"));
  request_.mutable_token()->set_user("states/nj/users/nobody");
  EXPECT_THAT(CreateToken(request_, state_.administrator), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_F(TokenTest, NamesEveryViolation) {
  request_.mutable_token()->set_user("users/pat");
  *request_.mutable_token()->mutable_expire_time() = ToProto(state_.now);
  EXPECT_THAT(CreateToken(request_, state_.administrator), Violates("token.user", "token.expire_time"));
}

TEST_F(TokenTest, MayExpireInTheFuture) {
  *request_.mutable_token()->mutable_expire_time() = ToProto(state_.now + absl::Microseconds(1));
  EXPECT_THAT(CreateToken(request_, state_.administrator), IsOk());
}

TEST_F(TokenTest, IsEndedOnceAndKeepsItsDigest) {
  ASSERT_THAT(CreateToken(request_, state_.administrator), IsOk());
  api::RevokeTokenRequest revoke;
  revoke.set_name(Last().token().name());
  ASSERT_THAT(state_.Do(revoke, state_.administrator), IsOk());
  const ledger::TokenChange& stored = state_.records.FindOrDefault(TokenIdOf(revoke.name())).change();
  EXPECT_TRUE(stored.token().revoked());
  EXPECT_EQ(stored.token().etag(), "2");
  EXPECT_EQ(stored.secret_sha256(), Sha256("secret"));
  EXPECT_THAT(state_.Do(revoke, state_.administrator), HasReason("ALREADY_REVOKED"));
}

TEST_F(TokenTest, IsManagedWhereItBelongs) {
  Principal other = state_.administrator;
  other.state = "pa";
  EXPECT_THAT(CreateToken(request_, other), HasReason("NOT_YOUR_STATE"));
  api::RevokeTokenRequest revoke;
  revoke.set_name("states/nj/tokens/none");
  EXPECT_THAT(state_.Do(revoke, other), HasReason("NOT_YOUR_STATE"));
  EXPECT_THAT(state_.Do(revoke, state_.administrator), HasReason("RESOURCE_NOT_FOUND"));
  revoke.set_name("tokens/none");
  EXPECT_THAT(state_.Do(revoke, state_.administrator), Violates("name"));
}

}  // namespace
}  // namespace assay::domain

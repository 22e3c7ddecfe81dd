#include "services/rpc/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"
#include "services/rpc/testing/api_world.h"

namespace assay::rpc {
namespace {

using engine::testing::EngineWorld;
using ::testing::ElementsAre;

class IdentityTest : public ::testing::Test {
 protected:
  void SetUp() override {
    world_.Start();
    token_ = testing::Enter(&world_, "nj", "ada", {v1::ROLE_AGENCY_STAFF, v1::ROLE_CHAIR});
  }

  absl::StatusOr<domain::Principal> Ask(const std::string& token) {
    return Authenticate("Bearer " + token, *world_.engine);
  }

  void Put(const std::string& state, const ledger::v1::DecisionPart& decision) {
    engine::Event event;
    *event.mutable_decision() = decision;
    ASSERT_TRUE(world_.Do(EngineWorld::Add(state, {event})).ok());
  }

  // Changes a stored token or user as a command would.
  void ChangeToken(const std::string& state, const std::string& id,
                   const std::function<void(ledger::v1::TokenChange*)>& change) {
    ledger::v1::DecisionPart decision;
    *decision.mutable_token() = world_.engine->Read(state)->FindOrDefault(domain::TokenId{id}).change();
    change(decision.mutable_token());
    Put(state, decision);
  }
  void ChangeUser(const std::string& state, const std::string& id, const std::function<void(v1::User*)>& change) {
    ledger::v1::DecisionPart decision;
    *decision.mutable_user() = world_.engine->Read(state)->FindOrDefault(domain::UserId{id});
    change(decision.mutable_user());
    Put(state, decision);
  }

  EngineWorld world_;
  std::string token_;
};

TEST(TokenTest, FormatAndParseAreInverse) {
  for (const char* state : {"", "nj", "a-2"}) {
    auto parsed = ParseToken(FormatToken({state, "t1", "secret_-9"}));
    ASSERT_TRUE(parsed.ok()) << state;
    EXPECT_EQ(parsed->state, state);
    EXPECT_EQ(parsed->token, "t1");
    EXPECT_EQ(parsed->secret, "secret_-9");
  }
  EXPECT_EQ(FormatToken({"", "t1", "s"}), "assay._.t1.s");
}

TEST(TokenTest, AnythingElseIsNoToken) {
  std::string long_state(21, 'a');
  std::string long_secret(300, 'a');
  for (const std::string& text :
       {std::string(), std::string("assay"), std::string("assay.nj.t1"), std::string("assay.nj.t1.s.s"),
        std::string("Assay.nj.t1.s"), std::string("assay..t1.s"), std::string("assay.NJ.t1.s"),
        std::string("assay.nj..s"), std::string("assay.nj.T1.s"), std::string("assay.nj/x.t1.s"),
        std::string("assay.nj.t\0.s", 12), "assay." + long_state + ".t1.s", "assay.nj.t1." + long_secret}) {
    EXPECT_EQ(ParseToken(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(TokenTest, ATokenOfTheLongestNamesFits) {
  SeededRandom random(1);
  std::string token = FormatToken({std::string(20, 'a'), std::string(63, 'b'), NewSecret(random)});
  EXPECT_TRUE(ParseToken(token).ok());
}

TEST(TokenTest, ASecretIs32BytesAndOnlyItsHashIsStored) {
  SeededRandom random(1);
  std::string secret = NewSecret(random);
  EXPECT_EQ(secret.size(), 43u);
  EXPECT_NE(secret, NewSecret(random));
  EXPECT_EQ(SecretHash(secret).size(), 32u);
  EXPECT_FALSE(absl::StrContains(SecretHash(secret), secret));
}

TEST_F(IdentityTest, AValidTokenSaysWhoItIs) {
  auto principal = Ask(token_);
  ASSERT_TRUE(principal.ok()) << principal.status();
  EXPECT_EQ(principal->Name(), "states/nj/users/ada");
  EXPECT_THAT(principal->roles, ElementsAre(v1::ROLE_AGENCY_STAFF, v1::ROLE_CHAIR));
  EXPECT_EQ(principal->employer, "");
}

TEST_F(IdentityTest, WithoutAHeaderItIsNobody) {
  auto principal = Authenticate("", *world_.engine);
  ASSERT_TRUE(principal.ok());
  EXPECT_EQ(principal->Name(), "");
  EXPECT_TRUE(principal->roles.empty());
}

TEST_F(IdentityTest, ARepresentativeSpeaksForItsEmployer) {
  ChangeUser("nj", "ada",
             [](v1::User* user) { user->set_representative("states/nj/employers/acme/representatives/r1"); });
  auto principal = Ask(token_);
  ASSERT_TRUE(principal.ok());
  EXPECT_EQ(principal->employer, "acme");
  EXPECT_EQ(principal->representative, "r1");
}

TEST_F(IdentityTest, AnOperatorsTokenBelongsToTheInstallation) {
  auto principal = Ask(testing::Enter(&world_, "", "root", {v1::ROLE_OPERATOR}));
  ASSERT_TRUE(principal.ok()) << principal.status();
  EXPECT_EQ(principal->Name(), "users/root");
}

TEST_F(IdentityTest, EveryBadTokenGetsTheSameAnswer) {
  std::vector<std::pair<const char*, absl::Status>> answers;
  auto add = [&](const char* what, const absl::Status& status) { answers.emplace_back(what, status); };
  add("malformed", Ask("nonsense").status());
  add("no bearer", Authenticate(token_, *world_.engine).status());
  add("basic", Authenticate("Basic " + token_, *world_.engine).status());
  add("wrong secret", Ask(token_.substr(0, token_.size() - 1) + (token_.back() == 'A' ? "B" : "A")).status());
  add("short secret", Ask(token_.substr(0, token_.size() - 1)).status());
  add("no secret", Ask("assay.nj.ada.").status());
  add("unknown token", Ask(FormatToken({"nj", "bob", "s"})).status());
  add("unknown state", Ask(FormatToken({"zz", "ada", "s"})).status());
  add("another state", Ask(FormatToken({"oh", "ada", ParseToken(token_)->secret})).status());

  std::string expired = testing::Enter(&world_, "nj", "exp", {v1::ROLE_CHAIR}, world_.clock.Now() + absl::Hours(1));
  EXPECT_TRUE(Ask(expired).ok());
  world_.clock.Advance(absl::Hours(1));
  add("expired", Ask(expired).status());

  std::string revoked = testing::Enter(&world_, "nj", "rev", {v1::ROLE_CHAIR});
  ChangeToken("nj", "rev", [](ledger::v1::TokenChange* token) { token->mutable_token()->set_revoked(true); });
  add("revoked", Ask(revoked).status());

  std::string disabled = testing::Enter(&world_, "nj", "dis", {v1::ROLE_CHAIR});
  ChangeUser("nj", "dis", [](v1::User* user) { user->set_disabled(true); });
  add("disabled user", Ask(disabled).status());

  std::string orphan = testing::Enter(&world_, "nj", "orp", {v1::ROLE_CHAIR});
  ChangeToken("nj", "orp", [](auto* token) { token->mutable_token()->set_user("states/nj/users/gone"); });
  add("no such user", Ask(orphan).status());

  for (const auto& [what, status] : answers) {
    EXPECT_EQ(status.code(), absl::StatusCode::kUnauthenticated) << what;
    EXPECT_EQ(ErrorReason(status), "TOKEN_INVALID") << what;
    EXPECT_EQ(status, answers.front().second) << what;
  }
}

TEST_F(IdentityTest, ATokenExpiresAtItsInstantAndNotBefore) {
  absl::Time end = world_.clock.Now() + absl::Hours(1);
  std::string token = testing::Enter(&world_, "nj", "exp", {v1::ROLE_CHAIR}, end);
  world_.clock.Set(end - absl::Microseconds(1));
  EXPECT_TRUE(Ask(token).ok());
  world_.clock.Set(end);
  EXPECT_FALSE(Ask(token).ok());
}

TEST_F(IdentityTest, InARehearsalATokenExpiresByItsClock) {
  absl::Time end = world_.clock.Now() + absl::Hours(1);
  std::string token = testing::Enter(&world_, "hi", "exp", {v1::ROLE_CHAIR}, end);
  world_.clock.Set(end + absl::Hours(24));
  EXPECT_TRUE(Ask(token).ok());
  ledger::v1::DecisionPart decision;
  *decision.mutable_state() = world_.engine->Read("hi")->FindOrDefault(domain::StateId{});
  *decision.mutable_state()->mutable_rehearsal_time() = domain::ToProto(end);
  Put("hi", decision);
  EXPECT_FALSE(Ask(token).ok());
}

}  // namespace
}  // namespace assay::rpc

// Doing a call twice: with the same request id, after a restart, with validate_only, and after giving up on it.
#include <thread>

#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/impl/codegen/client_unary_call.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "gtest/gtest.h"
#include "tests/e2e/errors.h"
#include "tests/support/world.h"

namespace assay::testing {
namespace {

using ::testing::SizeIs;

constexpr char kMakePlumber[] =
    "parent: '$nj' credential_id: 'plumber' credential { title: 'Plumber' } request_id: 'make-plumber'";

class RetryTest : public ::testing::Test {
 protected:
  RetryTest() : world_(&server_) {}

  void Restart() {
    ASSERT_TRUE(server_.Restart()) << server_.Log();
    world_.Reconnect();
  }

  AssayServer server_;
  World world_;
};

TEST_F(RetryTest, TheSameRequestIsAnsweredAgainNotDoneAgain) {
  auto first = world_.Must<v1::CreateCredentialResponse>("sam", kMakePlumber);
  auto again = world_.Must<v1::CreateCredentialResponse>("sam", kMakePlumber);
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  world_.Must<v1::UpdateCredentialResponse>("sam", "credential { name: '$nj/credentials/plumber' title: 'Changed' }");
  // Also after the record went on: what was answered is what is answered.
  EXPECT_EQ(world_.Must<v1::CreateCredentialResponse>("sam", kMakePlumber).credential().title(), "Plumber");
  Restart();
  EXPECT_EQ(world_.Must<v1::CreateCredentialResponse>("sam", kMakePlumber).SerializeAsString(),
            first.SerializeAsString());
  server_.Kill9();
  Restart();
  EXPECT_EQ(world_.Must<v1::CreateCredentialResponse>("sam", kMakePlumber).SerializeAsString(),
            first.SerializeAsString());
  EXPECT_THAT(world_.Must<v1::ListCredentialsResponse>("", "parent: '$nj'").credentials(), SizeIs(1));
}

TEST_F(RetryTest, ARequestIdIsForOneBody) {
  world_.Must<v1::CreateCredentialResponse>("sam", kMakePlumber);
  auto other = world_.Call<v1::CreateCredentialResponse>(
      "sam", "parent: '$nj' credential_id: 'welder' credential { title: 'Welder' } request_id: 'make-plumber'");
  EXPECT_THAT(other.status(), HasReason("REQUEST_ID_REUSED"));
  auto other_method = world_.Call<v1::CreatePanelResponse>(
      "sam", "parent: '$nj' panel_id: 'p' panel { display_name: 'P' } request_id: 'make-plumber'");
  EXPECT_THAT(other_method.status(), HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(world_.Must<v1::ListCredentialsResponse>("", "parent: '$nj'").credentials(), SizeIs(1));
  EXPECT_THAT(world_.Must<v1::ListPanelsResponse>("sam", "parent: '$nj'").panels(), SizeIs(0));
}

TEST_F(RetryTest, ARefusalDoesNotUseUpTheRequestId) {
  const std::string late =
      "parent: '$nj' employer_id: 'x' request_id: 'r' employer { legal_name: 'X' registration_id: '1' }";
  world_.Must<v1::RegisterEmployerResponse>(
      "sam", "parent: '$nj' employer_id: 'x' employer { legal_name: 'X' registration_id: '2' }");
  EXPECT_THAT(world_.Call<v1::RegisterEmployerResponse>("sam", late).status(),
              HasCode(absl::StatusCode::kAlreadyExists));
  world_.Must<v1::RegisterEmployerResponse>(
      "sam", "parent: '$nj' employer_id: 'y' request_id: 'r' employer { legal_name: 'Y' registration_id: '3' }");
}

TEST_F(RetryTest, ARetriedTokenKeepsItsSecretToItself) {
  const char request[] = "parent: '$nj' token { user: '$nj/users/sam' } request_id: 'token'";
  auto first = world_.Must<v1::CreateTokenResponse>("ada", request);
  auto again = world_.Must<v1::CreateTokenResponse>("ada", request);
  EXPECT_NE(first.secret(), "");
  EXPECT_EQ(again.secret(), "");
  EXPECT_EQ(again.token().name(), first.token().name());
}

TEST_F(RetryTest, ValidateOnlySaysWhatWouldHappenAndChangesNothing) {
  std::string dry = absl::StrCat(kMakePlumber, " validate_only: true");
  for (int i = 0; i < 2; ++i) {
    auto would = world_.Must<v1::CreateCredentialResponse>("sam", dry);
    EXPECT_EQ(would.credential().name(), "states/nj/credentials/plumber");
    EXPECT_THAT(world_.Must<v1::ListCredentialsResponse>("", "parent: '$nj'").credentials(), SizeIs(0));
  }
  world_.Must<v1::CreateCredentialResponse>("sam", kMakePlumber);
  EXPECT_THAT(world_
                  .Call<v1::CreateCredentialResponse>(
                      "sam", "parent: '$nj' credential_id: 'plumber' credential { title: 'P' } validate_only: true")
                  .status(),
              HasCode(absl::StatusCode::kAlreadyExists));
}

TEST_F(RetryTest, ValidateOnlyOfEveryStepOfACycleChangesNothing) {
  world_.MakeOpenRound();
  EXPECT_TRUE(world_.Endorse("acme-1", "welder").ok());
  auto ballot = world_.Must<v1::CastBallotResponse>("acme-1", R"(round: "$nj/cycles/2027/rounds/r1" validate_only: true
      paper { proposal: "$nj/cycles/2027/proposals/welder" choice: BALLOT_CHOICE_APPROVE })");
  EXPECT_EQ(ballot.ballot().revision(), 1);
  world_.Must<v1::CloseRoundResponse>("sam", "name: '$nj/cycles/2027/rounds/r1' validate_only: true");
  EXPECT_EQ(world_.Must<v1::GetRoundProgressResponse>("sam", "name: '$nj/cycles/2027/rounds/r1'").answered_count(), 0);
  EXPECT_EQ(world_.Must<v1::GetRoundResponse>("sam", "name: '$nj/cycles/2027/rounds/r1'").round().state(),
            v1::ROUND_STATE_OPEN);
  world_.VoteAndClose();
  const char draft[] =
      "parent: '$nj/cycles/2027' policy: '$nj/policies/standard' effective_date: '2027-07-01' validate_only: true";
  EXPECT_EQ(world_.Must<v1::DraftListVersionResponse>("sam", draft).list_version().entry_count(), 2);
  EXPECT_EQ(world_.Must<v1::ListListVersionsResponse>("sam", "parent: '$nj'").list_versions_size(), 0);
}

// A caller that gives up may repeat the call with the same request id and learns what became of it.
TEST_F(RetryTest, ACallGivenUpOnIsDoneOnceOrNotAtAll) {
  auto stub_channel = world_.As("sam").channel();
  constexpr int kCalls = 50;
  for (int i = 0; i < kCalls; ++i) {
    v1::CreateCredentialRequest request;
    request.set_parent("states/nj");
    request.set_credential_id(absl::StrCat("c", i));
    request.mutable_credential()->set_title("C");
    request.set_request_id(absl::StrCat("r", i));
    grpc::ClientContext context;
    world_.As("sam").Prepare(&context);
    // Given up on at once, after some microseconds, or not before it is done.
    std::thread canceller([&context, i] {
      std::this_thread::yield();
      if (i % 2 == 0) context.TryCancel();
    });
    grpc::internal::RpcMethod method("/assay.v1.CredentialService/CreateCredential",
                                     grpc::internal::RpcMethod::NORMAL_RPC, stub_channel);
    v1::CreateCredentialResponse ignored;
    grpc::Status status = grpc::internal::BlockingUnaryCall<v1::CreateCredentialRequest, v1::CreateCredentialResponse>(
        stub_channel.get(), method, &context, request, &ignored);
    canceller.join();
    EXPECT_TRUE(status.ok() || status.error_code() == grpc::StatusCode::CANCELLED) << status.error_message();
    auto repeated = world_.Call<v1::CreateCredentialResponse>("sam", request);
    EXPECT_TRUE(repeated.ok()) << repeated.status();
  }
  EXPECT_THAT(world_.Must<v1::ListCredentialsResponse>("", "parent: '$nj' page_size: 1000").credentials(),
              SizeIs(kCalls));
  server_.Stop();
  std::string report;
  EXPECT_EQ(server_.Check(&report), 0) << report;
}

}  // namespace
}  // namespace assay::testing

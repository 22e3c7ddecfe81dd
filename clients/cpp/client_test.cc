#include "clients/cpp/client.h"

#include <atomic>
#include <memory>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "assay/v1/proposal_service.grpc.pb.h"
#include "clients/cpp/error_details.h"
#include "clients/cpp/testing/fake_server.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay {
namespace {

using testing::FakeServer;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kSubmit[] = "assay.v1.ProposalService/SubmitProposal";
constexpr char kGet[] = "assay.v1.ProposalService/GetProposal";

class ClientTest : public ::testing::Test {
 protected:
  Client MakeClient(ClientOptions options = {}) {
    options.target = server_.target();
    options.retry.initial_backoff = absl::Milliseconds(1);
    return Client(options);
  }
  // Answers `failures` times with `error`, then with success.
  void FailThenSucceed(int failures, absl::Status error) {
    auto left = std::make_shared<std::atomic<int>>(failures);
    server_.Handle(kSubmit, [left, error](const FakeServer::Call&, std::string*) {
      return (*left)-- > 0 ? error : absl::OkStatus();
    });
  }
  FakeServer server_;
};

TEST_F(ClientTest, ReturnsWhatTheServerAnswers) {
  server_.On<v1::GetProposalRequest, v1::GetProposalResponse>(
      kGet, [](const v1::GetProposalRequest& request, v1::GetProposalResponse* response) {
        response->mutable_proposal()->set_name(request.name());
        return absl::OkStatus();
      });
  v1::GetProposalRequest request;
  request.set_name("states/nj/cycles/2027/proposals/welder");
  auto response = MakeClient().Call<v1::GetProposalResponse>(kGet, request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->proposal().name(), request.name());
}

TEST_F(ClientTest, EveryAttemptCarriesTheSameRandomRequestId) {
  FailThenSucceed(3, absl::UnavailableError("moving"));
  ASSERT_TRUE(MakeClient().Call<v1::SubmitProposalResponse>(kSubmit, v1::SubmitProposalRequest()).ok());
  auto calls = server_.Calls(kSubmit);
  ASSERT_THAT(calls, SizeIs(4));
  EXPECT_THAT(calls[0].As<v1::SubmitProposalRequest>().request_id(), SizeIs(32));
  for (const auto& call : calls) EXPECT_EQ(call.body, calls[0].body);
}

TEST_F(ClientTest, KeepsTheCallersRequestId) {
  FailThenSucceed(1, absl::UnavailableError("moving"));
  v1::SubmitProposalRequest request;
  request.set_request_id("mine");
  ASSERT_TRUE(MakeClient().Call<v1::SubmitProposalResponse>(kSubmit, request).ok());
  for (const auto& call : server_.Calls(kSubmit)) EXPECT_EQ(call.As<v1::SubmitProposalRequest>().request_id(), "mine");
}

TEST_F(ClientTest, TwoCallsHaveDifferentRequestIds) {
  FailThenSucceed(0, absl::OkStatus());
  Client client = MakeClient();
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(client.Call<v1::SubmitProposalResponse>(kSubmit, v1::SubmitProposalRequest()).ok());
  }
  auto calls = server_.Calls(kSubmit);
  EXPECT_NE(calls[0].body, calls[1].body);
}

// A server that shuts down resets the calls that come too late, which gRPC reports as cancelled.
TEST_F(ClientTest, CallsResetByAServerThatStopsAreTriedAgain) {
  FailThenSucceed(1, absl::CancelledError());
  EXPECT_TRUE(MakeClient().Call<v1::SubmitProposalResponse>(kSubmit, v1::SubmitProposalRequest()).ok());
  EXPECT_THAT(server_.Calls(kSubmit), SizeIs(2));
}

TEST_F(ClientTest, BadInputIsNotTriedAgain) {
  FailThenSucceed(1, absl::InvalidArgumentError("no"));
  auto response = MakeClient().Call<v1::SubmitProposalResponse>(kSubmit, v1::SubmitProposalRequest());
  EXPECT_EQ(response.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(server_.Calls(kSubmit), SizeIs(1));
}

TEST_F(ClientTest, GivesUpAfterTheLastAttempt) {
  FailThenSucceed(100, absl::UnavailableError("down"));
  auto response = MakeClient().Call<v1::SubmitProposalResponse>(kSubmit, v1::SubmitProposalRequest());
  EXPECT_EQ(response.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(server_.Calls(kSubmit), SizeIs(5));
}

TEST_F(ClientTest, DetailsBecomePayloads) {
  Violations violations;
  violations.Add("proposal.soc_codes[2]", "is no occupation of SOC 2018");
  violations.Add("proposal.credential", "must be present");
  FailThenSucceed(1, violations.ToStatus());
  auto status = MakeClient().Call<v1::SubmitProposalResponse>(kSubmit, v1::SubmitProposalRequest()).status();
  EXPECT_EQ(ErrorReason(status), "INVALID_INPUT");
  auto found = FieldViolations(status);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].field, "proposal.soc_codes[2]");
  EXPECT_EQ(found[1].description, "must be present");
}

TEST_F(ClientTest, WaitsAsLongAsTheServerAsks) {
  FailThenSucceed(1, Overloaded("queue is full", absl::Milliseconds(80)));
  absl::Time start = absl::Now();
  ASSERT_TRUE(MakeClient().Call<v1::SubmitProposalResponse>(kSubmit, v1::SubmitProposalRequest()).ok());
  EXPECT_GE(absl::Now() - start, absl::Milliseconds(80));
}

TEST_F(ClientTest, TheTimeoutEndsAllAttempts) {
  auto given_up = std::make_shared<absl::Notification>();
  server_.Handle(kSubmit, [given_up](const FakeServer::Call&, std::string*) {
    given_up->WaitForNotification();
    return absl::OkStatus();
  });
  ClientOptions options;
  options.timeout = absl::Milliseconds(200);
  options.attempt_timeout = absl::Milliseconds(40);
  absl::Time start = absl::Now();
  auto response = MakeClient(options).Call<v1::SubmitProposalResponse>(kSubmit, v1::SubmitProposalRequest());
  given_up->Notify();
  EXPECT_EQ(response.status().code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_LT(absl::Now() - start, absl::Seconds(2));
}

TEST_F(ClientTest, SendsTheTokenAsBearer) {
  FailThenSucceed(0, absl::OkStatus());
  ClientOptions options;
  options.token = "s3cret";
  ASSERT_TRUE(MakeClient(options).Call<v1::SubmitProposalResponse>(kSubmit, v1::SubmitProposalRequest()).ok());
  auto calls = server_.Calls(kSubmit);
  EXPECT_EQ(calls[0].metadata.find("authorization")->second, "Bearer s3cret");
}

TEST_F(ClientTest, WithoutATokenNoneIsSent) {
  FailThenSucceed(0, absl::OkStatus());
  ASSERT_TRUE(MakeClient().Call<v1::SubmitProposalResponse>(kSubmit, v1::SubmitProposalRequest()).ok());
  EXPECT_EQ(server_.Calls(kSubmit)[0].metadata.count("authorization"), 0);
}

TEST_F(ClientTest, StubsShareTheConnection) {
  FailThenSucceed(0, absl::OkStatus());
  ClientOptions options;
  options.token = "s3cret";
  Client client = MakeClient(options);
  grpc::ClientContext context;
  client.Prepare(&context);
  v1::SubmitProposalResponse response;
  auto stub = v1::ProposalService::NewStub(client.channel());
  EXPECT_TRUE(FromGrpcStatus(stub->SubmitProposal(&context, v1::SubmitProposalRequest(), &response)).ok());
  EXPECT_EQ(server_.Calls(kSubmit)[0].metadata.find("authorization")->second, "Bearer s3cret");
}

TEST(ClientWithoutServerTest, SaysUnavailable) {
  ClientOptions options;
  options.target = "127.0.0.1:1";
  options.retry.max_attempts = 1;
  auto response = Client(options).Call<v1::GetProposalResponse>(kGet, v1::GetProposalRequest());
  EXPECT_EQ(response.status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace assay

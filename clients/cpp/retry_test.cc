#include "clients/cpp/retry.h"

#include "assay/v1/admin_service.pb.h"
#include "assay/v1/proposal_service.pb.h"
#include "clients/cpp/request_id.h"
#include "gtest/gtest.h"
#include "services/base/error.h"

namespace assay {
namespace {

TEST(RetryTest, BackoffDoublesUpToItsLimit) {
  RetryPolicy policy{10, absl::Milliseconds(100), absl::Milliseconds(500)};
  absl::Status error = absl::UnavailableError("");
  EXPECT_EQ(WaitBeforeRetry(policy, error, 2, 0), absl::Milliseconds(50));
  EXPECT_EQ(WaitBeforeRetry(policy, error, 3, 0), absl::Milliseconds(100));
  EXPECT_EQ(WaitBeforeRetry(policy, error, 4, 0.5), absl::Milliseconds(300));
  EXPECT_EQ(WaitBeforeRetry(policy, error, 9, 0), absl::Milliseconds(250));
  EXPECT_EQ(WaitBeforeRetry(policy, error, 11, 0), absl::nullopt);
}

TEST(RetryTest, OnlyWhatMayMendByItself) {
  RetryPolicy policy;
  EXPECT_TRUE(WaitBeforeRetry(policy, absl::DeadlineExceededError(""), 2, 0).has_value());
  EXPECT_TRUE(WaitBeforeRetry(policy, Overloaded("", absl::Seconds(1)), 2, 0).has_value());
  EXPECT_FALSE(WaitBeforeRetry(policy, absl::ResourceExhaustedError("quota"), 2, 0).has_value());
  EXPECT_FALSE(WaitBeforeRetry(policy, absl::AbortedError(""), 2, 0).has_value());
  EXPECT_FALSE(WaitBeforeRetry(policy, absl::InternalError(""), 2, 0).has_value());
}

TEST(RetryTest, AChangeIsRepeatedOnlyWithARequestId) {
  v1::SubmitProposalRequest submit;
  EXPECT_FALSE(IsSafeToRepeat("assay.v1.ProposalService/SubmitProposal", submit));
  SetRequestId("x", &submit);
  EXPECT_TRUE(IsSafeToRepeat("assay.v1.ProposalService/SubmitProposal", submit));
  EXPECT_FALSE(IsSafeToRepeat("assay.v1.AdminService/CreateBackup", v1::CreateBackupRequest()));
  EXPECT_TRUE(IsSafeToRepeat("assay.v1.ProposalService/GetProposal", v1::GetProposalRequest()));
  EXPECT_TRUE(IsSafeToRepeat("assay.v1.AdminService/WhoAmI", v1::WhoAmIRequest()));
}

TEST(RequestIdTest, RequestsWithoutTheFieldStayAsTheyAre) {
  v1::GetProposalRequest request;
  EXPECT_FALSE(TakesRequestId(request));
  SetRequestId("x", &request);
  EXPECT_EQ(request.ByteSizeLong(), 0);
  EXPECT_NE(NewRequestId(), NewRequestId());
}

}  // namespace
}  // namespace assay

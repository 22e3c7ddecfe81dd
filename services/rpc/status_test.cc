#include "services/rpc/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"
#include "services/base/error.h"
#include "services/rpc/testing/api_world.h"

namespace assay::rpc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

google::rpc::Status DetailsOf(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  return details;
}

TEST(StatusTest, OkIsOk) {
  EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok());
  EXPECT_EQ(ToGrpcStatus(absl::OkStatus()).error_details(), "");
}

TEST(StatusTest, EveryCodeKeepsItsNumber) {
  for (int code = 1; code <= 16; ++code) {
    grpc::Status status = ToGrpcStatus(absl::Status(static_cast<absl::StatusCode>(code), "what happened"));
    EXPECT_EQ(static_cast<int>(status.error_code()), code);
    EXPECT_EQ(DetailsOf(status).code(), code);
    EXPECT_EQ(DetailsOf(status).message(), status.error_message());
    EXPECT_FALSE(status.error_message().empty());
  }
}

TEST(StatusTest, TheCallersMistakesAreToldAsTheyAre) {
  Violations violations;
  violations.Add("proposal.title", "is required");
  violations.Add("proposal.code", "has 65 bytes; at most 64");
  grpc::Status status = ToGrpcStatus(violations.ToStatus());
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("proposal.title: is required"));
  EXPECT_EQ(testing::ReasonOf(status), "INVALID_INPUT");
  EXPECT_THAT(testing::FieldsOf(status), ElementsAre("proposal.title", "proposal.code"));
}

TEST(StatusTest, WhenToRetryIsADetail) {
  grpc::Status status = ToGrpcStatus(Overloaded("full", absl::Milliseconds(1500)));
  auto retry = testing::RetryInfoOf(status);
  ASSERT_TRUE(retry.has_value());
  EXPECT_EQ(retry->retry_delay().seconds(), 1);
  EXPECT_EQ(retry->retry_delay().nanos(), 500'000'000);
}

TEST(StatusTest, OurFailuresKeepTheirMessageAndDetailsOut) {
  for (absl::StatusCode code : {absl::StatusCode::kInternal, absl::StatusCode::kDataLoss, absl::StatusCode::kUnknown}) {
    absl::Status status = MakeError(code, "SECRET_REASON", "secret path /var/lib");
    grpc::Status answer = ToGrpcStatus(status);
    EXPECT_EQ(static_cast<int>(answer.error_code()), static_cast<int>(code));
    EXPECT_THAT(answer.error_message(), HasSubstr("its log says why"));
    EXPECT_THAT(answer.error_message(), Not(HasSubstr("secret")));
    EXPECT_THAT(answer.error_details(), Not(HasSubstr("secret")));
    EXPECT_THAT(answer.error_details(), Not(HasSubstr("SECRET")));
    EXPECT_EQ(DetailsOf(answer).details_size(), 0);
  }
}

}  // namespace
}  // namespace assay::rpc

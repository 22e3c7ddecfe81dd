#include "clients/cpp/error_details.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(ErrorDetailsTest, SurvivesTheWayOverGrpc) {
  absl::Status sent = MakeError(absl::StatusCode::kFailedPrecondition, "ROUND_CLOSED", "the round is over",
                                {{"round", "states/nj/cycles/2027/rounds/r1"}});
  absl::Status received = FromGrpcStatus(ToGrpcStatus(sent));
  EXPECT_EQ(received, sent);
  EXPECT_EQ(ErrorReason(received), "ROUND_CLOSED");
  EXPECT_THAT(ErrorMetadata(received), ElementsAre(Pair("round", "states/nj/cycles/2027/rounds/r1")));
}

TEST(ErrorDetailsTest, OkIsOk) {
  EXPECT_TRUE(FromGrpcStatus(grpc::Status::OK).ok());
  EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok());
}

TEST(ErrorDetailsTest, WithoutDetailsTheHelpersAreEmpty) {
  absl::Status status = FromGrpcStatus(grpc::Status(grpc::StatusCode::NOT_FOUND, "gone"));
  EXPECT_EQ(status, absl::NotFoundError("gone"));
  EXPECT_EQ(ErrorReason(status), "");
  EXPECT_THAT(ErrorMetadata(status), IsEmpty());
  EXPECT_THAT(FieldViolations(status), IsEmpty());
  EXPECT_FALSE(RetryDelay(status).has_value());
}

TEST(ErrorDetailsTest, DetailsThatAreNoProtoAreLeftOut) {
  absl::Status status = FromGrpcStatus(grpc::Status(grpc::StatusCode::ABORTED, "stale", "\xff\xff\xff"));
  EXPECT_EQ(status, absl::AbortedError("stale"));
}

TEST(ErrorDetailsTest, ReadsTheRetryDelay) {
  absl::Status status = FromGrpcStatus(ToGrpcStatus(Overloaded("full", absl::Milliseconds(1500))));
  EXPECT_EQ(RetryDelay(status), absl::Milliseconds(1500));
}

}  // namespace
}  // namespace assay

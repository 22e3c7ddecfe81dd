#include "services/base/error.h"

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

namespace assay {
namespace {

TEST(ErrorTest, CarriesReasonAndMetadata) {
  absl::Status status = Refused("ROUND_CLOSED", "the round is closed", {{"round", "r1"}});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ErrorReason(status), "ROUND_CLOSED");
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(info.ParseFromString(std::string(*status.GetPayload(kErrorInfoUrl))));
  EXPECT_EQ(info.metadata().at("round"), "r1");
  EXPECT_EQ(info.domain(), "assay");
}

TEST(ErrorTest, ViolationsAreAnsweredTogether) {
  Violations violations;
  EXPECT_TRUE(violations.ToStatus().ok());
  violations.Add("a", "is missing");
  violations.Add("b[1]", "is too long");
  absl::Status status = violations.ToStatus();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  google::rpc::BadRequest bad_request;
  ASSERT_TRUE(bad_request.ParseFromString(std::string(*status.GetPayload(kBadRequestUrl))));
  ASSERT_EQ(bad_request.field_violations_size(), 2);
  EXPECT_EQ(bad_request.field_violations(1).field(), "b[1]");
}

TEST(ErrorTest, ViolationsFitATrailer) {
  Violations violations;
  for (int i = 0; i < 1000; ++i) violations.Add("papers[" + std::to_string(i) + "].proposal", std::string(100, 'x'));
  absl::Status status = violations.ToStatus();
  google::rpc::BadRequest bad_request;
  ASSERT_TRUE(bad_request.ParseFromString(std::string(*status.GetPayload(kBadRequestUrl))));
  EXPECT_LT(bad_request.ByteSizeLong(), 5000u);
  int shown = bad_request.field_violations_size() - 1;
  EXPECT_GT(shown, 20);
  EXPECT_EQ(bad_request.field_violations(shown).description(),
            std::to_string(1000 - shown) + " more; mend these first, then see the rest");
}

TEST(ErrorTest, OverloadedSaysWhenToRetry) {
  absl::Status status = Overloaded("busy", absl::Milliseconds(1500));
  google::rpc::RetryInfo retry;
  ASSERT_TRUE(retry.ParseFromString(std::string(*status.GetPayload(kRetryInfoUrl))));
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 500'000'000);
}

TEST(ErrorTest, ForeignErrorsHaveNoReason) { EXPECT_EQ(ErrorReason(absl::InternalError("x")), ""); }

}  // namespace
}  // namespace assay

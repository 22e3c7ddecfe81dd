// What a seat may weigh is limited where it comes in, so that no sum of weights nears the end of its numbers.
#include <cstdint>
#include <limits>

#include "assay/v1/panel_service.pb.h"
#include "gtest/gtest.h"
#include "services/domain/review/round.h"
#include "services/rpc/validation.h"

namespace assay::model {
namespace {

constexpr int64_t kWeightMax = 1'000'000;

Violations Check(int64_t weight) {
  v1::CreateSeatRequest request;
  request.set_parent("states/nj/panels/health");
  request.set_seat_id("s1");
  request.mutable_seat()->set_employer("states/nj/employers/acme");
  request.mutable_seat()->set_weight(weight);
  Violations violations;
  rpc::CheckRules(request, &violations);
  return violations;
}

TEST(SeatWeightTest, IsTakenUpToItsLimit) {
  for (int64_t weight : {int64_t{1}, int64_t{2}, kWeightMax - 1, kWeightMax}) {
    EXPECT_TRUE(Check(weight).empty()) << weight << " " << Check(weight).ToStatus();
  }
}

TEST(SeatWeightTest, IsRefusedBeyond) {
  constexpr int64_t kHuge = int64_t{1} << 62;
  for (int64_t weight : {kWeightMax + 1, kHuge - 1, kHuge, kHuge + 1, std::numeric_limits<int64_t>::max(), int64_t{0},
                         int64_t{-1}, -kHuge, std::numeric_limits<int64_t>::min()}) {
    Violations violations = Check(weight);
    ASSERT_EQ(violations.violations().size(), 1u) << weight;
    EXPECT_EQ(violations.violations()[0].first, "seat.weight") << weight;
  }
}

// Two products of sums, compared, fit 128 bits however large the ratio of a policy is.
TEST(SeatWeightTest, TheLargestRoundWeighsLittle) {
  EXPECT_LT(static_cast<int64_t>(domain::kSeatsMax) * kWeightMax, int64_t{1} << 40);
}

}  // namespace
}  // namespace assay::model

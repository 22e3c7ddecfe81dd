#include "services/rpc/call_gate.h"

#include <thread>

#include "gtest/gtest.h"

namespace assay::rpc {
namespace {

TEST(CallGateTest, ClosedItRefusesAndIsEmptyAtOnce) {
  CallGate gate;
  EXPECT_TRUE(gate.Enter());
  gate.Leave();
  EXPECT_TRUE(gate.CloseAndWait(absl::InfiniteDuration()));
  EXPECT_FALSE(gate.Enter());
  gate.Leave();
}

TEST(CallGateTest, WaitsForWhoIsInside) {
  CallGate gate;
  ASSERT_TRUE(gate.Enter());
  std::thread caller([&gate] {
    // Leaves only once the gate is seen closed.
    while (gate.Enter()) gate.Leave();
    gate.Leave();
    gate.Leave();
  });
  EXPECT_TRUE(gate.CloseAndWait(absl::Minutes(1)));
  caller.join();
}

TEST(CallGateTest, GivesUpOnWhoStays) {
  CallGate gate;
  ASSERT_TRUE(gate.Enter());
  EXPECT_FALSE(gate.CloseAndWait(absl::ZeroDuration()));
}

}  // namespace
}  // namespace assay::rpc

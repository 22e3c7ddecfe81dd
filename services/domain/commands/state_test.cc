#include "services/domain/commands/state.h"

#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

api::CreateStateRequest Create(bool rehearsal) {
  api::CreateStateRequest request;
  request.set_state_id("nj");
  request.mutable_state()->set_display_name("New Jersey");
  request.mutable_state()->set_time_zone("America/New_York");
  request.mutable_state()->set_wage_area("NJ");
  request.mutable_state()->set_rehearsal(rehearsal);
  return request;
}

class StateTest : public ::testing::Test {
 protected:
  StateTest() {
    operator_.user = "root";
    operator_.roles = {api::ROLE_OPERATOR};
  }

  const api::State& Stored() { return state_.records.FindOrDefault(StateId{}); }

  absl::Status SetClock(absl::Time time) {
    api::SetRehearsalTimeRequest request;
    request.set_name("states/nj");
    *request.mutable_time() = ToProto(time);
    return state_.Do(request, operator_);
  }

  FakeState state_;
  Principal operator_;
};

TEST_F(StateTest, MakesARealStateWithoutAClockOfItsOwn) {
  api::CreateStateRequest request = Create(false);
  *request.mutable_state()->mutable_rehearsal_time() = ToProto(state_.now);
  ASSERT_THAT(state_.Do(request, operator_), IsOk());
  EXPECT_EQ(Stored().name(), "states/nj");
  EXPECT_EQ(Stored().etag(), "1");
  EXPECT_FALSE(Stored().has_rehearsal_time());
  EXPECT_THAT(state_.Do(Create(false), operator_), HasReason("RESOURCE_ALREADY_EXISTS"));
}

TEST_F(StateTest, ARehearsalsClockBeginsNow) {
  ASSERT_THAT(state_.Do(Create(true), operator_), IsOk());
  EXPECT_EQ(FromProto(Stored().rehearsal_time()), state_.now);
}

TEST_F(StateTest, ARehearsalsClockMovesForwardOnly) {
  EXPECT_THAT(SetClock(state_.now), HasReason("RESOURCE_NOT_FOUND"));
  ASSERT_THAT(state_.Do(Create(true), operator_), IsOk());
  EXPECT_THAT(SetClock(state_.now), IsOk());
  ASSERT_THAT(SetClock(state_.now + absl::Hours(24)), IsOk());
  EXPECT_EQ(FromProto(Stored().rehearsal_time()), state_.now + absl::Hours(24));
  EXPECT_EQ(Stored().display_name(), "New Jersey");
  EXPECT_THAT(SetClock(state_.now), HasReason("CLOCK_WOULD_GO_BACK"));
  EXPECT_THAT(SetClock(absl::FromUnixSeconds(4'102'444'800)), Violates("time"));
}

TEST_F(StateTest, NobodySetsARealClock) {
  ASSERT_THAT(state_.Do(Create(false), operator_), IsOk());
  EXPECT_THAT(SetClock(state_.now + absl::Hours(1)), HasReason("NOT_A_REHEARSAL"));
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/requests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

class RequestsTest : public ::testing::Test {
 protected:
  // An event with a request record; its digest.
  std::string Remember(const std::string& request_id) {
    Events events;
    events.Add()->set_request_id(request_id);
    state_.Commit(&events, state_.staff);
    return RequestIdOf(state_.staff.Name(), request_id).digest;
  }

  absl::Status Expire(int64_t until_sequence, const std::vector<std::string>& digests) {
    Events events;
    Context context{"nj", state_.now, &job_, &state_.random};
    absl::Status decided = DecideExpireRequests(until_sequence, digests, context, state_.records, &events);
    if (decided.ok()) state_.Commit(&events, job_);
    return decided;
  }

  FakeState state_;
  Principal job_;
};

TEST_F(RequestsTest, DropsWhatIsBefore) {
  std::string first = Remember("a");
  std::string second = Remember("b");
  ASSERT_TRUE(Expire(2, {first}).ok());
  ASSERT_EQ(state_.last.size(), 1u);
  EXPECT_THAT(state_.last[0].decision().requests_expired().request_digests(), ElementsAre(first));
  EXPECT_EQ(state_.records.Find(RequestId{first}), nullptr);
  EXPECT_NE(state_.records.Find(RequestId{second}), nullptr);
  EXPECT_EQ(state_.records.FindOrDefault(StateHeadId{}).requests_expired_until(), 2);
}

TEST_F(RequestsTest, LeavesOutWhatIsGoneAndDoesNothingTwice) {
  std::string first = Remember("a");
  ASSERT_TRUE(Expire(1, {first, "gone"}).ok());
  EXPECT_THAT(state_.last[0].decision().requests_expired().request_digests(), ElementsAre(first));
  ASSERT_TRUE(Expire(1, {first}).ok());
  EXPECT_TRUE(state_.last.empty());
}

TEST_F(RequestsTest, RefusesWhatIsNotOld) {
  Remember("a");
  std::string second = Remember("b");
  EXPECT_EQ(ErrorReason(Expire(1, {second})), "REQUEST_NOT_OLD");
  EXPECT_EQ(ErrorReason(Expire(100, {})), "REQUEST_NOT_OLD");
}

TEST_F(RequestsTest, RefusesMoreThanOneEventHolds) {
  Remember("a");
  std::vector<std::string> digests(kExpiredRequestsMax + 1, "x");
  EXPECT_EQ(Expire(1, digests).code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/commands/cycle.h"

#include "services/domain/commands/labor_market.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

constexpr char kDataset[] = "states/nj/datasets/oews-2025";

api::CreateDatasetRequest Dataset() {
  api::CreateDatasetRequest request;
  request.set_parent("states/nj");
  request.set_dataset_id("oews-2025");
  request.mutable_dataset()->set_display_name("OEWS May 2025");
  return request;
}

api::CreateCycleRequest Create() {
  api::CreateCycleRequest request;
  request.set_parent("states/nj");
  request.set_cycle_id("2027");
  request.mutable_cycle()->set_display_name("2027");
  return request;
}

class CycleTest : public ::testing::Test {
 protected:
  void SealDataset() { state_.records.Mutable(DatasetId{"oews-2025"})->set_state(api::DATASET_STATE_SEALED); }

  FakeState state_;
};

TEST_F(CycleTest, MakesAnEmptyDatasetOnce) {
  api::CreateDatasetRequest request = Dataset();
  ASSERT_THAT(state_.Do(request, state_.staff), IsOk());
  const api::Dataset& dataset = state_.records.FindOrDefault(DatasetId{"oews-2025"});
  EXPECT_EQ(dataset.name(), kDataset);
  EXPECT_EQ(dataset.state(), api::DATASET_STATE_EMPTY);
  EXPECT_EQ(dataset.etag(), "1");
  EXPECT_THAT(state_.Do(request, state_.staff), HasReason("RESOURCE_ALREADY_EXISTS"));
  request.mutable_dataset()->set_soc_version(static_cast<api::SocVersion>(9));
  EXPECT_THAT(state_.Do(request, state_.staff), Violates("dataset.soc_version"));
}

TEST_F(CycleTest, CreatesOnce) {
  ASSERT_THAT(state_.Do(Create(), state_.staff), IsOk());
  EXPECT_EQ(state_.records.FindOrDefault(CycleId{"2027"}).name(), "states/nj/cycles/2027");
  EXPECT_THAT(state_.Do(Create(), state_.staff), HasReason("RESOURCE_ALREADY_EXISTS"));
}

TEST_F(CycleTest, SubmissionsCloseAfterTheyOpen) {
  api::CreateCycleRequest request = Create();
  *request.mutable_cycle()->mutable_submission_open_time() = ToProto(state_.now);
  *request.mutable_cycle()->mutable_submission_close_time() = ToProto(state_.now);
  EXPECT_THAT(state_.Do(request, state_.staff), Violates("cycle.submission_close_time"));
  *request.mutable_cycle()->mutable_submission_close_time() = ToProto(state_.now + absl::Seconds(1));
  EXPECT_THAT(state_.Do(request, state_.staff), IsOk());
}

TEST_F(CycleTest, RestsOnASealedDatasetOnly) {
  api::CreateCycleRequest request = Create();
  request.mutable_cycle()->set_dataset(kDataset);
  EXPECT_THAT(state_.Do(request, state_.staff), HasReason("RESOURCE_NOT_FOUND"));
  ASSERT_THAT(state_.Do(Dataset(), state_.staff), IsOk());
  EXPECT_THAT(state_.Do(request, state_.staff), HasReason("DATASET_NOT_SEALED"));
  SealDataset();
  EXPECT_THAT(state_.Do(request, state_.staff), IsOk());
}

TEST_F(CycleTest, UpdatesByTheSameRules) {
  api::UpdateCycleRequest request;
  request.mutable_cycle()->set_name("states/nj/cycles/2027");
  EXPECT_THAT(state_.Do(request, state_.staff), HasReason("RESOURCE_NOT_FOUND"));
  ASSERT_THAT(state_.Do(Create(), state_.staff), IsOk());
  ASSERT_THAT(state_.Do(Dataset(), state_.staff), IsOk());
  request.mutable_cycle()->set_dataset(kDataset);
  EXPECT_THAT(state_.Do(request, state_.staff), HasReason("DATASET_NOT_SEALED"));
  SealDataset();
  request.mutable_cycle()->set_etag("1");
  ASSERT_THAT(state_.Do(request, state_.staff), IsOk());
  EXPECT_EQ(state_.records.FindOrDefault(CycleId{"2027"}).dataset(), kDataset);
  EXPECT_THAT(state_.Do(request, state_.staff), HasReason("STALE_ETAG"));
}

// The half that is not sent is the stored one.
TEST_F(CycleTest, AnUpdateIsCheckedAgainstTheStoredWindow) {
  api::CreateCycleRequest create = Create();
  *create.mutable_cycle()->mutable_submission_open_time() = ToProto(state_.now);
  ASSERT_THAT(state_.Do(create, state_.staff), IsOk());
  api::UpdateCycleRequest request;
  request.mutable_cycle()->set_name("states/nj/cycles/2027");
  *request.mutable_cycle()->mutable_submission_close_time() = ToProto(state_.now - absl::Hours(1));
  request.mutable_update_mask()->add_paths("submission_close_time");
  request.mutable_update_mask()->add_paths("name");
  EXPECT_THAT(state_.Do(request, state_.staff), Violates("update_mask.paths[1]", "cycle.submission_close_time"));
}

}  // namespace
}  // namespace assay::domain

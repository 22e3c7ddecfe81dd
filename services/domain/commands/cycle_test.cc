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

// Whoever could be flagged is not told from when on, and nobody else who may sign.
TEST_F(CycleTest, RulesThatAreTheAgencysOwnAreShownToItOnly) {
  api::Cycle cycle;
  cycle.mutable_cycle_rules()->mutable_employers()->set_shared_domain_count(3);
  cycle.mutable_cycle_rules()->mutable_proposals()->set_resubmit_days(3);
  api::SignatureRule* rule = cycle.mutable_cycle_rules()->mutable_list()->add_signatures();
  rule->set_agency("tea");
  rule->add_signers("states/nj/users/pat");
  for (const Principal* who : {&state_.staff, &state_.administrator, &state_.approver}) {
    api::Cycle shown = cycle;
    PrepareForReader(*who, state_.now, &shown);
    EXPECT_EQ(shown.SerializeAsString(), cycle.SerializeAsString()) << who->user;
  }
  for (const Principal& who : {state_.Representative("acme", "rep"), Principal()}) {
    api::Cycle shown = cycle;
    PrepareForReader(who, state_.now, &shown);
    EXPECT_FALSE(shown.cycle_rules().has_employers());
    EXPECT_EQ(shown.cycle_rules().proposals().resubmit_days(), 3);
    EXPECT_EQ(shown.cycle_rules().list().signatures(0).agency(), "tea");
    EXPECT_EQ(shown.cycle_rules().list().signatures(0).signers_size(), 0);
  }
}

TEST_F(CycleTest, ItsRulesAreChecked) {
  api::CreateCycleRequest request = Create();
  api::ProposalRules* rules = request.mutable_cycle()->mutable_cycle_rules()->mutable_proposals();
  rules->add_checklist()->set_id("wage");
  rules->mutable_similarity_min()->set_numerator(3);
  rules->mutable_similarity_min()->set_denominator(2);
  rules->add_proposers(static_cast<api::OrganizationKind>(99));
  request.mutable_cycle()->add_crosswalks("states/nj/crosswalks/none");
  EXPECT_THAT(state_.Do(request, state_.staff),
              Violates("cycle.cycle_rules.proposals.proposers[0]", "cycle.cycle_rules.proposals.checklist[0]",
                       "cycle.cycle_rules.proposals.similarity_min", "cycle.crosswalks[0]"));
}

}  // namespace
}  // namespace assay::domain

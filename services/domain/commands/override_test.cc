#include "services/domain/commands/override.h"

#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

constexpr char kProposal[] = "states/nj/cycles/2027/proposals/cna";
constexpr char kName[] = "states/nj/cycles/2027/proposals/cna/overrides/o1";

class OverrideCommandTest : public ::testing::Test {
 protected:
  OverrideCommandTest() {
    proposal_.set_name(kProposal);
    proposal_.set_state(api::PROPOSAL_STATE_SCREENED);
    PutProposal();
    create_.set_parent(kProposal);
    create_.set_override_id("o1");
    create_.mutable_override()->set_outcome(api::OUTCOME_APPROVED);
    create_.mutable_override()->set_reason("a plant opens in May");
    confirm_.set_name(kName);
    confirm_.set_etag("1");
    cancel_.set_name(kName);
    cancel_.set_reason("the plant does not come");
  }

  void PutProposal() { state_.records.Put(ProposalId{"2027", "cna"}, proposal_); }

  // Puts the proposal before a round under a policy with a tier and two categories.
  void PutRound() {
    api::Policy policy;
    policy.add_tiers()->set_id("gold");
    policy.mutable_fallback()->set_id("on-ramp");
    policy.mutable_local_entries()->mutable_category()->set_id("special");
    state_.records.Put(PolicyRevisionId{"standard", 2}, policy);
    api::Round round;
    round.set_policy("states/nj/policies/standard@2");
    state_.records.Put(RoundId{"2027", "r1"}, round);
    proposal_.set_round("states/nj/cycles/2027/rounds/r1");
    PutProposal();
  }

  absl::Status Create() { return state_.Do(create_, state_.staff); }
  absl::Status Confirm() { return state_.Do(confirm_, state_.approver); }
  absl::Status Cancel() { return state_.Do(cancel_, state_.staff); }
  const api::Override& Found() { return state_.records.FindOrDefault(OverrideId{"2027", "cna", "o1"}); }
  int64_t Inputs() { return state_.records.FindOrDefault(CycleHeadId{"2027"}).decision_inputs(); }

  FakeState state_;
  api::Proposal proposal_;
  api::CreateOverrideRequest create_;
  api::ConfirmOverrideRequest confirm_;
  api::CancelOverrideRequest cancel_;
};

TEST_F(OverrideCommandTest, IsProposedByOneAndConfirmedByAnother) {
  ASSERT_THAT(Create(), IsOk());
  EXPECT_EQ(Found().state(), api::OVERRIDE_STATE_PROPOSED);
  EXPECT_EQ(Inputs(), 0) << "what is only proposed decides nothing";
  EXPECT_THAT(state_.Do(confirm_, state_.staff), HasReason("SECOND_PERSON_REQUIRED"));
  ASSERT_THAT(Confirm(), IsOk());
  EXPECT_EQ(Found().state(), api::OVERRIDE_STATE_CONFIRMED);
  EXPECT_EQ(Found().proposed_by(), "states/nj/users/staff");
  EXPECT_EQ(Found().confirmed_by(), "states/nj/users/approver");
  EXPECT_EQ(Found().reason(), "a plant opens in May");
  EXPECT_EQ(Found().etag(), "2");
  EXPECT_EQ(Inputs(), 1);
}

TEST_F(OverrideCommandTest, ReasonsAndNamesStandInThePersonalPartAlone) {
  ASSERT_THAT(Create(), IsOk());
  ASSERT_THAT(Confirm(), IsOk());
  ASSERT_THAT(Cancel(), IsOk());
  for (const ledger::Event& event : state_.events) {
    std::string decision = event.decision().ShortDebugString();
    EXPECT_EQ(decision.find("plant"), std::string::npos);
    EXPECT_EQ(decision.find("users/"), std::string::npos);
  }
}

TEST_F(OverrideCommandTest, OnlyOneOfAProposalStands) {
  ASSERT_THAT(Create(), IsOk());
  EXPECT_THAT(Create(), HasReason("RESOURCE_ALREADY_EXISTS"));
  create_.set_override_id("o2");
  EXPECT_THAT(Create(), HasReason("OVERRIDE_STANDS"));
  ASSERT_THAT(Cancel(), IsOk());
  EXPECT_THAT(Create(), IsOk());
}

TEST_F(OverrideCommandTest, EndsWithAReasonAndTheRulesDecideAgain) {
  ASSERT_THAT(Create(), IsOk());
  ASSERT_THAT(Confirm(), IsOk());
  ASSERT_THAT(Cancel(), IsOk());
  EXPECT_EQ(Found().state(), api::OVERRIDE_STATE_CANCELLED);
  EXPECT_EQ(Found().cancelled_by(), "states/nj/users/staff");
  EXPECT_EQ(Found().cancel_reason(), "the plant does not come");
  EXPECT_EQ(Inputs(), 2);
  EXPECT_EQ(state_.records.Find(StandingOverrideId{"2027", "cna"}), nullptr);
}

TEST_F(OverrideCommandTest, MovesOnlyAlongItsStates) {
  EXPECT_THAT(Confirm(), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(Cancel(), HasReason("RESOURCE_NOT_FOUND"));
  ASSERT_THAT(Create(), IsOk());
  ASSERT_THAT(Cancel(), IsOk());
  EXPECT_THAT(Cancel(), HasReason("WRONG_STATE"));
  confirm_.set_etag("2");
  EXPECT_THAT(Confirm(), HasReason("WRONG_STATE"));
}

TEST_F(OverrideCommandTest, NeedsThePresentEtag) {
  ASSERT_THAT(Create(), IsOk());
  confirm_.set_etag("7");
  EXPECT_THAT(Confirm(), HasReason("STALE_ETAG"));
  cancel_.set_etag("7");
  EXPECT_THAT(Cancel(), HasReason("STALE_ETAG"));
}

TEST_F(OverrideCommandTest, DecidesOnlyWhatWasHandedIn) {
  create_.set_parent("states/nj/cycles/2027/proposals/none");
  EXPECT_THAT(Create(), HasReason("RESOURCE_NOT_FOUND"));
  create_.set_parent(kProposal);
  for (api::ProposalState wrong :
       {api::PROPOSAL_STATE_DRAFT, api::PROPOSAL_STATE_RETURNED, api::PROPOSAL_STATE_WITHDRAWN}) {
    proposal_.set_state(wrong);
    PutProposal();
    EXPECT_THAT(Create(), HasReason("PROPOSAL_NOT_HANDED_IN"));
  }
  proposal_.set_state(api::PROPOSAL_STATE_SUBMITTED);
  PutProposal();
  EXPECT_THAT(Create(), IsOk());
}

TEST_F(OverrideCommandTest, SaysAnOutcome) {
  create_.mutable_override()->set_outcome(api::OUTCOME_UNDECIDED);
  create_.mutable_override()->set_tier("gold");
  create_.mutable_override()->set_category("special");
  EXPECT_THAT(Create(), Violates("override.outcome", "override.tier", "override.category"));
}

TEST_F(OverrideCommandTest, NamesATierAndCategoryOfThePolicy) {
  PutRound();
  create_.mutable_override()->set_tier("platinum");
  create_.mutable_override()->set_category("rare");
  EXPECT_THAT(Create(), Violates("override.tier", "override.category"));
  create_.mutable_override()->set_tier("gold");
  create_.mutable_override()->set_category("on-ramp");
  ASSERT_THAT(Create(), IsOk());
  ASSERT_THAT(Cancel(), IsOk());
  create_.set_override_id("o2");
  create_.mutable_override()->set_category("special");
  EXPECT_THAT(Create(), IsOk());
}

}  // namespace
}  // namespace assay::domain

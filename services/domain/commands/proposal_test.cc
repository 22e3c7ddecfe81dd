#include "services/domain/commands/proposal.h"

#include "services/domain/commands/extension.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

constexpr char kCycle[] = "states/nj/cycles/2027";
constexpr char kName[] = "states/nj/cycles/2027/proposals/cw";
constexpr char kRound[] = "states/nj/cycles/2027/rounds/welding";

class ProposalTest : public ::testing::Test {
 protected:
  ProposalTest() {
    proposer_.state = "nj";
    proposer_.user = "pat";
    proposer_.roles = {api::ROLE_PROPOSER};
    cycle_.set_name(kCycle);
    api::Stage* stage = cycle_.add_stages();
    stage->set_id("submission");
    stage->set_kind(api::STAGE_KIND_SUBMISSION);
    *stage->mutable_open_time() = ToProto(state_.now);
    *stage->mutable_close_time() = *stage->mutable_end_time() = ToProto(state_.now + absl::Hours(1));
    state_.records.Put(CycleId{"2027"}, cycle_);
    api::Credential credential;
    credential.add_soc_codes("47-2111");
    credential.set_soc_version(api::SOC_VERSION_2010);
    state_.records.Put(CredentialId{"cw"}, credential);
    create_.set_parent(kCycle);
    create_.mutable_proposal()->set_credential("states/nj/credentials/cw");
  }

  const api::Proposal& Stored() { return state_.records.FindOrDefault(ProposalId{"2027", "cw"}); }
  api::Proposal* Mutable() { return state_.records.Mutable(ProposalId{"2027", "cw"}); }

  // Stores what the proposer would have to fill in before handing the draft in.
  void Complete() {
    Mutable()->set_evidence_summary("hired");
    Mutable()->set_demand_scope(api::DEMAND_SCOPE_STATEWIDE);
  }

  template <class Request>
  absl::Status OnProposal(const Principal& principal) {
    Request request;
    request.set_name(kName);
    return state_.Do(request, principal);
  }

  absl::Status Withdraw(const Principal& principal) {
    api::WithdrawProposalRequest request;
    request.set_name(kName);
    request.set_comment("discontinued");
    return state_.Do(request, principal);
  }

  FakeState state_;
  Principal proposer_;
  api::Cycle cycle_;
  api::CreateProposalRequest create_;
};

TEST_F(ProposalTest, CreatesADraftWithTheCredentialsIdAndOccupations) {
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  EXPECT_EQ(Stored().name(), kName);
  EXPECT_EQ(Stored().state(), api::PROPOSAL_STATE_DRAFT);
  EXPECT_EQ(Stored().proposer(), "states/nj/users/pat");
  EXPECT_EQ(Stored().kind(), api::PROPOSAL_KIND_UNSPECIFIED);
  EXPECT_THAT(Stored().soc_codes(), ElementsAre("47-2111"));
  EXPECT_EQ(Stored().soc_version(), api::SOC_VERSION_2010);
  EXPECT_THAT(state_.Do(create_, proposer_), HasReason("RESOURCE_ALREADY_EXISTS"));
}

TEST_F(ProposalTest, KeepsTheIdAndOccupationsThatAreSent) {
  create_.set_proposal_id("welders");
  create_.mutable_proposal()->add_soc_codes("51-4121");
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  const api::Proposal& proposal = state_.records.FindOrDefault(ProposalId{"2027", "welders"});
  EXPECT_THAT(proposal.soc_codes(), ElementsAre("51-4121"));
  EXPECT_EQ(proposal.soc_version(), api::SOC_VERSION_UNSPECIFIED);
}

TEST_F(ProposalTest, NamesEveryViolationOfADraft) {
  create_.mutable_proposal()->add_soc_codes("99-9999");
  create_.mutable_proposal()->add_soc_codes("51-4121");
  create_.mutable_proposal()->add_soc_codes("00-0001");
  create_.mutable_proposal()->set_kind(static_cast<api::ProposalKind>(8));
  EXPECT_THAT(state_.Do(create_, proposer_),
              Violates("proposal.soc_codes[0]", "proposal.soc_codes[2]", "proposal.kind"));
}

TEST_F(ProposalTest, NeedsItsCycleAndCredential) {
  create_.mutable_proposal()->set_credential("states/nj/credentials/other");
  EXPECT_THAT(state_.Do(create_, proposer_), HasReason("RESOURCE_NOT_FOUND"));
  create_.set_parent("states/nj/cycles/2026");
  EXPECT_THAT(state_.Do(create_, proposer_), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_F(ProposalTest, AProposerCreatesOnlyInsideTheWindow) {
  absl::Time open = state_.now;
  state_.now = open - absl::Microseconds(1);
  EXPECT_THAT(state_.Do(create_, proposer_), HasReason("STAGE_NOT_OPEN"));
  state_.now = open + absl::Hours(1);
  EXPECT_THAT(state_.Do(create_, proposer_), HasReason("STAGE_CLOSED"));
  EXPECT_THAT(state_.Do(create_, state_.staff), IsOk());
}

TEST_F(ProposalTest, WithoutAStageForItProposingIsAlwaysPossible) {
  cycle_.clear_stages();
  state_.records.Put(CycleId{"2027"}, cycle_);
  state_.now += absl::Hours(1000);
  EXPECT_THAT(state_.Do(create_, proposer_), IsOk());
}

TEST_F(ProposalTest, UpdatesADraft) {
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  api::UpdateProposalRequest request;
  request.mutable_proposal()->set_name(kName);
  request.mutable_proposal()->set_etag("1");
  request.mutable_proposal()->set_region("NORTH");
  ASSERT_THAT(state_.Do(request, proposer_), IsOk());
  EXPECT_EQ(Stored().region(), "NORTH");
  EXPECT_EQ(Stored().state(), api::PROPOSAL_STATE_DRAFT);
  EXPECT_THAT(state_.Do(request, proposer_), HasReason("STALE_ETAG"));
}

TEST_F(ProposalTest, AnUpdateIsCheckedLikeADraft) {
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  api::UpdateProposalRequest request;
  request.mutable_proposal()->set_name(kName);
  request.mutable_proposal()->add_soc_codes("99-9999");
  request.mutable_update_mask()->add_paths("state");
  request.mutable_update_mask()->add_paths("soc_codes");
  EXPECT_THAT(state_.Do(request, proposer_), Violates("update_mask.paths[0]", "proposal.soc_codes[0]"));
  request.Clear();
  request.mutable_proposal()->set_name(kName);
  request.mutable_proposal()->set_credential("states/nj/credentials/other");
  EXPECT_THAT(state_.Do(request, proposer_), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_F(ProposalTest, AProposerActsOnItsOwnOnly) {
  ASSERT_THAT(state_.Do(create_, state_.staff), IsOk());
  Complete();
  api::UpdateProposalRequest update;
  update.mutable_proposal()->set_name(kName);
  EXPECT_THAT(state_.Do(update, proposer_), HasReason("NOT_YOUR_PROPOSAL"));
  EXPECT_THAT(OnProposal<api::SubmitProposalRequest>(proposer_), HasReason("NOT_YOUR_PROPOSAL"));
  EXPECT_THAT(Withdraw(proposer_), HasReason("NOT_YOUR_PROPOSAL"));
  Mutable()->set_proposer("states/nj/users/pat");
  EXPECT_THAT(state_.Do(update, proposer_), IsOk());
  EXPECT_THAT(OnProposal<api::SubmitProposalRequest>(proposer_), IsOk());
  EXPECT_THAT(Withdraw(proposer_), IsOk());
}

TEST_F(ProposalTest, SubmittingNamesEverythingThatIsMissing) {
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  Mutable()->clear_soc_codes();
  EXPECT_THAT(OnProposal<api::SubmitProposalRequest>(proposer_),
              Violates("proposal.soc_codes", "proposal.evidence_summary", "proposal.demand_scope"));
  EXPECT_EQ(Stored().state(), api::PROPOSAL_STATE_DRAFT);
}

TEST_F(ProposalTest, RegionalAndLocalDemandNameTheirRegion) {
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  Complete();
  for (api::DemandScope scope : {api::DEMAND_SCOPE_REGIONAL, api::DEMAND_SCOPE_LOCAL}) {
    Mutable()->set_demand_scope(scope);
    EXPECT_THAT(OnProposal<api::SubmitProposalRequest>(proposer_), Violates("proposal.region"));
  }
  Mutable()->set_region("NORTH");
  EXPECT_THAT(OnProposal<api::SubmitProposalRequest>(proposer_), IsOk());
}

TEST_F(ProposalTest, NobodySubmitsLateWithoutAnExtension) {
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  Complete();
  state_.now += absl::Hours(1);
  EXPECT_THAT(OnProposal<api::SubmitProposalRequest>(proposer_), HasReason("STAGE_CLOSED"));
  EXPECT_THAT(OnProposal<api::SubmitProposalRequest>(state_.staff), HasReason("STAGE_CLOSED"));
  api::GrantExtensionRequest grant;
  grant.set_name(kName);
  grant.set_stage("submission");
  grant.mutable_extension()->set_until_local_time("2027-01-16T00:00");
  grant.mutable_extension()->set_reason("storm");
  ASSERT_THAT(state_.Do(grant, state_.staff), IsOk());
  EXPECT_THAT(OnProposal<api::SubmitProposalRequest>(proposer_), IsOk());
}

TEST_F(ProposalTest, IsReturnedWithACommentUntilItIsSubmittedAgain) {
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  Complete();
  ASSERT_THAT(OnProposal<api::SubmitProposalRequest>(proposer_), IsOk());
  api::ReturnProposalRequest request;
  request.set_name(kName);
  request.set_comment("which employers?");
  auto* item = request.add_checklist_comments();
  item->set_item("letters");
  item->set_comment("two are missing");
  EXPECT_THAT(state_.Do(request, state_.staff), Violates("checklist_comments[0].item"));
  api::ProposalRules* rules = cycle_.mutable_cycle_rules()->mutable_proposals();
  rules->add_checklist()->set_id("letters");
  rules->mutable_checklist(0)->add_fields("soc_codes");
  state_.records.Put(CycleId{"2027"}, cycle_);
  request.set_etag("9");
  EXPECT_THAT(state_.Do(request, state_.staff), HasReason("STALE_ETAG"));
  request.clear_etag();
  ASSERT_THAT(state_.Do(request, state_.staff), IsOk());
  EXPECT_EQ(Stored().comment(), "which employers?");
  EXPECT_EQ(Stored().checklist_comments(0).comment(), "two are missing");
  EXPECT_EQ(state_.last[0].decision().proposal().comment(), "") << "what people wrote is in the personal part";
  EXPECT_TRUE(state_.last[0].decision().proposal().checklist_comments().empty());
  ASSERT_THAT(OnProposal<api::SubmitProposalRequest>(proposer_), IsOk());
  EXPECT_EQ(Stored().comment(), "");
  EXPECT_TRUE(Stored().checklist_comments().empty());
  EXPECT_EQ(FromProto(Stored().submit_time()), state_.now);
  EXPECT_THAT(OnProposal<api::ScreenProposalRequest>(state_.staff), IsOk());
}

// The rules may give those whose proposal was returned more time than the stage.
TEST_F(ProposalTest, AReturnedProposalIsTakenUntilTheLastDayEnds) {
  state_.records.Mutable(StateId{})->set_time_zone("America/New_York");
  cycle_.mutable_cycle_rules()->mutable_proposals()->set_resubmit_days(2);
  state_.records.Put(CycleId{"2027"}, cycle_);
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  Complete();
  ASSERT_THAT(OnProposal<api::SubmitProposalRequest>(proposer_), IsOk());
  ASSERT_THAT(OnProposal<api::ReturnProposalRequest>(state_.staff), IsOk());
  absl::Time end;
  ASSERT_TRUE(absl::ParseTime("%Y-%m-%dT%H:%M", "2027-01-18T05:00", &end, nullptr));  // midnight in New York
  state_.now = end;
  EXPECT_THAT(OnProposal<api::SubmitProposalRequest>(proposer_), HasReason("STAGE_CLOSED"));
  state_.now = end - absl::Microseconds(1);
  EXPECT_THAT(OnProposal<api::SubmitProposalRequest>(proposer_), IsOk());
}

TEST_F(ProposalTest, ScreeningHasItsStage) {
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  Complete();
  ASSERT_THAT(OnProposal<api::SubmitProposalRequest>(proposer_), IsOk());
  api::Stage* stage = cycle_.add_stages();
  stage->set_id("check");
  stage->set_kind(api::STAGE_KIND_SCREENING);
  *stage->mutable_open_time() = ToProto(state_.now + absl::Hours(2));
  state_.records.Put(CycleId{"2027"}, cycle_);
  EXPECT_THAT(OnProposal<api::ScreenProposalRequest>(state_.staff), HasReason("STAGE_NOT_OPEN"));
  EXPECT_THAT(OnProposal<api::ReturnProposalRequest>(state_.staff), HasReason("STAGE_NOT_OPEN"));
  state_.now += absl::Hours(2);
  EXPECT_THAT(OnProposal<api::ScreenProposalRequest>(state_.staff), IsOk());
}

TEST_F(ProposalTest, APersonWhoProposesIsNamedInThePersonalPartOnly) {
  create_.mutable_proposal()->set_organization("Pat Doe");
  create_.mutable_proposal()->set_organization_kind(api::ORGANIZATION_KIND_INDIVIDUAL);
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  EXPECT_EQ(Stored().organization(), "Pat Doe");
  EXPECT_EQ(state_.last[0].decision().proposal().organization(), "");
  create_.set_proposal_id("schools");
  create_.mutable_proposal()->set_organization("North Schools");
  create_.mutable_proposal()->set_organization_kind(api::ORGANIZATION_KIND_DISTRICT);
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  EXPECT_EQ(state_.last[0].decision().proposal().organization(), "North Schools");
  EXPECT_FALSE(state_.last[0].has_personal());
}

TEST_F(ProposalTest, AProposersOrganisationIsWhatItsUserSays) {
  state_.records.Mutable(UserId{"pat"})->set_organization_kind(api::ORGANIZATION_KIND_DISTRICT);
  create_.mutable_proposal()->set_organization_kind(api::ORGANIZATION_KIND_COLLEGE);
  EXPECT_THAT(state_.Do(create_, proposer_), Violates("proposal.organization_kind"));
  create_.mutable_proposal()->clear_organization_kind();
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  EXPECT_EQ(Stored().organization_kind(), api::ORGANIZATION_KIND_DISTRICT);
}

// Arizona takes proposals of districts and refuses vendors.
TEST_F(ProposalTest, TheRulesSayWhoMayProposeWhat) {
  api::ProposalRules* rules = cycle_.mutable_cycle_rules()->mutable_proposals();
  rules->add_proposers(api::ORGANIZATION_KIND_DISTRICT);
  rules->add_proposal_kinds(api::PROPOSAL_KIND_NEW);
  rules->add_proposal_kinds(api::PROPOSAL_KIND_REMOVAL);
  rules->add_removal_reasons(api::REMOVAL_REASON_DISCONTINUED);
  state_.records.Put(CycleId{"2027"}, cycle_);
  api::Proposal* proposal = create_.mutable_proposal();
  proposal->set_organization_kind(api::ORGANIZATION_KIND_CREDENTIAL_ISSUER);
  proposal->set_kind(api::PROPOSAL_KIND_UPDATE);
  proposal->set_removal_reason(api::REMOVAL_REASON_INACCESSIBLE);
  EXPECT_THAT(state_.Do(create_, proposer_),
              Violates("proposal.kind", "proposal.organization_kind", "proposal.removal_reason"));
  proposal->set_organization_kind(api::ORGANIZATION_KIND_UNSPECIFIED);
  proposal->set_kind(api::PROPOSAL_KIND_REMOVAL);
  EXPECT_THAT(state_.Do(create_, proposer_), Violates("proposal.removal_reason"));
  proposal->clear_removal_reason();
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  Complete();
  EXPECT_THAT(OnProposal<api::SubmitProposalRequest>(proposer_),
              Violates("proposal.removal_reason", "proposal.organization_kind"));
}

TEST_F(ProposalTest, KeepsWhatWasAlikeWhenItWasHandedIn) {
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  Complete();
  api::SubmitProposalRequest request;
  request.set_name(kName);
  api::SimilarProposal other;
  other.set_proposal("states/nj/cycles/2027/proposals/welder");
  Context context{"nj", state_.now, &proposer_, &state_.random};
  Events events;
  ASSERT_THAT(DecideSubmitProposal(request, {other}, context, state_.records, &events), IsOk());
  state_.Commit(&events, proposer_);
  ASSERT_EQ(Stored().similar_proposals_size(), 1);
  EXPECT_EQ(Stored().similar_proposals(0).proposal(), other.proposal());
}

TEST_F(ProposalTest, IsWithdrawnUntilItsRoundIsOver) {
  ASSERT_THAT(state_.Do(create_, proposer_), IsOk());
  Mutable()->set_state(api::PROPOSAL_STATE_SCREENED);
  Mutable()->set_round(kRound);
  api::Round* round = state_.records.Mutable(RoundId{"2027", "welding"});
  round->set_state(api::ROUND_STATE_CLOSED);
  EXPECT_THAT(Withdraw(proposer_), HasReason("ALREADY_DECIDED"));
  round->set_state(api::ROUND_STATE_OPEN);
  *round->mutable_deadline() = ToProto(state_.now);
  EXPECT_THAT(Withdraw(proposer_), HasReason("ALREADY_DECIDED"));
  *round->mutable_deadline() = ToProto(state_.now + absl::Seconds(1));
  ASSERT_THAT(Withdraw(proposer_), IsOk());
  EXPECT_EQ(Stored().state(), api::PROPOSAL_STATE_WITHDRAWN);
  EXPECT_EQ(Stored().comment(), "discontinued");
}

TEST_F(ProposalTest, NothingHappensToWhatDoesNotExist) {
  EXPECT_THAT(OnProposal<api::SubmitProposalRequest>(proposer_), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(OnProposal<api::ScreenProposalRequest>(state_.staff), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(Withdraw(proposer_), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_TRUE(state_.events.empty());
}

}  // namespace
}  // namespace assay::domain

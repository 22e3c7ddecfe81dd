#include "services/domain/list/decision_inputs.h"

#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/decision/exact.h"
#include "services/domain/list/testing/list_world.h"
#include "services/domain/review/round_result.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

// Proposal cna, which everybody approved; a policy asks for endorsements of one kind after another.
class DecisionInputsTest : public testing::Test {
 protected:
  DecisionInputsTest() {
    world_.PutCredential("cna", "Nurse Aide", {"31-1131"});
    world_.Decided("cna", api::PROPOSAL_KIND_NEW, {7, 0, 0, 0, 7});
    world_.Endorse("cna", "acme", "", /*revoked=*/true);
    policy_.set_algorithm_version(2);
    *policy_.mutable_validation()->mutable_quorum() = MakeRatio(1, 2);
    *policy_.mutable_validation()->mutable_approval_share() = MakeRatio(1, 2);
  }

  void PutEmployer(const std::string& id, const std::string& region) {
    ledger::DecisionPart change;
    change.mutable_employer()->set_name("states/nj/employers/" + id);
    change.mutable_employer()->set_registration_id(id);
    change.mutable_employer()->add_regions(region);
    world_.Put(change);
  }

  // What `employer` says, beside its level in words that stand with the person.
  void Say(const std::string& employer, const api::Endorsement& said) {
    Events events;
    ledger::Event* event = events.Add();
    ledger::EndorsementGiven* given = event->mutable_decision()->mutable_endorsement();
    given->set_cycle_id("2027");
    given->set_proposal_id("cna");
    given->set_employer_id(employer);
    given->set_level(api::ENDORSEMENT_LEVEL_PREFERRED);
    if (said.has_hiring_preference()) given->set_hiring_preference(said.hiring_preference());
    *event->mutable_personal()->mutable_endorsement() = said;
    world_.state.Commit(&events, world_.state.staff);
  }

  api::Decision Decided(const api::EndorsementFloor& floor) {
    policy_.clear_endorsements();
    policy_.add_endorsements()->set_id("needed");
    *policy_.mutable_endorsements(0)->mutable_endorsements() = floor;
    auto source = DecisionInputs::SourceOf(world_.state.records.FindOrDefault(CycleId{"2027"}));
    auto inputs = DecisionInputs::Load("2027", source, "2027-07-01", world_.state.scan);
    EXPECT_THAT(inputs.status(), IsOk());
    const api::Proposal& proposal = world_.state.records.FindOrDefault(ProposalId{"2027", "cna"});
    auto decision = inputs->Decide(proposal, policy_, ResultOf(proposal, world_.state.now, world_.state.scan));
    EXPECT_THAT(decision.status(), IsOk());
    return *decision;
  }
  bool Suffices(const api::EndorsementFloor& floor) { return Decided(floor).outcome() == api::OUTCOME_APPROVED; }

  static api::EndorsementFloor Floor(int32_t employers) {
    api::EndorsementFloor floor;
    floor.set_employers(employers);
    return floor;
  }

  ListWorld world_;
  api::Policy policy_;
};

TEST_F(DecisionInputsTest, ALetterIsASignedDocumentOrAnAttestedText) {
  api::EndorsementFloor letters = Floor(2);
  letters.set_letter(true);
  api::Endorsement said;
  Say("acme", said);
  said.set_letter_sha256(std::string(64, 'a'));
  Say("bolt", said);
  EXPECT_FALSE(Suffices(letters));
  said.clear_letter_sha256();
  said.set_attestation_version("2027-1");
  Say("core", said);
  EXPECT_TRUE(Suffices(letters));
}

TEST_F(DecisionInputsTest, RegionsAreThoseStatedElseThoseOfTheEmployer) {
  PutEmployer("acme", "north");
  PutEmployer("bolt", "north");
  api::Endorsement said;
  Say("acme", said);
  Say("bolt", said);
  api::EndorsementFloor regions = Floor(2);
  regions.set_regions(2);
  EXPECT_FALSE(Suffices(regions));
  said.add_regions("south");
  Say("bolt", said);
  EXPECT_TRUE(Suffices(regions));
}

TEST_F(DecisionInputsTest, AHiringPreferenceCountsWhereItIsStated) {
  api::EndorsementFloor preference = Floor(1);
  preference.set_hiring_preference(true);
  api::Endorsement said;
  Say("acme", said);
  EXPECT_FALSE(Suffices(preference));
  said.set_hiring_preference(true);
  Say("acme", said);
  EXPECT_TRUE(Suffices(preference));
}

TEST_F(DecisionInputsTest, StepsNameTheEventsOfTheEndorsementsThatCount) {
  Say("bolt", {});
  auto sequence = static_cast<int64_t>(world_.state.events.size()) - 1;
  api::Decision decision = Decided(Floor(1));
  for (const api::TraceStep& step : decision.trace()) {
    if (step.criterion() == "needed") {
      EXPECT_THAT(step.ledger_indexes(), ElementsAre(sequence));
    }
  }
}

TEST_F(DecisionInputsTest, AProposalOfNoCredentialIsDamage) {
  world_.PutProposal("lost", api::PROPOSAL_KIND_NEW, "nowhere");
  auto inputs = DecisionInputs::Load("2027", {"", {}}, "2027-07-01", world_.state.scan);
  const api::Proposal& proposal = world_.state.records.FindOrDefault(ProposalId{"2027", "lost"});
  EXPECT_THAT(inputs->Decide(proposal, policy_, {}).status(), HasReason("CREDENTIAL_MISSING"));
}

// SOC 2010's 15-1151 became 15-1232; its digits mean nothing, or something else, in a dataset of SOC 2018.
TEST_F(DecisionInputsTest, CodesOfAnotherEditionAreLookedUpThroughACrosswalk) {
  api::Credential credential;
  credential.add_soc_codes("15-1151");
  credential.set_soc_version(api::SOC_VERSION_2010);
  auto source = DecisionInputs::SourceOf(world_.state.records.FindOrDefault(CycleId{"2027"}));
  auto codes = [&] {
    auto inputs = DecisionInputs::Load("2027", source, "2027-07-01", world_.state.scan);
    EXPECT_THAT(inputs.status(), IsOk());
    return inputs->DatasetCodes(api::Proposal(), credential, policy_);
  };
  EXPECT_THAT(codes(), ElementsAre());
  api::Crosswalk crosswalk;
  crosswalk.set_name("states/nj/crosswalks/soc");
  crosswalk.set_from_scheme(api::CODE_SCHEME_SOC_2010);
  crosswalk.set_to_scheme(api::CODE_SCHEME_SOC_2018);
  crosswalk.set_state(api::DATASET_STATE_SEALED);
  world_.state.records.Put(CrosswalkId{"soc"}, crosswalk);
  auto* row = world_.state.records.Mutable(CrosswalkRowId{"soc", "15-1151", "15-1232"});
  row->set_from_code("15-1151");
  row->set_to_code("15-1232");
  source.crosswalks = {crosswalk.name()};
  EXPECT_THAT(codes(), ElementsAre("15-1232"));
  policy_.set_algorithm_version(1);
  EXPECT_THAT(codes(), ElementsAre("15-1151")) << "algorithm 1 takes codes as they are written";
}

}  // namespace
}  // namespace assay::domain

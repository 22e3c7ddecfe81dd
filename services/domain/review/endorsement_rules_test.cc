#include "services/domain/review/endorsement_rules.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/attestation.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class EndorsementRulesTest : public ::testing::Test {
 protected:
  EndorsementRulesTest() {
    PutCredential();
    PutEmployer("acme", [](api::Employer*) {});
    ledger::DecisionPart proposal;
    proposal.mutable_proposal()->set_name(ReviewWorld::Proposal("p1"));
    proposal.mutable_proposal()->set_credential("states/nj/credentials/weld");
    proposal.mutable_proposal()->set_state(api::PROPOSAL_STATE_SCREENED);
    proposal.mutable_proposal()->set_region("North");
    world_.Put(proposal);
  }

  void PutCredential() {
    ledger::DecisionPart decision;
    decision.mutable_credential()->set_name("states/nj/credentials/weld");
    decision.mutable_credential()->set_issuer("Weld-Board, Inc.");
    decision.mutable_credential()->set_cluster("Manufacturing");
    world_.Put(decision);
  }

  template <class Change>
  void PutEmployer(const std::string& id, Change change) {
    ledger::DecisionPart decision;
    api::Employer* employer = decision.mutable_employer();
    employer->set_name(ReviewWorld::Employer(id));
    employer->set_legal_name("The " + id);
    employer->set_registration_id(id);
    employer->set_state(api::EMPLOYER_STATE_VERIFIED);
    change(employer);
    world_.Put(decision);
  }

  absl::Status Endorse(const api::EndorsementRules& rules) {
    ledger::DecisionPart cycle;
    cycle.mutable_cycle()->set_name("states/nj/cycles/2027");
    *cycle.mutable_cycle()->mutable_cycle_rules()->mutable_endorsements() = rules;
    world_.Put(cycle);
    api::EndorseProposalRequest request;
    request.set_proposal(ReviewWorld::Proposal("p1"));
    *request.mutable_endorsement() = said_;
    return world_.state.Do(request, world_.state.Representative("acme", "al"));
  }

  ReviewWorld world_;
  api::Endorsement said_ = [] {
    api::Endorsement endorsement;
    endorsement.set_level(api::ENDORSEMENT_LEVEL_REQUIRED);
    return endorsement;
  }();
  api::EndorsementRules rules_;
};

TEST_F(EndorsementRulesTest, WithoutRulesEverybodyMay) { EXPECT_TRUE(Endorse(rules_).ok()); }

TEST_F(EndorsementRulesTest, KindsAreRefused) {
  rules_.add_refused_kinds(api::EMPLOYER_KIND_SCHOOL);
  EXPECT_TRUE(Endorse(rules_).ok());
  PutEmployer("acme", [](api::Employer* employer) { employer->set_kind(api::EMPLOYER_KIND_SCHOOL); });
  absl::Status status = Endorse(rules_);
  EXPECT_EQ(ErrorReason(status), "ENDORSER_NOT_ELIGIBLE");
  EXPECT_THAT(std::string(status.message()), HasSubstr("it is a school"));
  // Not stated is a business.
  PutEmployer("acme", [](api::Employer*) {});
  rules_.add_refused_kinds(api::EMPLOYER_KIND_BUSINESS);
  EXPECT_EQ(ErrorReason(Endorse(rules_)), "ENDORSER_NOT_ELIGIBLE");
}

TEST_F(EndorsementRulesTest, WhoIssuesTheCredentialMayNotHoweverItsNameIsWritten) {
  rules_.set_issuer_refused(true);
  EXPECT_TRUE(Endorse(rules_).ok());
  PutEmployer("acme", [](api::Employer* employer) { employer->add_issuer_names("WELD BOARD INC"); });
  EXPECT_EQ(ErrorReason(Endorse(rules_)), "ENDORSER_NOT_ELIGIBLE");
}

TEST_F(EndorsementRulesTest, NorMayAnAffiliateOfTheIssuer) {
  rules_.set_issuer_refused(true);
  PutEmployer("board", [](api::Employer* employer) { employer->set_legal_name("Weld-Board, Inc."); });
  PutEmployer("acme", [](api::Employer* employer) { employer->set_affiliate_of(ReviewWorld::Employer("board")); });
  EXPECT_EQ(ErrorReason(Endorse(rules_)), "ENDORSER_NOT_ELIGIBLE");
}

TEST_F(EndorsementRulesTest, OnlyEmployersOfTheRegion) {
  rules_.set_region_required(true);
  EXPECT_EQ(ErrorReason(Endorse(rules_)), "ENDORSER_NOT_ELIGIBLE");
  PutEmployer("acme", [](api::Employer* employer) { employer->add_regions("north"); });
  EXPECT_TRUE(Endorse(rules_).ok());
}

TEST_F(EndorsementRulesTest, OnlyTheSectorsIndustries) {
  api::SectorIndustries* sector = rules_.add_sectors();
  sector->set_sector("manufacturing");
  sector->add_naics_prefixes("31");
  sector->add_naics_prefixes("332");
  EXPECT_THAT(std::string(Endorse(rules_).message()), HasSubstr("NAICS unknown"));
  PutEmployer("acme", [](api::Employer* employer) { employer->set_naics("331"); });
  EXPECT_EQ(ErrorReason(Endorse(rules_)), "ENDORSER_NOT_ELIGIBLE");
  PutEmployer("acme", [](api::Employer* employer) { employer->set_naics("3327"); });
  EXPECT_TRUE(Endorse(rules_).ok());
  rules_.mutable_sectors(0)->set_sector("Health");
  PutEmployer("acme", [](api::Employer* employer) { employer->set_naics("99"); });
  EXPECT_TRUE(Endorse(rules_).ok());  // a sector that is not named is open to all
}

TEST_F(EndorsementRulesTest, AllThatStandsInTheWayIsSaidAtOnce) {
  rules_.add_refused_kinds(api::EMPLOYER_KIND_BUSINESS);
  rules_.set_region_required(true);
  EXPECT_THAT(std::string(Endorse(rules_).message()), HasSubstr("it is a business; it does not hire in North"));
}

TEST_F(EndorsementRulesTest, NamesEverythingThatIsMissingAtOnce) {
  rules_.set_attestation("states/nj/attestations/v2");
  rules_.set_signer_required(true);
  rules_.set_letter_required(true);
  rules_.set_hiring_preference_required(true);
  rules_.set_valid_days_max(10);
  EXPECT_THAT(
      ViolatedFields(Endorse(rules_)),
      ElementsAre("endorsement.attestation_version", "endorsement.signer_name", "endorsement.signer_title",
                  "endorsement.letter_sha256", "endorsement.hiring_preference", "endorsement.valid_through_date"));
}

TEST_F(EndorsementRulesTest, OccupationsExist) {
  said_.add_soc_codes("51-4121");
  EXPECT_TRUE(Endorse(rules_).ok());
  said_.add_soc_codes("99-9999");
  EXPECT_THAT(ViolatedFields(Endorse(rules_)), ElementsAre("endorsement.soc_codes[1]"));
}

TEST_F(EndorsementRulesTest, TheLastDayIsWithinTheRules) {
  rules_.set_valid_days_max(10);
  said_.set_valid_through_date("2027-01-26");  // today is the 15th
  EXPECT_THAT(ViolatedFields(Endorse(rules_)), ElementsAre("endorsement.valid_through_date"));
  said_.set_valid_through_date("2027-01-25");
  EXPECT_TRUE(Endorse(rules_).ok());
}

TEST_F(EndorsementRulesTest, TheAttestationExistsAndIsTheRules) {
  said_.set_attestation_version("v1");
  EXPECT_THAT(ViolatedFields(Endorse(rules_)), ElementsAre("endorsement.attestation_version"));
  api::CreateAttestationRequest create;
  create.set_parent("states/nj");
  create.set_attestation_id("v1");
  create.mutable_attestation()->set_text("We hire holders.");
  ASSERT_TRUE(world_.state.Do(create, world_.state.staff).ok());
  EXPECT_EQ(world_.state.records.FindOrDefault(AttestationId{"v1"}).text_sha256().size(), 64u);
  EXPECT_EQ(ErrorReason(world_.state.Do(create, world_.state.staff)), "RESOURCE_ALREADY_EXISTS");
  EXPECT_TRUE(Endorse(rules_).ok());
  rules_.set_attestation("states/nj/attestations/v2");
  EXPECT_THAT(ViolatedFields(Endorse(rules_)), ElementsAre("endorsement.attestation_version"));
  rules_.set_attestation("states/nj/attestations/v1");
  EXPECT_TRUE(Endorse(rules_).ok());
}

TEST_F(EndorsementRulesTest, RulesAreChecked) {
  rules_.set_attestation("states/nj/attestations/none");
  rules_.add_refused_kinds(static_cast<api::EmployerKind>(50));
  for (const char* sector : {"Health", "health"}) {
    rules_.add_sectors()->set_sector(sector);
    rules_.mutable_sectors(rules_.sectors_size() - 1)->add_naics_prefixes("6");
  }
  Violations violations;
  CheckEndorsementRules(rules_, "rules", world_.state.records, &violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()),
              ElementsAre("rules.attestation", "rules.refused_kinds[0]", "rules.sectors[0].naics_prefixes[0]",
                          "rules.sectors[1].sector", "rules.sectors[1].naics_prefixes[0]"));
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/review/endorsement.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/merkle.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

class EndorsementTest : public ::testing::Test {
 protected:
  EndorsementTest() {
    world_.PutEmployer("acme");
    world_.PutProposal("p1");
  }

  static api::EndorseProposalRequest Endorse(const std::string& proposal = "p1") {
    api::EndorseProposalRequest request;
    request.set_proposal(ReviewWorld::Proposal(proposal));
    request.mutable_endorsement()->set_level(api::ENDORSEMENT_LEVEL_PREFERRED);
    request.mutable_endorsement()->set_hires_last_year(12);
    request.mutable_endorsement()->set_signer_name("Al Acme");
    request.mutable_endorsement()->set_valid_through_date("2027-01-15");
    return request;
  }

  static api::RevokeEndorsementRequest Revoke() {
    api::RevokeEndorsementRequest request;
    request.set_proposal(ReviewWorld::Proposal("p1"));
    return request;
  }

  const api::Endorsement& Stored() const {
    return world_.state.records.FindOrDefault(EndorsementId{"2027", "p1", "acme"}).endorsement();
  }

  ReviewWorld world_;
  Principal acme_ = world_.state.Representative("acme", "al");
};

TEST_F(EndorsementTest, KeepsFactsAndSignerInThePersonalPart) {
  ASSERT_TRUE(world_.state.Do(Endorse(), acme_).ok());
  const ledger::EndorsementGiven& given = world_.state.last[0].decision().endorsement();
  EXPECT_EQ(given.level(), api::ENDORSEMENT_LEVEL_PREFERRED);
  EXPECT_EQ(given.valid_through_date(), "2027-01-15");
  EXPECT_EQ(given.employer_id(), "acme");
  EXPECT_EQ(world_.state.last[0].personal().endorsement().signer_name(), "Al Acme");
  EXPECT_EQ(Stored().name(), "states/nj/cycles/2027/proposals/p1/endorsements/acme");
  EXPECT_EQ(Stored().hires_last_year(), 12);
  EXPECT_EQ(Stored().level(), api::ENDORSEMENT_LEVEL_PREFERRED);
}

TEST_F(EndorsementTest, IsAnsweredWithItsLeaf) {
  ASSERT_TRUE(world_.state.Do(Endorse(), acme_).ok());
  api::EndorseProposalResponse response;
  Answer(Endorse(), world_.state.records, world_.state.last, &response);
  EXPECT_EQ(response.endorsement().ledger().leaf_hash(), MerkleLeafHash(world_.state.last[0].SerializeAsString()));
  response.mutable_endorsement()->mutable_ledger()->clear_leaf_hash();
  EndorsementId id{"2027", "p1", "acme"};
  EXPECT_EQ(response.endorsement().SerializeAsString(),
            EndorsementOf("nj", id, world_.state.records.FindOrDefault(id)).SerializeAsString());
}

TEST_F(EndorsementTest, ALaterOneReplaces) {
  ASSERT_TRUE(world_.state.Do(Endorse(), acme_).ok());
  api::EndorseProposalRequest later;
  later.set_proposal(ReviewWorld::Proposal("p1"));
  later.mutable_endorsement()->set_level(api::ENDORSEMENT_LEVEL_REQUIRED);
  ASSERT_TRUE(world_.state.Do(later, acme_).ok());
  EXPECT_EQ(Stored().level(), api::ENDORSEMENT_LEVEL_REQUIRED);
  EXPECT_FALSE(Stored().has_hires_last_year());
}

TEST_F(EndorsementTest, IsRevokedOnceAndCanBeGivenAgain) {
  EXPECT_EQ(ErrorReason(world_.state.Do(Revoke(), acme_)), "RESOURCE_NOT_FOUND");
  ASSERT_TRUE(world_.state.Do(Endorse(), acme_).ok());
  ASSERT_TRUE(world_.state.Do(Revoke(), acme_).ok());
  EXPECT_TRUE(Stored().revoked());
  EXPECT_EQ(Stored().signer_name(), "Al Acme");
  EXPECT_EQ(Stored().level(), api::ENDORSEMENT_LEVEL_PREFERRED);
  api::RevokeEndorsementResponse response;
  Answer(Revoke(), world_.state.records, world_.state.last, &response);
  EXPECT_TRUE(response.endorsement().revoked());
  EXPECT_EQ(ErrorReason(world_.state.Do(Revoke(), acme_)), "ALREADY_REVOKED");
  ASSERT_TRUE(world_.state.Do(Endorse(), acme_).ok());
  EXPECT_FALSE(Stored().revoked());
}

TEST_F(EndorsementTest, NamesEverythingWrongAtOnce) {
  api::EndorseProposalRequest request = Endorse();
  request.mutable_endorsement()->clear_level();
  request.mutable_endorsement()->set_valid_through_date("2027-01-14");
  EXPECT_THAT(ViolatedFields(world_.state.Do(request, acme_)),
              ElementsAre("endorsement.level", "endorsement.valid_through_date"));
  request = Endorse();
  request.mutable_endorsement()->set_level(static_cast<api::EndorsementLevel>(77));
  EXPECT_THAT(ViolatedFields(world_.state.Do(request, acme_)), ElementsAre("endorsement.level"));
}

TEST_F(EndorsementTest, OnlyVerifiedEmployers) {
  EXPECT_EQ(ErrorReason(world_.state.Do(Endorse(), world_.state.Representative("", "al"))), "NO_EMPLOYER");
  ASSERT_TRUE(world_.state.Do(Endorse(), acme_).ok());
  world_.PutEmployer("acme", api::EMPLOYER_STATE_SUSPENDED);
  EXPECT_EQ(ErrorReason(world_.state.Do(Endorse(), acme_)), "EMPLOYER_SUSPENDED");
  EXPECT_EQ(ErrorReason(world_.state.Do(Revoke(), acme_)), "EMPLOYER_SUSPENDED");
  world_.PutEmployer("acme", api::EMPLOYER_STATE_PENDING);
  EXPECT_EQ(ErrorReason(world_.state.Do(Endorse(), acme_)), "EMPLOYER_NOT_VERIFIED");
}

TEST_F(EndorsementTest, OnlyFromSubmissionUntilTheReviewIsOver) {
  EXPECT_EQ(ErrorReason(world_.state.Do(Endorse("none"), acme_)), "RESOURCE_NOT_FOUND");
  world_.PutProposal("draft", api::PROPOSAL_STATE_DRAFT);
  EXPECT_EQ(ErrorReason(world_.state.Do(Endorse("draft"), acme_)), "PROPOSAL_NOT_SUBMITTED");
  world_.PutProposal("gone", api::PROPOSAL_STATE_WITHDRAWN);
  EXPECT_EQ(ErrorReason(world_.state.Do(Endorse("gone"), acme_)), "PROPOSAL_WITHDRAWN");
  for (api::ProposalState state : {api::PROPOSAL_STATE_SUBMITTED, api::PROPOSAL_STATE_RETURNED}) {
    world_.PutProposal("early", state);
    EXPECT_TRUE(world_.state.Do(Endorse("early"), acme_).ok());
  }
  ASSERT_TRUE(world_.CreateSeat("s1", "acme").ok());
  ASSERT_TRUE(world_.CreateRound("r1", world_.state.now + absl::Hours(1)).ok());
  ASSERT_TRUE(world_.AddItems("r1", {"p1"}).ok());
  EXPECT_TRUE(world_.state.Do(Endorse(), acme_).ok());
  ASSERT_TRUE(world_.Open("r1").ok());
  EXPECT_TRUE(world_.state.Do(Endorse(), acme_).ok());
  world_.state.now += absl::Hours(1);
  EXPECT_EQ(ErrorReason(world_.state.Do(Endorse(), acme_)), "REVIEW_CLOSED");
  EXPECT_EQ(ErrorReason(world_.state.Do(Revoke(), acme_)), "REVIEW_CLOSED");
}

}  // namespace
}  // namespace assay::domain

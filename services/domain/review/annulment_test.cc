#include "services/domain/review/annulment.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/item_votes.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

class AnnulmentTest : public ::testing::Test {
 protected:
  AnnulmentTest() {
    world_.OpenTypicalRound();
    for (const char* id : {"p1", "p2"}) {
      EXPECT_TRUE(world_.Cast("r1", id, api::BALLOT_CHOICE_APPROVE, "bolt").ok());
    }
    EXPECT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_REJECT, "acme").ok());
  }

  absl::Status Annul(const std::string& id, const std::vector<std::string>& proposals, const std::string& seat = "s2") {
    api::AnnulBallotsRequest request;
    request.set_parent(ReviewWorld::Round("r1"));
    request.set_annulment_id(id);
    request.mutable_annulment()->set_seat(ReviewWorld::Seat(seat));
    for (const std::string& proposal : proposals) {
      request.mutable_annulment()->add_proposals(ReviewWorld::Proposal(proposal));
    }
    request.mutable_annulment()->set_reason("it closed two years ago");
    return world_.state.Do(request, world_.state.staff);
  }

  template <class Request>
  absl::Status Settle(const std::string& id, const Principal& principal) {
    Request request;
    request.set_name(ReviewWorld::Round("r1") + "/annulments/" + id);
    request.set_etag(world_.state.records.FindOrDefault(AnnulmentId{"2027", "r1", id}).etag());
    return world_.state.Do(request, principal);
  }
  absl::Status Confirm(const std::string& id, const Principal& principal) {
    return Settle<api::ConfirmAnnulmentRequest>(id, principal);
  }

  GroupVotes Votes(uint32_t item) const {
    return CountItem(world_.FindRound("r1"), item, world_.state.records).groups[0];
  }

  ReviewWorld world_;
};

TEST_F(AnnulmentTest, TwoPeopleVoidBallotsAndMakeANewResult) {
  ASSERT_TRUE(world_.Close("r1").ok());
  std::string etag = world_.FindRound("r1").etag();
  ASSERT_TRUE(Annul("a1", {"p1", "p2"}).ok());
  EXPECT_EQ(Votes(0).approve.seats, 1);
  EXPECT_EQ(world_.FindRound("r1").result_version(), 1);
  EXPECT_EQ(ErrorReason(Confirm("a1", world_.state.staff)), "SECOND_PERSON_REQUIRED");
  ASSERT_TRUE(Confirm("a1", world_.state.approver).ok());
  EXPECT_EQ(Votes(0).approve.seats, 0);
  EXPECT_EQ(Votes(0).reject.seats, 1);
  EXPECT_EQ(Votes(0).roster.seats, 2);
  EXPECT_EQ(Votes(1).approve.seats, 0);
  EXPECT_EQ(world_.FindRound("r1").result_version(), 2);
  EXPECT_NE(world_.FindRound("r1").etag(), etag);
  const api::Annulment& annulment = world_.state.records.FindOrDefault(AnnulmentId{"2027", "r1", "a1"});
  EXPECT_EQ(annulment.state(), api::ANNULMENT_STATE_CONFIRMED);
  EXPECT_EQ(annulment.proposed_by(), "states/nj/users/staff");
  EXPECT_EQ(annulment.decided_by(), "states/nj/users/approver");
  EXPECT_EQ(annulment.result_version(), 2);
}

TEST_F(AnnulmentTest, ReasonAndNamesArePersonal) {
  ASSERT_TRUE(world_.Close("r1").ok());
  ASSERT_TRUE(Annul("a1", {"p1"}).ok());
  const api::Annulment& decided = world_.state.last[0].decision().annulment().annulment();
  EXPECT_EQ(decided.reason(), "");
  EXPECT_EQ(decided.proposed_by(), "");
  EXPECT_EQ(world_.state.last[0].personal().annulment().reason(), "it closed two years ago");
}

TEST_F(AnnulmentTest, NotWhileTheRoundIsOpen) {
  EXPECT_EQ(ErrorReason(Annul("a1", {"p1"})), "ROUND_NOT_CLOSED");
  ASSERT_TRUE(world_.Close("r1").ok());
  ASSERT_TRUE(Annul("a1", {"p1"}).ok());
  EXPECT_EQ(ErrorReason(Annul("a1", {"p1"})), "RESOURCE_ALREADY_EXISTS");
}

TEST_F(AnnulmentTest, OnlyWhatTheSeatCast) {
  ASSERT_TRUE(world_.Close("r1").ok());
  EXPECT_THAT(ViolatedFields(Annul("a1", {"p1", "p3", "p9", "p1"})),
              ElementsAre("annulment.proposals[1]", "annulment.proposals[2]", "annulment.proposals[3]"));
  EXPECT_THAT(ViolatedFields(Annul("a1", {"p1"}, "s9")), ElementsAre("annulment.seat"));
}

TEST_F(AnnulmentTest, AVoidBallotIsNotVoidedAgain) {
  ASSERT_TRUE(world_.Close("r1").ok());
  ASSERT_TRUE(Annul("a1", {"p1"}).ok());
  ASSERT_TRUE(Annul("a2", {"p1", "p2"}).ok());
  ASSERT_TRUE(Confirm("a1", world_.state.approver).ok());
  EXPECT_EQ(ErrorReason(Confirm("a2", world_.state.approver)), "BALLOT_VOID");
  EXPECT_EQ(ErrorReason(Confirm("a1", world_.state.approver)), "WRONG_STATE");
  ASSERT_TRUE(Settle<api::CancelAnnulmentRequest>("a2", world_.state.staff).ok());
  EXPECT_EQ(ErrorReason(Settle<api::CancelAnnulmentRequest>("a2", world_.state.staff)), "WRONG_STATE");
  EXPECT_EQ(Votes(1).approve.seats, 1);
}

TEST_F(AnnulmentTest, WhatIsConfirmedIsWhatWasRead) {
  ASSERT_TRUE(world_.Close("r1").ok());
  ASSERT_TRUE(Annul("a1", {"p1"}).ok());
  api::ConfirmAnnulmentRequest request;
  request.set_name(ReviewWorld::Round("r1") + "/annulments/a1");
  request.set_etag("7");
  EXPECT_EQ(ErrorReason(world_.state.Do(request, world_.state.approver)), "STALE_ETAG");
}

}  // namespace
}  // namespace assay::domain

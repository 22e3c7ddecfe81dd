#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/merkle.h"
#include "services/domain/review/ballot.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

class BallotAnswerTest : public ::testing::Test {
 protected:
  BallotAnswerTest() { world_.OpenTypicalRound(); }

  static api::CastBallotRequest Approve() {
    api::CastBallotRequest request;
    request.set_round(ReviewWorld::Round("r1"));
    request.mutable_paper()->set_proposal(ReviewWorld::Proposal("p1"));
    request.mutable_paper()->set_choice(api::BALLOT_CHOICE_APPROVE);
    request.mutable_paper()->set_reason("we hire holders");
    return request;
  }

  api::GetMyBallotRequest Mine(const std::string& round, const std::string& proposal) const {
    api::GetMyBallotRequest request;
    request.set_round(ReviewWorld::Round(round));
    request.set_proposal(ReviewWorld::Proposal(proposal));
    return request;
  }

  ReviewWorld world_;
  Principal bolt_ = world_.state.Representative("bolt", "bea");
};

TEST_F(BallotAnswerTest, TellsTheWholeBallotWithItsLeaf) {
  ASSERT_TRUE(world_.setup.ok()) << world_.setup;
  ASSERT_TRUE(world_.state.Do(Approve(), bolt_).ok());
  api::CastBallotResponse response;
  Answer(Approve(), world_.state.records, world_.state.last, &response);
  const api::Ballot& ballot = response.ballot();
  EXPECT_EQ(ballot.name(), "states/nj/cycles/2027/rounds/r1/ballots/p1~s2");
  EXPECT_EQ(ballot.proposal(), ReviewWorld::Proposal("p1"));
  EXPECT_EQ(ballot.choice(), api::BALLOT_CHOICE_APPROVE);
  EXPECT_EQ(ballot.reason(), "we hire holders");
  EXPECT_EQ(ballot.employer(), "states/nj/employers/bolt");
  EXPECT_EQ(ballot.user(), "states/nj/users/bea");
  EXPECT_EQ(ballot.revision(), 1);
  EXPECT_EQ(FromProto(ballot.cast_time()), world_.state.now);
  EXPECT_EQ(ballot.ledger().leaf_index(), world_.state.last[0].sequence());
  EXPECT_EQ(ballot.ledger().leaf_hash(), MerkleLeafHash(world_.state.last[0].SerializeAsString()));
}

TEST_F(BallotAnswerTest, IsTheSameForARetryAfterRevisions) {
  ASSERT_TRUE(world_.state.Do(Approve(), bolt_).ok());
  std::vector<ledger::Event> events = world_.state.last;
  api::CastBallotResponse first;
  Answer(Approve(), world_.state.records, events, &first);
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_REJECT, "bolt", "ben").ok());
  api::CastBallotResponse again;
  Answer(Approve(), world_.state.records, events, &again);
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
}

TEST_F(BallotAnswerTest, ABatchIsAnsweredInTheOrderOfItsPapers) {
  api::BatchCastBallotsRequest request;
  request.set_round(ReviewWorld::Round("r1"));
  for (const char* id : {"p3", "p1"}) {
    api::BallotPaper* paper = request.add_papers();
    paper->set_proposal(ReviewWorld::Proposal(id));
    paper->set_choice(api::BALLOT_CHOICE_ABSTAIN);
  }
  ASSERT_TRUE(world_.state.Do(request, bolt_).ok());
  api::BatchCastBallotsResponse response;
  Answer(request, world_.state.records, world_.state.last, &response);
  ASSERT_EQ(response.ballots_size(), 2);
  EXPECT_EQ(response.ballots(0).proposal(), ReviewWorld::Proposal("p3"));
  EXPECT_EQ(response.ballots(1).proposal(), ReviewWorld::Proposal("p1"));
}

TEST_F(BallotAnswerTest, AConflictIsARecusedBallot) {
  ASSERT_TRUE(world_.Recuse("r1", "p1", "bolt").ok());
  api::DeclareConflictRequest request;
  request.set_round(ReviewWorld::Round("r1"));
  api::DeclareConflictResponse response;
  Answer(request, world_.state.records, world_.state.last, &response);
  EXPECT_EQ(response.ballot().choice(), api::BALLOT_CHOICE_RECUSED);
  EXPECT_EQ(response.ballot().reason(), "we sell the course");
}

TEST_F(BallotAnswerTest, TheRecordTellsTheSameWithoutTheHash) {
  ASSERT_TRUE(world_.state.Do(Approve(), bolt_).ok());
  BallotId id{1, 0, 1};
  std::string round = ReviewWorld::Round("r1");
  api::Ballot read = BallotOf(round, id, world_.state.records.FindOrDefault(id), world_.state.records);
  api::Ballot cast = BallotOf(round, world_.state.last[0], world_.state.records);
  cast.mutable_ledger()->clear_leaf_hash();
  EXPECT_EQ(read.SerializeAsString(), cast.SerializeAsString());
}

TEST_F(BallotAnswerTest, MyBallotHasItsHistory) {
  ASSERT_TRUE(world_.state.Do(Approve(), bolt_).ok());
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_REJECT, "bolt", "ben").ok());
  ASSERT_TRUE(world_.Recuse("r1", "p1", "bolt").ok());
  auto mine = ReadMyBallot(Mine("r1", "p1"), bolt_, world_.state.scan);
  ASSERT_TRUE(mine.ok()) << mine.status();
  EXPECT_EQ(mine->ballot().choice(), api::BALLOT_CHOICE_RECUSED);
  EXPECT_EQ(mine->ballot().revision(), 3);
  EXPECT_EQ(mine->ballot().ledger().leaf_hash().size(), 32u);
  ASSERT_EQ(mine->earlier_revisions_size(), 2);
  EXPECT_EQ(mine->earlier_revisions(0).reason(), "we hire holders");
  EXPECT_EQ(mine->earlier_revisions(1).user(), "states/nj/users/ben");
}

TEST_F(BallotAnswerTest, NobodyReadsAnotherEmployersBallot) {
  ASSERT_TRUE(world_.state.Do(Approve(), bolt_).ok());
  Principal acme = world_.state.Representative("acme", "al");
  EXPECT_EQ(ErrorReason(ReadMyBallot(Mine("r1", "p1"), acme, world_.state.scan).status()), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ErrorReason(ReadMyBallot(Mine("r1", "p2"), bolt_, world_.state.scan).status()), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ErrorReason(ReadMyBallot(Mine("none", "p1"), bolt_, world_.state.scan).status()), "RESOURCE_NOT_FOUND");
  ASSERT_TRUE(world_.CreateRound("r2").ok());
  EXPECT_EQ(ErrorReason(ReadMyBallot(Mine("r2", "p1"), bolt_, world_.state.scan).status()), "RESOURCE_NOT_FOUND");
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/review/round_result.h"

#include <algorithm>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/apply_ballot.h"
#include "services/domain/review/item_votes.h"
#include "services/domain/review/tally.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RoundResultTest : public ::testing::Test {
 protected:
  // Region north: acme (weight 3) and bolt; south: cobb and dale.
  void OpenRegionalRound() {
    for (const char* id : {"acme", "bolt", "cobb", "dale"}) world_.PutEmployer(id);
    for (const char* id : {"p1", "p2"}) world_.PutProposal(id);
    world_.PutPanel("north", "North");
    world_.PutPanel("south", "");
    world_.PutSeat("north", "s1", "acme", 3);
    world_.PutSeat("north", "s2", "bolt");
    world_.PutSeat("south", "s1", "cobb");
    world_.PutSeat("south", "s2", "dale");
    ASSERT_TRUE(world_.CreateRegionalRound("r1", {"north", "south"}).ok());
    ASSERT_TRUE(world_.AddItems("r1", {"p1", "p2"}).ok());
    ASSERT_TRUE(world_.Open("r1").ok());
  }

  ItemResult ResultOfProposal(const std::string& id) {
    return ResultOf(world_.state.records.FindOrDefault(ProposalId{"2027", id}), world_.state.now, world_.state.records);
  }

  ReviewWorld world_;
};

TEST_F(RoundResultTest, CountsGroupsApart) {
  OpenRegionalRound();
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "acme").ok());
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_REJECT, "bolt").ok());
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_ABSTAIN, "cobb").ok());
  ASSERT_TRUE(world_.Close("r1").ok());
  ItemResult result = ResultOfProposal("p1");
  ASSERT_EQ(result.groups.size(), 2u);
  EXPECT_EQ(result.groups[0].group, "North");
  EXPECT_EQ(result.groups[0].approve.seats, 1);
  EXPECT_EQ(result.groups[0].approve.weight, 3);
  EXPECT_EQ(result.groups[0].reject.weight, 1);
  EXPECT_EQ(result.groups[0].roster.seats, 2);
  EXPECT_EQ(result.groups[0].roster.weight, 4);
  EXPECT_EQ(result.groups[1].group, "south");
  EXPECT_EQ(result.groups[1].abstain.seats, 1);
  EXPECT_EQ(result.groups[1].roster.seats, 2);
  EXPECT_EQ(result.ledger_indexes.size(), 2u);
  EXPECT_EQ(world_.FindRound("r1").seat_weight(), 6);
}

TEST_F(RoundResultTest, TheTallyShowsWeightsAndGroups) {
  OpenRegionalRound();
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "acme").ok());
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "dale").ok());
  api::Tally tally = TallyOf(world_.FindRound("r1"), 0, world_.state.records);
  EXPECT_EQ(tally.approve_count(), 2);
  EXPECT_EQ(tally.approve_weight(), 4);
  EXPECT_EQ(tally.seat_count(), 4);
  ASSERT_EQ(tally.groups_size(), 2);
  EXPECT_EQ(tally.groups(1).approve_count(), 1);
}

TEST_F(RoundResultTest, APlainRoundHasOneGroupWithoutName) {
  world_.OpenTypicalRound();
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "bolt").ok());
  ASSERT_TRUE(world_.Close("r1").ok());
  ItemResult result = ResultOfProposal("p1");
  ASSERT_EQ(result.groups.size(), 1u);
  EXPECT_EQ(result.groups[0].group, "");
  EXPECT_EQ(result.groups[0].approve.weight, 1);
  EXPECT_EQ(result.groups[0].roster.seats, 2);
  EXPECT_EQ(result.ordinal, 1);
}

TEST_F(RoundResultTest, NothingIsReadOfAnOpenRound) {
  EXPECT_EQ(ResultOfProposal("p9").undecided_because, "the proposal is before no round");
  world_.OpenTypicalRound();
  ASSERT_TRUE(world_.Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "bolt").ok());
  ItemResult result = ResultOfProposal("p1");
  EXPECT_THAT(result.groups, IsEmpty());
  EXPECT_THAT(result.ledger_indexes, IsEmpty());
  EXPECT_EQ(result.undecided_because, "round r1 has not closed");
}

TEST_F(RoundResultTest, SumsRatingsOfTheBallotsThatCount) {
  world_.OpenTypicalRound();
  for (int score : {2, 5}) {
    api::CastBallotRequest request;
    request.set_round(ReviewWorld::Round("r1"));
    request.mutable_paper()->set_proposal(ReviewWorld::Proposal("p1"));
    request.mutable_paper()->set_choice(api::BALLOT_CHOICE_APPROVE);
    for (const char* id : {"use", "depth"}) {
      api::Rating* rating = request.mutable_paper()->add_ratings();
      rating->set_criterion(id);
      rating->set_score(id == std::string("use") ? 1 : score);
    }
    ASSERT_TRUE(world_.state.Do(request, world_.state.Representative("bolt", "bea")).ok());
  }
  std::vector<RatingSum> ratings = CountItem(world_.FindRound("r1"), 0, world_.state.records).ratings;
  ASSERT_EQ(ratings.size(), 2u);
  EXPECT_EQ(ratings[0].criterion, "depth");
  EXPECT_EQ(ratings[0].sum, 5);
  EXPECT_EQ(ratings[0].count, 1);
  EXPECT_EQ(ratings[1].sum, 1);
  ASSERT_TRUE(world_.Recuse("r1", "p1", "bolt").ok());
  EXPECT_THAT(CountItem(world_.FindRound("r1"), 0, world_.state.records).ratings, IsEmpty());
}

TEST(TallyOrderTest, TheSameBallotsGiveTheSameBytesInAnyOrder) {
  std::vector<int> order{0, 1, 2, 3};
  std::set<std::string> tallies;
  do {
    MemoryRecords records;
    for (int seat : order) {
      ledger::Event event;
      ledger::BallotCast* cast = event.mutable_decision()->mutable_ballot();
      cast->set_round_number(1);
      cast->set_seat_ordinal(seat);
      cast->set_choice(seat == 2 ? api::BALLOT_CHOICE_REJECT : api::BALLOT_CHOICE_APPROVE);
      cast->set_weight(seat * 10 + 1);
      cast->set_group_ordinal(seat % 3 + 1);
      api::Rating* rating = cast->add_ratings();
      rating->set_criterion(absl::StrCat("c", (seat * 2) % 3));
      rating->set_score(seat + 1);
      ApplyBallot(event, &records);
    }
    tallies.insert(records.FindOrDefault(TallyId{1, 0}).SerializeAsString());
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(tallies.size(), 1u);
}

TEST_F(RoundResultTest, AVoiceSitsOnceInARound) {
  for (const char* id : {"acme", "bolt"}) world_.PutEmployer(id);
  world_.PutProposal("p1");
  world_.PutPanel("north", "North");
  world_.PutSeat("health", "s1", "acme");
  world_.PutSeat("north", "s1", "acme");
  world_.PutSeat("north", "s2", "bolt");
  ASSERT_TRUE(world_.CreateRegionalRound("r1", {"north"}).ok());
  ASSERT_TRUE(world_.AddItems("r1", {"p1"}).ok());
  ASSERT_TRUE(world_.Open("r1").ok());
  std::vector<std::string> names;
  const auto& roster = world_.state.records.FindOrDefault(RosterId{1});
  for (int i = 0; i < roster.seats_size(); ++i) {
    names.push_back(RoundSeatOf(world_.FindRound("r1"), roster, i).seat());
  }
  EXPECT_THAT(names, ElementsAre("states/nj/panels/health/seats/s1", "states/nj/panels/north/seats/s2"));
  EXPECT_THAT(std::vector<std::string>(roster.groups().begin(), roster.groups().end()), ElementsAre("health", "North"));
}

}  // namespace
}  // namespace assay::domain

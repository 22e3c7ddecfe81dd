// The same final votes give the same tallies, whatever the order and whatever was voted before.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/domain/review/tally.h"
#include "services/domain/review/testing/review_world.h"
#include "tests/model/dice.h"

namespace assay::model {
namespace {

using domain::ReviewWorld;
namespace api = ::assay::v1;

// Votes on the items of one round by all seats, in a given order.
class OrderTest : public ::testing::Test {
 protected:
  struct Vote {
    std::string employer;
    std::string proposal;
    int choice;
  };

  static std::string TalliesOf(const std::vector<Vote>& votes) {
    ReviewWorld world;
    for (const char* id : {"p1", "p2", "p3", "p4"}) world.PutProposal(id);
    for (int i = 0; i < 9; ++i) {
      std::string employer = absl::StrCat("e", i);
      world.PutEmployer(employer);
      EXPECT_TRUE(world.CreateSeat(employer, employer).ok());
    }
    EXPECT_TRUE(world.CreateRound("r1").ok());
    EXPECT_TRUE(world.AddItems("r1", {"p1", "p2", "p3", "p4"}).ok());
    EXPECT_TRUE(world.Open("r1").ok());
    for (const Vote& vote : votes) {
      auto choice = static_cast<api::BallotChoice>(vote.choice);
      absl::Status status = vote.choice == api::BALLOT_CHOICE_RECUSED
                                ? world.Recuse("r1", vote.proposal, vote.employer)
                                : world.Cast("r1", vote.proposal, choice, vote.employer);
      EXPECT_TRUE(status.ok()) << status;
    }
    std::string tallies;
    for (uint32_t item = 0; item < 4; ++item) {
      absl::StrAppend(&tallies, domain::TallyOf(world.FindRound("r1"), item, world.state.records).ShortDebugString(),
                      "\n");
    }
    return tallies;
  }

  // A vote of every seat on every item; recusals only when `final`.
  static std::vector<Vote> Votes(bool final, Dice* dice) {
    std::vector<Vote> votes;
    for (int seat = 0; seat < 9; ++seat) {
      for (int item = 1; item <= 4; ++item) {
        votes.push_back({absl::StrCat("e", seat), absl::StrCat("p", item), 1 + dice->Below(final ? 4 : 3)});
      }
    }
    return votes;
  }
};

TEST_F(OrderTest, TheSameFinalVotesGiveTheSameTalliesInAnyOrder) {
  Dice dice(Seed());
  for (int i = 0; i < 10; ++i) {
    std::vector<Vote> final = Votes(/*final=*/true, &dice);
    std::string expected = TalliesOf(final);
    for (int order = 0; order < 10; ++order) {
      std::shuffle(final.begin(), final.end(), dice.engine());
      EXPECT_EQ(TalliesOf(final), expected);
      std::vector<Vote> revised = Votes(/*final=*/false, &dice);
      std::shuffle(revised.begin(), revised.end(), dice.engine());
      revised.insert(revised.end(), final.begin(), final.end());
      EXPECT_EQ(TalliesOf(revised), expected) << "with earlier votes that were revised";
    }
  }
}

}  // namespace
}  // namespace assay::model

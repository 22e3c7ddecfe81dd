#include "services/domain/review/assignment_flow.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

AssignmentProblem Open(int seats, int items, int reviewers, int seat_max = 0) {
  AssignmentProblem problem;
  problem.pairings.assign(seats, std::vector<Pairing>(items, Pairing::kOpen));
  problem.costs.assign(seats, std::vector<int>(items, 2));
  problem.reviewers_min.assign(items, reviewers);
  problem.seat_items_max = seat_max;
  return problem;
}

size_t LargestLoad(const AssignmentSolution& solution) {
  size_t most = 0;
  for (const auto& items : solution.items) most = std::max(most, items.size());
  return most;
}

int64_t TotalCost(const AssignmentProblem& problem, const AssignmentSolution& solution) {
  int64_t cost = 0;
  for (size_t seat = 0; seat < solution.items.size(); ++seat) {
    for (int item : solution.items[seat]) cost += problem.costs[seat][item];
  }
  return cost;
}

// What every plan promises.
void ExpectSound(const AssignmentProblem& problem, const AssignmentSolution& solution) {
  ASSERT_TRUE(solution.feasible);
  std::vector<int> reviewers(problem.reviewers_min.size(), 0);
  for (size_t seat = 0; seat < problem.pairings.size(); ++seat) {
    const std::vector<int>& items = solution.items[seat];
    EXPECT_TRUE(std::is_sorted(items.begin(), items.end()));
    for (int item : items) {
      EXPECT_NE(problem.pairings[seat][item], Pairing::kConflict);
      ++reviewers[item];
    }
    int fixed = 0;
    for (size_t item = 0; item < reviewers.size(); ++item) {
      if (problem.pairings[seat][item] != Pairing::kFixed) continue;
      ++fixed;
      EXPECT_TRUE(std::binary_search(items.begin(), items.end(), static_cast<int>(item)));
    }
    if (problem.seat_items_max == 0) continue;
    EXPECT_LE(static_cast<int>(items.size()), std::max(problem.seat_items_max, fixed));
  }
  for (size_t item = 0; item < reviewers.size(); ++item) EXPECT_GE(reviewers[item], problem.reviewers_min[item]);
}

TEST(AssignmentFlowTest, LoadsAreEven) {
  AssignmentProblem problem = Open(4, 10, 2);
  AssignmentSolution solution = SolveAssignment(problem);
  ExpectSound(problem, solution);
  for (const auto& items : solution.items) EXPECT_EQ(items.size(), 5u);
}

TEST(AssignmentFlowTest, ExactlyTheLimitIsEnoughAndOneLessIsNot) {
  AssignmentProblem problem = Open(3, 4, 3, 4);
  ExpectSound(problem, SolveAssignment(problem));
  problem.seat_items_max = 3;
  AssignmentSolution solution = SolveAssignment(problem);
  EXPECT_FALSE(solution.feasible);
  EXPECT_EQ(solution.obstacle.reviews_needed, 12);
  EXPECT_EQ(solution.obstacle.reviews_possible, 9);
}

TEST(AssignmentFlowTest, ConflictsAreKeptByMovingOthers) {
  // Item 1 can only go to seat 0, which a careless filling would give item 0.
  AssignmentProblem problem = Open(2, 2, 1, 1);
  problem.pairings[1][1] = Pairing::kConflict;
  problem.costs[0][0] = 0;
  AssignmentSolution solution = SolveAssignment(problem);
  ExpectSound(problem, solution);
  EXPECT_THAT(solution.items[0], ElementsAre(1));
  EXPECT_THAT(solution.items[1], ElementsAre(0));
}

TEST(AssignmentFlowTest, ItemsWithTooFewSeatsAreNamed) {
  AssignmentProblem problem = Open(3, 3, 2);
  problem.pairings[0][1] = problem.pairings[2][1] = Pairing::kConflict;
  AssignmentSolution solution = SolveAssignment(problem);
  EXPECT_FALSE(solution.feasible);
  ASSERT_EQ(solution.obstacle.lacking.size(), 1u);
  EXPECT_EQ(solution.obstacle.lacking[0].item, 1);
  EXPECT_EQ(solution.obstacle.lacking[0].available, 1);
}

TEST(AssignmentFlowTest, FullSeatsAreNamed) {
  // Items 0 and 1 can only be reviewed by seat 0, which takes one; enough seats in all.
  AssignmentProblem problem = Open(3, 3, 1, 1);
  for (int seat : {1, 2}) problem.pairings[seat][0] = problem.pairings[seat][1] = Pairing::kConflict;
  AssignmentSolution solution = SolveAssignment(problem);
  EXPECT_FALSE(solution.feasible);
  EXPECT_THAT(solution.obstacle.lacking, IsEmpty());
  EXPECT_THAT(solution.obstacle.full_seats, ElementsAre(0));
}

TEST(AssignmentFlowTest, WhatIsFixedStaysAndCounts) {
  AssignmentProblem problem = Open(2, 4, 1, 2);
  problem.pairings[0] = {Pairing::kFixed, Pairing::kFixed, Pairing::kFixed, Pairing::kOpen};
  AssignmentSolution solution = SolveAssignment(problem);
  ExpectSound(problem, solution);
  EXPECT_THAT(solution.items[0], ElementsAre(0, 1, 2));
  EXPECT_THAT(solution.items[1], ElementsAre(3));
}

TEST(AssignmentFlowTest, PreferencesAreFollowedWhereNumbersAllow) {
  AssignmentProblem problem = Open(2, 4, 1);
  problem.costs[0] = {4, 4, 0, 0};
  problem.costs[1] = {0, 0, 4, 4};
  AssignmentSolution solution = SolveAssignment(problem);
  EXPECT_THAT(solution.items[0], ElementsAre(2, 3));
  EXPECT_THAT(solution.items[1], ElementsAre(0, 1));
}

TEST(AssignmentFlowTest, TheLargestRoundsAreSolved) {
  AssignmentProblem problem = Open(60, 2000, 3, 100);
  uint64_t random = 1;
  for (auto& row : problem.costs) {
    for (int& cost : row) {
      random = random * 6364136223846793005 + 1442695040888963407;
      cost = static_cast<int>((random >> 33) % 5);
    }
  }
  AssignmentSolution solution = SolveAssignment(problem);
  ExpectSound(problem, solution);
  EXPECT_EQ(LargestLoad(solution), 100u);
}

TEST(AssignmentFlowTest, NothingToReviewIsAPlan) {
  AssignmentSolution solution = SolveAssignment(Open(3, 0, 1));
  EXPECT_TRUE(solution.feasible);
  EXPECT_EQ(LargestLoad(solution), 0u);
}

// Whether seats can take the items one by one, by trying everything. For small problems only.
bool Exists(const AssignmentProblem& problem, std::vector<int> loads, std::vector<int> missing, size_t item,
            size_t first_seat, int load_max) {
  while (item < missing.size() && missing[item] <= 0) {
    ++item;
    first_seat = 0;
  }
  if (item == missing.size()) return true;
  for (size_t seat = first_seat; seat < loads.size(); ++seat) {
    if (problem.pairings[seat][item] != Pairing::kOpen || loads[seat] >= load_max) continue;
    ++loads[seat];
    --missing[item];
    if (Exists(problem, loads, missing, item, seat + 1, load_max)) return true;
    --loads[seat];
    ++missing[item];
  }
  return false;
}

TEST(AssignmentFlowTest, FindsAPlanExactlyWhenThereIsOneAndTheSmallestLoad) {
  uint64_t random = 20270115;
  auto next = [&random](uint64_t below) {
    random = random * 6364136223846793005 + 1442695040888963407;
    return (random >> 33) % below;
  };
  int feasible = 0;
  for (int run = 0; run < 3000; ++run) {
    int seats = 1 + static_cast<int>(next(4));
    int items = 1 + static_cast<int>(next(5));
    AssignmentProblem problem =
        Open(seats, items, 1 + static_cast<int>(next(2)), 1 + static_cast<int>(next(static_cast<uint64_t>(items))));
    problem.seed = next(1000);
    for (auto& row : problem.pairings) {
      for (Pairing& pairing : row) {
        if (next(3) == 0) pairing = Pairing::kConflict;
      }
    }
    for (auto& row : problem.costs) {
      for (int& cost : row) cost = static_cast<int>(next(5));
    }
    AssignmentSolution solution = SolveAssignment(problem);
    std::vector<int> none(static_cast<size_t>(seats), 0);
    int smallest = 0;
    while (smallest <= problem.seat_items_max && !Exists(problem, none, problem.reviewers_min, 0, 0, smallest))
      ++smallest;
    ASSERT_EQ(solution.feasible, smallest <= problem.seat_items_max) << "run " << run;
    if (!solution.feasible) continue;
    ++feasible;
    ExpectSound(problem, solution);
    EXPECT_EQ(static_cast<int>(LargestLoad(solution)), smallest) << "run " << run;
  }
  EXPECT_GT(feasible, 500);
}

std::string SharedFile(const std::string& name) {
  const char* configured = std::getenv("ASSAY_SHARED_DATA");
  std::string folder = configured != nullptr ? configured : std::string(ASSAY_SOURCE_DIR) + "/../shared/data";
  std::ifstream file(folder + "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// A conference's bids: of each reviewer the papers it would review, could review and would rather not; papers that it
// does not name are in conflict.
AssignmentProblem ReadBids(const std::string& text, int papers, int reviewers_min) {
  AssignmentProblem problem;
  problem.reviewers_min.assign(papers, reviewers_min);
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    if (line[0] == '#') continue;
    auto& pairings = problem.pairings.emplace_back(papers, Pairing::kConflict);
    auto& costs = problem.costs.emplace_back(papers, 0);
    std::vector<absl::string_view> categories = absl::StrSplit(line, '{');
    for (size_t category = 1; category < categories.size(); ++category) {
      absl::string_view ids = categories[category].substr(0, categories[category].find('}'));
      for (absl::string_view id : absl::StrSplit(ids, ',', absl::SkipEmpty())) {
        int paper = 0;
        if (!absl::SimpleAtoi(id, &paper)) continue;
        pairings[paper - 1] = Pairing::kOpen;
        costs[paper - 1] = category == 1 ? 0 : category == 2 ? 1 : 4;
      }
    }
  }
  return problem;
}

struct Conference {
  const char* file;
  int papers;
  int reviewers;
  int reviews;          // a paper
  size_t largest_load;  // by hand: reviews * papers / reviewers, rounded up
};

TEST(AssignmentFlowTest, RealConferencesAreAssigned) {
  for (const Conference& conference : {Conference{"votes/preflib_csconf_00039-00000001.cat", 54, 31, 3, 6},
                                       Conference{"votes/preflib_csconf_00039-00000003.cat", 176, 146, 3, 4}}) {
    std::string text = SharedFile(conference.file);
    if (text.empty()) GTEST_SKIP() << "skipped: the shared data is not on this machine";
    AssignmentProblem problem = ReadBids(text, conference.papers, conference.reviews);
    ASSERT_EQ(problem.pairings.size(), static_cast<size_t>(conference.reviewers));
    AssignmentSolution solution = SolveAssignment(problem);
    ExpectSound(problem, solution);
    EXPECT_EQ(LargestLoad(solution), conference.largest_load);
    // Without bids the same numbers cost far more.
    AssignmentProblem blind = problem;
    for (auto& row : blind.costs) row.assign(row.size(), 0);
    EXPECT_LT(2 * TotalCost(problem, solution), TotalCost(problem, SolveAssignment(blind)));
    problem.seed = 7;
    AssignmentSolution again = SolveAssignment(problem);
    ExpectSound(problem, again);
    EXPECT_EQ(again.items, SolveAssignment(problem).items);
  }
}

}  // namespace
}  // namespace assay::domain

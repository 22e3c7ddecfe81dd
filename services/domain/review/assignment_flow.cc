#include "services/domain/review/assignment_flow.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace assay::domain {
namespace {

constexpr int kImprovingPassesMax = 20;

// SplitMix64: decides between what is equally good.
uint64_t Mix(uint64_t seed, uint64_t a, uint64_t b) {
  uint64_t z = seed + 0x9e3779b97f4a7c15 * (a * 0x10001 + b + 1);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

// One attempt, with a largest load.
class Filling {
 public:
  Filling(const AssignmentProblem& problem, int load_max)
      : problem_(problem),
        load_max_(load_max),
        seats_(static_cast<int>(problem.pairings.size())),
        items_(static_cast<int>(problem.reviewers_min.size())),
        taken_(seats_, std::vector<bool>(items_, false)),
        held_(seats_),
        reviewers_(items_, 0) {
    for (int seat = 0; seat < seats_; ++seat) {
      for (int item = 0; item < items_; ++item) {
        if (problem_.pairings[seat][item] == Pairing::kFixed) Take(seat, item);
      }
    }
  }

  // False when the load does not allow it; the obstacle is then filled in.
  bool Fill(const std::vector<int>& order) {
    for (int item : order) {
      while (reviewers_[item] < problem_.reviewers_min[item]) {
        if (!TakeBest(item) && !TakeByMoving(item)) {
          stuck_item_ = item;
          return false;
        }
      }
    }
    return true;
  }

  void Improve() {
    for (int pass = 0; pass < kImprovingPassesMax; ++pass) {
      bool changed = false;
      for (int item = 0; item < items_; ++item) {
        for (int seat = 0; seat < seats_; ++seat) {
          if (IsMovable(seat, item)) changed |= MoveToCheaper(seat, item);
        }
      }
      if (!changed) return;
    }
  }

  const std::vector<std::vector<int>>& Items() const { return held_; }

  // After a failed Fill: the seats that are full for one another, and the items that only they could review.
  void Describe(AssignmentObstacle* obstacle) const {
    obstacle->short_items.push_back(stuck_item_);
    for (int seat = 0; seat < seats_; ++seat) {
      if (reached_[seat]) obstacle->full_seats.push_back(seat);
    }
  }

 private:
  bool IsFree(int seat, int item) const {
    return problem_.pairings[seat][item] == Pairing::kOpen && !taken_[seat][item];
  }
  bool IsMovable(int seat, int item) const {
    return taken_[seat][item] && problem_.pairings[seat][item] == Pairing::kOpen;
  }
  int Cost(int seat, int item) const { return problem_.costs[seat][item]; }

  int Load(int seat) const { return static_cast<int>(held_[seat].size()); }

  void Take(int seat, int item) {
    taken_[seat][item] = true;
    held_[seat].insert(std::lower_bound(held_[seat].begin(), held_[seat].end(), item), item);
    ++reviewers_[item];
  }
  void Drop(int seat, int item) {
    taken_[seat][item] = false;
    held_[seat].erase(std::lower_bound(held_[seat].begin(), held_[seat].end(), item));
    --reviewers_[item];
  }

  // The cheapest seat with room, then the one with the smallest load.
  bool TakeBest(int item) {
    int best = -1;
    for (int seat = 0; seat < seats_; ++seat) {
      if (!IsFree(seat, item) || Load(seat) >= load_max_) continue;
      if (best < 0 || Rank(seat, item) < Rank(best, item)) best = seat;
    }
    if (best < 0) return false;
    Take(best, item);
    return true;
  }

  std::tuple<int, int, uint64_t> Rank(int seat, int item) const {
    return {Cost(seat, item), Load(seat), Mix(problem_.seed, static_cast<uint64_t>(seat), static_cast<uint64_t>(item))};
  }

  // Every seat that could take the item is full: finds a shortest chain of seats along which one item each moves on,
  // and which ends at a seat with room.
  bool TakeByMoving(int item) {
    struct Step {
      int from = -1;
      int item = -1;
    };
    std::vector<Step> steps(seats_);
    reached_.assign(seats_, false);
    std::vector<int> queue;
    for (int seat = 0; seat < seats_; ++seat) {
      if (!IsFree(seat, item)) continue;
      reached_[seat] = true;
      queue.push_back(seat);
    }
    for (size_t next = 0; next < queue.size(); ++next) {
      int from = queue[next];
      for (int moved : held_[from]) {
        if (!IsMovable(from, moved)) continue;
        for (int to = 0; to < seats_; ++to) {
          if (reached_[to] || !IsFree(to, moved)) continue;
          reached_[to] = true;
          steps[to] = {from, moved};
          queue.push_back(to);
          if (Load(to) >= load_max_) continue;
          int seat = to;
          for (; steps[seat].from >= 0; seat = steps[seat].from) {
            Drop(steps[seat].from, steps[seat].item);
            Take(seat, steps[seat].item);
          }
          Take(seat, item);
          return true;
        }
      }
    }
    return false;
  }

  // Gives the item to a seat that would rather have it, when that has room or something to give back.
  bool MoveToCheaper(int seat, int item) {
    for (int other = 0; other < seats_; ++other) {
      if (!IsFree(other, item) || Cost(other, item) >= Cost(seat, item)) continue;
      int gain = Cost(seat, item) - Cost(other, item);
      if (Load(other) < load_max_) {
        Drop(seat, item);
        Take(other, item);
        return true;
      }
      for (int back : held_[other]) {
        if (!IsMovable(other, back) || !IsFree(seat, back)) continue;
        if (Cost(seat, back) - Cost(other, back) >= gain) continue;
        Drop(seat, item);
        Take(other, item);
        Drop(other, back);
        Take(seat, back);
        return true;
      }
    }
    return false;
  }

  const AssignmentProblem& problem_;
  const int load_max_;
  const int seats_;
  const int items_;
  std::vector<std::vector<bool>> taken_;
  std::vector<std::vector<int>> held_;  // the same by seat, ascending
  std::vector<int> reviewers_;
  std::vector<bool> reached_;
  int stuck_item_ = -1;
};

int Available(const AssignmentProblem& problem, int item) {
  int seats = 0;
  for (const auto& row : problem.pairings) seats += row[item] == Pairing::kConflict ? 0 : 1;
  return seats;
}

// Items with the fewest seats to choose from first.
std::vector<int> Order(const AssignmentProblem& problem) {
  std::vector<int> order(problem.reviewers_min.size());
  std::iota(order.begin(), order.end(), 0);
  std::vector<std::pair<int, uint64_t>> rank;
  for (int item : order) {
    rank.emplace_back(Available(problem, item), Mix(problem.seed, 0xffffffff, static_cast<uint64_t>(item)));
  }
  std::sort(order.begin(), order.end(), [&rank](int a, int b) { return rank[a] < rank[b]; });
  return order;
}

void CheckTotals(const AssignmentProblem& problem, int load_max, AssignmentObstacle* obstacle) {
  for (int item = 0; item < static_cast<int>(problem.reviewers_min.size()); ++item) {
    obstacle->reviews_needed += problem.reviewers_min[item];
    int available = Available(problem, item);
    if (available < problem.reviewers_min[item]) obstacle->lacking.push_back({item, available});
  }
  obstacle->reviews_possible = static_cast<int64_t>(problem.pairings.size()) * load_max;
}

}  // namespace

AssignmentSolution SolveAssignment(const AssignmentProblem& problem) {
  AssignmentSolution solution;
  int items = static_cast<int>(problem.reviewers_min.size());
  int load_max = problem.seat_items_max == 0 ? items : std::min(items, problem.seat_items_max);
  CheckTotals(problem, load_max, &solution.obstacle);
  if (!solution.obstacle.lacking.empty()) return solution;
  std::vector<int> order = Order(problem);
  if (Filling most(problem, load_max); !most.Fill(order)) {
    most.Describe(&solution.obstacle);
    return solution;
  }
  int low = 0;
  int high = load_max;
  while (low < high) {
    int middle = low + (high - low) / 2;
    if (Filling(problem, middle).Fill(order)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  Filling best(problem, high);
  best.Fill(order);
  best.Improve();
  solution.feasible = true;
  solution.items = best.Items();
  return solution;
}

}  // namespace assay::domain

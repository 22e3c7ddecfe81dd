// Who reviews what, as a problem of numbers: every item gets enough reviewers, no seat too many items, loads as even as
// the rest allows, and as few unwanted reviews as that allows. Knows nothing of rounds.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_ASSIGNMENT_FLOW_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_ASSIGNMENT_FLOW_H_

#include <cstdint>
#include <vector>

namespace assay::domain {

// What may become of one seat and one item.
enum class Pairing : uint8_t {
  kOpen,      // may be assigned
  kConflict,  // may not
  kFixed,     // is assigned, whatever the plan
};

struct AssignmentProblem {
  // pairings[seat][item], costs[seat][item]: both of the same shape. A lower cost is preferred.
  std::vector<std::vector<Pairing>> pairings;
  std::vector<std::vector<int>> costs;
  std::vector<int> reviewers_min;  // by item; 0 for items that need none
  int seat_items_max = 0;          // 0: no limit. Fixed pairs may exceed it.
  uint64_t seed = 0;
};

// Why there is no plan.
struct AssignmentObstacle {
  struct Lack {
    int item = 0;
    int available = 0;  // seats that could review it
  };
  std::vector<Lack> lacking;  // items with fewer seats than they need, whatever the limit
  int64_t reviews_needed = 0;
  int64_t reviews_possible = 0;  // by the limit alone
  std::vector<int> full_seats;   // with enough in all: seats that are full although these items still need them
  std::vector<int> short_items;
};

struct AssignmentSolution {
  bool feasible = false;
  std::vector<std::vector<int>> items;  // by seat, ascending; when feasible
  AssignmentObstacle obstacle;          // when not
};

// The same problem gives the same solution, on any machine. Exact where feasibility and the largest load are concerned:
// there is a plan whenever one exists, and no plan has a smaller largest load; cost is improved by moves and exchanges.
// O(seats * items * reviewers) for each of about log(items) loads tried.
AssignmentSolution SolveAssignment(const AssignmentProblem& problem);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_ASSIGNMENT_FLOW_H_

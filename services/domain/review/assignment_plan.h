// Planning who reviews what in a round, previewed and then put in place as one.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_ASSIGNMENT_PLAN_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_ASSIGNMENT_PLAN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// A plan, and what names it: the plan and what it would replace.
struct ComputedPlan {
  ledger::AssignmentPlan plan;
  std::string etag;
  api::PlanAssignmentsResponse consequences;
  int64_t answer_count = 0;  // in the round, when it was computed
};

// Plans an open round. Each group of its seats (a regional panel) is planned alone, and each must give every proposal
// `reviewers_min`. A seat with a conflict is not assigned; what a seat answered stays assigned and counts; a vacant
// seat gets nothing new; a withdrawn proposal needs nobody. The same records, numbers and seed give the same plan.
//   NOT_FOUND            no such round
//   FAILED_PRECONDITION  ROUND_NOT_OPEN, ROUND_CLOSED; ASSIGNMENT_INFEASIBLE: says what stands in the way;
//                        ASSIGNMENT_TOO_LARGE: more than kAssignmentBytesMax (assignment.h)
//   PERMISSION_DENIED    as for AssignReviews (assignment.h)
// O(seats * proposals), and what services/domain/review/assignment_flow.h says.
absl::StatusOr<ComputedPlan> PlanAssignments(const std::string& round_name, const api::AssignmentNumbers& numbers,
                                             const std::string& state, const Principal& principal, absl::Time now,
                                             const ScanView& view);

// Puts in place what was computed on a snapshot. The refusals above, and ABORTED PLAN_CHANGED: `plan` is not what the
// request names, or the round has changed since.
absl::Status DecideAssignmentPlan(const api::ApplyAssignmentPlanRequest& request, const ComputedPlan& plan,
                                  const Context& context, const View& view, Events* events);

void Answer(const api::ApplyAssignmentPlanRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::ApplyAssignmentPlanResponse* response);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_ASSIGNMENT_PLAN_H_

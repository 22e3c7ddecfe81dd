#include <utility>

#include "services/domain/review/assignment.h"
#include "services/domain/review/assignment_plan.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::Status Plan(const CallContext& call, const v1::PlanAssignmentsRequest& request,
                  v1::PlanAssignmentsResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(
      domain::ComputedPlan plan,
      domain::PlanAssignments(request.name(), request.numbers(), call.state, call.principal, call.now, *call.view));
  *response = std::move(plan.consequences);
  return absl::OkStatus();
}

absl::StatusOr<Prepared> PreparePlan(const CallContext& call, const v1::ApplyAssignmentPlanRequest& request) {
  ASSAY_ASSIGN_OR_RETURN(
      domain::ComputedPlan plan,
      domain::PlanAssignments(request.name(), request.numbers(), call.state, call.principal, call.now, *call.view));
  Prepared prepared;
  prepared.decide = [request, plan = std::move(plan)](const domain::Context& context, const domain::View& view,
                                                      domain::Events* events) {
    return domain::DecideAssignmentPlan(request, plan, context, view, events);
  };
  return prepared;
}

}  // namespace

void AddAssignmentService(Api* api) {
  api->Mutation<v1::AssignReviewsRequest, v1::AssignReviewsResponse>();
  api->MutationWithAnswer<v1::SetReviewPreferencesRequest, v1::SetReviewPreferencesResponse>(AnswerByDomain);
  api->Query(Plan, Where::kWorker);
  api->PreparedMutation<v1::ApplyAssignmentPlanRequest, v1::ApplyAssignmentPlanResponse>(PreparePlan, AnswerByDomain);
}

}  // namespace assay::rpc

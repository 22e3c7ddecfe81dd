#include "services/domain/commands/cycle.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::Status Get(const CallContext& call, const v1::GetCycleRequest& request, v1::GetCycleResponse* response) {
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::CycleIdOf(request.name()), request.name(), response->mutable_cycle()));
  domain::PrepareForReader(call.principal, call.now, response->mutable_cycle());
  return absl::OkStatus();
}

absl::Status List(const CallContext& call, const v1::ListCyclesRequest& request, v1::ListCyclesResponse* response) {
  ASSAY_RETURN_IF_ERROR(ReadPage<domain::CycleId>(call, request, domain::PrefixOf<domain::CycleId>(),
                                                  response->mutable_cycles(), response));
  for (v1::Cycle& cycle : *response->mutable_cycles()) domain::PrepareForReader(call.principal, call.now, &cycle);
  return absl::OkStatus();
}

absl::Status Plan(const CallContext& call, const v1::PlanCycleRequest& request, v1::PlanCycleResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(*response, domain::PlanCycle(request, call.now, *call.view));
  return absl::OkStatus();
}

}  // namespace

void AddCycleService(Api* api) {
  api->Mutation<v1::CreateCycleRequest, v1::CreateCycleResponse>();
  api->Mutation<v1::CloneCycleRequest, v1::CloneCycleResponse>();
  api->Query(Plan);
  api->Mutation<v1::UpdateCycleRequest, v1::UpdateCycleResponse>();
  api->Query(Get);
  api->Query(List);
}

}  // namespace assay::rpc

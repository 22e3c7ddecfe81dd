#include "services/domain/commands/cycle.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::Status Get(const CallContext& call, const v1::GetCycleRequest& request, v1::GetCycleResponse* response) {
  return ReadRecord(call, domain::CycleIdOf(request.name()), request.name(), response->mutable_cycle());
}

absl::Status List(const CallContext& call, const v1::ListCyclesRequest& request, v1::ListCyclesResponse* response) {
  return ReadPage<domain::CycleId>(call, request, domain::PrefixOf<domain::CycleId>(), response->mutable_cycles(),
                                   response);
}

}  // namespace

void AddCycleService(Api* api) {
  api->Mutation<v1::CreateCycleRequest, v1::CreateCycleResponse>();
  api->Mutation<v1::UpdateCycleRequest, v1::UpdateCycleResponse>();
  api->Query(Get);
  api->Query(List);
}

}  // namespace assay::rpc

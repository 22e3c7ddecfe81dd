#include "services/domain/commands/policy.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::Status Get(const CallContext& call, const v1::GetPolicyRequest& request, v1::GetPolicyResponse* response) {
  domain::PolicyId id = domain::PolicyIdOf(request.name());
  uint32_t revision = domain::RevisionOf(request.name());
  if (revision == 0) return ReadRecord(call, id, request.name(), response->mutable_policy());
  return ReadRecord(call, domain::PolicyRevisionId{id.policy, revision}, request.name(), response->mutable_policy());
}

absl::Status List(const CallContext& call, const v1::ListPoliciesRequest& request, v1::ListPoliciesResponse* response) {
  return ReadPage<domain::PolicyId>(call, request, domain::PrefixOf<domain::PolicyId>(), response->mutable_policies(),
                                    response);
}

}  // namespace

void AddPolicyService(Api* api) {
  api->Mutation<v1::CreatePolicyRequest, v1::CreatePolicyResponse>();
  api->Mutation<v1::UpdatePolicyRequest, v1::UpdatePolicyResponse>();
  api->Query(Get);
  api->Query(List);
}

}  // namespace assay::rpc

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/domain/commands/policy.h"
#include "services/domain/commands/policy_presets.h"
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

absl::Status GetPreset(const CallContext& call, const v1::GetPolicyPresetRequest& request,
                       v1::GetPolicyPresetResponse* response) {
  auto preset = domain::FindPolicyPreset(domain::LastPart(request.name()), *call.view);
  if (!preset.has_value()) return NotFound(request.name());
  *response->mutable_policy_preset() = *std::move(preset);
  response->mutable_policy_preset()->set_name(request.name());
  return absl::OkStatus();
}

absl::Status ListPresets(const CallContext& call, const v1::ListPolicyPresetsRequest& request,
                         v1::ListPolicyPresetsResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(Page page, Page::Of(request));
  for (const std::string& id : domain::PolicyPresetIdList()) {
    if (id <= page.after()) continue;
    if (response->policy_presets_size() == page.size()) {
      const v1::PolicyPreset& last = response->policy_presets(page.size() - 1);
      response->set_next_page_token(page.TokenAfter(domain::LastPart(last.name())));
      break;
    }
    *response->add_policy_presets() = *domain::FindPolicyPreset(id, *call.view);
    response->mutable_policy_presets(response->policy_presets_size() - 1)
        ->set_name(absl::StrCat(request.parent(), "/policyPresets/", id));
  }
  return absl::OkStatus();
}

}  // namespace

void AddPolicyService(Api* api) {
  api->Mutation<v1::CreatePolicyRequest, v1::CreatePolicyResponse>();
  api->Mutation<v1::UpdatePolicyRequest, v1::UpdatePolicyResponse>();
  api->Query(Get);
  api->Query(List);
  api->Query(GetPreset);
  api->Query(ListPresets);
}

}  // namespace assay::rpc

#include "services/domain/commands/policy.h"

#include "absl/strings/match.h"
#include "services/domain/commands/checks.h"
#include "services/domain/commands/policy_presets.h"
#include "services/domain/commands/policy_rules.h"
#include "services/domain/decision/decide_proposal.h"

namespace assay::domain {
namespace {

void AddRevision(api::Policy policy, int64_t revision, Events* events) {
  policy.set_revision(revision);
  policy.set_algorithm_version(kAlgorithmVersion);
  *events->AddDecision()->mutable_policy() = std::move(policy);
}

// What was sent, over the preset that it names.
api::Policy PolicyOf(const api::CreatePolicyRequest& request, const View& view, Violations* violations) {
  if (request.preset().empty()) return request.policy();
  absl::optional<api::PolicyPreset> preset = FindPolicyPreset(request.preset(), view);
  if (!preset.has_value()) {
    violations->Add("preset", absl::StrCat("\"", request.preset(), "\" is no preset; there are ", PolicyPresetIds()));
    return request.policy();
  }
  api::Policy policy = preset->policy();
  ApplyUpdate(request.policy(), {}, "policy", &policy, violations);
  return policy;
}

}  // namespace

absl::Status Decide(const api::CreatePolicyRequest& request, const Context& context, const View& view, Events* events) {
  Violations violations;
  api::Policy sent = PolicyOf(request, view, &violations);
  ASSAY_RETURN_IF_ERROR(view.status());
  if (violations.empty()) ValidatePolicy(sent, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  PolicyId id{request.policy_id()};
  ASSAY_ASSIGN_OR_RETURN(api::Policy policy, MakeNew(context, view, id, NameOf(context.state, id), std::move(sent)));
  AddRevision(std::move(policy), 1, events);
  return absl::OkStatus();
}

absl::Status Decide(const api::UpdatePolicyRequest& request, const Context& context, const View& view, Events* events) {
  const api::Policy& sent = request.policy();
  Violations violations;
  if (absl::StrContains(sent.name(), "@")) {
    violations.Add("policy.name", "names a revision, and a revision never changes; leave @ and the number out");
  }
  if (sent.etag().empty()) {
    violations.Add("policy.etag", "is required to change a policy; read the policy and send its etag");
  }
  ValidatePolicy(sent, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_ASSIGN_OR_RETURN(api::Policy stamped,
                         MakeChanged(context, view, PolicyIdOf(sent.name()), sent.name(), sent.etag()));
  api::Policy next = sent;
  next.set_etag(stamped.etag());
  *next.mutable_create_time() = stamped.create_time();
  *next.mutable_update_time() = stamped.update_time();
  AddRevision(std::move(next), stamped.revision() + 1, events);
  return absl::OkStatus();
}

}  // namespace assay::domain

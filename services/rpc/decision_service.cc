#include <utility>

#include "services/domain/commands/override.h"
#include "services/domain/simulation/simulate.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::Status Explain(const CallContext& call, const v1::ExplainDecisionRequest& request,
                     v1::ExplainDecisionResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(*response, domain::ExplainDecision(request, {&call.principal, call.now}, *call.view));
  return absl::OkStatus();
}

// A page ends early when it holds this much: differences carry the traces of two decisions.
constexpr size_t kPageBytesMax = size_t{1} << 20;

// Of simulations and comparisons alike. What stays the same is left out unless it is asked for.
template <class Request, class Response>
absl::Status Answer(const Request& request, domain::Comparison comparison, Response* response) {
  ASSAY_ASSIGN_OR_RETURN(Page page, Page::Of(request));
  *response->mutable_summary() = comparison.summary;
  size_t bytes = 0;
  for (v1::PolicyDifference& difference : comparison.differences) {
    if (domain::LastPart(difference.proposal()) <= page.after()) continue;
    if (difference.effect() == v1::POLICY_EFFECT_SAME && !request.all()) continue;
    bytes += difference.ByteSizeLong();
    bool fits = response->differences().empty() || bytes <= kPageBytesMax;
    if (response->differences_size() == page.size() || !fits) {
      const v1::PolicyDifference& last = *response->differences().rbegin();
      response->set_next_page_token(page.TokenAfter(domain::LastPart(last.proposal())));
      break;
    }
    *response->add_differences() = std::move(difference);
  }
  return absl::OkStatus();
}

absl::Status Simulate(const CallContext& call, const v1::SimulatePolicyRequest& request,
                      v1::SimulatePolicyResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(domain::Comparison comparison,
                         domain::SimulatePolicy(request, {&call.principal, call.now}, *call.view));
  return Answer(request, std::move(comparison), response);
}

absl::Status Compare(const CallContext& call, const v1::ComparePoliciesRequest& request,
                     v1::ComparePoliciesResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(domain::Comparison comparison,
                         domain::ComparePolicies(request, {&call.principal, call.now}, *call.view));
  return Answer(request, std::move(comparison), response);
}

absl::Status GetOverride(const CallContext& call, const v1::GetOverrideRequest& request,
                         v1::GetOverrideResponse* response) {
  return ReadRecord(call, domain::OverrideIdOf(request.name()), request.name(), response->mutable_override());
}

absl::Status ListOverrides(const CallContext& call, const v1::ListOverridesRequest& request,
                           v1::ListOverridesResponse* response) {
  std::string cycle = domain::CycleIdOf(request.parent()).cycle;
  domain::RecordKey prefix = domain::PrefixOf<domain::OverrideId>(cycle);
  if (!request.proposal().empty()) {
    domain::ProposalId id = domain::ProposalIdOf(request.proposal());
    if (id.cycle != cycle) return absl::OkStatus();
    prefix = domain::PrefixOf<domain::OverrideId>(id.cycle, id.proposal);
  }
  return ListRecords<domain::OverrideId>(
      request, *call.view, prefix, response, [&](absl::string_view, const v1::Override& found) {
        bool wanted = request.state() == v1::OVERRIDE_STATE_UNSPECIFIED || request.state() == found.state();
        if (wanted) *response->add_overrides() = found;
        return wanted;
      });
}

}  // namespace

void AddDecisionService(Api* api) {
  api->Query(Explain, Where::kWorker);
  api->Query(Simulate, Where::kWorker);
  api->Query(Compare, Where::kWorker);
  api->Mutation<v1::CreateOverrideRequest, v1::CreateOverrideResponse>();
  api->Mutation<v1::ConfirmOverrideRequest, v1::ConfirmOverrideResponse>();
  api->Mutation<v1::CancelOverrideRequest, v1::CancelOverrideResponse>();
  api->Query(GetOverride);
  api->Query(ListOverrides);
}

}  // namespace assay::rpc

// What rules come to without adopting them: one decision explained, a policy tried out, two policies compared. Over
// open rounds only for whoever may see the running tally; what is hidden is not computed.
#ifndef ASSAY_SERVICES_DOMAIN_SIMULATION_SIMULATE_H_
#define ASSAY_SERVICES_DOMAIN_SIMULATION_SIMULATE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Who asks, and when.
struct Asker {
  const Principal* principal;
  absl::Time now;
};

struct Comparison {
  api::PolicyEffectSummary summary;
  std::vector<api::PolicyDifference> differences;  // of every proposal that was handed in, in order of id
};

// Decides one proposal. NOT_FOUND: no such proposal or policy. FAILED_PRECONDITION, NO_POLICY: none was named, and the
// proposal is before no round; UNKNOWN_ALGORITHM; CROSSWALK_EMPTY. DATA_LOSS. O(endorsements of the cycle).
absl::StatusOr<api::ExplainDecisionResponse> ExplainDecision(const api::ExplainDecisionRequest& request,
                                                             const Asker& asker, const ScanView& scan);

// The policy of the request against those that the rounds pinned; a proposal before no round has none, and counts as
// undecided before. INVALID_ARGUMENT: neither or both of policy and inline_policy, or see ValidatePolicy. Otherwise as
// ExplainDecision. O(proposals and endorsements of the cycle).
absl::StatusOr<Comparison> SimulatePolicy(const api::SimulatePolicyRequest& request, const Asker& asker,
                                          const ScanView& scan);

// Two policies against each other. Otherwise as SimulatePolicy.
absl::StatusOr<Comparison> ComparePolicies(const api::ComparePoliciesRequest& request, const Asker& asker,
                                           const ScanView& scan);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_SIMULATION_SIMULATE_H_

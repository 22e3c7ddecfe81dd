// Labor-market gates: what is known of a proposal's occupations against what the policy asks.
#ifndef ASSAY_SERVICES_DOMAIN_DECISION_GATES_H_
#define ASSAY_SERVICES_DOMAIN_DECISION_GATES_H_

#include <string>
#include <vector>

#include "services/domain/decision/trace.h"

namespace assay::domain {

// What is known of one occupation: for each gate of the policy, in order, the figures of the gate's area; null when the
// dataset has none.
struct OccupationFacts {
  std::string soc_code;
  std::vector<const api::Occupation*> by_gate;
};

// The occupations that a proposal is judged by: its own, or those of its credential when it states none.
const google::protobuf::RepeatedPtrField<std::string>& OccupationCodes(const api::Proposal& proposal,
                                                                       const api::Credential& credential);

// Whether the occupations pass the gates of the policy (algorithm 1), with a step for every gate of every occupation
// and one for all together. A policy without gates is passed without a step. Without occupations every figure is
// unknown. Wages are compared by the year (AnnualCents), growth exactly, education by its order; a gate that asks
// nothing has an unknown figure.
bool PassesGates(const api::Policy& policy, const std::vector<OccupationFacts>& occupations, Trace* trace);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_DECISION_GATES_H_

// Questions with a yes or no for an answer (algorithm 2): what a credential must be, which endorsements it needs, and
// what scores and tiers ask.
#ifndef ASSAY_SERVICES_DOMAIN_DECISION_CONDITIONS_H_
#define ASSAY_SERVICES_DOMAIN_DECISION_CONDITIONS_H_

#include <map>
#include <string>
#include <vector>

#include "services/domain/decision/employer_votes.h"

namespace assay::domain {

// What the conditions of a policy ask of. All pointers are set and outlive it.
struct ConditionFacts {
  const api::Proposal* proposal = nullptr;
  const api::Credential* credential = nullptr;
  const std::vector<EndorsementFacts>* endorsements = nullptr;
  const ItemResult* item = nullptr;
  const api::EmployerValidation* validation = nullptr;
  std::map<std::string, api::Verdict> labor_market;  // by id of a criterion or group of the policy's labor_market
};

// PASS, FAIL or UNDECIDED. An answer that is not known is what the condition says of it; the step tells it apart. Adds
// one step, of the condition's id.
api::Verdict EvaluateCondition(const api::Condition& condition, const ConditionFacts& facts, Trace* trace);

// The same of so many of a group's conditions: a step for each, and one of the group's id. UNDECIDED when it depends on
// conditions that are.
api::Verdict EvaluateGroup(const api::ConditionGroup& group, const ConditionFacts& facts, Trace* trace);

// FAIL over UNDECIDED over PASS.
api::Verdict Both(api::Verdict a, api::Verdict b);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_DECISION_CONDITIONS_H_

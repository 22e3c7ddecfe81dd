// The decision on one proposal: what the policy's algorithm makes of it, each step traced, and what two people decided
// otherwise. A function of its inputs alone, in whole numbers, so that anyone gets the same outcome on any machine, for
// ever.
#ifndef ASSAY_SERVICES_DOMAIN_DECISION_DECIDE_PROPOSAL_H_
#define ASSAY_SERVICES_DOMAIN_DECISION_DECIDE_PROPOSAL_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/domain/decision/employer_votes.h"
#include "services/domain/decision/gates.h"
#include "services/domain/labor_market/evaluate.h"

namespace assay::domain {

// The newest algorithm; what a new policy revision is given. A policy keeps the one it was made with.
inline constexpr int32_t kAlgorithmVersion = 2;

inline constexpr char kOverrideCriterion[] = "override";

// Everything that one proposal is decided on. Pointers outlive it.
struct ProposalCase {
  const api::Proposal* proposal = nullptr;
  const api::Credential* credential = nullptr;        // needed from algorithm 2 on
  std::vector<OccupationFacts> occupations;           // what the policy's gates ask of
  LaborMarketFacts* labor_market = nullptr;           // what its labor_market asks of; needed where it has one
  std::string date;                                   // first day on which the decision counts
  std::vector<EndorsementFacts> endorsements;         // one of each voice
  ItemResult item;                                    // without groups while there is nothing to count
  const api::Appeal* appeal = nullptr;                // its own, or null
  const api::Override* confirmed_override = nullptr;  // the one in force, or null
};

// What the algorithm that the policy was made with comes to; then what an appeal that was overturned does to it; then
// the override in force as the last step: it replaces the outcome, and the tier and category when it names them. What
// is not approved has no tier, category, region or incentive. A tier and the fallback exclude each other.
//
// Algorithm 1: every criterion is evaluated and traced, in this order: gates by occupation, endorsements, quorum,
// approval share, with every seat for one and all panels together; APPROVED when all are passed. A removal is asked
// neither for labor-market figures nor for endorsements, which speak for a credential: its ballots decide. Without
// votes the outcome is UNDECIDED, and a step of the criterion "round" says why; no ballot is looked at, so a running
// tally cannot show. Algorithm 2: services/domain/decision/algorithm_2.h.
//
// FAILED_PRECONDITION, UNKNOWN_ALGORITHM: the policy was made with an algorithm that this program does not have. Or a
// read error of the labor-market facts.
absl::StatusOr<api::Decision> DecideProposal(const ProposalCase& proposal_case, const api::Policy& policy);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_DECISION_DECIDE_PROPOSAL_H_

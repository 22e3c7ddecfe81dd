// Algorithm 2: definition, labor market, employers, points and tier.
#ifndef ASSAY_SERVICES_DOMAIN_DECISION_ALGORITHM_2_H_
#define ASSAY_SERVICES_DOMAIN_DECISION_ALGORITHM_2_H_

#include "absl/status/status.h"
#include "services/domain/decision/decide_proposal.h"

namespace assay::domain {

inline constexpr char kLocalEntriesCriterion[] = "local-entries";
inline constexpr char kFallbackCriterion[] = "fallback";

// Fills in outcome and trace, and tier, points, category, regions and incentives as they are or, where the outcome is
// not APPROVED, would be. In this order:
// - definition, gates and labor_market: a credential that fails one is DENIED, whatever is still open. What
// labor_market
//   alone fails is listed under the fallback, where the policy has one, or in the regions that meet it, where it says
//   so;
// - without the votes that the policy asks for it is UNDECIDED, and no ballot is looked at;
// - endorsements and ballots: DENIED when one fails, UNDECIDED when one is left to people;
// - scores and tiers, of which the first that is reached counts. What reaches none falls back or is DENIED.
// A removal is asked for ballots alone; where the policy asks none, people decide: UNDECIDED. What holds in a part of
// the state only holds in the regions that all of its claim, the labor market and the roll-up give; in none: DENIED.
// Preconditions: the policy has no violation; credential is set, and labor_market where the policy asks of it. Errors:
// read errors of the labor-market facts.
absl::Status DecideByAlgorithm2(const ProposalCase& proposal_case, const api::Policy& policy, api::Decision* decision);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_DECISION_ALGORITHM_2_H_

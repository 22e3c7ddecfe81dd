// The decision on one proposal: labor-market gates first, employers second, each step traced. A function of its inputs
// alone, in whole numbers, so that anyone gets the same outcome on any machine, for ever.
#ifndef ASSAY_SERVICES_DOMAIN_DECISION_DECIDE_PROPOSAL_H_
#define ASSAY_SERVICES_DOMAIN_DECISION_DECIDE_PROPOSAL_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "services/domain/decision/employer_votes.h"
#include "services/domain/decision/gates.h"

namespace assay::domain {

// The newest algorithm; what a new policy revision is given. A policy keeps the one it was made with.
inline constexpr int32_t kAlgorithmVersion = 1;

// Everything that one proposal is decided on.
struct ProposalCase {
  const api::Proposal* proposal = nullptr;
  std::vector<OccupationFacts> occupations;
  EndorsementCounts endorsements = {};
  absl::optional<EmployerVotes> votes;  // absent while there is nothing to count
  std::string undecided_because;        // why votes are absent
};

// Algorithm 1. Every criterion is evaluated and traced, in this order: gates by occupation, endorsements, quorum,
// approval share; APPROVED when all are passed. A removal is asked neither for labor-market figures nor for
// endorsements, which speak for a credential: its ballots decide. Without votes the outcome is UNDECIDED, and a step of
// the criterion "round" says why; no ballot is looked at, so a running tally cannot show. FAILED_PRECONDITION,
// UNKNOWN_ALGORITHM: the policy was made with an algorithm that this program does not have.
absl::StatusOr<api::Decision> DecideProposal(const ProposalCase& proposal_case, const api::Policy& policy);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_DECISION_DECIDE_PROPOSAL_H_

// What employers said: endorsements, quorum and approval share.
#ifndef ASSAY_SERVICES_DOMAIN_DECISION_EMPLOYER_VOTES_H_
#define ASSAY_SERVICES_DOMAIN_DECISION_EMPLOYER_VOTES_H_

#include <array>

#include "services/domain/decision/trace.h"

namespace assay::domain {

// Distinct employers whose endorsement counts, by level; the index is an api::EndorsementLevel.
using EndorsementCounts = std::array<int64_t, api::EndorsementLevel_MAX + 1>;

// Votes on one proposal when its round had closed; at most one of each seat that was pinned when the round opened.
struct EmployerVotes {
  int64_t approve = 0;
  int64_t reject = 0;
  int64_t abstain = 0;
  int64_t recused = 0;
  int64_t seats = 0;
};

// Algorithm 1. Each adds its step and says whether it is passed. Preconditions: no count is negative; the ratios of the
// validation have denominators of at least 1.

// Endorsements at the policy's level or above, at least as many as it asks for.
bool HasEndorsements(const api::EmployerValidation& validation, const EndorsementCounts& endorsements, Trace* trace);

// present / basis ≥ quorum. Present: approve + reject, and abstain unless the policy counts it absent. Basis: seats,
// less the recused unless they stay in it. Without a basis there is no quorum.
bool HasQuorum(const api::EmployerValidation& validation, const EmployerVotes& votes, Trace* trace);

// approve / (approve + reject), with abstain below the line when the policy says so, at least or more than the share.
// Without votes there is no approval.
bool HasApproval(const api::EmployerValidation& validation, const EmployerVotes& votes, Trace* trace);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_DECISION_EMPLOYER_VOTES_H_

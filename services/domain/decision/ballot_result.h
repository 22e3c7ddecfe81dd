// What the ballots on one proposal come to (algorithm 2): each panel with its own quorum, then the panels together.
// Exact, in whole numbers. What passes still passes when a seat turns to approval, whatever it said before.
#ifndef ASSAY_SERVICES_DOMAIN_DECISION_BALLOT_RESULT_H_
#define ASSAY_SERVICES_DOMAIN_DECISION_BALLOT_RESULT_H_

#include <string>
#include <vector>

#include "services/domain/decision/employer_votes.h"

namespace assay::domain {

inline constexpr char kRollUpCriterion[] = "roll-up";
inline constexpr char kConsensusCriterion[] = "consensus";

struct BallotResult {
  api::Verdict verdict = api::VERDICT_UNSPECIFIED;  // PASS, FAIL or UNDECIDED
  std::vector<std::string> approving_groups;        // panels with a quorum that approve, ascending
};

// All panels as if they were one.
GroupVotes Pooled(const std::vector<GroupVotes>& groups);

// Votes that approve over votes that count, in the policy's unit; a denominator of 0 when none counts.
api::Ratio ApprovalOf(const api::EmployerValidation& validation, const GroupVotes& votes);

// A step for each panel's quorum and approval share, for the roll-up when there is one, and for the consensus when the
// result is not PASS and the policy has the rule:
// - quorum: present / basis ≥ quorum. Present: approve + reject, and abstain unless it counts absent. Basis: the
// roster,
//   less the recused unless they stay in it, less vacant seats when they leave it. Without a basis there is none.
// - approval: approve / (approve + reject), with abstain below the line when the policy says so; at least or more than
//   the share, or as the tie rule says when it is reached exactly. Without votes there is none.
// - roll-up: so many panels, or such a share of them, have both; in a plain round the one panel.
// - consensus: without a PASS, and unless so many reject that no PASS was possible, the result is UNDECIDED while a
//   further round is allowed (ItemResult.ordinal < second_rounds.rounds_max).
// Preconditions: the policy has no violation; `item.groups` is not empty; no count is negative.
BallotResult CountBallots(const api::Policy& policy, const ItemResult& item, Trace* trace);

// Whether the votes settle the item: it passes, or is rejected by the policy's consensus. Without a consensus rule
// every result but a tie that the policy leaves undecided settles it. Whether a further round is allowed is not asked.
bool HasConsensus(const api::Policy& policy, const std::vector<GroupVotes>& groups);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_DECISION_BALLOT_RESULT_H_

// What employers said: endorsements, ballots and ratings, as a decision takes them.
#ifndef ASSAY_SERVICES_DOMAIN_DECISION_EMPLOYER_VOTES_H_
#define ASSAY_SERVICES_DOMAIN_DECISION_EMPLOYER_VOTES_H_

#include <array>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/domain/decision/trace.h"

namespace assay::domain {

// Distinct voices whose endorsement counts, by level; the index is an api::EndorsementLevel.
using EndorsementCounts = std::array<int64_t, api::EndorsementLevel_MAX + 1>;

// What one voice (an employer, or the employers of one owner together) said of a credential.
struct EndorsementFacts {
  api::EndorsementLevel level = api::ENDORSEMENT_LEVEL_UNSPECIFIED;  // the highest of the voice's
  bool hiring_preference = false;
  bool letter = false;                       // signed, or attested to by a text of the state
  std::vector<std::string> regions = {};     // where the voice hires, ascending
  std::vector<int64_t> ledger_indexes = {};  // events that gave them, ascending
};

// Seats, and what they weigh together. A seat weighs 1 to 1,000,000.
struct VoteCount {
  int64_t seats = 0;
  int64_t weight = 0;
};

// How many voices there are by level.
EndorsementCounts CountsOf(const std::vector<EndorsementFacts>& endorsements);

// The events that gave them, ascending.
std::vector<int64_t> IndexesOf(const std::vector<EndorsementFacts>& endorsements);

// Votes of one panel on one proposal. Every seat of the roster that was pinned when the round opened is in `roster`; in
// at most one of approve, reject, abstain and recused; and in `vacant` when nobody holds it now and it said nothing.
struct GroupVotes {
  std::string group;  // the region the panel speaks for, or the panel's id when it names none; "" in a plain round
  VoteCount approve;
  VoteCount reject;
  VoteCount abstain;
  VoteCount recused;
  VoteCount vacant;
  VoteCount roster;
};

// Scores that the counting ballots of a round gave to one criterion of the rubric.
struct RatingSum {
  std::string criterion;
  int64_t sum = 0;
  int64_t count = 0;
};

// What the rounds came to about one proposal: the last closed one decides.
struct ItemResult {
  std::string round;                    // its name; empty when there is none
  int32_t ordinal = 1;                  // its place in the series of rounds on the proposal, from 1
  std::vector<GroupVotes> groups;       // one of each panel; empty while there is nothing to count
  std::vector<RatingSum> ratings;       // by criterion
  std::vector<int64_t> ledger_indexes;  // events that the votes rest on, ascending: the opening and the close
  std::string undecided_because;        // why there are no groups
};

// In words; empty for an unspecified level.
absl::string_view LevelText(api::EndorsementLevel level);

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

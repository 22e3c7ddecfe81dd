// What comes of one proposal under a policy of algorithm 2, told a second time and more simply: in seats and answers of
// yes, no and nobody knows. Shares no code with services/domain; knows the parts of a policy that random_policy.h
// draws.
#ifndef ASSAY_TESTS_MODEL_DECISION_ORACLE_H_
#define ASSAY_TESTS_MODEL_DECISION_ORACLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "assay/v1/decision.pb.h"
#include "assay/v1/decision_service.pb.h"
#include "assay/v1/labor_market_service.pb.h"
#include "assay/v1/policy_service.pb.h"
#include "assay/v1/review_service.pb.h"

namespace assay::model {

// A seat of a closed round, and what it said of the proposal last; UNSPECIFIED: nothing.
struct SeatVote {
  std::string group;  // the panel, of several
  int64_t weight = 1;
  v1::BallotChoice choice = v1::BALLOT_CHOICE_UNSPECIFIED;
  bool vacant = false;  // nobody holds it now
};

struct Evidence {
  bool is_removal = false;
  bool is_reviewed = false;                        // its last round is closed
  int ordinal = 1;                                 // of that round, among those on the proposal
  std::vector<SeatVote> seats;                     // of that round
  std::vector<v1::EndorsementLevel> endorsements;  // those that count, one a voice
  std::vector<const v1::Occupation*> occupations;  // one a code; null: no figures
  bool is_overturned = false;                      // an appeal was granted
  const v1::Override* confirmed_override = nullptr;
};

struct Verdict {
  v1::Outcome outcome = v1::OUTCOME_UNDECIDED;
  std::string tier;
  std::string category;
  int64_t points = 0;
};

Verdict Judge(const v1::Policy& policy, const Evidence& evidence);

}  // namespace assay::model

#endif  // ASSAY_TESTS_MODEL_DECISION_ORACLE_H_

// Steps of the reasoning behind an outcome. Their texts are part of the decision: deterministic, exact, for people.
#ifndef ASSAY_SERVICES_DOMAIN_DECISION_TRACE_H_
#define ASSAY_SERVICES_DOMAIN_DECISION_TRACE_H_

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "services/domain/record_id.h"

namespace assay::domain {

using Trace = google::protobuf::RepeatedPtrField<api::TraceStep>;

// Criteria that every policy has, beside the ids of its own gates.
inline constexpr char kOccupationsCriterion[] = "occupations";
inline constexpr char kEndorsementsCriterion[] = "endorsements";
inline constexpr char kQuorumCriterion[] = "quorum";
inline constexpr char kApprovalShareCriterion[] = "approval-share";
inline constexpr char kRoundCriterion[] = "round";

inline void AddStep(std::string criterion, std::string subject, std::string input, std::string threshold,
                    api::Verdict verdict, Trace* trace) {
  api::TraceStep* step = trace->Add();
  step->set_criterion(std::move(criterion));
  step->set_subject(std::move(subject));
  step->set_input(std::move(input));
  step->set_threshold(std::move(threshold));
  step->set_verdict(verdict);
}

// Ledger leaves that one step names at most; the first of more.
inline constexpr size_t kLedgerIndexesMax = 1000;

inline void SetLedgerIndexes(const std::vector<int64_t>& indexes, api::TraceStep* step) {
  size_t count = std::min(indexes.size(), kLedgerIndexesMax);
  step->mutable_ledger_indexes()->Assign(indexes.begin(), indexes.begin() + static_cast<std::ptrdiff_t>(count));
}

inline api::Verdict VerdictOf(bool passed) { return passed ? api::VERDICT_PASS : api::VERDICT_FAIL; }

inline api::Verdict VerdictOnUnknown(api::UnknownFigure unknown) {
  switch (unknown) {
    case api::UNKNOWN_FIGURE_PASSES:
      return api::VERDICT_UNKNOWN_PASSES;
    case api::UNKNOWN_FIGURE_UNDECIDED:
      return api::VERDICT_UNDECIDED;
    case api::UNKNOWN_FIGURE_FAILS:
    case api::UNKNOWN_FIGURE_UNSPECIFIED:
    case api::UnknownFigure_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::UnknownFigure_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return api::VERDICT_UNKNOWN_FAILS;
}

inline bool IsPassed(api::Verdict verdict) {
  return verdict == api::VERDICT_PASS || verdict == api::VERDICT_UNKNOWN_PASSES;
}

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_DECISION_TRACE_H_

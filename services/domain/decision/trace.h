// Steps of the reasoning behind an outcome. Their texts are part of the decision: deterministic, exact, for people.
#ifndef ASSAY_SERVICES_DOMAIN_DECISION_TRACE_H_
#define ASSAY_SERVICES_DOMAIN_DECISION_TRACE_H_

#include <string>
#include <utility>

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

inline api::Verdict VerdictOf(bool passed) { return passed ? api::VERDICT_PASS : api::VERDICT_FAIL; }

inline bool IsPassed(api::Verdict verdict) {
  return verdict == api::VERDICT_PASS || verdict == api::VERDICT_UNKNOWN_PASSES;
}

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_DECISION_TRACE_H_

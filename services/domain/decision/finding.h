// What a condition found and needed, before its word on what is not known: one function for each kind of question.
#ifndef ASSAY_SERVICES_DOMAIN_DECISION_FINDING_H_
#define ASSAY_SERVICES_DOMAIN_DECISION_FINDING_H_

#include <string>
#include <vector>

#include "absl/types/optional.h"
#include "services/domain/decision/employer_votes.h"

namespace assay::domain {

struct Finding {
  std::string subject;
  std::string input;
  std::string threshold;
  absl::optional<bool> answer = absl::nullopt;  // absent: not known
  bool undecided = false;                       // left to people by what it rests on
};

// Whether something is so.
Finding YesOrNo(std::string subject, absl::optional<bool> answer);

// Of the proposal and its credential.
Finding CheckFact(api::Fact fact, const api::Proposal& proposal);
Finding CheckAnswer(const std::string& question, const api::Proposal& proposal);
Finding CheckTypes(const api::CredentialTypes& types, api::CredentialType type);
Finding CheckCost(const api::CostCeiling& ceiling, const api::Proposal& proposal);  // fees included
Finding CheckHours(const api::HoursRange& range, int32_t hours);                    // 0 hours: not known
Finding CheckExclusion(const api::Exclusion& exclusion, const api::Credential& credential);

// Of employers. Without endorsements, ratings or votes a share or average is not known.
Finding CheckEndorsements(const api::EndorsementFloor& floor, const std::vector<EndorsementFacts>& endorsements);
Finding CheckEndorsementShare(const api::EndorsementShare& share, const std::vector<EndorsementFacts>& endorsements);
Finding CheckRating(const api::RatingFloor& floor, const ItemResult& item);
Finding CheckApprovalShare(const api::Ratio& share, const api::EmployerValidation& validation, const ItemResult& item);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_DECISION_FINDING_H_

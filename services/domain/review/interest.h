// Declared interests, and which proposals they concern.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_INTEREST_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_INTEREST_H_

#include <string>

#include "absl/time/time.h"
#include "services/domain/view.h"

namespace assay::domain {

// What a proposal is about now.
ledger::RoundItemSubject SubjectOf(const api::Proposal& proposal, const View& view);

// The interest in the declaration that concerns the item: in its credential, in the credential's issuer or in its
// cluster, as they were when it was put before the round. Null when there is none. Valid as long as the view.
const api::Interest* FindInterest(const ConflictDeclarationId& declaration, const RoundItemId& item, const View& view);

// Id of the employer's declaration that is in force at `now` under the rules: its latest one, from its signing until as
// many days later as the rules say. Empty when there is none.
std::string DeclarationInForce(const std::string& employer_id, const api::ConflictRules& rules, absl::Time now,
                               const View& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_INTEREST_H_

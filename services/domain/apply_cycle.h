// What events of cycles, proposals and credentials do to the records; a part of Apply (services/domain/apply.h).
#ifndef ASSAY_SERVICES_DOMAIN_APPLY_CYCLE_H_
#define ASSAY_SERVICES_DOMAIN_APPLY_CYCLE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "services/domain/view.h"

namespace assay::domain {

// An issuer's name as the index of credentials holds it: letters and digits, lower case, so that punctuation and case
// make no other issuer.
std::string IssuerKey(absl::string_view issuer);

void ApplyCycle(const api::Cycle& cycle, Records* records);
void ApplyCredential(const api::Credential& credential, Records* records);
void ApplyProposal(const api::Proposal& proposal, const ledger::PersonalPart& personal, Records* records);
void ApplyExtension(const api::Extension& extension, const ledger::PersonalPart& personal, Records* records);
void ApplyProposalNote(const api::ProposalNote& note, const ledger::PersonalPart& personal, Records* records);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_APPLY_CYCLE_H_

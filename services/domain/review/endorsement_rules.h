// Who may endorse, and what an endorsement must hold: a state's rules, held against one endorsement.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_ENDORSEMENT_RULES_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_ENDORSEMENT_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/base/error.h"
#include "services/domain/view.h"

namespace assay::domain {

// FAILED_PRECONDITION ENDORSER_NOT_ELIGIBLE: `employer` (an id) is of a refused kind, issues the credential itself or
// through an employer of its voice, does not hire in the region that demand is claimed for, or is in none of the
// sector's industries; the error names all of these that hold.
absl::Status CheckMayEndorse(const api::EndorsementRules& rules, const std::string& employer,
                             const api::Proposal& proposal, const std::string& state, const View& view);

// A violation below `field` for everything the endorsement lacks: no level, another attestation than the rules', one
// that does not exist, no signer, letter, answer about hiring, or last day; a last day that is past or too far away; an
// occupation code that the proposal's edition does not have.
void CheckContent(const api::EndorsementRules& rules, const api::Endorsement& endorsement,
                  const api::Proposal& proposal, absl::Time now, absl::string_view field, const View& view,
                  Violations* violations);

// Violations below `field` in the rules themselves: the attestation does not exist, a prefix is no NAICS code, a sector
// is named twice. For whoever sets the rules of a cycle.
void CheckEndorsementRules(const api::EndorsementRules& rules, absl::string_view field, const View& view,
                           Violations* violations);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_ENDORSEMENT_RULES_H_

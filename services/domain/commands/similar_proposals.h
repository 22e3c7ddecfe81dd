// Proposals that may be the same: of one cycle, for credentials of the same issuer under like names. They are shown and
// never merged.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_SIMILAR_PROPOSALS_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_SIMILAR_PROPOSALS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/domain/view.h"

namespace assay::domain {

// Credentials of one issuer that are looked at.
inline constexpr int kIssuerCredentialsMax = 2000;
inline constexpr int kSimilarProposalsMax = 100;

// Twice the words that both names have, over the words of both. Words are runs of letters and digits; case and a plural
// s do not count, and a word that a name has twice counts twice. 0/1 when neither has a word.
api::Ratio NameSimilarity(absl::string_view a, absl::string_view b);

// Other proposals of the cycle of `proposal`, not withdrawn, whose credential is the same or has the same issuer and a
// name at least `similarity_min` alike; most alike first, then by name; at most kSimilarProposalsMax. A credential
// without an issuer is like itself only. Precondition: a denominator of at least 1. O(credentials of the issuer).
absl::StatusOr<std::vector<api::SimilarProposal>> FindSimilarProposals(const api::Proposal& proposal,
                                                                       const api::Ratio& similarity_min,
                                                                       const ScanView& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_SIMILAR_PROPOSALS_H_

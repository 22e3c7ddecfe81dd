#include "services/domain/commands/similar_proposals.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "services/base/error.h"
#include "services/domain/apply_cycle.h"
#include "services/domain/decision/exact.h"
#include "services/domain/name.h"

namespace assay::domain {
namespace {

using Words = std::map<std::string, int64_t>;

void AddWord(std::string* word, Words* words) {
  constexpr size_t kSingularBytesMin = 3;
  if (word->size() > kSingularBytesMin && word->back() == 's' && (*word)[word->size() - 2] != 's') word->pop_back();
  if (!word->empty()) ++(*words)[*word];
  word->clear();
}

// Bytes above ASCII belong to words, so that names of every language have some.
Words WordsOf(absl::string_view name) {
  Words words;
  std::string word;
  for (char c : name) {
    auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || byte >= 0x80) {
      word.push_back(static_cast<char>(absl::ascii_tolower(byte)));
    } else {
      AddWord(&word, &words);
    }
  }
  AddWord(&word, &words);
  return words;
}

struct Alike {
  std::string credential;
  api::Ratio similarity;
};

// The credential itself, and those of its issuer under a like name.
absl::StatusOr<std::vector<Alike>> AlikeCredentials(const CredentialId& own, const api::Ratio& similarity_min,
                                                    const ScanView& view) {
  const api::Credential& credential = view.FindOrDefault(own);
  std::vector<Alike> alike = {{own.credential, MakeRatio(1, 1)}};
  std::string issuer = IssuerKey(credential.issuer());
  if (issuer.empty()) return alike;
  int examined = 0;
  ASSAY_RETURN_IF_ERROR(view.Scan<IssuerCredentialId>(
      PrefixOf<IssuerCredentialId>(issuer), "", [&](absl::string_view, const ledger::UniqueRecord& holder) {
        const std::string& other = holder.holder_id();
        api::Ratio similarity = NameSimilarity(credential.title(), view.FindOrDefault(CredentialId{other}).title());
        if (other != own.credential && CompareRatios(similarity, similarity_min) >= 0)
          alike.push_back({other, similarity});
        return ++examined < kIssuerCredentialsMax;
      }));
  return alike;
}

// The proposals of `self`'s cycle for a credential, but for `self`.
absl::Status AddProposalsFor(const ProposalId& self, const std::string& state, const Alike& alike, const ScanView& view,
                             std::vector<api::SimilarProposal>* similar) {
  CredentialId credential{alike.credential};
  return view.Scan<CredentialProposalId>(PrefixOf<CredentialProposalId>(alike.credential, self.cycle), "",
                                         [&](absl::string_view, const ledger::UniqueRecord& holder) {
                                           ProposalId other{self.cycle, holder.holder_id()};
                                           bool withdrawn =
                                               view.FindOrDefault(other).state() == api::PROPOSAL_STATE_WITHDRAWN;
                                           if (other.proposal == self.proposal || withdrawn) return true;
                                           api::SimilarProposal& found = similar->emplace_back();
                                           found.set_proposal(NameOf(state, other));
                                           found.set_credential(NameOf(state, credential));
                                           found.set_credential_name(view.FindOrDefault(credential).title());
                                           *found.mutable_similarity() = alike.similarity;
                                           return true;
                                         });
}

}  // namespace

api::Ratio NameSimilarity(absl::string_view a, absl::string_view b) {
  Words words_a = WordsOf(a);
  Words words_b = WordsOf(b);
  int64_t shared = 0;
  int64_t all = 0;
  for (const auto& entry : words_a) {
    auto found = words_b.find(entry.first);
    if (found != words_b.end()) shared += std::min(entry.second, found->second);
    all += entry.second;
  }
  for (const auto& entry : words_b) all += entry.second;
  return MakeRatio(2 * shared, std::max<int64_t>(1, all));
}

absl::StatusOr<std::vector<api::SimilarProposal>> FindSimilarProposals(const api::Proposal& proposal,
                                                                       const api::Ratio& similarity_min,
                                                                       const ScanView& view) {
  std::string state = StateOf(proposal.name());
  ProposalId self = ProposalIdOf(proposal.name());
  ASSAY_ASSIGN_OR_RETURN(std::vector<Alike> credentials,
                         AlikeCredentials(CredentialIdOf(proposal.credential()), similarity_min, view));
  std::vector<api::SimilarProposal> similar;
  for (const Alike& credential : credentials) {
    ASSAY_RETURN_IF_ERROR(AddProposalsFor(self, state, credential, view, &similar));
  }
  ASSAY_RETURN_IF_ERROR(view.status());
  std::sort(similar.begin(), similar.end(), [](const api::SimilarProposal& a, const api::SimilarProposal& b) {
    int order = CompareRatios(a.similarity(), b.similarity());
    return order != 0 ? order > 0 : a.proposal() < b.proposal();
  });
  if (similar.size() > kSimilarProposalsMax) similar.resize(kSimilarProposalsMax);
  return similar;
}

}  // namespace assay::domain

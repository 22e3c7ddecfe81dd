#include "services/domain/review/interest.h"

#include "absl/strings/ascii.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"

namespace assay::domain {
namespace {

// Case and blanks do not tell two issuers or clusters apart.
std::string Folded(const std::string& text) {
  std::string folded = absl::AsciiStrToLower(text);
  absl::RemoveExtraAsciiWhitespace(&folded);
  return folded;
}

bool Concerns(const api::Interest& interest, const ledger::RoundItemSubject& subject) {
  switch (interest.subject_case()) {
    case api::Interest::kCredential:
      return CredentialIdOf(interest.credential()).credential == subject.credential_id();
    case api::Interest::kIssuer:
      return Folded(interest.issuer()) == Folded(subject.issuer());
    case api::Interest::kCluster:
      return Folded(interest.cluster()) == Folded(subject.cluster());
    case api::Interest::SUBJECT_NOT_SET:
      break;
  }
  return false;
}

}  // namespace

ledger::RoundItemSubject SubjectOf(const api::Proposal& proposal, const View& view) {
  CredentialId id = CredentialIdOf(proposal.credential());
  const api::Credential& credential = view.FindOrDefault(id);
  ledger::RoundItemSubject subject;
  subject.set_credential_id(id.credential);
  subject.set_issuer(credential.issuer());
  subject.set_cluster(credential.cluster());
  return subject;
}

const api::Interest* FindInterest(const ConflictDeclarationId& declaration, const RoundItemId& item, const View& view) {
  const api::ConflictDeclaration* declared = view.Find(declaration);
  if (declared == nullptr || declared->interests().empty()) return nullptr;
  const ledger::RoundItemSubject& subject = view.FindOrDefault(item).subject();
  for (const api::Interest& interest : declared->interests()) {
    if (Concerns(interest, subject)) return &interest;
  }
  return nullptr;
}

std::string DeclarationInForce(const std::string& employer_id, const api::ConflictRules& rules, absl::Time now,
                               const View& view) {
  std::string latest = view.FindOrDefault(DeclarationInForceId{employer_id}).holder_id();
  if (latest.empty() || rules.declaration_days() == 0) return latest;
  const api::ConflictDeclaration& declaration = view.FindOrDefault(ConflictDeclarationId{employer_id, latest});
  absl::Time end = FromProto(declaration.sign_time()) + absl::Hours(24 * rules.declaration_days());
  return now < end ? latest : "";
}

}  // namespace assay::domain

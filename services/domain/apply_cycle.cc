#include "services/domain/apply_cycle.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "services/domain/apply_list.h"
#include "services/domain/apply_review.h"
#include "services/domain/due.h"
#include "services/domain/name.h"
#include "services/domain/stage.h"

namespace assay::domain {

std::string IssuerKey(absl::string_view issuer) {
  std::string key;
  for (char c : issuer) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80) {
      key.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
    }
  }
  return key;
}

void ApplyCycle(const api::Cycle& cycle, Records* records) {
  CycleId id = CycleIdOf(cycle.name());
  MoveDue(DueJob::kMoveStage, cycle.name(), NextStageMove(records->FindOrDefault(id)), NextStageMove(cycle), records);
  records->Put(id, cycle);
}

void ApplyCredential(const api::Credential& credential, Records* records) {
  CredentialId id = CredentialIdOf(credential.name());
  const api::Credential* before = records->Find(id);
  std::string issuer = IssuerKey(credential.issuer());
  std::string issuer_before = before == nullptr ? "" : IssuerKey(before->issuer());
  if (issuer != issuer_before) {
    if (!issuer_before.empty()) records->Delete(IssuerCredentialId{issuer_before, id.credential});
    if (!issuer.empty()) records->Mutable(IssuerCredentialId{issuer, id.credential})->set_holder_id(id.credential);
  }
  ApplySuccessors(before, credential, records);
  records->Put(id, credential);
}

void ApplyProposal(const api::Proposal& proposal, const ledger::PersonalPart& personal, Records* records) {
  ProposalId id = ProposalIdOf(proposal.name());
  std::string credential = CredentialIdOf(proposal.credential()).credential;
  const api::Proposal* before = records->Find(id);
  if (before == nullptr || before->credential() != proposal.credential()) {
    if (before != nullptr) {
      records->Delete(CredentialProposalId{CredentialIdOf(before->credential()).credential, id.cycle, id.proposal});
    }
    records->Mutable(CredentialProposalId{credential, id.cycle, id.proposal})->set_holder_id(id.proposal);
  }
  api::Proposal record = proposal;
  record.MergeFrom(personal.proposal());
  records->Put(id, std::move(record));
  CountDecisionInput(id.cycle, records);
}

void ApplyExtension(const api::Extension& extension, const ledger::PersonalPart& personal, Records* records) {
  api::Extension record = extension;
  record.MergeFrom(personal.extension());
  records->Put(ExtensionIdOf(extension.name()), std::move(record));
}

void ApplyProposalNote(const api::ProposalNote& note, const ledger::PersonalPart& personal, Records* records) {
  api::ProposalNote record = note;
  record.MergeFrom(personal.proposal_note());
  records->Put(ProposalNoteIdOf(note.name()), std::move(record));
}

}  // namespace assay::domain

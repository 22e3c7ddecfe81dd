#include "services/domain/apply.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/base/sha256.h"
#include "services/domain/apply_ballot.h"
#include "services/domain/apply_cycle.h"
#include "services/domain/apply_decision.h"
#include "services/domain/apply_employer.h"
#include "services/domain/apply_labor.h"
#include "services/domain/apply_list.h"
#include "services/domain/apply_review.h"
#include "services/domain/apply_round.h"
#include "services/domain/merkle.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"

namespace assay::domain {
namespace {

void ApplyUser(const api::User& user, const ledger::PersonalPart& personal, Records* records) {
  api::User record = user;
  record.MergeFrom(personal.user());
  records->Put(UserIdOf(user.name()), std::move(record));
}

void ApplyRepresentative(const api::Representative& representative, const ledger::PersonalPart& personal,
                         Records* records) {
  api::Representative record = representative;
  record.MergeFrom(personal.representative());
  records->Put(RepresentativeIdOf(representative.name()), std::move(record));
}

void ApplyOccupations(const ledger::OccupationRows& rows, Records* records) {
  for (const api::Occupation& row : rows.rows()) {
    records->Put(OccupationId{rows.dataset_id(), row.area(), row.soc_code()}, row);
  }
}

void ApplyPolicy(const api::Policy& policy, Records* records) {
  PolicyId id = PolicyIdOf(policy.name());
  records->Put(PolicyRevisionId{id.policy, static_cast<uint32_t>(policy.revision())}, policy);
  records->Put(id, policy);
}

void ApplyImport(const api::Import& import, Records* records) {
  ImportId id = ImportIdOf(import.name());
  auto* head = records->Mutable(StateHeadId{});
  head->set_import_in_progress(import.state() == api::IMPORT_STATE_APPLYING ? id.import : "");
  if (import.state() == api::IMPORT_STATE_APPLIED) records->Delete(ImportProgressId{id.import});
  records->Put(id, import);
}

void ApplyImportSlice(const ledger::ImportSlice& slice, Records* records) {
  auto* progress = records->Mutable(ImportProgressId{slice.import_id()});
  progress->set_next_row(slice.next_row());
  progress->set_applied_count(slice.applied_count());
  progress->set_unchanged_count(slice.unchanged_count());
}

void ApplyRequestsExpired(const ledger::RequestsExpired& expired, Records* records) {
  for (const std::string& digest : expired.request_digests()) records->Delete(RequestId{digest});
  records->Mutable(StateHeadId{})->set_requests_expired_until(expired.until_sequence());
}

void ApplyChange(const ledger::Event& event, Records* records) {
  const ledger::DecisionPart& decision = event.decision();
  switch (decision.change_case()) {
    case ledger::DecisionPart::kState:
      return records->Put(StateId{}, decision.state());
    case ledger::DecisionPart::kUser:
      return ApplyUser(decision.user(), event.personal(), records);
    case ledger::DecisionPart::kToken:
      *records->Mutable(TokenIdOf(decision.token().token().name()))->mutable_change() = decision.token();
      return;
    case ledger::DecisionPart::kCredential:
      return ApplyCredential(decision.credential(), records);
    case ledger::DecisionPart::kDataset:
      return records->Put(DatasetIdOf(decision.dataset().name()), decision.dataset());
    case ledger::DecisionPart::kOccupations:
      return ApplyOccupations(decision.occupations(), records);
    case ledger::DecisionPart::kCycle:
      return ApplyCycle(decision.cycle(), records);
    case ledger::DecisionPart::kPolicy:
      return ApplyPolicy(decision.policy(), records);
    case ledger::DecisionPart::kProposal:
      return ApplyProposal(decision.proposal(), event.personal(), records);
    case ledger::DecisionPart::kEmployer:
      return ApplyEmployer(decision.employer(), records);
    case ledger::DecisionPart::kRepresentative:
      return ApplyRepresentative(decision.representative(), event.personal(), records);
    case ledger::DecisionPart::kPanel:
      return ApplyPanel(decision.panel(), records);
    case ledger::DecisionPart::kSeat:
      return ApplySeat(event, records);
    case ledger::DecisionPart::kRound:
      return ApplyRound(event, records);
    case ledger::DecisionPart::kRoundItems:
      return ApplyRoundItems(decision.round_items(), records);
    case ledger::DecisionPart::kRoundOpening:
      return ApplyRoundOpening(event, records);
    case ledger::DecisionPart::kAssignment:
      return ApplyAssignment(decision.assignment(), records);
    case ledger::DecisionPart::kBallot:
      return ApplyBallot(event, records);
    case ledger::DecisionPart::kOverride:
      return ApplyOverride(event, records);
    case ledger::DecisionPart::kEndorsement:
      return ApplyEndorsement(event, records);
    case ledger::DecisionPart::kImport:
      return ApplyImport(decision.import(), records);
    case ledger::DecisionPart::kListVersion:
      return ApplyListVersion(decision.list_version(), event.personal(), records);
    case ledger::DecisionPart::kComment:
      return ApplyComment(event, records);
    case ledger::DecisionPart::kAppeal:
      return ApplyAppeal(decision.appeal(), event.personal(), records);
    case ledger::DecisionPart::kListAction:
      return ApplyListAction(decision.list_action(), event.personal(), records);
    case ledger::DecisionPart::kRequestsExpired:
      return ApplyRequestsExpired(decision.requests_expired(), records);
    case ledger::DecisionPart::kImportSlice:
      return ApplyImportSlice(decision.import_slice(), records);
    case ledger::DecisionPart::kExtension:
      return ApplyExtension(decision.extension(), event.personal(), records);
    case ledger::DecisionPart::kProposalNote:
      return ApplyProposalNote(decision.proposal_note(), event.personal(), records);
    case ledger::DecisionPart::kCrosswalk:
      return records->Put(CrosswalkIdOf(decision.crosswalk().name()), decision.crosswalk());
    case ledger::DecisionPart::kCrosswalkRows:
      return ApplyCrosswalkRows(decision.crosswalk_rows(), records);
    case ledger::DecisionPart::kAttestation:
      return records->Put(AttestationIdOf(decision.attestation().name()), decision.attestation());
    case ledger::DecisionPart::kPaperSubmission:
      return ApplyPaperSubmission(event, records);
    case ledger::DecisionPart::kMeeting:
      return ApplyMeeting(event, records);
    case ledger::DecisionPart::kPreferences:
      return ApplyPreferences(decision.preferences(), records);
    case ledger::DecisionPart::kAssignmentPlan:
      return ApplyAssignmentPlan(decision.assignment_plan(), records);
    case ledger::DecisionPart::kSeatChange:
      return ApplySeatChange(decision.seat_change(), records);
    case ledger::DecisionPart::kConflict:
      return ApplyConflictAnswered(event, records);
    case ledger::DecisionPart::kConflictDeclaration:
      return ApplyConflictDeclaration(event, records);
    case ledger::DecisionPart::kMessage:
      return ApplyMessage(event, records);
    case ledger::DecisionPart::kAnnulment:
      return ApplyAnnulment(event, records);
    case ledger::DecisionPart::kBallotVoided:
      return ApplyBallotVoided(decision.ballot_voided(), records);
    case ledger::DecisionPart::CHANGE_NOT_SET:
      return;
  }
}

// Consecutive events of one request make one record.
void RememberRequest(const ledger::Event& event, Records* records) {
  if (event.request_id().empty()) return;
  auto* record = records->Mutable(RequestIdOf(event.principal(), event.request_id()));
  if (record->event_count() == 0) {
    record->set_first_sequence(event.sequence());
    record->set_digest(event.request_digest());
  }
  record->set_event_count(static_cast<int32_t>(event.sequence() - record->first_sequence() + 1));
}

}  // namespace

void Apply(const ledger::Event& event, absl::string_view event_bytes, Records* records) {
  ApplyChange(event, records);
  RememberRequest(event, records);
  auto* head = records->Mutable(StateHeadId{});
  MerkleAppend(MerkleLeafHash(event_bytes), head->event_count(), head->mutable_merkle_frontier());
  head->set_event_count(event.sequence() + 1);
  head->set_last_time_micros(event.time_micros());
}

RequestId RequestIdOf(absl::string_view principal, absl::string_view request_id) {
  std::string digest = Sha256({principal, absl::string_view("\0", 1), request_id});
  return {absl::BytesToHexString(digest.substr(0, 16))};
}

}  // namespace assay::domain

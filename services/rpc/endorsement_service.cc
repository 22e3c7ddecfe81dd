#include "services/domain/review/attestation.h"
#include "services/domain/review/endorsement.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::Status ListEndorsements(const CallContext& call, const v1::ListEndorsementsRequest& request,
                              v1::ListEndorsementsResponse* response) {
  domain::ProposalId proposal = domain::ProposalIdOf(request.parent());
  if (call.view->Find(proposal) == nullptr) return NotFound(request.parent());
  return ListRecords<domain::EndorsementId>(
      request, *call.view, domain::PrefixOf<domain::EndorsementId>(proposal.cycle, proposal.proposal), response,
      [&](absl::string_view path, const ledger::v1::EndorsementRecord& record) {
        domain::EndorsementId id{domain::TakeText(&path), domain::TakeText(&path), domain::TakeText(&path)};
        *response->add_endorsements() = domain::EndorsementOf(call.state, id, record);
        return true;
      });
}

absl::Status GetMyEndorsement(const CallContext& call, const v1::GetMyEndorsementRequest& request,
                              v1::GetMyEndorsementResponse* response) {
  domain::ProposalId proposal = domain::ProposalIdOf(request.proposal());
  domain::EndorsementId id{proposal.cycle, proposal.proposal, call.principal.employer};
  const ledger::v1::EndorsementRecord* record = call.view->Find(id);
  ASSAY_RETURN_IF_ERROR(call.view->status());
  if (record == nullptr) return NotFound(domain::NameOf(call.state, id));
  *response->mutable_endorsement() = domain::EndorsementOf(call.state, id, *record);
  return absl::OkStatus();
}

absl::Status GetAttestation(const CallContext& call, const v1::GetAttestationRequest& request,
                            v1::GetAttestationResponse* response) {
  return ReadRecord(call, domain::AttestationIdOf(request.name()), request.name(), response->mutable_attestation());
}

absl::Status ListAttestations(const CallContext& call, const v1::ListAttestationsRequest& request,
                              v1::ListAttestationsResponse* response) {
  return ListRecords<domain::AttestationId>(request, *call.view, domain::PrefixOf<domain::AttestationId>(), response,
                                            [&](absl::string_view, const v1::Attestation& attestation) {
                                              *response->add_attestations() = attestation;
                                              return true;
                                            });
}

}  // namespace

void AddEndorsementService(Api* api) {
  api->MutationWithAnswer<v1::EndorseProposalRequest, v1::EndorseProposalResponse>(AnswerByDomain);
  api->MutationWithAnswer<v1::RevokeEndorsementRequest, v1::RevokeEndorsementResponse>(AnswerByDomain);
  api->Query(ListEndorsements);
  api->Query(GetMyEndorsement);
  api->Mutation<v1::CreateAttestationRequest, v1::CreateAttestationResponse>();
  api->Query(GetAttestation);
  api->Query(ListAttestations);
}

}  // namespace assay::rpc

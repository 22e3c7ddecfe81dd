#include "services/domain/commands/proposal.h"
#include "services/domain/list/outcome.h"
#include "services/domain/review/derived_state.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

domain::ListOutcome ToListOutcome(v1::Outcome outcome) {
  if (outcome == v1::OUTCOME_APPROVED) return domain::ListOutcome::kApproved;
  return outcome == v1::OUTCOME_DENIED ? domain::ListOutcome::kDenied : domain::ListOutcome::kNone;
}

// What is stored ends with SCREENED; where the proposal stands from there on follows from its round and the list in
// force.
absl::Status DeriveState(const CallContext& call, domain::PublishedOutcomes* outcomes, v1::Proposal* proposal) {
  ASSAY_ASSIGN_OR_RETURN(v1::Outcome outcome, outcomes->Of(domain::ProposalIdOf(proposal->name()).proposal));
  proposal->set_state(domain::DeriveState(*proposal, *call.view, call.now, ToListOutcome(outcome)));
  return absl::OkStatus();
}

domain::PublishedOutcomes OutcomesFor(const CallContext& call, const domain::CycleId& cycle) {
  return {call.view, domain::NameOf(call.state, cycle)};
}

absl::Status Get(const CallContext& call, const v1::GetProposalRequest& request, v1::GetProposalResponse* response) {
  domain::ProposalId id = domain::ProposalIdOf(request.name());
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, id, request.name(), response->mutable_proposal()));
  domain::PublishedOutcomes outcomes = OutcomesFor(call, {id.cycle});
  return DeriveState(call, &outcomes, response->mutable_proposal());
}

absl::Status List(const CallContext& call, const v1::ListProposalsRequest& request,
                  v1::ListProposalsResponse* response) {
  domain::CycleId cycle = domain::CycleIdOf(request.parent());
  if (call.view->Find(cycle) == nullptr) return NotFound(request.parent());
  domain::PublishedOutcomes outcomes = OutcomesFor(call, cycle);
  absl::Status derived;
  ASSAY_RETURN_IF_ERROR(ListRecords<domain::ProposalId>(
      request, *call.view, domain::PrefixOf<domain::ProposalId>(cycle.cycle), response,
      [&](absl::string_view, const v1::Proposal& stored) {
        if (!request.credential().empty() && stored.credential() != request.credential()) return false;
        v1::Proposal proposal = stored;
        derived.Update(DeriveState(call, &outcomes, &proposal));
        if (request.state() != v1::PROPOSAL_STATE_UNSPECIFIED && proposal.state() != request.state()) return false;
        *response->add_proposals() = std::move(proposal);
        return true;
      }));
  return derived;
}

}  // namespace

void AddProposalService(Api* api) {
  api->Mutation<v1::CreateProposalRequest, v1::CreateProposalResponse>();
  api->Mutation<v1::UpdateProposalRequest, v1::UpdateProposalResponse>();
  api->Mutation<v1::SubmitProposalRequest, v1::SubmitProposalResponse>();
  api->Mutation<v1::ReturnProposalRequest, v1::ReturnProposalResponse>();
  api->Mutation<v1::ScreenProposalRequest, v1::ScreenProposalResponse>();
  api->Mutation<v1::WithdrawProposalRequest, v1::WithdrawProposalResponse>();
  api->Query(Get);
  api->Query(List);
}

}  // namespace assay::rpc

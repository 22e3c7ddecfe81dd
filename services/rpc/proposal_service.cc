#include "services/domain/commands/extension.h"
#include "services/domain/commands/proposal.h"
#include "services/domain/commands/proposal_note.h"
#include "services/domain/commands/similar_proposals.h"
#include "services/domain/decision/exact.h"
#include "services/domain/list/proposal_standing.h"
#include "services/domain/review/content.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

// Proposals alike that a proposal keeps as a warning.
constexpr size_t kWarnedOfMax = 20;

// What is stored ends with SCREENED; where the proposal stands from there on follows from its round and the cycle's
// lists. What is between the agency and the proposer is left out for others.
absl::Status ToAnswer(const CallContext& call, domain::ProposalStandings* standings, v1::Proposal* proposal) {
  ASSAY_ASSIGN_OR_RETURN(v1::ProposalState state, standings->StateOf(*proposal));
  proposal->set_state(state);
  domain::HideComments(call.principal, proposal);
  domain::HideFromReviewer(call.principal, call.now, *call.view, proposal);
  return call.view->status();
}

domain::ProposalStandings StandingsOf(const CallContext& call, const domain::CycleId& cycle) {
  return {call.view, domain::NameOf(call.state, cycle), call.now};
}

absl::Status Get(const CallContext& call, const v1::GetProposalRequest& request, v1::GetProposalResponse* response) {
  domain::ProposalId id = domain::ProposalIdOf(request.name());
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, id, request.name(), response->mutable_proposal()));
  domain::ProposalStandings standings = StandingsOf(call, {id.cycle});
  return ToAnswer(call, &standings, response->mutable_proposal());
}

absl::Status List(const CallContext& call, const v1::ListProposalsRequest& request,
                  v1::ListProposalsResponse* response) {
  domain::CycleId cycle = domain::CycleIdOf(request.parent());
  if (call.view->Find(cycle) == nullptr) return NotFound(request.parent());
  domain::ProposalStandings standings = StandingsOf(call, cycle);
  absl::Status derived;
  ASSAY_RETURN_IF_ERROR(ListRecords<domain::ProposalId>(
      request, *call.view, domain::PrefixOf<domain::ProposalId>(cycle.cycle), response,
      [&](absl::string_view, const v1::Proposal& stored) {
        if (!request.credential().empty() && stored.credential() != request.credential()) return false;
        v1::Proposal proposal = stored;
        derived.Update(ToAnswer(call, &standings, &proposal));
        if (request.state() != v1::PROPOSAL_STATE_UNSPECIFIED && proposal.state() != request.state()) return false;
        *response->add_proposals() = std::move(proposal);
        return true;
      }));
  return derived;
}

const v1::ProposalRules& RulesOf(const CallContext& call, const domain::CycleId& cycle) {
  return call.view->FindOrDefault(cycle).cycle_rules().proposals();
}

// Proposals alike are found on the snapshot: they warn, and decide nothing.
absl::StatusOr<Prepared> PrepareSubmit(const CallContext& call, const v1::SubmitProposalRequest& request) {
  domain::ProposalId id = domain::ProposalIdOf(request.name());
  v1::Proposal proposal;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, id, request.name(), &proposal));
  const v1::ProposalRules& rules = RulesOf(call, {id.cycle});
  std::vector<v1::SimilarProposal> similar;
  if (rules.has_similarity_min()) {
    ASSAY_ASSIGN_OR_RETURN(similar, domain::FindSimilarProposals(proposal, rules.similarity_min(), *call.view));
  }
  if (similar.size() > kWarnedOfMax) similar.resize(kWarnedOfMax);
  Prepared prepared;
  prepared.decide = [request, similar = std::move(similar)](const domain::Context& context, const domain::View& view,
                                                            domain::Events* events) {
    return domain::DecideSubmitProposal(request, similar, context, view, events);
  };
  return prepared;
}

absl::Status ListSimilar(const CallContext& call, const v1::ListSimilarProposalsRequest& request,
                         v1::ListSimilarProposalsResponse* response) {
  domain::ProposalId id = domain::ProposalIdOf(request.name());
  v1::Proposal proposal;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, id, request.name(), &proposal));
  const v1::ProposalRules& rules = RulesOf(call, {id.cycle});
  v1::Ratio similarity_min = domain::MakeRatio(1, 1);
  if (rules.has_similarity_min()) similarity_min = rules.similarity_min();
  if (request.has_similarity_min()) similarity_min = request.similarity_min();
  ASSAY_ASSIGN_OR_RETURN(std::vector<v1::SimilarProposal> similar,
                         domain::FindSimilarProposals(proposal, similarity_min, *call.view));
  for (v1::SimilarProposal& other : similar) *response->add_similar_proposals() = std::move(other);
  return absl::OkStatus();
}

absl::Status ListExtensions(const CallContext& call, const v1::ListExtensionsRequest& request,
                            v1::ListExtensionsResponse* response) {
  domain::CycleId cycle = domain::CycleIdOf(request.parent());
  if (call.view->Find(cycle) == nullptr) return NotFound(request.parent());
  return ListRecords<domain::ExtensionId>(request, *call.view, domain::PrefixOf<domain::ExtensionId>(cycle.cycle),
                                          response, [&](absl::string_view, const v1::Extension& extension) {
                                            const v1::Proposal& proposal =
                                                call.view->FindOrDefault(domain::ProposalIdOf(extension.name()));
                                            if (!domain::SeesProposersNotes(call.principal, proposal)) return false;
                                            *response->add_extensions() = extension;
                                            return true;
                                          });
}

absl::Status ListNotes(const CallContext& call, const v1::ListProposalNotesRequest& request,
                       v1::ListProposalNotesResponse* response) {
  domain::ProposalId id = domain::ProposalIdOf(request.parent());
  v1::Proposal proposal;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, id, request.parent(), &proposal));
  return ListRecords<domain::ProposalNoteId>(request, *call.view,
                                             domain::PrefixOf<domain::ProposalNoteId>(id.cycle, id.proposal), response,
                                             [&](absl::string_view, const v1::ProposalNote& stored) {
                                               if (!domain::MaySee(stored, proposal, call.principal)) return false;
                                               v1::ProposalNote* note = response->add_notes();
                                               *note = stored;
                                               if (!domain::SeesProposersNotes(call.principal, proposal))
                                                 note->clear_author();
                                               return true;
                                             });
}

}  // namespace

void AddProposalService(Api* api) {
  api->Mutation<v1::CreateProposalRequest, v1::CreateProposalResponse>();
  api->Mutation<v1::UpdateProposalRequest, v1::UpdateProposalResponse>();
  api->PreparedMutation<v1::SubmitProposalRequest, v1::SubmitProposalResponse>(PrepareSubmit, nullptr, Where::kInline);
  api->Mutation<v1::ReturnProposalRequest, v1::ReturnProposalResponse>();
  api->Mutation<v1::ScreenProposalRequest, v1::ScreenProposalResponse>();
  api->Mutation<v1::WithdrawProposalRequest, v1::WithdrawProposalResponse>();
  api->Mutation<v1::GrantExtensionRequest, v1::GrantExtensionResponse>();
  api->Query(ListExtensions);
  api->Mutation<v1::AddProposalNoteRequest, v1::AddProposalNoteResponse>();
  api->Query(ListNotes);
  api->Query(ListSimilar, Where::kWorker);
  api->Query(Get);
  api->Query(List);
}

}  // namespace assay::rpc

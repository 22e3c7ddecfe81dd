#include "services/domain/commands/proposal.h"

#include "absl/strings/str_cat.h"
#include "services/domain/commands/checks.h"
#include "services/domain/commands/proposal_transition.h"
#include "services/domain/review/round_window.h"

namespace assay::domain {
namespace {

absl::Status CheckWindow(const Context& context, const api::Cycle& cycle) {
  if (context.principal->IsStaff()) return absl::OkStatus();
  if (cycle.has_submission_open_time() && context.now < FromProto(cycle.submission_open_time())) {
    return Refused("SUBMISSION_NOT_OPEN",
                   absl::StrCat(cycle.name(), " takes proposals from ", InstantText(cycle.submission_open_time()),
                                " on; come back then"),
                   {{"resource", cycle.name()}});
  }
  if (cycle.has_submission_close_time() && context.now >= FromProto(cycle.submission_close_time())) {
    return Refused("SUBMISSION_CLOSED",
                   absl::StrCat(cycle.name(), " took proposals until ", InstantText(cycle.submission_close_time()),
                                "; propose in the next cycle, or ask the agency"),
                   {{"resource", cycle.name()}});
  }
  return absl::OkStatus();
}

absl::Status CheckOwner(const Context& context, const api::Proposal& proposal) {
  if (context.principal->IsStaff() || proposal.proposer() == context.principal->Name()) return absl::OkStatus();
  return Denied("NOT_YOUR_PROPOSAL",
                absl::StrCat(proposal.name(), " was proposed by somebody else; a proposer changes only its own"));
}

void CheckProposal(const api::Proposal& proposal, Violations* violations) {
  CheckSocCodes(proposal.soc_version(), proposal.soc_codes(), "proposal.soc_codes", violations);
  CheckEnumsDefined(proposal, "proposal", violations);
}

void CheckComplete(const api::Proposal& proposal, Violations* violations) {
  if (proposal.soc_codes().empty()) {
    violations->Add("proposal.soc_codes", "is missing; name at least one occupation that the credential leads to");
  }
  if (proposal.evidence_summary().empty()) {
    violations->Add("proposal.evidence_summary", "is missing; say why employers need the credential");
  }
  if (proposal.demand_scope() == api::DEMAND_SCOPE_UNSPECIFIED) {
    violations->Add("proposal.demand_scope", "is missing; say whether demand is statewide, regional or local");
  }
  bool has_region =
      proposal.demand_scope() == api::DEMAND_SCOPE_REGIONAL || proposal.demand_scope() == api::DEMAND_SCOPE_LOCAL;
  if (has_region && proposal.region().empty()) {
    violations->Add("proposal.region", "is missing; name the region in which demand is claimed");
  }
}

// The proposal after a command that the caller may give on it, marked as changed now.
absl::StatusOr<api::Proposal> Advance(const Context& context, const View& view, const std::string& name,
                                      const std::string& etag, ProposalCommand command) {
  ProposalId id = ProposalIdOf(name);
  ASSAY_ASSIGN_OR_RETURN(const api::Proposal* before, FindExisting(view, id, name));
  ASSAY_RETURN_IF_ERROR(CheckOwner(context, *before));
  ASSAY_ASSIGN_OR_RETURN(api::Proposal after, MakeChanged(context, view, id, name, etag));
  ASSAY_ASSIGN_OR_RETURN(api::ProposalState state, NextState(*before, command));
  after.set_state(state);
  return after;
}

absl::StatusOr<const api::Cycle*> FindCycle(const View& view, const Context& context, const CycleId& id) {
  return FindExisting(view, id, NameOf(context.state, id));
}

bool IsReviewed(const api::Proposal& proposal, const Context& context, const View& view) {
  return !proposal.round().empty() && IsClosedAt(view.FindOrDefault(RoundIdOf(proposal.round())), context.now);
}

void AddEvent(api::Proposal proposal, Events* events) {
  *events->AddDecision()->mutable_proposal() = std::move(proposal);
}

}  // namespace

absl::Status Decide(const api::CreateProposalRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Cycle* cycle, FindCycle(view, context, CycleIdOf(request.parent())));
  ASSAY_RETURN_IF_ERROR(CheckWindow(context, *cycle));
  CredentialId credential_id = CredentialIdOf(request.proposal().credential());
  ASSAY_ASSIGN_OR_RETURN(const api::Credential* credential,
                         FindExisting(view, credential_id, request.proposal().credential()));
  Violations violations;
  CheckProposal(request.proposal(), &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ProposalId id{CycleIdOf(request.parent()).cycle,
                request.proposal_id().empty() ? credential_id.credential : request.proposal_id()};
  ASSAY_ASSIGN_OR_RETURN(api::Proposal proposal,
                         MakeNew(context, view, id, NameOf(context.state, id), request.proposal()));
  if (proposal.soc_codes().empty()) {
    *proposal.mutable_soc_codes() = credential->soc_codes();
    proposal.set_soc_version(credential->soc_version());
  }
  proposal.set_state(api::PROPOSAL_STATE_DRAFT);
  proposal.set_proposer(context.principal->Name());
  AddEvent(std::move(proposal), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::UpdateProposalRequest& request, const Context& context, const View& view,
                    Events* events) {
  const api::Proposal& change = request.proposal();
  ASSAY_ASSIGN_OR_RETURN(api::Proposal proposal,
                         Advance(context, view, change.name(), change.etag(), ProposalCommand::kUpdate));
  Violations violations;
  ApplyUpdate(change, request.update_mask(), "update_mask", &proposal, &violations);
  CheckProposal(proposal, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(FindExisting(view, CredentialIdOf(proposal.credential()), proposal.credential()).status());
  AddEvent(std::move(proposal), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::SubmitProposalRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Proposal proposal,
                         Advance(context, view, request.name(), request.etag(), ProposalCommand::kSubmit));
  ASSAY_ASSIGN_OR_RETURN(const api::Cycle* cycle, FindCycle(view, context, CycleIdOf(request.name())));
  ASSAY_RETURN_IF_ERROR(CheckWindow(context, *cycle));
  Violations violations;
  CheckComplete(proposal, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  proposal.clear_comment();
  AddEvent(std::move(proposal), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::ReturnProposalRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Proposal proposal,
                         Advance(context, view, request.name(), request.etag(), ProposalCommand::kReturn));
  proposal.set_comment(request.comment());
  AddEvent(std::move(proposal), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::ScreenProposalRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Proposal proposal,
                         Advance(context, view, request.name(), request.etag(), ProposalCommand::kScreen));
  AddEvent(std::move(proposal), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::WithdrawProposalRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Proposal proposal,
                         Advance(context, view, request.name(), request.etag(), ProposalCommand::kWithdraw));
  if (IsReviewed(proposal, context, view)) {
    return Refused("ALREADY_DECIDED",
                   absl::StrCat(proposal.name(), " was reviewed in ", proposal.round(),
                                ", which closed; to undo the outcome propose a removal in the next cycle"),
                   {{"resource", proposal.name()}, {"round", proposal.round()}});
  }
  ASSAY_RETURN_IF_ERROR(view.status());
  proposal.set_comment(request.comment());
  AddEvent(std::move(proposal), events);
  return absl::OkStatus();
}

}  // namespace assay::domain

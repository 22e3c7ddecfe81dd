#include "services/domain/commands/proposal.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/domain/civil_days.h"
#include "services/domain/commands/checklist.h"
#include "services/domain/commands/checks.h"
#include "services/domain/commands/person_event.h"
#include "services/domain/review/round_window.h"
#include "services/domain/stage.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

void CheckProposal(const api::Proposal& proposal, const api::Cycle& cycle, Violations* violations) {
  CheckSocCodes(proposal.soc_version(), proposal.soc_codes(), "proposal.soc_codes", violations);
  CheckEnumsDefined(proposal, "proposal", violations);
  CheckAllowed(proposal, cycle.cycle_rules().proposals(), violations);
}

// What the user of a proposer says about the kind of organisation stands; the agency says it for others.
void TakeOrganizationKind(const Context& context, const View& view, api::Proposal* proposal, Violations* violations) {
  if (context.principal->IsStaff()) return;
  api::OrganizationKind kind = view.FindOrDefault(UserId{context.principal->user}).organization_kind();
  if (kind == api::ORGANIZATION_KIND_UNSPECIFIED || proposal->organization_kind() == kind) return;
  if (proposal->organization_kind() != api::ORGANIZATION_KIND_UNSPECIFIED) {
    violations->Add("proposal.organization_kind",
                    absl::StrCat("is not yours: you propose for a ", StateText(kind), "; leave it out"));
  }
  proposal->set_organization_kind(kind);
}

// The proposal after a command that the caller may give on it, marked as changed now.
absl::StatusOr<api::Proposal> Advance(const Context& context, const View& view, const std::string& name,
                                      const std::string& etag, ProposalCommand command) {
  ProposalId id = ProposalIdOf(name);
  ASSAY_ASSIGN_OR_RETURN(const api::Proposal* before, FindExisting(view, id, name));
  ASSAY_RETURN_IF_ERROR(CheckOwner(context, *before));
  ASSAY_ASSIGN_OR_RETURN(api::Proposal after, MakeChanged(context, view, id, name, etag));
  ASSAY_ASSIGN_OR_RETURN(api::ProposalState state, NextState(kProposalMachine, name, before->state(), command));
  after.set_state(state);
  return after;
}

absl::StatusOr<const api::Cycle*> FindCycle(const View& view, const Context& context, const CycleId& id) {
  return FindExisting(view, id, NameOf(context.state, id));
}

bool IsReviewed(const api::Proposal& proposal, const Context& context, const View& view) {
  return !proposal.round().empty() && IsClosedAt(view.FindOrDefault(RoundIdOf(proposal.round())), context.now);
}

// A returned proposal may be handed in again until the day ends that is so many days after its return.
bool IsInResubmission(const api::Proposal& proposal, const api::ProposalRules& rules, absl::Time now,
                      const View& view) {
  if (proposal.state() != api::PROPOSAL_STATE_RETURNED || rules.resubmit_days() == 0) return false;
  return now < AfterCivilDays(FromProto(proposal.return_time()), rules.resubmit_days(), view);
}

absl::Status CheckScreening(const std::string& name, absl::string_view what, const Context& context, const View& view) {
  ASSAY_ASSIGN_OR_RETURN(const api::Cycle* cycle, FindCycle(view, context, CycleIdOf(name)));
  return CheckStage(*cycle, api::STAGE_KIND_SCREENING, ProposalIdOf(name), what, context, view);
}

}  // namespace

absl::Status Decide(const api::CreateProposalRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Cycle* cycle, FindCycle(view, context, CycleIdOf(request.parent())));
  CredentialId credential_id = CredentialIdOf(request.proposal().credential());
  ASSAY_ASSIGN_OR_RETURN(const api::Credential* credential,
                         FindExisting(view, credential_id, request.proposal().credential()));
  ProposalId id{CycleIdOf(request.parent()).cycle,
                request.proposal_id().empty() ? credential_id.credential : request.proposal_id()};
  if (!context.principal->IsStaff()) {
    ASSAY_RETURN_IF_ERROR(CheckStage(*cycle, api::STAGE_KIND_SUBMISSION, id, "proposing", context, view));
  }
  Violations violations;
  api::Proposal sent = request.proposal();
  TakeOrganizationKind(context, view, &sent, &violations);
  CheckProposal(sent, *cycle, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_ASSIGN_OR_RETURN(api::Proposal proposal,
                         MakeNew(context, view, id, NameOf(context.state, id), std::move(sent)));
  if (proposal.soc_codes().empty()) {
    *proposal.mutable_soc_codes() = credential->soc_codes();
    proposal.set_soc_version(credential->soc_version());
  }
  proposal.set_state(api::PROPOSAL_STATE_DRAFT);
  proposal.set_proposer(context.principal->Name());
  AddProposalEvent(std::move(proposal), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::UpdateProposalRequest& request, const Context& context, const View& view,
                    Events* events) {
  const api::Proposal& change = request.proposal();
  ASSAY_ASSIGN_OR_RETURN(api::Proposal proposal,
                         Advance(context, view, change.name(), change.etag(), ProposalCommand::kUpdate));
  ASSAY_ASSIGN_OR_RETURN(const api::Cycle* cycle, FindCycle(view, context, CycleIdOf(change.name())));
  Violations violations;
  ApplyUpdate(change, request.update_mask(), "update_mask", &proposal, &violations);
  TakeOrganizationKind(context, view, &proposal, &violations);
  CheckProposal(proposal, *cycle, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(FindExisting(view, CredentialIdOf(proposal.credential()), proposal.credential()).status());
  AddProposalEvent(std::move(proposal), events);
  return absl::OkStatus();
}

absl::Status DecideSubmitProposal(const api::SubmitProposalRequest& request, std::vector<api::SimilarProposal> similar,
                                  const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Proposal proposal,
                         Advance(context, view, request.name(), request.etag(), ProposalCommand::kSubmit));
  ASSAY_ASSIGN_OR_RETURN(const api::Cycle* cycle, FindCycle(view, context, CycleIdOf(request.name())));
  const api::ProposalRules& rules = cycle->cycle_rules().proposals();
  ProposalId id = ProposalIdOf(request.name());
  if (!IsInResubmission(view.FindOrDefault(id), rules, context.now, view)) {
    ASSAY_RETURN_IF_ERROR(CheckStage(*cycle, api::STAGE_KIND_SUBMISSION, id, "handing a proposal in", context, view));
  }
  Violations violations;
  CheckAllowed(proposal, rules, &violations);
  CheckComplete(proposal, rules, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  proposal.clear_comment();
  proposal.clear_checklist_comments();
  proposal.clear_similar_proposals();
  for (api::SimilarProposal& other : similar) *proposal.add_similar_proposals() = std::move(other);
  *proposal.mutable_submit_time() = ToProto(context.now);
  AddProposalEvent(std::move(proposal), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::SubmitProposalRequest& request, const Context& context, const View& view,
                    Events* events) {
  return DecideSubmitProposal(request, {}, context, view, events);
}

absl::Status Decide(const api::ReturnProposalRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Proposal proposal,
                         Advance(context, view, request.name(), request.etag(), ProposalCommand::kReturn));
  ASSAY_RETURN_IF_ERROR(CheckScreening(request.name(), "returning a proposal", context, view));
  const api::Cycle& cycle = view.FindOrDefault(CycleIdOf(request.name()));
  Violations violations;
  CheckItemsKnown(request.checklist_comments(), cycle.cycle_rules().proposals(), "checklist_comments", &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  proposal.set_comment(request.comment());
  *proposal.mutable_checklist_comments() = request.checklist_comments();
  *proposal.mutable_return_time() = ToProto(context.now);
  AddProposalEvent(std::move(proposal), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::ScreenProposalRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Proposal proposal,
                         Advance(context, view, request.name(), request.etag(), ProposalCommand::kScreen));
  ASSAY_RETURN_IF_ERROR(CheckScreening(request.name(), "screening a proposal", context, view));
  AddProposalEvent(std::move(proposal), events);
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
  AddProposalEvent(std::move(proposal), events);
  return absl::OkStatus();
}

}  // namespace assay::domain

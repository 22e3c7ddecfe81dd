#include "services/domain/commands/override.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/domain/commands/checks.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

// Reasons and names stand in the personal part alone.
void AddOverride(api::Override record, Events* events) {
  ledger::Event* event = events->Add();
  api::Override* personal = event->mutable_personal()->mutable_override();
  personal->set_reason(record.reason());
  personal->set_proposed_by(record.proposed_by());
  personal->set_confirmed_by(record.confirmed_by());
  personal->set_cancelled_by(record.cancelled_by());
  personal->set_cancel_reason(record.cancel_reason());
  record.clear_reason();
  record.clear_proposed_by();
  record.clear_confirmed_by();
  record.clear_cancelled_by();
  record.clear_cancel_reason();
  *event->mutable_decision()->mutable_override() = std::move(record);
}

bool IsHandedIn(api::ProposalState state) {
  return state == api::PROPOSAL_STATE_SUBMITTED || state == api::PROPOSAL_STATE_SCREENED;
}

bool HasCategory(const api::Policy& policy, const std::string& id) {
  return policy.fallback().id() == id || policy.local_entries().category().id() == id;
}

// Against the policy that the proposal's round names; before no round there is none to ask.
void CheckWorth(const api::Override& sent, const api::Proposal& proposal, const View& view, Violations* violations) {
  if (sent.outcome() != api::OUTCOME_APPROVED) {
    if (!sent.tier().empty()) violations->Add("override.tier", "is for what is approved; leave it out");
    if (!sent.category().empty()) violations->Add("override.category", "is for what is approved; leave it out");
    return;
  }
  if (proposal.round().empty()) return;
  const std::string& name = view.FindOrDefault(RoundIdOf(proposal.round())).policy();
  PolicyId id = PolicyIdOf(name);
  uint32_t revision = RevisionOf(name);
  const api::Policy& policy =
      revision == 0 ? view.FindOrDefault(id) : view.FindOrDefault(PolicyRevisionId{id.policy, revision});
  auto is_tier = [&sent](const api::Tier& tier) { return tier.id() == sent.tier(); };
  if (!sent.tier().empty() && std::none_of(policy.tiers().begin(), policy.tiers().end(), is_tier)) {
    violations->Add("override.tier", absl::StrCat("\"", sent.tier(), "\" is no tier of ", name));
  }
  if (!sent.category().empty() && !HasCategory(policy, sent.category())) {
    violations->Add("override.category", absl::StrCat("\"", sent.category(), "\" is no category of ", name));
  }
}

}  // namespace

absl::Status Decide(const api::CreateOverrideRequest& request, const Context& context, const View& view,
                    Events* events) {
  ProposalId proposal_id = ProposalIdOf(request.parent());
  ASSAY_ASSIGN_OR_RETURN(const api::Proposal* proposal, FindExisting(view, proposal_id, request.parent()));
  Violations violations;
  const api::Override& sent = request.override();
  if (sent.outcome() != api::OUTCOME_APPROVED && sent.outcome() != api::OUTCOME_DENIED) {
    violations.Add("override.outcome", "must be OUTCOME_APPROVED or OUTCOME_DENIED");
  }
  CheckWorth(sent, *proposal, view, &violations);
  ASSAY_RETURN_IF_ERROR(view.status());
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  if (!IsHandedIn(proposal->state())) {
    return Refused("PROPOSAL_NOT_HANDED_IN", absl::StrCat(proposal->name(), " is ", StateText(proposal->state()),
                                                          "; only what was handed in, and not taken back, is decided"));
  }
  OverrideId id{proposal_id.cycle, proposal_id.proposal, request.override_id()};
  ASSAY_ASSIGN_OR_RETURN(api::Override made, MakeNew(context, view, id, NameOf(context.state, id), sent));
  const auto& standing = view.FindOrDefault(StandingOverrideId{id.cycle, id.proposal});
  if (!standing.holder_id().empty()) {
    return Refused("OVERRIDE_STANDS",
                   absl::StrCat(NameOf(context.state, OverrideId{id.cycle, id.proposal, standing.holder_id()}),
                                " is proposed or in force; cancel it first"));
  }
  made.set_state(api::OVERRIDE_STATE_PROPOSED);
  made.set_proposed_by(context.principal->Name());
  AddOverride(std::move(made), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::ConfirmOverrideRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Override changed,
                         MakeChanged(context, view, OverrideIdOf(request.name()), request.name(), request.etag()));
  ASSAY_ASSIGN_OR_RETURN(api::OverrideState next,
                         NextState(kOverrideMachine, changed.name(), changed.state(), OverrideCommand::kConfirm));
  if (changed.proposed_by() == context.principal->Name()) {
    return Denied("SECOND_PERSON_REQUIRED",
                  absl::StrCat("you proposed ", changed.name(), "; another person must confirm it"));
  }
  changed.set_state(next);
  changed.set_confirmed_by(context.principal->Name());
  AddOverride(std::move(changed), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::CancelOverrideRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Override changed,
                         MakeChanged(context, view, OverrideIdOf(request.name()), request.name(), request.etag()));
  ASSAY_ASSIGN_OR_RETURN(api::OverrideState next,
                         NextState(kOverrideMachine, changed.name(), changed.state(), OverrideCommand::kCancel));
  changed.set_state(next);
  changed.set_cancelled_by(context.principal->Name());
  changed.set_cancel_reason(request.reason());
  AddOverride(std::move(changed), events);
  return absl::OkStatus();
}

}  // namespace assay::domain

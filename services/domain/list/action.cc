#include "services/domain/list/action.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/civil_days.h"
#include "services/domain/commands/checks.h"
#include "services/domain/list/reader.h"
#include "services/domain/list/rules.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

void CheckEmergency(const api::ListAction& action, const api::ListRules& rules, const Context& context,
                    const View& view, Violations* violations) {
  std::string today = CivilDayOf(context.now, view);
  std::string latest = AddDays(today, rules.emergency().days());
  if (action.until_date() > today && action.until_date() <= latest) return;
  violations->Add("list_action.until_date",
                  absl::StrCat(action.until_date().empty() ? "is missing" : "does not fit", "; name a day after ",
                               today, " and not after ", latest, ", as the cycle's rules allow"));
}

// What each kind needs.
void CheckParts(const api::ListAction& action, Violations* violations) {
  switch (action.kind()) {
    case api::LIST_ACTION_KIND_REMOVAL:
      if (action.removal_reason() == api::REMOVAL_REASON_UNSPECIFIED) {
        violations->Add("list_action.removal_reason", "is missing; say why the credential comes off");
      }
      return;
    case api::LIST_ACTION_KIND_SUNSET:
      if (action.removal_reason() == api::REMOVAL_REASON_UNSPECIFIED) {
        violations->Add("list_action.removal_reason", "is missing; say why the credential comes off");
      }
      if (action.sunset().until_date().empty()) {
        violations->Add("list_action.sunset.until_date", "is missing; name the last day on which it counts");
      }
      return;
    case api::LIST_ACTION_KIND_GRANDFATHER:
      if (!action.has_cohort()) {
        violations->Add("list_action.cohort", "is missing; say for whom the credential goes on to count, and how long");
      }
      return;
    case api::LIST_ACTION_KIND_UNSPECIFIED:
    case api::ListActionKind_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::ListActionKind_INT_MAX_SENTINEL_DO_NOT_USE_:
      violations->Add("list_action.kind", "is missing; say what the action does, such as LIST_ACTION_KIND_SUSPENSION");
      return;
    case api::LIST_ACTION_KIND_EMERGENCY_ADDITION:
    case api::LIST_ACTION_KIND_EXTENSION:
    case api::LIST_ACTION_KIND_SUSPENSION:
    case api::LIST_ACTION_KIND_LIFT_SUSPENSION:
    case api::LIST_ACTION_KIND_CORRECTION:
      return;
  }
}

void AddEvent(api::ListAction action, Events* events) {
  ledger::Event* event = events->Add();
  event->mutable_personal()->mutable_list_action()->set_reason(action.reason());
  action.clear_reason();
  *event->mutable_decision()->mutable_list_action() = std::move(action);
}

template <class Request>
absl::StatusOr<api::ListAction> Advance(const Request& request, ListActionCommand command, const Context& context,
                                        const View& view) {
  ASSAY_ASSIGN_OR_RETURN(api::ListAction action,
                         MakeChanged(context, view, ListActionIdOf(request.name()), request.name(), request.etag()));
  ASSAY_ASSIGN_OR_RETURN(api::ListActionState state,
                         NextState(kListActionMachine, action.name(), action.state(), command));
  action.set_state(state);
  return action;
}

}  // namespace

absl::StatusOr<MaybeEntry> FindActionEntry(const api::ListAction& action, const ScanView& scan) {
  auto in_force = static_cast<uint32_t>(scan.FindOrDefault(StateHeadId{}).list_version_in_force());
  return FindItem<EntryFormat>(scan, in_force, CredentialIdOf(action.credential()).credential);
}

absl::Status DecideCreateListAction(const api::CreateListActionRequest& request, const MaybeEntry& entry,
                                    const Context& context, const View& view, Events* events) {
  CycleId cycle_id = CycleIdOf(request.parent());
  ASSAY_ASSIGN_OR_RETURN(const api::Cycle* cycle, FindExisting(view, cycle_id, request.parent()));
  const api::ListAction& sent = request.list_action();
  ASSAY_RETURN_IF_ERROR(FindExisting(view, CredentialIdOf(sent.credential()), sent.credential()).status());
  ListActionId id{cycle_id.cycle, request.list_action_id()};
  ASSAY_ASSIGN_OR_RETURN(api::ListAction action, MakeNew(context, view, id, NameOf(context.state, id), sent));
  const api::ListRules& rules = cycle->cycle_rules().list();
  Violations violations;
  CheckEnumsDefined(action, "list_action", &violations);
  CheckParts(action, &violations);
  if (action.kind() == api::LIST_ACTION_KIND_EMERGENCY_ADDITION) {
    if (rules.emergency().days() == 0) {
      return Refused("EMERGENCY_NOT_ALLOWED", absl::StrCat("the rules of ", request.parent(),
                                                           " allow no emergency additions; put a proposal to a vote"));
    }
    CheckEmergency(action, rules, context, view, &violations);
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  std::string problem = ActionProblem(action, entry, rules);
  if (!problem.empty()) {
    return Refused("ENTRY_DOES_NOT_FIT", absl::StrCat(problem, "; look at the entry on the list in force"),
                   {{"resource", action.credential()}});
  }
  ASSAY_RETURN_IF_ERROR(view.status());
  action.set_state(api::LIST_ACTION_STATE_PROPOSED);
  action.set_proposer(context.principal->Name());
  AddEvent(std::move(action), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::ConfirmListActionRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::ListAction action, Advance(request, ListActionCommand::kConfirm, context, view));
  if (action.proposer() == context.principal->Name()) {
    return Denied("SECOND_PERSON_REQUIRED",
                  absl::StrCat("you proposed ", action.name(), "; another person must confirm it"));
  }
  action.set_confirmer(context.principal->Name());
  action.set_confirmed_number(view.FindOrDefault(StateHeadId{}).list_actions() + 1);
  *action.mutable_confirm_time() = ToProto(context.now);
  ASSAY_RETURN_IF_ERROR(view.status());
  AddEvent(std::move(action), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::CancelListActionRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::ListAction action, Advance(request, ListActionCommand::kCancel, context, view));
  int32_t in_force = view.FindOrDefault(StateHeadId{}).list_version_in_force();
  const api::ListVersion& list = view.FindOrDefault(ListVersionId(static_cast<uint32_t>(in_force)));
  ASSAY_RETURN_IF_ERROR(view.status());
  if (action.confirmed_number() > 0 && action.confirmed_number() <= list.basis().list_actions()) {
    return Refused("ALREADY_CARRIED_OUT",
                   absl::StrCat(action.name(), " is carried out by ", list.name(),
                                ", which is in force; propose an action that undoes it"),
                   {{"resource", action.name()}});
  }
  AddEvent(std::move(action), events);
  return absl::OkStatus();
}

}  // namespace assay::domain

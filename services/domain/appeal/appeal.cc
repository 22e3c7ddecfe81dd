#include "services/domain/appeal/appeal.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/civil_days.h"
#include "services/domain/commands/checks.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"
#include "services/domain/review/round_window.h"
#include "services/domain/stage.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

absl::Status CheckAppellant(const std::string& proposer, const std::string& name, const Context& context) {
  if (context.principal->IsStaff() || proposer == context.principal->Name()) return absl::OkStatus();
  return Denied(
      "NOT_YOUR_PROPOSAL",
      absl::StrCat(name, " belongs to somebody else; a proposer appeals only decisions on its own proposals"));
}

absl::Status CheckAppealable(const AppealableDecision& decided, const std::string& proposal, const Context& context,
                             const View& view) {
  if (decided.in_force != view.FindOrDefault(StateHeadId{}).list_version_in_force()) {
    return MakeError(absl::StatusCode::kAborted, "LIST_CHANGED",
                     "another list version came into force meanwhile; read the decision notice again");
  }
  if (decided.version == 0) {
    return Refused(
        "NO_DECISION_NOTICE",
        absl::StrCat("no notice of a decision on ", proposal, " was issued yet; an appeal can be filed when it is"),
        {{"resource", proposal}});
  }
  if (decided.outcome != api::OUTCOME_DENIED) {
    return Refused("NOTHING_DENIED",
                   absl::StrCat(proposal, " was not denied; only what was proposed and denied can be appealed"),
                   {{"resource", proposal}});
  }
  if (!decided.close_time.has_value()) {
    return Refused("NO_APPEALS", "the rules of this cycle provide for no appeals; propose again in the next cycle");
  }
  if (context.now >= *decided.close_time) {
    return Refused("APPEAL_TOO_LATE",
                   absl::StrCat("appeals against the decision on ", proposal, " were taken until ",
                                LocalText(*decided.close_time, view), "; propose again in the next cycle"),
                   {{"resource", proposal}});
  }
  return absl::OkStatus();
}

absl::Status CheckInTime(const api::Appeal& appeal, const Context& context, const View& view) {
  if (!appeal.has_decide_by_time() || context.now < FromProto(appeal.decide_by_time())) return absl::OkStatus();
  return Refused(
      "APPEAL_OVERDUE",
      absl::StrCat(appeal.name(), " was to be decided until ", LocalText(FromProto(appeal.decide_by_time()), view),
                   "; the cycle's rules say what comes of it now"),
      {{"resource", appeal.name()}});
}

void CheckOfficer(const std::string& officer, const api::Appeal& appeal, const View& view, Violations* violations) {
  const api::User* user = view.Find(UserIdOf(officer));
  auto is = [user](api::Role role) { return std::count(user->roles().begin(), user->roles().end(), role) > 0; };
  if (user == nullptr) {
    violations->Add("officer", absl::StrCat(officer, " does not exist; name a user of this state"));
  } else if (!is(api::ROLE_APPROVER) && !is(api::ROLE_AGENCY_STAFF) && !is(api::ROLE_ADMINISTRATOR)) {
    violations->Add("officer", absl::StrCat(officer, " is neither agency staff nor an approver; name one who is"));
  } else if (officer == appeal.appellant()) {
    violations->Add("officer", absl::StrCat(officer, " filed the appeal; name somebody else"));
  }
}

void CheckRound(const std::string& round_name, const api::Appeal& appeal, const View& view, Violations* violations) {
  const api::Round* round = view.Find(RoundIdOf(round_name));
  if (round == nullptr) {
    violations->Add("round", absl::StrCat(round_name, " does not exist; create it with appeal = ", appeal.name()));
  } else if (round->appeal() != appeal.name()) {
    violations->Add(
        "round",
        absl::StrCat(round_name, " was not made for this appeal; create a round with appeal = ", appeal.name()));
  }
}

void AddEvent(const Context& context, api::Appeal appeal, Events* events) {
  StampChanged(context, &appeal);
  ledger::Event* event = events->Add();
  api::Appeal* person = event->mutable_personal()->mutable_appeal();
  person->set_grounds(appeal.grounds());
  person->set_outcome_reason(appeal.outcome_reason());
  appeal.clear_grounds();
  appeal.clear_outcome_reason();
  *event->mutable_decision()->mutable_appeal() = std::move(appeal);
}

// The appeal called `name`, when `command` is possible on it in time; its state is then the one after.
absl::StatusOr<api::Appeal> Advance(const std::string& name, const std::string& etag, AppealCommand command,
                                    const Context& context, const View& view) {
  ASSAY_ASSIGN_OR_RETURN(const api::Appeal* before, FindExisting(view, AppealIdOf(name), name));
  ASSAY_RETURN_IF_ERROR(CheckEtag(etag, *before));
  ASSAY_ASSIGN_OR_RETURN(api::AppealState state, NextState(kAppealMachine, name, before->state(), command));
  ASSAY_RETURN_IF_ERROR(CheckInTime(*before, context, view));
  api::Appeal appeal = *before;
  appeal.set_state(state);
  return appeal;
}

}  // namespace

absl::Status DecideFileAppeal(const api::FileAppealRequest& request, const AppealableDecision& decided,
                              const Context& context, const View& view, Events* events) {
  ProposalId proposal_id = ProposalIdOf(request.proposal());
  ASSAY_ASSIGN_OR_RETURN(const api::Proposal* proposal, FindExisting(view, proposal_id, request.proposal()));
  ASSAY_RETURN_IF_ERROR(CheckAppellant(proposal->proposer(), proposal->name(), context));
  AppealId id{proposal_id.cycle, proposal_id.proposal};
  ASSAY_ASSIGN_OR_RETURN(api::Appeal appeal, MakeNew(context, view, id, NameOf(context.state, id), request.appeal()));
  ASSAY_RETURN_IF_ERROR(CheckAppealable(decided, proposal->name(), context, view));
  const api::Cycle& cycle = view.FindOrDefault(CycleId{proposal_id.cycle});
  ASSAY_RETURN_IF_ERROR(CheckStage(cycle, api::STAGE_KIND_APPEAL, proposal_id, "appealing a decision", context, view));
  ASSAY_RETURN_IF_ERROR(view.status());
  appeal.set_proposal(proposal->name());
  appeal.set_credential(proposal->credential());
  appeal.set_list_version(ListVersionName(context.state, static_cast<uint32_t>(decided.version)));
  appeal.set_state(api::APPEAL_STATE_FILED);
  appeal.set_appellant(context.principal->Name());
  int32_t days = cycle.cycle_rules().list().appeal_decision_days();
  if (days > 0) *appeal.mutable_decide_by_time() = ToProto(AfterCivilDays(context.now, days, view));
  ledger::Event* event = events->Add();
  event->mutable_personal()->mutable_appeal()->set_grounds(appeal.grounds());
  appeal.clear_grounds();
  *event->mutable_decision()->mutable_appeal() = std::move(appeal);
  return absl::OkStatus();
}

absl::Status Decide(const api::AssignAppealRequest& request, const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::Appeal appeal,
                         Advance(request.name(), request.etag(), AppealCommand::kAssign, context, view));
  Violations violations;
  if (request.officer().empty() == request.round().empty()) {
    violations.Add("officer", "name an officer or a round, and not both");
  } else if (!request.officer().empty()) {
    CheckOfficer(request.officer(), appeal, view, &violations);
  } else {
    CheckRound(request.round(), appeal, view, &violations);
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(view.status());
  appeal.set_officer(request.officer());
  appeal.set_round(request.round());
  AddEvent(context, std::move(appeal), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::DecideAppealRequest& request, const Context& context, const View& view, Events* events) {
  Violations violations;
  if (request.outcome() == api::APPEAL_OUTCOME_UNSPECIFIED || !api::AppealOutcome_IsValid(request.outcome())) {
    violations.Add("outcome", "is missing; say APPEAL_OUTCOME_UPHELD or APPEAL_OUTCOME_OVERTURNED");
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_ASSIGN_OR_RETURN(api::Appeal appeal,
                         Advance(request.name(), request.etag(), AppealCommand::kDecide, context, view));
  std::string caller = context.principal->Name();
  if (appeal.appellant() == caller) {
    return Denied("SECOND_PERSON_REQUIRED", absl::StrCat("you filed ", appeal.name(), "; somebody else decides it"));
  }
  if (!appeal.officer().empty() && appeal.officer() != caller) {
    return Denied("NOT_THE_OFFICER", absl::StrCat(appeal.name(), " was given to ", appeal.officer(),
                                                  "; that officer decides it, or assign it to another"));
  }
  if (!appeal.round().empty() && !IsClosedAt(view.FindOrDefault(RoundIdOf(appeal.round())), context.now)) {
    return Refused("ROUND_NOT_CLOSED", absl::StrCat(appeal.round(), ", which advises on ", appeal.name(),
                                                    ", has not closed; decide it then"));
  }
  ASSAY_RETURN_IF_ERROR(view.status());
  appeal.set_outcome(request.outcome());
  appeal.set_outcome_reason(request.reason());
  appeal.set_decider(caller);
  AddEvent(context, std::move(appeal), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::ConfirmAppealDecisionRequest& request, const Context& context, const View& view,
                    Events* events) {
  const api::Appeal& before = view.FindOrDefault(AppealIdOf(request.name()));
  AppealCommand command =
      before.outcome() == api::APPEAL_OUTCOME_OVERTURNED ? AppealCommand::kOverturn : AppealCommand::kUphold;
  ASSAY_ASSIGN_OR_RETURN(api::Appeal appeal, Advance(request.name(), request.etag(), command, context, view));
  std::string caller = context.principal->Name();
  if (appeal.decider() == caller || appeal.appellant() == caller) {
    return Denied("SECOND_PERSON_REQUIRED",
                  absl::StrCat("you decided or filed ", appeal.name(), "; another person must confirm it"));
  }
  appeal.set_confirmer(caller);
  AddEvent(context, std::move(appeal), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::WithdrawAppealRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Appeal* before, FindExisting(view, AppealIdOf(request.name()), request.name()));
  ProposalId proposal = ProposalIdOf(before->proposal());
  ASSAY_RETURN_IF_ERROR(CheckAppellant(view.FindOrDefault(proposal).proposer(), before->name(), context));
  ASSAY_ASSIGN_OR_RETURN(api::Appeal appeal,
                         Advance(request.name(), request.etag(), AppealCommand::kWithdraw, context, view));
  AddEvent(context, std::move(appeal), events);
  return absl::OkStatus();
}

absl::Status DecideAppealLapse(const std::string& name, absl::Time scheduled, const Context& context, const View& view,
                               Events* events) {
  const api::Appeal* before = view.Find(AppealIdOf(name));
  ASSAY_RETURN_IF_ERROR(view.status());
  if (before == nullptr || !before->has_decide_by_time()) return absl::OkStatus();
  const api::Cycle& cycle = view.FindOrDefault(CycleId{AppealIdOf(name).cycle});
  bool granted = cycle.cycle_rules().list().appeal_lapse() == api::APPEAL_LAPSE_OVERTURNS;
  absl::optional<api::AppealState> state =
      FindNext(kAppealMachine, before->state(), granted ? AppealCommand::kLapseGranted : AppealCommand::kLapse);
  if (!state.has_value() || context.now < FromProto(before->decide_by_time())) return absl::OkStatus();
  api::Appeal appeal = *before;
  appeal.set_state(*state);
  appeal.set_outcome(granted ? api::APPEAL_OUTCOME_OVERTURNED : api::APPEAL_OUTCOME_UPHELD);
  appeal.set_lapsed(true);
  AddEvent(context, std::move(appeal), events);
  events->list().back().mutable_decision()->set_scheduled_micros(absl::ToUnixMicros(scheduled));
  return absl::OkStatus();
}

}  // namespace assay::domain

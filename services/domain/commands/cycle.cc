#include "services/domain/commands/cycle.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "services/domain/commands/calendar.h"
#include "services/domain/commands/checklist.h"
#include "services/domain/commands/checks.h"
#include "services/domain/commands/cycle_stages.h"
#include "services/domain/commands/list_rules_check.h"
#include "services/domain/commands/proposal_note.h"
#include "services/domain/review/endorsement_rules.h"
#include "services/domain/stage.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

constexpr int kMonthsInYear = 12;

absl::Status CheckDataset(const api::Cycle& cycle, const View& view) {
  if (cycle.dataset().empty()) return absl::OkStatus();
  ASSAY_ASSIGN_OR_RETURN(const api::Dataset* dataset,
                         FindExisting(view, DatasetIdOf(cycle.dataset()), cycle.dataset()));
  if (dataset->state() == api::DATASET_STATE_SEALED) return absl::OkStatus();
  return Refused("DATASET_NOT_SEALED",
                 absl::StrCat(cycle.dataset(), " has not been filled; import its occupations first"),
                 {{"resource", cycle.dataset()}});
}

void CheckCycle(const api::Cycle& cycle, const View& view, Violations* violations) {
  CheckEnumsDefined(cycle, "cycle", violations);
  CheckProposalRules(cycle.cycle_rules().proposals(), "cycle.cycle_rules.proposals", violations);
  CheckListRules(cycle.cycle_rules().list(), "cycle.cycle_rules.list", violations);
  CheckEndorsementRules(cycle.cycle_rules().endorsements(), "cycle.cycle_rules.endorsements", view, violations);
  for (int i = 0; i < cycle.crosswalks_size(); ++i) {
    if (view.FindOrDefault(CrosswalkIdOf(cycle.crosswalks(i))).state() == api::DATASET_STATE_SEALED) continue;
    violations->Add(absl::StrCat("cycle.crosswalks[", i, "]"), "is not there, or not filled; import its pairs first");
  }
}

// The state after a command that is known to be possible, or the present one.
api::StageState Moved(api::StageState state, StageCommand command) {
  return FindNext(kStageMachine, state, command).value_or(state);
}

// Moves the stage as far as its instants until `until` allow; whether it moved.
bool MoveStage(absl::Time until, api::Stage* stage) {
  api::StageState before = stage->state();
  if (StageStateAt(*stage, until) != api::STAGE_STATE_PENDING) {
    stage->set_state(Moved(stage->state(), StageCommand::kOpen));
  }
  if (StageStateAt(*stage, until) == api::STAGE_STATE_CLOSED) {
    stage->set_state(Moved(stage->state(), StageCommand::kClose));
  }
  return stage->state() != before;
}

bool ChangesStages(const api::UpdateCycleRequest& request) {
  const auto& paths = request.update_mask().paths();
  return paths.empty() ? !request.cycle().stages().empty() : absl::c_linear_search(paths, "stages");
}

}  // namespace

absl::Status Decide(const api::CreateCycleRequest& request, const Context& context, const View& view, Events* events) {
  Violations violations;
  api::Cycle sent = request.cycle();
  CheckCycle(sent, view, &violations);
  std::string field = "cycle.stages";
  if (request.has_calendar()) {
    CheckEnumsDefined(request.calendar(), "calendar", &violations);
    if (!sent.stages().empty()) violations.Add("calendar", "is sent beside cycle.stages; send one of them");
    field = "calendar.stages";
    *sent.mutable_stages() = StagesOf(request.calendar(), "calendar", &violations);
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ResolveStages(context, view, field, sent.mutable_stages(), &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(CheckDataset(sent, view));
  CycleId id{request.cycle_id()};
  ASSAY_ASSIGN_OR_RETURN(*events->AddDecision()->mutable_cycle(),
                         MakeNew(context, view, id, NameOf(context.state, id), std::move(sent)));
  return absl::OkStatus();
}

absl::Status Decide(const api::CloneCycleRequest& request, const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Cycle* source, FindExisting(view, CycleIdOf(request.name()), request.name()));
  api::Cycle clone;
  clone.set_display_name(request.display_name());
  *clone.mutable_cycle_rules() = source->cycle_rules();
  *clone.mutable_crosswalks() = source->crosswalks();
  *clone.mutable_stages() =
      ShiftStages(source->stages(), request.shift_years() * kMonthsInYear + request.shift_months());
  Violations violations;
  ResolveStages(context, view, "stages", clone.mutable_stages(), &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  CycleId id{request.cycle_id()};
  ASSAY_ASSIGN_OR_RETURN(*events->AddDecision()->mutable_cycle(),
                         MakeNew(context, view, id, NameOf(context.state, id), std::move(clone)));
  return absl::OkStatus();
}

absl::Status Decide(const api::UpdateCycleRequest& request, const Context& context, const View& view, Events* events) {
  const api::Cycle& change = request.cycle();
  CycleId id = CycleIdOf(change.name());
  ASSAY_ASSIGN_OR_RETURN(api::Cycle cycle, MakeChanged(context, view, id, change.name(), change.etag()));
  Violations violations;
  ApplyUpdate(change, request.update_mask(), "update_mask", &cycle, &violations);
  CheckCycle(cycle, view, &violations);
  if (ChangesStages(request)) {
    ASSAY_RETURN_IF_ERROR(
        UpdateStages(view.FindOrDefault(id), context, view, "cycle.stages", cycle.mutable_stages(), &violations));
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(CheckDataset(cycle, view));
  *events->AddDecision()->mutable_cycle() = std::move(cycle);
  return absl::OkStatus();
}

absl::StatusOr<api::PlanCycleResponse> PlanCycle(const api::PlanCycleRequest& request, absl::Time now,
                                                 const View& view) {
  api::PlanCycleResponse plan;
  Violations violations;
  CheckEnumsDefined(request.calendar(), "calendar", &violations);
  *plan.mutable_stages() = StagesOf(request.calendar(), "calendar", &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  Context context{StateOf(request.parent()), now, nullptr, nullptr};
  ResolveStages(context, view, "calendar.stages", plan.mutable_stages(), &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  return plan;
}

absl::Status DecideMoveStagesAtDeadline(const std::string& cycle, absl::Time scheduled, const Context& context,
                                        const View& view, Events* events) {
  const api::Cycle* stored = view.Find(CycleIdOf(cycle));
  ASSAY_RETURN_IF_ERROR(view.status());
  if (stored == nullptr) return absl::OkStatus();
  api::Cycle after = *stored;
  bool moved = false;
  for (api::Stage& stage : *after.mutable_stages()) {
    moved = MoveStage(std::min(scheduled, context.now), &stage) || moved;
  }
  if (!moved) return absl::OkStatus();
  StampChanged(context, &after);
  ledger::DecisionPart* decision = events->AddDecision();
  decision->set_scheduled_micros(absl::ToUnixMicros(scheduled));
  *decision->mutable_cycle() = std::move(after);
  return absl::OkStatus();
}

void PrepareForReader(const Principal& principal, absl::Time now, api::Cycle* cycle) {
  for (api::Stage& stage : *cycle->mutable_stages()) stage.set_state(StageStateAt(stage, now));
  if (SeesAgencyNotes(principal) || !cycle->has_cycle_rules()) return;
  api::CycleRules* rules = cycle->mutable_cycle_rules();
  rules->clear_employers();
  if (!rules->has_list()) return;
  for (api::SignatureRule& rule : *rules->mutable_list()->mutable_signatures()) rule.clear_signers();
}

}  // namespace assay::domain

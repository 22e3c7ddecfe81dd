#include "services/domain/commands/cycle_stages.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"
#include "services/domain/stage.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

// The instant of `text`; absent when it is empty, or no local time.
absl::optional<LocalInstant> Resolve(const std::string& text, LocalEdge edge, const absl::TimeZone& zone,
                                     const std::string& field, Violations* violations) {
  if (text.empty()) return absl::nullopt;
  absl::optional<absl::CivilMinute> time = ParseLocalTime(text);
  if (time.has_value()) return ResolveLocalTime(*time, edge, zone);
  violations->Add(field, absl::StrCat("\"", text, "\" is no local time; write it as 2027-02-01T09:00"));
  return absl::nullopt;
}

void ResolveStage(const absl::TimeZone& zone, absl::Time now, const std::string& field, api::Stage* stage,
                  Violations* violations) {
  absl::optional<LocalInstant> open =
      Resolve(stage->open_local_time(), LocalEdge::kOpening, zone, field + ".open_local_time", violations);
  absl::optional<LocalInstant> close =
      Resolve(stage->close_local_time(), LocalEdge::kClosing, zone, field + ".close_local_time", violations);
  if (open.has_value()) {
    *stage->mutable_open_time() = ToProto(open->instant);
    stage->set_open_adjustment(open->adjustment);
  }
  if (close.has_value()) {
    *stage->mutable_close_time() = ToProto(close->instant);
    stage->set_close_adjustment(close->adjustment);
    *stage->mutable_end_time() = ToProto(close->instant + absl::Minutes(stage->grace_minutes()));
  } else if (stage->close_local_time().empty() && stage->grace_minutes() > 0) {
    violations->Add(field + ".grace_minutes", "is there without a closing; set close_local_time, or leave it out");
  }
  if (open.has_value() && close.has_value() && close->instant <= open->instant) {
    violations->Add(field + ".close_local_time", absl::StrCat("must be after the opening, ", stage->open_local_time()));
  }
  stage->set_state(StageStateAt(*stage, now));
}

void CheckIds(const Stages& stages, absl::string_view field, Violations* violations) {
  std::set<std::string> ids;
  for (int i = 0; i < stages.size(); ++i) {
    if (ids.insert(stages[i].id()).second) continue;
    violations->Add(absl::StrCat(field, "[", i, "].id"), absl::StrCat("\"", stages[i].id(), "\" is there twice"));
  }
  if (stages.size() > kStagesMax) violations->Add(field, absl::StrCat("has more than ", kStagesMax, " stages"));
}

// What was not changed keeps the instant it was given when it was set, even if the zone's rules have changed since.
void KeepInstants(const api::Stage& before, api::Stage* stage) {
  bool same_open = before.open_local_time() == stage->open_local_time();
  bool same_close = before.close_local_time() == stage->close_local_time();
  if (same_open && before.has_open_time()) {
    *stage->mutable_open_time() = before.open_time();
    stage->set_open_adjustment(before.open_adjustment());
  }
  if (same_close && before.has_close_time()) {
    *stage->mutable_close_time() = before.close_time();
    stage->set_close_adjustment(before.close_adjustment());
    absl::Time end = FromProto(before.close_time()) + absl::Minutes(stage->grace_minutes());
    *stage->mutable_end_time() = ToProto(end);
  }
  if (same_open && same_close && before.grace_minutes() == stage->grace_minutes()) stage->set_state(before.state());
}

// OK when the stage may take `command` where it stands at `now`, whether or not the job has moved it there.
absl::Status Allow(const api::Cycle& cycle, const api::Stage& stage, StageCommand command, absl::Time now) {
  return NextState(kStageMachine, absl::StrCat("the stage ", stage.id(), " of ", cycle.name()),
                   StageStateAt(stage, now), command)
      .status();
}

absl::Status CheckChange(const api::Cycle& cycle, const api::Stage& before, const api::Stage& after, absl::Time now,
                         const std::string& field, Violations* violations) {
  if (before.open_local_time() != after.open_local_time() || before.kind() != after.kind()) {
    ASSAY_RETURN_IF_ERROR(Allow(cycle, before, StageCommand::kReschedule, now));
  }
  bool ends = after.has_end_time() && FromProto(after.end_time()) <= now;
  bool end_moved =
      before.close_local_time() != after.close_local_time() || before.grace_minutes() != after.grace_minutes();
  if (end_moved && ends) {
    violations->Add(field + ".close_local_time", "has passed; a closing can be moved to a later instant only");
  }
  return end_moved ? Allow(cycle, before, StageCommand::kMoveClosing, now) : absl::OkStatus();
}

const api::Stage* FindStage(const Stages& stages, const std::string& id) {
  for (const api::Stage& stage : stages) {
    if (stage.id() == id) return &stage;
  }
  return nullptr;
}

}  // namespace

void ResolveStages(const Context& context, const View& view, absl::string_view field, Stages* stages,
                   Violations* violations) {
  absl::TimeZone zone = StateTimeZone(view);
  CheckIds(*stages, field, violations);
  for (int i = 0; i < stages->size(); ++i) {
    ResolveStage(zone, context.now, absl::StrCat(field, "[", i, "]"), stages->Mutable(i), violations);
  }
}

absl::Status UpdateStages(const api::Cycle& before, const Context& context, const View& view, absl::string_view field,
                          Stages* stages, Violations* violations) {
  ResolveStages(context, view, field, stages, violations);
  for (const api::Stage& stage : before.stages()) {
    if (FindStage(*stages, stage.id()) != nullptr) continue;
    ASSAY_RETURN_IF_ERROR(Allow(before, stage, StageCommand::kRemove, context.now));
  }
  for (int i = 0; i < stages->size(); ++i) {
    const api::Stage* stored = FindStage(before.stages(), (*stages)[i].id());
    if (stored == nullptr) continue;
    KeepInstants(*stored, stages->Mutable(i));
    ASSAY_RETURN_IF_ERROR(
        CheckChange(before, *stored, (*stages)[i], context.now, absl::StrCat(field, "[", i, "]"), violations));
  }
  return absl::OkStatus();
}

}  // namespace assay::domain

#include "services/domain/stage.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/base/text.h"
#include "services/domain/resource.h"

namespace assay::domain {
namespace {

bool HasOpenExtension(const ProposalId& proposal, const api::Stage& stage, absl::Time now, const View& view) {
  const api::Extension* extension = view.Find(ExtensionId{proposal.cycle, proposal.proposal, stage.id()});
  return extension != nullptr && now < FromProto(extension->until_time());
}

// Of the stages of a kind, none of which is open: the one that opens next, or else the one that closed last.
const api::Stage* NearestStage(const api::Cycle& cycle, api::StageKind kind, absl::Time now) {
  const api::Stage* next = nullptr;
  const api::Stage* last = nullptr;
  for (const api::Stage& stage : cycle.stages()) {
    if (stage.kind() != kind) continue;
    if (StageStateAt(stage, now) == api::STAGE_STATE_PENDING) {
      if (next == nullptr || FromProto(stage.open_time()) < FromProto(next->open_time())) next = &stage;
    } else if (last == nullptr || FromProto(stage.end_time()) > FromProto(last->end_time())) {
      last = &stage;
    }
  }
  return next != nullptr ? next : last;
}

absl::Status RefuseStage(const api::Cycle& cycle, const api::Stage& stage, absl::string_view what,
                         const Context& context, const View& view) {
  std::string subject = absl::StrCat(what, " is possible in the stage ", stage.id(), " of ", cycle.name());
  if (StageStateAt(stage, context.now) == api::STAGE_STATE_PENDING) {
    return Refused(
        "STAGE_NOT_OPEN",
        absl::StrCat(subject, ", which opens at ", LocalText(FromProto(stage.open_time()), view), "; come back then"),
        {{"resource", cycle.name()}, {"stage", stage.id()}});
  }
  std::string grace = stage.grace_minutes() == 0 ? std::string(", without grace")
                                                 : absl::StrCat(", and took what came in the ", stage.grace_minutes(),
                                                                " minutes of grace after, until ",
                                                                LocalText(FromProto(stage.end_time()), view));
  return Refused("STAGE_CLOSED",
                 absl::StrCat(subject, ", which closed at ", LocalText(FromProto(stage.close_time()), view), grace,
                              "; ask the agency for an extension, or come back in the next cycle"),
                 {{"resource", cycle.name()}, {"stage", stage.id()}});
}

}  // namespace

absl::TimeZone StateTimeZone(const View& view) {
  absl::TimeZone zone;
  return absl::LoadTimeZone(view.FindOrDefault(StateId{}).time_zone(), &zone) ? zone : absl::UTCTimeZone();
}

absl::optional<absl::CivilMinute> ParseLocalTime(absl::string_view text) {
  absl::CivilMinute time;
  return IsLocalTime(text) && absl::ParseCivilTime(text, &time) ? absl::make_optional(time) : absl::nullopt;
}

LocalInstant ResolveLocalTime(absl::CivilMinute time, LocalEdge edge, const absl::TimeZone& zone) {
  absl::TimeZone::TimeInfo info = zone.At(absl::CivilSecond(time));
  switch (info.kind) {
    case absl::TimeZone::TimeInfo::UNIQUE:
      return {info.pre};
    case absl::TimeZone::TimeInfo::SKIPPED:
      return {info.trans, api::CIVIL_ADJUSTMENT_SKIPPED};
    case absl::TimeZone::TimeInfo::REPEATED:
      return {edge == LocalEdge::kOpening ? info.pre : info.post, api::CIVIL_ADJUSTMENT_REPEATED};
  }
  return {info.pre};
}

std::string LocalText(absl::Time instant, const View& view) {
  absl::TimeZone zone = StateTimeZone(view);
  return absl::StrCat(absl::FormatTime("%Y-%m-%d %H:%M %Z", instant, zone), " (", zone.name(), ")");
}

api::StageState StageStateAt(const api::Stage& stage, absl::Time now) {
  if (stage.has_open_time() && now < FromProto(stage.open_time())) return api::STAGE_STATE_PENDING;
  if (stage.has_end_time() && now >= FromProto(stage.end_time())) return api::STAGE_STATE_CLOSED;
  return api::STAGE_STATE_OPEN;
}

absl::optional<absl::Time> NextStageMove(const api::Cycle& cycle) {
  absl::optional<absl::Time> next;
  for (const api::Stage& stage : cycle.stages()) {
    absl::optional<absl::Time> move;
    if (stage.state() == api::STAGE_STATE_PENDING) move = FromProto(stage.open_time());
    if (stage.state() == api::STAGE_STATE_OPEN && stage.has_end_time()) move = FromProto(stage.end_time());
    if (move.has_value() && (!next.has_value() || *move < *next)) next = move;
  }
  return next;
}

bool HasStage(const api::Cycle& cycle, api::StageKind kind) {
  return std::any_of(cycle.stages().begin(), cycle.stages().end(),
                     [kind](const api::Stage& stage) { return stage.kind() == kind; });
}

absl::Status CheckStage(const api::Cycle& cycle, api::StageKind kind, absl::optional<ProposalId> proposal,
                        absl::string_view what, const Context& context, const View& view) {
  if (!HasStage(cycle, kind)) return absl::OkStatus();
  for (const api::Stage& stage : cycle.stages()) {
    if (stage.kind() != kind) continue;
    api::StageState state = StageStateAt(stage, context.now);
    if (state == api::STAGE_STATE_OPEN) return absl::OkStatus();
    if (state == api::STAGE_STATE_CLOSED && proposal.has_value() &&
        HasOpenExtension(*proposal, stage, context.now, view)) {
      return absl::OkStatus();
    }
  }
  ASSAY_RETURN_IF_ERROR(view.status());
  return RefuseStage(cycle, *NearestStage(cycle, kind, context.now), what, context, view);
}

}  // namespace assay::domain

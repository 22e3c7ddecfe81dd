#include "services/domain/commands/extension.h"

#include <string>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "services/domain/commands/checks.h"
#include "services/domain/commands/person_event.h"
#include "services/domain/stage.h"

namespace assay::domain {
namespace {

constexpr char kField[] = "extension.until_local_time";

absl::StatusOr<const api::Stage*> FindStage(const api::Cycle& cycle, const std::string& id) {
  auto stage = absl::c_find_if(cycle.stages(), [&id](const api::Stage& candidate) { return candidate.id() == id; });
  if (stage == cycle.stages().end()) return NotFound(absl::StrCat("the stage ", id, " of ", cycle.name()));
  return &*stage;
}

absl::StatusOr<absl::Time> ResolveUntil(const std::string& text, const api::Stage& stage, absl::Time now,
                                        const View& view) {
  Violations violations;
  absl::optional<absl::CivilMinute> time = ParseLocalTime(text);
  absl::Time until;
  if (!time.has_value()) {
    violations.Add(kField, absl::StrCat("\"", text, "\" is no local time; write it as 2027-03-05T17:00"));
  } else {
    until = ResolveLocalTime(*time, LocalEdge::kClosing, StateTimeZone(view)).instant;
    if (until <= now) violations.Add(kField, "is not in the future; name a later time");
    if (!stage.has_end_time() || until <= FromProto(stage.end_time())) {
      violations.Add(kField, stage.has_end_time() ? absl::StrCat("is not after the end of the stage, ",
                                                                 LocalText(FromProto(stage.end_time()), view))
                                                  : "is for a stage that never closes; nothing is late in it");
    }
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  return until;
}

}  // namespace

absl::Status Decide(const api::GrantExtensionRequest& request, const Context& context, const View& view,
                    Events* events) {
  ProposalId proposal = ProposalIdOf(request.name());
  ASSAY_ASSIGN_OR_RETURN(const api::Cycle* cycle, FindExisting(CycleId{proposal.cycle}, context.state, view));
  ASSAY_ASSIGN_OR_RETURN(const api::Stage* stage, FindStage(*cycle, request.stage()));
  ExtensionId id{proposal.cycle, proposal.proposal, request.stage()};
  const api::Extension* before = view.Find(id);
  ASSAY_RETURN_IF_ERROR(view.status());
  const std::string& text = request.extension().until_local_time();
  ASSAY_ASSIGN_OR_RETURN(absl::Time until, ResolveUntil(text, *stage, context.now, view));
  api::Extension extension = before == nullptr ? api::Extension() : *before;
  extension.set_name(NameOf(context.state, id));
  ASSAY_RETURN_IF_ERROR(CheckEtag(request.etag(), extension));
  extension.set_until_local_time(text);
  *extension.mutable_until_time() = ToProto(until);
  extension.set_reason(request.extension().reason());
  extension.set_granter(context.principal->Name());
  if (before == nullptr) {
    StampNew(context, &extension);
  } else {
    StampChanged(context, &extension);
  }
  AddExtensionEvent(std::move(extension), events);
  return absl::OkStatus();
}

}  // namespace assay::domain

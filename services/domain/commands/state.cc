#include "services/domain/commands/state.h"

#include "absl/strings/str_cat.h"
#include "services/domain/commands/checks.h"

namespace assay::domain {
namespace {

// 2100-01-01 00:00 UTC. A clock once set cannot go back, so a mistyped year would spoil the rehearsal.
constexpr int64_t kRehearsalEndSeconds = 4'102'444'800;

void AddEvent(api::State state, Events* events) { *events->AddDecision()->mutable_state() = std::move(state); }

}  // namespace

absl::Status Decide(const api::CreateStateRequest& request, const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::State state,
                         MakeNew(context, view, StateId{}, StateName(request.state_id()), request.state()));
  state.clear_rehearsal_time();
  if (state.rehearsal()) *state.mutable_rehearsal_time() = ToProto(context.now);
  AddEvent(std::move(state), events);
  return absl::OkStatus();
}

absl::Status Decide(const api::SetRehearsalTimeRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(api::State state, MakeChanged(context, view, StateId{}, request.name(), /*etag=*/""));
  if (!state.rehearsal()) {
    return Refused("NOT_A_REHEARSAL",
                   absl::StrCat(state.name(), " is a real state, whose clock nobody sets; make a rehearsal state"),
                   {{"resource", state.name()}});
  }
  Violations violations;
  if (request.time().seconds() >= kRehearsalEndSeconds) violations.Add("time", "must be before 2100-01-01");
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  if (FromProto(request.time()) < FromProto(state.rehearsal_time())) {
    return Refused("CLOCK_WOULD_GO_BACK",
                   absl::StrCat("the clock of ", state.name(), " stands at ", InstantText(state.rehearsal_time()),
                                "; give that or a later instant"),
                   {{"resource", state.name()}});
  }
  *state.mutable_rehearsal_time() = ToProto(FromProto(request.time()));
  AddEvent(std::move(state), events);
  return absl::OkStatus();
}

}  // namespace assay::domain

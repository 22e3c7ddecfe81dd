#include <algorithm>

#include "services/domain/resource.h"
#include "services/domain/review/round.h"
#include "services/domain/review/round_window.h"

namespace assay::domain {
namespace {

void AddClosing(const api::Round& stored, const google::protobuf::Timestamp& close_time, const Context& context,
                ledger::DecisionPart* decision) {
  api::Round* round = decision->mutable_round();
  *round = stored;
  round->set_state(api::ROUND_STATE_CLOSED);
  *round->mutable_close_time() = close_time;
  StampChanged(context, round);
}

}  // namespace

absl::Status Decide(const api::ExtendRoundRequest& request, const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Round* stored, FindExisting(RoundIdOf(request.name()), context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckEtag(request.etag(), *stored));
  ASSAY_RETURN_IF_ERROR(CheckRound(*stored, RoundCommand::kExtend, context.now));
  Violations violations;
  CheckDeadline(request.deadline(), context.now, "deadline", &violations);
  if (stored->has_deadline() && FromProto(request.deadline()) <= FromProto(stored->deadline())) {
    violations.Add("deadline", "is not later than the present deadline; a round can only be extended");
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  api::Round* round = events->AddDecision()->mutable_round();
  *round = *stored;
  *round->mutable_deadline() = WholeMicros(request.deadline());
  StampChanged(context, round);
  return absl::OkStatus();
}

absl::Status Decide(const api::CloseRoundRequest& request, const Context& context, const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(const api::Round* stored, FindExisting(RoundIdOf(request.name()), context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckEtag(request.etag(), *stored));
  ASSAY_RETURN_IF_ERROR(CheckRound(*stored, RoundCommand::kClose, context.now));
  AddClosing(*stored, ToProto(context.now), context, events->AddDecision());
  return absl::OkStatus();
}

absl::Status DecideCloseRoundAtDeadline(const RoundId& id, absl::Time scheduled, const Context& context,
                                        const View& view, Events* events) {
  const api::Round* stored = view.Find(id);
  ASSAY_RETURN_IF_ERROR(view.status());
  if (stored == nullptr || !stored->has_deadline()) return absl::OkStatus();
  if (!FindNext(kRoundMachine, stored->state(), RoundCommand::kClose).has_value()) return absl::OkStatus();
  if (FromProto(stored->deadline()) > std::min(scheduled, context.now)) return absl::OkStatus();
  ledger::DecisionPart* decision = events->AddDecision();
  decision->set_scheduled_micros(absl::ToUnixMicros(scheduled));
  AddClosing(*stored, stored->deadline(), context, decision);
  return absl::OkStatus();
}

}  // namespace assay::domain

#include "services/domain/commands/cycle.h"

#include "absl/strings/str_cat.h"
#include "services/domain/commands/checks.h"

namespace assay::domain {
namespace {

void CheckWindow(const api::Cycle& cycle, Violations* violations) {
  if (!cycle.has_submission_open_time() || !cycle.has_submission_close_time()) return;
  if (FromProto(cycle.submission_close_time()) > FromProto(cycle.submission_open_time())) return;
  violations->Add("cycle.submission_close_time", absl::StrCat("must be after submission_open_time, which is ",
                                                              InstantText(cycle.submission_open_time())));
}

absl::Status CheckDataset(const api::Cycle& cycle, const View& view) {
  if (cycle.dataset().empty()) return absl::OkStatus();
  ASSAY_ASSIGN_OR_RETURN(const api::Dataset* dataset,
                         FindExisting(view, DatasetIdOf(cycle.dataset()), cycle.dataset()));
  if (dataset->state() == api::DATASET_STATE_SEALED) return absl::OkStatus();
  return Refused("DATASET_NOT_SEALED",
                 absl::StrCat(cycle.dataset(), " has not been filled; import its occupations first"),
                 {{"resource", cycle.dataset()}});
}

}  // namespace

absl::Status Decide(const api::CreateCycleRequest& request, const Context& context, const View& view, Events* events) {
  Violations violations;
  CheckWindow(request.cycle(), &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(CheckDataset(request.cycle(), view));
  CycleId id{request.cycle_id()};
  ASSAY_ASSIGN_OR_RETURN(*events->AddDecision()->mutable_cycle(),
                         MakeNew(context, view, id, NameOf(context.state, id), request.cycle()));
  return absl::OkStatus();
}

absl::Status Decide(const api::UpdateCycleRequest& request, const Context& context, const View& view, Events* events) {
  const api::Cycle& change = request.cycle();
  ASSAY_ASSIGN_OR_RETURN(api::Cycle cycle,
                         MakeChanged(context, view, CycleIdOf(change.name()), change.name(), change.etag()));
  Violations violations;
  ApplyUpdate(change, request.update_mask(), "update_mask", &cycle, &violations);
  CheckWindow(cycle, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(CheckDataset(cycle, view));
  *events->AddDecision()->mutable_cycle() = std::move(cycle);
  return absl::OkStatus();
}

}  // namespace assay::domain

#include "services/domain/commands/labor_market.h"

#include "services/domain/commands/checks.h"

namespace assay::domain {

absl::Status Decide(const api::CreateDatasetRequest& request, const Context& context, const View& view,
                    Events* events) {
  Violations violations;
  CheckEnumsDefined(request.dataset(), "dataset", &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  DatasetId id{request.dataset_id()};
  ASSAY_ASSIGN_OR_RETURN(api::Dataset dataset,
                         MakeNew(context, view, id, NameOf(context.state, id), request.dataset()));
  dataset.set_state(api::DATASET_STATE_EMPTY);
  *events->AddDecision()->mutable_dataset() = std::move(dataset);
  return absl::OkStatus();
}

}  // namespace assay::domain

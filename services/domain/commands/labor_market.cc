#include "services/domain/commands/labor_market.h"

#include "services/domain/commands/checks.h"

namespace assay::domain {
namespace {

bool IsProgramScheme(api::CodeScheme scheme) {
  return scheme == api::CODE_SCHEME_CIP_2010 || scheme == api::CODE_SCHEME_CIP_2020;
}

}  // namespace

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

absl::Status Decide(const api::CreateCrosswalkRequest& request, const Context& context, const View& view,
                    Events* events) {
  const api::Crosswalk& sent = request.crosswalk();
  Violations violations;
  CheckEnumsDefined(sent, "crosswalk", &violations);
  if (sent.from_scheme() == sent.to_scheme()) {
    violations.Add("crosswalk.to_scheme", "is the one that it leads from; name two different ones");
  }
  if (IsProgramScheme(sent.to_scheme()) && !IsProgramScheme(sent.from_scheme())) {
    violations.Add("crosswalk.to_scheme",
                   "leads from occupations to programs; turn it round, it is walked in both directions");
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  CrosswalkId id{request.crosswalk_id()};
  ASSAY_ASSIGN_OR_RETURN(api::Crosswalk crosswalk, MakeNew(context, view, id, NameOf(context.state, id), sent));
  crosswalk.set_state(api::DATASET_STATE_EMPTY);
  *events->AddDecision()->mutable_crosswalk() = std::move(crosswalk);
  return absl::OkStatus();
}

}  // namespace assay::domain

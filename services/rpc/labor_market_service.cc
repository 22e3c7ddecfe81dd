#include "absl/strings/str_split.h"
#include "services/domain/commands/labor_market.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::Status GetDataset(const CallContext& call, const v1::GetDatasetRequest& request,
                        v1::GetDatasetResponse* response) {
  return ReadRecord(call, domain::DatasetIdOf(request.name()), request.name(), response->mutable_dataset());
}

absl::Status ListDatasets(const CallContext& call, const v1::ListDatasetsRequest& request,
                          v1::ListDatasetsResponse* response) {
  return ReadPage<domain::DatasetId>(call, request, domain::PrefixOf<domain::DatasetId>(), response->mutable_datasets(),
                                     response);
}

// Occupations are stored without their names, which repeat their keys.
void AddName(const CallContext& call, const std::string& dataset, v1::Occupation* occupation) {
  occupation->set_name(
      domain::NameOf(call.state, domain::OccupationId{dataset, occupation->area(), occupation->soc_code()}));
}

absl::Status GetOccupation(const CallContext& call, const v1::GetOccupationRequest& request,
                           v1::GetOccupationResponse* response) {
  std::pair<std::string, std::string> area_and_soc =
      absl::StrSplit(domain::LastPart(request.name()), absl::MaxSplits('~', 1));
  domain::OccupationId id{domain::DatasetIdOf(request.name()).dataset, area_and_soc.first, area_and_soc.second};
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, id, request.name(), response->mutable_occupation()));
  AddName(call, id.dataset, response->mutable_occupation());
  return absl::OkStatus();
}

absl::Status ListOccupations(const CallContext& call, const v1::ListOccupationsRequest& request,
                             v1::ListOccupationsResponse* response) {
  std::string dataset = domain::DatasetIdOf(request.parent()).dataset;
  if (call.view->Find(domain::DatasetId{dataset}) == nullptr) return NotFound(request.parent());
  domain::RecordKey prefix = request.area().empty() ? domain::PrefixOf<domain::OccupationId>(dataset)
                                                    : domain::PrefixOf<domain::OccupationId>(dataset, request.area());
  return ListRecords<domain::OccupationId>(request, *call.view, prefix, response,
                                           [&](absl::string_view, const v1::Occupation& occupation) {
                                             v1::Occupation* added = response->add_occupations();
                                             *added = occupation;
                                             AddName(call, dataset, added);
                                             return true;
                                           });
}

}  // namespace

void AddLaborMarketService(Api* api) {
  api->Mutation<v1::CreateDatasetRequest, v1::CreateDatasetResponse>();
  api->Query(GetDataset);
  api->Query(ListDatasets);
  api->Query(GetOccupation);
  api->Query(ListOccupations);
}

}  // namespace assay::rpc

#include "services/domain/review/annulment.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::Status ListAnnulments(const CallContext& call, const v1::ListAnnulmentsRequest& request,
                            v1::ListAnnulmentsResponse* response) {
  domain::RoundId round = domain::RoundIdOf(request.parent());
  if (call.view->Find(round) == nullptr) return NotFound(request.parent());
  return ReadPage<domain::AnnulmentId>(call, request, domain::PrefixOf<domain::AnnulmentId>(round.cycle, round.round),
                                       response->mutable_annulments(), response);
}

}  // namespace

void AddAnnulmentService(Api* api) {
  api->Mutation<v1::AnnulBallotsRequest, v1::AnnulBallotsResponse>();
  api->Mutation<v1::ConfirmAnnulmentRequest, v1::ConfirmAnnulmentResponse>();
  api->Mutation<v1::CancelAnnulmentRequest, v1::CancelAnnulmentResponse>();
  api->Query(ListAnnulments);
}

}  // namespace assay::rpc

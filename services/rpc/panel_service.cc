#include "services/domain/review/panel.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::Status GetPanel(const CallContext& call, const v1::GetPanelRequest& request, v1::GetPanelResponse* response) {
  return ReadRecord(call, domain::PanelIdOf(request.name()), request.name(), response->mutable_panel());
}

absl::Status ListPanels(const CallContext& call, const v1::ListPanelsRequest& request,
                        v1::ListPanelsResponse* response) {
  return ReadPage<domain::PanelId>(call, request, domain::PrefixOf<domain::PanelId>(), response->mutable_panels(),
                                   response);
}

absl::Status ListSeats(const CallContext& call, const v1::ListSeatsRequest& request, v1::ListSeatsResponse* response) {
  domain::PanelId panel = domain::PanelIdOf(request.parent());
  if (call.view->Find(panel) == nullptr) return NotFound(request.parent());
  return ReadPage<domain::SeatId>(call, request, domain::PrefixOf<domain::SeatId>(panel.panel),
                                  response->mutable_seats(), response);
}

}  // namespace

void AddPanelService(Api* api) {
  api->Mutation<v1::CreatePanelRequest, v1::CreatePanelResponse>();
  api->Mutation<v1::UpdatePanelRequest, v1::UpdatePanelResponse>();
  api->Query(GetPanel);
  api->Query(ListPanels);
  api->Mutation<v1::CreateSeatRequest, v1::CreateSeatResponse>();
  api->Mutation<v1::UpdateSeatRequest, v1::UpdateSeatResponse>();
  api->Mutation<v1::EndSeatRequest, v1::EndSeatResponse>();
  api->Query(ListSeats);
}

}  // namespace assay::rpc

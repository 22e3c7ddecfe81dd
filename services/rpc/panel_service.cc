#include <vector>

#include "absl/strings/numbers.h"
#include "services/domain/review/assignment.h"
#include "services/domain/review/panel.h"
#include "services/domain/review/progress.h"
#include "services/domain/review/round.h"
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

// The seats are found on the snapshot and read again when the round opens, so that none is pinned as it no longer is.
absl::StatusOr<Prepared> PrepareOpenRound(const CallContext& call, const v1::OpenRoundRequest& request) {
  v1::Round round;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::RoundIdOf(request.name()), request.name(), &round));
  std::vector<domain::SeatId> ids;
  ASSAY_RETURN_IF_ERROR(
      call.view->Scan<domain::SeatId>(domain::PrefixOf<domain::SeatId>(domain::PanelIdOf(round.panel()).panel), "",
                                      [&ids](absl::string_view, const v1::Seat& seat) {
                                        ids.push_back(domain::SeatIdOf(seat.name()));
                                        return true;
                                      }));
  Prepared prepared;
  prepared.decide = [request, ids = std::move(ids)](const domain::Context& context, const domain::View& view,
                                                    domain::Events* events) {
    std::vector<v1::Seat> seats;
    for (const domain::SeatId& id : ids) seats.push_back(view.FindOrDefault(id));
    return domain::DecideOpenRound(request, seats, context, view, events);
  };
  return prepared;
}

absl::Status GetRound(const CallContext& call, const v1::GetRoundRequest& request, v1::GetRoundResponse* response) {
  return ReadRecord(call, domain::RoundIdOf(request.name()), request.name(), response->mutable_round());
}

absl::Status ListRounds(const CallContext& call, const v1::ListRoundsRequest& request,
                        v1::ListRoundsResponse* response) {
  domain::CycleId cycle = domain::CycleIdOf(request.parent());
  if (call.view->Find(cycle) == nullptr) return NotFound(request.parent());
  return ListRecords<domain::RoundId>(request, *call.view, domain::PrefixOf<domain::RoundId>(cycle.cycle), response,
                                      [&](absl::string_view, const v1::Round& round) {
                                        bool wanted = request.state() == v1::ROUND_STATE_UNSPECIFIED ||
                                                      request.state() == round.state();
                                        if (wanted) *response->add_rounds() = round;
                                        return wanted;
                                      });
}

absl::Status ListRoundItems(const CallContext& call, const v1::ListRoundItemsRequest& request,
                            v1::ListRoundItemsResponse* response) {
  domain::RoundId id = domain::RoundIdOf(request.parent());
  v1::Round round;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, id, request.parent(), &round));
  return ListRecords<domain::RoundItemId>(
      request, *call.view, domain::PrefixOf<domain::RoundItemId>(static_cast<uint32_t>(round.number())), response,
      [&](absl::string_view, const ledger::v1::RoundItemRecord& item) {
        response->add_proposals(domain::NameOf(call.state, domain::ProposalId{id.cycle, item.proposal_id()}));
        return true;
      });
}

absl::Status GetRoundProgress(const CallContext& call, const v1::GetRoundProgressRequest& request,
                              v1::GetRoundProgressResponse* response) {
  v1::Round round;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::RoundIdOf(request.name()), request.name(), &round));
  ASSAY_ASSIGN_OR_RETURN(*response, domain::ReadRoundProgress(round, *call.view));
  return absl::OkStatus();
}

}  // namespace

void AddPanelService(Api* api) {
  api->Mutation<v1::CreatePanelRequest, v1::CreatePanelResponse>();
  api->Query(GetPanel);
  api->Query(ListPanels);
  api->Mutation<v1::CreateSeatRequest, v1::CreateSeatResponse>();
  api->Mutation<v1::EndSeatRequest, v1::EndSeatResponse>();
  api->Query(ListSeats);
  api->Mutation<v1::CreateRoundRequest, v1::CreateRoundResponse>();
  api->Mutation<v1::AddRoundItemsRequest, v1::AddRoundItemsResponse>();
  api->PreparedMutation<v1::OpenRoundRequest, v1::OpenRoundResponse>(PrepareOpenRound);
  api->Mutation<v1::ExtendRoundRequest, v1::ExtendRoundResponse>();
  api->Mutation<v1::CloseRoundRequest, v1::CloseRoundResponse>();
  api->Query(GetRound);
  api->Query(ListRounds);
  api->Query(ListRoundItems);
  api->Mutation<v1::AssignReviewsRequest, v1::AssignReviewsResponse>();
  api->Query(GetRoundProgress);
}

}  // namespace assay::rpc

#include "services/domain/list/action.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::StatusOr<Prepared> PrepareCreate(const CallContext& call, const v1::CreateListActionRequest& request) {
  ASSAY_ASSIGN_OR_RETURN(domain::MaybeEntry entry, domain::FindActionEntry(request.list_action(), *call.view));
  Prepared prepared;
  prepared.decide = [request, entry = std::move(entry)](const domain::Context& context, const domain::View& view,
                                                        domain::Events* events) {
    return domain::DecideCreateListAction(request, entry, context, view, events);
  };
  return prepared;
}

absl::Status Get(const CallContext& call, const v1::GetListActionRequest& request,
                 v1::GetListActionResponse* response) {
  return ReadRecord(call, domain::ListActionIdOf(request.name()), request.name(), response->mutable_list_action());
}

absl::Status List(const CallContext& call, const v1::ListListActionsRequest& request,
                  v1::ListListActionsResponse* response) {
  domain::CycleId cycle = domain::CycleIdOf(request.parent());
  if (call.view->Find(cycle) == nullptr) return NotFound(request.parent());
  return ListRecords<domain::ListActionId>(
      request, *call.view, domain::PrefixOf<domain::ListActionId>(cycle.cycle), response,
      [&](absl::string_view, const v1::ListAction& action) {
        if (request.state() != v1::LIST_ACTION_STATE_UNSPECIFIED && action.state() != request.state()) return false;
        *response->add_list_actions() = action;
        return true;
      });
}

}  // namespace

void AddListActionService(Api* api) {
  api->PreparedMutation<v1::CreateListActionRequest, v1::CreateListActionResponse>(PrepareCreate);
  api->Mutation<v1::ConfirmListActionRequest, v1::ConfirmListActionResponse>();
  api->Mutation<v1::CancelListActionRequest, v1::CancelListActionResponse>();
  api->Query(Get);
  api->Query(List);
}

}  // namespace assay::rpc

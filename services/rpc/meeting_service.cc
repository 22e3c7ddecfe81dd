#include "services/domain/meeting/meeting.h"
#include "services/domain/meeting/packet.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

template <class Request, class Response>
void AnswerMeeting(const CallContext&, const Request&, const std::vector<ledger::v1::Event>& events,
                   Response* response) {
  *response->mutable_meeting() = domain::MeetingAfter(events);
}

absl::Status Get(const CallContext& call, const v1::GetMeetingRequest& request, v1::GetMeetingResponse* response) {
  return ReadRecord(call, domain::MeetingIdOf(request.name()), request.name(), response->mutable_meeting());
}

absl::Status List(const CallContext& call, const v1::ListMeetingsRequest& request, v1::ListMeetingsResponse* response) {
  domain::PanelId panel = domain::PanelIdOf(request.parent());
  if (call.view->Find(panel) == nullptr) return NotFound(request.parent());
  return ReadPage<domain::MeetingId>(call, request, domain::PrefixOf<domain::MeetingId>(panel.panel),
                                     response->mutable_meetings(), response);
}

absl::Status GetPacket(const CallContext& call, const v1::GetMeetingPacketRequest& request,
                       v1::GetMeetingPacketResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(*response, domain::ReadMeetingPacket(request.name(), call.state, *call.view));
  return absl::OkStatus();
}

}  // namespace

void AddMeetingService(Api* api) {
  api->MutationWithAnswer<v1::CreateMeetingRequest, v1::CreateMeetingResponse>(AnswerMeeting);
  api->MutationWithAnswer<v1::UpdateMeetingRequest, v1::UpdateMeetingResponse>(AnswerMeeting);
  api->MutationWithAnswer<v1::CancelMeetingRequest, v1::CancelMeetingResponse>(AnswerMeeting);
  api->MutationWithAnswer<v1::RecordAttendanceRequest, v1::RecordAttendanceResponse>(AnswerMeeting);
  api->MutationWithAnswer<v1::RecordMinutesRequest, v1::RecordMinutesResponse>(AnswerMeeting);
  api->MutationWithAnswer<v1::ApproveMinutesRequest, v1::ApproveMinutesResponse>(AnswerMeeting);
  api->Query(Get);
  api->Query(List);
  api->Query(GetPacket, Where::kWorker);
}

}  // namespace assay::rpc

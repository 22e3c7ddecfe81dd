#include <algorithm>
#include <vector>

#include "services/domain/review/follow_up.h"
#include "services/domain/review/progress.h"
#include "services/domain/review/round.h"
#include "services/domain/review/round_item.h"
#include "services/domain/review/round_seat.h"
#include "services/domain/review/tally.h"
#include "services/domain/review/thread.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::Status ScanSeats(const CallContext& call, const std::string& panel, std::vector<domain::SeatId>* ids) {
  return call.view->Scan<domain::SeatId>(domain::PrefixOf<domain::SeatId>(domain::PanelIdOf(panel).panel), "",
                                         [ids](absl::string_view, const v1::Seat& seat) {
                                           ids->push_back(domain::SeatIdOf(seat.name()));
                                           return true;
                                         });
}

// The seats are found on the snapshot and read again when the round opens, so that none is pinned as it no longer is.
absl::StatusOr<Prepared> PrepareOpenRound(const CallContext& call, const v1::OpenRoundRequest& request) {
  v1::Round round;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::RoundIdOf(request.name()), request.name(), &round));
  std::vector<domain::SeatId> ids;
  ASSAY_RETURN_IF_ERROR(ScanSeats(call, round.panel(), &ids));
  for (const std::string& panel : round.regional_panels()) ASSAY_RETURN_IF_ERROR(ScanSeats(call, panel, &ids));
  Prepared prepared;
  prepared.decide = [request, ids = std::move(ids)](const domain::Context& context, const domain::View& view,
                                                    domain::Events* events) {
    std::vector<v1::Seat> seats;
    for (const domain::SeatId& id : ids) seats.push_back(view.FindOrDefault(id));
    return domain::DecideOpenRound(request, seats, context, view, events);
  };
  return prepared;
}

// A round that the caller may not read is answered like one that is not there.
absl::Status ReadVisibleRound(const CallContext& call, const std::string& name, v1::Round* round) {
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::RoundIdOf(name), name, round));
  return domain::RoundVisible(*round, call.principal, call.now) ? absl::OkStatus() : NotFound(name);
}

absl::Status GetRound(const CallContext& call, const v1::GetRoundRequest& request, v1::GetRoundResponse* response) {
  v1::Round round;
  ASSAY_RETURN_IF_ERROR(ReadVisibleRound(call, request.name(), &round));
  *response->mutable_round() = std::move(round);
  return absl::OkStatus();
}

absl::Status ListRounds(const CallContext& call, const v1::ListRoundsRequest& request,
                        v1::ListRoundsResponse* response) {
  domain::CycleId cycle = domain::CycleIdOf(request.parent());
  if (call.view->Find(cycle) == nullptr) return NotFound(request.parent());
  return ListRecords<domain::RoundId>(
      request, *call.view, domain::PrefixOf<domain::RoundId>(cycle.cycle), response,
      [&](absl::string_view, const v1::Round& round) {
        bool wanted = (request.state() == v1::ROUND_STATE_UNSPECIFIED || request.state() == round.state()) &&
                      domain::RoundVisible(round, call.principal, call.now);
        if (wanted) *response->add_rounds() = round;
        return wanted;
      });
}

absl::Status ListRoundItems(const CallContext& call, const v1::ListRoundItemsRequest& request,
                            v1::ListRoundItemsResponse* response) {
  domain::RoundId id = domain::RoundIdOf(request.parent());
  v1::Round round;
  ASSAY_RETURN_IF_ERROR(ReadVisibleRound(call, request.parent(), &round));
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

// What a command on open questions answers beside its round: how many it left. A retry is not told again.
template <class Response>
std::function<void(google::protobuf::Message*)> TellRemaining(size_t open_questions) {
  size_t put = std::min(open_questions, domain::kFollowUpItemsMax);
  return [remaining = static_cast<int32_t>(open_questions - put)](google::protobuf::Message* response) {
    static_cast<Response*>(response)->set_remaining_count(remaining);
  };
}

absl::StatusOr<Prepared> PrepareFollowUpRound(const CallContext& call, const v1::CreateFollowUpRoundRequest& request) {
  v1::Round previous;
  ASSAY_RETURN_IF_ERROR(
      ReadRecord(call, domain::RoundIdOf(request.previous_round()), request.previous_round(), &previous));
  std::vector<std::string> questions = domain::OpenQuestions(previous, *call.view);
  Prepared prepared;
  prepared.complete = TellRemaining<v1::CreateFollowUpRoundResponse>(questions.size());
  prepared.decide = [request, questions = std::move(questions)](const domain::Context& context,
                                                                const domain::View& view, domain::Events* events) {
    return domain::DecideFollowUpRound(request, questions, context, view, events);
  };
  return prepared;
}

absl::StatusOr<Prepared> PrepareFollowUpItems(const CallContext& call, const v1::AddFollowUpItemsRequest& request) {
  v1::Round round;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::RoundIdOf(request.name()), request.name(), &round));
  const v1::Round& previous = call.view->FindOrDefault(domain::RoundIdOf(round.previous_round()));
  std::vector<std::string> questions = domain::OpenQuestions(previous, *call.view);
  Prepared prepared;
  prepared.complete = TellRemaining<v1::AddFollowUpItemsResponse>(questions.size());
  prepared.decide = [request, questions = std::move(questions)](const domain::Context& context,
                                                                const domain::View& view, domain::Events* events) {
    return domain::DecideFollowUpItems(request, questions, context, view, events);
  };
  return prepared;
}

absl::Status GetPriorRound(const CallContext& call, const v1::GetPriorRoundRequest& request,
                           v1::GetPriorRoundResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(*response, domain::ReadPriorRound(request, call.principal, *call.view));
  return absl::OkStatus();
}

absl::Status ListRoundSeats(const CallContext& call, const v1::ListRoundSeatsRequest& request,
                            v1::ListRoundSeatsResponse* response) {
  v1::Round round;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::RoundIdOf(request.parent()), request.parent(), &round));
  const auto& roster = call.view->FindOrDefault(domain::RosterId{domain::NumberOf(round)});
  for (int i = 0; i < roster.seats_size(); ++i) *response->add_seats() = domain::RoundSeatOf(round, roster, i);
  return call.view->status();
}

absl::Status ListMessages(const CallContext& call, const v1::ListMessagesRequest& request,
                          v1::ListMessagesResponse* response) {
  v1::Round round;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::RoundIdOf(request.parent()), request.parent(), &round));
  ASSAY_RETURN_IF_ERROR(domain::CheckMayReadThread(round, call.principal, *call.view));
  return ListRecords<domain::RoundMessageId>(
      request, *call.view, domain::PrefixOf<domain::RoundMessageId>(domain::NumberOf(round)), response,
      [&](absl::string_view path, const ledger::v1::RoundMessageRecord& record) {
        path.remove_prefix(sizeof(uint32_t));
        v1::RoundMessage message = domain::MessageOf(round, domain::TakeNumber(&path), record, call.principal);
        if (!request.proposal().empty() && message.proposal() != request.proposal()) return false;
        *response->add_messages() = std::move(message);
        return true;
      });
}

}  // namespace

void AddRoundService(Api* api) {
  api->Mutation<v1::CreateRoundRequest, v1::CreateRoundResponse>();
  api->Mutation<v1::AddRoundItemsRequest, v1::AddRoundItemsResponse>();
  api->PreparedMutation<v1::OpenRoundRequest, v1::OpenRoundResponse>(PrepareOpenRound);
  api->Mutation<v1::ExtendRoundRequest, v1::ExtendRoundResponse>();
  api->Mutation<v1::CloseRoundRequest, v1::CloseRoundResponse>();
  api->Query(GetRound);
  api->Query(ListRounds);
  api->Query(ListRoundItems);
  api->Query(GetRoundProgress);
  api->PreparedMutation<v1::CreateFollowUpRoundRequest, v1::CreateFollowUpRoundResponse>(PrepareFollowUpRound);
  api->PreparedMutation<v1::AddFollowUpItemsRequest, v1::AddFollowUpItemsResponse>(PrepareFollowUpItems);
  api->Query(GetPriorRound);
  api->MutationWithAnswer<v1::TakeSeatRequest, v1::TakeSeatResponse>(AnswerByDomain);
  api->MutationWithAnswer<v1::VacateSeatRequest, v1::VacateSeatResponse>(AnswerByDomain);
  api->Query(ListRoundSeats);
  api->MutationWithAnswer<v1::PostMessageRequest, v1::PostMessageResponse>(AnswerByDomain);
  api->Query(ListMessages);
}

}  // namespace assay::rpc

#include "services/domain/comment/comment.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

bool IsAgency(const CallContext& call) {
  return call.principal.IsStaff() || call.principal.Has(v1::ROLE_APPROVER) || call.principal.Has(v1::ROLE_AUDITOR);
}

// What the caller sees of a comment. Others than the agency see those that are shown.
bool Show(const CallContext& call, const v1::Comment& stored, v1::Comment* answer) {
  if (IsAgency(call)) {
    *answer = stored;
    return true;
  }
  if (stored.state() != v1::COMMENT_STATE_SHOWN) return false;
  *answer = domain::PublicComment(stored);
  return true;
}

absl::Status Get(const CallContext& call, const v1::GetCommentRequest& request, v1::GetCommentResponse* response) {
  v1::Comment stored;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::CommentIdOf(request.name()), request.name(), &stored));
  return Show(call, stored, response->mutable_comment()) ? absl::OkStatus() : NotFound(request.name());
}

absl::Status List(const CallContext& call, const v1::ListCommentsRequest& request, v1::ListCommentsResponse* response) {
  domain::CycleId cycle = domain::CycleIdOf(request.parent());
  if (call.view->Find(cycle) == nullptr) return NotFound(request.parent());
  return ListRecords<domain::CommentId>(
      request, *call.view, domain::PrefixOf<domain::CommentId>(cycle.cycle), response,
      [&](absl::string_view, const v1::Comment& stored) {
        if (!request.credential().empty() && stored.credential() != request.credential()) return false;
        if (request.state() != v1::COMMENT_STATE_UNSPECIFIED && stored.state() != request.state()) return false;
        v1::Comment shown;
        if (!Show(call, stored, &shown)) return false;
        *response->add_comments() = std::move(shown);
        return true;
      });
}

}  // namespace

void AddCommentService(Api* api) {
  api->Mutation<v1::CreateCommentRequest, v1::CreateCommentResponse>();
  api->Mutation<v1::ShowCommentRequest, v1::ShowCommentResponse>();
  api->Mutation<v1::RejectCommentRequest, v1::RejectCommentResponse>();
  api->Mutation<v1::AnswerCommentRequest, v1::AnswerCommentResponse>();
  api->Query(Get);
  api->Query(List);
}

}  // namespace assay::rpc

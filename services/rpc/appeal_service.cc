#include "absl/strings/str_cat.h"
#include "services/domain/appeal/appeal.h"
#include "services/domain/list/notice.h"
#include "services/rpc/list_versions.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

// A proposer who has no other role sees what is its own.
bool SeesOnlyOwn(const CallContext& call) {
  const domain::Principal& caller = call.principal;
  return !caller.IsStaff() && !caller.Has(v1::ROLE_APPROVER) && !caller.Has(v1::ROLE_AUDITOR);
}

bool IsOwn(const CallContext& call, const std::string& proposal) {
  const v1::Proposal& record = call.view->FindOrDefault(domain::ProposalIdOf(proposal));
  return !record.proposer().empty() && record.proposer() == call.principal.Name();
}

absl::Status GetNotice(const CallContext& call, const v1::GetDecisionNoticeRequest& request,
                       v1::GetDecisionNoticeResponse* response) {
  if (SeesOnlyOwn(call) && !IsOwn(call, request.proposal())) {
    return NotFound(absl::StrCat("a decision notice on ", request.proposal()));
  }
  ASSAY_ASSIGN_OR_RETURN(*response->mutable_decision_notice(), domain::FindNotice(request.proposal(), *call.view));
  return absl::OkStatus();
}

absl::Status ListNotices(const CallContext& call, const v1::ListDecisionNoticesRequest& request,
                         v1::ListDecisionNoticesResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(Page page, Page::Of(request));
  ASSAY_ASSIGN_OR_RETURN(uint32_t version, FindListVersion(call, request.parent()));
  return domain::VisitNotices(version, page.after(), *call.view, [&](v1::DecisionNotice notice) {
    if (response->decision_notices_size() == page.size()) {
      const auto& last = response->decision_notices(response->decision_notices_size() - 1);
      response->set_next_page_token(page.TokenAfter(domain::LastPart(last.proposal())));
      return false;
    }
    *response->add_decision_notices() = std::move(notice);
    return true;
  });
}

absl::StatusOr<Prepared> PrepareFile(const CallContext& call, const v1::FileAppealRequest& request) {
  ASSAY_ASSIGN_OR_RETURN(domain::AppealableDecision decided, domain::FindAppealable(request.proposal(), *call.view));
  Prepared prepared;
  prepared.decide = [request, decided](const domain::Context& context, const domain::View& view,
                                       domain::Events* events) {
    return domain::DecideFileAppeal(request, decided, context, view, events);
  };
  return prepared;
}

absl::Status Get(const CallContext& call, const v1::GetAppealRequest& request, v1::GetAppealResponse* response) {
  ASSAY_RETURN_IF_ERROR(
      ReadRecord(call, domain::AppealIdOf(request.name()), request.name(), response->mutable_appeal()));
  bool hidden = SeesOnlyOwn(call) && !IsOwn(call, response->appeal().proposal());
  return hidden ? NotFound(request.name()) : absl::OkStatus();
}

absl::Status List(const CallContext& call, const v1::ListAppealsRequest& request, v1::ListAppealsResponse* response) {
  domain::CycleId cycle = domain::CycleIdOf(request.parent());
  if (call.view->Find(cycle) == nullptr) return NotFound(request.parent());
  bool only_own = SeesOnlyOwn(call);
  return ListRecords<domain::AppealId>(
      request, *call.view, domain::PrefixOf<domain::AppealId>(cycle.cycle), response,
      [&](absl::string_view, const v1::Appeal& appeal) {
        if (request.state() != v1::APPEAL_STATE_UNSPECIFIED && appeal.state() != request.state()) return false;
        if (only_own && !IsOwn(call, appeal.proposal())) return false;
        *response->add_appeals() = appeal;
        return true;
      });
}

}  // namespace

void AddAppealService(Api* api) {
  api->Query(GetNotice, Where::kWorker);
  api->Query(ListNotices, Where::kWorker);
  api->PreparedMutation<v1::FileAppealRequest, v1::FileAppealResponse>(PrepareFile);
  api->Mutation<v1::AssignAppealRequest, v1::AssignAppealResponse>();
  api->Mutation<v1::DecideAppealRequest, v1::DecideAppealResponse>();
  api->Mutation<v1::ConfirmAppealDecisionRequest, v1::ConfirmAppealDecisionResponse>();
  api->Mutation<v1::WithdrawAppealRequest, v1::WithdrawAppealResponse>();
  api->Query(Get);
  api->Query(List);
}

}  // namespace assay::rpc

#include "services/domain/paper/paper.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::Status Get(const CallContext& call, const v1::GetPaperSubmissionRequest& request,
                 v1::GetPaperSubmissionResponse* response) {
  v1::PaperSubmission submission;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::PaperSubmissionIdOf(request.name()), request.name(), &submission));
  if (!domain::PaperVisible(submission, call.principal)) return NotFound(request.name());
  *response->mutable_paper_submission() = domain::ShownTo(submission, call.principal, call.now, *call.view);
  return absl::OkStatus();
}

absl::Status List(const CallContext& call, const v1::ListPaperSubmissionsRequest& request,
                  v1::ListPaperSubmissionsResponse* response) {
  domain::CycleId cycle = domain::CycleIdOf(request.parent());
  if (call.view->Find(cycle) == nullptr) return NotFound(request.parent());
  return ListRecords<domain::PaperSubmissionId>(
      request, *call.view, domain::PrefixOf<domain::PaperSubmissionId>(cycle.cycle), response,
      [&](absl::string_view, const v1::PaperSubmission& submission) {
        bool wanted =
            request.state() == v1::PAPER_SUBMISSION_STATE_UNSPECIFIED || request.state() == submission.state();
        if (!wanted || !domain::PaperVisible(submission, call.principal)) return false;
        *response->add_paper_submissions() = domain::ShownTo(submission, call.principal, call.now, *call.view);
        return true;
      });
}

}  // namespace

void AddPaperService(Api* api) {
  api->Mutation<v1::RecordPaperBallotRequest, v1::RecordPaperBallotResponse>();
  api->Mutation<v1::RecordPaperEndorsementRequest, v1::RecordPaperEndorsementResponse>();
  api->Mutation<v1::CheckPaperSubmissionRequest, v1::CheckPaperSubmissionResponse>();
  api->Mutation<v1::RejectPaperSubmissionRequest, v1::RejectPaperSubmissionResponse>();
  api->Mutation<v1::ConfirmPaperSubmissionRequest, v1::ConfirmPaperSubmissionResponse>();
  api->Mutation<v1::DisputePaperSubmissionRequest, v1::DisputePaperSubmissionResponse>();
  api->Query(Get);
  api->Query(List);
}

}  // namespace assay::rpc

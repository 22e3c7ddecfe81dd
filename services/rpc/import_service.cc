#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/base/sha256.h"
#include "services/domain/import/import_commands.h"
#include "services/domain/import/import_run.h"
#include "services/domain/memory_records.h"
#include "services/engine/import_command.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

absl::StatusOr<Prepared> PrepareUpload(const CallContext&, const v1::UploadImportChunkRequest& request) {
  Prepared prepared;
  std::vector<std::string> digests;
  for (absl::string_view piece : domain::CutBlobs(request.data())) {
    digests.push_back(Sha256(piece));
    prepared.blobs.emplace_back(piece);
  }
  prepared.decide = [request, digests = std::move(digests)](const domain::Context& context, const domain::View& view,
                                                            domain::Events* events) {
    return domain::DecideUploadChunk(request, digests, context, view, events);
  };
  return prepared;
}

absl::Status Get(const CallContext& call, const v1::GetImportRequest& request, v1::GetImportResponse* response) {
  return ReadRecord(call, domain::ImportIdOf(request.name()), request.name(), response->mutable_import());
}

// Decides every row on a scratch copy; a page token is the number of findings before the page.
absl::Status Preview(const CallContext& call, const v1::PreviewImportRequest& request,
                     v1::PreviewImportResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(Page page, Page::Of(request));
  v1::Import import;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::ImportIdOf(request.name()), request.name(), &import));
  ASSAY_ASSIGN_OR_RETURN(std::string text, domain::ReadImportText(import, *call.view));
  ASSAY_ASSIGN_OR_RETURN(domain::ImportRun run, domain::ImportRun::Parse(import, text, false));
  domain::ScratchRecords scratch(call.view);
  domain::Context context{call.state, call.now, &call.principal, call.engine->random()};
  ASSAY_ASSIGN_OR_RETURN(domain::ImportSummary summary, run.Check(context, &scratch));
  response->set_row_count(summary.row_count);
  response->set_create_count(summary.create_count);
  response->set_update_count(summary.update_count);
  response->set_unchanged_count(summary.unchanged_count);
  response->set_invalid_count(summary.invalid_count);
  response->set_warning_count(summary.warning_count);
  size_t next = 0;
  if (!page.after().empty() && !absl::SimpleAtoi(page.after(), &next)) next = summary.findings.size();
  for (int i = 0; i < page.size() && next < summary.findings.size(); ++i) {
    *response->add_findings() = std::move(summary.findings[next++]);
  }
  if (next < summary.findings.size()) response->set_next_page_token(page.TokenAfter(absl::StrCat(next)));
  return absl::OkStatus();
}

absl::StatusOr<Prepared> PrepareApply(const CallContext& call, const v1::ApplyImportRequest& request) {
  v1::Import import;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::ImportIdOf(request.name()), request.name(), &import));
  Prepared prepared;
  ASSAY_ASSIGN_OR_RETURN(prepared.long_command, engine::MakeImportCommand(*call.view, import, request.skip_invalid()));
  return prepared;
}

}  // namespace

void AddImportService(Api* api) {
  api->Mutation<v1::CreateImportRequest, v1::CreateImportResponse>();
  api->PreparedMutation<v1::UploadImportChunkRequest, v1::UploadImportChunkResponse>(PrepareUpload);
  api->Query(Get);
  api->Query(Preview, Where::kWorker);
  api->PreparedMutation<v1::ApplyImportRequest, v1::ApplyImportResponse>(PrepareApply);
}

}  // namespace assay::rpc

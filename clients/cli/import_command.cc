#include "clients/cli/import_command.h"

#include "absl/strings/str_cat.h"
#include "assay/v1/import_service.pb.h"
#include "clients/cli/files.h"
#include "clients/cli/progress.h"
#include "clients/cli/values.h"
#include "clients/cpp/request_id.h"
#include "services/base/error.h"

namespace assay::cli {
namespace {

// The most that UploadImportChunk takes.
constexpr size_t kChunkBytes = size_t{512} * 1024;
constexpr int kFindingsPage = 1000;

class ImportRun {
 public:
  ImportRun(Session* session, const Invocation& invocation)
      : session_(session),
        values_(invocation.values),
        noun_(invocation.command->noun),
        id_(session->globals().request_id.empty() ? NewRequestId() : session->globals().request_id) {}

  absl::Status Run() {
    const std::string path = values_.Get("FILE");
    ASSAY_ASSIGN_OR_RETURN(std::string text, ReadInput(path, *session_->environment().in));
    if (text.empty()) return UsageError(absl::StrCat(path, " is empty"));
    ASSAY_RETURN_IF_ERROR(Create(path));
    ASSAY_RETURN_IF_ERROR(Upload(text));
    ASSAY_RETURN_IF_ERROR(Preview());
    if (session_->globals().dry_run) {
      session_->Note("Dry run: nothing was changed.");
      if (!IsPlain()) session_->Print(preview_, "line,column,severity,message");
      return Refusal("");
    }
    if (preview_.invalid_count() > 0 && !values_.Has("skip-invalid")) return Refusal("nothing was changed: ");
    return Apply();
  }

 private:
  bool IsPlain() const { return session_->format().kind == Format::Kind::kTable; }

  // People read the preview where the answer goes; programs get the answer alone.
  std::ostream& Out() { return IsPlain() ? *session_->environment().out : *session_->environment().err; }

  absl::Status Refusal(absl::string_view consequence) const {
    if (preview_.invalid_count() == 0) return absl::OkStatus();
    return absl::InvalidArgumentError(absl::StrCat(consequence, preview_.invalid_count(), " of ", preview_.row_count(),
                                                   " rows cannot be taken; mend them, or leave them out with "
                                                   "--skip-invalid"));
  }

  absl::Status SetKindAndTarget(v1::Import* import) {
    struct Kind {
      absl::string_view noun;
      v1::ImportKind kind;
      absl::string_view pattern;
    };
    static constexpr Kind kKinds[] = {
        {"credential", v1::IMPORT_KIND_CREDENTIALS, "states/{state}"},
        {"employer", v1::IMPORT_KIND_EMPLOYERS, "states/{state}"},
        {"dataset", v1::IMPORT_KIND_OCCUPATIONS, "states/{state}/datasets/{dataset}"},
        {"crosswalk", v1::IMPORT_KIND_CROSSWALK, "states/{state}/crosswalks/{crosswalk}"},
        {"proposal", v1::IMPORT_KIND_PROPOSALS, "states/{state}/cycles/{cycle}"},
    };
    for (const Kind& kind : kKinds) {
      if (kind.noun != noun_) continue;
      const std::string variable = VariablesOf(kind.pattern).back();
      auto known = values_.scope.find(variable);
      std::string given = values_.Has(variable)          ? values_.Get(variable)
                          : known == values_.scope.end() ? ""
                                                         : known->second;
      if (given.empty()) return UsageError(absl::StrCat("say which ", variable, ", with --", variable));
      ASSAY_ASSIGN_OR_RETURN(std::string target, CompleteName(kind.pattern, given, values_.scope));
      import->set_kind(kind.kind);
      import->set_target(target);
    }
    return absl::OkStatus();
  }

  absl::Status Create(const std::string& path) {
    auto state = values_.scope.find("state");
    if (state == values_.scope.end()) return UsageError("say which state, with --state, ASSAY_STATE or a context");
    v1::CreateImportRequest request;
    request.set_parent(absl::StrCat("states/", state->second));
    ASSAY_RETURN_IF_ERROR(SetKindAndTarget(request.mutable_import()));
    std::string display_name = values_.Get("display-name");
    request.mutable_import()->set_display_name(display_name.empty() ? path.substr(path.rfind('/') + 1) : display_name);
    if (values_.Has("soc-version")) {
      ASSAY_ASSIGN_OR_RETURN(const auto* version, ParseEnum(values_.Get("soc-version"), *v1::SocVersion_descriptor()));
      request.mutable_import()->set_soc_version(static_cast<v1::SocVersion>(version->number()));
    }
    request.set_request_id(id_ + "-create");
    v1::CreateImportResponse response;
    ASSAY_RETURN_IF_ERROR(session_->CallForReal("ImportService/CreateImport", request, &response));
    name_ = response.import().name();
    return absl::OkStatus();
  }

  absl::Status Upload(absl::string_view text) {
    Progress progress(session_->environment(), "uploading", "bytes", static_cast<int64_t>(text.size()));
    for (int index = 0; !text.empty(); ++index) {
      absl::string_view chunk = text.substr(0, kChunkBytes);
      v1::UploadImportChunkRequest request;
      request.set_name(name_);
      request.set_chunk_index(index);
      request.set_data(std::string(chunk));
      request.set_request_id(absl::StrCat(id_, "-", index));
      v1::UploadImportChunkResponse response;
      ASSAY_RETURN_IF_ERROR(session_->CallForReal("ImportService/UploadImportChunk", request, &response));
      progress.Advance(static_cast<int64_t>(chunk.size()));
      text.remove_prefix(chunk.size());
    }
    return absl::OkStatus();
  }

  absl::Status Preview() {
    v1::PreviewImportRequest request;
    request.set_name(name_);
    request.set_page_size(kFindingsPage);
    v1::PreviewImportResponse page;
    do {
      ASSAY_RETURN_IF_ERROR(session_->CallForReal("ImportService/PreviewImport", request, &page));
      ShowFindings(page);
      google::protobuf::RepeatedPtrField<v1::ImportFinding> findings = std::move(*preview_.mutable_findings());
      findings.MergeFrom(page.findings());
      preview_ = page;
      *preview_.mutable_findings() = std::move(findings);
      request.set_page_token(page.next_page_token());
    } while (!page.next_page_token().empty());
    Out() << absl::StrCat(preview_.row_count(), " rows: ", preview_.create_count(), " to add, ",
                          preview_.update_count(), " to change, ", preview_.unchanged_count(), " unchanged, ",
                          preview_.invalid_count(), " invalid, ", preview_.warning_count(), " with a warning\n");
    return absl::OkStatus();
  }

  void ShowFindings(const v1::PreviewImportResponse& page) {
    for (const v1::ImportFinding& finding : page.findings()) {
      Out() << "line " << finding.line();
      if (!finding.column().empty()) Out() << ", " << Printable(finding.column());
      Out() << (finding.severity() == v1::SEVERITY_WARNING ? ": warning: " : ": ") << Printable(finding.message())
            << "\n";
    }
  }

  absl::Status Apply() {
    v1::ApplyImportRequest request;
    request.set_name(name_);
    request.set_skip_invalid(values_.Has("skip-invalid"));
    request.set_request_id(id_ + "-apply");
    v1::ApplyImportResponse response;
    // Answered when every row is written.
    ASSAY_RETURN_IF_ERROR(session_->CallForReal("ImportService/ApplyImport", request, &response));
    if (IsPlain()) {
      const v1::Import& import = response.import();
      Out() << absl::StrCat("applied: ", import.applied_count(), " written, ", import.unchanged_count(), " unchanged, ",
                            import.skipped_count(), " left out\n");
      return absl::OkStatus();
    }
    session_->Print(response, "");
    return absl::OkStatus();
  }

  Session* const session_;
  const Values& values_;
  const absl::string_view noun_;
  const std::string id_;
  std::string name_;
  v1::PreviewImportResponse preview_;
};

}  // namespace

absl::Status RunImport(Session* session, const Invocation& invocation) { return ImportRun(session, invocation).Run(); }

}  // namespace assay::cli

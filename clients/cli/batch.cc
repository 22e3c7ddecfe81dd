#include "clients/cli/batch.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/csv.h"
#include "clients/cli/errors.h"
#include "clients/cpp/request_id.h"
#include "services/base/sha256.h"

namespace assay::cli {
namespace {

// None of these is about the row.
bool ConcernsEveryRow(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) || absl::IsUnauthenticated(status) ||
         absl::IsPermissionDenied(status) || absl::IsUnimplemented(status);
}

}  // namespace

void SetRepeatableId(const Session& session, absl::string_view file_digest, absl::string_view place,
                     google::protobuf::Message* request) {
  std::string digest = Sha256({session.globals().request_id, "\n", file_digest, place, "\n",
                               request->GetDescriptor()->full_name(), "\n", request->SerializeAsString()});
  SetRequestId(absl::BytesToHexString(digest).substr(0, 32), request);
}

void PrintCounts(Session* session, const std::vector<std::pair<std::string, int>>& counts) {
  std::vector<std::string> names, figures, json, words;
  for (const auto& [name, count] : counts) {
    names.push_back(name);
    figures.push_back(absl::StrCat(count));
    json.push_back(absl::StrCat(" \"", name, "\": ", count));
    words.push_back(absl::StrCat(count, " ", absl::StrReplaceAll(name, {{"_", " "}})));
  }
  std::ostream& out = *session->environment().out;
  const std::string as_json = absl::StrCat("{\n", absl::StrJoin(json, ",\n"), "\n}\n");
  switch (session->format().kind) {
    case Format::Kind::kTable:
      out << absl::StrJoin(words, ", ") << "\n";
      return;
    case Format::Kind::kJson:
      out << as_json;
      return;
    case Format::Kind::kYaml:
      out << JsonToYaml(as_json);
      return;
    case Format::Kind::kCsv:
      out << CsvLine(names) << CsvLine(figures);
      return;
    case Format::Kind::kValue:
      for (const auto& [name, count] : counts) {
        if (name == session->format().path) out << count << "\n";
      }
      return;
  }
}

bool BatchReport::Record(const std::string& place, const absl::Status& status, int items) {
  if (status.ok()) {
    done_ += items;
    return true;
  }
  if (absl::IsAlreadyExists(status)) {
    already_there_ += items;
    return true;
  }
  failed_ += items;
  if (first_failure_.ok()) first_failure_ = status;
  ErrorContext context;
  context.server = session_->globals().server;
  session_->Note(absl::StrCat("\n", place));
  *session_->environment().err << RenderError(status, context);
  return !ConcernsEveryRow(status);
}

absl::Status BatchReport::Finish() {
  PrintCounts(session_, {{"done", done_}, {"already_there", already_there_}, {"failed", failed_}});
  if (session_->globals().dry_run) session_->Note("Dry run: nothing was changed.");
  if (first_failure_.ok()) return absl::OkStatus();
  int total = done_ + already_there_ + failed_;
  // The details were shown with each failure; only the code is left to say.
  return absl::Status(first_failure_.code(), absl::StrCat(failed_, " of ", total,
                                                          " failed; run the same command again "
                                                          "when they are mended: what was done is not done twice"));
}

}  // namespace assay::cli

#include "clients/cli/each_command.h"

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "clients/cli/api.h"
#include "clients/cli/batch.h"
#include "clients/cli/csv.h"
#include "clients/cli/files.h"
#include "clients/cli/progress.h"
#include "services/base/error.h"
#include "services/base/sha256.h"

namespace assay::cli {
namespace {

using google::protobuf::Message;

// For each column the flag it fills, or null.
absl::StatusOr<std::vector<const Flag*>> MatchColumns(const CsvTable& table, const Invocation& invocation,
                                                      bool strict) {
  std::vector<const Flag*> matches;
  bool any = false;
  for (const std::string& column : table.header) {
    const Flag* flag = FlagForColumn(invocation.flags, column);
    if (flag == nullptr && strict)
      return UsageError(absl::StrCat("column ", column, " fills no field of this command"));
    any |= flag != nullptr;
    matches.push_back(flag);
  }
  if (!any) return UsageError("no column of the file fills a field of this command");
  return matches;
}

Values ValuesOfRow(const Values& common, const CsvTable::Row& row, const std::vector<const Flag*>& flags) {
  Values values = common;
  values.given.erase("FILE");
  for (size_t i = 0; i < flags.size(); ++i) {
    if (flags[i] == nullptr || row.cells[i].empty()) continue;
    // CSV joins several values with ";", flags with ",".
    std::string text = row.cells[i];
    if (flags[i]->field != nullptr && flags[i]->field->is_repeated()) text = absl::StrReplaceAll(text, {{";", ","}});
    if (flags[i]->kind == Flag::Kind::kScope) values.scope[flags[i]->name] = text;
    values.given[flags[i]->path] = {text};
  }
  return values;
}

absl::Status CallRow(Session* session, const Invocation& invocation, const Values& values, absl::string_view digest,
                     const std::string& place) {
  ASSAY_ASSIGN_OR_RETURN(std::unique_ptr<Message> request, BuildRequest(*invocation.command, invocation.flags, values));
  SetRepeatableId(*session, digest, place, request.get());
  absl::string_view method = MethodsOf(*invocation.command).front();
  return session->Call(method, *request, NewMessage(FindMethod(method)->output_type()).get());
}

}  // namespace

const Flag* FlagForColumn(const std::vector<Flag>& flags, absl::string_view column) {
  for (const Flag& flag : flags) {
    if (flag.field != nullptr && flag.field->name() == column) return &flag;
  }
  absl::string_view stem = column;
  if (!absl::ConsumeSuffix(&stem, "_id")) return nullptr;
  for (const Flag& flag : flags) {
    if (flag.field == nullptr || !flag.positional) continue;
    std::vector<std::string> variables = VariablesOf(PatternOf(*flag.field));
    if (!variables.empty() && variables.back() == stem) return &flag;
  }
  std::string dashed = absl::StrReplaceAll(stem, {{"_", "-"}});
  for (const Flag& flag : flags) {
    if (!flag.positional && flag.kind != Flag::Kind::kAction && flag.name == dashed) return &flag;
  }
  return nullptr;
}

absl::Status RunEach(Session* session, const Invocation& invocation, const std::string& path, bool strict) {
  ASSAY_ASSIGN_OR_RETURN(std::string text, ReadInput(path, *session->environment().in));
  ASSAY_ASSIGN_OR_RETURN(CsvTable table, ParseCsv(text));
  ASSAY_ASSIGN_OR_RETURN(std::vector<const Flag*> flags, MatchColumns(table, invocation, strict));
  const std::string digest = Sha256(text);
  BatchReport report(session);
  {
    Progress progress(session->environment(), absl::StrCat(invocation.command->noun, " ", invocation.command->verb),
                      "rows", static_cast<int64_t>(table.rows.size()));
    for (const CsvTable::Row& row : table.rows) {
      const std::string line = absl::StrCat("line ", row.line);
      absl::Status status = CallRow(session, invocation, ValuesOfRow(invocation.values, row, flags), digest, line);
      if (!report.Record(absl::StrCat(path, " ", line), status)) break;
      progress.Advance(1);
    }
  }
  return report.Finish();
}

}  // namespace assay::cli

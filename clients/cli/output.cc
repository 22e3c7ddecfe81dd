#include "clients/cli/output.h"

#include <set>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "clients/cli/csv.h"
#include "clients/cli/request.h"
#include "clients/cli/values.h"
#include "google/protobuf/util/json_util.h"

namespace assay::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Rows = std::vector<std::vector<std::string>>;

// {"credential": {...}} is shown as the credential.
const Message& Unwrap(const Message& response) {
  const Descriptor& type = *response.GetDescriptor();
  if (type.field_count() != 1 || type.field(0)->is_repeated() || type.field(0)->message_type() == nullptr)
    return response;
  return response.GetReflection()->GetMessage(response, type.field(0));
}

std::vector<std::string> Split(absl::string_view columns) { return absl::StrSplit(columns, ',', absl::SkipEmpty()); }

// Columns of rows whose command names none: every field that one text can show.
std::vector<std::string> ColumnsOf(const FieldDescriptor& rows, absl::string_view columns) {
  if (rows.message_type() == nullptr) return {rows.name()};
  if (!columns.empty()) return Split(columns);
  std::vector<std::string> all;
  for (int i = 0; i < rows.message_type()->field_count(); ++i) all.push_back(rows.message_type()->field(i)->name());
  return all;
}

Rows CellsOf(const Message& response, const FieldDescriptor& rows, const std::vector<std::string>& columns) {
  Rows cells;
  for (int i = 0; i < response.GetReflection()->FieldSize(response, &rows); ++i) {
    cells.emplace_back();
    if (rows.message_type() == nullptr) {
      cells.back().push_back(response.GetReflection()->GetRepeatedString(response, &rows, i));
      continue;
    }
    const Message& row = response.GetReflection()->GetRepeatedMessage(response, &rows, i);
    for (const std::string& column : columns) cells.back().push_back(TextAt(row, column));
  }
  return cells;
}

// Every field that is set, nested ones under dotted names.
void CollectCard(const Message& message, const std::string& prefix, const std::set<const FieldDescriptor*>& left_out,
                 Rows* lines) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (left_out.count(field) > 0 || field->name() == "next_page_token") continue;
    std::string name = absl::StrCat(prefix, field->name());
    bool nested = field->message_type() != nullptr && !IsTextMessage(*field->message_type()) && !field->is_map();
    if (!nested) {
      lines->push_back({name, ToText(message, *field)});
    } else if (!field->is_repeated()) {
      CollectCard(message.GetReflection()->GetMessage(message, field), name + ".", {}, lines);
    } else {
      for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i) {
        CollectCard(message.GetReflection()->GetRepeatedMessage(message, field, i), absl::StrCat(name, "[", i, "]."),
                    {}, lines);
      }
    }
  }
}

std::vector<std::string> Titles(const std::vector<std::string>& columns) {
  std::vector<std::string> titles;
  for (const std::string& column : columns) {
    titles.push_back(absl::AsciiStrToUpper(absl::StrReplaceAll(column, {{"_", " "}, {".", " "}})));
  }
  return titles;
}

void ShortenAll(const Scope& scope, Rows* rows) {
  for (auto& row : *rows) {
    for (std::string& cell : row) {
      // A cell may hold several names.
      cell = absl::StrJoin(absl::StrSplit(cell, ';'), ";",
                           [&scope](std::string* out, absl::string_view part) { out->append(Shorten(part, scope)); });
    }
  }
}

std::string RenderRows(const Message& response, const FieldDescriptor& rows, absl::string_view columns,
                       const TableStyle& style, const Scope& scope) {
  std::vector<std::string> names = ColumnsOf(rows, columns);
  Rows cells = CellsOf(response, rows, names);
  ShortenAll(scope, &cells);
  return RenderTable(Titles(names), cells, style);
}

// What a response of rows holds beside them: further tables, each under its name.
std::vector<const FieldDescriptor*> SideTables(const Message& response, const FieldDescriptor& rows) {
  std::vector<const FieldDescriptor*> fields, tables;
  response.GetReflection()->ListFields(response, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field != &rows && field->is_repeated() && field->message_type() != nullptr && !field->is_map()) {
      tables.push_back(field);
    }
  }
  return tables;
}

std::string RenderAsTable(const Message& response, absl::string_view columns, const TableStyle& style,
                          const Scope& scope) {
  const FieldDescriptor* rows = RowsOf(*response.GetDescriptor());
  std::vector<const FieldDescriptor*> tables;
  if (rows != nullptr) tables = SideTables(response, *rows);
  std::set<const FieldDescriptor*> left_out(tables.begin(), tables.end());
  if (rows != nullptr) left_out.insert(rows);
  Rows card;
  CollectCard(rows == nullptr ? Unwrap(response) : response, "", left_out, &card);
  ShortenAll(scope, &card);
  std::string text = RenderTable({}, card, style);
  if (rows == nullptr) return text;
  absl::StrAppend(&text, text.empty() ? "" : "\n", RenderRows(response, *rows, columns, style, scope));
  for (const FieldDescriptor* table : tables) {
    absl::StrAppend(&text, "\n", table->name(), "\n", RenderRows(response, *table, "", style, scope));
  }
  return text;
}

std::string RenderAsCsv(const Message& response, absl::string_view columns) {
  const FieldDescriptor* rows = RowsOf(*response.GetDescriptor());
  std::vector<std::string> names;
  Rows cells;
  if (rows != nullptr) {
    names = ColumnsOf(*rows, columns);
    cells = CellsOf(response, *rows, names);
  } else {
    const Message& record = Unwrap(response);
    names = Split(columns);
    cells.emplace_back();
    for (int i = 0; columns.empty() && i < record.GetDescriptor()->field_count(); ++i) {
      names.push_back(record.GetDescriptor()->field(i)->name());
    }
    for (const std::string& name : names) cells.back().push_back(TextAt(record, name));
  }
  std::string text = CsvLine(names);
  for (const auto& row : cells) text += CsvLine(row);
  return text;
}

std::string RenderValue(const Message& response, const std::string& path) {
  const FieldDescriptor* rows = RowsOf(*response.GetDescriptor());
  const FieldDescriptor* own = response.GetDescriptor()->FindFieldByName(path.substr(0, path.find('.')));
  if (rows == nullptr) return TextAt(own != nullptr ? response : Unwrap(response), path) + "\n";
  if (own != nullptr && own != rows) return TextAt(response, path) + "\n";
  std::string text;
  for (const auto& row : CellsOf(response, *rows, {path})) absl::StrAppend(&text, row.front(), "\n");
  return text;
}

}  // namespace

absl::StatusOr<Format> ParseFormat(absl::string_view text) {
  if (text == "table") return Format{Format::Kind::kTable, ""};
  if (text == "json") return Format{Format::Kind::kJson, ""};
  if (text == "csv") return Format{Format::Kind::kCsv, ""};
  if (text == "yaml") return Format{Format::Kind::kYaml, ""};
  if (absl::ConsumePrefix(&text, "value=") && !text.empty()) return Format{Format::Kind::kValue, std::string(text)};
  return UsageError("--output takes table, json, csv, yaml or value=FIELD, such as value=etag");
}

const FieldDescriptor* RowsOf(const Descriptor& response) {
  bool paged = response.FindFieldByName("next_page_token") != nullptr;
  for (int i = 0; i < response.field_count(); ++i) {
    const FieldDescriptor* field = response.field(i);
    bool rows = field->is_repeated() && !field->is_map() && (field->message_type() != nullptr || paged);
    if (rows && (paged || i == 0)) return field;
  }
  return nullptr;
}

std::string ToJson(const Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.add_whitespace = true;
  std::string json;
  auto status = google::protobuf::util::MessageToJsonString(message, &json, options);
  return status.ok() ? json : absl::StrCat("{\"unprintable\": \"", std::string(status.message()), "\"}\n");
}

std::string Render(const Message& response, absl::string_view columns, const Format& format, const TableStyle& style,
                   const Scope& scope) {
  switch (format.kind) {
    case Format::Kind::kTable:
      return RenderAsTable(response, columns, style, scope);
    case Format::Kind::kJson:
      return ToJson(Unwrap(response));
    case Format::Kind::kYaml:
      return JsonToYaml(ToJson(Unwrap(response)));
    case Format::Kind::kCsv:
      return RenderAsCsv(response, columns);
    case Format::Kind::kValue:
      return RenderValue(response, format.path);
  }
  return "";
}

}  // namespace assay::cli

// What a call answered, in the format that was asked for.
#ifndef ASSAY_CLIENTS_CLI_OUTPUT_H_
#define ASSAY_CLIENTS_CLI_OUTPUT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/names.h"
#include "clients/cli/table.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace assay::cli {

struct Format {
  enum class Kind { kTable, kJson, kCsv, kYaml, kValue };
  Kind kind = Kind::kTable;
  std::string path;  // Of kValue.
};

// table, json, csv, yaml or value=PATH. INVALID_ARGUMENT otherwise.
absl::StatusOr<Format> ParseFormat(absl::string_view text);

// The repeated field that holds the rows of a list; null when the response is no list.
const google::protobuf::FieldDescriptor* RowsOf(const google::protobuf::Descriptor& response);

// The response as text, ending with a line feed:
// - table: rows with `columns` (comma-separated paths; empty shows what is set), or one record as lines of field and
// value;
// - csv: the same columns, RFC 4180, names in full;
// - json, yaml: the response with proto field names; a response of nothing but one message is that message;
// - value: the text at the path, one line for each row.
// The table shortens names within `scope`.
std::string Render(const google::protobuf::Message& response, absl::string_view columns, const Format& format,
                   const TableStyle& style, const Scope& scope);

// The message as JSON with proto field names, on several lines.
std::string ToJson(const google::protobuf::Message& message);

// JSON rewritten as block YAML. Texts that YAML would read as something else stay quoted.
std::string JsonToYaml(absl::string_view json);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_OUTPUT_H_

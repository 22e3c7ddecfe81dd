#include "clients/cli/csv.h"

#include <csv.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace assay::cli {
namespace {

struct Reader {
  std::vector<CsvTable::Row> rows;
  std::vector<std::string> cells;
};

void OnCell(void* bytes, size_t count, void* reader) {
  static_cast<Reader*>(reader)->cells.emplace_back(static_cast<const char*>(bytes), count);
}

void OnRow(int, void* data) {
  auto* reader = static_cast<Reader*>(data);
  reader->rows.push_back({0, std::move(reader->cells)});
  reader->cells.clear();
}

int NoSpace(unsigned char) { return 0; }

// libcsv does not count lines; fed a line at a time, a row begins where the one before had ended.
absl::Status ParseLines(absl::string_view text, Reader* reader) {
  csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) return absl::ResourceExhaustedError("out of memory");
  // libcsv strips blanks around a cell unless told that nothing is a blank.
  csv_set_space_func(&parser, NoSpace);
  absl::Status status;
  int line = 0, first_line = 1;
  while (!text.empty() && status.ok()) {
    size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    ++line;
    size_t rows_before = reader->rows.size();
    bool in_row = !reader->cells.empty() || parser.pstate > 1;
    if (!in_row) first_line = line;
    if (csv_parse(&parser, text.data(), end, OnCell, OnRow, reader) != end) {
      status = absl::InvalidArgumentError(absl::StrCat("line ", line, ": ", csv_strerror(csv_error(&parser)),
                                                       "; a quote inside a quoted cell is doubled"));
    }
    if (reader->rows.size() > rows_before) reader->rows.back().line = first_line;
    text.remove_prefix(end);
  }
  size_t rows_before = reader->rows.size();
  if (status.ok() && csv_fini(&parser, OnCell, OnRow, reader) != 0) {
    status = absl::InvalidArgumentError(absl::StrCat("line ", first_line, ": a quoted cell has no end"));
  }
  if (reader->rows.size() > rows_before) reader->rows.back().line = first_line;
  csv_free(&parser);
  return status;
}

}  // namespace

int CsvTable::Column(absl::string_view name) const {
  auto found = std::find(header.begin(), header.end(), name);
  return found == header.end() ? -1 : static_cast<int>(found - header.begin());
}

absl::string_view CsvTable::Cell(const Row& row, absl::string_view column) const {
  int index = Column(column);
  return index < 0 ? absl::string_view() : absl::string_view(row.cells[static_cast<size_t>(index)]);
}

absl::StatusOr<CsvTable> ParseCsv(absl::string_view text) {
  absl::ConsumePrefix(&text, "\xef\xbb\xbf");
  Reader reader;
  absl::Status status = ParseLines(text, &reader);
  if (!status.ok()) return status;
  if (reader.rows.empty()) return absl::InvalidArgumentError("there is no header row");
  CsvTable table;
  table.header = std::move(reader.rows.front().cells);
  reader.rows.erase(reader.rows.begin());
  table.rows = std::move(reader.rows);
  for (const CsvTable::Row& row : table.rows) {
    if (row.cells.size() != table.header.size()) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", row.line, " has ", row.cells.size(), " cells, the header has ", table.header.size()));
    }
  }
  return table;
}

std::string CsvCell(absl::string_view value) {
  if (value.find_first_of(",\"\r\n") == absl::string_view::npos) return std::string(value);
  return absl::StrCat("\"", absl::StrReplaceAll(value, {{"\"", "\"\""}}), "\"");
}

std::string CsvLine(const std::vector<std::string>& cells) {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) absl::StrAppend(&line, i == 0 ? "" : ",", CsvCell(cells[i]));
  return line + "\r\n";
}

}  // namespace assay::cli

#include "services/base/csv.h"

#include <csv.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "services/base/error.h"
#include "services/base/text.h"

namespace assay {
namespace {

absl::Status Malformed(absl::string_view place, absl::string_view description) {
  Violations violations;
  violations.Add(place, description);
  return violations.ToStatus();
}

absl::Status MalformedAt(int line, size_t character, absl::string_view description) {
  return Malformed(absl::StrCat("line ", line, ", character ", character), description);
}

size_t CountCharacters(absl::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; });
}

// The longest well-formed beginning.
absl::string_view ValidPrefix(absl::string_view text) {
  size_t end = 0;
  while (end < text.size()) {
    size_t length = 1;
    while (length <= 4 && !IsValidUtf8(text.substr(end, length))) ++length;
    if (length > 4) break;
    end += length;
  }
  return text.substr(0, end);
}

// Takes the next physical line, its end included, off `text`.
absl::string_view TakeLine(absl::string_view* text) {
  size_t end = text->find_first_of("\r\n");
  size_t length = end == absl::string_view::npos ? text->size() : end + 1;
  if (absl::StartsWith(text->substr(length - 1), "\r\n")) ++length;
  absl::string_view line = text->substr(0, length);
  text->remove_prefix(length);
  return line;
}

bool IsBlank(absl::string_view line) { return absl::StripAsciiWhitespace(line).empty(); }

// Feeds libcsv one physical line at a time: between lines it is known whether a row goes on inside quotes.
class Reader {
 public:
  explicit Reader(absl::FunctionRef<bool(const CsvRow&)> visit) : visit_(visit) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
  }
  ~Reader() { csv_free(&parser_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  absl::Status Read(absl::string_view text) {
    for (int line = 1; !text.empty() && !stopped_; ++line) {
      ASSAY_RETURN_IF_ERROR(Feed(TakeLine(&text), line));
    }
    if (stopped_) return absl::OkStatus();
    if (csv_fini(&parser_, &Reader::OnCell, &Reader::OnRow, this) != 0) {
      return Malformed(absl::StrCat("line ", row_.line),
                       "a quote opened in the row that begins here is never closed; close it, and write a quote inside "
                       "a cell twice");
    }
    return status_;
  }

 private:
  absl::Status Feed(absl::string_view line, int number) {
    ASSAY_RETURN_IF_ERROR(CheckBytes(line, number));
    if (!in_row_) row_.line = number;
    in_row_ = in_row_ || !IsBlank(line);
    size_t taken = csv_parse(&parser_, line.data(), line.size(), &Reader::OnCell, &Reader::OnRow, this);
    if (taken == line.size() || !status_.ok()) return status_;
    if (csv_error(&parser_) != CSV_EPARSE) {
      return MakeError(absl::StatusCode::kResourceExhausted, "OUT_OF_MEMORY", "no memory left to read the CSV text");
    }
    return MalformedAt(
        number, CountCharacters(line.substr(0, taken)) + 1,
        absl::StrCat("a quote in the row that begins on line ", row_.line,
                     " ends or begins in the middle of a cell; put the whole cell in quotes, and write a "
                     "quote inside it twice"));
  }

  static absl::Status CheckBytes(absl::string_view line, int number) {
    size_t nul = line.find('\0');
    if (nul != absl::string_view::npos) {
      return MalformedAt(number, nul + 1, "a NUL byte; save the file as CSV in UTF-8, not as UTF-16 or a workbook");
    }
    if (IsValidUtf8(line)) return absl::OkStatus();
    return MalformedAt(number, CountCharacters(ValidPrefix(line)) + 1, "not UTF-8; save the file as CSV in UTF-8");
  }

  static void OnCell(void* cell, size_t size, void* reader) {
    static_cast<Reader*>(reader)->AddCell(absl::string_view(static_cast<const char*>(cell), size));
  }
  static void OnRow(int, void* reader) { static_cast<Reader*>(reader)->EndRow(); }

  void AddCell(absl::string_view cell) {
    if (!status_.ok()) return;
    if (row_.cells.size() == kCsvColumnsMax) {
      status_ =
          Malformed(Place(), absl::StrCat("more than ", kCsvColumnsMax, " columns; leave out what is not needed"));
    } else if (cell.size() > kCsvCellBytesMax) {
      status_ = Malformed(Place(), absl::StrCat("cell ", row_.cells.size() + 1, " has ", cell.size(),
                                                " bytes, at most ", kCsvCellBytesMax, " are taken; shorten it"));
    } else {
      row_.cells.emplace_back(cell);
    }
  }

  void EndRow() {
    in_row_ = false;
    if (!status_.ok() || stopped_) return;
    if (row_count_ > kCsvRowsMax) {
      status_ = Malformed(Place(), absl::StrCat("more than ", kCsvRowsMax, " rows; divide the file"));
      return;
    }
    ++row_count_;
    stopped_ = !visit_(row_);
    row_.cells.clear();
  }

  std::string Place() const { return absl::StrCat("line ", row_.line); }

  absl::FunctionRef<bool(const CsvRow&)> visit_;
  csv_parser parser_;
  CsvRow row_;
  int row_count_ = 0;  // the header included
  bool in_row_ = false;
  bool stopped_ = false;
  absl::Status status_;
};

std::string NormalName(absl::string_view name) { return absl::AsciiStrToLower(absl::StripAsciiWhitespace(name)); }

}  // namespace

absl::Status ReadCsv(absl::string_view text, absl::FunctionRef<bool(const CsvRow& row)> visit) {
  absl::ConsumePrefix(&text, "\xef\xbb\xbf");
  return Reader(visit).Read(text);
}

absl::StatusOr<std::vector<int>> MatchCsvHeader(const CsvRow& header, absl::Span<const CsvColumn> columns) {
  std::string expected =
      absl::StrJoin(columns, ",", [](std::string* out, const CsvColumn& column) { absl::StrAppend(out, column.name); });
  std::vector<int> positions(columns.size(), -1);
  Violations violations;
  for (size_t i = 0; i < header.cells.size(); ++i) {
    std::string name = NormalName(header.cells[i]);
    std::string place = absl::StrCat("line ", header.line, ", column ", i + 1);
    auto column = std::find_if(columns.begin(), columns.end(), [&name](const CsvColumn& c) { return c.name == name; });
    if (column == columns.end()) {
      violations.Add(place, absl::StrCat("unknown column \"", header.cells[i], "\"; expected ", expected));
    } else if (int& position = positions[column - columns.begin()]; position >= 0) {
      violations.Add(place, absl::StrCat("column ", name, " stands in column ", position + 1, " already; keep one"));
    } else {
      position = static_cast<int>(i);
    }
  }
  for (size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].required || positions[i] >= 0) continue;
    violations.Add(absl::StrCat("line ", header.line),
                   absl::StrCat("column ", columns[i].name, " is missing; expected ", expected));
  }
  if (!violations.empty()) return violations.ToStatus();
  return positions;
}

}  // namespace assay

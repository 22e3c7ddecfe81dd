// Comma-separated values (RFC 4180) as people's spreadsheets write them.
//
// Taken as well: a UTF-8 byte order mark, lines that end in CRLF, LF or CR, a last line without end, blank lines (left
// out). White space around a cell is not part of it unless it is quoted. Lines are counted as an editor counts them,
// from 1, also inside quotes.
#ifndef ASSAY_SERVICES_BASE_CSV_H_
#define ASSAY_SERVICES_BASE_CSV_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace assay {

inline constexpr int kCsvRowsMax = 100'000;  // without the header
inline constexpr size_t kCsvColumnsMax = 64;
inline constexpr size_t kCsvCellBytesMax = size_t{16} * 1024;

struct CsvRow {
  int line = 0;  // on which the row begins
  std::vector<std::string> cells;
};

// Calls `visit` for every row in order, the header first, until it returns false. Rows may differ in length.
// INVALID_ARGUMENT, with the place as the field of its violation (line 7, or line 7, character 3): a quote that is not
// closed or stands inside an unquoted cell, text that is not UTF-8, a NUL, or more than the limits above.
// RESOURCE_EXHAUSTED, OUT_OF_MEMORY.
absl::Status ReadCsv(absl::string_view text, absl::FunctionRef<bool(const CsvRow& row)> visit);

struct CsvColumn {
  absl::string_view name;
  bool required = false;
};

// Where each of `columns` stands in the rows below `header`; -1 for one that is not there. Columns may come in any
// order, and letter case does not matter. INVALID_ARGUMENT with a violation for each required column that is missing,
// and each column that is unknown, empty or there twice.
absl::StatusOr<std::vector<int>> MatchCsvHeader(const CsvRow& header, absl::Span<const CsvColumn> columns);

}  // namespace assay

#endif  // ASSAY_SERVICES_BASE_CSV_H_

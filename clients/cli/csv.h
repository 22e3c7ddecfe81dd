// CSV (RFC 4180) in and out.
#ifndef ASSAY_CLIENTS_CLI_CSV_H_
#define ASSAY_CLIENTS_CLI_CSV_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assay::cli {

struct CsvTable {
  struct Row {
    int line = 0;  // On which it begins, from 1; the header is line 1.
    std::vector<std::string> cells;
  };
  std::vector<std::string> header;
  std::vector<Row> rows;  // Each has as many cells as the header.

  // Position of a column, or -1.
  int Column(absl::string_view name) const;
  // The cell of a row in a column; empty when there is no such column.
  absl::string_view Cell(const Row& row, absl::string_view column) const;
};

// Reads UTF-8 text with a header row; a byte order mark, CRLF and blank lines are accepted. INVALID_ARGUMENT, with the
// line, for a row of another length than the header, bad quoting, or no header.
absl::StatusOr<CsvTable> ParseCsv(absl::string_view text);

// The cell, quoted when it must be.
std::string CsvCell(absl::string_view value);

// One line with CRLF.
std::string CsvLine(const std::vector<std::string>& cells);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_CSV_H_

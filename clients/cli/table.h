// Tables for people.
#ifndef ASSAY_CLIENTS_CLI_TABLE_H_
#define ASSAY_CLIENTS_CLI_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace assay::cli {

// Columns that a text takes on a terminal: 0 for combining marks, 2 for East Asian wide characters, otherwise 1 a code
// point.
int DisplayWidth(absl::string_view text);

// The text in at most `width` columns, with an ellipsis for what was left out.
std::string Ellipsize(absl::string_view text, int width);

// The text on one line without control characters: a name that somebody entered must not steer the reader's terminal.
std::string Printable(absl::string_view text);

struct TableStyle {
  int width = 0;      // Columns of the terminal; 0 cuts nothing.
  bool bold = false;  // Header.
};

// Left-aligned columns, two blanks apart; figures (all cells begin with a digit, $ or -) right-aligned. Without a
// header row when `header` is empty. Ends with a line feed.
std::string RenderTable(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows,
                        const TableStyle& style);

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_TABLE_H_

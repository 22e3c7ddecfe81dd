#include "clients/cli/table.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace assay::cli {
namespace {

constexpr int kGap = 2;
constexpr int kNarrowestColumn = 8;

// The code point at the front and the bytes it takes; a byte that begins none counts as one.
uint32_t Decode(absl::string_view text, size_t* bytes) {
  auto lead = static_cast<unsigned char>(text[0]);
  *bytes = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (*bytes == 1 || *bytes > text.size()) {
    *bytes = 1;
    return lead;
  }
  uint32_t point = lead & (0xffu >> (*bytes + 1));
  for (size_t i = 1; i < *bytes; ++i) point = point << 6 | (static_cast<unsigned char>(text[i]) & 0x3fu);
  return point;
}

bool IsCombining(uint32_t point) {
  return (point >= 0x300 && point <= 0x36f) || (point >= 0x200b && point <= 0x200f) ||
         (point >= 0xfe00 && point <= 0xfe0f);
}

bool IsWide(uint32_t point) {
  return (point >= 0x1100 && point <= 0x115f) || (point >= 0x2e80 && point <= 0xa4cf) ||
         (point >= 0xac00 && point <= 0xd7a3) || (point >= 0xf900 && point <= 0xfaff) ||
         (point >= 0xfe30 && point <= 0xfe6f) || (point >= 0xff00 && point <= 0xff60) ||
         (point >= 0x1f300 && point <= 0x1faff) || (point >= 0x20000 && point <= 0x3fffd);
}

int PointWidth(uint32_t point) { return IsCombining(point) ? 0 : IsWide(point) ? 2 : 1; }

using Rows = std::vector<std::vector<std::string>>;

std::vector<int> ColumnWidths(const Rows& rows, size_t columns) {
  std::vector<int> widths(columns, 0);
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], DisplayWidth(row[i]));
  }
  return widths;
}

// Takes from the widest column until the table fits, or every column is narrow.
void Shrink(int width, std::vector<int>* widths) {
  int total = kGap * (static_cast<int>(widths->size()) - 1);
  for (int column : *widths) total += column;
  while (total > width) {
    auto widest = std::max_element(widths->begin(), widths->end());
    if (*widest <= kNarrowestColumn) return;
    --*widest;
    --total;
  }
}

bool IsFigure(absl::string_view cell) {
  return cell.empty() || absl::ascii_isdigit(cell[0]) || cell[0] == '$' || cell[0] == '-';
}

std::vector<bool> FigureColumns(const Rows& rows, size_t first, size_t columns) {
  std::vector<bool> figures(columns, rows.size() > first);
  for (size_t r = first; r < rows.size(); ++r) {
    for (size_t i = 0; i < columns; ++i) {
      bool code = rows[r][i].find_first_not_of("0123456789.,$%/-") != absl::string_view::npos;
      if (!IsFigure(rows[r][i]) || (code && rows[r][i].find("/year") == std::string::npos)) figures[i] = false;
      if (std::count(rows[r][i].begin(), rows[r][i].end(), '-') > 0 && rows[r][i][0] != '-') figures[i] = false;
    }
  }
  return figures;
}

std::string RenderRow(const std::vector<std::string>& row, const std::vector<int>& widths,
                      const std::vector<bool>& figures) {
  std::string line;
  for (size_t i = 0; i < row.size(); ++i) {
    std::string cell = Ellipsize(row[i], widths[i]);
    std::string padding(static_cast<size_t>(std::max(0, widths[i] - DisplayWidth(cell))), ' ');
    absl::StrAppend(&line, i == 0 ? "" : "  ", figures[i] ? padding : "", cell, figures[i] ? "" : padding);
  }
  absl::StripTrailingAsciiWhitespace(&line);
  return line;
}

}  // namespace

int DisplayWidth(absl::string_view text) {
  int width = 0;
  for (size_t bytes = 0; !text.empty(); text.remove_prefix(bytes)) width += PointWidth(Decode(text, &bytes));
  return width;
}

std::string Ellipsize(absl::string_view text, int width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  std::string kept;
  int used = 1;  // The ellipsis.
  for (size_t bytes = 0; !text.empty(); text.remove_prefix(bytes)) {
    used += PointWidth(Decode(text, &bytes));
    if (used > width) break;
    kept.append(text.data(), bytes);
  }
  return kept + "…";
}

std::string Printable(absl::string_view text) {
  std::string printable;
  for (size_t bytes = 0; !text.empty(); text.remove_prefix(bytes)) {
    uint32_t point = Decode(text, &bytes);
    // C0, DEL, C1 and the marks that reverse the direction of writing.
    bool control = point < 0x20 || (point >= 0x7f && point < 0xa0) || (point >= 0x202a && point <= 0x202e) ||
                   (point >= 0x2066 && point <= 0x2069);
    if (control) {
      printable.push_back(' ');
    } else {
      printable.append(text.data(), bytes);
    }
  }
  return printable;
}

std::string RenderTable(const std::vector<std::string>& header, const Rows& rows, const TableStyle& style) {
  Rows all;
  if (!header.empty()) all.push_back(header);
  for (const auto& row : rows) {
    all.emplace_back();
    for (const std::string& cell : row) all.back().push_back(Printable(cell));
  }
  if (all.empty()) return "";
  size_t columns = all.front().size();
  std::vector<int> widths = ColumnWidths(all, columns);
  if (style.width > 0) Shrink(style.width, &widths);
  std::vector<bool> figures = FigureColumns(all, header.empty() ? 0 : 1, columns);
  // A card's values are read down one edge, whatever they are.
  if (header.empty()) figures.assign(columns, false);
  std::string text;
  for (size_t r = 0; r < all.size(); ++r) {
    bool bold = style.bold && r == 0 && !header.empty();
    absl::StrAppend(&text, bold ? "\x1b[1m" : "", RenderRow(all[r], widths, figures), bold ? "\x1b[0m" : "", "\n");
  }
  return text;
}

}  // namespace assay::cli

// A page to print: HTML that stands alone, needs no script, and reads well aloud. Every text is escaped here.
#ifndef ASSAY_CLIENTS_CLI_PAGE_H_
#define ASSAY_CLIENTS_CLI_PAGE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace assay::cli {

// &, <, >, " and ' as HTML writes them.
std::string EscapeHtml(absl::string_view text);

// Thread-compatible.
class Page {
 public:
  // `title` is the document's title and its first heading.
  explicit Page(absl::string_view title);

  // `level` 2 to 4.
  void Heading(int level, absl::string_view text);
  // Line feeds begin new lines. Nothing when the text is empty.
  void Paragraph(absl::string_view text);
  // Names and what they are; pairs without a value are left out.
  void Facts(const std::vector<std::pair<std::string, std::string>>& facts);
  void List(const std::vector<std::string>& items);
  // A row of fewer cells than titles is filled with empty ones.
  void Table(absl::string_view caption, const std::vector<std::string>& titles,
             const std::vector<std::vector<std::string>>& rows);
  // What follows begins on a new sheet.
  void NewSheet();

  // The whole document, ending with a line feed.
  std::string Text() const;

 private:
  std::string title_;
  std::string body_;
};

}  // namespace assay::cli

#endif  // ASSAY_CLIENTS_CLI_PAGE_H_

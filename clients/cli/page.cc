#include "clients/cli/page.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace assay::cli {
namespace {

constexpr absl::string_view kStyle =
    "body{font:11pt/1.4 Georgia,serif;max-width:45em;margin:2em auto;padding:0 1em;color:#111;background:#fff}"
    "h1,h2,h3,h4{font-family:Arial,sans-serif;line-height:1.2;page-break-after:avoid}"
    "table{border-collapse:collapse;width:100%;margin:1em 0}"
    "caption{text-align:left;font-weight:bold;padding:.3em 0}"
    "th,td{border:1px solid #767676;padding:.3em .5em;text-align:left;vertical-align:top}"
    "thead{display:table-header-group}tr{page-break-inside:avoid}"
    "dl{display:grid;grid-template-columns:max-content auto;gap:.2em 1em}dt{font-weight:bold}dd{margin:0}"
    ".sheet{page-break-before:always}"
    "@page{margin:2cm}";

std::string Element(absl::string_view name, absl::string_view text) {
  return absl::StrCat("<", name, ">", absl::StrReplaceAll(EscapeHtml(text), {{"\n", "<br>\n"}}), "</", name, ">\n");
}

}  // namespace

std::string EscapeHtml(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

Page::Page(absl::string_view title) : title_(title), body_(Element("h1", title)) {}

void Page::Heading(int level, absl::string_view text) {
  body_ += Element(absl::StrCat("h", std::clamp(level, 2, 4)), text);
}

void Page::Paragraph(absl::string_view text) {
  if (!text.empty()) body_ += Element("p", text);
}

void Page::Facts(const std::vector<std::pair<std::string, std::string>>& facts) {
  std::string lines;
  for (const auto& [name, value] : facts) {
    if (!value.empty()) absl::StrAppend(&lines, Element("dt", name), Element("dd", value));
  }
  if (!lines.empty()) absl::StrAppend(&body_, "<dl>\n", lines, "</dl>\n");
}

void Page::List(const std::vector<std::string>& items) {
  if (items.empty()) return;
  body_ += "<ul>\n";
  for (const std::string& item : items) body_ += Element("li", item);
  body_ += "</ul>\n";
}

void Page::Table(absl::string_view caption, const std::vector<std::string>& titles,
                 const std::vector<std::vector<std::string>>& rows) {
  body_ += "<table>\n";
  if (!caption.empty()) body_ += Element("caption", caption);
  body_ += "<thead><tr>\n";
  for (const std::string& title : titles) {
    absl::StrAppend(&body_, "<th scope=\"col\">", EscapeHtml(title), "</th>\n");
  }
  body_ += "</tr></thead>\n<tbody>\n";
  for (const auto& row : rows) {
    body_ += "<tr>\n";
    for (size_t i = 0; i < titles.size(); ++i) body_ += Element("td", i < row.size() ? row[i] : "");
    body_ += "</tr>\n";
  }
  body_ += "</tbody>\n</table>\n";
}

void Page::NewSheet() { body_ += "<div class=\"sheet\"></div>\n"; }

std::string Page::Text() const {
  return absl::StrCat("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
                      "<meta name=\"viewport\" content=\"width=device-width\">\n", Element("title", title_), "<style>",
                      kStyle, "</style>\n</head>\n<body>\n", body_, "</body>\n</html>\n");
}

}  // namespace assay::cli

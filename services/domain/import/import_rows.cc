#include "services/domain/import/import_rows.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/base/csv.h"
#include "services/base/error.h"
#include "services/base/text.h"
#include "services/domain/import/cell.h"
#include "services/domain/labor_market/area_figures.h"
#include "services/domain/name.h"

namespace assay::domain {
namespace {

using google::protobuf::Message;

ImportCandidate EmptyCandidate(api::ImportKind kind) {
  switch (kind) {
    case api::IMPORT_KIND_OCCUPATIONS:
      return api::Occupation();
    case api::IMPORT_KIND_PROPOSALS:
      return api::Proposal();
    case api::IMPORT_KIND_EMPLOYERS:
      return api::Employer();
    case api::IMPORT_KIND_CROSSWALK:
      return api::CrosswalkRow();
    case api::IMPORT_KIND_CREDENTIALS:
    case api::IMPORT_KIND_UNSPECIFIED:
    case api::ImportKind_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::ImportKind_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return api::Credential();
}

bool IsArea(absl::string_view text) {
  constexpr size_t kAreaBytesMax = 32;
  return text.size() <= kAreaBytesMax &&
         absl::c_all_of(text, [](char c) { return absl::ascii_isalnum(c) || c == '-' || c == '_' || c == '.'; });
}

// What a record's id follows from when its cell is empty, and what the cells of a row mean together.
void Complete(const api::Import& import, api::Credential* credential, ImportRow* row) {
  if (!credential->soc_codes().empty()) credential->set_soc_version(import.soc_version());
  bool bad_id = absl::c_any_of(row->findings, [](const auto& finding) { return finding.column() == "credential_id"; });
  if (!credential->name().empty() || bad_id) return;
  std::string id = SlugOf(credential->title());
  if (id.empty()) {
    row->Add("credential_id", "is empty, and no id can be made of the title; fill in one of them");
  } else {
    credential->set_name(absl::StrCat(import.target(), "/credentials/", id));
  }
}

constexpr absl::string_view kNoArea = "is no area; use letters, digits, '-', '_' and '.', at most 32, such as NJ";

// A lower percentile that earns more is a slip of a column; which one is wrong nobody knows.
void WarnOfDisorder(const api::Occupation& occupation, ImportRow* row) {
  constexpr std::pair<absl::string_view, api::WageStatistic> kRising[] = {
      {"annual_p10_wage", api::WAGE_STATISTIC_P10},       {"annual_p25_wage", api::WAGE_STATISTIC_P25},
      {"annual_median_wage", api::WAGE_STATISTIC_MEDIAN}, {"annual_p75_wage", api::WAGE_STATISTIC_P75},
      {"annual_p90_wage", api::WAGE_STATISTIC_P90},
  };
  int64_t below = 0;
  for (const auto& [column, statistic] : kRising) {
    absl::optional<int64_t> cents = WageCents(occupation, statistic);
    if (!cents.has_value()) continue;
    if (*cents < below) row->Add(column, "is less than a lower percentile of the row", api::SEVERITY_WARNING);
    below = *cents;
  }
}

void Complete(const api::Import&, api::Occupation* occupation, ImportRow* row) {
  if (!IsArea(occupation->area())) row->Add("area", kNoArea);
  if (!IsArea(occupation->projection_area())) row->Add("projection_area", kNoArea);
  WarnOfDisorder(*occupation, row);
}

void Complete(const api::Import& import, api::Proposal* proposal, ImportRow*) {
  if (!proposal->soc_codes().empty()) proposal->set_soc_version(import.soc_version());
  if (!proposal->name().empty() || proposal->credential().empty()) return;
  proposal->set_name(absl::StrCat(import.target(), "/proposals/", LastPart(proposal->credential())));
}

void Complete(const api::Import&, api::Employer*, ImportRow*) {}
void Complete(const api::Import&, api::CrosswalkRow*, ImportRow*) {}

std::string IdOf(const api::Occupation& occupation) {
  if (occupation.area().empty() || occupation.soc_code().empty()) return "";
  return absl::StrCat(occupation.area(), "~", occupation.soc_code());
}
std::string IdOf(const api::CrosswalkRow& row) {
  if (row.from_code().empty() || row.to_code().empty()) return "";
  return absl::StrCat(row.from_code(), "~", row.to_code());
}
template <class Record>
std::string IdOf(const Record& record) {
  return LastPart(record.name());
}

}  // namespace

class ImportReader {
 public:
  explicit ImportReader(const api::Import& import) : import_(import), columns_(ColumnsOf(import.kind())) {}

  absl::StatusOr<ImportRows> Read(absl::string_view text) {
    absl::Status header_status;
    bool has_header = false;
    absl::Status status = ReadCsv(text, [&](const CsvRow& row) {
      if (has_header) {
        ReadRow(row);
        return true;
      }
      has_header = true;
      header_status = ReadHeader(row);
      return header_status.ok();
    });
    if (!has_header && status.ok()) header_status = ReadHeader({1, {}});
    ASSAY_RETURN_IF_ERROR(header_status);
    ASSAY_RETURN_IF_ERROR(status);
    return std::move(result_);
  }

 private:
  absl::Status ReadHeader(const CsvRow& header) {
    std::vector<CsvColumn> expected;
    for (const ImportColumn& column : columns_) {
      expected.push_back({column.name, column.need != ColumnNeed::kOptional});
    }
    ASSAY_ASSIGN_OR_RETURN(positions_, MatchCsvHeader(header, expected));
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (positions_[i] < 0 || columns_[i].path == "name") continue;
      result_.paths_.emplace_back(columns_[i].path);
      if (columns_[i].path == "soc_codes") result_.paths_.emplace_back("soc_version");
    }
    return absl::OkStatus();
  }

  void ReadRow(const CsvRow& source) {
    ImportRow row;
    row.line = source.line;
    row.candidate = EmptyCandidate(import_.kind());
    size_t columns = absl::c_count_if(positions_, [](int position) { return position >= 0; });
    if (source.cells.size() == columns) {
      ReadCells(source, &row);
      std::visit([&](auto& record) { Complete(import_, &record, &row); }, row.candidate);
      CheckUnique(&row);
    } else {
      row.Add("", absl::StrCat("has ", source.cells.size(), " cells, the header has ", columns,
                               "; put cells that hold a comma in quotes, and write empty cells too"));
    }
    result_.rows_.push_back(std::move(row));
  }

  void ReadCells(const CsvRow& source, ImportRow* row) const {
    Message* record = std::visit([](auto& candidate) -> Message* { return &candidate; }, row->candidate);
    std::vector<std::string> problems;
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (positions_[i] < 0) continue;
      SetFromCell(source.cells[positions_[i]], columns_[i], import_, record, &problems);
      for (const std::string& problem : problems) row->Add(columns_[i].name, problem);
      problems.clear();
    }
  }

  void CheckUnique(ImportRow* row) {
    std::string id = std::visit([](const auto& record) { return IdOf(record); }, row->candidate);
    if (id.empty()) return;
    auto [first, is_new] = line_of_id_.emplace(id, row->line);
    if (is_new) return;
    row->Add(columns_.front().name, absl::StrCat(id, " is on line ", first->second, " already; keep one of the rows"));
  }

  const api::Import& import_;
  absl::Span<const ImportColumn> columns_;
  std::vector<int> positions_;  // of each column in the file; -1: not there
  absl::flat_hash_map<std::string, int> line_of_id_;
  ImportRows result_{columns_};
};

void ImportRow::Add(absl::string_view column, absl::string_view message, api::Severity severity) {
  api::ImportFinding& finding = findings.emplace_back();
  finding.set_line(line);
  finding.set_column(std::string(column));
  finding.set_message(std::string(message));
  finding.set_severity(severity);
}

bool ImportRow::HasErrors() const {
  return absl::c_any_of(findings, [](const auto& finding) { return finding.severity() == api::SEVERITY_ERROR; });
}

absl::StatusOr<ImportRows> ImportRows::Parse(const api::Import& import, absl::string_view text) {
  return ImportReader(import).Read(text);
}

absl::string_view ImportRows::ColumnOf(absl::string_view path) const {
  auto column = absl::c_find_if(columns_, [path](const ImportColumn& c) { return c.path == path || c.name == path; });
  return column == columns_.end() ? absl::string_view() : column->name;
}

}  // namespace assay::domain

// The rows of an import, read: one candidate record each, with everything that is wrong with its cells.
#ifndef ASSAY_SERVICES_DOMAIN_IMPORT_IMPORT_ROWS_H_
#define ASSAY_SERVICES_DOMAIN_IMPORT_IMPORT_ROWS_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/domain/import/column.h"
#include "services/domain/record_id.h"

namespace assay::domain {

// What a row asks for: the record as it would be if there were none. Named, but for occupations and pairs.
using ImportCandidate = std::variant<api::Credential, api::Occupation, api::Proposal, api::Employer, api::CrosswalkRow>;

struct ImportRow {
  int line = 0;
  ImportCandidate candidate;
  std::vector<api::ImportFinding> findings;

  // Adds a finding about this row.
  void Add(absl::string_view column, absl::string_view message, api::Severity severity = api::SEVERITY_ERROR);
  bool HasErrors() const;
};

// Immutable. Thread-safe.
class ImportRows {
 public:
  // Reads the text of an import. Needs no records: what a row says is checked here, what it means by DecideRow. A row
  // with too few or too many cells, a bad cell, or the id of an earlier row has findings and stays. INVALID_ARGUMENT:
  // the text is no CSV (services/base/csv.h) or its header does not fit; nothing can be taken from it.
  static absl::StatusOr<ImportRows> Parse(const api::Import& import, absl::string_view text);

  const std::vector<ImportRow>& rows() const { return rows_; }
  // Paths of the fields that the file has columns for, and of those that follow from them.
  const std::vector<std::string>& paths() const { return paths_; }
  // The column that fills a field; empty when none does.
  absl::string_view ColumnOf(absl::string_view path) const;

 private:
  friend class ImportReader;
  explicit ImportRows(absl::Span<const ImportColumn> columns) : columns_(columns) {}

  absl::Span<const ImportColumn> columns_;
  std::vector<std::string> paths_;
  std::vector<ImportRow> rows_;
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_IMPORT_IMPORT_ROWS_H_

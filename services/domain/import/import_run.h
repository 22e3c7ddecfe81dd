// An import on its way into the records: every row is decided once on a scratch copy, one event accepts it, and slices
// follow until it is applied.
//
//   checked on an overlay of the present records      CheckNext ... until true; summary()
//   accepted by one event                             Accept
//   written, before any other command of the state    Slice ... until true
//
// The instant of the first CheckNext is the import's instant: every row is decided at it, also after a restart, which
// makes a new run from the record and the text and goes on with Slice.
#ifndef ASSAY_SERVICES_DOMAIN_IMPORT_IMPORT_RUN_H_
#define ASSAY_SERVICES_DOMAIN_IMPORT_IMPORT_RUN_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/domain/context.h"
#include "services/domain/import/decide_row.h"
#include "services/domain/import/import_rows.h"
#include "services/domain/view.h"

namespace assay::domain {

inline constexpr int kImportFindingsMax = 10'000;  // kept; later ones are only counted
inline constexpr int kImportSliceOperationsMax = 80;
inline constexpr int64_t kImportSliceBytesMax = 64 * 1024;
inline constexpr int kImportSliceRowsMax = 1000;  // looked at

struct ImportSummary {
  int row_count = 0;
  int create_count = 0;
  int update_count = 0;
  int unchanged_count = 0;
  int invalid_count = 0;
  int warning_count = 0;                     // rows with a warning
  std::vector<api::ImportFinding> findings;  // in order of line; the first kImportFindingsMax
};

// Single-threaded.
class ImportRun {
 public:
  // Reads the text of `import`, as its record is now. FAILED_PRECONDITION, IMPORT_EMPTY: nothing was uploaded.
  // INVALID_ARGUMENT: the text is no CSV or its header does not fit.
  static absl::StatusOr<ImportRun> Parse(api::Import import, absl::string_view text, bool skip_invalid);

  // Decides the next rows, at most `rows_max`, and applies what they do to `scratch`. True when all rows are decided.
  // `context` and `scratch` are those of the first call. NOT_FOUND, or FAILED_PRECONDITION: IMPORT_NOT_UPLOADING,
  // DATASET_SEALED, CROSSWALK_SEALED. PERMISSION_DENIED: the caller may not do what the rows ask for. Or a read error.
  absl::StatusOr<bool> CheckNext(int rows_max, const Context& context, Records* scratch);

  // All rows at once.
  absl::StatusOr<ImportSummary> Check(const Context& context, Records* scratch);

  const ImportSummary& summary() const { return summary_; }

  // Accepts the import. Precondition: every row was decided, and no other command of the state was since. Errors of
  // CheckNext; INVALID_ARGUMENT: rows are invalid and are not to be skipped, the errors as violations such as "line 7,
  // column soc_codes"; FAILED_PRECONDITION, IMPORT_EMPTY: no row can be taken;
  // INTERNAL, IMPORT_FAULT: a row was not decided yet.
  absl::Status Accept(const Context& context, const View& view, Events* events) const;

  // Adds the events of the next rows to an accepted import: at most kImportSliceOperationsMax record changes, then the
  // progress. True when the import is now applied. `context.principal` is the one that accepted it. INTERNAL: a row
  // that was valid is not any more.
  absl::StatusOr<bool> Slice(const Context& context, const View& view, Events* events) const;

 private:
  ImportRun(api::Import import, ImportRows rows, std::string digest, bool skip_invalid)
      : import_(std::move(import)), rows_(std::move(rows)), digest_(std::move(digest)), skip_invalid_(skip_invalid) {}

  int row_count() const { return static_cast<int>(rows_.rows().size()); }
  absl::Status CheckReady(const View& view) const;
  void Count(const RowVerdict& verdict);
  absl::Status CheckRowsValid() const;
  absl::Status AddRows(const Context& context, const View& view, ledger::ImportSlice* slice, Events* events) const;
  // Fills in what a dataset or crosswalk is once its rows are written.
  template <class Record>
  void Seal(const Context& context, const ledger::ImportSlice& slice, Record* record) const;
  void Complete(const Context& context, const api::Import& record, const ledger::ImportSlice& slice, const View& view,
                Events* events) const;

  api::Import import_;
  ImportRows rows_;
  std::string digest_;  // of the text, in hexadecimal
  bool skip_invalid_;
  absl::Time instant_ = absl::InfinitePast();
  int next_row_ = 0;
  ImportSummary summary_;
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_IMPORT_IMPORT_RUN_H_

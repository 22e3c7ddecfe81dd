// What one row of an import does to the records.
#ifndef ASSAY_SERVICES_DOMAIN_IMPORT_DECIDE_ROW_H_
#define ASSAY_SERVICES_DOMAIN_IMPORT_DECIDE_ROW_H_

#include <vector>

#include "absl/status/statusor.h"
#include "services/domain/context.h"
#include "services/domain/import/import_rows.h"
#include "services/domain/view.h"

namespace assay::domain {

// Rows of a dataset or crosswalk in one event at most.
inline constexpr int kOccupationsPerEventMax = 80;

enum class RowOutcome { kCreate, kUpdate, kUnchanged, kInvalid };

struct RowVerdict {
  RowOutcome outcome = RowOutcome::kInvalid;
  std::vector<api::ImportFinding> findings;  // errors only when invalid; warnings with any outcome
};

// Decides row `index` by the rules of the single rpcs: a record that is not there is created, one that differs in a
// column of the file is updated, one that is equal is left alone. Occupations and pairs are always created, together
// with those of the rows before when `events` ends with them. Adds events only when a record is created or updated.
// PERMISSION_DENIED and read errors are not the row's fault and are returned.
absl::StatusOr<RowVerdict> DecideRow(const api::Import& import, const ImportRows& rows, int index,
                                     const Context& context, const View& view, Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_IMPORT_DECIDE_ROW_H_

#include "services/domain/apply_labor.h"

namespace assay::domain {

void ApplyCrosswalkRows(const ledger::CrosswalkRows& rows, Records* records) {
  for (const api::CrosswalkRow& row : rows.rows()) {
    records->Put(CrosswalkRowId{rows.crosswalk_id(), row.from_code(), row.to_code()}, row);
  }
}

}  // namespace assay::domain

// Which columns the rows of an import have, and which fields they fill.
#ifndef ASSAY_SERVICES_DOMAIN_IMPORT_COLUMN_H_
#define ASSAY_SERVICES_DOMAIN_IMPORT_COLUMN_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "assay/v1/common.pb.h"
#include "assay/v1/import_service.pb.h"
#include "assay/v1/options.pb.h"
#include "services/domain/record_id.h"

namespace assay::domain {

enum class ColumnNeed {
  kOptional,  // records keep what they have when the column is left out
  kColumn,    // the column must be there; its cells may be empty
  kCell,      // so must every cell
};

struct ImportColumn {
  absl::string_view name;
  absl::string_view path;  // of the field in the record: soc_codes, or assessment.proctored
  ColumnNeed need = ColumnNeed::kOptional;
  // For fields that have no rules of their own in the proto:
  api::Format format = api::FORMAT_UNSPECIFIED;
  int64_t max = 1'000'000'000'000;
  // What an amount of money is paid for.
  api::Period period = api::PERIOD_UNSPECIFIED;
  // A text that is taken although it does not have the format.
  absl::string_view also = "";
};

// In the order in which import_service.proto names them; none for an unknown kind.
absl::Span<const ImportColumn> ColumnsOf(api::ImportKind kind);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_IMPORT_COLUMN_H_

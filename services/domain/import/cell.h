// From the text of a cell to the field of a record.
//
// Several values are divided by ';'. Money is dollars, with or without cents: 41000 or 41000.50. Percent is a decimal
// number: 4.6 is kept as 46/1000. Enum values are written by their short or full name in any letter case; booleans as
// true, false, yes or no; resources by their id alone. An empty cell is unknown and leaves the field empty;
// so do the marks *, ** and # of BLS in a row of figures.
#ifndef ASSAY_SERVICES_DOMAIN_IMPORT_CELL_H_
#define ASSAY_SERVICES_DOMAIN_IMPORT_CELL_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "services/domain/import/column.h"

namespace assay::domain {

// Sets the column's field in `record`, which is empty before. Adds everything that is wrong with the cell, and how to
// mend it, to `problems`: the same rules hold as for the field in a request, and occupation codes must be known in the
// import's edition.
void SetFromCell(absl::string_view cell, const ImportColumn& column, const api::Import& import,
                 google::protobuf::Message* record, std::vector<std::string>* problems);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_IMPORT_CELL_H_

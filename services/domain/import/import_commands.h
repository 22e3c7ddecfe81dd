// Decisions on imports up to the point where their rows are written (services/domain/import/import_run.h goes on).
#ifndef ASSAY_SERVICES_DOMAIN_IMPORT_IMPORT_COMMANDS_H_
#define ASSAY_SERVICES_DOMAIN_IMPORT_IMPORT_COMMANDS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

inline constexpr int64_t kImportBytesMax = 32 * 1024 * 1024;
inline constexpr size_t kImportBlobBytesMax = 128 * 1024;  // a stored value at most
inline constexpr int kImportBlobsMax = 256;

// The pieces of at most kImportBlobBytesMax in which a chunk is stored, in order.
std::vector<absl::string_view> CutBlobs(absl::string_view data);

// Makes an import of a generated id. Occupations take the edition of their dataset, others 2018 when none is stated.
// INVALID_ARGUMENT: no kind, a target that the kind does not go to, or an edition that is not the dataset's. NOT_FOUND:
// no such dataset or cycle. FAILED_PRECONDITION, DATASET_SEALED: the dataset was filled before.
absl::Status Decide(const api::CreateImportRequest& request, const Context& context, const View& view, Events* events);

// Adds a chunk. `digests`: SHA-256 (32 bytes) of each of CutBlobs(request.data()), which the caller stores in the same
// commit. NOT_FOUND. FAILED_PRECONDITION, IMPORT_NOT_UPLOADING: it was applied; CHUNK_OUT_OF_ORDER: another index is
// next; IMPORT_TOO_LARGE: more than kImportBytesMax or kImportBlobsMax.
absl::Status DecideUploadChunk(const api::UploadImportChunkRequest& request, absl::Span<const std::string> digests,
                               const Context& context, const View& view, Events* events);

// The uploaded text. DATA_LOSS, IMPORT_TEXT_DAMAGED: a piece is missing or the sizes do not add up; or the view's read
// error.
absl::StatusOr<std::string> ReadImportText(const api::Import& import, const ScanView& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_IMPORT_IMPORT_COMMANDS_H_

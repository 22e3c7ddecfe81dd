// What every engine refuses before it writes, so that all refuse the same. Thread-safe.
#ifndef ASSAY_STORAGE_BATCH_CHECK_H_
#define ASSAY_STORAGE_BATCH_CHECK_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "storage/store.h"

namespace assay::storage {

// Keys that begin with this byte belong to the engine: Get and Commit refuse them, Scan starts after them.
inline constexpr char kEngineKeyByte = '\0';

// The least that any engine offers. Tests run with these, so that nothing above grows to need more.
inline constexpr Limits kSmallestLimits = {kCommandOperationsMax, kCommandBytesMax, kValueBytesMax, kKeyBytesMax};

// What an embedded engine offers: room for the commands of many callers in one commit.
inline constexpr Limits kEmbeddedLimits = {size_t{16} << 10, size_t{16} << 20, kValueBytesMax, kKeyBytesMax};

// kInvalidArgument: the key is empty, too long, or the engine's own.
absl::Status CheckKey(absl::string_view key, const Limits& limits);

// The keys of the operations, ascending; they point into `batch`. Operations and preconditions are counted each against
// commit_operations_max, and their keys and values together against commit_bytes_max.
// kInvalidArgument: a limit is exceeded, a key is not allowed, or two operations name the same key.
absl::StatusOr<std::vector<absl::string_view>> CheckBatch(const Batch& batch, const Limits& limits);

// Whether all hold, reading with `get`, whose first error is passed on.
absl::StatusOr<bool> PreconditionsHold(
    const std::vector<Precondition>& preconditions,
    absl::FunctionRef<absl::StatusOr<absl::optional<std::string>>(absl::string_view key)> get);

// The part of `range` that is left to read from `cursor`, without the engine's keys; begin ≥ end when nothing is left.
// A foreign cursor never leads out of the range. kInvalidArgument: `limit` is zero.
absl::StatusOr<KeyRange> RemainingRange(const KeyRange& range, absl::string_view cursor, size_t limit);

// The cursor of a page that ended with `last_key`: a key inserted right behind it later is still found.
std::string CursorAfter(absl::string_view last_key);

// Whether nothing lies between the range's ends.
inline bool IsEmpty(const KeyRange& range) { return !range.end.empty() && range.begin >= range.end; }

}  // namespace assay::storage

#endif  // ASSAY_STORAGE_BATCH_CHECK_H_

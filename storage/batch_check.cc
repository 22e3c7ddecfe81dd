#include "storage/batch_check.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace assay::storage {
namespace {

absl::Status TooMany(absl::string_view what, size_t count, size_t limit) {
  return absl::InvalidArgumentError(
      absl::StrCat("a commit may hold ", limit, " ", what, ", this one has ", count, "; split it"));
}

// Only the head of a key is shown: keys may be long, and the head tells which table it is.
std::string Shown(absl::string_view key) { return absl::StrCat("\"", absl::CHexEscape(key.substr(0, 64)), "\""); }

// Checks key and value and adds their sizes to `bytes`.
absl::Status CheckEntry(absl::string_view key, const absl::optional<std::string>& value, const Limits& limits,
                        size_t& bytes) {
  if (absl::Status checked = CheckKey(key, limits); !checked.ok()) return checked;
  bytes += key.size();
  if (!value.has_value()) return absl::OkStatus();
  if (value->size() > limits.value_bytes_max) {
    return absl::InvalidArgumentError(absl::StrCat("the value of key ", Shown(key), " has ", value->size(),
                                                   " bytes, the limit is ", limits.value_bytes_max));
  }
  bytes += value->size();
  return absl::OkStatus();
}

absl::Status CheckSizes(const Batch& batch, const Limits& limits) {
  if (batch.operations.size() > limits.commit_operations_max) {
    return TooMany("operations", batch.operations.size(), limits.commit_operations_max);
  }
  if (batch.preconditions.size() > limits.commit_operations_max) {
    return TooMany("preconditions", batch.preconditions.size(), limits.commit_operations_max);
  }
  size_t bytes = 0;
  for (const Precondition& precondition : batch.preconditions) {
    absl::Status checked = CheckEntry(precondition.key, precondition.value, limits, bytes);
    if (!checked.ok()) return checked;
  }
  for (const Operation& operation : batch.operations) {
    absl::Status checked = CheckEntry(operation.key, operation.value, limits, bytes);
    if (!checked.ok()) return checked;
  }
  if (bytes > limits.commit_bytes_max) return TooMany("bytes of keys and values", bytes, limits.commit_bytes_max);
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckKey(absl::string_view key, const Limits& limits) {
  if (key.empty()) return absl::InvalidArgumentError("a key may not be empty");
  if (key.size() > limits.key_bytes_max) {
    return absl::InvalidArgumentError(
        absl::StrCat("key ", Shown(key), "... has ", key.size(), " bytes, the limit is ", limits.key_bytes_max));
  }
  if (key.front() == kEngineKeyByte) {
    return absl::InvalidArgumentError(absl::StrCat("key ", Shown(key), " begins with byte 0: the engine's own"));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<absl::string_view>> CheckBatch(const Batch& batch, const Limits& limits) {
  if (absl::Status checked = CheckSizes(batch, limits); !checked.ok()) return checked;
  std::vector<absl::string_view> keys;
  keys.reserve(batch.operations.size());
  for (const Operation& operation : batch.operations) keys.push_back(operation.key);
  std::sort(keys.begin(), keys.end());
  const auto twin = std::adjacent_find(keys.begin(), keys.end());
  if (twin != keys.end()) {
    return absl::InvalidArgumentError(absl::StrCat("key ", Shown(*twin), " is named by two operations of one commit"));
  }
  return keys;
}

absl::StatusOr<bool> PreconditionsHold(
    const std::vector<Precondition>& preconditions,
    absl::FunctionRef<absl::StatusOr<absl::optional<std::string>>(absl::string_view key)> get) {
  for (const Precondition& precondition : preconditions) {
    absl::StatusOr<absl::optional<std::string>> present = get(precondition.key);
    if (!present.ok()) return present.status();
    if (*present != precondition.value) return false;
  }
  return true;
}

absl::StatusOr<KeyRange> RemainingRange(const KeyRange& range, absl::string_view cursor, size_t limit) {
  if (limit == 0) return absl::InvalidArgumentError("a scan needs a limit of at least one entry");
  KeyRange left = range;
  left.begin = std::max(left.begin, std::string(1, kEngineKeyByte + 1));
  if (cursor > absl::string_view(left.begin)) left.begin = std::string(cursor);
  return left;
}

std::string CursorAfter(absl::string_view last_key) {
  std::string cursor(last_key);
  cursor.push_back('\0');
  return cursor;
}

}  // namespace assay::storage

// The ordered key-value store beneath the product: what an embedded engine (RocksDB) and a distributed one (etcd)
// both really offer, and nothing more. Keys are built by storage/keyspace.h only.
//
// A key is never empty. Keys that begin with byte 0 belong to the engine: Get and Commit refuse them, Scan skips them.
//
// Errors of every method that returns a status:
//   kInvalidArgument     a limit of Limits() is exceeded, a key is not allowed or the snapshot is another store's
//                        (caller's bug or oversized input; nothing was written)
//   kDataLoss            stored bytes do not match their checksum, or acknowledged writes are missing
//   kUnavailable         the engine stopped after a commit with outcome unknown, or was closed
#ifndef ASSAY_STORAGE_STORE_H_
#define ASSAY_STORAGE_STORE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace assay::storage {

// Limits of one command's changes: those of the smallest engine we mean to support, so that no engine above needs more.
inline constexpr size_t kCommandOperationsMax = 96;
inline constexpr size_t kCommandBytesMax = size_t{1} << 20;
inline constexpr size_t kValueBytesMax = size_t{128} << 10;
inline constexpr size_t kKeyBytesMax = 1024;

// Half-open [begin, end); an empty end means "to the last key".
struct KeyRange {
  std::string begin;
  std::string end;
};

struct KeyValue {
  std::string key;
  std::string value;
};

// Puts `value`, or deletes the key when there is none. A batch may name a key once only.
struct Operation {
  std::string key;
  absl::optional<std::string> value;
};

// Holds when the key's present value equals `value` (none: the key is absent).
struct Precondition {
  std::string key;
  absl::optional<std::string> value;
};

struct Batch {
  std::vector<Precondition> preconditions;
  std::vector<Operation> operations;
};

enum class CommitOutcome {
  kCommitted,           // durable and visible to every later read
  kPreconditionFailed,  // nothing was written
  kUnknown,             // the device did not confirm: it may be there after reopening. The store serves no more.
};

struct Limits {
  size_t commit_operations_max;  // and as many preconditions; ≥ kCommandOperationsMax
  size_t commit_bytes_max;       // keys and values of operations and preconditions; ≥ kCommandBytesMax
  size_t value_bytes_max;
  size_t key_bytes_max;
};

struct ScanPage {
  std::vector<KeyValue> entries;  // in key order
  // Where to go on: pass it as `cursor`. Empty when the range is exhausted.
  std::string next_cursor;
};

// A consistent picture of all keys. Thread-safe; holding one for long keeps old versions on disk.
class Snapshot {
 public:
  virtual ~Snapshot() = default;
};

// Exclusive ownership of a name, with a fencing token that grows with each acquisition. A holder adds fence() to the
// preconditions of its commits; once somebody else has acquired the name these fail.
class Lease {
 public:
  virtual ~Lease() = default;
  virtual uint64_t token() const = 0;
  virtual Precondition fence() const = 0;
};

// Ends a registration made with Store::Wake when destroyed. After the destructor returned the callback runs no more.
class WakeRegistration {
 public:
  virtual ~WakeRegistration() = default;
};

// Thread-safe.
class Store {
 public:
  virtual ~Store() = default;

  // Without a snapshot reads see the latest committed state. O(log n).
  virtual absl::StatusOr<absl::optional<std::string>> Get(absl::string_view key,
                                                          const Snapshot* snapshot = nullptr) const = 0;

  // Up to `limit` entries of `range` in key order, from `cursor` (a former next_cursor, or empty for the beginning).
  virtual absl::StatusOr<ScanPage> Scan(const KeyRange& range, absl::string_view cursor, size_t limit,
                                        const Snapshot* snapshot = nullptr) const = 0;

  virtual std::shared_ptr<const Snapshot> TakeSnapshot() const = 0;

  // All operations or none, durable before it returns kCommitted. Blocks for the device: call it from the commit
  // thread, never from a thread that serves calls. Commits are ordered; concurrent callers are serialised.
  virtual absl::StatusOr<CommitOutcome> Commit(Batch batch) = 0;

  // Calls `callback` after each commit that touched a key of `range`, on the committing thread: it must not block and
  // must not call the store.
  virtual std::unique_ptr<WakeRegistration> Wake(KeyRange range, std::function<void()> callback) = 0;

  // Takes over `name` from whoever held it. Writes one key; blocks as Commit does.
  virtual absl::StatusOr<std::unique_ptr<Lease>> AcquireLease(absl::string_view name) = 0;

  virtual Limits limits() const = 0;

  // Reads everything and verifies the engine's own checksums. O(all data).
  virtual absl::Status Check() const = 0;

  // Writes a consistent, openable copy into `directory`, which must not exist; its parent must.
  // kAlreadyExists: it does. kUnimplemented: the engine has no files of its own.
  virtual absl::Status Backup(const std::string& directory) const = 0;
};

}  // namespace assay::storage

#endif  // ASSAY_STORAGE_STORE_H_

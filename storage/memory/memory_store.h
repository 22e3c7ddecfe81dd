// A store in the memory of this process: for tests, simulation and trying things out. Nothing survives it.
#ifndef ASSAY_STORAGE_MEMORY_MEMORY_STORE_H_
#define ASSAY_STORAGE_MEMORY_MEMORY_STORE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "storage/batch_check.h"
#include "storage/store.h"
#include "storage/wake_registry.h"

namespace assay::storage {

// Keeps each key's versions by commit number. A commit costs O(its operations · log keys); versions that no live
// snapshot can see go with a later commit, at the same cost. Thread-safe.
class MemoryStore : public Store {
 public:
  // By default as small as the smallest engine, so that tests notice who needs more.
  explicit MemoryStore(const Limits& limits = kSmallestLimits);
  ~MemoryStore() override;

  absl::StatusOr<absl::optional<std::string>> Get(absl::string_view key,
                                                  const Snapshot* snapshot = nullptr) const override;
  absl::StatusOr<ScanPage> Scan(const KeyRange& range, absl::string_view cursor, size_t limit,
                                const Snapshot* snapshot = nullptr) const override;
  std::shared_ptr<const Snapshot> TakeSnapshot() const override;
  absl::StatusOr<CommitOutcome> Commit(Batch batch) override;
  std::unique_ptr<WakeRegistration> Wake(KeyRange range, std::function<void()> callback) override;
  absl::StatusOr<std::unique_ptr<Lease>> AcquireLease(absl::string_view name) override;
  Limits limits() const override { return limits_; }
  absl::Status Check() const override { return absl::OkStatus(); }
  absl::Status Backup(const std::string& directory) const override;  // kUnimplemented

  // Versions held, deletions included. For tests of the garbage collection; O(keys).
  size_t CountVersions() const;

 private:
  struct Version {
    uint64_t commit;
    absl::optional<std::string> value;  // none: deleted
  };
  struct LiveSnapshots;
  class MemorySnapshot;

  static const Version* VersionAt(const std::vector<Version>& versions, uint64_t commit);
  absl::StatusOr<uint64_t> CommitOf(const Snapshot* snapshot) const;
  void Apply(std::vector<Operation> operations);
  void CollectGarbage();
  void Prune(const std::string& key, uint64_t oldest);

  const Limits limits_;
  const std::shared_ptr<LiveSnapshots> live_;
  WakeRegistry wakes_;
  mutable std::shared_mutex mutex_;
  // Guarded by mutex_; the versions of a key ascend and are never none.
  std::map<std::string, std::vector<Version>, std::less<>> keys_;
  uint64_t commit_ = 0;
  // Keys whose version of that commit hid an older one or is a deletion, by ascending commit.
  std::deque<std::pair<uint64_t, std::string>> garbage_;
};

}  // namespace assay::storage

#endif  // ASSAY_STORAGE_MEMORY_MEMORY_STORE_H_

// A store that can be held, broken and looked at; the data is in another store, which outlives it like a disk.
#ifndef ASSAY_SERVICES_ENGINE_TESTING_TEST_STORE_H_
#define ASSAY_SERVICES_ENGINE_TESTING_TEST_STORE_H_

#include <memory>
#include <string>
#include <vector>

#include "services/base/mutex.h"
#include "storage/store.h"

namespace assay::engine::testing {

// Thread-safe. Counts and rules are about Commit with operations of states; taking the lease is not among them.
class TestStore : public storage::Store {
 public:
  explicit TestStore(storage::Store* disk) : disk_(disk) {}

  // From now on Commit waits before it writes, until Release.
  void Hold();
  // Waits until a commit is held.
  void AwaitHeld();
  void Release();

  enum class Breakage {
    kUnknownWritten,  // the outcome is unknown, and it was written
    kUnknownLost,     // the outcome is unknown, and it was not written
    kFenced,          // another server took the lease
  };
  // The commit after `commits` further ones breaks, and nothing is written any more.
  void BreakAfter(int commits, Breakage breakage);

  int commit_count() const;
  // The operations of each commit that was tried, in order.
  std::vector<std::vector<storage::Operation>> commits() const;

  absl::StatusOr<absl::optional<std::string>> Get(absl::string_view key,
                                                  const storage::Snapshot* snapshot) const override {
    return disk_->Get(key, snapshot);
  }
  absl::StatusOr<storage::ScanPage> Scan(const storage::KeyRange& range, absl::string_view cursor, size_t limit,
                                         const storage::Snapshot* snapshot) const override {
    return disk_->Scan(range, cursor, limit, snapshot);
  }
  std::shared_ptr<const storage::Snapshot> TakeSnapshot() const override { return disk_->TakeSnapshot(); }
  absl::StatusOr<storage::CommitOutcome> Commit(storage::Batch batch) override;
  std::unique_ptr<storage::WakeRegistration> Wake(storage::KeyRange range, std::function<void()> callback) override {
    return disk_->Wake(std::move(range), std::move(callback));
  }
  absl::StatusOr<std::unique_ptr<storage::Lease>> AcquireLease(absl::string_view name) override {
    return disk_->AcquireLease(name);
  }
  storage::Limits limits() const override { return disk_->limits(); }
  absl::Status Check() const override { return disk_->Check(); }
  absl::Status Backup(const std::string& directory) const override { return disk_->Backup(directory); }

 private:
  storage::Store* const disk_;
  mutable Mutex mutex_;
  CondVar changed_;
  bool hold_ ABSL_GUARDED_BY(mutex_) = false;
  bool held_ ABSL_GUARDED_BY(mutex_) = false;
  int commits_left_ ABSL_GUARDED_BY(mutex_) = -1;  // -1: any number
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
  Breakage breakage_ ABSL_GUARDED_BY(mutex_) = Breakage::kUnknownLost;
  std::vector<std::vector<storage::Operation>> commits_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace assay::engine::testing

#endif  // ASSAY_SERVICES_ENGINE_TESTING_TEST_STORE_H_

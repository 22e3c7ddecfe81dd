#include "services/engine/testing/test_store.h"

namespace assay::engine::testing {

void TestStore::Hold() {
  MutexLock lock(&mutex_);
  hold_ = true;
}

void TestStore::AwaitHeld() {
  MutexLock lock(&mutex_);
  while (!held_) changed_.Wait(&mutex_);
}

void TestStore::Release() {
  MutexLock lock(&mutex_);
  hold_ = false;
  changed_.SignalAll();
}

void TestStore::BreakAfter(int commits, Breakage breakage) {
  MutexLock lock(&mutex_);
  commits_left_ = commits;
  breakage_ = breakage;
}

int TestStore::commit_count() const {
  MutexLock lock(&mutex_);
  return static_cast<int>(commits_.size());
}

std::vector<std::vector<storage::Operation>> TestStore::commits() const {
  MutexLock lock(&mutex_);
  return commits_;
}

absl::StatusOr<storage::CommitOutcome> TestStore::Commit(storage::Batch batch) {
  {
    MutexLock lock(&mutex_);
    commits_.push_back(batch.operations);
    held_ = hold_;
    changed_.SignalAll();
    while (hold_) changed_.Wait(&mutex_);
    held_ = false;
    if (broken_) return absl::UnavailableError("the store is broken");
    broken_ = commits_left_ == 0;
    if (commits_left_ > 0) --commits_left_;
    if (broken_ && breakage_ == Breakage::kFenced) return storage::CommitOutcome::kPreconditionFailed;
    if (broken_ && breakage_ == Breakage::kUnknownLost) return storage::CommitOutcome::kUnknown;
  }
  absl::StatusOr<storage::CommitOutcome> outcome = disk_->Commit(std::move(batch));
  MutexLock lock(&mutex_);
  if (broken_) return storage::CommitOutcome::kUnknown;
  return outcome;
}

}  // namespace assay::engine::testing

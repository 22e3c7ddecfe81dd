#include "storage/memory/memory_store.h"

#include <algorithm>
#include <set>

#include "services/base/mutex.h"
#include "storage/key_lease.h"

namespace assay::storage {

// Shared with the snapshots, which may outlive the store.
struct MemoryStore::LiveSnapshots {
  Mutex mutex;
  std::multiset<uint64_t> commits ABSL_GUARDED_BY(mutex);
};

class MemoryStore::MemorySnapshot : public Snapshot {
 public:
  MemorySnapshot(std::shared_ptr<LiveSnapshots> live, uint64_t commit) : live_(std::move(live)), commit_(commit) {
    MutexLock lock(&live_->mutex);
    live_->commits.insert(commit_);
  }

  ~MemorySnapshot() override {
    MutexLock lock(&live_->mutex);
    live_->commits.erase(live_->commits.find(commit_));
  }

  MemorySnapshot(const MemorySnapshot&) = delete;
  MemorySnapshot& operator=(const MemorySnapshot&) = delete;

  bool Of(const std::shared_ptr<LiveSnapshots>& live) const { return live_ == live; }
  uint64_t commit() const { return commit_; }

 private:
  const std::shared_ptr<LiveSnapshots> live_;
  const uint64_t commit_;
};

MemoryStore::MemoryStore(const Limits& limits) : limits_(limits), live_(std::make_shared<LiveSnapshots>()) {}
MemoryStore::~MemoryStore() = default;

const MemoryStore::Version* MemoryStore::VersionAt(const std::vector<Version>& versions, uint64_t commit) {
  // From the back: readers mostly want the newest.
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    if (version->commit <= commit) return &*version;
  }
  return nullptr;
}

absl::StatusOr<uint64_t> MemoryStore::CommitOf(const Snapshot* snapshot) const {
  if (snapshot == nullptr) return commit_;
  const auto* ours = dynamic_cast<const MemorySnapshot*>(snapshot);
  if (ours == nullptr || !ours->Of(live_)) return absl::InvalidArgumentError("the snapshot is another store's");
  return ours->commit();
}

absl::StatusOr<absl::optional<std::string>> MemoryStore::Get(absl::string_view key, const Snapshot* snapshot) const {
  if (absl::Status checked = CheckKey(key, limits_); !checked.ok()) return checked;
  std::shared_lock<std::shared_mutex> lock(mutex_);
  absl::StatusOr<uint64_t> commit = CommitOf(snapshot);
  if (!commit.ok()) return commit.status();
  const auto found = keys_.find(key);
  if (found == keys_.end()) return absl::optional<std::string>();
  const Version* version = VersionAt(found->second, *commit);
  return version == nullptr ? absl::optional<std::string>() : version->value;
}

absl::StatusOr<ScanPage> MemoryStore::Scan(const KeyRange& range, absl::string_view cursor, size_t limit,
                                           const Snapshot* snapshot) const {
  absl::StatusOr<KeyRange> left = RemainingRange(range, cursor, limit);
  if (!left.ok()) return left.status();
  ScanPage page;
  std::shared_lock<std::shared_mutex> lock(mutex_);
  absl::StatusOr<uint64_t> commit = CommitOf(snapshot);
  if (!commit.ok()) return commit.status();
  for (auto at = keys_.lower_bound(left->begin); at != keys_.end(); ++at) {
    if (!left->end.empty() && at->first >= left->end) break;
    const Version* version = VersionAt(at->second, *commit);
    if (version == nullptr || !version->value.has_value()) continue;
    if (page.entries.size() == limit) {
      page.next_cursor = CursorAfter(page.entries.back().key);
      break;
    }
    page.entries.push_back({at->first, *version->value});
  }
  return page;
}

std::shared_ptr<const Snapshot> MemoryStore::TakeSnapshot() const {
  // Under the lock, so that no commit collects the versions between reading the number and registering it.
  std::shared_lock<std::shared_mutex> lock(mutex_);
  return std::make_shared<MemorySnapshot>(live_, commit_);
}

absl::StatusOr<CommitOutcome> MemoryStore::Commit(Batch batch) {
  absl::StatusOr<std::vector<absl::string_view>> checked = CheckBatch(batch, limits_);
  if (!checked.ok()) return checked.status();
  // Copied, for Apply takes the batch apart and the callbacks need the keys afterwards.
  const std::vector<std::string> touched(checked->begin(), checked->end());
  {
    std::unique_lock<std::shared_mutex> lock(mutex_);
    const auto get = [this](absl::string_view key) -> absl::StatusOr<absl::optional<std::string>> {
      const auto found = keys_.find(key);
      return found == keys_.end() ? absl::optional<std::string>() : found->second.back().value;
    };
    absl::StatusOr<bool> hold = PreconditionsHold(batch.preconditions, get);
    if (!hold.ok()) return hold.status();
    if (!*hold) return CommitOutcome::kPreconditionFailed;
    Apply(std::move(batch.operations));
  }
  wakes_.Notify({touched.begin(), touched.end()});
  return CommitOutcome::kCommitted;
}

void MemoryStore::Apply(std::vector<Operation> operations) {
  ++commit_;
  for (Operation& operation : operations) {
    const auto found = keys_.find(operation.key);
    if (found == keys_.end() && !operation.value.has_value()) continue;
    if (found != keys_.end()) garbage_.emplace_back(commit_, operation.key);
    keys_[std::move(operation.key)].push_back({commit_, std::move(operation.value)});
  }
  CollectGarbage();
}

void MemoryStore::CollectGarbage() {
  uint64_t oldest = commit_;
  {
    MutexLock lock(&live_->mutex);
    if (!live_->commits.empty()) oldest = std::min(oldest, *live_->commits.begin());
  }
  for (; !garbage_.empty() && garbage_.front().first <= oldest; garbage_.pop_front()) {
    Prune(garbage_.front().second, oldest);
  }
}

void MemoryStore::Prune(const std::string& key, uint64_t oldest) {
  const auto found = keys_.find(key);
  if (found == keys_.end()) return;
  std::vector<Version>& versions = found->second;
  // Everybody who is left sees the last version up to `oldest` or a later one.
  auto keep = versions.begin();
  while (keep + 1 != versions.end() && (keep + 1)->commit <= oldest) ++keep;
  versions.erase(versions.begin(), keep);
  const Version& first = versions.front();
  // A deletion that everybody sees says no more than the key's absence.
  if (first.commit <= oldest && !first.value.has_value()) versions.erase(versions.begin());
  if (versions.empty()) keys_.erase(found);
}

std::unique_ptr<WakeRegistration> MemoryStore::Wake(KeyRange range, std::function<void()> callback) {
  return wakes_.Add(std::move(range), std::move(callback));
}

absl::StatusOr<std::unique_ptr<Lease>> MemoryStore::AcquireLease(absl::string_view name) {
  return AcquireKeyLease(*this, name);
}

absl::Status MemoryStore::Backup(const std::string& directory) const {
  return absl::UnimplementedError("a store in memory has no files to copy to " + directory);
}

size_t MemoryStore::CountVersions() const {
  std::shared_lock<std::shared_mutex> lock(mutex_);
  size_t count = 0;
  for (const auto& [key, versions] : keys_) count += versions.size();
  return count;
}

}  // namespace assay::storage

#include "storage/wake_registry.h"

#include <algorithm>
#include <utility>

#include "services/base/mutex.h"
#include "storage/batch_check.h"

namespace assay::storage {

struct WakeRegistry::Entry {
  KeyRange range;
  std::function<void()> callback;
  // Held while the callback runs. One for each registration: whoever waits for the end of one callback does not wait
  // for another one, which might be waiting for a lock that the waiter holds.
  Mutex running;
  bool ended ABSL_GUARDED_BY(running) = false;
};

struct WakeRegistry::Entries {
  Mutex mutex;
  std::vector<std::shared_ptr<Entry>> list ABSL_GUARDED_BY(mutex);
};

class WakeRegistry::Registration : public WakeRegistration {
 public:
  Registration(std::shared_ptr<Entries> entries, std::shared_ptr<Entry> entry)
      : entries_(std::move(entries)), entry_(std::move(entry)) {}

  ~Registration() override {
    {
      MutexLock lock(&entries_->mutex);
      std::vector<std::shared_ptr<Entry>>& list = entries_->list;
      list.erase(std::remove(list.begin(), list.end(), entry_), list.end());
    }
    // A notification may have taken its copy of the list before: it finds the entry ended.
    MutexLock lock(&entry_->running);
    entry_->ended = true;
  }

  Registration(const Registration&) = delete;
  Registration& operator=(const Registration&) = delete;

 private:
  const std::shared_ptr<Entries> entries_;
  const std::shared_ptr<Entry> entry_;
};

namespace {

bool Touches(const std::vector<absl::string_view>& keys, const KeyRange& range) {
  if (IsEmpty(range)) return false;
  const auto first = std::lower_bound(keys.begin(), keys.end(), absl::string_view(range.begin));
  return first != keys.end() && (range.end.empty() || *first < absl::string_view(range.end));
}

}  // namespace

WakeRegistry::WakeRegistry() : entries_(std::make_shared<Entries>()) {}
WakeRegistry::~WakeRegistry() = default;

std::unique_ptr<WakeRegistration> WakeRegistry::Add(KeyRange range, std::function<void()> callback) {
  auto entry = std::make_shared<Entry>();
  entry->range = std::move(range);
  entry->callback = std::move(callback);
  {
    MutexLock lock(&entries_->mutex);
    entries_->list.push_back(entry);
  }
  return std::make_unique<Registration>(entries_, std::move(entry));
}

void WakeRegistry::Notify(const std::vector<absl::string_view>& keys) const {
  std::vector<std::shared_ptr<Entry>> touched;
  {
    MutexLock lock(&entries_->mutex);
    for (const std::shared_ptr<Entry>& entry : entries_->list) {
      if (Touches(keys, entry->range)) touched.push_back(entry);
    }
  }
  for (const std::shared_ptr<Entry>& entry : touched) {
    MutexLock lock(&entry->running);
    if (!entry->ended) entry->callback();
  }
}

}  // namespace assay::storage

// How the jobs' thread waits, so that tests need not sleep.
#ifndef ASSAY_SERVICES_ENGINE_JOB_WAITER_H_
#define ASSAY_SERVICES_ENGINE_JOB_WAITER_H_

#include <algorithm>

#include "absl/time/time.h"
#include "services/base/clock.h"
#include "services/base/mutex.h"

namespace assay::engine {

// Thread-safe; one thread waits.
class JobWaiter {
 public:
  virtual ~JobWaiter() = default;
  // Returns at `instant` (InfiniteFuture: never), or as soon as Notify was called since the last return.
  virtual void WaitUntil(absl::Time instant) = 0;
  virtual void Notify() = 0;
};

// Waits by a clock. Looks at it once a minute, for it may be set.
class ClockWaiter : public JobWaiter {
 public:
  // The clock must outlive this.
  explicit ClockWaiter(const Clock* clock) : clock_(clock) {}

  void WaitUntil(absl::Time instant) override {
    MutexLock lock(&mutex_);
    while (!notified_ && clock_->Now() < instant) {
      changed_.WaitFor(&mutex_, std::min(instant - clock_->Now(), absl::Minutes(1)));
    }
    notified_ = false;
  }

  void Notify() override {
    MutexLock lock(&mutex_);
    notified_ = true;
    changed_.Signal();
  }

 private:
  const Clock* const clock_;
  Mutex mutex_;
  CondVar changed_;
  bool notified_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace assay::engine

#endif  // ASSAY_SERVICES_ENGINE_JOB_WAITER_H_

// Counts the calls under way, so that a stop can let them finish and take no more.
#ifndef ASSAY_SERVICES_RPC_CALL_GATE_H_
#define ASSAY_SERVICES_RPC_CALL_GATE_H_

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/base/mutex.h"

namespace assay::rpc {

// Thread-safe.
class CallGate {
 public:
  // Counts a call in. False once the gate is closed: refuse the call, which is counted all the same.
  bool Enter() {
    MutexLock lock(&mutex_);
    ++count_;
    return !closed_;
  }

  // Once for each Enter, when the answer was sent.
  void Leave() {
    MutexLock lock(&mutex_);
    if (--count_ == 0) left_.SignalAll();
  }

  // Closes the gate for good and waits until nobody is inside, at most so long. Whether all left.
  bool CloseAndWait(absl::Duration longest) {
    MutexLock lock(&mutex_);
    closed_ = true;
    absl::Time deadline = absl::Now() + longest;
    while (count_ > 0 && absl::Now() < deadline) left_.WaitFor(&mutex_, deadline - absl::Now());
    return count_ == 0;
  }

 private:
  Mutex mutex_;
  CondVar left_;
  int count_ ABSL_GUARDED_BY(mutex_) = 0;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace assay::rpc

#endif  // ASSAY_SERVICES_RPC_CALL_GATE_H_

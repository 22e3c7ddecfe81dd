// For threads that may wait: hand a command over and have its outcome.
#ifndef ASSAY_SERVICES_ENGINE_SUBMIT_H_
#define ASSAY_SERVICES_ENGINE_SUBMIT_H_

#include <memory>

#include "absl/status/statusor.h"
#include "services/base/mutex.h"
#include "services/engine/engine.h"

namespace assay::engine {

// The outcome of one command, once it is there. Thread-safe.
class PendingOutcome {
 public:
  // Blocks. Never on the commit thread.
  absl::StatusOr<Outcome> Wait() {
    MutexLock lock(&mutex_);
    while (!done_) changed_.Wait(&mutex_);
    return outcome_;
  }

  void Set(absl::StatusOr<Outcome> outcome) {
    MutexLock lock(&mutex_);
    outcome_ = std::move(outcome);
    done_ = true;
    changed_.SignalAll();
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  bool done_ ABSL_GUARDED_BY(mutex_) = false;
  absl::StatusOr<Outcome> outcome_ ABSL_GUARDED_BY(mutex_);
};

// Submits the command, whose `done` is replaced.
inline std::shared_ptr<PendingOutcome> SubmitPending(Engine* engine, Command command) {
  auto pending = std::make_shared<PendingOutcome>();
  command.done = [pending](absl::StatusOr<Outcome> outcome) { pending->Set(std::move(outcome)); };
  engine->Submit(std::move(command));
  return pending;
}

inline absl::StatusOr<Outcome> SubmitAndWait(Engine* engine, Command command) {
  return SubmitPending(engine, std::move(command))->Wait();
}

}  // namespace assay::engine

#endif  // ASSAY_SERVICES_ENGINE_SUBMIT_H_

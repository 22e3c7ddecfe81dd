// Threads for the few calls that compute for long or read much: previews, drafts, imports. The queue is bounded.
#ifndef ASSAY_SERVICES_RPC_WORKER_POOL_H_
#define ASSAY_SERVICES_RPC_WORKER_POOL_H_

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "services/base/mutex.h"

namespace assay::rpc {

// Thread-safe.
class WorkerPool {
 public:
  WorkerPool(int thread_count, size_t queue_max);
  // Runs what was taken, then joins.
  ~WorkerPool();

  // False when the queue is full; the work is then not run.
  bool Post(std::function<void()> work);

 private:
  void Run();

  const size_t queue_max_;
  Mutex mutex_;
  CondVar arrived_;
  std::deque<std::function<void()>> queue_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace assay::rpc

#endif  // ASSAY_SERVICES_RPC_WORKER_POOL_H_

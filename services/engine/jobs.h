// What the server does by itself: what the due index holds (services/domain/due.h; one line a job in job_commands.cc),
// and forgetting old requests. Jobs submit commands like everybody else; their request id is the job, what it is about
// and the scheduled instant, so that each happens once.
//
//   close-rounds      {round}/{deadline, seconds}            at each deadline; a rehearsal's when its clock passes it
//   move-stages       {cycle}/{instant, seconds}             when a stage opens or closes; a rehearsal's likewise
//   deem-lists-approved, lapse-appeals                       likewise, of a list version and an appeal
//   expire-requests   {until sequence}/{day, seconds}        at the start and at each UTC midnight
//
// What fell due while the server was switched off is done at the start.
#ifndef ASSAY_SERVICES_ENGINE_JOBS_H_
#define ASSAY_SERVICES_ENGINE_JOBS_H_

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/base/clock.h"
#include "services/engine/engine.h"
#include "services/engine/job_waiter.h"

namespace assay::engine {

// Requests are remembered so long, and longer while a round is open that was opened before they were made.
inline constexpr absl::Duration kRequestsKept = absl::Hours(90 * 24);

// Owns one thread. Made before the engine, whose on_schedule_change calls Notify, and outlives it; Stop comes before
// the engine's destruction. Thread-safe.
class Jobs {
 public:
  // Clock and waiter must outlive the jobs.
  Jobs(const Clock* clock, JobWaiter* waiter) : clock_(clock), waiter_(waiter) {}
  ~Jobs() { Stop(); }

  // Begins, once.
  void Start(Engine* engine);
  // Something may have fallen due, or is due at another time now. Never blocks.
  void Notify() { waiter_->Notify(); }
  // Ends the thread after the commands that it submitted. Idempotent; one thread calls it.
  void Stop();

 private:
  void Run(Engine* engine);

  const Clock* const clock_;
  JobWaiter* const waiter_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

// One round of work, on the calling thread, which may wait: does all that is due. `requests_due` is when requests are
// looked at next, and is moved on. Returns when something is due next; after a failure soon.
absl::Time RunDueJobs(Engine* engine, const Clock& clock, absl::Time* requests_due);

}  // namespace assay::engine

#endif  // ASSAY_SERVICES_ENGINE_JOBS_H_

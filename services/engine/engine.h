// The one way by which anything changes: commands queue up, the commit thread decides them in order over an overlay,
// and all that they came to goes into one durable commit before anybody is answered. The fsync of one batch lets the
// next one gather; there is no timer.
#ifndef ASSAY_SERVICES_ENGINE_ENGINE_H_
#define ASSAY_SERVICES_ENGINE_ENGINE_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/base/clock.h"
#include "services/base/mutex.h"
#include "services/base/random.h"
#include "services/engine/command.h"
#include "services/engine/lane.h"
#include "services/engine/read_view.h"
#include "storage/store.h"

namespace assay::engine {

// Makes the rest of a long command that a restart interrupted, from its import record. The view is gone afterwards.
using ResumeImport =
    std::function<absl::StatusOr<std::unique_ptr<LongCommand>>(const ReadView& view, const v1::Import& import)>;

struct EngineOptions {
  // Commands that may wait, those behind a long command included; one more is refused with RESOURCE_EXHAUSTED.
  size_t queue_commands_max = 4096;
  // Must be set when the store may hold an import that is being applied.
  ResumeImport resume_import;
  // Called once, on the commit thread, when the device did not confirm a commit. The engine serves no more: the process
  // should exit and recover on restart.
  std::function<void(const absl::Status&)> on_fatal;
  // Called on the commit thread after a commit that moved a deadline or a rehearsal's clock. Must not block.
  std::function<void()> on_schedule_change;
};

// UNAVAILABLE, STOPPING: what is told to whoever comes while the server stops.
absl::Status Stopping();

// Thread-safe.
class Engine {
 public:
  // Takes ownership of the store's lease and finishes long commands that a restart interrupted, before it returns.
  // FAILED_PRECONDITION: there is one, and no resume_import.
  // Store, clock and random source must outlive the engine. DATA_LOSS: a state's log or records cannot be read.
  static absl::StatusOr<std::unique_ptr<Engine>> Open(storage::Store* store, const Clock* clock, RandomSource* random,
                                                      EngineOptions options);
  ~Engine();

  // Hands a command over; never blocks. done is called in any case.
  void Submit(Command command);

  // Refuses further commands, finishes those that were accepted, and ends the commit thread. Idempotent.
  void Stop();

  // The state as of the last commit; during a long command as before it. `state` empty means the installation.
  std::unique_ptr<ReadView> Read(absl::string_view state) const;

  // What time it is in a state: the clock, or a rehearsal's clock; never before the state's last event.
  absl::Time NowIn(const View& view) const;

  absl::StatusOr<std::vector<std::string>> StateIds() const;

  const storage::Store& store() const { return *store_; }
  RandomSource* random() const { return random_; }

 private:
  struct Reply {
    std::function<void(absl::StatusOr<Outcome>)> done;
    absl::StatusOr<Outcome> outcome;
    ledger::v1::RequestRecord replay;  // event_count > 0: the outcome is these events
    std::string state;
  };

  Engine(storage::Store* store, const Clock* clock, RandomSource* random, EngineOptions options,
         std::unique_ptr<storage::Lease> lease);

  absl::Status ResumeLongCommands();
  absl::StatusOr<Principal> PrincipalNamed(const std::string& name) const;
  void Run();
  bool TakeQueue(bool runs_wait, std::vector<Command>* commands);
  Lane& LaneOf(const std::string& state);
  void Execute(Command command);
  absl::Status CheckDoor(Command* command, Lane* lane, Reply* reply);
  void ExecuteShort(Command command, Lane* lane, Reply reply);
  void StepLongCommands();
  absl::Status StepRun(Lane* lane);
  absl::Status PrepareRun(Lane* lane, const Context& context);
  absl::Status AcceptRun(Lane* lane, const Context& context);
  absl::Status SliceRun(Lane* lane, const Context& context);
  void EndRun(Lane* lane, absl::Status status);
  absl::Status WriteBlobs(Lane* lane, std::vector<std::string> blobs);
  absl::Status Record(Lane* lane, const Provenance& provenance, absl::Time now, Events* events);
  absl::Status MakeRoomFor(const Lane& lane, const std::vector<std::string>& encoded_events);
  absl::Status MakeRoom(const CommitSize& size);
  void Flush();
  void Publish(bool schedule_changed);
  void Answer(Reply reply);
  void Fail(const absl::Status& status);
  Context ContextFor(const Lane& lane, const Principal& principal) const;

  storage::Store* const store_;
  const Clock* const clock_;
  RandomSource* const random_;
  const EngineOptions options_;
  const std::unique_ptr<storage::Lease> lease_;

  // Commit thread only.
  std::map<std::string, std::unique_ptr<Lane>> lanes_;
  std::vector<Reply> replies_;
  std::vector<storage::Operation> blob_operations_;
  CommitSize blob_size_;
  absl::Time batch_time_;
  absl::Status failure_;

  mutable Mutex mutex_;
  CondVar arrived_;
  std::vector<Command> queue_ ABSL_GUARDED_BY(mutex_);
  size_t deferred_count_ ABSL_GUARDED_BY(mutex_) = 0;  // taken from the queue, and wait behind a long command
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::shared_ptr<const storage::Snapshot> snapshot_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, std::shared_ptr<const storage::Snapshot>> held_ ABSL_GUARDED_BY(mutex_);

  Mutex join_mutex_;  // before mutex_
  std::thread thread_;
};

}  // namespace assay::engine

#endif  // ASSAY_SERVICES_ENGINE_ENGINE_H_

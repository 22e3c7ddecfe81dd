// An engine over a store in memory, with two states to try commands on.
#ifndef ASSAY_SERVICES_ENGINE_TESTING_ENGINE_WORLD_H_
#define ASSAY_SERVICES_ENGINE_TESTING_ENGINE_WORLD_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "services/base/clock.h"
#include "services/engine/engine.h"
#include "services/engine/submit.h"
#include "services/engine/testing/test_store.h"
#include "storage/batch_check.h"
#include "storage/memory/memory_store.h"

namespace assay::engine::testing {

// The state's contents without its blobs: records and event blocks by key.
using Contents = std::map<std::string, std::string>;

class EngineWorld {
 public:
  explicit EngineWorld(const storage::Limits& limits = storage::kEmbeddedLimits) : disk(limits) {}

  // Opens the engine, and on an empty disk makes the states nj and oh (and hi, a rehearsal).
  void Start(EngineOptions options = {});
  // As after a crash or a shutdown: the disk stays, the store in front of it is a new one.
  void Restart(EngineOptions options = {});

  // A command that puts a credential named `id`, titled `title`; its request id is `request_id`.
  static Command PutCredential(const std::string& state, const std::string& id, const std::string& title,
                               const std::string& request_id = "");
  // A command that decides nothing but the given events.
  static Command Add(const std::string& state, std::vector<Event> events);

  std::shared_ptr<PendingOutcome> Submit(Command command) { return SubmitPending(engine.get(), std::move(command)); }
  absl::StatusOr<Outcome> Do(Command command) { return SubmitAndWait(engine.get(), std::move(command)); }

  // Begins a commit and holds it, so that what is submitted then forms the next batch. The hold ends with
  // store->Release().
  std::shared_ptr<PendingOutcome> HoldACommit();

  // As readers see it; "(none)" when there is none.
  std::string TitleOf(const std::string& state, const std::string& id) const;
  Contents ContentsOf(const std::string& state) const;
  std::vector<Event> EventsOf(const std::string& state) const;

  storage::MemoryStore disk;
  FakeClock clock{absl::FromUnixSeconds(1'800'000'000)};
  SeededRandom random{1};
  std::unique_ptr<TestStore> store;
  std::unique_ptr<Engine> engine;
};

// A long command that puts credentials c0, c1, ... with a title in slices of `slice_size`, three a Prepare.
class PutMany : public LongCommand {
 public:
  PutMany(int count, int slice_size, std::string title)
      : count_(count), slice_size_(slice_size), title_(std::move(title)) {}

  // Prepare refuses at this credential.
  void RefuseAt(int index) { refuse_at_ = index; }
  // Called with each Prepare and Slice, on the commit thread.
  void OnStep(std::function<void()> step) { step_ = std::move(step); }

  absl::StatusOr<bool> Prepare(const Context& context, Records* scratch) override;
  absl::Status Accept(const Context& context, const View& view, Events* events) override;
  absl::StatusOr<bool> Slice(const Context& context, const View& view, Events* events) override;

  // Makes the rest of one, of these sizes.
  static ResumeImport Resume(int count, int slice_size, const std::string& title);
  static Command In(const std::string& state, std::unique_ptr<PutMany> long_command, const std::string& request_id);

 private:
  const int count_;
  const int slice_size_;
  const std::string title_;
  int refuse_at_ = -1;
  int prepared_ = 0;
  std::function<void()> step_ = [] {};
};

}  // namespace assay::engine::testing

#endif  // ASSAY_SERVICES_ENGINE_TESTING_ENGINE_WORLD_H_

// What the commit thread keeps for one state between batches.
#ifndef ASSAY_SERVICES_ENGINE_LANE_H_
#define ASSAY_SERVICES_ENGINE_LANE_H_

#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/domain/memory_records.h"
#include "services/engine/command.h"
#include "services/engine/event_blocks.h"
#include "services/engine/overlay.h"

namespace assay::engine {

// Who asked for events and how; the same for all events of one command.
struct Provenance {
  std::string principal;
  std::string method;
  std::string request_id;
  std::string request_digest;
};

// A long command under way.
struct LongRun {
  enum class Phase { kPreparing, kSlicing };
  Phase phase = Phase::kPreparing;
  std::unique_ptr<LongCommand> command;
  Principal principal;
  Provenance provenance;
  std::unique_ptr<domain::ScratchRecords> scratch;  // while preparing
  std::function<void(absl::StatusOr<Outcome>)> done;
  std::vector<Event> last_events;
};

// Single-threaded: commit thread only.
struct Lane {
  Lane(const storage::Store* store, std::string state_id)
      : state(std::move(state_id)), overlay(store, state), blocks(state) {}

  const std::string state;  // as in the keyspace
  Overlay overlay;
  EventBlocks blocks;  // of the batch being gathered
  std::unique_ptr<LongRun> run;
  std::deque<Command> deferred;  // arrived while a long command runs
};

}  // namespace assay::engine

#endif  // ASSAY_SERVICES_ENGINE_LANE_H_

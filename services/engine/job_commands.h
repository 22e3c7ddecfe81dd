// The commands that the jobs submit (services/engine/jobs.h), found in what readers see.
#ifndef ASSAY_SERVICES_ENGINE_JOB_COMMANDS_H_
#define ASSAY_SERVICES_ENGINE_JOB_COMMANDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/engine/engine.h"

namespace assay::engine {

// Commands of one state at once.
inline constexpr size_t kDueCommandsMax = 64;
// Events looked at for one expiry.
inline constexpr int64_t kExpiryEventsMax = 4096;

struct DueCommands {
  std::vector<Command> commands;  // for what is due, at most kDueCommandsMax
  // When to look again: in the past when there is more, InfiniteFuture when only a rehearsal's clock or another change
  // makes something due.
  absl::Time next = absl::InfiniteFuture();
};

// What the due index (services/domain/due.h) says is to be done in a state by now. DATA_LOSS when the state cannot be
// read. O(what is due).
absl::StatusOr<DueCommands> FindDueCommands(const Engine& engine, const std::string& state);

struct ExpiryStep {
  absl::optional<Command> command;  // drops what was found
  int64_t next_sequence = 0;        // where the next step goes on
  bool last = false;                // nothing is left that is old enough
};

// Looks from event `from_sequence` on, or from where requests were dropped until, for requests that may be forgotten.
// Requests of jobs alone do not make a command: each would make another one. DATA_LOSS when the state cannot be read.
// O(kExpiryEventsMax + rounds).
absl::StatusOr<ExpiryStep> FindExpiredRequests(const Engine& engine, const std::string& state, absl::Time scheduled,
                                               int64_t from_sequence);

}  // namespace assay::engine

#endif  // ASSAY_SERVICES_ENGINE_JOB_COMMANDS_H_

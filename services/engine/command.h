// What is handed to the commit thread.
#ifndef ASSAY_SERVICES_ENGINE_COMMAND_H_
#define ASSAY_SERVICES_ENGINE_COMMAND_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::engine {

using domain::Context;
using domain::Events;
using domain::Principal;
using domain::Records;
using domain::View;
using ledger::v1::Event;

// Lets a caller give up on a command. Ended before the commit thread takes it, the command is dropped; once taken it
// commits. Thread-safe.
class Cancellation {
 public:
  // Whether the command will not run.
  bool Cancel() { return Move(kCancelled); }
  // Called once by the commit thread; false when the caller gave up before.
  bool Take() { return Move(kTaken); }

 private:
  enum State { kQueued, kTaken, kCancelled };
  bool Move(State to) {
    State from = kQueued;
    return state_.compare_exchange_strong(from, to);
  }
  std::atomic<State> state_{kQueued};
};

// A command of many parts that readers see as one: all of its input is decided first, one event accepts it, and slices
// follow before any other command of that state. Runs on the commit thread, between the commands of other states.
class LongCommand {
 public:
  virtual ~LongCommand() = default;
  // Decides some more of its input on `scratch`, which starts as a copy of the state and is thrown away. True when all
  // of it has been looked at.
  virtual absl::StatusOr<bool> Prepare(const Context& context, Records* scratch) = 0;
  // Accepts or refuses, after Prepare.
  virtual absl::Status Accept(const Context& context, const View& view, Events* events) = 0;
  // Decides the next slice of at most kCommandOperationsMax key operations. True when it was the last. What was
  // accepted cannot be refused any more: an error stops the engine.
  virtual absl::StatusOr<bool> Slice(const Context& context, const View& view, Events* events) = 0;
};

// What became of a command.
struct Outcome {
  std::vector<Event> events;  // in order; of a long command the last ones, at least the final slice's
  bool replayed = false;      // answered from the events of an earlier call with the same request id
};

struct Command {
  std::string state;  // id; empty for the installation
  bool makes_state = false;
  Principal principal;
  std::string method;          // such as ProposalService.SubmitProposal
  std::string request_id;      // empty: not protected against being done twice
  std::string request_digest;  // 16 bytes; the same id with another digest is refused
  std::function<absl::Status(const Context&, const View&, Events*)> decide;
  std::unique_ptr<LongCommand> long_command;   // instead of decide
  std::vector<std::string> blobs;              // written before the events, when decide accepts
  std::shared_ptr<Cancellation> cancellation;  // may be null
  // Called once, on the commit thread unless the command was refused at the door. Must not block.
  //   CANCELLED          the caller gave up before the command was taken
  //   ALREADY_EXISTS     REQUEST_ID_REUSED: the request id was used with another body
  //   RESOURCE_EXHAUSTED OVERLOADED: the queue is full
  //   UNAVAILABLE        STOPPING, or OUTCOME_UNKNOWN: the device did not confirm; retry with the same request id
  //   NOT_FOUND          no such state
  //   and whatever decide refuses with
  std::function<void(absl::StatusOr<Outcome>)> done;
};

}  // namespace assay::engine

#endif  // ASSAY_SERVICES_ENGINE_COMMAND_H_

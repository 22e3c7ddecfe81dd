#include "services/engine/engine.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/apply.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"
#include "storage/keyspace.h"

namespace assay::engine {
namespace {

constexpr char kLeaseName[] = "writer";

std::string LaneId(absl::string_view state) { return std::string(state.empty() ? storage::kInstallation : state); }

}  // namespace

absl::Status Stopping() {
  return MakeError(absl::StatusCode::kUnavailable, "STOPPING",
                   "the server is stopping; retry with the same request_id in a moment");
}

absl::StatusOr<std::unique_ptr<Engine>> Engine::Open(storage::Store* store, const Clock* clock, RandomSource* random,
                                                     EngineOptions options) {
  ASSAY_ASSIGN_OR_RETURN(std::unique_ptr<storage::Lease> lease, store->AcquireLease(kLeaseName));
  std::unique_ptr<Engine> engine(new Engine(store, clock, random, std::move(options), std::move(lease)));
  ASSAY_RETURN_IF_ERROR(engine->ResumeLongCommands());
  engine->thread_ = std::thread([raw = engine.get()] { raw->Run(); });
  return engine;
}

Engine::Engine(storage::Store* store, const Clock* clock, RandomSource* random, EngineOptions options,
               std::unique_ptr<storage::Lease> lease)
    : store_(store),
      clock_(clock),
      random_(random),
      options_(std::move(options)),
      lease_(std::move(lease)),
      snapshot_(store->TakeSnapshot()) {}

Engine::~Engine() { Stop(); }

void Engine::Submit(Command command) {
  absl::Status refusal;
  {
    MutexLock lock(&mutex_);
    if (stopping_) {
      refusal = Stopping();
    } else if (queue_.size() + deferred_count_ >= options_.queue_commands_max) {
      refusal = Overloaded("too many changes are waiting; retry with the same request_id", absl::Milliseconds(200));
    } else {
      queue_.push_back(std::move(command));
      arrived_.Signal();
      return;
    }
  }
  command.done(std::move(refusal));
}

void Engine::Stop() {
  {
    MutexLock lock(&mutex_);
    stopping_ = true;
    arrived_.Signal();
  }
  MutexLock lock(&join_mutex_);
  if (thread_.joinable()) thread_.join();
}

std::unique_ptr<ReadView> Engine::Read(absl::string_view state) const {
  std::string lane = LaneId(state);
  std::shared_ptr<const storage::Snapshot> snapshot;
  {
    MutexLock lock(&mutex_);
    auto held = held_.find(lane);
    snapshot = held == held_.end() ? snapshot_ : held->second;
  }
  return std::make_unique<ReadView>(store_, std::move(snapshot), std::move(lane));
}

absl::Time Engine::NowIn(const View& view) const {
  const v1::State* state = view.Find(domain::StateId{});
  absl::Time now = state != nullptr && state->rehearsal() ? domain::FromProto(state->rehearsal_time()) : clock_->Now();
  // Events hold microseconds: what was decided and what was recorded is the same instant.
  now = absl::FromUnixMicros(absl::ToUnixMicros(now));
  return std::max(now, absl::FromUnixMicros(view.FindOrDefault(domain::StateHeadId{}).last_time_micros()));
}

absl::StatusOr<std::vector<std::string>> Engine::StateIds() const { return ListStateIds(*store_, nullptr); }

Lane& Engine::LaneOf(const std::string& state) {
  std::unique_ptr<Lane>& lane = lanes_[LaneId(state)];
  if (lane == nullptr) lane = std::make_unique<Lane>(store_, LaneId(state));
  return *lane;
}

Context Engine::ContextFor(const Lane& lane, const Principal& principal) const {
  Context context;
  context.state = lane.state == storage::kInstallation ? "" : lane.state;
  const v1::State* state = lane.overlay.Find(domain::StateId{});
  context.now = state != nullptr && state->rehearsal() ? NowIn(lane.overlay) : batch_time_;
  context.now =
      std::max(context.now, absl::FromUnixMicros(lane.overlay.FindOrDefault(domain::StateHeadId{}).last_time_micros()));
  context.principal = &principal;
  context.random = random_;
  return context;
}

bool Engine::TakeQueue(bool runs_wait, std::vector<Command>* commands) {
  MutexLock lock(&mutex_);
  while (queue_.empty() && !stopping_ && !runs_wait) arrived_.Wait(&mutex_);
  commands->clear();
  commands->swap(queue_);
  return !(stopping_ && commands->empty() && !runs_wait);
}

void Engine::Run() {
  std::vector<Command> commands;
  bool runs_wait = false;
  while (TakeQueue(runs_wait, &commands)) {
    batch_time_ = absl::FromUnixMicros(absl::ToUnixMicros(clock_->Now()));
    for (Command& command : commands) Execute(std::move(command));
    StepLongCommands();
    Flush();
    runs_wait = false;
    for (const auto& [state, lane] : lanes_) runs_wait = runs_wait || lane->run != nullptr;
  }
}

void Engine::Execute(Command command) {
  Lane& lane = LaneOf(command.state);
  if (lane.run != nullptr) {
    MutexLock lock(&mutex_);
    ++deferred_count_;
    lane.deferred.push_back(std::move(command));
    return;
  }
  Reply reply{std::move(command.done), Outcome{}, {}, lane.state};
  absl::Status door = CheckDoor(&command, &lane, &reply);
  if (!door.ok() || reply.replay.event_count() > 0) {
    if (!door.ok()) reply.outcome = std::move(door);
    replies_.push_back(std::move(reply));
    return;
  }
  if (command.long_command == nullptr) return ExecuteShort(std::move(command), &lane, std::move(reply));
  lane.run = std::make_unique<LongRun>();
  lane.run->command = std::move(command.long_command);
  lane.run->principal = std::move(command.principal);
  lane.run->provenance = {lane.run->principal.Name(), std::move(command.method), std::move(command.request_id),
                          std::move(command.request_digest)};
  lane.run->scratch = std::make_unique<domain::ScratchRecords>(&lane.overlay);
  lane.run->done = std::move(reply.done);
}

// What is refused or answered without deciding anything.
absl::Status Engine::CheckDoor(Command* command, Lane* lane, Reply* reply) {
  if (!failure_.ok()) return failure_;
  if (command->cancellation != nullptr && !command->cancellation->Take()) {
    return absl::CancelledError("the caller gave up before the change was begun; nothing was changed");
  }
  bool exists = lane->overlay.Find(domain::StateHeadId{}) != nullptr;
  ASSAY_RETURN_IF_ERROR(lane->overlay.status());
  if (!exists && !command->makes_state) return NotFound(domain::StateName(command->state));
  if (command->request_id.empty()) return absl::OkStatus();
  const auto* remembered = lane->overlay.Find(domain::RequestIdOf(command->principal.Name(), command->request_id));
  ASSAY_RETURN_IF_ERROR(lane->overlay.status());
  if (remembered == nullptr) return absl::OkStatus();
  if (remembered->digest() != command->request_digest) {
    return MakeError(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED",
                     "this request_id was used for another request; use a new one for each change",
                     {{"request_id", command->request_id}});
  }
  reply->replay = *remembered;
  return absl::OkStatus();
}

void Engine::ExecuteShort(Command command, Lane* lane, Reply reply) {
  Events events;
  Context context = ContextFor(*lane, command.principal);
  absl::Status decided = command.decide(context, lane->overlay, &events);
  if (decided.ok()) decided = lane->overlay.status();
  if (decided.ok()) decided = WriteBlobs(lane, std::move(command.blobs));
  if (decided.ok()) {
    Provenance provenance{command.principal.Name(), std::move(command.method), std::move(command.request_id),
                          std::move(command.request_digest)};
    decided = Record(lane, provenance, context.now, &events);
  }
  if (decided.ok()) {
    reply.outcome->events = std::move(events.list());
  } else {
    reply.outcome = std::move(decided);
  }
  replies_.push_back(std::move(reply));
}

}  // namespace assay::engine

// Long commands: decided in full, accepted by one event, written in slices.
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/engine/engine.h"

namespace assay::engine {
namespace {

// Slices of one long command in a batch, so that other states are not kept waiting.
constexpr int kSlicesPerBatch = 16;

constexpr absl::string_view kJobPrefix = "jobs/";

}  // namespace

// A long command that was accepted is finished before anything else is served.
absl::Status Engine::ResumeLongCommands() {
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> states, StateIds());
  for (const std::string& state : states) {
    std::unique_ptr<ReadView> view = Read(state);
    ledger::v1::StateHead head = view->FindOrDefault(domain::StateHeadId{});
    ASSAY_RETURN_IF_ERROR(view->status());
    if (head.import_in_progress().empty()) continue;
    // The log ends with an event of that import: who asked for it stands there.
    ASSAY_ASSIGN_OR_RETURN(std::vector<Event> last, view->ReadEvents(head.event_count() - 1, 1));
    if (last.empty()) return absl::DataLossError(absl::StrCat("the log of ", state, " ends before its head says"));
    if (!options_.resume_import) {
      return absl::FailedPreconditionError(absl::StrCat(state, " has an import in progress, which cannot be resumed"));
    }
    auto run = std::make_unique<LongRun>();
    run->phase = LongRun::Phase::kSlicing;
    ASSAY_ASSIGN_OR_RETURN(run->principal, PrincipalNamed(last[0].principal()));
    run->provenance = {last[0].principal(), last[0].method(), last[0].request_id(), last[0].request_digest()};
    run->done = [](const absl::StatusOr<Outcome>&) {};
    ASSAY_ASSIGN_OR_RETURN(
        run->command, options_.resume_import(*view, view->FindOrDefault(domain::ImportId{head.import_in_progress()})));
    Lane& lane = LaneOf(state);
    lane.run = std::move(run);
    while (lane.run != nullptr && failure_.ok()) {
      batch_time_ = absl::FromUnixMicros(absl::ToUnixMicros(clock_->Now()));
      StepLongCommands();
      Flush();
    }
    ASSAY_RETURN_IF_ERROR(failure_);
  }
  return absl::OkStatus();
}

// The principal of an accepted long command: its user's record is still as it was, for nothing came in between.
absl::StatusOr<Principal> Engine::PrincipalNamed(const std::string& name) const {
  Principal principal;
  if (absl::StartsWith(name, kJobPrefix)) principal.job = name.substr(kJobPrefix.size());
  if (name.empty() || !principal.job.empty()) return principal;
  std::string state = domain::StateOf(name);
  std::unique_ptr<ReadView> view = Read(state);
  const v1::User* user = view->Find(domain::UserIdOf(name));
  ASSAY_RETURN_IF_ERROR(view->status());
  if (user == nullptr) return absl::DataLossError(absl::StrCat(name, ", who made an import, has no record"));
  return domain::PrincipalOf(state, *user);
}

void Engine::StepLongCommands() {
  for (auto& [state, lane] : lanes_) {
    if (lane->run == nullptr) continue;
    absl::Status status = failure_.ok() ? StepRun(lane.get()) : failure_;
    if (!status.ok() && lane->run != nullptr) EndRun(lane.get(), std::move(status));
  }
}

absl::Status Engine::StepRun(Lane* lane) {
  Context context = ContextFor(*lane, lane->run->principal);
  switch (lane->run->phase) {
    case LongRun::Phase::kPreparing:
      return PrepareRun(lane, context);
    case LongRun::Phase::kSlicing:
      return SliceRun(lane, context);
  }
  return absl::OkStatus();
}

absl::Status Engine::PrepareRun(Lane* lane, const Context& context) {
  LongRun& run = *lane->run;
  ASSAY_ASSIGN_OR_RETURN(bool prepared, run.command->Prepare(context, run.scratch.get()));
  ASSAY_RETURN_IF_ERROR(lane->overlay.status());
  if (!prepared) return absl::OkStatus();
  run.scratch = nullptr;
  return AcceptRun(lane, context);
}

absl::Status Engine::AcceptRun(Lane* lane, const Context& context) {
  LongRun& run = *lane->run;
  Events events;
  ASSAY_RETURN_IF_ERROR(run.command->Accept(context, lane->overlay, &events));
  ASSAY_RETURN_IF_ERROR(lane->overlay.status());
  // Readers keep the picture from before until the last slice, so all that came before must be in it.
  Flush();
  ASSAY_RETURN_IF_ERROR(failure_);
  {
    MutexLock lock(&mutex_);
    held_[lane->state] = snapshot_;
  }
  ASSAY_RETURN_IF_ERROR(Record(lane, run.provenance, context.now, &events));
  run.phase = LongRun::Phase::kSlicing;
  return absl::OkStatus();
}

absl::Status Engine::SliceRun(Lane* lane, const Context& context) {
  LongRun& run = *lane->run;
  for (int i = 0; i < kSlicesPerBatch; ++i) {
    Events events;
    absl::StatusOr<bool> last = run.command->Slice(context, lane->overlay, &events);
    if (last.ok() && !lane->overlay.status().ok()) last = lane->overlay.status();
    absl::Status written = last.ok() ? Record(lane, run.provenance, context.now, &events) : last.status();
    if (!written.ok()) {
      if (failure_.ok()) Fail(written);
      return failure_;
    }
    run.last_events = std::move(events.list());
    if (!*last) continue;
    EndRun(lane, absl::OkStatus());
    break;
  }
  return absl::OkStatus();
}

// Answers the long command and lets in what waited behind it.
void Engine::EndRun(Lane* lane, absl::Status status) {
  std::unique_ptr<LongRun> run = std::move(lane->run);
  Reply reply{std::move(run->done), Outcome{}, {}, lane->state};
  if (status.ok()) {
    reply.outcome->events = std::move(run->last_events);
  } else {
    reply.outcome = std::move(status);
  }
  // Whoever is told that it is done must see it: committed and shown first, answered then.
  Flush();
  bool half_written = run->phase == LongRun::Phase::kSlicing && !failure_.ok();
  std::deque<Command> deferred = std::move(lane->deferred);
  lane->deferred.clear();
  {
    MutexLock lock(&mutex_);
    if (!half_written) held_.erase(lane->state);
    deferred_count_ -= deferred.size();
  }
  replies_.push_back(std::move(reply));
  for (Command& command : deferred) Execute(std::move(command));
}

}  // namespace assay::engine

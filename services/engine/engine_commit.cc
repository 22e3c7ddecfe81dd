// From decided events to one durable commit, and the replies after it.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/base/sha256.h"
#include "services/domain/apply.h"
#include "services/engine/engine.h"
#include "storage/keyspace.h"

namespace assay::engine {
namespace {

// Of the events of a request answered again at most this many are read: the last ones hold the answer.
constexpr int32_t kReplayedEventsMax = 64;

absl::Status OutcomeUnknown(absl::string_view why) {
  return MakeError(absl::StatusCode::kUnavailable, "OUTCOME_UNKNOWN",
                   absl::StrCat("the disk did not confirm the change (", why,
                                "); it may or may not have been made: retry with the same request_id"));
}

void CheckInvariant(bool holds, const char* what) {
  if (holds) return;
  std::cerr << "broken invariant: " << what << std::endl;
  std::abort();
}

}  // namespace

// Completes the events, applies them and keeps their bytes for the commit.
void Engine::Record(Lane* lane, const Provenance& provenance, absl::Time now, Events* events) {
  lane->overlay.BeginCommand();
  size_t blocks_before = lane->blocks.block_count();
  for (Event& event : events->list()) {
    event.set_sequence(lane->overlay.FindOrDefault(domain::StateHeadId{}).event_count());
    event.set_time_micros(absl::ToUnixMicros(now));
    event.set_principal(provenance.principal);
    event.set_method(provenance.method);
    event.set_request_id(provenance.request_id);
    event.set_request_digest(provenance.request_digest);
    std::string bytes = event.SerializeAsString();
    CheckInvariant(bytes.size() <= kEventBytesMax, "an event is larger than a block: bound its command's input");
    domain::Apply(event, bytes, &lane->overlay);
    lane->blocks.Add(event.sequence(), bytes);
  }
  CheckInvariant(lane->overlay.touched() + lane->blocks.block_count() - blocks_before <= storage::kCommandOperationsMax,
                 "a command touches more keys than one command may: cut it into slices");
}

absl::Status Engine::WriteBlobs(Lane* lane, std::vector<std::string> blobs) {
  for (std::string& blob : blobs) {
    MakeRoom(1, blob.size());
    ASSAY_RETURN_IF_ERROR(failure_);
    std::string key = storage::BlobKey(lane->state, Sha256(blob));
    bool waits = std::any_of(blob_operations_.begin(), blob_operations_.end(),
                             [&key](const storage::Operation& operation) { return operation.key == key; });
    if (waits) continue;
    blob_bytes_ += blob.size();
    blob_operations_.push_back({std::move(key), std::move(blob)});
  }
  return absl::OkStatus();
}

void Engine::MakeRoomForCommand() { MakeRoom(storage::kCommandOperationsMax, storage::kCommandBytesMax / 2); }

void Engine::MakeRoom(size_t operations, size_t bytes) {
  storage::Limits limits = store_->limits();
  size_t waiting_operations = blob_operations_.size() + 1;
  size_t waiting_bytes = blob_bytes_;
  for (const auto& [state, lane] : lanes_) {
    waiting_operations += lane->overlay.dirty_count() + lane->blocks.block_count();
    // Records are post-images of what the events hold, so they are about as large again.
    waiting_bytes += 3 * lane->blocks.byte_count();
  }
  if (waiting_operations + operations > limits.commit_operations_max ||
      waiting_bytes + bytes > limits.commit_bytes_max) {
    Flush();
  }
}

void Engine::Flush() {
  storage::Batch batch;
  batch.operations = std::move(blob_operations_);
  blob_operations_.clear();
  blob_bytes_ = 0;
  bool schedule_changed = false;
  for (auto& [state, lane] : lanes_) {
    schedule_changed = schedule_changed || lane->overlay.IsDirty(domain::RecordKind::kDue) ||
                       lane->overlay.IsDirty(domain::RecordKind::kState);
    lane->overlay.TakeChanges(&batch.operations);
    lane->blocks.Take(&batch.operations);
  }
  if (!batch.operations.empty() && failure_.ok()) {
    batch.preconditions.push_back(lease_->fence());
    absl::StatusOr<storage::CommitOutcome> outcome = store_->Commit(std::move(batch));
    if (!outcome.ok()) {
      Fail(outcome.status());
    } else if (*outcome != storage::CommitOutcome::kCommitted) {
      Fail(absl::UnavailableError(*outcome == storage::CommitOutcome::kUnknown ? "write or sync failed"
                                                                               : "another server took over the data"));
    } else {
      Publish(schedule_changed);
    }
  }
  std::vector<Reply> replies = std::move(replies_);
  replies_.clear();
  for (Reply& reply : replies) Answer(std::move(reply));
}

void Engine::Publish(bool schedule_changed) {
  std::shared_ptr<const storage::Snapshot> snapshot = store_->TakeSnapshot();
  {
    MutexLock lock(&mutex_);
    snapshot_ = std::move(snapshot);
  }
  if (schedule_changed && options_.on_schedule_change) options_.on_schedule_change();
}

void Engine::Answer(Reply reply) {
  if (!failure_.ok()) return reply.done(failure_);
  if (reply.replay.event_count() > 0) {
    int32_t count = std::min(reply.replay.event_count(), kReplayedEventsMax);
    ReadView view(store_, nullptr, reply.state);
    auto events = view.ReadEvents(reply.replay.first_sequence() + reply.replay.event_count() - count, count);
    if (!events.ok()) return reply.done(events.status());
    return reply.done(Outcome{*std::move(events), true});
  }
  reply.done(std::move(reply.outcome));
}

void Engine::Fail(const absl::Status& status) {
  failure_ = OutcomeUnknown(status.message());
  {
    MutexLock lock(&mutex_);
    stopping_ = true;
  }
  if (options_.on_fatal) options_.on_fatal(status);
}

}  // namespace assay::engine

// From decided events to one durable commit, and the replies after it.
#include <algorithm>
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

// Bytes of a commit that the fence may take.
constexpr size_t kFenceBytesMax = 256;
constexpr size_t kCommandBytesMax = storage::kCommandBytesMax - kFenceBytesMax;

absl::Status OutcomeUnknown(absl::string_view why) {
  return MakeError(absl::StatusCode::kUnavailable, "OUTCOME_UNKNOWN",
                   absl::StrCat("the disk did not confirm the change (", why,
                                "); it may or may not have been made: retry with the same request_id"));
}

absl::Status TooLarge(absl::string_view what) {
  return MakeError(absl::StatusCode::kInvalidArgument, "CHANGE_TOO_LARGE",
                   absl::StrCat("the change is too large: ", what, "; send it in smaller parts"));
}

absl::Status CheckCommandSize(const CommitSize& size) {
  if (size.operations > storage::kCommandOperationsMax) {
    return TooLarge(absl::StrCat("it touches ", size.operations, " keys of at most ", storage::kCommandOperationsMax));
  }
  if (size.bytes > kCommandBytesMax) {
    return TooLarge(absl::StrCat("it has ", size.bytes, " bytes of at most ", kCommandBytesMax));
  }
  return absl::OkStatus();
}

}  // namespace

// Completes the events, applies them and keeps their bytes for the commit. Of a change that is refused as too large
// nothing is left.
absl::Status Engine::Record(Lane* lane, const Provenance& provenance, absl::Time now, Events* events) {
  std::vector<std::string> encoded;
  for (Event& event : events->list()) {
    event.set_sequence(lane->overlay.FindOrDefault(domain::StateHeadId{}).event_count());
    event.set_time_micros(absl::ToUnixMicros(now));
    event.set_principal(provenance.principal);
    event.set_method(provenance.method);
    event.set_request_id(provenance.request_id);
    event.set_request_digest(provenance.request_digest);
    encoded.push_back(event.SerializeAsString());
    domain::Apply(event, encoded.back(), &lane->overlay);
  }
  absl::Status placed = lane->overlay.status();
  if (placed.ok()) placed = MakeRoomFor(*lane, encoded);
  if (!placed.ok()) {
    lane->overlay.DropCommand();
    return placed;
  }
  lane->overlay.KeepCommand();
  for (size_t i = 0; i < encoded.size(); ++i) lane->blocks.Add(events->list()[i].sequence(), encoded[i]);
  return absl::OkStatus();
}

absl::Status Engine::MakeRoomFor(const Lane& lane, const std::vector<std::string>& encoded_events) {
  for (const std::string& event : encoded_events) {
    if (event.size() > kEventBytesMax) {
      return TooLarge(absl::StrCat("an event of ", event.size(), " bytes, of at most ", kEventBytesMax));
    }
  }
  CommitSize size = lane.overlay.StagedSize();
  size += lane.blocks.SizeOf(encoded_events);
  ASSAY_RETURN_IF_ERROR(CheckCommandSize(size));
  return MakeRoom(size);
}

absl::Status Engine::WriteBlobs(Lane* lane, std::vector<std::string> blobs) {
  for (std::string& blob : blobs) {
    if (blob.size() > storage::kValueBytesMax) return TooLarge(absl::StrCat("a blob of ", blob.size(), " bytes"));
    std::string key = storage::BlobKey(lane->state, Sha256(blob));
    bool waits = std::any_of(blob_operations_.begin(), blob_operations_.end(),
                             [&key](const storage::Operation& operation) { return operation.key == key; });
    if (waits) continue;
    ASSAY_ASSIGN_OR_RETURN(auto stored, store_->Get(key));
    if (stored.has_value()) continue;
    CommitSize size{1, key.size() + blob.size()};
    ASSAY_RETURN_IF_ERROR(MakeRoom(size));
    blob_size_ += size;
    blob_operations_.push_back({std::move(key), std::move(blob)});
  }
  return absl::OkStatus();
}

// Commits what waits when this does not fit beside it.
absl::Status Engine::MakeRoom(const CommitSize& size) {
  storage::Limits limits = store_->limits();
  CommitSize waiting = blob_size_;
  for (const auto& [state, lane] : lanes_) {
    waiting += lane->overlay.size();
    waiting += lane->blocks.size();
  }
  waiting += size;
  if (waiting.operations > limits.commit_operations_max || waiting.bytes + kFenceBytesMax > limits.commit_bytes_max) {
    Flush();
  }
  return failure_;
}

void Engine::Flush() {
  storage::Batch batch;
  batch.operations = std::move(blob_operations_);
  blob_operations_.clear();
  blob_size_ = {};
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

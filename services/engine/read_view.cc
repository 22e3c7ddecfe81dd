#include "services/engine/read_view.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/base/sha256.h"
#include "services/engine/event_blocks.h"
#include "storage/keyspace.h"

namespace assay::engine {
namespace {

constexpr size_t kScanPage = 256;
// Blocks of events are up to 128 KiB: whoever wants one event does not read hundreds of blocks for it.
constexpr size_t kFirstBlocksPage = 1;
constexpr size_t kBlocksPageMax = 32;

absl::Status Unreadable(absl::string_view state, absl::string_view what) {
  return absl::DataLossError(absl::StrCat(what, " of ", state, " cannot be read; run assayd --check"));
}

}  // namespace

ReadView::ReadView(const storage::Store* store, std::shared_ptr<const storage::Snapshot> snapshot, std::string state)
    : store_(store), snapshot_(std::move(snapshot)), state_(std::move(state)) {}

const google::protobuf::Message* ReadView::FindMessage(const domain::RecordKey& key,
                                                       const google::protobuf::Message& prototype) const {
  auto [slot, inserted] = found_.try_emplace(storage::RecordKeyIn(state_, key));
  if (!inserted) return slot->second.get();
  auto bytes = store_->Get(slot->first, snapshot_.get());
  if (!bytes.ok()) {
    status_.Update(bytes.status());
  } else if (bytes->has_value()) {
    slot->second.reset(prototype.New());
    if (!slot->second->ParseFromString(**bytes)) status_.Update(Unreadable(state_, "a record"));
  }
  return slot->second.get();
}

absl::Status ReadView::ScanMessages(
    const domain::RecordKey& prefix, absl::string_view after_path, const google::protobuf::Message& prototype,
    absl::FunctionRef<bool(absl::string_view, const google::protobuf::Message&)> visit) const {
  storage::KeyRange range = storage::PrefixRange(storage::RecordKeyIn(state_, prefix));
  size_t path_begin = storage::StatePrefix(state_).size() + 1;
  if (!after_path.empty()) {
    // The smallest key above a path is the path followed by a zero byte.
    // A path from outside may lie before the prefix; what is there is not asked for.
    std::string after = storage::RecordKeyIn(state_, {prefix.kind, std::string(after_path)});
    range.begin = std::max(range.begin, absl::StrCat(after, absl::string_view("\0", 1)));
  }
  std::unique_ptr<google::protobuf::Message> record(prototype.New());
  std::string cursor;
  do {
    ASSAY_ASSIGN_OR_RETURN(storage::ScanPage page, store_->Scan(range, cursor, kScanPage, snapshot_.get()));
    for (const storage::KeyValue& entry : page.entries) {
      if (!record->ParseFromString(entry.value)) return Unreadable(state_, "a record");
      if (!visit(absl::string_view(entry.key).substr(path_begin), *record)) return absl::OkStatus();
    }
    cursor = std::move(page.next_cursor);
  } while (!cursor.empty());
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadView::ReadBlob(absl::string_view sha256) const {
  ASSAY_ASSIGN_OR_RETURN(auto bytes, store_->Get(storage::BlobKey(state_, sha256), snapshot_.get()));
  if (!bytes.has_value()) return Unreadable(state_, "a blob");
  if (absl::string_view(Sha256(*bytes)) != sha256) return Unreadable(state_, "a blob whose digest does not match");
  return *std::move(bytes);
}

absl::StatusOr<std::vector<ledger::v1::Event>> ReadView::ReadEvents(int64_t first_sequence, int32_t limit) const {
  std::vector<ledger::v1::Event> events;
  ASSAY_RETURN_IF_ERROR(VisitEvents(*store_, snapshot_.get(), state_, first_sequence,
                                    [&](const ledger::v1::Event& event, absl::string_view) {
                                      if (static_cast<int32_t>(events.size()) < limit) events.push_back(event);
                                      return static_cast<int32_t>(events.size()) < limit;
                                    }));
  return events;
}

absl::Status VisitEvents(const storage::Store& store, const storage::Snapshot* snapshot, absl::string_view state,
                         int64_t first_sequence,
                         absl::FunctionRef<bool(const ledger::v1::Event& event, absl::string_view bytes)> visit) {
  storage::KeyRange range = storage::EventRange(state, first_sequence);
  int64_t expected = first_sequence;
  bool more = true;
  size_t page_size = kFirstBlocksPage;
  std::string cursor;
  do {
    ASSAY_ASSIGN_OR_RETURN(storage::ScanPage page, store.Scan(range, cursor, page_size, snapshot));
    for (const storage::KeyValue& entry : page.entries) {
      ASSAY_RETURN_IF_ERROR(VisitEventBlock(entry.value, [&](absl::string_view bytes) {
        ledger::v1::Event event;
        if (!more) return absl::OkStatus();
        if (!event.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return Unreadable(state, "an event");
        if (event.sequence() < first_sequence) return absl::OkStatus();
        if (event.sequence() != expected) {
          return absl::DataLossError(absl::StrCat("the log of ", state, " has event ", event.sequence(), " where ",
                                                  expected, " belongs; restore a backup"));
        }
        ++expected;
        more = visit(event, bytes);
        return absl::OkStatus();
      }));
      if (!more) return absl::OkStatus();
    }
    cursor = std::move(page.next_cursor);
    page_size = std::min(2 * page_size, kBlocksPageMax);
  } while (!cursor.empty());
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> ListStateIds(const storage::Store& store, const storage::Snapshot* snapshot) {
  std::vector<std::string> states;
  std::string state;
  while (true) {
    ASSAY_ASSIGN_OR_RETURN(storage::ScanPage page, store.Scan({storage::AfterState(state), "t"}, "", 1, snapshot));
    if (page.entries.empty()) return states;
    state = storage::StateOfKey(page.entries.front().key);
    if (state.empty()) return absl::DataLossError("a key belongs to no state; run assayd --check");
    if (state != storage::kInstallation) states.push_back(state);
  }
}

}  // namespace assay::engine

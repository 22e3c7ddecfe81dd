#include "services/engine/rebuild.h"

#include <memory>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/error.h"
#include "services/base/sha256.h"
#include "services/domain/apply.h"
#include "services/domain/memory_records.h"
#include "services/engine/event_blocks.h"
#include "services/engine/key_text.h"
#include "services/engine/read_view.h"
#include "storage/keyspace.h"

namespace assay::engine {
namespace {

constexpr size_t kPage = 64;  // values are up to 128 KiB
constexpr int64_t kEventsPerProgress = 10'000;

using Progress = absl::FunctionRef<void(absl::string_view state, int64_t events)>;
using Visit = absl::FunctionRef<void(absl::string_view key, const std::string& value)>;

// The check of one state. Single-threaded.
class StateCheck {
 public:
  StateCheck(const storage::Store& store, const storage::Snapshot* snapshot, std::string state, CheckReport* report)
      : store_(store),
        snapshot_(snapshot),
        state_(std::move(state)),
        prefix_(storage::StatePrefix(state_)),
        report_(report) {}

  absl::Status Run(Progress progress) {
    ASSAY_RETURN_IF_ERROR(Replay(progress));
    if (log_is_whole_) ASSAY_RETURN_IF_ERROR(CompareRecords());
    ASSAY_RETURN_IF_ERROR(CheckBlobs());
    return FindStrays();
  }

 private:
  // Visits what is stored between two kinds, with keys as they are inside the state.
  absl::Status Scan(unsigned char first_kind, int end_kind, Visit visit) const {
    storage::KeyRange range = storage::PrefixRange(prefix_);
    range.begin.push_back(static_cast<char>(first_kind));
    if (end_kind < kEndOfKinds) range.end = absl::StrCat(prefix_, std::string(1, static_cast<char>(end_kind)));
    std::string cursor;
    do {
      ASSAY_ASSIGN_OR_RETURN(storage::ScanPage page, store_.Scan(range, cursor, kPage, snapshot_));
      for (const storage::KeyValue& entry : page.entries) {
        visit(absl::string_view(entry.key).substr(prefix_.size()), entry.value);
      }
      cursor = std::move(page.next_cursor);
    } while (!cursor.empty());
    return absl::OkStatus();
  }

  void Differ(absl::string_view what) {
    ++report_->difference_count;
    if (report_->differences.size() == kDifferencesMax) return;
    report_->differences.push_back(
        absl::StrCat(state_ == storage::kInstallation ? "installation" : state_, ": ", what));
  }

  absl::Status Replay(Progress progress) {
    return Scan(kEvents, kEvents + 1, [&](absl::string_view key, const std::string& block) {
      absl::Status readable = VisitEventBlock(block, [&](absl::string_view bytes) {
        ReplayEvent(bytes);
        if (event_count_ % kEventsPerProgress == 0) progress(state_, event_count_);
        return absl::OkStatus();
      });
      if (!readable.ok()) BreakLog(absl::StrCat("the block of events before ", event_count_, " is damaged"));
      std::string key_due = storage::EventKey(state_, event_count_ - 1).substr(prefix_.size());
      if (log_is_whole_ && key != key_due) {
        Differ(absl::StrCat("the block that ends with event ", event_count_ - 1, " has the key of another one"));
      }
    });
  }

  void ReplayEvent(absl::string_view bytes) {
    if (!log_is_whole_) return;
    ledger::v1::Event event;
    if (!event.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
      return BreakLog(absl::StrCat("event ", event_count_, " cannot be read"));
    }
    if (event.sequence() != event_count_) {
      return BreakLog(
          absl::StrCat("event ", event_count_, " is missing, event ", event.sequence(), " is in its place"));
    }
    domain::Apply(event, bytes, &records_);
    ++event_count_;
    ++report_->event_count;
  }

  void BreakLog(absl::string_view why) {
    if (log_is_whole_) Differ(absl::StrCat(why, "; the records after it cannot be rebuilt: restore a backup"));
    log_is_whole_ = false;
  }

  absl::Status CompareRecords() {
    auto due = records_.map().begin();
    auto end = records_.map().end();
    auto missing = [this](const domain::RecordKey& key) { Differ(absl::StrCat(TextOf(key), " is missing")); };
    ASSAY_RETURN_IF_ERROR(Scan(0, kEvents, [&](absl::string_view bytes, const std::string& value) {
      domain::RecordKey key{static_cast<domain::RecordKind>(bytes[0]), std::string(bytes.substr(1))};
      for (; due != end && due->first < key; ++due) missing(due->first);
      if (due == end || key < due->first) return Differ(absl::StrCat(TextOf(key), " comes from no event"));
      if (due->second->SerializeAsString() != value) {
        Differ(absl::StrCat(TextOf(key), " is not what the events say"));
      }
      ++report_->record_count;
      ++due;
    }));
    for (; due != end; ++due) missing(due->first);
    return absl::OkStatus();
  }

  absl::Status CheckBlobs() {
    return Scan(kBlobs, kBlobs + 1, [this](absl::string_view key, const std::string& blob) {
      ++report_->blob_count;
      if (key.substr(1) != Sha256(blob)) {
        Differ(absl::StrCat("blob ", absl::BytesToHexString(key.substr(1)), " does not match its digest"));
      }
    });
  }

  absl::Status FindStrays() {
    auto stray = [this](absl::string_view key, const std::string&) {
      Differ(absl::StrCat("key ", absl::BytesToHexString(key), " belongs to nothing"));
    };
    ASSAY_RETURN_IF_ERROR(Scan(kEvents + 1, kBlobs, stray));
    return Scan(kBlobs + 1, kEndOfKinds, stray);
  }

  static constexpr unsigned char kEvents = static_cast<unsigned char>(storage::kEventSpace);
  static constexpr unsigned char kBlobs = static_cast<unsigned char>(storage::kBlobSpace);
  static constexpr int kEndOfKinds = 256;

  const storage::Store& store_;
  const storage::Snapshot* const snapshot_;
  const std::string state_;
  const std::string prefix_;
  CheckReport* const report_;
  domain::MemoryRecords records_;
  int64_t event_count_ = 0;
  bool log_is_whole_ = true;
};

}  // namespace

std::string CheckReport::Text() const {
  std::string counts = absl::StrCat(event_count, " events, ", record_count, " records and ", blob_count, " blobs of ",
                                    state_count, " states");
  if (ok()) return absl::StrCat("byte-equal: ", counts, "\n");
  std::string text = absl::StrCat("not equal: ", difference_count, " differences in ", counts, "\n");
  absl::StrAppend(&text, absl::StrJoin(differences, "\n"), "\n");
  auto shown = static_cast<int64_t>(differences.size());
  if (difference_count > shown) absl::StrAppend(&text, "and ", difference_count - shown, " more\n");
  return text;
}

absl::StatusOr<CheckReport> CheckAll(const storage::Store& store, Progress progress) {
  std::shared_ptr<const storage::Snapshot> snapshot = store.TakeSnapshot();
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> states, ListStateIds(store, snapshot.get()));
  states.insert(states.begin(), storage::kInstallation);
  CheckReport report;
  for (std::string& state : states) {
    ++report.state_count;
    ASSAY_RETURN_IF_ERROR(StateCheck(store, snapshot.get(), std::move(state), &report).Run(progress));
  }
  return report;
}

}  // namespace assay::engine

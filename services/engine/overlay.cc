#include "services/engine/overlay.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "storage/keyspace.h"

namespace assay::engine {
namespace {

// The cache is dropped as a whole when it grows beyond this: simple, and the hot records come back at once.
constexpr size_t kCachedRecordsMax = 16384;

size_t BytesOf(const std::unique_ptr<google::protobuf::Message>& record) {
  return record == nullptr ? 0 : record->ByteSizeLong();
}

}  // namespace

Overlay::Overlay(const storage::Store* store, std::string state) : store_(store), state_(std::move(state)) {}

Overlay::Entry& Overlay::Load(const domain::RecordKey& key, const google::protobuf::Message& prototype) const {
  std::string bytes_of_key = storage::RecordKeyIn(state_, key);
  std::unique_ptr<Entry>& slot = entries_[bytes_of_key];
  if (slot != nullptr) return *slot;
  slot = std::make_unique<Entry>();
  slot->kind = key.kind;
  auto bytes = store_->Get(bytes_of_key);
  if (!bytes.ok()) {
    status_.Update(bytes.status());
  } else if (bytes->has_value()) {
    slot->record.reset(prototype.New());
    if (!slot->record->ParseFromString(**bytes)) {
      status_.Update(absl::DataLossError(absl::StrCat("a record of ", state_, " cannot be read; run assayd --check")));
    }
  }
  return *slot;
}

Overlay::Entry& Overlay::Stage(std::string bytes, domain::RecordKind kind) {
  std::unique_ptr<Entry>& slot = entries_[bytes];
  if (slot == nullptr) {
    slot = std::make_unique<Entry>();
    slot->kind = kind;
  }
  if (!slot->is_staged) {
    slot->is_staged = true;
    staged_.push_back(std::move(bytes));
  }
  return *slot;
}

CommitSize Overlay::StagedSize() const {
  CommitSize size;
  for (const std::string& key : staged_) {
    ++size.operations;
    size.bytes += key.size() + BytesOf(entries_.at(key)->staged);
  }
  return size;
}

void Overlay::KeepCommand() {
  for (std::string& key : staged_) {
    Entry& entry = *entries_.at(key);
    entry.record = std::move(entry.staged);
    entry.is_staged = false;
    size_.bytes -= entry.dirty_bytes;
    entry.dirty_bytes = key.size() + BytesOf(entry.record);
    size_.bytes += entry.dirty_bytes;
    if (entry.dirty) continue;
    entry.dirty = true;
    ++size_.operations;
    dirty_kinds_.set(static_cast<size_t>(entry.kind));
    dirty_.push_back(std::move(key));
  }
  staged_.clear();
}

void Overlay::DropCommand() {
  for (const std::string& key : staged_) {
    Entry& entry = *entries_.at(key);
    if (entry.dirty) {
      entry.staged = nullptr;
      entry.is_staged = false;
    } else {
      entries_.erase(key);  // is read again when somebody asks
    }
  }
  staged_.clear();
}

const google::protobuf::Message* Overlay::FindMessage(const domain::RecordKey& key,
                                                      const google::protobuf::Message& prototype) const {
  const Entry& entry = Load(key, prototype);
  return entry.is_staged ? entry.staged.get() : entry.record.get();
}

void Overlay::PutMessage(domain::RecordKey key, std::unique_ptr<google::protobuf::Message> record) {
  Stage(storage::RecordKeyIn(state_, key), key.kind).staged = std::move(record);
}

google::protobuf::Message* Overlay::MutableMessage(const domain::RecordKey& key,
                                                   const google::protobuf::Message& prototype) {
  bool was_staged = Load(key, prototype).is_staged;
  Entry& entry = Stage(storage::RecordKeyIn(state_, key), key.kind);
  if (!was_staged && entry.record != nullptr) {
    // Only a record that already waits to be written is needed as it was.
    if (entry.dirty) {
      entry.staged.reset(prototype.New());
      entry.staged->CopyFrom(*entry.record);
    } else {
      entry.staged = std::move(entry.record);
    }
  }
  if (entry.staged == nullptr) entry.staged.reset(prototype.New());
  return entry.staged.get();
}

void Overlay::DeleteRecord(const domain::RecordKey& key) {
  Stage(storage::RecordKeyIn(state_, key), key.kind).staged = nullptr;
}

void Overlay::TakeChanges(std::vector<storage::Operation>* operations) {
  for (std::string& key : dirty_) {
    Entry& entry = *entries_.at(key);
    entry.dirty = false;
    entry.dirty_bytes = 0;
    storage::Operation& operation = operations->emplace_back();
    if (entry.record != nullptr) operation.value = entry.record->SerializeAsString();
    operation.key = std::move(key);
  }
  dirty_.clear();
  dirty_kinds_.reset();
  size_ = {};
  if (staged_.empty() && entries_.size() > kCachedRecordsMax) entries_.clear();
}

}  // namespace assay::engine

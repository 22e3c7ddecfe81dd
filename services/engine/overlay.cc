#include "services/engine/overlay.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "storage/keyspace.h"

namespace assay::engine {
namespace {

// The cache is dropped as a whole when it grows beyond this: simple, and the hot records come back at once.
constexpr size_t kCachedRecordsMax = 16384;

}  // namespace

Overlay::Overlay(const storage::Store* store, std::string state) : store_(store), state_(std::move(state)) {}

Overlay::Entry& Overlay::Load(const domain::RecordKey& key, const google::protobuf::Message& prototype) const {
  std::unique_ptr<Entry>& slot = entries_[storage::RecordKeyIn(state_, key)];
  if (slot != nullptr) return *slot;
  slot = std::make_unique<Entry>();
  slot->kind = key.kind;
  auto bytes = store_->Get(storage::RecordKeyIn(state_, key));
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

Overlay::Entry& Overlay::Touch(std::string bytes, domain::RecordKind kind) {
  std::unique_ptr<Entry>& slot = entries_[bytes];
  if (slot == nullptr) {
    slot = std::make_unique<Entry>();
    slot->kind = kind;
  }
  if (!slot->dirty) {
    slot->dirty = true;
    dirty_.push_back(std::move(bytes));
    dirty_kinds_.set(static_cast<size_t>(kind));
  }
  if (slot->touched_by != command_) {
    slot->touched_by = command_;
    ++touched_;
  }
  return *slot;
}

const google::protobuf::Message* Overlay::FindMessage(const domain::RecordKey& key,
                                                      const google::protobuf::Message& prototype) const {
  return Load(key, prototype).record.get();
}

void Overlay::PutMessage(domain::RecordKey key, std::unique_ptr<google::protobuf::Message> record) {
  Touch(storage::RecordKeyIn(state_, key), key.kind).record = std::move(record);
}

google::protobuf::Message* Overlay::MutableMessage(const domain::RecordKey& key,
                                                   const google::protobuf::Message& prototype) {
  Load(key, prototype);
  Entry& entry = Touch(storage::RecordKeyIn(state_, key), key.kind);
  if (entry.record == nullptr) entry.record.reset(prototype.New());
  return entry.record.get();
}

void Overlay::DeleteRecord(const domain::RecordKey& key) {
  Touch(storage::RecordKeyIn(state_, key), key.kind).record = nullptr;
}

void Overlay::TakeChanges(std::vector<storage::Operation>* operations) {
  for (std::string& key : dirty_) {
    Entry& entry = *entries_.at(key);
    entry.dirty = false;
    storage::Operation& operation = operations->emplace_back();
    if (entry.record != nullptr) operation.value = entry.record->SerializeAsString();
    operation.key = std::move(key);
  }
  dirty_.clear();
  dirty_kinds_.reset();
  if (entries_.size() > kCachedRecordsMax) entries_.clear();
}

}  // namespace assay::engine

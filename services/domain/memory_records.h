// Records in memory: the whole state when it is rebuilt from its events.
#ifndef ASSAY_SERVICES_DOMAIN_MEMORY_RECORDS_H_
#define ASSAY_SERVICES_DOMAIN_MEMORY_RECORDS_H_

#include <map>
#include <memory>
#include <utility>

#include "services/domain/view.h"

namespace assay::domain {

// Single-threaded.
class MemoryRecords : public Records {
 public:
  absl::Status status() const override { return absl::OkStatus(); }
  const std::map<RecordKey, std::unique_ptr<google::protobuf::Message>>& map() const { return records_; }

 protected:
  const google::protobuf::Message* FindMessage(const RecordKey& key, const google::protobuf::Message&) const override {
    auto found = records_.find(key);
    return found == records_.end() ? nullptr : found->second.get();
  }
  void PutMessage(RecordKey key, std::unique_ptr<google::protobuf::Message> record) override {
    records_[std::move(key)] = std::move(record);
  }
  google::protobuf::Message* MutableMessage(const RecordKey& key, const google::protobuf::Message& prototype) override {
    auto& record = records_[key];
    if (record == nullptr) record.reset(prototype.New());
    return record.get();
  }
  void DeleteRecord(const RecordKey& key) override { records_.erase(key); }

 private:
  std::map<RecordKey, std::unique_ptr<google::protobuf::Message>> records_;
};

// Changes on top of a view that stays as it is: what would be if these events were committed. Single-threaded.
class ScratchRecords : public Records {
 public:
  // `base` must outlive this.
  explicit ScratchRecords(const View* base) : base_(base) {}

  absl::Status status() const override { return base_->status(); }

 protected:
  const google::protobuf::Message* FindMessage(const RecordKey& key,
                                               const google::protobuf::Message& prototype) const override {
    auto found = changes_.find(key);
    return found == changes_.end() ? base_->FindAny(key, prototype) : found->second.get();
  }
  void PutMessage(RecordKey key, std::unique_ptr<google::protobuf::Message> record) override {
    changes_[std::move(key)] = std::move(record);
  }
  google::protobuf::Message* MutableMessage(const RecordKey& key, const google::protobuf::Message& prototype) override {
    auto& record = changes_[key];
    if (record == nullptr) {
      record.reset(prototype.New());
      const google::protobuf::Message* before = base_->FindAny(key, prototype);
      if (before != nullptr) record->CopyFrom(*before);
    }
    return record.get();
  }
  void DeleteRecord(const RecordKey& key) override { changes_[key] = nullptr; }

 private:
  const View* base_;
  std::map<RecordKey, std::unique_ptr<google::protobuf::Message>> changes_;  // null: deleted
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_MEMORY_RECORDS_H_

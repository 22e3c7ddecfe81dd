// What the domain sees of a state: records by id. Decide reads through a View, Apply writes through Records, and
// whoever computes over many records scans a ScanView. None of them says where the records are.
#ifndef ASSAY_SERVICES_DOMAIN_VIEW_H_
#define ASSAY_SERVICES_DOMAIN_VIEW_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "services/domain/record_id.h"

namespace assay::domain {

// Thread-compatible.
class View {
 public:
  virtual ~View() = default;

  // Null when there is no such record, or when reading failed: status() then says so. Valid until the record is written
  // or the view is gone.
  template <class Id>
  const typename Id::Record* Find(const Id& id) const {
    return static_cast<const typename Id::Record*>(FindMessage(KeyOf(id), Id::Record::default_instance()));
  }

  // The record, or an empty one.
  template <class Id>
  const typename Id::Record& FindOrDefault(const Id& id) const {
    const auto* record = Find(id);
    return record != nullptr ? *record : Id::Record::default_instance();
  }

  // The same by key, for records that stand on top of another view.
  const google::protobuf::Message* FindAny(const RecordKey& key, const google::protobuf::Message& prototype) const {
    return FindMessage(key, prototype);
  }

  // The first read error. Whoever acts on what was found, or not found, looks here first.
  virtual absl::Status status() const = 0;

 protected:
  virtual const google::protobuf::Message* FindMessage(const RecordKey& key,
                                                       const google::protobuf::Message& prototype) const = 0;
};

// A View that changes. Single-threaded.
class Records : public View {
 public:
  template <class Id>
  void Put(const Id& id, typename Id::Record record) {
    PutMessage(KeyOf(id), std::make_unique<typename Id::Record>(std::move(record)));
  }

  // The record to change in place; an empty one is made when there is none.
  template <class Id>
  typename Id::Record* Mutable(const Id& id) {
    return static_cast<typename Id::Record*>(MutableMessage(KeyOf(id), Id::Record::default_instance()));
  }

  template <class Id>
  void Delete(const Id& id) {
    DeleteRecord(KeyOf(id));
  }

 protected:
  virtual void PutMessage(RecordKey key, std::unique_ptr<google::protobuf::Message> record) = 0;
  virtual google::protobuf::Message* MutableMessage(const RecordKey& key,
                                                    const google::protobuf::Message& prototype) = 0;
  virtual void DeleteRecord(const RecordKey& key) = 0;
};

// An immutable picture that can also be walked. Thread-safe for reading by one caller at a time.
class ScanView : public View {
 public:
  // Calls `visit(path, record)` for the records of Id's kind whose path begins with `prefix.path`, in order, beginning
  // after `after_path` (a full path as given to visit; empty: from the first), until it returns false. Returns the
  // first read error.
  template <class Id>
  absl::Status Scan(const RecordKey& prefix, absl::string_view after_path,
                    absl::FunctionRef<bool(absl::string_view path, const typename Id::Record& record)> visit) const {
    return ScanMessages(prefix, after_path, Id::Record::default_instance(),
                        [&visit](absl::string_view path, const google::protobuf::Message& record) {
                          return visit(path, static_cast<const typename Id::Record&>(record));
                        });
  }

  // The bytes of a content-addressed blob. NOT_FOUND, or DATA_LOSS when they do not match the digest.
  virtual absl::StatusOr<std::string> ReadBlob(absl::string_view sha256) const = 0;

  // Up to `limit` events from `first_sequence` on.
  virtual absl::StatusOr<std::vector<ledger::Event>> ReadEvents(int64_t first_sequence, int32_t limit) const = 0;

 protected:
  virtual absl::Status ScanMessages(
      const RecordKey& prefix, absl::string_view after_path, const google::protobuf::Message& prototype,
      absl::FunctionRef<bool(absl::string_view, const google::protobuf::Message&)> visit) const = 0;
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_VIEW_H_

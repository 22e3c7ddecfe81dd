// A state as of one snapshot: what every read is answered from. Reads run on the calling thread and never wait for the
// commit thread.
#ifndef ASSAY_SERVICES_ENGINE_READ_VIEW_H_
#define ASSAY_SERVICES_ENGINE_READ_VIEW_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/domain/view.h"
#include "storage/store.h"

namespace assay::engine {

// Thread-compatible; make one a call. Records found stay valid as long as the view.
class ReadView : public domain::ScanView {
 public:
  // `state` as in the keyspace.
  ReadView(const storage::Store* store, std::shared_ptr<const storage::Snapshot> snapshot, std::string state);

  absl::Status status() const override { return status_; }
  absl::StatusOr<std::string> ReadBlob(absl::string_view sha256) const override;
  absl::StatusOr<std::vector<ledger::v1::Event>> ReadEvents(int64_t first_sequence, int32_t limit) const override;

  const std::string& state() const { return state_; }
  const storage::Snapshot* snapshot() const { return snapshot_.get(); }

 protected:
  const google::protobuf::Message* FindMessage(const domain::RecordKey& key,
                                               const google::protobuf::Message& prototype) const override;
  absl::Status ScanMessages(
      const domain::RecordKey& prefix, absl::string_view after_path, const google::protobuf::Message& prototype,
      absl::FunctionRef<bool(absl::string_view, const google::protobuf::Message&)> visit) const override;

 private:
  const storage::Store* const store_;
  const std::shared_ptr<const storage::Snapshot> snapshot_;
  const std::string state_;
  mutable absl::flat_hash_map<std::string, std::unique_ptr<google::protobuf::Message>> found_;
  mutable absl::Status status_;
};

// Calls `visit(event, bytes)` for the events from `first_sequence` on, in order, until it returns false; `bytes` is the
// event as stored. DATA_LOSS when the log has a gap or cannot be read.
absl::Status VisitEvents(const storage::Store& store, const storage::Snapshot* snapshot, absl::string_view state,
                         int64_t first_sequence,
                         absl::FunctionRef<bool(const ledger::v1::Event& event, absl::string_view bytes)> visit);

// The ids of all states, in order, without the installation.
absl::StatusOr<std::vector<std::string>> ListStateIds(const storage::Store& store, const storage::Snapshot* snapshot);

}  // namespace assay::engine

#endif  // ASSAY_SERVICES_ENGINE_READ_VIEW_H_

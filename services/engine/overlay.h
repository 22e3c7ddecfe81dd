// The commit thread's picture of one state: what is stored, under the effects of the commands of the batch before it.
#ifndef ASSAY_SERVICES_ENGINE_OVERLAY_H_
#define ASSAY_SERVICES_ENGINE_OVERLAY_H_

#include <bitset>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/domain/view.h"
#include "storage/store.h"

namespace assay::engine {

// Single-threaded: commit thread only. After a commit the records stay as a cache, which is sound because nobody else
// writes the state.
class Overlay : public domain::Records {
 public:
  Overlay(const storage::Store* store, std::string state);

  absl::Status status() const override { return status_; }

  // Begins counting the records that the next command touches.
  void BeginCommand() {
    ++command_;
    touched_ = 0;
  }
  // Records written since BeginCommand, each once.
  size_t touched() const { return touched_; }

  // Whether a record of this kind waits to be written.
  bool IsDirty(domain::RecordKind kind) const { return dirty_kinds_.test(static_cast<size_t>(kind)); }
  // Moves what waits to be written into `operations`.
  void TakeChanges(std::vector<storage::Operation>* operations);
  // Records that wait to be written.
  size_t dirty_count() const { return dirty_.size(); }

 protected:
  const google::protobuf::Message* FindMessage(const domain::RecordKey& key,
                                               const google::protobuf::Message& prototype) const override;
  void PutMessage(domain::RecordKey key, std::unique_ptr<google::protobuf::Message> record) override;
  google::protobuf::Message* MutableMessage(const domain::RecordKey& key,
                                            const google::protobuf::Message& prototype) override;
  void DeleteRecord(const domain::RecordKey& key) override;

 private:
  struct Entry {
    std::unique_ptr<google::protobuf::Message> record;  // null: there is none
    domain::RecordKind kind;
    bool dirty = false;
    uint64_t touched_by = 0;
  };

  Entry& Load(const domain::RecordKey& key, const google::protobuf::Message& prototype) const;
  Entry& Touch(std::string bytes, domain::RecordKind kind);

  const storage::Store* const store_;
  const std::string state_;
  mutable absl::flat_hash_map<std::string, std::unique_ptr<Entry>> entries_;
  mutable absl::Status status_;
  std::vector<std::string> dirty_;
  std::bitset<256> dirty_kinds_;
  uint64_t command_ = 0;
  size_t touched_ = 0;
};

}  // namespace assay::engine

#endif  // ASSAY_SERVICES_ENGINE_OVERLAY_H_

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

// Operations of a commit and the bytes of their keys and values.
struct CommitSize {
  size_t operations = 0;
  size_t bytes = 0;

  CommitSize& operator+=(const CommitSize& other) {
    operations += other.operations;
    bytes += other.bytes;
    return *this;
  }
};

// One command's changes are staged first: they are seen by Find, but join the batch only with KeepCommand, when their
// size is known and there is room. After a commit the records stay as a cache, which is sound because nobody else
// writes the state. Single-threaded: commit thread only.
class Overlay : public domain::Records {
 public:
  Overlay(const storage::Store* store, std::string state);

  absl::Status status() const override { return status_; }

  // What the staged changes come to by themselves.
  CommitSize StagedSize() const;
  // Lets the staged changes join the batch, or forgets them.
  void KeepCommand();
  void DropCommand();

  // What waits to be written, without what is staged.
  const CommitSize& size() const { return size_; }
  // Whether a record of this kind waits to be written.
  bool IsDirty(domain::RecordKind kind) const { return dirty_kinds_.test(static_cast<size_t>(kind)); }
  // Moves what waits to be written into `operations`. What is staged stays so.
  void TakeChanges(std::vector<storage::Operation>* operations);

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
    std::unique_ptr<google::protobuf::Message> staged;  // the same, when is_staged
    domain::RecordKind kind;
    bool is_staged = false;
    bool dirty = false;
    size_t dirty_bytes = 0;
  };

  Entry& Load(const domain::RecordKey& key, const google::protobuf::Message& prototype) const;
  Entry& Stage(std::string bytes, domain::RecordKind kind);

  const storage::Store* const store_;
  const std::string state_;
  mutable absl::flat_hash_map<std::string, std::unique_ptr<Entry>> entries_;
  mutable absl::Status status_;
  std::vector<std::string> staged_;
  std::vector<std::string> dirty_;
  std::bitset<256> dirty_kinds_;
  CommitSize size_;
};

}  // namespace assay::engine

#endif  // ASSAY_SERVICES_ENGINE_OVERLAY_H_

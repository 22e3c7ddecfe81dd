// Events of one state that go into one commit, packed: a key costs more than the bytes beside it.
//
// A block is the wire form of assay.ledger.v1.EventBlock, with nothing else in it; its key is the sequence of its last
// event (storage/keyspace.h).
#ifndef ASSAY_SERVICES_ENGINE_EVENT_BLOCKS_H_
#define ASSAY_SERVICES_ENGINE_EVENT_BLOCKS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/engine/overlay.h"
#include "storage/store.h"

namespace assay::engine {

// Bytes of one event at most, so that any event fits a block.
inline constexpr size_t kEventBytesMax = storage::kValueBytesMax - 1024;

// Single-threaded.
class EventBlocks {
 public:
  explicit EventBlocks(std::string state);

  // What these events come to at most when they are added.
  CommitSize SizeOf(const std::vector<std::string>& events) const;

  // Precondition: event_bytes.size() ≤ kEventBytesMax, and sequences rise by one.
  void Add(int64_t sequence, absl::string_view event_bytes);

  // What waits to be written.
  const CommitSize& size() const { return size_; }
  // Moves the blocks into `operations`.
  void Take(std::vector<storage::Operation>* operations);

 private:
  struct Block {
    int64_t last_sequence = 0;
    std::string bytes;
  };
  const std::string state_;
  const size_t key_bytes_;
  std::vector<Block> blocks_;
  CommitSize size_;
};

// Calls `visit` with the stored bytes of each event of a block, which its leaf is a hash of, until it fails, and
// returns that error. DATA_LOSS: these are not the bytes of a block.
absl::Status VisitEventBlock(absl::string_view block, absl::FunctionRef<absl::Status(absl::string_view bytes)> visit);

}  // namespace assay::engine

#endif  // ASSAY_SERVICES_ENGINE_EVENT_BLOCKS_H_

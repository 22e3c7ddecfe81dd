// Events of one state that go into one commit, packed: a key costs more than the bytes beside it.
#ifndef ASSAY_SERVICES_ENGINE_EVENT_BLOCKS_H_
#define ASSAY_SERVICES_ENGINE_EVENT_BLOCKS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "storage/store.h"

namespace assay::engine {

// Bytes of one event at most, so that any event fits a block.
inline constexpr size_t kEventBytesMax = storage::kValueBytesMax - 1024;

// A block is the wire form of assay.ledger.v1.EventBlock. Single-threaded.
class EventBlocks {
 public:
  explicit EventBlocks(std::string state);

  // Precondition: bytes.size() ≤ kEventBytesMax, and sequences rise by one.
  void Add(int64_t sequence, absl::string_view event_bytes);

  size_t block_count() const { return blocks_.size(); }
  size_t byte_count() const { return byte_count_; }
  // Moves the blocks into `operations`.
  void Take(std::vector<storage::Operation>* operations);

 private:
  struct Block {
    int64_t last_sequence;
    std::string bytes;
  };
  const std::string state_;
  std::vector<Block> blocks_;
  size_t byte_count_ = 0;
};

}  // namespace assay::engine

#endif  // ASSAY_SERVICES_ENGINE_EVENT_BLOCKS_H_

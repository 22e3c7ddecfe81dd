#include "services/engine/event_blocks.h"

#include <utility>

#include "storage/keyspace.h"

namespace assay::engine {
namespace {

constexpr char kEventsTag = 0x0a;  // field 1, length-delimited

void AppendVarint(size_t number, std::string* bytes) {
  for (; number >= 0x80; number >>= 7) bytes->push_back(static_cast<char>(number | 0x80));
  bytes->push_back(static_cast<char>(number));
}

}  // namespace

EventBlocks::EventBlocks(std::string state) : state_(std::move(state)) {}

void EventBlocks::Add(int64_t sequence, absl::string_view event_bytes) {
  if (blocks_.empty() || blocks_.back().bytes.size() + event_bytes.size() > kEventBytesMax) blocks_.emplace_back();
  Block& block = blocks_.back();
  block.last_sequence = sequence;
  block.bytes.push_back(kEventsTag);
  AppendVarint(event_bytes.size(), &block.bytes);
  block.bytes.append(event_bytes.data(), event_bytes.size());
  byte_count_ += event_bytes.size();
}

void EventBlocks::Take(std::vector<storage::Operation>* operations) {
  for (Block& block : blocks_) {
    operations->push_back({storage::EventKey(state_, block.last_sequence), std::move(block.bytes)});
  }
  blocks_.clear();
  byte_count_ = 0;
}

}  // namespace assay::engine

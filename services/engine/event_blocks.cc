#include "services/engine/event_blocks.h"

#include <utility>

#include "google/protobuf/io/coded_stream.h"
#include "services/base/error.h"
#include "storage/keyspace.h"

namespace assay::engine {
namespace {

constexpr char kEventsTag = 0x0a;      // field 1, length-delimited
constexpr size_t kEventHeaderMax = 4;  // the tag, and the length of an event of at most kEventBytesMax

void AppendVarint(size_t number, std::string* bytes) {
  for (; number >= 0x80; number >>= 7) bytes->push_back(static_cast<char>(number | 0x80));
  bytes->push_back(static_cast<char>(number));
}

bool Fits(size_t block_bytes, size_t event_bytes) { return block_bytes + event_bytes <= kEventBytesMax; }

}  // namespace

EventBlocks::EventBlocks(std::string state)
    : state_(std::move(state)), key_bytes_(storage::EventKey(state_, 0).size()) {}

CommitSize EventBlocks::SizeOf(const std::vector<std::string>& events) const {
  CommitSize size;
  size_t block_bytes = 0;
  for (const std::string& event : events) {
    if (size.operations == 0 || !Fits(block_bytes, event.size())) {
      size += {1, key_bytes_};
      block_bytes = 0;
    }
    block_bytes += kEventHeaderMax + event.size();
    size.bytes += kEventHeaderMax + event.size();
  }
  return size;
}

void EventBlocks::Add(int64_t sequence, absl::string_view event_bytes) {
  if (blocks_.empty() || !Fits(blocks_.back().bytes.size(), event_bytes.size())) {
    blocks_.emplace_back();
    size_ += {1, key_bytes_};
  }
  Block& block = blocks_.back();
  size_t bytes_before = block.bytes.size();
  block.last_sequence = sequence;
  block.bytes.push_back(kEventsTag);
  AppendVarint(event_bytes.size(), &block.bytes);
  block.bytes.append(event_bytes.data(), event_bytes.size());
  size_.bytes += block.bytes.size() - bytes_before;
}

void EventBlocks::Take(std::vector<storage::Operation>* operations) {
  for (Block& block : blocks_) {
    operations->push_back({storage::EventKey(state_, block.last_sequence), std::move(block.bytes)});
  }
  blocks_.clear();
  size_ = {};
}

absl::Status VisitEventBlock(absl::string_view block, absl::FunctionRef<absl::Status(absl::string_view bytes)> visit) {
  google::protobuf::io::CodedInputStream in(reinterpret_cast<const uint8_t*>(block.data()),
                                            static_cast<int>(block.size()));
  while (in.CurrentPosition() < static_cast<int>(block.size())) {
    uint32_t length = 0;
    if (in.ReadTag() != static_cast<uint32_t>(kEventsTag) || !in.ReadVarint32(&length)) {
      return absl::DataLossError("malformed event block");
    }
    absl::string_view bytes = block.substr(in.CurrentPosition(), length);
    if (bytes.size() != length || !in.Skip(static_cast<int>(length))) return absl::DataLossError("cut event block");
    ASSAY_RETURN_IF_ERROR(visit(bytes));
  }
  return absl::OkStatus();
}

}  // namespace assay::engine

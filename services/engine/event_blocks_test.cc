#include "services/engine/event_blocks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "assay/ledger/v1/record.pb.h"
#include "storage/keyspace.h"

namespace assay::engine {
namespace {

using ::testing::ElementsAre;

std::vector<storage::Operation> TakeFrom(EventBlocks* blocks) {
  std::vector<storage::Operation> operations;
  blocks->Take(&operations);
  return operations;
}

std::vector<std::string> EventsIn(const std::string& block) {
  std::vector<std::string> events;
  EXPECT_TRUE(VisitEventBlock(block, [&events](absl::string_view bytes) {
                events.emplace_back(bytes);
                return absl::OkStatus();
              }).ok());
  return events;
}

TEST(EventBlocksTest, IsTheWireFormOfABlock) {
  ledger::v1::EventBlock block;
  EventBlocks blocks("nj");
  for (int64_t sequence : {7, 8}) {
    ledger::v1::Event* event = block.add_events();
    event->set_sequence(sequence);
    event->set_method(std::string(300, 'm'));
    blocks.Add(sequence, event->SerializeAsString());
  }
  std::vector<storage::Operation> operations = TakeFrom(&blocks);
  ASSERT_EQ(operations.size(), 1u);
  EXPECT_EQ(operations[0].key, storage::EventKey("nj", 8));
  EXPECT_EQ(*operations[0].value, block.SerializeAsString());
  EXPECT_THAT(EventsIn(*operations[0].value),
              ElementsAre(block.events(0).SerializeAsString(), block.events(1).SerializeAsString()));
}

TEST(EventBlocksTest, BeginsABlockWhenOneIsFull) {
  EventBlocks blocks("nj");
  std::vector<std::string> events(3, std::string(kEventBytesMax / 2 - 10, 'x'));
  events.emplace_back(kEventBytesMax, 'y');
  for (size_t i = 0; i < events.size(); ++i) blocks.Add(static_cast<int64_t>(i), events[i]);
  EXPECT_EQ(blocks.size().operations, 3u);
  EXPECT_EQ(blocks.SizeOf(events).operations, 3u);
  size_t bytes = blocks.size().bytes;
  size_t bound = blocks.SizeOf(events).bytes;
  std::vector<storage::Operation> operations = TakeFrom(&blocks);
  ASSERT_EQ(operations.size(), 3u);
  size_t written = 0;
  for (const storage::Operation& operation : operations) {
    EXPECT_LE(operation.value->size(), storage::kValueBytesMax);
    written += operation.key.size() + operation.value->size();
  }
  EXPECT_EQ(bytes, written);
  EXPECT_GE(bound, written);
  EXPECT_EQ(blocks.size().operations, 0u);
  EXPECT_EQ(blocks.size().bytes, 0u);
}

TEST(EventBlocksTest, RefusesWhatIsNoBlock) {
  auto take_all = [](absl::string_view) { return absl::OkStatus(); };
  for (absl::string_view damaged :
       {absl::string_view("\x12\x01x", 3), absl::string_view("\x0a\x05xyz", 5), absl::string_view("\x0a", 1),
        absl::string_view("\x0a\x01x\0", 4), absl::string_view("\x0a\xff\xff\xff\xff\xff\xff", 7),
        absl::string_view("\x0a\xff\xff\xff\xff\x0f", 6)}) {
    EXPECT_EQ(VisitEventBlock(damaged, take_all).code(), absl::StatusCode::kDataLoss);
  }
  EXPECT_TRUE(VisitEventBlock("", take_all).ok());
}

}  // namespace
}  // namespace assay::engine

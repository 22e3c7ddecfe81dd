#include "services/domain/list/chunk.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"

namespace assay::domain {
namespace {

ListContent LargeList(int entries) {
  ListContent content;
  content.header.entry_count = entries;
  for (int i = 0; i < entries; ++i) {
    api::ListEntry& entry = content.entries.emplace_back();
    entry.set_credential(absl::StrCat("states/nj/credentials/c", 100000 + i));
    entry.set_title(std::string(300, 't'));
  }
  return content;
}

TEST(CutContent, PutTogetherGivesTheList) {
  ListContent content = LargeList(1000);
  Chunks chunks = CutContent(content);
  EXPECT_GT(chunks.blobs.size(), 3u);
  EXPECT_EQ(absl::StrJoin(chunks.blobs, ""), EncodeList(content));
  for (const std::string& blob : chunks.blobs) {
    EXPECT_LE(blob.size(), kChunkBytesMax);
    EXPECT_EQ(blob.back(), '\n') << "cut between entries";
  }
}

TEST(CutContent, NamesTheFirstEntryOfEachChunk) {
  Chunks chunks = CutContent(LargeList(1000));
  ASSERT_EQ(chunks.first_ids.size(), chunks.blobs.size());
  EXPECT_EQ(chunks.first_ids[0], "c100000");
  for (size_t i = 1; i < chunks.blobs.size(); ++i) {
    EXPECT_EQ(chunks.blobs[i].find("credentials/" + chunks.first_ids[i]), chunks.blobs[i].find("credentials/"));
  }
}

TEST(CutContent, AnEmptyListIsItsHeader) {
  Chunks chunks = CutContent(LargeList(0));
  EXPECT_EQ(chunks.blobs.size(), 1u);
  EXPECT_EQ(chunks.first_ids, std::vector<std::string>{""});
}

TEST(CutDecisions, EachChunkIsADecisionChunk) {
  std::vector<api::Decision> decisions(500);
  for (size_t i = 0; i < decisions.size(); ++i) {
    decisions[i].set_proposal(absl::StrCat("states/nj/cycles/2027/proposals/p", 100 + i));
    decisions[i].add_trace()->set_input(std::string(700, 'x'));
  }
  Chunks chunks = CutDecisions(decisions);
  EXPECT_GT(chunks.blobs.size(), 2u);
  size_t next = 0;
  for (size_t i = 0; i < chunks.blobs.size(); ++i) {
    EXPECT_LE(chunks.blobs[i].size(), kChunkBytesMax);
    EXPECT_EQ(chunks.first_ids[i], absl::StrCat("p", 100 + next));
    ledger::DecisionChunk parsed;
    ASSERT_TRUE(parsed.ParseFromString(chunks.blobs[i]));
    for (const std::string& bytes : parsed.decisions()) EXPECT_EQ(bytes, decisions[next++].SerializeAsString());
  }
  EXPECT_EQ(next, decisions.size());
}

TEST(CutDecisions, NoneMakeNoChunk) { EXPECT_TRUE(CutDecisions({}).blobs.empty()); }

}  // namespace
}  // namespace assay::domain

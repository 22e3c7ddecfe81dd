#include "services/domain/list/reader.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/list/testing/list_world.h"

namespace assay::domain {
namespace {

constexpr int kEntries = 900;

// Ids c20000, c20002, … so that there are gaps between them.
std::string IdAt(int index) { return absl::StrCat("c", 20000 + 2 * index); }

bool All(const api::ListEntry&) { return true; }

class ReaderTest : public testing::Test {
 protected:
  // Version 1 is computed and has several chunks of both kinds.
  static void SetUpTestSuite() {
    world_ = new ListWorld();
    for (int i = 0; i < kEntries; ++i) {
      world_->PutCredential(IdAt(i), std::string(250, 't') + (i % 2 == 0 ? "even" : "odd"));
      world_->Approved(IdAt(i));
    }
    ASSERT_THAT(world_->DraftAndPublish(), IsOk());
    const auto& content = world_->state.records.FindOrDefault(ListContentId(1)).change();
    ASSERT_GT(content.content_chunks_size(), 2);
    ASSERT_GT(content.decision_chunks_size(), 2);
  }
  static void TearDownTestSuite() { delete world_; }

  static const ScanView& scan() { return world_->state.scan; }

  static ListWorld* world_;
};

ListWorld* ReaderTest::world_ = nullptr;

TEST_F(ReaderTest, PagesOfAnySizeGiveEveryEntryOnceInOrder) {
  for (int limit : {1, 7, 50, kEntries, kEntries + 1}) {
    std::string after;
    int next = 0;
    while (true) {
      auto page = ReadEntries(scan(), 1, after, limit, All);
      ASSERT_THAT(page.status(), IsOk());
      if (page->empty()) break;
      for (const api::ListEntry& entry : *page) ASSERT_EQ(LastPart(entry.credential()), IdAt(next++));
      after = LastPart(page->back().credential());
    }
    EXPECT_EQ(next, kEntries);
  }
}

TEST_F(ReaderTest, BeginsAnywhereAlsoBetweenEntries) {
  for (int i = 0; i < kEntries; ++i) {
    std::string between = absl::StrCat("c", 20000 + 2 * i - 1);
    auto page = ReadEntries(scan(), 1, between, 1, All);
    ASSERT_EQ(LastPart((*page)[0].credential()), IdAt(i));
    ASSERT_EQ((*page)[0].name(), absl::StrCat("states/nj/listVersions/1/entries/", IdAt(i)));
  }
  EXPECT_TRUE(ReadEntries(scan(), 1, "zz", 10, All)->empty());
  EXPECT_EQ(ReadEntries(scan(), 1, "a", 10, All)->size(), 10u);
}

TEST_F(ReaderTest, FiltersBeforeItCounts) {
  auto odd = ReadEntries(scan(), 1, "", 10,
                         [](const api::ListEntry& entry) { return entry.title().find("odd") != std::string::npos; });
  ASSERT_EQ(odd->size(), 10u);
  EXPECT_EQ(LastPart((*odd)[9].credential()), IdAt(19));
}

TEST_F(ReaderTest, PagesOfDecisionsGiveEveryOneOnceInOrder) {
  std::string after;
  int next = 0;
  while (true) {
    auto page = ReadDecisions(scan(), 1, after, 33);
    ASSERT_THAT(page.status(), IsOk());
    if (page->empty()) break;
    for (const api::Decision& decision : *page) {
      ASSERT_EQ(decision.proposal(), ListWorld::Proposal(IdAt(next++)));
      ASSERT_EQ(decision.trace_size(), 3);
    }
    after = LastPart(page->back().proposal());
  }
  EXPECT_EQ(next, kEntries);
}

TEST_F(ReaderTest, FindsOneDecision) {
  for (int i : {0, 1, kEntries / 2, kEntries - 1}) {
    auto decision = FindDecision(scan(), 1, IdAt(i));
    ASSERT_TRUE(decision.ok() && decision->has_value());
    EXPECT_EQ((*decision)->proposal(), ListWorld::Proposal(IdAt(i)));
  }
  EXPECT_FALSE(FindDecision(scan(), 1, "a")->has_value());
  EXPECT_FALSE(FindDecision(scan(), 1, "c20001")->has_value());
  EXPECT_FALSE(FindDecision(scan(), 0, "c20001")->has_value());
}

TEST_F(ReaderTest, TheListBeforeTheFirstIsEmpty) {
  EXPECT_TRUE(ReadEntries(scan(), 0, "", 10, All)->empty());
  EXPECT_TRUE(ReadEntries(scan(), 0, "c1", 10, All)->empty());
  EXPECT_TRUE(ReadDecisions(scan(), 0, "", 10)->empty());
}

TEST_F(ReaderTest, AnUnknownVersionIsNotFound) {
  EXPECT_EQ(ReadEntries(scan(), 9, "", 10, All).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReadDecisions(scan(), 9, "", 10).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(FindDecision(scan(), 9, "x").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReadContent(scan(), 9, 0).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(ReaderTest, ChunksPutTogetherHaveTheVersionsDigest) {
  std::string bytes;
  int count = 1;
  for (int i = 0; i < count; ++i) {
    auto chunk = ReadContent(scan(), 1, i);
    ASSERT_THAT(chunk.status(), IsOk());
    count = chunk->chunk_count();
    bytes += chunk->data();
  }
  EXPECT_EQ(absl::BytesToHexString(Sha256(bytes)), world_->FindVersion(1).digest());
  EXPECT_EQ(static_cast<int64_t>(bytes.size()), world_->FindVersion(1).content_bytes());
  EXPECT_EQ(ReadContent(scan(), 1, count).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(ReadContent(scan(), 1, -1).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(ReadContent(scan(), 0, 0).status().code(), absl::StatusCode::kOutOfRange);
}

TEST(DamagedContent, IsDataLoss) {
  ListWorld world;
  world.PutCredential("cna", "CNA");
  world.Approved("cna");
  ASSERT_THAT(world.DraftAndPublish(), IsOk());
  for (auto& [digest, bytes] : world.state.blobs) bytes = "{}\n{\"x\":1}\n";
  EXPECT_EQ(ReadEntries(world.state.scan, 1, "", 10, All).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(ReadDecisions(world.state.scan, 1, "", 10).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(FindDecision(world.state.scan, 1, "cna").status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace assay::domain

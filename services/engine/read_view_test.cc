#include "services/engine/read_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/engine/testing/engine_world.h"
#include "storage/keyspace.h"

namespace assay::engine {
namespace {

using ::testing::ElementsAre;
using testing::EngineWorld;

class ReadViewTest : public ::testing::Test {
 protected:
  void SetUp() override {
    world_.Start();
    for (int i = 0; i < 300; ++i) {
      EXPECT_TRUE(world_.Do(EngineWorld::PutCredential("nj", absl::StrCat("c", 100 + i), absl::StrCat(i))).ok());
    }
  }
  std::vector<std::string> Titles(const std::string& after_id, size_t limit) {
    std::vector<std::string> titles;
    std::string after = after_id.empty() ? "" : domain::KeyOf(domain::CredentialId{after_id}).path;
    auto visit = [&](absl::string_view, const v1::Credential& credential) {
      titles.push_back(credential.title());
      return titles.size() < limit;
    };
    EXPECT_TRUE(world_.engine->Read("nj")
                    ->Scan<domain::CredentialId>(domain::PrefixOf<domain::CredentialId>(), after, visit)
                    .ok());
    return titles;
  }

  EngineWorld world_;
};

TEST_F(ReadViewTest, ScansInOrderFromAnywhere) {
  EXPECT_EQ(Titles("", 1000).size(), 300u);
  EXPECT_THAT(Titles("", 2), ElementsAre("0", "1"));
  EXPECT_THAT(Titles("c101", 2), ElementsAre("2", "3"));
  EXPECT_THAT(Titles("c398", 2), ElementsAre("299"));
}

TEST_F(ReadViewTest, ReadsEventsFromAnywhere) {
  auto view = world_.engine->Read("nj");
  for (int64_t first : {0, 1, 2, 150, 301}) {
    auto events = view->ReadEvents(first, 40);
    ASSERT_TRUE(events.ok()) << events.status();
    ASSERT_EQ(static_cast<int64_t>(events->size()), std::min<int64_t>(40, 302 - first));
    EXPECT_EQ(events->front().sequence(), first);
  }
  EXPECT_TRUE(view->ReadEvents(302, 1)->empty());
}

TEST_F(ReadViewTest, FindsAGapInTheLog) {
  ASSERT_TRUE(world_.disk.Commit({{}, {{storage::EventKey("nj", 150), absl::nullopt}}}).ok());
  ReadView view(&world_.disk, nullptr, "nj");
  EXPECT_TRUE(view.ReadEvents(140, 10).ok());
  EXPECT_EQ(view.ReadEvents(140, 11).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(view.ReadEvents(150, 1).status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(ReadViewTest, ReportsARecordThatCannotBeRead) {
  std::string key = storage::RecordKeyIn("nj", domain::KeyOf(domain::CredentialId{"c100"}));
  ASSERT_TRUE(world_.disk.Commit({{}, {{key, "\xff\xff"}}}).ok());
  ReadView view(&world_.disk, nullptr, "nj");
  view.Find(domain::CredentialId{"c100"});
  EXPECT_EQ(view.status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(ReadViewTest, ChecksBlobs) {
  std::string wrong(32, 'd');
  ASSERT_TRUE(world_.disk.Commit({{}, {{storage::BlobKey("nj", wrong), "text"}}}).ok());
  EXPECT_EQ(ReadView(&world_.disk, nullptr, "nj").ReadBlob(wrong).status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(ReadViewTest, ListsStates) { EXPECT_THAT(*ListStateIds(world_.disk, nullptr), ElementsAre("hi", "nj", "oh")); }

}  // namespace
}  // namespace assay::engine

#include "services/engine/rebuild.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/base/sha256.h"
#include "services/domain/record_id.h"
#include "services/engine/key_text.h"
#include "services/engine/testing/engine_world.h"
#include "storage/keyspace.h"

namespace assay::engine {
namespace {

using ::testing::ElementsAre;
using testing::EngineWorld;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class RebuildTest : public ::testing::Test {
 protected:
  void SetUp() override {
    world_.Start();
    for (int i = 0; i < 3; ++i) {
      Command command = EngineWorld::PutCredential("nj", absl::StrCat("c", i), "x", absl::StrCat("r", i));
      command.blobs = {absl::StrCat("text ", i)};
      ASSERT_TRUE(world_.Do(std::move(command)).ok());
    }
  }

  static std::string CredentialKey(const std::string& id) {
    return storage::RecordKeyIn("nj", domain::KeyOf(domain::CredentialId{id}));
  }
  void Write(const std::string& key, absl::optional<std::string> value) {
    EXPECT_EQ(*world_.disk.Commit({{}, {{key, std::move(value)}}}), storage::CommitOutcome::kCommitted);
  }
  CheckReport Check() {
    absl::StatusOr<CheckReport> report = CheckAll(world_.disk, [](absl::string_view, int64_t) {});
    EXPECT_TRUE(report.ok()) << report.status();
    return *std::move(report);
  }

  EngineWorld world_;
};

TEST_F(RebuildTest, IsByteEqual) {
  CheckReport report = Check();
  EXPECT_TRUE(report.ok()) << report.Text();
  EXPECT_EQ(report.state_count, 4);
  EXPECT_EQ(report.event_count, 3 * 2 + 3);
  EXPECT_EQ(report.record_count, 3 * 3 + 3 * 2);  // head, state, user; credentials and requests
  EXPECT_EQ(report.blob_count, 3);
  EXPECT_EQ(report.Text(), "byte-equal: 9 events, 15 records and 3 blobs of 4 states\n");
}

TEST_F(RebuildTest, AnEmptyStoreIsByteEqual) {
  storage::MemoryStore empty;
  absl::StatusOr<CheckReport> report = CheckAll(empty, [](absl::string_view, int64_t) {});
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(report->ok());
}

TEST_F(RebuildTest, FindsAChangedRecord) {
  v1::Credential credential;
  credential.set_title("forged");
  Write(CredentialKey("c1"), credential.SerializeAsString());
  EXPECT_THAT(Check().differences, ElementsAre("nj: credentials/c1 is not what the events say"));
}

TEST_F(RebuildTest, FindsAMissingRecord) {
  Write(CredentialKey("c1"), absl::nullopt);
  EXPECT_THAT(Check().differences, ElementsAre("nj: credentials/c1 is missing"));
}

TEST_F(RebuildTest, FindsAMissingLastRecord) {
  Write(storage::RecordKeyIn("oh", domain::KeyOf(domain::UserId{"tester"})), absl::nullopt);
  EXPECT_THAT(Check().differences, ElementsAre("oh: users/tester is missing"));
}

TEST_F(RebuildTest, FindsAnExtraRecord) {
  Write(CredentialKey("c11"), "");
  Write(storage::RecordKeyIn("nj", domain::KeyOf(domain::DueId{7, 8, "states/nj/cycles/2027"})), "");
  Write(storage::RecordKeyIn("_", domain::KeyOf(domain::UserId{"root"})), "");
  EXPECT_THAT(Check().differences,
              ElementsAre("installation: users/root comes from no event", "nj: credentials/c11 comes from no event",
                          "nj: deadlines/7/8/states/nj/cycles/2027 comes from no event"));
}

TEST_F(RebuildTest, FindsAMissingEvent) {
  Write(storage::EventKey("nj", 3), absl::nullopt);
  CheckReport report = Check();
  ASSERT_EQ(report.differences.size(), 1u);
  EXPECT_THAT(report.differences[0], StartsWith("nj: event 3 is missing, event 4 is in its place"));
}

TEST_F(RebuildTest, FindsAMissingLastEvent) {
  Write(storage::EventKey("nj", 4), absl::nullopt);
  CheckReport report = Check();
  ASSERT_EQ(report.differences.size(), 3u) << report.Text();
  EXPECT_EQ(report.differences[0], "nj: head is not what the events say");
  EXPECT_EQ(report.differences[1], "nj: credentials/c2 comes from no event");
  EXPECT_THAT(report.differences[2], StartsWith("nj: requests/"));
}

TEST_F(RebuildTest, FindsADamagedBlock) {
  Write(storage::EventKey("nj", 3), "\x12garbage");
  CheckReport report = Check();
  ASSERT_EQ(report.differences.size(), 1u);
  EXPECT_THAT(report.differences[0], HasSubstr("block of events before 3 is damaged"));
}

TEST_F(RebuildTest, FindsAChangedEvent) {
  ledger::v1::EventBlock block;
  ASSERT_TRUE(block.ParseFromString(**world_.disk.Get(storage::EventKey("nj", 3))));
  block.mutable_events(0)->mutable_decision()->mutable_credential()->set_title("forged");
  Write(storage::EventKey("nj", 3), block.SerializeAsString());
  EXPECT_THAT(Check().differences,
              ElementsAre("nj: head is not what the events say", "nj: credentials/c1 is not what the events say"));
}

TEST_F(RebuildTest, FindsABlockUnderAnotherKey) {
  std::string last = **world_.disk.Get(storage::EventKey("nj", 4));
  Write(storage::EventKey("nj", 4), absl::nullopt);
  Write(storage::EventKey("nj", 9), last);
  EXPECT_THAT(Check().differences, ElementsAre("nj: the block that ends with event 4 has the key of another one"));
}

TEST_F(RebuildTest, FindsAWrongBlobAndStrays) {
  Write(storage::BlobKey("nj", Sha256("text 1")), "text 2");
  std::string stray = storage::StatePrefix("nj");
  Write(stray + "\x85", "x");
  Write(stray + "\xa0", "x");
  CheckReport report = Check();
  ASSERT_EQ(report.differences.size(), 3u) << report.Text();
  EXPECT_THAT(report.differences[0], HasSubstr("does not match its digest"));
  EXPECT_EQ(report.differences[1], "nj: key 85 belongs to nothing");
  EXPECT_EQ(report.differences[2], "nj: key a0 belongs to nothing");
}

TEST_F(RebuildTest, ListsTheFirstAndCountsAll) {
  for (int i = 0; i < 30; ++i) Write(CredentialKey(absl::StrCat("extra", i)), "");
  CheckReport report = Check();
  EXPECT_EQ(report.difference_count, 30);
  EXPECT_EQ(report.differences.size(), kDifferencesMax);
  EXPECT_THAT(report.Text(), HasSubstr("and 10 more\n"));
}

TEST_F(RebuildTest, ALongCommandsRecordsAreByteEqual) {
  ASSERT_TRUE(world_.Do(testing::PutMany::In("nj", std::make_unique<testing::PutMany>(100, 30, "many"), "m")).ok());
  EXPECT_TRUE(Check().ok()) << Check().Text();
}

TEST(KeyTextTest, ShowsPartsAndUnknownKeys) {
  EXPECT_EQ(TextOf(domain::KeyOf(domain::StateHeadId{})), "head");
  EXPECT_EQ(TextOf(domain::KeyOf(domain::ProposalId{"2027", "welder"})), "proposals/2027/welder");
  EXPECT_EQ(TextOf(domain::KeyOf(domain::PolicyRevisionId{"standard", 3})), "policy revisions/standard/3");
  EXPECT_EQ(TextOf(domain::KeyOf(domain::BallotId{3, 0, 12})), "ballots/3/0/12");
  EXPECT_EQ(TextOf(domain::KeyOf(domain::ListVersionId(7))), "list versions/7");
  EXPECT_EQ(TextOf({static_cast<domain::RecordKind>(0x7a), "ab"}), "0x7a 6162");
  EXPECT_EQ(TextOf({domain::RecordKind::kUser, std::string("a\0b", 3)}), "0x03 610062");
}

}  // namespace
}  // namespace assay::engine

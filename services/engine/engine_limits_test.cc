// The limits of the smallest store, blobs, and what is too large.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/base/sha256.h"
#include "services/engine/testing/engine_world.h"
#include "storage/keyspace.h"

namespace assay::engine {
namespace {

using ::testing::Contains;
using testing::EngineWorld;
using ::testing::Not;
using Pending = std::shared_ptr<PendingOutcome>;

class EngineLimitsTest : public ::testing::Test {
 protected:
  void SetUp() override { world_.Start(); }

  // Credentials {id}-0 ... of one command.
  static Command PutSeveral(const std::string& id, int count, const std::string& title) {
    std::vector<Event> events(count);
    for (int i = 0; i < count; ++i) {
      v1::Credential* credential = events[i].mutable_decision()->mutable_credential();
      credential->set_name(domain::NameOf("nj", domain::CredentialId{absl::StrCat(id, "-", i)}));
      credential->set_title(title);
    }
    return EngineWorld::Add("nj", std::move(events));
  }

  static Command PutBlobs(std::vector<std::string> blobs, const std::string& id) {
    Command command = EngineWorld::PutCredential("nj", id, "x");
    command.blobs = std::move(blobs);
    return command;
  }

  // Keys of each commit from `first` on.
  std::vector<std::vector<std::string>> KeysOfCommits(int first) {
    std::vector<std::vector<std::string>> keys;
    auto commits = world_.store->commits();
    for (size_t i = first; i < commits.size(); ++i) {
      keys.emplace_back();
      for (const storage::Operation& operation : commits[i]) keys.back().push_back(operation.key);
    }
    return keys;
  }

  // Every commit holds as many credentials of nj as its blocks have events, and its head.
  void ExpectNoneTorn(int first_commit) {
    auto commits = world_.store->commits();
    for (size_t i = first_commit; i < commits.size(); ++i) {
      size_t events = 0;
      size_t credentials = 0;
      size_t heads = 0;
      for (const storage::Operation& operation : commits[i]) {
        char kind = operation.key[storage::StatePrefix("nj").size()];
        credentials += kind == static_cast<char>(domain::RecordKind::kCredential) ? 1 : 0;
        heads += kind == static_cast<char>(domain::RecordKind::kStateHead) ? 1 : 0;
        if (kind != storage::kEventSpace) continue;
        ledger::v1::EventBlock block;
        ASSERT_TRUE(block.ParseFromString(*operation.value));
        events += block.events_size();
      }
      EXPECT_EQ(events, credentials);
      EXPECT_EQ(heads, 1u);
      EXPECT_EQ(credentials % 10, 0u) << "a command was cut";
    }
  }

  EngineWorld world_{storage::kSmallestLimits};
};

TEST_F(EngineLimitsTest, SplitsManyCommandsOverCommitsByOperations) {
  Pending held = world_.HoldACommit();
  int first = world_.store->commit_count();
  std::vector<Pending> pending;
  for (int i = 0; i < 40; ++i) pending.push_back(world_.Submit(PutSeveral(absl::StrCat("c", i), 10, "x")));
  world_.store->Release();
  for (const Pending& one : pending) ASSERT_TRUE(one->Wait().ok()) << one->Wait().status();
  EXPECT_EQ(world_.store->commit_count(), first + 5);  // nine commands of ten records fit beside head and block
  ExpectNoneTorn(first);
}

TEST_F(EngineLimitsTest, SplitsManyCommandsOverCommitsByBytes) {
  Pending held = world_.HoldACommit();
  int first = world_.store->commit_count();
  std::vector<Pending> pending;
  std::string title(20'000, 'x');  // 400 KB a command: events and records
  for (int i = 0; i < 6; ++i) pending.push_back(world_.Submit(PutSeveral(absl::StrCat("c", i), 10, title)));
  world_.store->Release();
  for (const Pending& one : pending) ASSERT_TRUE(one->Wait().ok()) << one->Wait().status();
  EXPECT_EQ(world_.store->commit_count(), first + 3);
  ExpectNoneTorn(first);
}

TEST_F(EngineLimitsTest, RefusesACommandOfTooManyKeys) {
  EXPECT_TRUE(world_.Do(PutSeveral("fits", 94, "x")).ok());
  absl::Status refused = world_.Do(PutSeveral("not", 95, "x")).status();
  EXPECT_EQ(ErrorReason(refused), "CHANGE_TOO_LARGE");
  EXPECT_EQ(world_.TitleOf("nj", "not-0"), "(none)");
  EXPECT_TRUE(world_.Do(PutSeveral("after", 1, "x")).ok());
  EXPECT_EQ(world_.TitleOf("nj", "not-0"), "(none)");
  EXPECT_EQ(world_.EventsOf("nj").size(), 2u + 94 + 1);
}

TEST_F(EngineLimitsTest, RefusesACommandOfTooManyBytes) {
  ASSERT_TRUE(world_.Do(PutSeveral("big", 1, "before")).ok());
  EXPECT_EQ(ErrorReason(world_.Do(PutSeveral("big", 10, std::string(60'000, 'x'))).status()), "CHANGE_TOO_LARGE");
  EXPECT_EQ(ErrorReason(world_.Do(PutSeveral("big", 1, std::string(140'000, 'x'))).status()), "CHANGE_TOO_LARGE");
  EXPECT_EQ(world_.TitleOf("nj", "big-0"), "before");
}

TEST_F(EngineLimitsTest, ARefusedCommandLeavesItsBatchAlone) {
  Pending held = world_.HoldACommit();
  Pending before = world_.Submit(PutSeveral("c", 10, "before"));
  Pending refused = world_.Submit(PutSeveral("c", 95, "refused"));
  Pending after = world_.Submit(PutSeveral("d", 10, "after"));
  int commits = world_.store->commit_count();
  world_.store->Release();
  EXPECT_TRUE(before->Wait().ok());
  EXPECT_EQ(ErrorReason(refused->Wait().status()), "CHANGE_TOO_LARGE");
  EXPECT_TRUE(after->Wait().ok());
  EXPECT_EQ(world_.TitleOf("nj", "c-0"), "before");
  EXPECT_EQ(world_.TitleOf("nj", "c-50"), "(none)");
  EXPECT_EQ(world_.store->commit_count(), commits + 1);
}

TEST_F(EngineLimitsTest, WritesBlobsBeforeTheEvent) {
  int first = world_.store->commit_count();
  std::vector<std::string> blobs;
  for (char c = 'a'; c < 'm'; ++c) blobs.emplace_back(storage::kValueBytesMax, c);
  ASSERT_TRUE(world_.Do(PutBlobs(blobs, "welder")).ok());
  std::vector<std::vector<std::string>> commits = KeysOfCommits(first);
  ASSERT_GT(commits.size(), 1u);
  std::string credential = storage::RecordKeyIn("nj", domain::KeyOf(domain::CredentialId{"welder"}));
  for (size_t i = 0; i + 1 < commits.size(); ++i) EXPECT_THAT(commits[i], Not(Contains(credential)));
  EXPECT_THAT(commits.back(), Contains(credential));
  for (const std::string& blob : blobs) {
    EXPECT_EQ(*world_.engine->Read("nj")->ReadBlob(Sha256(blob)), blob);
  }
}

TEST_F(EngineLimitsTest, WritesABlobOnce) {
  Pending held = world_.HoldACommit();
  int first = world_.store->commit_count();
  Pending one = world_.Submit(PutBlobs({"text", "text"}, "a"));
  Pending two = world_.Submit(PutBlobs({"text"}, "b"));
  world_.store->Release();
  ASSERT_TRUE(one->Wait().ok());
  ASSERT_TRUE(two->Wait().ok());
  ASSERT_TRUE(world_.Do(PutBlobs({"text"}, "c")).ok());
  int written = 0;
  for (const auto& keys : KeysOfCommits(first)) {
    for (const std::string& key : keys) written += key == storage::BlobKey("nj", Sha256("text")) ? 1 : 0;
  }
  EXPECT_EQ(written, 1);
}

TEST_F(EngineLimitsTest, WritesNoBlobOfARefusedCommand) {
  Command command = PutBlobs({"text"}, "a");
  command.decide = [](const Context&, const View&, Events*) { return Refused("NOT_NOW", "not now"); };
  EXPECT_FALSE(world_.Do(std::move(command)).ok());
  EXPECT_EQ(world_.engine->Read("nj")->ReadBlob(Sha256("text")).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(ErrorReason(world_.Do(PutBlobs({std::string(storage::kValueBytesMax + 1, 'x')}, "a")).status()),
            "CHANGE_TOO_LARGE");
}

}  // namespace
}  // namespace assay::engine

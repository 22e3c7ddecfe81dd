#include "services/engine/overlay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "storage/keyspace.h"
#include "storage/memory/memory_store.h"

namespace assay::engine {
namespace {

using domain::CredentialId;

v1::Credential Titled(const std::string& title) {
  v1::Credential credential;
  credential.set_title(title);
  return credential;
}

class OverlayTest : public ::testing::Test {
 protected:
  std::string TitleOf(const std::string& id) const {
    const v1::Credential* credential = overlay_.Find(CredentialId{id});
    return credential == nullptr ? "(none)" : credential->title();
  }
  // Commits what waits; how many operations that was.
  size_t Write() {
    storage::Batch batch;
    CommitSize size = overlay_.size();
    overlay_.TakeChanges(&batch.operations);
    size_t bytes = 0;
    for (const storage::Operation& operation : batch.operations) {
      bytes += operation.key.size() + (operation.value.has_value() ? operation.value->size() : 0);
    }
    EXPECT_EQ(size.operations, batch.operations.size());
    EXPECT_EQ(size.bytes, bytes);
    EXPECT_EQ(*store_.Commit(std::move(batch)), storage::CommitOutcome::kCommitted);
    return size.operations;
  }

  storage::MemoryStore store_;
  Overlay overlay_{&store_, "nj"};
};

TEST_F(OverlayTest, SizesAreExact) {
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 5; ++i) {
      overlay_.Put(CredentialId{absl::StrCat(i)}, Titled(std::string(round * 7 + i, 'x')));
      overlay_.Mutable(CredentialId{absl::StrCat(i)})->set_code("c");
    }
    overlay_.Delete(CredentialId{absl::StrCat(round)});
    EXPECT_EQ(overlay_.StagedSize().operations, 5u);
    overlay_.KeepCommand();
    overlay_.Mutable(CredentialId{"4"})->set_title("longer or shorter");
    overlay_.KeepCommand();
    EXPECT_EQ(Write(), 5u);
  }
}

TEST_F(OverlayTest, StagedChangesAreSeenButNotWritten) {
  overlay_.Put(CredentialId{"a"}, Titled("kept"));
  overlay_.KeepCommand();
  overlay_.Mutable(CredentialId{"a"})->set_title("staged");
  overlay_.Put(CredentialId{"b"}, Titled("staged"));
  EXPECT_EQ(TitleOf("a"), "staged");
  EXPECT_EQ(TitleOf("b"), "staged");
  EXPECT_EQ(Write(), 1u);
  Overlay fresh(&store_, "nj");
  EXPECT_EQ(fresh.Find(CredentialId{"a"})->title(), "kept");
  EXPECT_EQ(fresh.Find(CredentialId{"b"}), nullptr);
  overlay_.KeepCommand();
  EXPECT_EQ(Write(), 2u);
  EXPECT_EQ(Overlay(&store_, "nj").Find(CredentialId{"a"})->title(), "staged");
}

TEST_F(OverlayTest, DroppedChangesLeaveNothing) {
  overlay_.Put(CredentialId{"stored"}, Titled("stored"));
  overlay_.KeepCommand();
  Write();
  overlay_.Put(CredentialId{"waiting"}, Titled("waiting"));
  overlay_.KeepCommand();
  for (const char* id : {"stored", "waiting", "new"}) overlay_.Mutable(CredentialId{id})->set_title("dropped");
  overlay_.Delete(CredentialId{"stored"});
  overlay_.DropCommand();
  EXPECT_EQ(TitleOf("stored"), "stored");
  EXPECT_EQ(TitleOf("waiting"), "waiting");
  EXPECT_EQ(TitleOf("new"), "(none)");
  EXPECT_EQ(Write(), 1u);
}

TEST_F(OverlayTest, DeletesAndMakesAgain) {
  overlay_.Put(CredentialId{"a"}, Titled("first"));
  overlay_.KeepCommand();
  Write();
  overlay_.Delete(CredentialId{"a"});
  EXPECT_EQ(TitleOf("a"), "(none)");
  overlay_.Mutable(CredentialId{"a"})->set_code("again");
  overlay_.KeepCommand();
  EXPECT_EQ(TitleOf("a"), "");
  overlay_.Delete(CredentialId{"a"});
  overlay_.KeepCommand();
  Write();
  EXPECT_EQ(Overlay(&store_, "nj").Find(CredentialId{"a"}), nullptr);
}

TEST_F(OverlayTest, SaysWhatIsDirty) {
  overlay_.Mutable(domain::DueId{1, 2, "states/nj/cycles/2027"});
  EXPECT_FALSE(overlay_.IsDirty(domain::RecordKind::kDue));
  overlay_.KeepCommand();
  EXPECT_TRUE(overlay_.IsDirty(domain::RecordKind::kDue));
  EXPECT_FALSE(overlay_.IsDirty(domain::RecordKind::kState));
  Write();
  EXPECT_FALSE(overlay_.IsDirty(domain::RecordKind::kDue));
}

TEST_F(OverlayTest, ReportsWhatCannotBeRead) {
  std::string key = storage::RecordKeyIn("nj", domain::KeyOf(CredentialId{"a"}));
  ASSERT_TRUE(store_.Commit({{}, {{key, "\xff\xff"}}}).ok());
  overlay_.Find(CredentialId{"a"});
  EXPECT_EQ(overlay_.status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace assay::engine

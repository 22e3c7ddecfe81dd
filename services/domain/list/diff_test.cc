#include "services/domain/list/diff.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/list/testing/list_world.h"

namespace assay::domain {
namespace {

using testing::ElementsAre;

class DiffTest : public testing::Test {
 protected:
  DiffTest() {
    for (const char* id : {"a", "b", "c", "d", "e"}) world_.PutCredential(id, id);
    EXPECT_THAT(world_.Adopt(ListWorld::AdoptRequest("2020-01-01", {"a", "b", "c"})), IsOk());
    world_.PutCredential("b", "B, renamed", {"31-1131"});
    EXPECT_THAT(world_.Adopt(ListWorld::AdoptRequest("2021-01-01", {"b", "c", "d", "e"})), IsOk());
  }

  std::vector<std::string> Texts(uint32_t from, uint32_t to, const std::string& after = "", int limit = 100) {
    auto differences = Diff(world_.state.scan, from, to, after, limit);
    EXPECT_THAT(differences.status(), IsOk());
    std::vector<std::string> texts;
    for (const api::EntryDifference& difference : *differences) {
      texts.push_back(LastPart(difference.credential()) + " " + api::EntryChange_Name(difference.change()));
    }
    return texts;
  }

  ListWorld world_;
};

TEST_F(DiffTest, NamesWhatIsNewChangedAndRemoved) {
  EXPECT_THAT(Texts(1, 2), ElementsAre("a ENTRY_CHANGE_REMOVED", "b ENTRY_CHANGE_CHANGED", "d ENTRY_CHANGE_NEW",
                                       "e ENTRY_CHANGE_NEW"));
  EXPECT_THAT(Texts(2, 1), ElementsAre("a ENTRY_CHANGE_NEW", "b ENTRY_CHANGE_CHANGED", "d ENTRY_CHANGE_REMOVED",
                                       "e ENTRY_CHANGE_REMOVED"));
  EXPECT_TRUE(Texts(2, 2).empty());
}

TEST_F(DiffTest, ShowsBothSidesAndTheFields) {
  auto differences = *Diff(world_.state.scan, 1, 2, "", 100);
  EXPECT_TRUE(differences[0].has_before());
  EXPECT_FALSE(differences[0].has_after());
  EXPECT_EQ(differences[1].before().title(), "b");
  EXPECT_EQ(differences[1].after().title(), "B, renamed");
  EXPECT_THAT(differences[1].changed_fields(), ElementsAre("title", "issuer", "soc_codes"));
  EXPECT_FALSE(differences[2].has_before());
  EXPECT_EQ(differences[2].after().name(), "states/nj/listVersions/2/entries/d");
}

TEST_F(DiffTest, FromNothingEverythingIsNew) {
  EXPECT_THAT(Texts(0, 1), ElementsAre("a ENTRY_CHANGE_NEW", "b ENTRY_CHANGE_NEW", "c ENTRY_CHANGE_NEW"));
}

TEST_F(DiffTest, Pages) {
  EXPECT_THAT(Texts(1, 2, "", 2), ElementsAre("a ENTRY_CHANGE_REMOVED", "b ENTRY_CHANGE_CHANGED"));
  EXPECT_THAT(Texts(1, 2, "b", 2), ElementsAre("d ENTRY_CHANGE_NEW", "e ENTRY_CHANGE_NEW"));
  EXPECT_TRUE(Texts(1, 2, "e", 2).empty());
}

TEST_F(DiffTest, AnUnknownVersionIsNotFound) {
  EXPECT_EQ(Diff(world_.state.scan, 1, 7, "", 10).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Diff(world_.state.scan, 7, 1, "", 10).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace assay::domain

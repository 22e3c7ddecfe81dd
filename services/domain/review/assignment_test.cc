#include "services/domain/review/assignment.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

class AssignmentTest : public ::testing::Test {
 protected:
  AssignmentTest() { world_.OpenTypicalRound(); }

  Principal Chair(const std::string& employer) {
    Principal principal = world_.state.Representative(employer, "pat");
    principal.roles.push_back(api::ROLE_CHAIR);
    return principal;
  }

  ReviewWorld world_;
};

TEST_F(AssignmentTest, StaffAssignsAndTakesBack) {
  ASSERT_TRUE(world_.setup.ok()) << world_.setup;
  ASSERT_TRUE(world_.Assign("r1", "s2", {"p3", "p1"}, world_.state.staff).ok());
  EXPECT_THAT(world_.state.records.FindOrDefault(AssignmentId{1, 1}).item_ordinals(), ElementsAre(0, 2));
  ASSERT_TRUE(world_.Assign("r1", "s2", {}, world_.state.administrator).ok());
  EXPECT_EQ(world_.state.records.Find(AssignmentId{1, 1}), nullptr);
}

TEST_F(AssignmentTest, TheChairsEmployerAssigns) {
  EXPECT_TRUE(world_.Assign("r1", "s2", {"p1"}, Chair("acme")).ok());
  EXPECT_EQ(ErrorReason(world_.Assign("r1", "s2", {"p1"}, Chair("bolt"))), "NOT_CHAIR");
  EXPECT_EQ(ErrorReason(world_.Assign("r1", "s2", {"p1"}, Chair(""))), "NO_EMPLOYER");
  world_.PutEmployer("acme", api::EMPLOYER_STATE_SUSPENDED);
  EXPECT_EQ(ErrorReason(world_.Assign("r1", "s2", {"p1"}, Chair("acme"))), "EMPLOYER_SUSPENDED");
}

TEST_F(AssignmentTest, NamesEverythingWrongAtOnce) {
  world_.PutProposal("elsewhere");
  EXPECT_THAT(ViolatedFields(world_.Assign("r1", "s9", {"p1", "elsewhere", "p1", "none"}, world_.state.staff)),
              ElementsAre("seat", "proposals[1]", "proposals[2]", "proposals[3]"));
}

TEST_F(AssignmentTest, ASeatOfAnotherPanelIsNotOnTheRoster) {
  api::AssignReviewsRequest request;
  request.set_name(ReviewWorld::Round("r1"));
  request.set_seat("states/nj/panels/other/seats/s1");
  EXPECT_THAT(ViolatedFields(world_.state.Do(request, world_.state.staff)), ElementsAre("seat"));
}

TEST_F(AssignmentTest, OnlyWhileOpen) {
  ASSERT_TRUE(world_.CreateRound("draft").ok());
  EXPECT_EQ(ErrorReason(world_.Assign("draft", "s1", {}, world_.state.staff)), "ROUND_NOT_OPEN");
  ASSERT_TRUE(world_.Close("r1").ok());
  EXPECT_EQ(ErrorReason(world_.Assign("r1", "s1", {}, world_.state.staff)), "ROUND_CLOSED");
  EXPECT_EQ(ErrorReason(world_.Assign("none", "s1", {}, world_.state.staff)), "RESOURCE_NOT_FOUND");
}

TEST_F(AssignmentTest, AnAssignmentFitsOneEvent) {
  std::vector<std::string> ids;
  while (ids.size() * ReviewWorld::Proposal(std::string(63, 'x')).size() <= kAssignmentBytesMax) {
    std::string number = absl::StrCat(ids.size());
    ids.push_back(std::string(63 - number.size(), 'x') + number);
    world_.PutProposal(ids.back());
  }
  ASSERT_TRUE(world_.CreateRound("big").ok());
  for (size_t i = 0; i < ids.size(); i += 40) {
    auto begin = ids.begin() + static_cast<long>(i);
    ASSERT_TRUE(world_.AddItems("big", {begin, ids.end() - begin > 40 ? begin + 40 : ids.end()}).ok());
  }
  ASSERT_TRUE(world_.Open("big").ok());
  EXPECT_THAT(ViolatedFields(world_.Assign("big", "s1", ids, world_.state.staff)), ElementsAre("proposals"));
  ids.pop_back();
  EXPECT_TRUE(world_.Assign("big", "s1", ids, world_.state.staff).ok());
}

}  // namespace
}  // namespace assay::domain

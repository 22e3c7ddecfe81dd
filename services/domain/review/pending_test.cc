#include "services/domain/review/pending.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PendingTest : public ::testing::Test {
 protected:
  PendingTest() { world_.OpenTypicalRound(); }

  // round/proposal of every review, by pages of `limit`.
  std::vector<std::string> Left(const std::string& employer, int32_t limit = 50) {
    std::vector<std::string> left;
    std::string cursor;
    do {
      auto page = ListPendingReviews(employer, world_.state.now, limit, cursor, world_.state.scan);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) return left;
      EXPECT_LE(page->reviews.size(), static_cast<size_t>(limit));
      for (const api::PendingReview& review : page->reviews) {
        left.push_back(LastPart(review.round()) + "/" + LastPart(review.proposal().name()));
      }
      cursor = page->cursor;
    } while (!cursor.empty());
    return left;
  }

  void OpenSecondRound(absl::Time deadline) {
    world_.PutProposal("q1");
    ASSERT_TRUE(world_.CreateRound("r2", deadline).ok());
    ASSERT_TRUE(world_.AddItems("r2", {"q1"}).ok());
    ASSERT_TRUE(world_.Open("r2").ok());
  }

  ReviewWorld world_;
};

TEST_F(PendingTest, LeavesOutWhatIsAnsweredWithdrawnOrAssignedElsewhere) {
  EXPECT_THAT(Left("bolt"), ElementsAre("r1/p1", "r1/p2", "r1/p3"));
  ASSERT_TRUE(world_.Cast("r1", "p2", api::BALLOT_CHOICE_APPROVE, "bolt").ok());
  EXPECT_THAT(Left("bolt"), ElementsAre("r1/p1", "r1/p3"));
  ASSERT_TRUE(world_.Assign("r1", "s2", {"p2", "p3"}, world_.state.staff).ok());
  EXPECT_THAT(Left("bolt"), ElementsAre("r1/p3"));
  world_.PutProposal("p3", api::PROPOSAL_STATE_WITHDRAWN);
  EXPECT_THAT(Left("bolt"), IsEmpty());
  EXPECT_THAT(Left("acme"), ElementsAre("r1/p1", "r1/p2"));
  EXPECT_THAT(Left("outsider"), IsEmpty());
}

TEST_F(PendingTest, WalksOpenRoundsInPages) {
  absl::Time deadline = world_.state.now + absl::Hours(1);
  OpenSecondRound(deadline);
  for (int32_t limit = 1; limit <= 5; ++limit) {
    EXPECT_THAT(Left("bolt", limit), ElementsAre("r1/p1", "r1/p2", "r1/p3", "r2/q1")) << limit;
  }
  world_.state.now = deadline;
  EXPECT_THAT(Left("bolt"), ElementsAre("r1/p1", "r1/p2", "r1/p3"));
  ASSERT_TRUE(world_.Close("r1").ok());
  EXPECT_THAT(Left("bolt"), IsEmpty());
}

TEST_F(PendingTest, TellsTitleDeadlineAndDerivedState) {
  ledger::DecisionPart credential;
  credential.mutable_credential()->set_name("states/nj/credentials/cna");
  credential.mutable_credential()->set_title("Nursing Assistant");
  world_.Put(credential);
  ledger::DecisionPart proposal;
  *proposal.mutable_proposal() = world_.state.records.FindOrDefault(ProposalId{"2027", "p1"});
  proposal.mutable_proposal()->set_credential("states/nj/credentials/cna");
  proposal.mutable_proposal()->set_comment("the agency asked the proposer");
  proposal.mutable_proposal()->add_checklist_comments()->set_item("letters");
  world_.Put(proposal);
  absl::Time deadline = world_.state.now + absl::Hours(1);
  OpenSecondRound(deadline);
  auto page = ListPendingReviews("bolt", world_.state.now, 50, "", world_.state.scan);
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_EQ(page->reviews[0].credential_title(), "Nursing Assistant");
  EXPECT_EQ(page->reviews[0].proposal().state(), api::PROPOSAL_STATE_IN_REVIEW);
  EXPECT_EQ(page->reviews[0].proposal().comment(), "") << "between the agency and the proposer";
  EXPECT_TRUE(page->reviews[0].proposal().checklist_comments().empty());
  EXPECT_FALSE(page->reviews[0].has_deadline());
  EXPECT_EQ(FromProto(page->reviews[3].deadline()), deadline);
}

TEST_F(PendingTest, LeavesOutWhatIsBetweenTheAgencyAndTheProposer) {
  ledger::DecisionPart proposal;
  *proposal.mutable_proposal() = world_.state.records.FindOrDefault(ProposalId{"2027", "p1"});
  proposal.mutable_proposal()->set_comment("the fee is missing");
  proposal.mutable_proposal()->add_checklist_comments();
  proposal.mutable_proposal()->set_evidence_summary("asked for");
  world_.Put(proposal);
  api::Proposal shown = ListPendingReviews("bolt", world_.state.now, 50, "", world_.state.scan)->reviews[0].proposal();
  EXPECT_EQ(shown.comment(), "");
  EXPECT_EQ(shown.checklist_comments_size(), 0);
  EXPECT_EQ(shown.evidence_summary(), "asked for");
}

TEST_F(PendingTest, RefusesAForeignCursor) {
  for (const char* cursor : {"x", "1", "1.x", "-1.2"}) {
    EXPECT_THAT(ViolatedFields(ListPendingReviews("bolt", world_.state.now, 50, cursor, world_.state.scan).status()),
                ElementsAre("page_token"))
        << cursor;
  }
}

TEST_F(PendingTest, OneCallLooksAtABoundedNumberOfRounds) {
  // As many closed rounds as one call walks, then an open one.
  for (size_t i = 2; i <= kPendingRoundsMax + 1; ++i) {
    std::string id = absl::StrCat("r", i);
    world_.PutProposal(id);
    ASSERT_TRUE(world_.CreateRound(id).ok());
    ASSERT_TRUE(world_.AddItems(id, {id}).ok());
    ASSERT_TRUE(world_.Open(id).ok());
    if (i <= kPendingRoundsMax) {
      ASSERT_TRUE(world_.Close(id).ok());
    }
  }
  ASSERT_TRUE(world_.Close("r1").ok());
  auto first = ListPendingReviews("bolt", world_.state.now, 50, "", world_.state.scan);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_THAT(first->reviews, IsEmpty());
  EXPECT_FALSE(first->cursor.empty());
  EXPECT_THAT(Left("bolt"), ElementsAre(absl::StrCat("r", kPendingRoundsMax + 1, "/r", kPendingRoundsMax + 1)));
}

}  // namespace
}  // namespace assay::domain

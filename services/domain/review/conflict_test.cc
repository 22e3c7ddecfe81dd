#include "services/domain/review/conflict.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/content.h"
#include "services/domain/review/interest.h"
#include "services/domain/review/item_votes.h"
#include "services/domain/review/pending.h"
#include "services/domain/review/progress.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ConflictTest : public ::testing::Test {
 protected:
  // p1 is issued by AWS in Manufacturing, p2 by NCCER in Construction; acme and bolt sit in r1.
  void Open(const api::ConflictRules& rules) {
    world_.PutConflictRules(rules);
    for (const char* id : {"acme", "bolt"}) world_.PutEmployer(id);
    world_.PutProposalOf("p1", "AWS", "Manufacturing");
    world_.PutProposalOf("p2", "NCCER", "Construction");
    world_.PutSeat("health", "s1", "acme");
    world_.PutSeat("health", "s2", "bolt");
    ASSERT_TRUE(world_.CreateRound("r1").ok());
    ASSERT_TRUE(world_.AddItems("r1", {"p1", "p2"}).ok());
    ASSERT_TRUE(world_.Open("r1").ok());
  }

  static api::ConflictRules AskFirst() {
    api::ConflictRules rules;
    rules.set_ask_before_content(true);
    return rules;
  }

  static api::Interest InIssuer(const std::string& issuer) {
    api::Interest interest;
    interest.set_issuer(issuer);
    interest.set_nature(api::CONFLICT_NATURE_FINANCIAL);
    return interest;
  }

  absl::Status Cast(const std::string& proposal, const std::string& employer) {
    return world_.Cast("r1", proposal, api::BALLOT_CHOICE_APPROVE, employer);
  }
  std::vector<api::PendingReview> Pending(const std::string& employer) {
    return ListPendingReviews(employer, world_.state.now, 50, "", world_.state.scan)->reviews;
  }
  GroupVotes Votes(uint32_t item) { return CountItem(world_.FindRound("r1"), item, world_.state.records).groups[0]; }

  ReviewWorld world_;
};

TEST_F(ConflictTest, TheAnswerComesBeforeTheContent) {
  Open(AskFirst());
  EXPECT_EQ(ErrorReason(Cast("p1", "bolt")), "CONFLICT_NOT_ANSWERED");
  ASSERT_THAT(Pending("bolt"), SizeIs(2));
  api::PendingReview before = Pending("bolt")[0];
  EXPECT_TRUE(before.conflict_unanswered());
  EXPECT_EQ(before.credential_title(), "Title of p1");
  EXPECT_EQ(before.issuer(), "AWS");
  EXPECT_EQ(before.proposal().name(), ReviewWorld::Proposal("p1"));
  EXPECT_EQ(before.proposal().credential(), "");
  ASSERT_TRUE(world_.AnswerConflict("r1", "p1", "bolt", false).ok());
  EXPECT_FALSE(Pending("bolt")[0].conflict_unanswered());
  EXPECT_EQ(Pending("bolt")[0].proposal().credential(), "states/nj/credentials/p1");
  EXPECT_TRUE(Cast("p1", "bolt").ok());
}

TEST_F(ConflictTest, AnotherReadingOfTheProposalHidesTheSame) {
  Open(AskFirst());
  api::Proposal proposal = world_.state.records.FindOrDefault(ProposalId{"2027", "p1"});
  proposal.set_evidence_summary("postings");
  api::Proposal shown = proposal;
  HideFromReviewer(world_.state.Representative("bolt", "bea"), world_.state.now, world_.state.records, &shown);
  EXPECT_EQ(shown.evidence_summary(), "");
  EXPECT_EQ(shown.credential(), proposal.credential());
  for (const Principal& principal : {world_.state.staff, world_.state.Representative("cobb", "cyd")}) {
    shown = proposal;
    HideFromReviewer(principal, world_.state.now, world_.state.records, &shown);
    EXPECT_EQ(shown.evidence_summary(), "postings");
  }
}

TEST_F(ConflictTest, AConflictRecusesForGood) {
  Open(AskFirst());
  ASSERT_TRUE(world_.AnswerConflict("r1", "p1", "bolt", true).ok());
  EXPECT_THAT(world_.state.last, SizeIs(2));
  EXPECT_EQ(Votes(0).recused.seats, 1);
  EXPECT_EQ(ErrorReason(Cast("p1", "bolt")), "RECUSED");
  EXPECT_EQ(ErrorReason(world_.AnswerConflict("r1", "p1", "bolt", false)), "ALREADY_RECUSED");
  EXPECT_THAT(Pending("bolt"), SizeIs(1));
  std::vector<api::Conflict> conflicts = ConflictsOn(world_.FindRound("r1"), 0, world_.state.records);
  ASSERT_THAT(conflicts, SizeIs(1));
  EXPECT_TRUE(conflicts[0].has_conflict());
  EXPECT_EQ(conflicts[0].nature(), api::CONFLICT_NATURE_PROVIDES);
  EXPECT_EQ(conflicts[0].employer(), ReviewWorld::Employer("bolt"));
}

TEST_F(ConflictTest, AConflictHasANature) {
  Open(AskFirst());
  api::AnswerConflictRequest request;
  request.set_round(ReviewWorld::Round("r1"));
  request.set_proposal(ReviewWorld::Proposal("p1"));
  request.set_has_conflict(true);
  EXPECT_THAT(ViolatedFields(world_.state.Do(request, world_.state.Representative("bolt", "bea"))),
              ElementsAre("nature"));
  request.set_has_conflict(false);
  request.set_nature(api::CONFLICT_NATURE_FAMILY);
  EXPECT_THAT(ViolatedFields(world_.state.Do(request, world_.state.Representative("bolt", "bea"))),
              ElementsAre("nature"));
}

TEST_F(ConflictTest, DeclaredInterestsRecuseInRoundsOpenedLater) {
  world_.PutEmployer("bolt");
  ASSERT_TRUE(world_.Declare("bolt", "d1", {InIssuer(" aws ")}).ok());
  EXPECT_EQ(world_.state.last[0].decision().conflict_declaration().signer_name(), "");
  EXPECT_EQ(world_.state.last[0].personal().conflict_declaration().signer_name(), "Pat Doe");
  Open({});
  EXPECT_EQ(Votes(0).recused.seats, 1);
  EXPECT_EQ(Votes(1).recused.seats, 0);
  EXPECT_EQ(ErrorReason(Cast("p1", "bolt")), "RECUSED");
  EXPECT_TRUE(Cast("p2", "bolt").ok());
  EXPECT_THAT(Pending("bolt"), IsEmpty());
  api::GetRoundProgressResponse progress = *ReadRoundProgress(world_.FindRound("r1"), world_.state.records);
  EXPECT_EQ(progress.seats(1).answered_count(), 2);
  std::vector<api::Conflict> conflicts = ConflictsOn(world_.FindRound("r1"), 0, world_.state.records);
  ASSERT_THAT(conflicts, SizeIs(1));
  EXPECT_EQ(conflicts[0].declaration(), "states/nj/employers/bolt/conflictDeclarations/d1");
}

TEST_F(ConflictTest, ADeclarationReachesOpenRoundsButNoBallotThatWasCast) {
  Open({});
  ASSERT_TRUE(Cast("p1", "bolt").ok());
  ASSERT_TRUE(world_.Declare("bolt", "d1", {InIssuer("AWS"), InIssuer("NCCER")}).ok());
  EXPECT_EQ(Votes(0).approve.seats, 1);
  EXPECT_EQ(Votes(0).recused.seats, 0);
  EXPECT_EQ(Votes(1).recused.seats, 1);
  EXPECT_EQ(ErrorReason(Cast("p2", "bolt")), "RECUSED");
  ASSERT_TRUE(world_.Declare("bolt", "d2", {}).ok());
  EXPECT_TRUE(world_.state.records.FindOrDefault(ConflictDeclarationId{"bolt", "d1"}).superseded());
  EXPECT_TRUE(Cast("p2", "bolt").ok());
}

TEST_F(ConflictTest, ADeclarationExpires) {
  api::ConflictRules rules;
  rules.set_declaration_required(true);
  rules.set_declaration_days(730);
  Open(rules);
  EXPECT_EQ(ErrorReason(Cast("p1", "bolt")), "DECLARATION_REQUIRED");
  ASSERT_TRUE(world_.Declare("bolt", "d1", {}).ok());
  EXPECT_TRUE(Cast("p1", "bolt").ok());
  absl::Time signed_at = world_.state.now;
  world_.state.now = signed_at + absl::Hours(24 * 730) - absl::Microseconds(1);
  EXPECT_TRUE(Cast("p1", "bolt").ok());
  EXPECT_EQ(DeclarationInForce("bolt", rules, world_.state.now, world_.state.records), "d1");
  world_.state.now = signed_at + absl::Hours(24 * 730);
  EXPECT_EQ(DeclarationInForce("bolt", rules, world_.state.now, world_.state.records), "");
  EXPECT_EQ(ErrorReason(Cast("p1", "bolt")), "DECLARATION_REQUIRED");
}

TEST_F(ConflictTest, InterestsAreInSomething) {
  world_.PutEmployer("bolt");
  api::Interest unknown;
  unknown.set_credential("states/nj/credentials/none");
  EXPECT_THAT(
      ViolatedFields(world_.Declare("bolt", "d1", {{}, InIssuer("AWS"), InIssuer("AWS"), unknown})),
      ElementsAre("declaration.interests[0]", "declaration.interests[2]", "declaration.interests[3].credential"));
  ASSERT_TRUE(world_.Declare("bolt", "d1", {}).ok());
  EXPECT_EQ(ErrorReason(world_.Declare("bolt", "d1", {})), "RESOURCE_ALREADY_EXISTS");
}

TEST_F(ConflictTest, NobodySignsForAnother) {
  world_.PutEmployer("bolt");
  api::SignConflictDeclarationRequest request;
  request.set_parent(ReviewWorld::Employer("bolt"));
  request.set_declaration_id("d1");
  Principal acme = world_.state.Representative("acme", "ann");
  Context context{"nj", world_.state.now, &acme, &world_.state.random};
  Events events;
  EXPECT_EQ(ErrorReason(DecideSignDeclaration(request, {}, context, world_.state.records, &events)), "NOT_YOURS");
}

}  // namespace
}  // namespace assay::domain

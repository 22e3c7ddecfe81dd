#include "services/domain/commands/similar_proposals.h"

#include <algorithm>

#include "services/domain/commands/catalogue.h"
#include "services/domain/commands/proposal.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Similarity(const std::string& a, const std::string& b) {
  api::Ratio ratio = NameSimilarity(a, b);
  return absl::StrCat(ratio.numerator(), "/", ratio.denominator());
}

TEST(NameSimilarityTest, CountsSharedWords) {
  EXPECT_EQ(Similarity("Certified Welder", "Certified Welder"), "4/4");
  EXPECT_EQ(Similarity("Certified Welder", "WELDER, certified!"), "4/4");
  EXPECT_EQ(Similarity("Certified Welders", "Certified Welder"), "4/4");
  EXPECT_EQ(Similarity("Certified Welder", "Certified Nurse"), "2/4");
  EXPECT_EQ(Similarity("Certified Welder Level 2", "Certified Welder Level 3"), "6/8");
  EXPECT_EQ(Similarity("A+", "Network+"), "0/2");
  EXPECT_EQ(Similarity("Glass glass", "Glass"), "2/3")
      << "a double s is no plural, and a word counts as often as it is";
  EXPECT_EQ(Similarity("Técnico", "TÉCNICO"), "0/2") << "only ASCII letters are lowered";
  EXPECT_EQ(Similarity("", "!"), "0/1");
}

TEST(NameSimilarityTest, IsTheSameBothWays) {
  SeededRandom random(7);
  const char* words[] = {"Certified", "Welder", "Level", "2", "Welders", "Technician", "Associate"};
  auto name = [&random, &words] {
    std::string text;
    for (char byte : random.Bytes(5)) absl::StrAppend(&text, " ", words[static_cast<unsigned char>(byte) % 7]);
    return text;
  };
  for (int i = 0; i < 1000; ++i) {
    std::string a = name();
    std::string b = name();
    ASSERT_EQ(Similarity(a, b), Similarity(b, a));
    api::Ratio ratio = NameSimilarity(a, b);
    ASSERT_LE(ratio.numerator(), ratio.denominator());
  }
}

class SimilarProposalsTest : public ::testing::Test {
 protected:
  SimilarProposalsTest() {
    api::Cycle cycle;
    for (const char* id : {"2026", "2027"}) {
      cycle.set_name(absl::StrCat("states/nj/cycles/", id));
      state_.records.Put(CycleId{id}, cycle);
    }
    Credential("cw1", "Certified Welder Level 1", "American Welding Society");
    Credential("cw2", "Certified Welder Level 2", "AMERICAN WELDING SOCIETY.");
    Credential("cwi", "Certified Welding Inspector", "American Welding Society");
    Credential("other", "Certified Welder Level 1", "Another Society");
    Credential("none", "Certified Welder Level 1", "");
    Credential("none-2", "Certified Welder Level 1", "");
    min_.set_numerator(3);
    min_.set_denominator(4);
  }

  void Credential(const std::string& id, const std::string& title, const std::string& issuer) {
    api::CreateCredentialRequest request;
    request.set_parent("states/nj");
    request.set_credential_id(id);
    request.mutable_credential()->set_title(title);
    request.mutable_credential()->set_issuer(issuer);
    ASSERT_THAT(state_.Do(request, state_.staff), IsOk());
  }

  void Propose(const std::string& credential, const std::string& id, const std::string& cycle = "2027") {
    api::CreateProposalRequest request;
    request.set_parent(absl::StrCat("states/nj/cycles/", cycle));
    request.set_proposal_id(id);
    request.mutable_proposal()->set_credential(absl::StrCat("states/nj/credentials/", credential));
    ASSERT_THAT(state_.Do(request, state_.staff), IsOk());
  }

  std::vector<std::string> SimilarTo(const std::string& id) {
    auto found = FindSimilarProposals(state_.records.FindOrDefault(ProposalId{"2027", id}), min_, state_.scan);
    EXPECT_THAT(found.status(), IsOk());
    std::vector<std::string> lines;
    for (const api::SimilarProposal& other : *found) {
      lines.push_back(absl::StrCat(LastPart(other.proposal()), " ", other.similarity().numerator(), "/",
                                   other.similarity().denominator()));
    }
    return lines;
  }

  FakeState state_;
  api::Ratio min_;
};

TEST_F(SimilarProposalsTest, AreThoseOfTheSameIssuerUnderALikeName) {
  for (const char* id : {"cw1", "cw2", "cwi", "other", "none"}) Propose(id, id);
  Propose("cw2", "cw2", "2026");
  EXPECT_THAT(SimilarTo("cw1"), ElementsAre("cw2 6/8"));
  EXPECT_THAT(SimilarTo("cwi"), IsEmpty());
  min_.set_numerator(76);
  min_.set_denominator(100);
  EXPECT_THAT(SimilarTo("cw1"), IsEmpty()) << "just below";
}

TEST_F(SimilarProposalsTest, TheSameCredentialTwiceIsTheMostAlike) {
  Propose("cw1", "a");
  Propose("cw1", "c");
  Propose("cw1", "b");
  Propose("cw2", "other");
  EXPECT_THAT(SimilarTo("a"), ElementsAre("b 1/1", "c 1/1", "other 6/8"));
}

TEST_F(SimilarProposalsTest, WithoutAnIssuerACredentialIsLikeItselfOnly) {
  Propose("none", "a");
  Propose("none", "b");
  Propose("none-2", "c");
  EXPECT_THAT(SimilarTo("a"), ElementsAre("b 1/1"));
}

TEST_F(SimilarProposalsTest, WithdrawnOnesAreLeftOut) {
  Propose("cw1", "a");
  Propose("cw1", "b");
  state_.records.Mutable(ProposalId{"2027", "b"})->set_state(api::PROPOSAL_STATE_WITHDRAWN);
  EXPECT_THAT(SimilarTo("a"), IsEmpty());
}

// The indexes follow when an issuer is mended or a proposal is put on another credential.
TEST_F(SimilarProposalsTest, FollowChanges) {
  Propose("cw1", "a");
  Propose("other", "b");
  EXPECT_THAT(SimilarTo("a"), IsEmpty());
  api::UpdateCredentialRequest mend;
  mend.mutable_credential()->set_name("states/nj/credentials/other");
  mend.mutable_credential()->set_issuer("American Welding Society");
  ASSERT_THAT(state_.Do(mend, state_.staff), IsOk());
  EXPECT_THAT(SimilarTo("a"), ElementsAre("b 8/8"));
  api::UpdateProposalRequest move;
  move.mutable_proposal()->set_name("states/nj/cycles/2027/proposals/b");
  move.mutable_proposal()->set_credential("states/nj/credentials/cwi");
  ASSERT_THAT(state_.Do(move, state_.staff), IsOk());
  EXPECT_THAT(SimilarTo("a"), IsEmpty());
  mend.mutable_credential()->set_issuer("Another Society");
  ASSERT_THAT(state_.Do(mend, state_.staff), IsOk());
  EXPECT_EQ(state_.records.Find(IssuerCredentialId{"americanweldingsociety", "other"}), nullptr);
}

}  // namespace
}  // namespace assay::domain

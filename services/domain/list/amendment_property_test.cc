// However often the votes are counted anew, the last amendment is the list that a fresh one would have been.
#include <cstdlib>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/list/reader.h"
#include "services/domain/list/testing/list_world.h"

namespace assay::domain {
namespace {

constexpr int kWorlds = 300;
constexpr int kCredentials = 4;
constexpr int kAmendmentsMax = 4;

struct RandomProposal {
  std::string id;
  std::string credential;
  api::ProposalKind kind;
};

class AmendmentPropertyTest : public testing::Test {
 protected:
  AmendmentPropertyTest() {
    const char* seed = std::getenv("ASSAY_SEED");
    seed_ = seed == nullptr ? 20270701 : std::strtoull(seed, nullptr, 10);
    random_.seed(seed_);
  }

  bool Coin() { return random_() % 2 == 0; }

  // Up to three proposals of each credential, in a random order of ids and kinds.
  std::vector<RandomProposal> MakeProposals() {
    std::vector<RandomProposal> proposals;
    constexpr api::ProposalKind kKinds[] = {api::PROPOSAL_KIND_NEW, api::PROPOSAL_KIND_UPDATE,
                                            api::PROPOSAL_KIND_REMOVAL};
    for (int i = 0; i < kCredentials; ++i) {
      std::string credential = absl::StrCat("c", i);
      for (uint64_t j = random_() % 4; j > 0; --j) {
        proposals.push_back({absl::StrCat(credential, "-", j), credential, kKinds[random_() % 3]});
      }
    }
    return proposals;
  }

  static EmployerVotes VotesFor(bool approved) {
    return approved ? EmployerVotes{6, 1, 0, 0, 7} : EmployerVotes{1, 6, 0, 0, 7};
  }

  // Adopted entries, the proposals with these outcomes, and one published list.
  static void Found(const std::vector<std::string>& adopted, const std::vector<RandomProposal>& proposals,
                    const std::vector<bool>& approved, ListWorld* world) {
    for (int i = 0; i < kCredentials; ++i) world->PutCredential(absl::StrCat("c", i), "Old");
    ASSERT_THAT(world->Adopt(ListWorld::AdoptRequest("2026-05-01", adopted)), IsOk());
    for (int i = 0; i < kCredentials; ++i) world->PutCredential(absl::StrCat("c", i), "New");
    for (size_t i = 0; i < proposals.size(); ++i) {
      world->Decided(proposals[i].id, proposals[i].kind, VotesFor(approved[i]), proposals[i].credential);
    }
    ASSERT_THAT(world->DraftAndPublish(), IsOk());
  }

  // Entries without what says when they came.
  static std::vector<std::string> Entries(ListWorld* world) {
    auto version = static_cast<uint32_t>(world->state.records.FindOrDefault(StateHeadId{}).list_version_in_force());
    auto entries = ReadEntries(world->state.scan, version, "", 1000, [](const api::ListEntry&) { return true; });
    EXPECT_THAT(entries.status(), IsOk());
    std::vector<std::string> texts;
    for (api::ListEntry& entry : *entries) {
      entry.clear_name();
      entry.clear_change();
      entry.clear_listed_since_version();
      texts.push_back(entry.ShortDebugString());
    }
    return texts;
  }

  std::vector<std::string> MakeAdopted() {
    std::vector<std::string> adopted;
    for (int i = 0; i < kCredentials; ++i) {
      if (Coin()) adopted.push_back(absl::StrCat("c", i));
    }
    return adopted;
  }

  uint64_t seed_ = 0;
  std::mt19937_64 random_;
};

TEST_F(AmendmentPropertyTest, TheLastAmendmentIsAFreshList) {
  for (int i = 0; i < kWorlds; ++i) {
    std::vector<RandomProposal> proposals = MakeProposals();
    std::vector<std::string> adopted = MakeAdopted();
    std::vector<bool> approved(proposals.size());
    for (auto&& one : approved) one = Coin();
    ListWorld amended;
    ASSERT_NO_FATAL_FAILURE(Found(adopted, proposals, approved, &amended));
    for (uint64_t amendments = 1 + random_() % kAmendmentsMax; amendments > 0; --amendments) {
      for (uint32_t item = 0; item < proposals.size(); ++item) {
        if (!Coin()) continue;
        approved[item] = Coin();
        amended.Recount(item, VotesFor(approved[item]));
      }
      ASSERT_THAT(amended.Amend(api::AMENDMENT_CAUSE_ANNULMENT), IsOk());
      ASSERT_THAT(amended.Publish(amended.state.records.FindOrDefault(StateHeadId{}).newest_list_version()), IsOk());
    }
    ListWorld fresh;
    ASSERT_NO_FATAL_FAILURE(Found(adopted, proposals, approved, &fresh));
    ASSERT_EQ(Entries(&amended), Entries(&fresh)) << "world " << i << " of ASSAY_SEED=" << seed_;
  }
}

}  // namespace
}  // namespace assay::domain

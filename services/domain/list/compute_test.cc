#include "services/domain/list/compute.h"

#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/list/basis.h"
#include "services/domain/list/testing/list_world.h"

namespace assay::domain {
namespace {

class ComputeTest : public testing::Test {
 protected:
  ComputeTest() {
    for (const char* id : {"cna", "welder", "phlebotomy"}) world_.PutCredential(id, id, {"31-1131"});
  }

  ListResult Compute(const std::string& effective_date = "2027-07-01") {
    auto basis = CurrentBasis(ListWorld::kCycle, ListWorld::kPolicy, world_.state.now, world_.state.scan);
    EXPECT_THAT(basis.status(), IsOk());
    auto result = ComputeList(*basis, ListWorld::kCycle, effective_date, world_.state.now, world_.state.scan);
    EXPECT_THAT(result.status(), IsOk());
    return *std::move(result);
  }

  // The outcome on the only proposal.
  api::Outcome OnlyOutcome(const std::string& effective_date = "2027-07-01") {
    ListResult result = Compute(effective_date);
    EXPECT_EQ(result.decisions.size(), 1u);
    return result.decisions[0].outcome();
  }

  static std::vector<std::string> Listed(const ListResult& result) {
    std::vector<std::string> ids;
    for (const api::ListEntry& entry : result.entries) ids.push_back(LastPart(entry.credential()));
    return ids;
  }

  using Ids = std::vector<std::string>;
  ListWorld world_;
};

TEST_F(ComputeTest, ListsWhatIsApproved) {
  world_.Approved("welder");
  world_.Denied("cna");
  world_.Approved("phlebotomy");
  ListResult result = Compute();
  EXPECT_EQ(Listed(result), (Ids{"phlebotomy", "welder"}));
  ASSERT_EQ(result.decisions.size(), 3u);
  EXPECT_EQ(result.decisions[0].proposal(), ListWorld::Proposal("cna"));
  EXPECT_EQ(result.decisions[0].outcome(), api::OUTCOME_DENIED);
  EXPECT_EQ(result.decisions[1].outcome(), api::OUTCOME_APPROVED);
  EXPECT_EQ(result.summary.ShortDebugString(), "entry_count: 2 new_count: 2 approved_count: 2 denied_count: 1");
  const api::ListEntry& entry = result.entries[1];
  EXPECT_EQ(entry.name(), "states/nj/listVersions/1/entries/welder");
  EXPECT_EQ(entry.proposal(), ListWorld::Proposal("welder"));
  EXPECT_EQ(entry.origin(), api::LIST_ORIGIN_COMPUTED);
  EXPECT_EQ(entry.change(), api::ENTRY_CHANGE_NEW);
  EXPECT_EQ(entry.listed_since_version(), 1);
}

TEST_F(ComputeTest, DecidesOnlyOnWhatWasHandedIn) {
  for (auto [id, proposal_state] :
       {std::make_pair("p1", api::PROPOSAL_STATE_DRAFT), std::make_pair("p2", api::PROPOSAL_STATE_RETURNED),
        std::make_pair("p3", api::PROPOSAL_STATE_WITHDRAWN), std::make_pair("p4", api::PROPOSAL_STATE_SUBMITTED),
        std::make_pair("p5", api::PROPOSAL_STATE_SCREENED)}) {
    world_.PutProposal(id, api::PROPOSAL_KIND_NEW, "cna", proposal_state);
  }
  ListResult result = Compute();
  ASSERT_EQ(result.decisions.size(), 2u);
  EXPECT_EQ(result.summary.undecided_count(), 2);
  EXPECT_EQ(result.decisions[0].trace(1).input(), "the proposal is before no round");
}

TEST_F(ComputeTest, AnOpenRoundLeavesItsProposalsUndecidedAndItsVotesHidden) {
  world_.Approved("cna");
  world_.OpenRound();
  ListResult open = Compute();
  EXPECT_EQ(open.decisions[0].outcome(), api::OUTCOME_UNDECIDED);
  EXPECT_EQ(open.decisions[0].trace(1).input(), "round r1 has not closed");
  EXPECT_EQ(open.decisions[0].ShortDebugString().find("vote"), std::string::npos);
  EXPECT_TRUE(open.entries.empty());
}

TEST_F(ComputeTest, ADeadlineClosesARoundByItself) {
  world_.Approved("cna");
  world_.OpenRound(world_.state.now + absl::Seconds(1));
  EXPECT_EQ(OnlyOutcome(), api::OUTCOME_UNDECIDED);
  world_.state.now += absl::Seconds(1);
  EXPECT_EQ(OnlyOutcome(), api::OUTCOME_APPROVED);
}

TEST_F(ComputeTest, CountsEndorsementsThatHoldOnTheEffectiveDate) {
  world_.Approved("cna");
  world_.Endorse("cna", "acme", "2027-06-30");
  EXPECT_EQ(OnlyOutcome("2027-06-30"), api::OUTCOME_APPROVED);
  EXPECT_EQ(OnlyOutcome("2027-07-01"), api::OUTCOME_DENIED);
  world_.Endorse("cna", "bolt");
  EXPECT_EQ(OnlyOutcome("2027-07-01"), api::OUTCOME_APPROVED);
  world_.Endorse("cna", "bolt", "", /*revoked=*/true);
  EXPECT_EQ(OnlyOutcome("2027-07-01"), api::OUTCOME_DENIED);
}

TEST_F(ComputeTest, AsksTheDatasetOfTheCycle) {
  world_.Approved("cna");
  world_.AddOpeningsGate(100);
  EXPECT_EQ(OnlyOutcome(), api::OUTCOME_DENIED) << "no figures";
  world_.PutOccupation("31-1131", 4'000'000, 100);
  EXPECT_EQ(OnlyOutcome(), api::OUTCOME_APPROVED);
  world_.SetDataset("");
  EXPECT_EQ(OnlyOutcome(), api::OUTCOME_DENIED) << "no dataset";
}

TEST_F(ComputeTest, TakesTheFiguresOfItsOccupations) {
  world_.PutCredential("both", "Both", {"11-1021", "31-1131", "11-1021", "99-9999"});
  world_.PutOccupation("31-1131", 4'000'000, 300);
  world_.PutOccupation("11-1021", 9'000'000, 200);
  world_.Approved("both");
  world_.Approved("welder");
  ListResult result = Compute();
  EXPECT_EQ(result.entries[0].annual_median_wage().cents(), 9'000'000);
  EXPECT_EQ(result.entries[0].annual_median_wage().period(), api::PERIOD_YEAR);
  EXPECT_EQ(result.entries[0].annual_openings(), 500);
  EXPECT_EQ(result.entries[1].annual_openings(), 300);
  world_.SetDataset("");
  EXPECT_FALSE(Compute().entries[0].has_annual_openings());
  EXPECT_FALSE(Compute().entries[0].has_annual_median_wage());
}

TEST_F(ComputeTest, LeavesOutAProjectionOfTheNationInAStatesRow) {
  world_.PutCredential("both", "Both", {"11-1021", "31-1131"});
  ledger::DecisionPart change;
  change.mutable_occupations()->set_dataset_id("wages-2025");
  for (const char* code : {"11-1021", "31-1131"}) {
    api::Occupation* row = change.mutable_occupations()->add_rows();
    row->set_area("NJ");
    row->set_soc_code(code);
    row->set_annual_openings(300);
    row->set_projection_area(code[0] == '1' ? "US" : "NJ");
  }
  world_.Put(change);
  world_.Approved("both");
  EXPECT_EQ(Compute().entries[0].annual_openings(), 300);
}

TEST_F(ComputeTest, CarriesAdoptedEntriesOver) {
  ASSERT_THAT(world_.Adopt(ListWorld::AdoptRequest("2020-01-01", {"cna", "welder"})), IsOk());
  world_.Approved("phlebotomy");
  ListResult result = Compute();
  EXPECT_EQ(Listed(result), (Ids{"cna", "phlebotomy", "welder"}));
  EXPECT_EQ(result.entries[0].name(), "states/nj/listVersions/2/entries/cna");
  EXPECT_EQ(result.entries[0].origin(), api::LIST_ORIGIN_ADOPTED);
  EXPECT_EQ(result.entries[0].change(), api::ENTRY_CHANGE_UNCHANGED);
  EXPECT_EQ(result.entries[0].listed_since_version(), 1);
  EXPECT_EQ(result.entries[1].listed_since_version(), 2);
  EXPECT_EQ(result.summary.ShortDebugString(), "entry_count: 3 new_count: 1 approved_count: 1");
}

TEST_F(ComputeTest, AnApprovedUpdateReplacesTheFacts) {
  ASSERT_THAT(world_.Adopt(ListWorld::AdoptRequest("2020-01-01", {"cna", "welder"})), IsOk());
  world_.PutCredential("cna", "Certified Nurse Aide");
  world_.PutCredential("welder", "Not looked at");
  world_.Approved("cna", api::PROPOSAL_KIND_UPDATE);
  world_.Denied("welder", api::PROPOSAL_KIND_UPDATE);
  ListResult result = Compute();
  ASSERT_EQ(Listed(result), (Ids{"cna", "welder"})) << "a denied update does not drop the entry";
  EXPECT_EQ(result.entries[0].title(), "Certified Nurse Aide");
  EXPECT_EQ(result.entries[0].change(), api::ENTRY_CHANGE_CHANGED);
  EXPECT_EQ(result.entries[0].origin(), api::LIST_ORIGIN_COMPUTED);
  EXPECT_EQ(result.entries[0].listed_since_version(), 1);
  EXPECT_EQ(result.entries[1].title(), "welder");
  EXPECT_EQ(result.summary.changed_count(), 1);
}

TEST_F(ComputeTest, AnApprovedRemovalRemoves) {
  ASSERT_THAT(world_.Adopt(ListWorld::AdoptRequest("2020-01-01", {"cna", "phlebotomy", "welder"})), IsOk());
  world_.Approved("cna", api::PROPOSAL_KIND_REMOVAL);
  world_.Denied("welder", api::PROPOSAL_KIND_REMOVAL);
  ListResult result = Compute();
  EXPECT_EQ(Listed(result), (Ids{"phlebotomy", "welder"}));
  EXPECT_EQ(result.summary.ShortDebugString(), "entry_count: 2 removed_count: 1 approved_count: 1 denied_count: 1");
}

TEST_F(ComputeTest, ARemovalOutweighsWhateverElseIsApproved) {
  world_.Approved("cna");
  world_.Approved("a-cna-removal", api::PROPOSAL_KIND_REMOVAL, "cna");
  EXPECT_TRUE(Compute().entries.empty());
  EXPECT_EQ(Compute().summary.removed_count(), 0) << "it was not there";
}

TEST_F(ComputeTest, OfSeveralApprovalsTheLastByIdCounts) {
  world_.Approved("z-cna", api::PROPOSAL_KIND_NEW, "cna");
  world_.Approved("cna");
  ListResult result = Compute();
  ASSERT_EQ(result.entries.size(), 1u);
  EXPECT_EQ(result.entries[0].proposal(), ListWorld::Proposal("z-cna"));
}

TEST_F(ComputeTest, UsesThePinnedRevision) {
  world_.Approved("cna");
  auto basis = CurrentBasis(ListWorld::kCycle, ListWorld::kPolicy, world_.state.now, world_.state.scan);
  world_.AddOpeningsGate(100);
  auto result = ComputeList(*basis, ListWorld::kCycle, "2027-07-01", world_.state.now, world_.state.scan);
  EXPECT_EQ(result->decisions[0].outcome(), api::OUTCOME_APPROVED);
}

TEST_F(ComputeTest, SaysWhenACredentialIsMissing) {
  world_.Approved("cna");
  world_.state.records.Delete(CredentialId{"cna"});
  auto basis = CurrentBasis(ListWorld::kCycle, ListWorld::kPolicy, world_.state.now, world_.state.scan);
  EXPECT_THAT(ComputeList(*basis, ListWorld::kCycle, "2027-07-01", world_.state.now, world_.state.scan).status(),
              HasReason("CREDENTIAL_MISSING"));
}

TEST_F(ComputeTest, SaysWhenThePolicyIsGoneOrTooNew) {
  api::ListBasis basis;
  basis.set_policy("states/nj/policies/standard@9");
  EXPECT_EQ(ComputeList(basis, ListWorld::kCycle, "", world_.state.now, world_.state.scan).status().code(),
            absl::StatusCode::kNotFound);
  world_.Approved("cna");
  ledger::DecisionPart change;
  *change.mutable_policy() = world_.state.records.FindOrDefault(PolicyId{"standard"});
  change.mutable_policy()->set_revision(9);
  change.mutable_policy()->set_algorithm_version(99);
  world_.Put(change);
  EXPECT_THAT(ComputeList(basis, ListWorld::kCycle, "", world_.state.now, world_.state.scan).status(),
              HasReason("UNKNOWN_ALGORITHM"));
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/list/basis.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/list/testing/list_world.h"
#include "services/domain/review/round.h"

namespace assay::domain {
namespace {

using testing::HasSubstr;

class BasisTest : public testing::Test {
 protected:
  BasisTest() {
    world_.PutCredential("cna", "CNA");
    world_.Approved("cna");
    basis_ = Current();
  }

  api::ListBasis Current(const std::string& policy = ListWorld::kPolicy) {
    auto basis = CurrentBasis(ListWorld::kCycle, policy, world_.state.now, world_.state.scan);
    EXPECT_THAT(basis.status(), IsOk());
    return *basis;
  }

  absl::Status Check(bool revision_named = false) {
    return CheckBasis(basis_, {revision_named, false}, ListWorld::kCycle, world_.state.now, world_.state.records);
  }

  void ExpectChanged(const std::string& what) {
    absl::Status status = Check();
    EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
    EXPECT_THAT(status, HasReason("BASIS_CHANGED"));
    EXPECT_THAT(std::string(status.message()), HasSubstr(what));
    EXPECT_NE(BasisEtag(Current()), BasisEtag(basis_)) << "the etag sees what the check sees";
  }

  ListWorld world_;
  api::ListBasis basis_;
};

TEST_F(BasisTest, NamesEverythingItRestsOn) {
  EXPECT_EQ(basis_.policy(), "states/nj/policies/standard@1");
  EXPECT_EQ(basis_.dataset(), ListWorld::kDataset);
  EXPECT_EQ(basis_.previous_version(), 0);
  ASSERT_EQ(basis_.rounds_size(), 1);
  EXPECT_EQ(basis_.rounds(0), "states/nj/cycles/2027/rounds/r1#2");
  EXPECT_EQ(basis_.decision_inputs(), 3) << "a proposal, a round item, an endorsement";
  EXPECT_EQ(BasisEtag(basis_).size(), 32u);
  EXPECT_THAT(Check(), IsOk());
}

TEST_F(BasisTest, PinsTheRevisionThatIsNamed) {
  world_.PutPolicy(2);
  EXPECT_EQ(Current().policy(), "states/nj/policies/standard@2");
  EXPECT_EQ(Current("states/nj/policies/standard@1").policy(), "states/nj/policies/standard@1");
}

TEST_F(BasisTest, NeedsCycleAndPolicy) {
  const ScanView& scan = world_.state.scan;
  absl::Time now = world_.state.now;
  EXPECT_EQ(CurrentBasis("states/nj/cycles/none", ListWorld::kPolicy, now, scan).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(CurrentBasis(ListWorld::kCycle, "states/nj/policies/none", now, scan).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(CurrentBasis(ListWorld::kCycle, "states/nj/policies/standard@2", now, scan).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(BasisTest, NeedsASealedDatasetIfAny) {
  ledger::DecisionPart change;
  change.mutable_dataset()->set_name("states/nj/datasets/empty");
  change.mutable_dataset()->set_state(api::DATASET_STATE_EMPTY);
  world_.Put(change);
  world_.SetDataset("states/nj/datasets/empty");
  EXPECT_THAT(CurrentBasis(ListWorld::kCycle, ListWorld::kPolicy, world_.state.now, world_.state.scan).status(),
              HasReason("DATASET_NOT_SEALED"));
  world_.SetDataset("states/nj/datasets/gone");
  EXPECT_EQ(CurrentBasis(ListWorld::kCycle, ListWorld::kPolicy, world_.state.now, world_.state.scan).status().code(),
            absl::StatusCode::kNotFound);
  world_.SetDataset("");
  EXPECT_EQ(Current().dataset(), "");
}

TEST_F(BasisTest, SeesANewRevisionOfThePolicy) {
  world_.PutPolicy(2);
  ExpectChanged("states/nj/policies/standard is at revision 2, was at 1");
  EXPECT_THAT(Check(/*revision_named=*/true), IsOk());
}

TEST_F(BasisTest, SeesAnotherDataset) {
  world_.SetDataset("");
  ExpectChanged("the cycle decides by no dataset, not by states/nj/datasets/wages-2025");
}

TEST_F(BasisTest, SeesAnotherVersionInForce) {
  ASSERT_THAT(world_.Adopt(ListWorld::AdoptRequest("2020-01-01", {"cna"})), IsOk());
  ExpectChanged("list version 1 is in force, was 0");
}

TEST_F(BasisTest, SeesProposalsEndorsementsAndItems) {
  world_.PutProposal("cna", api::PROPOSAL_KIND_NEW, "cna");
  ExpectChanged("1 changes to proposals");
  basis_ = Current();
  world_.Endorse("cna", "acme", "", /*revoked=*/true);
  ExpectChanged("1 changes to proposals, endorsements, round items or employers");
  basis_ = Current();
  world_.PutCredential("welder", "Welder");
  EXPECT_THAT(Check(), IsOk()) << "the catalogue decides nothing";
  world_.Approved("welder");
  ExpectChanged("states/nj/cycles/2027/rounds/r1 has closed; 3 changes");
}

TEST_F(BasisTest, SeesARoundThatWasMadeLaterOnceItHasItems) {
  api::Round round;
  round.set_name(ListWorld::Round("r2"));
  round.set_number(2);
  round.set_state(api::ROUND_STATE_DRAFT);
  world_.PutRound(round);
  EXPECT_THAT(Check(), IsOk());
  EXPECT_EQ(BasisEtag(Current()), BasisEtag(basis_)) << "without items it decides nothing";
}

class OpenRoundBasisTest : public BasisTest {
 protected:
  OpenRoundBasisTest() {
    deadline_ = world_.state.now + absl::Hours(1);
    world_.OpenRound(deadline_);
    basis_ = Current();
  }
  absl::Time deadline_;
};

TEST_F(OpenRoundBasisTest, SeesThatARoundWasClosed) {
  api::CloseRoundRequest request;
  request.set_name(ListWorld::Round("r1"));
  ASSERT_THAT(world_.state.Do(request, world_.state.staff), IsOk());
  ExpectChanged("rounds/r1 has closed");
}

TEST_F(OpenRoundBasisTest, SeesThatARoundWasExtended) {
  api::ExtendRoundRequest request;
  request.set_name(ListWorld::Round("r1"));
  *request.mutable_deadline() = ToProto(deadline_ + absl::Hours(1));
  ASSERT_THAT(world_.state.Do(request, world_.state.staff), IsOk());
  ExpectChanged("rounds/r1 was changed");
}

TEST_F(OpenRoundBasisTest, SeesADeadlinePassAndNotTheJobThatClosesAfterIt) {
  world_.state.now = deadline_;
  ExpectChanged("rounds/r1 has closed");
  basis_ = Current();
  EXPECT_THAT(Check(), IsOk());

  Events events;
  world_.state.now += absl::Minutes(5);
  Context context{"nj", world_.state.now, &world_.state.staff, &world_.state.random};
  ASSERT_THAT(DecideCloseRoundAtDeadline(RoundId{"2027", "r1"}, deadline_, context, world_.state.records, &events),
              IsOk());
  ASSERT_EQ(events.size(), 1u);
  world_.state.Commit(&events, world_.state.staff);
  EXPECT_THAT(Check(), IsOk());
  EXPECT_EQ(BasisEtag(Current()), BasisEtag(basis_));
}

TEST_F(BasisTest, NamesEverythingThatChangedAtOnce) {
  world_.PutPolicy(2);
  world_.SetDataset("");
  world_.PutProposal("other", api::PROPOSAL_KIND_NEW, "cna");
  std::string message(Check().message());
  for (const char* what : {"revision 2", "no dataset", "1 changes to proposals"}) EXPECT_THAT(message, HasSubstr(what));
}

}  // namespace
}  // namespace assay::domain

// What rounds promise beyond one vote: second rounds, conflicts before content, declared interests, changes of seat,
// threads, visibility after the close, annulments.
#include <fstream>

#include "assay/v1/annulment_service.pb.h"
#include "assay/v1/conflict_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/errors.h"
#include "tests/support/world.h"

namespace assay::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kRound[] = "$nj/cycles/2028/rounds/";
constexpr char kProposal[] = "$nj/cycles/2028/proposals/";

class RoundsTest : public ::testing::Test {
 protected:
  RoundsTest() : world_(&server_) {
    world_.MakeOpenRound();
    world_.Must<v1::CreatePolicyResponse>("ada", R"(parent: "$nj" policy_id: "delphi" policy {
        display_name: "Delphi"
        validation { quorum { numerator: 1 denominator: 2 } approval_share { numerator: 3 denominator: 4 }
                     consensus { reject_share { numerator: 3 denominator: 4 } } }
        second_rounds { show_prior_round: true prior_ballots_min: 3 rounds_max: 2 }
        ballot_visibility: BALLOT_VISIBILITY_PUBLIC_RECORD })");
  }

  // Cycle 2028 with the proposals welder, nurse and clerk before the open round r1.
  void OpenRound(const std::string& conflict_rules = "") {
    world_.Must<v1::CreateCycleResponse>(
        "sam", absl::StrCat("parent: '$nj' cycle_id: '2028' cycle { display_name: 'Cycle 2028' "
                            "dataset: '$nj/datasets/oews' cycle_rules { conflicts { ",
                            conflict_rules, " } } }"));
    for (const char* id : {"welder", "nurse", "clerk"}) {
      world_.Must<v1::CreateProposalResponse>(
          "sam",
          absl::StrCat("parent: '$nj/cycles/2028' proposal { kind: PROPOSAL_KIND_NEW evidence_summary: 'Asked for.' "
                       "demand_scope: DEMAND_SCOPE_STATEWIDE credential: '$nj/credentials/",
                       id, "' }"));
      std::string name = absl::StrCat("name: '", kProposal, id, "'");
      world_.Must<v1::SubmitProposalResponse>("sam", name);
      world_.Must<v1::ScreenProposalResponse>("sam", name);
    }
    world_.Must<v1::CreateRoundResponse>("sam", R"(parent: "$nj/cycles/2028" round_id: "r1"
        round { panel: "$nj/panels/trades" policy: "$nj/policies/delphi" })");
    world_.Must<v1::AddRoundItemsResponse>("sam", R"(name: "$nj/cycles/2028/rounds/r1"
        proposals: "$nj/cycles/2028/proposals/welder" proposals: "$nj/cycles/2028/proposals/nurse"
        proposals: "$nj/cycles/2028/proposals/clerk")");
    world_.Must<v1::OpenRoundResponse>("sam", "name: '$nj/cycles/2028/rounds/r1'");
  }

  static std::string On(const std::string& round, const std::string& proposal) {
    return absl::StrCat("round: '", kRound, round, "' proposal: '", kProposal, proposal, "' ");
  }
  absl::Status Cast(const std::string& who, const std::string& proposal, const std::string& choice,
                    const std::string& round = "r1", const std::string& reason = "") {
    return world_
        .Call<v1::CastBallotResponse>(
            who, absl::StrCat("round: '", kRound, round, "' paper { proposal: '", kProposal, proposal,
                              "' choice: BALLOT_CHOICE_", choice, " reason: '", reason, "' }"))
        .status();
  }
  void Close(const std::string& round = "r1") {
    world_.Must<v1::CloseRoundResponse>("sam", absl::StrCat("name: '", kRound, round, "'"));
  }
  v1::Tally Tally(const std::string& proposal, const std::string& round = "r1", const std::string& who = "sam") {
    return world_.Must<v1::GetTallyResponse>(who, On(round, proposal)).tally();
  }

  AssayServer server_;
  World world_;
};

TEST_F(RoundsTest, WhatFindsNoConsensusComesBackWithTheFirstRoundShown) {
  OpenRound();
  for (const char* who : {"acme-1", "bolt-1", "core-1"}) {
    ASSERT_TRUE(Cast(who, "welder", "APPROVE").ok());
    ASSERT_TRUE(
        Cast(who, "nurse", who == std::string("core-1") ? "REJECT" : "APPROVE", "r1", std::string("because ") + who[0])
            .ok());
    ASSERT_TRUE(Cast(who, "clerk", "REJECT").ok());
  }
  EXPECT_THAT(
      world_
          .Call<v1::CreateFollowUpRoundResponse>("sam", absl::StrCat("previous_round: '", kRound, "r1' round_id: 'r2'"))
          .status(),
      HasReason("ROUND_NOT_CLOSED"));
  Close();
  auto made = world_.Must<v1::CreateFollowUpRoundResponse>(
      "sam", absl::StrCat("previous_round: '", kRound, "r1' round_id: 'r2'"));
  EXPECT_EQ(made.round().ordinal(), 2);
  EXPECT_EQ(made.remaining_count(), 0);
  EXPECT_THAT(world_.Must<v1::ListRoundItemsResponse>("sam", absl::StrCat("parent: '", kRound, "r2'")).proposals(),
              ElementsAre("states/nj/cycles/2028/proposals/nurse"));
  world_.Must<v1::OpenRoundResponse>("sam", absl::StrCat("name: '", kRound, "r2'"));
  auto prior = world_.Must<v1::GetPriorRoundResponse>("bolt-1", On("r2", "nurse"));
  EXPECT_EQ(prior.prior_round().approve_count(), 2);
  EXPECT_EQ(prior.prior_round().reject_count(), 1);
  EXPECT_THAT(prior.prior_round().reasons(), ElementsAre("because a", "because b", "because c"));
  EXPECT_EQ(prior.ShortDebugString().find("acme"), std::string::npos);
  for (const char* who : {"acme-1", "bolt-1", "core-1"}) ASSERT_TRUE(Cast(who, "nurse", "APPROVE", "r2").ok());
  Close("r2");
  EXPECT_EQ(Tally("nurse", "r2").approve_count(), 3);
  EXPECT_EQ(Tally("nurse", "r1").approve_count(), 2);
  EXPECT_THAT(
      world_
          .Call<v1::CreateFollowUpRoundResponse>("sam", absl::StrCat("previous_round: '", kRound, "r2' round_id: 'r3'"))
          .status(),
      HasReason("NO_SECOND_ROUND"));
  EXPECT_EQ(world_.Must<v1::GetProposalResponse>("sam", absl::StrCat("name: '", kProposal, "nurse'"))
                .proposal()
                .earlier_rounds(0)
                .round(),
            "states/nj/cycles/2028/rounds/r1");
}

TEST_F(RoundsTest, ConflictsAreAnsweredBeforeTheContentIsShown) {
  OpenRound("ask_before_content: true");
  EXPECT_THAT(Cast("bolt-1", "welder", "APPROVE"), HasReason("CONFLICT_NOT_ANSWERED"));
  auto reviews = world_.Must<v1::ListMyReviewsResponse>("bolt-1", "parent: '$nj'").reviews();
  for (const v1::PendingReview& review : reviews) {
    if (review.round() != "states/nj/cycles/2028/rounds/r1") continue;
    EXPECT_TRUE(review.conflict_unanswered());
    EXPECT_EQ(review.proposal().evidence_summary(), "");
    EXPECT_NE(review.issuer(), "");
  }
  std::string name = absl::StrCat("name: '", kProposal, "welder'");
  EXPECT_EQ(world_.Must<v1::GetProposalResponse>("bolt-1", name).proposal().evidence_summary(), "");
  EXPECT_EQ(world_.Must<v1::GetProposalResponse>("sam", name).proposal().evidence_summary(), "Asked for.");
  world_.Must<v1::AnswerConflictResponse>("bolt-1", On("r1", "welder"));
  EXPECT_EQ(world_.Must<v1::GetProposalResponse>("bolt-1", name).proposal().evidence_summary(), "Asked for.");
  EXPECT_TRUE(Cast("bolt-1", "welder", "APPROVE").ok());
  auto conflict = world_.Must<v1::AnswerConflictResponse>(
      "acme-1", On("r1", "welder") + "has_conflict: true nature: CONFLICT_NATURE_PROVIDES explanation: 'We teach it.'");
  EXPECT_TRUE(conflict.conflict().has_conflict());
  std::string list = absl::StrCat("parent: '", kRound, "r1' page_size: 1");
  EXPECT_THAT(world_.Call<v1::ListConflictsResponse>("sam", list).status(), HasReason("BALLOTS_HIDDEN"));
  Close();
  auto page = world_.Must<v1::ListConflictsResponse>("sam", list);
  ASSERT_THAT(page.conflicts(), SizeIs(1));
  EXPECT_EQ(page.conflicts(0).explanation(), "We teach it.");
  auto rest =
      world_.Must<v1::ListConflictsResponse>("sam", absl::StrCat(list, " page_token: '", page.next_page_token(), "'"));
  ASSERT_THAT(rest.conflicts(), SizeIs(1));
  EXPECT_FALSE(rest.conflicts(0).has_conflict());
  EXPECT_EQ(rest.next_page_token(), "");
}

TEST_F(RoundsTest, DeclaredInterestsRecuse) {
  world_.Must<v1::SignConflictDeclarationResponse>(
      "acme-1",
      "parent: '$nj/employers/acme' declaration_id: 'd1' declaration { signer_name: 'Ann Lee' "
      "interests { issuer: 'aws' nature: CONFLICT_NATURE_FINANCIAL } }");
  EXPECT_THAT(world_
                  .Call<v1::SignConflictDeclarationResponse>(
                      "bolt-1", "parent: '$nj/employers/acme' declaration_id: 'd2' declaration { signer_name: 'B' }")
                  .status(),
              HasReason("NOT_YOURS"));
  OpenRound();
  EXPECT_THAT(Cast("acme-1", "welder", "APPROVE"), HasReason("RECUSED"));
  EXPECT_TRUE(Cast("acme-1", "nurse", "APPROVE").ok());
  // What the catalogue says later changes no result.
  world_.Must<v1::UpdateCredentialResponse>("sam", "credential { name: '$nj/credentials/welder' issuer: 'Other' }");
  EXPECT_THAT(Cast("acme-1", "welder", "APPROVE"), HasReason("RECUSED"));
  Close();
  EXPECT_EQ(Tally("welder").recused_count(), 1);
  EXPECT_EQ(Tally("nurse").recused_count(), 0);
  EXPECT_THAT(world_.Must<v1::ListConflictDeclarationsResponse>("aud", "parent: '$nj/employers/acme'").declarations(),
              SizeIs(1));
  EXPECT_THAT(world_.Call<v1::ListConflictDeclarationsResponse>("bolt-1", "parent: '$nj/employers/acme'").status(),
              HasReason("NOT_YOURS"));
}

TEST_F(RoundsTest, ASuccessorTakesTheSeatAndBallotsStay) {
  OpenRound();
  ASSERT_TRUE(Cast("core-1", "welder", "REJECT").ok());
  world_.AddEmployer("dune");
  std::string seat = absl::StrCat("round: '", kRound, "r1' seat: '$nj/panels/trades/seats/core' reason: 'Sold.' ");
  std::string take = seat + "employer: '$nj/employers/dune'";
  EXPECT_THAT(world_.Call<v1::TakeSeatResponse>("sam", take).status(), HasReason("NOT_SUCCESSOR"));
  EXPECT_TRUE(world_.Must<v1::VacateSeatResponse>("sam", seat).seat().vacant());
  EXPECT_THAT(Cast("core-1", "nurse", "REJECT"), HasReason("NOT_ON_PANEL"));
  world_.Must<v1::UpdateSeatResponse>("sam",
                                      "seat { name: '$nj/panels/trades/seats/core' alternates: '$nj/employers/dune' }");
  EXPECT_EQ(world_.Must<v1::TakeSeatResponse>("sam", take).seat().employer(), "states/nj/employers/dune");
  EXPECT_TRUE(Cast("dune-1", "nurse", "APPROVE").ok());
  EXPECT_THAT(Cast("dune-1", "welder", "APPROVE"), HasReason("SEAT_ANSWERED"));
  auto seats = world_.Must<v1::ListRoundSeatsResponse>("bolt-1", absl::StrCat("parent: '", kRound, "r1'")).seats();
  ASSERT_THAT(seats, SizeIs(3));
  EXPECT_THAT(seats[2].earlier_employers(), ElementsAre("states/nj/employers/core"));
  Close();
  EXPECT_EQ(Tally("welder").reject_count(), 1);
  EXPECT_EQ(Tally("nurse").seat_count(), 3);
}

TEST_F(RoundsTest, ThePanelTalksInTheThread) {
  OpenRound();
  std::string parent = absl::StrCat("parent: '", kRound, "r1' ");
  world_.Must<v1::PostMessageResponse>("acme-1", parent + "message { text: 'Is it proctored?' }");
  EXPECT_THAT(world_.Must<v1::ListMessagesResponse>("bolt-1", parent).messages(), SizeIs(1));
  EXPECT_EQ(world_.Must<v1::ListMessagesResponse>("aud", parent).messages(0).text(), "Is it proctored?");
  world_.AddEmployer("extra");
  EXPECT_THAT(world_.Call<v1::ListMessagesResponse>("extra-1", parent).status(), HasReason("NOT_ON_PANEL"));
  EXPECT_THAT(world_.Call<v1::ListMessagesResponse>("pro", parent).status(),
              HasCode(absl::StatusCode::kPermissionDenied));
}

TEST_F(RoundsTest, PublicRecordIsReadByAllAfterTheClose) {
  OpenRound();
  ASSERT_TRUE(Cast("acme-1", "welder", "APPROVE", "r1", "We hire them.").ok());
  std::string parent = absl::StrCat("parent: '", kRound, "r1'");
  EXPECT_THAT(world_.Call<v1::ListBallotsResponse>("", parent).status(), HasReason("BALLOTS_HIDDEN"));
  EXPECT_TRUE(world_.Must<v1::GetTallyResponse>("", On("r1", "welder")).tally_hidden());
  std::string name = absl::StrCat("name: '", kRound, "r1'");
  EXPECT_THAT(world_.Call<v1::GetRoundResponse>("", name).status(), HasCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(world_.Call<v1::ListRoundItemsResponse>("", parent).status(), HasCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(world_.Must<v1::ListRoundsResponse>("", "parent: '$nj/cycles/2028'").rounds(), SizeIs(0));
  Close();
  EXPECT_EQ(world_.Must<v1::GetRoundResponse>("", name).round().state(), v1::ROUND_STATE_CLOSED);
  EXPECT_GT(world_.Must<v1::ListRoundItemsResponse>("", parent).proposals_size(), 0);
  EXPECT_THAT(world_.Must<v1::ListRoundsResponse>("", "parent: '$nj/cycles/2028'").rounds(), SizeIs(1));
  auto ballots = world_.Must<v1::ListBallotsResponse>("", parent).ballots();
  ASSERT_THAT(ballots, SizeIs(1));
  EXPECT_EQ(ballots[0].employer(), "states/nj/employers/acme");
  EXPECT_EQ(ballots[0].reason(), "We hire them.");
  EXPECT_EQ(ballots[0].user(), "");
  EXPECT_EQ(Tally("welder", "r1", "").approve_count(), 1);
  EXPECT_EQ(world_.Must<v1::ListBallotsResponse>("aud", parent).ballots(0).user(), "states/nj/users/acme-1");
}

TEST_F(RoundsTest, AnAnnulmentTakesTwoPeopleAndMakesANewResult) {
  OpenRound();
  for (const char* who : {"acme-1", "bolt-1", "core-1"}) ASSERT_TRUE(Cast(who, "welder", "APPROVE").ok());
  std::string ask =
      absl::StrCat("parent: '", kRound, "r1' annulment_id: 'a1' annulment { seat: ",
                   "'$nj/panels/trades/seats/core' reason: 'Not of the state.' proposals: '", kProposal, "welder' }");
  EXPECT_THAT(world_.Call<v1::AnnulBallotsResponse>("sam", ask).status(), HasReason("ROUND_NOT_CLOSED"));
  Close();
  v1::Annulment annulment = world_.Must<v1::AnnulBallotsResponse>("sam", ask).annulment();
  EXPECT_EQ(annulment.reason(), "Not of the state.");
  std::string confirm = absl::StrCat("name: '", annulment.name(), "' etag: '", annulment.etag(), "'");
  EXPECT_THAT(world_.Call<v1::ConfirmAnnulmentResponse>("sam", confirm).status(), HasReason("SECOND_PERSON_REQUIRED"));
  EXPECT_EQ(Tally("welder").approve_count(), 3);
  EXPECT_EQ(world_.Must<v1::ConfirmAnnulmentResponse>("pat", confirm).annulment().result_version(), 2);
  EXPECT_EQ(Tally("welder").approve_count(), 2);
  EXPECT_EQ(Tally("welder").seat_count(), 3);
  v1::Round round = world_.Must<v1::GetRoundResponse>("sam", absl::StrCat("name: '", kRound, "r1'")).round();
  EXPECT_EQ(round.result_version(), 2);
  auto listed = world_.Must<v1::ListAnnulmentsResponse>("aud", absl::StrCat("parent: '", kRound, "r1'"));
  ASSERT_THAT(listed.annulments(), SizeIs(1));
  EXPECT_EQ(listed.annulments(0).decided_by(), "states/nj/users/pat");
  auto ballots = world_.Must<v1::ListBallotsResponse>("sam", absl::StrCat("parent: '", kRound, "r1'")).ballots();
  EXPECT_TRUE(ballots[2].voided());
}

TEST_F(RoundsTest, RegionsAreCountedApart) {
  world_.AddEmployer("dune");
  world_.Must<v1::CreatePanelResponse>(
      "sam", "parent: '$nj' panel_id: 'south' panel { display_name: 'South' region: 'South' }");
  world_.Must<v1::CreateSeatResponse>(
      "sam", "parent: '$nj/panels/south' seat_id: 's1' seat { employer: '$nj/employers/dune' weight: 5 }");
  world_.Must<v1::CreateCycleResponse>("sam", "parent: '$nj' cycle_id: '2028' cycle { display_name: 'Cycle 2028' }");
  world_.Must<v1::CreateProposalResponse>("sam", R"(parent: "$nj/cycles/2028" proposal { kind: PROPOSAL_KIND_NEW
      demand_scope: DEMAND_SCOPE_STATEWIDE evidence_summary: "Asked for." credential: "$nj/credentials/nurse" })");
  std::string name = absl::StrCat("name: '", kProposal, "nurse'");
  world_.Must<v1::SubmitProposalResponse>("sam", name);
  world_.Must<v1::ScreenProposalResponse>("sam", name);
  world_.Must<v1::CreateRoundResponse>("sam", R"(parent: "$nj/cycles/2028" round_id: "r1" round {
      panel: "$nj/panels/trades" regional_panels: "$nj/panels/south" policy: "$nj/policies/delphi" })");
  world_.Must<v1::AddRoundItemsResponse>("sam",
                                         absl::StrCat("name: '", kRound, "r1' proposals: '", kProposal, "nurse'"));
  world_.Must<v1::OpenRoundResponse>("sam", absl::StrCat("name: '", kRound, "r1'"));
  ASSERT_TRUE(Cast("dune-1", "nurse", "APPROVE").ok());
  ASSERT_TRUE(Cast("acme-1", "nurse", "REJECT").ok());
  Close();
  v1::Tally tally = Tally("nurse");
  EXPECT_EQ(tally.approve_weight(), 5);
  EXPECT_EQ(tally.seat_weight(), 8);
  ASSERT_THAT(tally.groups(), SizeIs(2));
  EXPECT_EQ(tally.groups(0).group(), "trades");
  EXPECT_EQ(tally.groups(0).reject_count(), 1);
  EXPECT_EQ(tally.groups(1).group(), "South");
  EXPECT_EQ(tally.groups(1).seat_count(), 1);
}

TEST_F(RoundsTest, AllOfItIsDoneFromTheCommandLine) {
  TemporaryFolder folder;
  auto run = [&](const std::string& who, std::vector<std::string> words) {
    std::string token = folder.File(who + ".token");
    std::ofstream(token) << world_.TokenOf(who);
    CliResult result =
        RunCli(words, {{"ASSAY_SERVER", server_.target()}, {"ASSAY_STATE", "nj"}, {"ASSAY_TOKEN_FILE", token}});
    EXPECT_EQ(result.exit_code, 0) << words[0] << " " << words[1] << ": " << result.err;
    return result.out;
  };
  run("acme-1", {"conflict", "declare", "d1", "--employer", "acme", "--signer-name", "Ann Lee", "--interests",
                 "{issuer: Clerks, nature: financial}"});
  OpenRound("ask_before_content: true");
  std::ofstream(folder.File("answers.csv")) << "round,proposal,has_conflict,nature\n"
                                               "2028/r1,2028/nurse,false,\n"
                                               "2028/r1,2028/welder,true,family\n";
  run("bolt-1", {"conflict", "import", folder.File("answers.csv")});
  run("core-1", {"conflict", "answer", "2028/r1", "2028/nurse"});
  run("bolt-1", {"ballot", "cast", "2028/r1", "2028/nurse", "approve"});
  run("bolt-1", {"round", "post", "2028/r1", "Is it proctored?"});
  EXPECT_THAT(run("acme-1", {"round", "messages", "2028/r1"}), HasSubstr("Is it proctored?"));
  run("sam", {"round", "vacate-seat", "2028/r1", "trades/core", "--reason", "closed"});
  EXPECT_THAT(run("sam", {"round", "seats", "2028/r1", "-o", "csv"}), HasSubstr("core"));
  run("sam", {"round", "close", "2028/r1"});
  EXPECT_THAT(run("sam", {"conflict", "list", "2028/r1", "--all"}), HasSubstr("d1"));
  run("sam", {"annulment", "propose", "a1", "--round", "2028/r1", "--seat", "trades/bolt", "--proposals", "2028/nurse",
              "--reason", "not of the state"});
  run("pat", {"annulment", "confirm", "2028/r1/a1", "1"});
  EXPECT_THAT(run("sam", {"annulment", "list", "2028/r1"}), HasSubstr("not of the state"));
  EXPECT_THAT(run("sam", {"round", "follow-up", "2028/r1", "r2"}), HasSubstr("r2"));
  run("sam", {"round", "open", "2028/r2"});
  EXPECT_THAT(run("sam", {"round", "prior", "2028/r2", "2028/nurse"}), HasSubstr("prior_round_hidden"));
}

TEST_F(RoundsTest, AllOfItIsRebuiltFromTheEvents) {
  world_.Must<v1::SignConflictDeclarationResponse>(
      "acme-1",
      "parent: '$nj/employers/acme' declaration_id: 'd1' declaration { signer_name: 'Ann Lee' "
      "interests { cluster: 'Health' nature: CONFLICT_NATURE_FINANCIAL } }");
  OpenRound("ask_before_content: true");
  world_.Must<v1::AnswerConflictResponse>("bolt-1", On("r1", "welder"));
  ASSERT_TRUE(Cast("bolt-1", "welder", "APPROVE").ok());
  world_.Must<v1::PostMessageResponse>("bolt-1", absl::StrCat("parent: '", kRound, "r1' message { text: 'Done.' }"));
  world_.Must<v1::VacateSeatResponse>(
      "sam", absl::StrCat("round: '", kRound, "r1' seat: '$nj/panels/trades/seats/core' reason: 'Closed.'"));
  Close();
  v1::Annulment annulment =
      world_
          .Must<v1::AnnulBallotsResponse>(
              "sam", absl::StrCat("parent: '", kRound, "r1' annulment_id: 'a1' annulment { reason: 'No.' seat: ",
                                  "'$nj/panels/trades/seats/bolt' proposals: '", kProposal, "welder' }"))
          .annulment();
  world_.Must<v1::ConfirmAnnulmentResponse>(
      "pat", absl::StrCat("name: '", annulment.name(), "' etag: '", annulment.etag(), "'"));
  world_.Must<v1::CreateFollowUpRoundResponse>("sam", absl::StrCat("previous_round: '", kRound, "r1' round_id: 'r2'"));
  EXPECT_EQ(server_.Stop(), 0);
  std::string report;
  EXPECT_EQ(server_.Check(&report), 0) << report;
}

}  // namespace
}  // namespace assay::testing

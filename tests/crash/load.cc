#include "tests/crash/load.h"

#include <chrono>
#include <set>

namespace assay::crash {
namespace {

constexpr int kVoters = 16;

std::string Employer(int number) { return absl::StrCat("load-", number); }

}  // namespace

void Spin(int microseconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(microseconds);
  while (std::chrono::steady_clock::now() < end) continue;
}

Load::Load(testing::AssayServer* server, uint64_t seed) : server_(server), world_(server) {
  MakeState();
  AddWriters(seed);
  gate_.Serve(server_->target());
}

Load::~Load() { Finish(); }

void Load::MakeState() {
  world_.MakeOpenRound();
  world_.Must<v1::CreatePanelResponse>("sam", "parent: '$nj' panel_id: 'load' panel { display_name: 'Load' }");
  for (int i = 0; i < kVoters; ++i) {
    world_.AddEmployer(Employer(i));
    world_.Must<v1::CreateSeatResponse>("sam", absl::StrCat("parent: '$nj/panels/load' seat_id: '", Employer(i),
                                                            "' seat { employer: '$nj/employers/", Employer(i), "' }"));
  }
  world_.Must<v1::CreateRoundResponse>("sam", R"(parent: "$nj/cycles/2027" round_id: "load"
      round { panel: "$nj/panels/load" policy: "$nj/policies/standard" })");
  for (int item = 0; item < kItems; ++item) {
    world_.Must<v1::CreateProposalResponse>(
        "sam", absl::StrCat("parent: '$nj/cycles/2027' proposal_id: 'item-", item,
                            R"(' proposal { kind: PROPOSAL_KIND_NEW demand_scope: DEMAND_SCOPE_STATEWIDE
                            evidence_summary: "Asked for." credential: "$nj/credentials/welder" })"));
    std::string name = absl::StrCat("name: '", ItemName(item), "'");
    world_.Must<v1::SubmitProposalResponse>("sam", name);
    world_.Must<v1::ScreenProposalResponse>("sam", name);
    world_.Must<v1::AddRoundItemsResponse>("sam",
                                           absl::StrCat("name: '", kRound, "' proposals: '", ItemName(item), "'"));
  }
  world_.Must<v1::OpenRoundResponse>("sam", absl::StrCat("name: '", kRound, "'"));
}

void Load::AddWriters(uint64_t seed) {
  std::vector<Writer*> writers;
  for (int i = 0; i < kVoters; ++i) {
    const std::string& token = world_.TokenOf(Employer(i) + "-1");
    voters_.push_back(std::make_unique<Voter>(&gate_, token, absl::StrCat("voter-", i), ++seed));
    writers.push_back(voters_.back().get());
  }
  staff_.push_back(std::make_unique<Editor>(&gate_, world_.TokenOf("sam"), "editor", ++seed));
  staff_.push_back(std::make_unique<Importer>(&gate_, world_.TokenOf("sam"), "importer", ++seed));
  for (const auto& writer : staff_) writers.push_back(writer.get());
  for (Writer* writer : writers) {
    threads_.emplace_back([this, writer] {
      while (gate_.open() && writer->Step()) continue;
    });
  }
}

bool Load::Restart() {
  world_.Reconnect();
  if (!server_->Restart()) {
    ADD_FAILURE() << "assayd does not start again, exit code " << server_->ExitCode() << ":\n" << server_->Log();
    return false;
  }
  gate_.Serve(server_->target());
  return true;
}

void Load::Finish() {
  gate_.Close();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

int Load::Repeated() const {
  int repeated = 0;
  for (const auto& voter : voters_) repeated += voter->repeated();
  for (const auto& writer : staff_) repeated += writer->repeated();
  return repeated;
}

void Load::Verify() {
  std::set<int64_t> leaves;
  size_t acknowledged = 0;
  for (const auto& voter : voters_) {
    voter->Verify();
    leaves.insert(voter->leaves().begin(), voter->leaves().end());
    acknowledged += voter->leaves().size();
  }
  EXPECT_EQ(leaves.size(), acknowledged) << "two acknowledged changes have one place in the ledger";
  for (const auto& writer : staff_) writer->Verify();
  VerifyEndorsements();
  VerifyTallies();
  EXPECT_EQ(server_->Stop(), 0) << server_->Log();
  std::string report;
  EXPECT_EQ(server_->Check(&report), 0) << report;
}

void Load::VerifyEndorsements() {
  for (int item = 0; item < kItems; ++item) {
    std::map<std::string, std::string> acknowledged;
    for (const auto& voter : voters_) {
      auto given = voter->endorsements().find(item);
      if (given == voter->endorsements().end()) continue;
      v1::Endorsement endorsement = given->second;
      endorsement.mutable_ledger()->clear_leaf_hash();  // only the answer to the change has it
      acknowledged[endorsement.name()] = endorsement.DebugString();
    }
    std::map<std::string, std::string> found;
    auto page = world_.Must<v1::ListEndorsementsResponse>(
        "sam", absl::StrCat("parent: '", ItemName(item), "' page_size: 1000"));
    for (const v1::Endorsement& endorsement : page.endorsements()) {
      EXPECT_TRUE(found.emplace(endorsement.name(), endorsement.DebugString()).second) << endorsement.name();
    }
    EXPECT_EQ(found, acknowledged) << ItemName(item);
  }
}

void Load::VerifyTallies() {
  world_.Must<v1::CloseRoundResponse>("sam", absl::StrCat("name: '", kRound, "'"));
  for (int item = 0; item < kItems; ++item) {
    std::map<v1::BallotChoice, int> recount;
    std::map<v1::BallotChoice, int> acknowledged;
    for (const auto& voter : voters_) {
      const std::map<int, v1::BallotChoice> choices = voter->Choices();
      auto choice = choices.find(item);
      if (choice != choices.end()) ++acknowledged[choice->second];
    }
    auto ballots = world_.Must<v1::ListBallotsResponse>(
        "sam", absl::StrCat("parent: '", kRound, "' page_size: 1000 proposal: '", ItemName(item), "'"));
    for (const v1::Ballot& ballot : ballots.ballots()) ++recount[ballot.choice()];
    EXPECT_EQ(recount, acknowledged) << ItemName(item);
    v1::Tally tally =
        world_.Must<v1::GetTallyResponse>("sam", absl::StrCat("round: '", kRound, "' proposal: '", ItemName(item), "'"))
            .tally();
    EXPECT_EQ(tally.approve_count(), recount[v1::BALLOT_CHOICE_APPROVE]) << ItemName(item);
    EXPECT_EQ(tally.reject_count(), recount[v1::BALLOT_CHOICE_REJECT]) << ItemName(item);
    EXPECT_EQ(tally.abstain_count(), recount[v1::BALLOT_CHOICE_ABSTAIN]) << ItemName(item);
    EXPECT_EQ(tally.seat_count(), kVoters);
  }
}

}  // namespace assay::crash

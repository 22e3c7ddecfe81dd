// Random review commands through the domain and through the oracle: every refusal has the same reason, and tallies,
// answered counts and what is left stay the same. The seed is printed; ASSAY_SEED repeats a run.
#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/domain/review/pending.h"
#include "services/domain/review/progress.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/tally.h"
#include "services/domain/review/testing/review_world.h"
#include "tests/model/dice.h"
#include "tests/model/review_oracle.h"

namespace assay::model {
namespace {

using domain::ReviewWorld;
namespace api = ::assay::v1;

constexpr int kEpisodes = 25;
constexpr int kCommandsPerEpisode = 1000;
constexpr int kRounds = 4;
constexpr int kItemsPerRound = 6;
constexpr int kEmployers = 6;  // the last one has no seat

// One state, told twice.
class Episode {
 public:
  explicit Episode(Dice* dice) : dice_(*dice), start_(world_.state.now) {
    for (int i = 0; i < kEmployers; ++i) {
      std::string employer = absl::StrCat("e", i);
      world_.PutEmployer(employer);
      oracle_.employers[employer] = Standing::kVerified;
      if (i == kEmployers - 1) continue;
      EXPECT_TRUE(world_.CreateSeat(employer, employer, /*chair=*/i == 0).ok());
      oracle_.seated.insert(employer);
    }
    world_.PutProposal("stray");
    for (int i = 0; i < kRounds; ++i) MakeRound(absl::StrCat("r", i));
    Expect({world_.Open("r0"), oracle_.Open("r0")});
  }

  // One random command; both sides must say the same of it.
  void Step() {
    int roll = dice_.Below(1000);
    if (roll < 560) return Expect(Cast(1));
    if (roll < 700) return Expect(Cast(1 + dice_.Below(4)));
    if (roll < 740) return Expect(Recuse());
    if (roll < 790) return Expect(Assign());
    if (roll < 860) return Expect(Endorse());
    if (roll < 890) return Expect(Revoke());
    if (roll < 920) return Expect(Open());
    if (roll < 940) return Expect(Extend());
    if (roll < 943) return Expect(Close());
    if (roll < 950) return RunClosingJob();
    if (roll < 953) return Withdraw();
    if (roll < 975) return ChangeStanding();
    oracle_.now += dice_.Below(30);
    world_.state.now = At(oracle_.now);
  }

  void CompareEverything() {
    for (const auto& [name, round] : oracle_.rounds) {
      CompareTallies(name, round);
      CompareProgress(name, round);
    }
    for (const auto& [employer, standing] : oracle_.employers) EXPECT_EQ(Left(employer), oracle_.Left(employer));
    for (const auto& [who, in_force] : oracle_.endorsed) {
      domain::EndorsementId id{"2027", who.second, who.first};
      EXPECT_EQ(!world_.state.records.FindOrDefault(id).endorsement().revoked(), in_force);
    }
  }

  int accepted() const { return accepted_; }
  const std::map<std::string, int>& refusals() const { return refusals_; }

 private:
  using Outcome = std::pair<absl::Status, std::string>;  // of the domain; the oracle's reason

  absl::Time At(int seconds) const { return start_ + absl::Seconds(seconds); }

  void MakeRound(const std::string& name) {
    ReviewOracle::Round& round = oracle_.rounds[name];
    if (!dice_.OneIn(3)) round.deadline = 300 + dice_.Below(600);
    EXPECT_TRUE(world_.CreateRound(name, round.deadline == 0 ? absl::InfiniteFuture() : At(round.deadline)).ok());
    for (int i = 0; i < kItemsPerRound; ++i) {
      round.items.push_back(absl::StrCat(name, "-p", i));
      world_.PutProposal(round.items.back());
    }
    EXPECT_TRUE(world_.AddItems(name, round.items).ok());
  }

  std::string AnyRound() { return absl::StrCat("r", dice_.Below(kRounds)); }
  std::string AnyEmployer() { return dice_.OneIn(200) ? "nobody" : absl::StrCat("e", dice_.Below(kEmployers)); }
  std::string AnyProposal(const std::string& round) {
    if (dice_.OneIn(60)) return dice_.OneIn(2) ? "stray" : "none";
    return absl::StrCat(dice_.OneIn(60) ? AnyRound() : round, "-p", dice_.Below(kItemsPerRound));
  }

  void Expect(const Outcome& outcome) {
    EXPECT_EQ(ErrorReason(outcome.first), outcome.second) << outcome.first;
    EXPECT_EQ(outcome.first.ok(), outcome.second.empty());
    if (outcome.second.empty()) ++accepted_;
    if (!outcome.second.empty()) ++refusals_[outcome.second];
  }

  Outcome Cast(int paper_count) {
    std::string round = AnyRound();
    std::string employer = AnyEmployer();
    std::vector<std::pair<std::string, int>> papers;
    api::BatchCastBallotsRequest request;
    request.set_round(ReviewWorld::Round(round));
    for (int i = 0; i < paper_count; ++i) {
      int choice = dice_.OneIn(50) ? dice_.Below(6) : 1 + dice_.Below(3);
      papers.emplace_back(AnyProposal(round), choice);
      request.add_papers()->set_proposal(ReviewWorld::Proposal(papers.back().first));
      request.mutable_papers(i)->set_choice(static_cast<api::BallotChoice>(choice));
    }
    auto who = world_.state.Representative(employer, absl::StrCat("user", dice_.Below(3)));
    if (paper_count > 1) return {world_.state.Do(request, who), oracle_.Cast(round, employer, papers)};
    api::CastBallotRequest single;
    single.set_round(request.round());
    *single.mutable_paper() = request.papers(0);
    return {world_.state.Do(single, who), oracle_.Cast(round, employer, papers)};
  }

  Outcome Recuse() {
    std::string round = AnyRound();
    std::string employer = AnyEmployer();
    std::string proposal = AnyProposal(round);
    return {world_.Recuse(round, proposal, employer), oracle_.Recuse(round, employer, proposal)};
  }

  Outcome Assign() {
    std::string round = AnyRound();
    std::string seat = absl::StrCat("e", dice_.Below(kEmployers));
    std::set<std::string> proposals;
    for (int i = dice_.Below(kItemsPerRound); i > 0; --i) proposals.insert(AnyProposal(round));
    return {world_.Assign(round, seat, {proposals.begin(), proposals.end()}, world_.state.staff),
            oracle_.Assign(round, seat, proposals)};
  }

  Outcome Endorse() {
    std::string employer = AnyEmployer();
    std::string proposal = absl::StrCat(AnyRound(), "-p", dice_.Below(kItemsPerRound));
    api::EndorseProposalRequest request;
    request.set_proposal(ReviewWorld::Proposal(proposal));
    request.mutable_endorsement()->set_level(api::ENDORSEMENT_LEVEL_PREFERRED);
    return {world_.state.Do(request, world_.state.Representative(employer, "pat")),
            oracle_.Endorse(employer, proposal)};
  }

  Outcome Revoke() {
    std::string employer = AnyEmployer();
    std::string proposal = absl::StrCat(AnyRound(), "-p", dice_.Below(kItemsPerRound));
    api::RevokeEndorsementRequest request;
    request.set_proposal(ReviewWorld::Proposal(proposal));
    return {world_.state.Do(request, world_.state.Representative(employer, "pat")), oracle_.Revoke(employer, proposal)};
  }

  Outcome Open() {
    std::string round = AnyRound();
    return {world_.Open(round), oracle_.Open(round)};
  }

  Outcome Extend() {
    std::string round = AnyRound();
    int deadline = std::max(1, oracle_.now + dice_.Below(400) - 100);
    api::ExtendRoundRequest request;
    request.set_name(ReviewWorld::Round(round));
    *request.mutable_deadline() = domain::ToProto(At(deadline));
    return {world_.state.Do(request, world_.state.staff), oracle_.Extend(round, deadline)};
  }

  Outcome Close() {
    std::string round = AnyRound();
    return {world_.Close(round), oracle_.Close(round)};
  }

  // The oracle knows no job: nothing it can see may depend on one.
  void RunClosingJob() {
    domain::Principal job;
    job.job = "close-rounds";
    domain::Context context{"nj", world_.state.now, &job, &world_.state.random};
    domain::Events events;
    EXPECT_TRUE(DecideCloseRoundAtDeadline(domain::RoundId{"2027", AnyRound()}, world_.state.now, context,
                                           world_.state.records, &events)
                    .ok());
    world_.state.Commit(&events, job);
  }

  void Withdraw() {
    std::string proposal = absl::StrCat(AnyRound(), "-p", dice_.Below(kItemsPerRound));
    world_.PutProposal(proposal, api::PROPOSAL_STATE_WITHDRAWN);
    oracle_.withdrawn.insert(proposal);
  }

  void ChangeStanding() {
    std::string employer = absl::StrCat("e", dice_.Below(kEmployers));
    int roll = dice_.Below(8);
    Standing standing = roll == 0 ? Standing::kSuspended : roll == 1 ? Standing::kPending : Standing::kVerified;
    world_.PutEmployer(employer, roll == 0   ? api::EMPLOYER_STATE_SUSPENDED
                                 : roll == 1 ? api::EMPLOYER_STATE_PENDING
                                             : api::EMPLOYER_STATE_VERIFIED);
    oracle_.employers[employer] = standing;
  }

  void CompareTallies(const std::string& name, const ReviewOracle::Round& round) const {
    EXPECT_EQ(domain::IsClosedAt(world_.FindRound(name), world_.state.now), oracle_.IsOver(round));
    for (size_t item = 0; item < round.items.size(); ++item) {
      api::Tally tally = domain::TallyOf(world_.FindRound(name), static_cast<uint32_t>(item), world_.state.records);
      std::array<int, 5> expected = oracle_.Tally(name, round.items[item]);
      EXPECT_EQ(tally.approve_count(), expected[kApprove]);
      EXPECT_EQ(tally.reject_count(), expected[kReject]);
      EXPECT_EQ(tally.abstain_count(), expected[kAbstain]);
      EXPECT_EQ(tally.recused_count(), expected[kRecused]);
      EXPECT_EQ(tally.seat_count(), static_cast<int>(round.roster.size()));
    }
  }

  void CompareProgress(const std::string& name, const ReviewOracle::Round& round) const {
    auto progress = domain::ReadRoundProgress(world_.FindRound(name), world_.state.records);
    ASSERT_TRUE(progress.ok()) << progress.status();
    ASSERT_EQ(progress->seats_size(), static_cast<int>(round.roster.size()));
    for (const api::SeatProgress& seat : progress->seats()) {
      std::string employer = domain::LastPart(seat.employer());
      int answered = 0;
      int waiting = 0;
      for (const std::string& proposal : round.items) {
        if (!oracle_.MustReview(name, employer, proposal)) continue;
        bool has_answer = oracle_.ChoiceOf(name, employer, proposal) != 0;
        if (has_answer) ++answered;
        if (!has_answer && oracle_.withdrawn.count(proposal) == 0) ++waiting;
      }
      EXPECT_EQ(seat.answered_count(), answered);
      EXPECT_EQ(seat.assigned_count(), answered + waiting);
    }
  }

  std::vector<std::string> Left(const std::string& employer) {
    std::vector<std::string> left;
    std::string cursor;
    do {
      auto page = domain::ListPendingReviews(employer, world_.state.now, 1 + dice_.Below(7), cursor, world_.state.scan);
      if (!page.ok()) return {page.status().ToString()};
      for (const api::PendingReview& review : page->reviews) {
        left.push_back(domain::LastPart(review.round()) + "/" + domain::LastPart(review.proposal().name()));
      }
      cursor = page->cursor;
    } while (!cursor.empty());
    return left;
  }

  Dice& dice_;
  ReviewWorld world_;
  const absl::Time start_;
  ReviewOracle oracle_;
  int accepted_ = 0;
  std::map<std::string, int> refusals_;
};

TEST(ReviewModelTest, TheDomainAndTheOracleAgree) {
  Dice dice(Seed());
  int accepted = 0;
  std::map<std::string, int> refusals;
  for (int i = 0; i < kEpisodes && !::testing::Test::HasFailure(); ++i) {
    Episode episode(&dice);
    for (int step = 0; step < kCommandsPerEpisode && !::testing::Test::HasFailure(); ++step) {
      episode.Step();
      if (step % 10 == 9) episode.CompareEverything();
    }
    accepted += episode.accepted();
    for (const auto& [reason, count] : episode.refusals()) refusals[reason] += count;
  }
  std::cout << accepted << " accepted";
  for (const auto& [reason, count] : refusals) std::cout << ", " << count << " " << reason;
  std::cout << std::endl;
  EXPECT_GT(accepted, kEpisodes * kCommandsPerEpisode / 8) << "too little of what is asked is allowed";
  EXPECT_GE(refusals.size(), 11u) << "too few rules are broken";
}

}  // namespace
}  // namespace assay::model

// Random rounds under random policies of algorithm 2: the domain and the oracle come to the same outcome, tier,
// category and points; shares, weights and floors are met exactly now and then. The seed is printed; ASSAY_SEED repeats
// a run.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/domain/decision/decide_proposal.h"
#include "tests/model/decision_oracle.h"
#include "tests/model/random_policy.h"

namespace assay::model {
namespace {

constexpr int kRounds = 150'000;
constexpr int64_t kWeightMax = 1'000'000;

// Several panels, or one; large weights now and then.
std::vector<SeatVote> RandomSeats(Dice* dice) {
  int panels = dice->OneIn(2) ? 1 : 1 + dice->Below(5);
  bool weighted = dice->OneIn(2);
  std::vector<SeatVote> seats;
  for (int panel = 0; panel < panels; ++panel) {
    for (int seat = dice->Below(9); seat > 0; --seat) {
      SeatVote& added = seats.emplace_back();
      if (panels > 1) added.group = absl::StrCat("panel", panel);
      if (weighted) added.weight = dice->OneIn(9) ? kWeightMax - dice->Below(2) : 1 + dice->Below(5);
      added.choice = static_cast<v1::BallotChoice>(dice->Below(5));
      added.vacant = added.choice == v1::BALLOT_CHOICE_UNSPECIFIED && dice->OneIn(3);
    }
  }
  return seats;
}

void AddTo(const SeatVote& seat, domain::VoteCount* count) {
  ++count->seats;
  count->weight += seat.weight;
}

// As the domain takes them. Panels without seats cannot be told from none, and are left out on both sides.
std::vector<domain::GroupVotes> GroupsOf(const std::vector<SeatVote>& seats) {
  std::vector<domain::GroupVotes> groups;
  for (const SeatVote& seat : seats) {
    if (groups.empty() || groups.back().group != seat.group) groups.emplace_back().group = seat.group;
    domain::GroupVotes& votes = groups.back();
    AddTo(seat, &votes.roster);
    if (seat.vacant) AddTo(seat, &votes.vacant);
    if (seat.choice == v1::BALLOT_CHOICE_APPROVE) AddTo(seat, &votes.approve);
    if (seat.choice == v1::BALLOT_CHOICE_REJECT) AddTo(seat, &votes.reject);
    if (seat.choice == v1::BALLOT_CHOICE_ABSTAIN) AddTo(seat, &votes.abstain);
    if (seat.choice == v1::BALLOT_CHOICE_RECUSED) AddTo(seat, &votes.recused);
  }
  if (groups.empty()) groups.emplace_back();
  return groups;
}

v1::Policy RandomVotingPolicy(Dice* dice) {
  v1::Policy policy;
  policy.set_algorithm_version(2);
  v1::EmployerValidation* rules = policy.mutable_validation();
  *rules = RandomValidation(dice);
  v1::RollUp* roll_up = rules->mutable_roll_up();
  roll_up->set_rule(static_cast<v1::RollUpRule>(dice->Below(4)));
  if (roll_up->rule() == v1::ROLL_UP_RULE_COUNT) roll_up->set_panels(1 + dice->Below(5));
  if (roll_up->rule() == v1::ROLL_UP_RULE_SHARE) {
    roll_up->mutable_share()->set_denominator(1 + dice->Below(5));
    roll_up->mutable_share()->set_numerator(1 + dice->Below(static_cast<int>(roll_up->share().denominator())));
  }
  if (dice->OneIn(3)) {
    rules->mutable_consensus()->mutable_reject_share()->set_denominator(2 + dice->Below(3));
    rules->mutable_consensus()->mutable_reject_share()->set_numerator(1 + dice->Below(2));
    policy.mutable_second_rounds()->set_rounds_max(dice->Below(4));
  }
  if (dice->OneIn(2)) AddRandomTiers(dice, &policy);
  if (!policy.tiers().empty() && dice->OneIn(3)) policy.mutable_fallback()->set_id("on-ramp");
  return policy;
}

Evidence RandomEvidence(Dice* dice) {
  Evidence evidence;
  evidence.is_removal = dice->OneIn(8);
  evidence.is_reviewed = true;
  evidence.ordinal = 1 + dice->Below(3);
  evidence.seats = RandomSeats(dice);
  for (int i = dice->Below(6); i > 0; --i) {
    evidence.endorsements.push_back(static_cast<v1::EndorsementLevel>(1 + dice->Below(5)));
  }
  return evidence;
}

v1::Decision DecideOn(const v1::Policy& policy, const Evidence& evidence) {
  static const v1::Credential credential;
  v1::Proposal proposal;
  proposal.set_kind(evidence.is_removal ? v1::PROPOSAL_KIND_REMOVAL : v1::PROPOSAL_KIND_NEW);
  v1::Appeal appeal;
  appeal.set_state(evidence.is_overturned ? v1::APPEAL_STATE_OVERTURNED : v1::APPEAL_STATE_UPHELD);
  domain::ProposalCase proposal_case;
  proposal_case.proposal = &proposal;
  proposal_case.credential = &credential;
  proposal_case.appeal = &appeal;
  proposal_case.confirmed_override = evidence.confirmed_override;
  proposal_case.item.ordinal = evidence.ordinal;
  proposal_case.item.groups = GroupsOf(evidence.seats);
  for (v1::EndorsementLevel level : evidence.endorsements) proposal_case.endorsements.emplace_back().level = level;
  auto decision = domain::DecideProposal(proposal_case, policy);
  EXPECT_TRUE(decision.ok()) << decision.status();
  return *std::move(decision);
}

std::string Text(const v1::Policy& policy, const Evidence& evidence) {
  std::string text = policy.ShortDebugString();
  for (const SeatVote& seat : evidence.seats) {
    absl::StrAppend(&text, "\n", seat.group, " weight ", seat.weight, " choice ", static_cast<int>(seat.choice),
                    seat.vacant ? " vacant" : "");
  }
  return text;
}

TEST(DecisionModelTest, TheDomainAndTheOracleAgree) {
  Dice dice(Seed());
  std::array<int, v1::Outcome_MAX + 1> outcomes = {};
  int tiered = 0;
  for (int i = 0; i < kRounds; ++i) {
    v1::Policy policy = RandomVotingPolicy(&dice);
    Evidence evidence = RandomEvidence(&dice);
    evidence.is_overturned = dice.OneIn(10);
    v1::Override confirmed;
    confirmed.set_outcome(dice.OneIn(2) ? v1::OUTCOME_APPROVED : v1::OUTCOME_DENIED);
    if (confirmed.outcome() == v1::OUTCOME_APPROVED && !policy.tiers().empty()) confirmed.set_tier("tier2");
    if (dice.OneIn(10)) evidence.confirmed_override = &confirmed;
    v1::Decision decision = DecideOn(policy, evidence);
    Verdict verdict = Judge(policy, evidence);
    ASSERT_EQ(decision.outcome(), verdict.outcome) << Text(policy, evidence) << "\n" << decision.DebugString();
    ASSERT_EQ(decision.tier(), verdict.tier) << Text(policy, evidence) << "\n" << decision.DebugString();
    ASSERT_EQ(decision.category(), verdict.category) << Text(policy, evidence) << "\n" << decision.DebugString();
    ASSERT_EQ(decision.points(), verdict.points) << Text(policy, evidence) << "\n" << decision.DebugString();
    ++outcomes[decision.outcome()];
    tiered += decision.tier().empty() ? 0 : 1;
  }
  EXPECT_GT(outcomes[v1::OUTCOME_APPROVED], kRounds / 20) << "too little is approved";
  EXPECT_GT(outcomes[v1::OUTCOME_DENIED], kRounds / 20) << "too little is denied";
  EXPECT_GT(outcomes[v1::OUTCOME_UNDECIDED], kRounds / 100) << "too little is left open";
  EXPECT_GT(tiered, kRounds / 50) << "too little has a tier";
}

int Rank(v1::Outcome outcome) { return outcome == v1::OUTCOME_APPROVED ? 2 : outcome == v1::OUTCOME_UNDECIDED ? 1 : 0; }

// When one seat turns to approval, whatever it said before, what was approved stays so. Nothing else becomes worse
// either, unless the policy asks for consensus: there one more vote may make a quorum, and with it a rejection final.
TEST(DecisionModelTest, OneMoreApprovalNeverDropsAnItem) {
  Dice dice(Seed());
  for (int i = 0; i < kRounds / 10; ++i) {
    v1::Policy policy = RandomVotingPolicy(&dice);
    Evidence evidence = RandomEvidence(&dice);
    v1::Outcome before = DecideOn(policy, evidence).outcome();
    for (SeatVote& seat : evidence.seats) {
      SeatVote kept = seat;
      seat.choice = v1::BALLOT_CHOICE_APPROVE;
      seat.vacant = false;
      v1::Decision after = DecideOn(policy, evidence);
      bool promised = before == v1::OUTCOME_APPROVED || !policy.validation().has_consensus();
      if (promised) {
        ASSERT_GE(Rank(after.outcome()), Rank(before)) << Text(policy, evidence) << "\n" << after.DebugString();
      }
      seat = kept;
    }
  }
}

// One more endorsement never drops one either.
TEST(DecisionModelTest, OneMoreEndorsementNeverDropsAnItem) {
  Dice dice(Seed());
  for (int i = 0; i < kRounds / 10; ++i) {
    v1::Policy policy = RandomVotingPolicy(&dice);
    Evidence evidence = RandomEvidence(&dice);
    v1::Decision before = DecideOn(policy, evidence);
    evidence.endorsements.push_back(v1::ENDORSEMENT_LEVEL_REQUIRED);
    v1::Decision after = DecideOn(policy, evidence);
    ASSERT_GE(Rank(after.outcome()), Rank(before.outcome())) << Text(policy, evidence) << "\n" << after.DebugString();
    ASSERT_GE(after.points(), before.points());
  }
}

// In whatever order the seats and endorsements stand, the decision is the same to the byte.
TEST(DecisionModelTest, TheOrderOfSeatsAndEndorsementsDoesNotMatter) {
  Dice dice(Seed());
  for (int i = 0; i < kRounds / 10; ++i) {
    v1::Policy policy = RandomVotingPolicy(&dice);
    Evidence evidence = RandomEvidence(&dice);
    std::string bytes = DecideOn(policy, evidence).SerializeAsString();
    std::shuffle(evidence.endorsements.begin(), evidence.endorsements.end(), dice.engine());
    std::shuffle(evidence.seats.begin(), evidence.seats.end(), dice.engine());
    std::stable_sort(evidence.seats.begin(), evidence.seats.end(),
                     [](const SeatVote& a, const SeatVote& b) { return a.group < b.group; });
    ASSERT_EQ(DecideOn(policy, evidence).SerializeAsString(), bytes) << Text(policy, evidence);
  }
}

// ---- Boundaries, one by one.

struct Boundary {
  const char* name;
  int approve;
  int reject;
  int abstain;
  int recused;
  int silent;
  v1::Outcome outcome;
};

// Quorum one half; approval more than one half; the recused leave the basis, abstentions are present.
v1::Policy Majority() {
  v1::Policy policy;
  policy.set_algorithm_version(2);
  v1::EmployerValidation* rules = policy.mutable_validation();
  rules->mutable_quorum()->set_numerator(1);
  rules->mutable_quorum()->set_denominator(2);
  *rules->mutable_approval_share() = rules->quorum();
  rules->set_approval_comparison(v1::SHARE_COMPARISON_MORE_THAN);
  return policy;
}

Evidence Seats(const Boundary& boundary, int64_t weight) {
  Evidence evidence;
  evidence.is_reviewed = true;
  auto add = [&](int count, v1::BallotChoice choice) {
    for (int i = 0; i < count; ++i) evidence.seats.push_back({"", weight, choice, false});
  };
  add(boundary.approve, v1::BALLOT_CHOICE_APPROVE);
  add(boundary.reject, v1::BALLOT_CHOICE_REJECT);
  add(boundary.abstain, v1::BALLOT_CHOICE_ABSTAIN);
  add(boundary.recused, v1::BALLOT_CHOICE_RECUSED);
  add(boundary.silent, v1::BALLOT_CHOICE_UNSPECIFIED);
  return evidence;
}

TEST(DecisionModelTest, IsExactAtBoundaries) {
  constexpr v1::Outcome kYes = v1::OUTCOME_APPROVED;
  constexpr v1::Outcome kNo = v1::OUTCOME_DENIED;
  const Boundary boundaries[] = {
      {"zero seats", 0, 0, 0, 0, 0, kNo},
      {"all abstain", 0, 0, 7, 0, 0, kNo},
      {"all recused", 0, 0, 0, 7, 0, kNo},
      {"all silent", 0, 0, 0, 0, 7, kNo},
      {"the quorum is met exactly", 2, 1, 0, 0, 3, kYes},
      {"one short of the quorum", 2, 0, 0, 0, 3, kNo},
      {"a recusal saves the quorum", 2, 0, 0, 1, 2, kYes},
      {"half exactly is no majority", 3, 3, 0, 0, 0, kNo},
      {"one vote short of a majority", 3, 4, 0, 0, 0, kNo},
      {"one vote over", 4, 3, 0, 0, 0, kYes},
      {"abstentions make the quorum, not the majority", 1, 0, 3, 0, 3, kYes},
      {"one seat of sixty", 1, 0, 59, 0, 0, kYes},
  };
  for (const Boundary& boundary : boundaries) {
    for (int64_t weight : {int64_t{1}, kWeightMax}) {
      for (v1::VoteUnit unit : {v1::VOTE_UNIT_SEATS, v1::VOTE_UNIT_WEIGHT}) {
        v1::Policy policy = Majority();
        policy.mutable_validation()->set_quorum_unit(unit);
        policy.mutable_validation()->set_approval_unit(unit);
        EXPECT_EQ(DecideOn(policy, Seats(boundary, weight)).outcome(), boundary.outcome)
            << boundary.name << ", weight " << weight;
      }
    }
  }
}

TEST(DecisionModelTest, HalfExactlyIsWhatTheTieRuleSays) {
  Boundary half = {"half", 3, 3, 0, 0, 0, v1::OUTCOME_DENIED};
  v1::Policy policy = Majority();
  auto outcome = [&](v1::TieRule tie) {
    policy.mutable_validation()->set_tie(tie);
    return DecideOn(policy, Seats(half, 1)).outcome();
  };
  EXPECT_EQ(outcome(v1::TIE_RULE_UNSPECIFIED), v1::OUTCOME_DENIED);
  EXPECT_EQ(outcome(v1::TIE_RULE_APPROVES), v1::OUTCOME_APPROVED);
  EXPECT_EQ(outcome(v1::TIE_RULE_REJECTS), v1::OUTCOME_DENIED);
  EXPECT_EQ(outcome(v1::TIE_RULE_UNDECIDED), v1::OUTCOME_UNDECIDED);
}

// Shares with the largest numbers an int64 holds: products need 128 bits.
TEST(DecisionModelTest, LargeSharesDoNotOverflow) {
  v1::Policy policy = Majority();
  policy.mutable_validation()->set_approval_unit(v1::VOTE_UNIT_WEIGHT);
  v1::Ratio* share = policy.mutable_validation()->mutable_approval_share();
  constexpr int64_t kHuge = int64_t{1} << 62;
  share->set_denominator(kHuge);
  Boundary boundary = {"", 30, 30, 0, 0, 0, v1::OUTCOME_DENIED};
  share->set_numerator(kHuge / 2 - 1);
  EXPECT_EQ(DecideOn(policy, Seats(boundary, kWeightMax)).outcome(), v1::OUTCOME_APPROVED);
  share->set_numerator(kHuge / 2);
  EXPECT_EQ(DecideOn(policy, Seats(boundary, kWeightMax)).outcome(), v1::OUTCOME_DENIED);
}

}  // namespace
}  // namespace assay::model

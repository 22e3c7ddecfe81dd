// Random rounds against an oracle that thinks in seats and reduced fractions instead of counts and products.
#include <numeric>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "services/domain/decision/decide_proposal.h"
#include "services/domain/decision/exact.h"

namespace assay::domain {
namespace {

constexpr int kRounds = 200'000;
constexpr unsigned kSeed = 20270115;

enum class Seat { kSilent, kApprove, kReject, kAbstain, kRecused };

// A fraction in lowest terms, compared as its continued fraction: no product is ever formed.
class Rational {
 public:
  Rational(int64_t numerator, int64_t denominator)
      : numerator_(numerator / std::gcd(numerator, denominator)),
        denominator_(denominator / std::gcd(numerator, denominator)) {}

  bool operator==(const Rational& other) const {
    return numerator_ == other.numerator_ && denominator_ == other.denominator_;
  }

  // Non-negative fractions only.
  bool operator<(const Rational& other) const {
    int64_t whole = numerator_ / denominator_;
    int64_t other_whole = other.numerator_ / other.denominator_;
    if (whole != other_whole) return whole < other_whole;
    int64_t rest = numerator_ % denominator_;
    int64_t other_rest = other.numerator_ % other.denominator_;
    if (other_rest == 0) return false;
    if (rest == 0) return true;
    return Rational(other.denominator_, other_rest) < Rational(denominator_, rest);
  }

 private:
  int64_t numerator_;
  int64_t denominator_;
};

Rational Of(const api::Ratio& ratio) { return {ratio.numerator(), ratio.denominator()}; }

bool OracleApproves(const api::EmployerValidation& rules, const std::vector<Seat>& seats) {
  std::vector<Seat> basis, present, voters;
  for (Seat seat : seats) {
    if (seat != Seat::kRecused || rules.recusal() == api::RECUSAL_RULE_STAYS_IN_BASIS) basis.push_back(seat);
    bool votes = seat == Seat::kApprove || seat == Seat::kReject;
    bool abstains = seat == Seat::kAbstain;
    if (votes || (abstains && rules.abstain() != api::ABSTAIN_RULE_ABSENT)) present.push_back(seat);
    if (votes || (abstains && rules.abstain() == api::ABSTAIN_RULE_IN_DENOMINATOR)) voters.push_back(seat);
  }
  if (basis.empty() || voters.empty()) return false;
  auto approving = std::count(voters.begin(), voters.end(), Seat::kApprove);
  Rational share(approving, static_cast<int64_t>(voters.size()));
  if (Rational(static_cast<int64_t>(present.size()), static_cast<int64_t>(basis.size())) < Of(rules.quorum())) {
    return false;
  }
  if (rules.approval_comparison() == api::SHARE_COMPARISON_MORE_THAN) return Of(rules.approval_share()) < share;
  return !(share < Of(rules.approval_share()));
}

EmployerVotes Count(const std::vector<Seat>& seats) {
  EmployerVotes votes;
  votes.seats = static_cast<int64_t>(seats.size());
  for (Seat seat : seats) {
    votes.approve += seat == Seat::kApprove;
    votes.reject += seat == Seat::kReject;
    votes.abstain += seat == Seat::kAbstain;
    votes.recused += seat == Seat::kRecused;
  }
  return votes;
}

class RandomRound {
 public:
  RandomRound() : random_(kSeed) {}

  int Below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }

  // Small denominators, so that exact ties are frequent.
  api::Ratio Share() {
    int denominator = 1 + Below(12);
    return MakeRatio(Below(denominator + 2), denominator);
  }

  api::Policy Policy() {
    api::Policy policy;
    policy.set_algorithm_version(1);
    api::EmployerValidation* rules = policy.mutable_validation();
    *rules->mutable_quorum() = Share();
    *rules->mutable_approval_share() = Share();
    rules->set_approval_comparison(static_cast<api::ShareComparison>(Below(3)));
    rules->set_abstain(static_cast<api::AbstainRule>(Below(4)));
    rules->set_recusal(static_cast<api::RecusalRule>(Below(3)));
    return policy;
  }

  std::vector<Seat> Seats() {
    std::vector<Seat> seats(static_cast<size_t>(Below(14)));
    for (Seat& seat : seats) seat = static_cast<Seat>(Below(5));
    return seats;
  }

 private:
  std::mt19937 random_;
};

bool Approves(const api::Policy& policy, const std::vector<Seat>& seats) {
  static const api::Proposal proposal;
  ProposalCase proposal_case;
  proposal_case.proposal = &proposal;
  EmployerVotes votes = Count(seats);
  GroupVotes group;
  group.approve.seats = votes.approve;
  group.reject.seats = votes.reject;
  group.abstain.seats = votes.abstain;
  group.recused.seats = votes.recused;
  group.roster.seats = votes.seats;
  proposal_case.item.groups = {group};
  return DecideProposal(proposal_case, policy)->outcome() == api::OUTCOME_APPROVED;
}

TEST(EmployerVotesProperty, AgreeWithTheOracle) {
  RandomRound random;
  int approved = 0;
  for (int i = 0; i < kRounds; ++i) {
    api::Policy policy = random.Policy();
    std::vector<Seat> seats = random.Seats();
    bool approves = Approves(policy, seats);
    ASSERT_EQ(approves, OracleApproves(policy.validation(), seats)) << "seed " << kSeed << ", round " << i << "\n"
                                                                    << policy.DebugString();
    approved += approves;
  }
  EXPECT_GT(approved, kRounds / 10) << "the rounds must exercise both outcomes";
  EXPECT_LT(approved, kRounds * 9 / 10);
}

// When one seat turns to approval, whatever it said before (nothing, reject, abstain or recused), and the seats stay
// the same in number, an approved proposal stays approved. It does not hold for an approval that comes with another
// seat: a larger basis may miss the quorum.
TEST(EmployerVotesProperty, OneMoreApprovalNeverDenies) {
  RandomRound random;
  for (int i = 0; i < kRounds; ++i) {
    api::Policy policy = random.Policy();
    std::vector<Seat> seats = random.Seats();
    if (!Approves(policy, seats)) continue;
    for (Seat& seat : seats) {
      Seat before = std::exchange(seat, Seat::kApprove);
      ASSERT_TRUE(Approves(policy, seats))
          << "seed " << kSeed << ", round " << i << ", a seat turned from " << static_cast<int>(before) << "\n"
          << policy.DebugString();
      seat = before;
    }
  }
}

}  // namespace
}  // namespace assay::domain

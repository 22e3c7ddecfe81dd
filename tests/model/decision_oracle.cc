#include "tests/model/decision_oracle.h"

#include <algorithm>
#include <map>

#include "absl/numeric/int128.h"

namespace assay::model {
namespace {

// Compares a/b with the ratio.
int Compare(int64_t a, int64_t b, const v1::Ratio& ratio) {
  absl::int128 left = absl::int128(a) * ratio.denominator();
  absl::int128 right = absl::int128(b) * ratio.numerator();
  return left < right ? -1 : left > right ? 1 : 0;
}

enum class Answer { kNo, kUnknown, kYes };

Answer AtLeast(bool known, int64_t figure, int64_t floor, v1::UnknownFigure unknown) {
  if (known) return figure >= floor ? Answer::kYes : Answer::kNo;
  if (unknown == v1::UNKNOWN_FIGURE_PASSES) return Answer::kYes;
  return unknown == v1::UNKNOWN_FIGURE_UNDECIDED ? Answer::kUnknown : Answer::kNo;
}

Answer Ask(const v1::LaborMarketCriterion& criterion, const v1::Occupation* facts) {
  static const v1::Occupation nothing;
  const v1::Occupation& known = facts != nullptr ? *facts : nothing;
  if (criterion.has_wage()) {
    return AtLeast(known.has_annual_median_wage(), known.annual_median_wage().cents(),
                   criterion.wage().amount().cents(), criterion.unknown());
  }
  return AtLeast(known.has_annual_openings(), known.annual_openings(), criterion.annual_openings().floor(),
                 criterion.unknown());
}

Answer IsInDemand(const v1::LaborMarketPolicy& policy, const std::vector<const v1::Occupation*>& occupations) {
  if (policy.criteria().empty()) return Answer::kYes;
  std::vector<Answer> answers;
  for (const v1::Occupation* occupation : occupations) {
    Answer worst = Answer::kYes;
    for (const auto& criterion : policy.criteria()) worst = std::min(worst, Ask(criterion, occupation));
    answers.push_back(worst);
  }
  bool all = policy.occupation_match() == v1::OCCUPATION_MATCH_ALL;
  return all ? *std::min_element(answers.begin(), answers.end()) : *std::max_element(answers.begin(), answers.end());
}

int64_t EndorsersFrom(v1::EndorsementLevel level, const Evidence& evidence) {
  return std::count_if(evidence.endorsements.begin(), evidence.endorsements.end(),
                       [level](v1::EndorsementLevel given) { return given >= level; });
}

// One panel's seats, or all.
class Votes {
 public:
  Votes(const v1::EmployerValidation& rules, const std::vector<SeatVote>& seats) : rules_(rules), seats_(seats) {}

  bool HasQuorum() const {
    int64_t present = 0;
    int64_t basis = 0;
    for (const SeatVote& seat : seats_) {
      int64_t size = rules_.quorum_unit() == v1::VOTE_UNIT_WEIGHT ? seat.weight : 1;
      if (!LeavesBasis(seat)) basis += size;
      if (IsPresent(seat)) present += size;
    }
    return basis > 0 && Compare(present, basis, rules_.quorum()) >= 0;
  }

  // Counts votes, and those that approve or reject.
  void Count() {
    votes_ = approving_ = rejecting_ = 0;
    for (const SeatVote& seat : seats_) {
      int64_t size = rules_.approval_unit() == v1::VOTE_UNIT_WEIGHT ? seat.weight : 1;
      bool abstains = seat.choice == v1::BALLOT_CHOICE_ABSTAIN && rules_.abstain() == v1::ABSTAIN_RULE_IN_DENOMINATOR;
      if (seat.choice == v1::BALLOT_CHOICE_APPROVE) approving_ += size;
      if (seat.choice == v1::BALLOT_CHOICE_REJECT) rejecting_ += size;
      if (abstains) votes_ += size;
    }
    votes_ += approving_ + rejecting_;
  }

  bool Reaches(const v1::Ratio& share) {
    Count();
    return votes_ > 0 && Compare(approving_, votes_, share) >= 0;
  }

  Answer Approves() {
    Count();
    if (votes_ == 0) return Answer::kNo;
    int order = Compare(approving_, votes_, rules_.approval_share());
    if (order != 0) return order > 0 ? Answer::kYes : Answer::kNo;
    if (rules_.tie() == v1::TIE_RULE_APPROVES) return Answer::kYes;
    if (rules_.tie() == v1::TIE_RULE_REJECTS) return Answer::kNo;
    if (rules_.tie() == v1::TIE_RULE_UNDECIDED) return Answer::kUnknown;
    return rules_.approval_comparison() == v1::SHARE_COMPARISON_MORE_THAN ? Answer::kNo : Answer::kYes;
  }

  Answer Result() { return HasQuorum() ? Approves() : Answer::kNo; }

  // Whether those present reject it by consensus.
  bool IsAgainst() {
    Count();
    return Result() == Answer::kNo && HasQuorum() && votes_ > 0 &&
           Compare(rejecting_, votes_, rules_.consensus().reject_share()) >= 0;
  }

 private:
  bool LeavesBasis(const SeatVote& seat) const {
    if (seat.choice == v1::BALLOT_CHOICE_RECUSED) return rules_.recusal() != v1::RECUSAL_RULE_STAYS_IN_BASIS;
    bool silent = seat.choice == v1::BALLOT_CHOICE_UNSPECIFIED;
    return seat.vacant && silent && rules_.vacant_seats() == v1::VACANT_SEAT_RULE_LEAVES_BASIS;
  }

  bool IsPresent(const SeatVote& seat) const {
    if (seat.choice == v1::BALLOT_CHOICE_ABSTAIN) return rules_.abstain() != v1::ABSTAIN_RULE_ABSENT;
    return seat.choice == v1::BALLOT_CHOICE_APPROVE || seat.choice == v1::BALLOT_CHOICE_REJECT;
  }

  const v1::EmployerValidation& rules_;
  const std::vector<SeatVote> seats_;
  int64_t votes_ = 0;
  int64_t approving_ = 0;
  int64_t rejecting_ = 0;
};

// What the panels came to together.
struct Together {
  Answer answer = Answer::kNo;
  bool against = false;
};

Together CountPanels(const v1::EmployerValidation& rules, const std::vector<SeatVote>& seats) {
  std::map<std::string, std::vector<SeatVote>> groups;
  for (const SeatVote& seat : seats) groups[seat.group].push_back(seat);
  v1::RollUpRule rule = rules.roll_up().rule();
  bool one_panel = groups.empty() || (groups.size() == 1 && groups.begin()->first.empty());
  if (one_panel || (rule != v1::ROLL_UP_RULE_COUNT && rule != v1::ROLL_UP_RULE_SHARE)) {
    Votes votes(rules, seats);
    return {votes.Result(), votes.IsAgainst()};
  }
  int64_t sure = 0;
  int64_t possible = 0;
  int64_t not_against = 0;
  for (const auto& [group, members] : groups) {
    Votes votes(rules, members);
    Answer answer = votes.Result();
    sure += answer == Answer::kYes;
    possible += answer != Answer::kNo;
    not_against += !votes.IsAgainst();
  }
  auto enough = [&](int64_t panels) {
    if (rule == v1::ROLL_UP_RULE_COUNT) return panels >= rules.roll_up().panels();
    return Compare(panels, static_cast<int64_t>(groups.size()), rules.roll_up().share()) >= 0;
  };
  return {enough(sure) ? Answer::kYes : enough(possible) ? Answer::kUnknown : Answer::kNo, !enough(not_against)};
}

Answer AreApproved(const v1::Policy& policy, const Evidence& evidence) {
  Together together = CountPanels(policy.validation(), evidence.seats);
  bool may_settle_later = policy.validation().has_consensus() && !together.against &&
                          evidence.ordinal < std::max(1, policy.second_rounds().rounds_max());
  return together.answer == Answer::kNo && may_settle_later ? Answer::kUnknown : together.answer;
}

bool IsMet(const v1::Condition& condition, const v1::EmployerValidation& rules, const Evidence& evidence) {
  if (condition.has_endorsements()) {
    return EndorsersFrom(condition.endorsements().level(), evidence) >= condition.endorsements().employers();
  }
  return Votes(rules, evidence.seats).Reaches(condition.approval_share());
}

int64_t PointsOf(const v1::Policy& policy, const Evidence& evidence, int64_t* scores) {
  int64_t total = 0;
  for (const v1::Score& score : policy.scores()) {
    int64_t best = 0;
    for (const v1::ScoreBand& band : score.bands()) {
      if (IsMet(band.condition(), policy.validation(), evidence)) best = std::max(best, band.points());
    }
    total += best;
    if (best > 0) ++*scores;
  }
  return total;
}

v1::Outcome OutcomeOf(Answer answer) {
  return answer == Answer::kYes  ? v1::OUTCOME_APPROVED
         : answer == Answer::kNo ? v1::OUTCOME_DENIED
                                 : v1::OUTCOME_UNDECIDED;
}

// The first tier that is reached, or nothing.
std::string FirstTier(const v1::Policy& policy, int64_t points, int64_t scores) {
  for (const v1::Tier& tier : policy.tiers()) {
    bool enough = !tier.has_points() || points >= tier.points().at_least();
    if (enough && (!tier.has_scores() || scores >= tier.scores().at_least())) return tier.id();
  }
  return "";
}

// What the rules say, with the tier and category as they are or would be.
Verdict JudgeByRules(const v1::Policy& policy, const Evidence& evidence) {
  Verdict verdict;
  const v1::EmployerValidation& rules = policy.validation();
  Answer answer = evidence.is_removal ? Answer::kYes : IsInDemand(policy.labor_market(), evidence.occupations);
  bool falls_back = answer == Answer::kNo && policy.has_fallback();
  if (falls_back) answer = Answer::kYes;
  if (!evidence.is_reviewed) {
    verdict.outcome = answer == Answer::kNo ? v1::OUTCOME_DENIED : v1::OUTCOME_UNDECIDED;
    if (falls_back) verdict.category = policy.fallback().id();
    return verdict;
  }
  answer = std::min(answer, AreApproved(policy, evidence));
  if (!evidence.is_removal) {
    bool endorsed = EndorsersFrom(rules.minimum_endorsement_level(), evidence) >= rules.minimum_endorsements();
    if (!endorsed) answer = Answer::kNo;
    int64_t scores = 0;
    verdict.points = PointsOf(policy, evidence, &scores);
    if (!falls_back) verdict.tier = FirstTier(policy, verdict.points, scores);
    bool no_tier = !falls_back && !policy.tiers().empty() && verdict.tier.empty();
    if (no_tier && policy.has_fallback()) falls_back = true;
    if (no_tier && !policy.has_fallback()) answer = Answer::kNo;
    if (falls_back) verdict.category = policy.fallback().id();
  }
  verdict.outcome = OutcomeOf(answer);
  return verdict;
}

}  // namespace

Verdict Judge(const v1::Policy& policy, const Evidence& evidence) {
  Verdict verdict = JudgeByRules(policy, evidence);
  if (evidence.is_overturned) verdict.outcome = v1::OUTCOME_APPROVED;
  if (evidence.confirmed_override != nullptr) {
    verdict.outcome = evidence.confirmed_override->outcome();
    if (!evidence.confirmed_override->tier().empty()) {
      verdict.tier = evidence.confirmed_override->tier();
      // The fallback is for what reaches no tier.
      if (verdict.category == policy.fallback().id()) verdict.category.clear();
    }
  }
  if (verdict.outcome == v1::OUTCOME_APPROVED) return verdict;
  verdict.tier.clear();
  verdict.category.clear();
  return verdict;
}

}  // namespace assay::model

#include "services/domain/commands/policy_conditions.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/domain/commands/policy_values.h"

namespace assay::domain {
namespace {

// Where a condition stands says what is known when it is asked.
enum class Place { kDefinition, kEndorsements, kWorth };

bool IsAskedOfProposal(api::Condition::TestCase test) {
  switch (test) {
    case api::Condition::kFact:
    case api::Condition::kAnswer:
    case api::Condition::kTypes:
    case api::Condition::kCost:
    case api::Condition::kHours:
    case api::Condition::kExclusion:
      return true;
    case api::Condition::kLaborMarket:
    case api::Condition::kEndorsements:
    case api::Condition::kEndorsementShare:
    case api::Condition::kRating:
    case api::Condition::kApprovalShare:
    case api::Condition::TEST_NOT_SET:
      return false;
  }
  return false;
}

class Checker {
 public:
  Checker(const api::Policy& policy, Violations* violations) : policy_(policy), violations_(violations) {}

  void CheckDefinition();
  void CheckEndorsements();
  void CheckScores();
  void CheckTiers();
  void CheckCategories();

 private:
  void CheckCondition(const api::Condition& condition, Place place, const std::string& field);
  void CheckPlace(const api::Condition& condition, Place place, const std::string& field);
  void CheckTest(const api::Condition& condition, const std::string& field);
  void CheckHours(const api::HoursRange& range, const std::string& field);
  void CheckLaborMarketId(const std::string& id, const std::string& field);
  void CheckRating(const api::RatingFloor& rating, const std::string& field);
  void CheckFloor(const api::TierFloor& floor, const std::string& field);

  const api::Policy& policy_;
  Violations* const violations_;
  Ids ids_;
};

void Checker::CheckPlace(const api::Condition& condition, Place place, const std::string& field) {
  api::Condition::TestCase test = condition.test_case();
  if (test == api::Condition::TEST_NOT_SET) {
    return AddOpen(field, "what is asked, such as fact, answer, labor_market or endorsements", violations_);
  }
  bool of_endorsements = test == api::Condition::kEndorsements || test == api::Condition::kEndorsementShare;
  bool of_ballots = test == api::Condition::kRating || test == api::Condition::kApprovalShare;
  if (place == Place::kDefinition && !IsAskedOfProposal(test)) {
    violations_->Add(field,
                     "is asked of the proposal alone, before anything else is known; ask it of employers in "
                     "endorsements, validation, scores or tiers, and of the labor market in labor_market");
  } else if (place == Place::kEndorsements && !of_endorsements) {
    violations_->Add(field, "asks nothing of endorsements; set endorsements or endorsement_share");
  } else if (of_ballots && policy_.decided_without_ballots()) {
    violations_->Add(field, "asks of ballots, and decided_without_ballots says that there are none; drop one of both");
  }
}

void Checker::CheckHours(const api::HoursRange& range, const std::string& field) {
  if (!range.has_at_least() && !range.has_at_most()) {
    AddOpen(absl::StrCat(field, ".at_least"), "how many hours at least, or in at_most at most", violations_);
  } else if (range.has_at_least() && range.has_at_most() && range.at_least() > range.at_most()) {
    violations_->Add(absl::StrCat(field, ".at_most"), "is less than at_least; nothing would pass");
  }
}

void Checker::CheckLaborMarketId(const std::string& id, const std::string& field) {
  const api::LaborMarketPolicy& labor_market = policy_.labor_market();
  auto is_named = [&id](const auto& element) { return element.id() == id; };
  if (std::any_of(labor_market.criteria().begin(), labor_market.criteria().end(), is_named) ||
      std::any_of(labor_market.groups().begin(), labor_market.groups().end(), is_named)) {
    return;
  }
  violations_->Add(field, absl::StrCat("\"", id,
                                       "\" is no criterion or group of labor_market; name one, or add it there"
                                       " as informative"));
}

void Checker::CheckRating(const api::RatingFloor& rating, const std::string& field) {
  const auto& rubric = policy_.rubric();
  auto found = std::find_if(rubric.begin(), rubric.end(), [&rating](const api::RubricCriterion& criterion) {
    return criterion.id() == rating.criterion();
  });
  if (found == rubric.end()) {
    violations_->Add(absl::StrCat(field, ".criterion"),
                     absl::StrCat("\"", rating.criterion(), "\" is no criterion of the rubric; name one, or add it"));
  }
  std::string average = absl::StrCat(field, ".average");
  if (!rating.has_average()) return AddOpen(average, "which average rating at least", violations_);
  if (!CheckDenominator(rating.average(), average, violations_) || found == rubric.end()) return;
  if (rating.average().numerator() <= found->score_max() * rating.average().denominator()) return;
  violations_->Add(average, absl::StrCat("is above ", found->score_max(), ", the best score; nothing would reach it"));
}

void Checker::CheckTest(const api::Condition& condition, const std::string& field) {
  switch (condition.test_case()) {
    case api::Condition::kFact:
      if (condition.fact() == api::FACT_UNSPECIFIED) AddOpen(absl::StrCat(field, ".fact"), "which fact", violations_);
      return;
    case api::Condition::kTypes:
      if (!condition.types().types().empty()) return;
      return AddOpen(absl::StrCat(field, ".types.types"), "which kinds of credential", violations_);
    case api::Condition::kCost:
      if (condition.cost().has_at_most()) return;
      return AddOpen(absl::StrCat(field, ".cost.at_most"), "how much at most", violations_);
    case api::Condition::kHours:
      return CheckHours(condition.hours(), absl::StrCat(field, ".hours"));
    case api::Condition::kLaborMarket:
      return CheckLaborMarketId(condition.labor_market(), absl::StrCat(field, ".labor_market"));
    case api::Condition::kEndorsements:
      if (condition.endorsements().has_employers()) return;
      return AddOpen(absl::StrCat(field, ".endorsements.employers"), "how many employers at least", violations_);
    case api::Condition::kEndorsementShare:
      if (condition.endorsement_share().level() == api::ENDORSEMENT_LEVEL_UNSPECIFIED) {
        AddOpen(absl::StrCat(field, ".endorsement_share.level"), "which level at least", violations_);
      }
      return CheckNeededShare(condition.endorsement_share().has_share(), condition.endorsement_share().share(),
                              absl::StrCat(field, ".endorsement_share.share"), "which share of the endorsements",
                              violations_);
    case api::Condition::kRating:
      return CheckRating(condition.rating(), absl::StrCat(field, ".rating"));
    case api::Condition::kApprovalShare:
      return CheckShare(condition.approval_share(), absl::StrCat(field, ".approval_share"), violations_);
    case api::Condition::kAnswer:
    case api::Condition::kExclusion:
    case api::Condition::TEST_NOT_SET:
      return;
  }
}

void Checker::CheckCondition(const api::Condition& condition, Place place, const std::string& field) {
  ids_.Take(condition.id(), field, violations_);
  CheckPlace(condition, place, field);
  CheckTest(condition, field);
}

void Checker::CheckDefinition() {
  for (int i = 0; i < policy_.definition_size(); ++i) {
    const api::ConditionGroup& group = policy_.definition(i);
    std::string field = absl::StrCat("policy.definition[", i, "]");
    ids_.Take(group.id(), field, violations_);
    if (group.conditions().empty()) {
      AddOpen(absl::StrCat(field, ".conditions"), "what a credential must be", violations_);
    } else if (group.at_least() > group.conditions_size()) {
      violations_->Add(absl::StrCat(field, ".at_least"),
                       absl::StrCat("is more than the ", group.conditions_size(), " conditions of the group"));
    }
    for (int j = 0; j < group.conditions_size(); ++j) {
      CheckCondition(group.conditions(j), Place::kDefinition, absl::StrCat(field, ".conditions[", j, "]"));
    }
  }
}

void Checker::CheckEndorsements() {
  for (int i = 0; i < policy_.endorsements_size(); ++i) {
    CheckCondition(policy_.endorsements(i), Place::kEndorsements, absl::StrCat("policy.endorsements[", i, "]"));
  }
}

void Checker::CheckScores() {
  for (int i = 0; i < policy_.scores_size(); ++i) {
    const api::Score& score = policy_.scores(i);
    std::string field = absl::StrCat("policy.scores[", i, "]");
    ids_.Take(score.id(), field, violations_);
    if (score.bands().empty()) AddOpen(absl::StrCat(field, ".bands"), "what gives points", violations_);
    for (int j = 0; j < score.bands_size(); ++j) {
      std::string band = absl::StrCat(field, ".bands[", j, "]");
      CheckCondition(score.bands(j).condition(), Place::kWorth, absl::StrCat(band, ".condition"));
      if (!score.bands(j).has_points()) AddOpen(absl::StrCat(band, ".points"), "how many points", violations_);
    }
  }
}

void Checker::CheckFloor(const api::TierFloor& floor, const std::string& field) {
  if (!floor.has_at_least()) return AddOpen(absl::StrCat(field, ".at_least"), "how many at least", violations_);
  if (policy_.scores().empty()) violations_->Add(field, "asks for points, and the policy has no scores; add them");
}

void Checker::CheckTiers() {
  for (int i = 0; i < policy_.tiers_size(); ++i) {
    const api::Tier& tier = policy_.tiers(i);
    std::string field = absl::StrCat("policy.tiers[", i, "]");
    ids_.Take(tier.id(), field, violations_);
    if (tier.has_points()) CheckFloor(tier.points(), absl::StrCat(field, ".points"));
    if (tier.has_scores()) CheckFloor(tier.scores(), absl::StrCat(field, ".scores"));
    for (int j = 0; j < tier.conditions_size(); ++j) {
      CheckCondition(tier.conditions(j), Place::kWorth, absl::StrCat(field, ".conditions[", j, "]"));
    }
    bool last = i + 1 == policy_.tiers_size();
    if (!last && !tier.has_points() && !tier.has_scores() && tier.conditions().empty()) {
      AddOpen(field, "what this tier asks; without it no tier after it is ever reached", violations_);
    }
  }
}

void Checker::CheckCategories() {
  if (policy_.has_fallback() && !policy_.has_labor_market() && policy_.tiers().empty()) {
    violations_->Add("policy.fallback", "is for what labor_market or every tier fails; add one of both, or drop it");
  }
  const api::LocalEntries& local = policy_.local_entries();
  api::RollUpRule rule = policy_.validation().roll_up().rule();
  if (local.by_roll_up() && rule != api::ROLL_UP_RULE_COUNT && rule != api::ROLL_UP_RULE_SHARE) {
    violations_->Add("policy.local_entries.by_roll_up",
                     "needs validation.roll_up by count or share: pooled panels give no result of their own");
  }
  if (local.by_labor_market() && !policy_.has_labor_market()) {
    violations_->Add("policy.local_entries.by_labor_market", "needs labor_market; add it, or drop this");
  }
}

}  // namespace

void ValidateConditions(const api::Policy& policy, Violations* violations) {
  Checker checker(policy, violations);
  checker.CheckDefinition();
  checker.CheckEndorsements();
  checker.CheckScores();
  checker.CheckTiers();
  checker.CheckCategories();
}

}  // namespace assay::domain

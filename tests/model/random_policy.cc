#include "tests/model/random_policy.h"

#include "absl/strings/str_cat.h"

namespace assay::model {
namespace {

constexpr int kDenominatorMax = 8;

// From 0 to 1.
void SetShare(Dice* dice, v1::Ratio* share) {
  int denominator = 1 + dice->Below(kDenominatorMax);
  share->set_denominator(denominator);
  share->set_numerator(dice->Below(denominator + 1));
}

v1::UnknownFigure AnyUnknown(Dice* dice) { return static_cast<v1::UnknownFigure>(dice->Below(4)); }

void AddBand(const std::string& id, int64_t points, Dice* dice, v1::Score* score) {
  v1::ScoreBand* band = score->add_bands();
  band->set_points(points);
  v1::Condition* condition = band->mutable_condition();
  condition->set_id(id);
  if (dice->OneIn(2)) {
    condition->mutable_endorsements()->set_employers(1 + dice->Below(4));
    condition->mutable_endorsements()->set_level(static_cast<v1::EndorsementLevel>(dice->Below(6)));
  } else {
    SetShare(dice, condition->mutable_approval_share());
  }
}

}  // namespace

v1::EmployerValidation RandomValidation(Dice* dice) {
  v1::EmployerValidation rules;
  SetShare(dice, rules.mutable_quorum());
  SetShare(dice, rules.mutable_approval_share());
  bool all = rules.approval_share().numerator() == rules.approval_share().denominator();
  // What an exact share comes to is said once; more than all can never be reached.
  if (!all && dice->OneIn(2)) {
    rules.set_tie(static_cast<v1::TieRule>(1 + dice->Below(3)));
  } else if (!all) {
    rules.set_approval_comparison(static_cast<v1::ShareComparison>(dice->Below(3)));
  }
  rules.set_abstain(static_cast<v1::AbstainRule>(dice->Below(4)));
  rules.set_recusal(static_cast<v1::RecusalRule>(dice->Below(3)));
  rules.set_quorum_unit(static_cast<v1::VoteUnit>(dice->Below(3)));
  rules.set_approval_unit(static_cast<v1::VoteUnit>(dice->Below(3)));
  rules.set_vacant_seats(static_cast<v1::VacantSeatRule>(dice->Below(3)));
  rules.set_minimum_endorsements(dice->Below(3));
  rules.set_minimum_endorsement_level(static_cast<v1::EndorsementLevel>(dice->Below(5)));
  return rules;
}

v1::LaborMarketPolicy RandomLaborMarket(const std::string& area, Dice* dice) {
  v1::LaborMarketPolicy policy;
  policy.set_area(area);
  policy.set_occupation_match(static_cast<v1::OccupationMatch>(dice->Below(3)));
  if (!dice->OneIn(3)) {
    v1::LaborMarketCriterion* wage = policy.add_criteria();
    wage->set_id("wage");
    wage->set_unknown(AnyUnknown(dice));
    wage->mutable_wage()->mutable_amount()->set_cents(100 * (20'000 + 5'000 * dice->Below(6)));
    wage->mutable_wage()->mutable_amount()->set_period(v1::PERIOD_YEAR);
  }
  if (policy.criteria().empty() || dice->OneIn(2)) {
    v1::LaborMarketCriterion* openings = policy.add_criteria();
    openings->set_id("openings");
    openings->set_unknown(AnyUnknown(dice));
    openings->mutable_annual_openings()->set_floor(100 * dice->Below(6));
  }
  return policy;
}

void AddRandomTiers(Dice* dice, v1::Policy* policy) {
  int scores = 1 + dice->Below(3);
  for (int i = 0; i < scores; ++i) {
    v1::Score* score = policy->add_scores();
    score->set_id(absl::StrCat("score", i));
    for (int band = dice->Below(2); band >= 0; --band) {
      AddBand(absl::StrCat("score", i, "-", band), 1 + dice->Below(5), dice, score);
    }
  }
  bool by_points = dice->OneIn(2);
  int floor = 6;
  for (int tier = 1; tier <= 3; ++tier) {
    v1::Tier* added = policy->add_tiers();
    added->set_id(absl::StrCat("tier", tier));
    floor = floor * dice->Below(3) / 2;
    (by_points ? added->mutable_points() : added->mutable_scores())->set_at_least(by_points ? floor : floor / 2);
  }
}

v1::Policy RandomPolicy(const std::string& area, Dice* dice) {
  v1::Policy policy;
  policy.set_display_name("The rules of " + area);
  *policy.mutable_validation() = RandomValidation(dice);
  if (dice->OneIn(2)) *policy.mutable_labor_market() = RandomLaborMarket(area, dice);
  if (dice->OneIn(2)) AddRandomTiers(dice, &policy);
  v1::RollUp* roll_up = policy.mutable_validation()->mutable_roll_up();
  roll_up->set_rule(static_cast<v1::RollUpRule>(dice->Below(4)));
  if (roll_up->rule() == v1::ROLL_UP_RULE_COUNT) roll_up->set_panels(1 + dice->Below(2));
  if (roll_up->rule() == v1::ROLL_UP_RULE_SHARE) {
    roll_up->mutable_share()->set_numerator(1);
    roll_up->mutable_share()->set_denominator(1 + dice->Below(2));
  }
  if (dice->OneIn(3)) {
    v1::Ratio* share = policy.mutable_validation()->mutable_consensus()->mutable_reject_share();
    share->set_numerator(2);
    share->set_denominator(3);
    policy.mutable_second_rounds()->set_rounds_max(2);
  }
  bool may_fall = policy.has_labor_market() || !policy.tiers().empty();
  if (may_fall && dice->OneIn(3)) policy.mutable_fallback()->set_id("on-ramp");
  return policy;
}

}  // namespace assay::model

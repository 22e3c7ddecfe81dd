// Policies drawn by lot, out of the parts that the oracle knows (tests/model/decision_oracle.h).
#ifndef ASSAY_TESTS_MODEL_RANDOM_POLICY_H_
#define ASSAY_TESTS_MODEL_RANDOM_POLICY_H_

#include <string>

#include "assay/v1/policy_service.pb.h"
#include "tests/model/dice.h"

namespace assay::model {

// Shares have small denominators and floors are round numbers, so that both are met exactly now and then.
v1::EmployerValidation RandomValidation(Dice* dice);
// Of the wages and openings of `area`.
v1::LaborMarketPolicy RandomLaborMarket(const std::string& area, Dice* dice);
// Scores by endorsements and approval, and tiers by points or by scores.
void AddRandomTiers(Dice* dice, v1::Policy* policy);
// All of it, now and then.
v1::Policy RandomPolicy(const std::string& area, Dice* dice);

}  // namespace assay::model

#endif  // ASSAY_TESTS_MODEL_RANDOM_POLICY_H_

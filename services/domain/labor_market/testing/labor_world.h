// A dataset and crosswalks in memory, for tests of what a policy makes of them.
#ifndef ASSAY_SERVICES_DOMAIN_LABOR_MARKET_TESTING_LABOR_WORLD_H_
#define ASSAY_SERVICES_DOMAIN_LABOR_MARKET_TESTING_LABOR_WORLD_H_

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "services/domain/labor_market/evaluate.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {

inline api::Money Yearly(int64_t dollars) {
  api::Money wage;
  wage.set_cents(dollars * 100);
  wage.set_period(api::PERIOD_YEAR);
  return wage;
}

inline api::Ratio RatioOf(int64_t numerator, int64_t denominator) {
  api::Ratio ratio;
  ratio.set_numerator(numerator);
  ratio.set_denominator(denominator);
  return ratio;
}

// criterion|subject|input|threshold|verdict
inline std::string StepText(const api::TraceStep& step) {
  return absl::StrCat(step.criterion(), "|", step.subject(), "|", step.input(), "|", step.threshold(), "|",
                      api::Verdict_Name(step.verdict()));
}

class LaborWorld {
 public:
  explicit LaborWorld(api::SocVersion edition = api::SOC_VERSION_2018) {
    api::Dataset dataset;
    dataset.set_name("states/nj/datasets/figures");
    dataset.set_soc_version(edition);
    state.records.Put(DatasetId{"figures"}, dataset);
  }

  // The row to fill in; jobs, mean and median wage in dollars when they are not negative.
  api::Occupation* AddRow(const std::string& area, const std::string& soc_code, int64_t jobs = -1, int64_t mean = -1,
                          int64_t median = -1) {
    auto* row = state.records.Mutable(OccupationId{"figures", area, soc_code});
    row->set_area(area);
    row->set_soc_code(soc_code);
    if (jobs >= 0) row->set_employment(jobs);
    if (mean >= 0) *row->mutable_annual_mean_wage() = Yearly(mean);
    if (median >= 0) *row->mutable_annual_median_wage() = Yearly(median);
    return row;
  }

  void AddCrosswalk(const std::string& id, api::CodeScheme from, api::CodeScheme to,
                    const std::vector<std::pair<std::string, std::string>>& pairs) {
    api::Crosswalk crosswalk;
    crosswalk.set_name(NameOf("nj", CrosswalkId{id}));
    crosswalk.set_from_scheme(from);
    crosswalk.set_to_scheme(to);
    crosswalk.set_state(api::DATASET_STATE_SEALED);
    state.records.Put(CrosswalkId{id}, crosswalk);
    for (const auto& [from_code, to_code] : pairs) {
      auto* row = state.records.Mutable(CrosswalkRowId{id, from_code, to_code});
      row->set_from_code(from_code);
      row->set_to_code(to_code);
    }
    crosswalks.push_back(crosswalk.name());
  }

  LaborMarketFacts Facts() const {
    absl::StatusOr<LaborMarketFacts> facts =
        LaborMarketFacts::Open("states/nj/datasets/figures", crosswalks, &state.scan);
    EXPECT_TRUE(facts.ok()) << facts.status();
    return *std::move(facts);
  }

  LaborMarketVerdict Ask(const LaborMarketQuestion& question) {
    trace.Clear();
    LaborMarketFacts facts = Facts();
    LaborMarketVerdict verdict = EvaluateLaborMarket(policy, question, &facts, &trace);
    EXPECT_TRUE(facts.status().ok()) << facts.status();
    return verdict;
  }
  LaborMarketVerdict Ask(std::vector<std::string> soc_codes) {
    LaborMarketQuestion question;
    question.soc_codes = std::move(soc_codes);
    question.date = "2027-01-15";
    return Ask(question);
  }

  // The step of a criterion, the first one; empty when there is none.
  std::string Step(const std::string& criterion) const {
    for (const api::TraceStep& step : trace) {
      if (step.criterion() == criterion) return StepText(step);
    }
    return "";
  }

  api::LaborMarketCriterion* AddCriterion(const std::string& id) {
    policy.set_area("NJ");
    api::LaborMarketCriterion* criterion = policy.add_criteria();
    criterion->set_id(id);
    return criterion;
  }

  FakeState state;
  std::vector<std::string> crosswalks;
  api::LaborMarketPolicy policy;
  Trace trace;
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LABOR_MARKET_TESTING_LABOR_WORLD_H_

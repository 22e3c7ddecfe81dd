#include "services/domain/decision/gates.h"

#include "absl/strings/str_cat.h"
#include "services/domain/decision/exact.h"
#include "services/domain/labor_market/education.h"

namespace assay::domain {
namespace {

// What one gate found and needed, before the policy's word on unknown figures.
struct GateFinding {
  bool known = false;
  bool passed = false;
  std::string input;
  std::string threshold;
};

GateFinding CheckWage(const api::WageFloor& floor, const api::Occupation& facts) {
  bool p25 = floor.statistic() == api::WAGE_STATISTIC_P25;
  absl::string_view what = p25 ? "25th-percentile wage" : "median wage";
  GateFinding finding;
  finding.threshold = absl::StrCat(what, " of at least ", AnnualWageText(floor.floor()));
  finding.known = p25 ? facts.has_annual_p25_wage() : facts.has_annual_median_wage();
  if (!finding.known) return finding;
  const api::Money& wage = p25 ? facts.annual_p25_wage() : facts.annual_median_wage();
  finding.passed = AnnualCents(wage) >= AnnualCents(floor.floor());
  finding.input = absl::StrCat(what, " of ", AnnualWageText(wage));
  return finding;
}

GateFinding CheckCount(bool known, int64_t count, int64_t floor, absl::string_view noun) {
  GateFinding finding;
  finding.threshold = absl::StrCat("at least ", Plural(floor, noun));
  finding.known = known;
  finding.passed = count >= floor;
  finding.input = Plural(count, noun);
  return finding;
}

// A row may carry a projection of another area, such as the nation; of its own area that is unknown.
bool ProjectionIsOf(const std::string& area, const api::Occupation& facts) {
  return facts.projection_area().empty() || facts.projection_area() == area;
}

GateFinding CheckGrowth(const api::Ratio& floor, const std::string& area, const api::Occupation& facts) {
  GateFinding finding;
  finding.threshold = absl::StrCat("growth of at least ", RatioText(floor));
  finding.known = facts.has_growth() && facts.growth().denominator() > 0 && ProjectionIsOf(area, facts);
  if (!finding.known) return finding;
  finding.passed = CompareRatios(facts.growth(), floor) >= 0;
  finding.input = absl::StrCat("growth of ", RatioText(facts.growth()));
  return finding;
}

GateFinding CheckEducation(api::Education floor, const api::Occupation& facts) {
  GateFinding finding;
  finding.threshold = absl::StrCat("typical education of at least: ", EducationText(floor));
  finding.known = facts.typical_education() != api::EDUCATION_UNSPECIFIED;
  finding.passed = facts.typical_education() >= floor;
  finding.input = absl::StrCat("typical education: ", EducationText(facts.typical_education()));
  return finding;
}

GateFinding CheckGate(const api::LaborMarketGate& gate, const api::Occupation& facts) {
  switch (gate.criterion_case()) {
    case api::LaborMarketGate::kWageFloor:
      return CheckWage(gate.wage_floor(), facts);
    case api::LaborMarketGate::kAnnualOpeningsFloor:
      return CheckCount(facts.has_annual_openings() && ProjectionIsOf(gate.area(), facts), facts.annual_openings(),
                        gate.annual_openings_floor(), "annual opening");
    case api::LaborMarketGate::kGrowthFloor:
      return CheckGrowth(gate.growth_floor(), gate.area(), facts);
    case api::LaborMarketGate::kEducationFloor:
      return CheckEducation(gate.education_floor(), facts);
    case api::LaborMarketGate::kEmploymentFloor:
      return CheckCount(facts.has_employment(), facts.employment(), gate.employment_floor(), "job");
    case api::LaborMarketGate::CRITERION_NOT_SET:
      return {};
  }
  return {};
}

// `facts` may be null.
bool PassesGate(const api::LaborMarketGate& gate, const std::string& soc_code, const api::Occupation* facts,
                Trace* trace) {
  GateFinding finding = CheckGate(gate, facts != nullptr ? *facts : api::Occupation::default_instance());
  std::string subject = soc_code.empty() ? absl::StrCat("no occupation stated, ", gate.area())
                                         : absl::StrCat("occupation ", soc_code, ", ", gate.area());
  api::Verdict verdict = VerdictOf(finding.passed);
  if (!finding.known) {
    finding.input = facts != nullptr ? "unknown: not in the figures of this occupation" : "unknown: no figures";
    verdict = gate.unknown() == api::UNKNOWN_FIGURE_PASSES ? api::VERDICT_UNKNOWN_PASSES : api::VERDICT_UNKNOWN_FAILS;
  }
  AddStep(gate.id(), std::move(subject), std::move(finding.input), std::move(finding.threshold), verdict, trace);
  return IsPassed(verdict);
}

}  // namespace

const google::protobuf::RepeatedPtrField<std::string>& OccupationCodes(const api::Proposal& proposal,
                                                                       const api::Credential& credential) {
  return proposal.soc_codes().empty() ? credential.soc_codes() : proposal.soc_codes();
}

bool PassesGates(const api::Policy& policy, const std::vector<OccupationFacts>& occupations, Trace* trace) {
  if (policy.gates().empty()) return true;
  if (occupations.empty()) {
    return PassesGates(policy, {{"", std::vector<const api::Occupation*>(policy.gates_size(), nullptr)}}, trace);
  }
  int64_t passing = 0;
  for (const OccupationFacts& occupation : occupations) {
    bool passed = true;
    for (int i = 0; i < policy.gates_size(); ++i) {
      bool gate_passed = PassesGate(policy.gates(i), occupation.soc_code, occupation.by_gate[i], trace);
      passed = passed && gate_passed;
    }
    if (passed) ++passing;
  }
  auto count = static_cast<int64_t>(occupations.size());
  bool all = policy.occupation_match() == api::OCCUPATION_MATCH_ALL;
  bool passed = all ? passing == count : passing > 0;
  AddStep(kOccupationsCriterion, "all occupations together",
          absl::StrCat(passing, " of ", Plural(count, "occupation"), " passing every gate"),
          all ? absl::StrCat("all ", count) : "at least 1", VerdictOf(passed), trace);
  return passed;
}

}  // namespace assay::domain

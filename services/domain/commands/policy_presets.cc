#include "services/domain/commands/policy_presets.h"

#include <cstdlib>

#include "absl/strings/str_join.h"
#include "google/protobuf/util/json_util.h"
#include "services/domain/commands/policy_rules.h"

namespace assay::domain {
namespace {

struct Preset {
  absl::string_view id;
  absl::string_view state;
  absl::string_view rule;
  absl::string_view policy;  // JSON
};

// The texts of deploy/policies/*.json: kPolicyAl and so on.
#include "services/domain/commands/policy_presets.inc"

// In order of id.
constexpr Preset kPresets[] = {
    {"al", "Alabama", "Five stars, one for each category met.", kPolicyAl},
    {"co", "Colorado", "High openings AND above-average growth AND good wage; one workforce-board letter.", kPolicyCo},
    {"in", "Indiana",
     "Meets the definition AND at least 200 jobs over ten years AND a wage of at least the 25th percentile of all "
     "wages of "
     "the state.",
     kPolicyIn},
    {"ks", "Kansas",
     "High-demand occupation AND an average wage of at least 70 % of the state's average; repeatedly in postings and "
     "cited by employers.",
     kPolicyKs},
    {"la", "Louisiana",
     "A wage premium of at least 20 % over a high-school diploma, else the category On-Ramp; letters of at least three "
     "employers.",
     kPolicyLa},
    {"nj", "New Jersey",
     "Valued by employers; transferable skills; leads to further education; higher wage, advancement or security.",
     kPolicyNj},
    {"oh", "Ohio",
     "Points from employer results and the committee's judgment; twelve points in one field, or a license, make a "
     "graduate ready.",
     kPolicyOh},
    {"sc", "South Carolina",
     "Tiers 1 to 3; three points make a student career-ready: one of tier 3, or one of tier 2 and one of tier 1 in one "
     "pathway.",
     kPolicySc},
    {"tn", "Tennessee", "Recognized, Valued or Preferred, and Special for a local industry.", kPolicyTn},
    {"tx", "Texas", "Meets the criteria, then tier 1 to 3 by demand, wage and skill.", kPolicyTx},
};

// The files are compiled in: one that does not fit the API is a broken build, and the tests read each.
api::Policy Parse(absl::string_view json) {
  api::Policy policy;
  auto status = google::protobuf::util::JsonStringToMessage(std::string(json), &policy);
  if (!status.ok()) std::abort();
  return policy;
}

api::PolicyPreset Describe(const Preset& preset, const std::string& area) {
  api::PolicyPreset described;
  described.set_display_name(std::string(preset.state));
  described.set_rule(std::string(preset.rule));
  api::Policy* policy = described.mutable_policy();
  *policy = Parse(preset.policy);
  described.set_source(policy->source());
  if (policy->has_labor_market() && policy->labor_market().area().empty())
    policy->mutable_labor_market()->set_area(area);
  for (std::string& field : OpenFields(*policy)) described.add_open_fields(std::move(field));
  return described;
}

absl::optional<api::PolicyPreset> FindPreset(absl::string_view id, const std::string& area) {
  for (const Preset& preset : kPresets) {
    if (preset.id == id) return Describe(preset, area);
  }
  return absl::nullopt;
}

}  // namespace

std::vector<std::string> PolicyPresetIdList() {
  std::vector<std::string> ids;
  for (const Preset& preset : kPresets) ids.emplace_back(preset.id);
  return ids;
}

std::string PolicyPresetIds() { return absl::StrJoin(PolicyPresetIdList(), ", "); }

absl::optional<api::PolicyPreset> FindPolicyPreset(absl::string_view id) { return FindPreset(id, ""); }

absl::optional<api::PolicyPreset> FindPolicyPreset(absl::string_view id, const View& view) {
  return FindPreset(id, view.FindOrDefault(StateId{}).wage_area());
}

}  // namespace assay::domain

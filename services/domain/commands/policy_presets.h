// Published rules of real states as policies to begin from: the files of deploy/policies, compiled in.
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_PRESETS_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_PRESETS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "services/domain/record_id.h"
#include "services/domain/view.h"

namespace assay::domain {

// Their ids in order: al, co, ...; joined for people.
std::vector<std::string> PolicyPresetIdList();
std::string PolicyPresetIds();

// The preset of a state, as that state published it, with all that it leaves open; its name is not set. Nothing when
// there is none.
absl::optional<api::PolicyPreset> FindPolicyPreset(absl::string_view id);

// The same for the state of the view: its labor-market part asks of that state's area.
absl::optional<api::PolicyPreset> FindPolicyPreset(absl::string_view id, const View& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_POLICY_PRESETS_H_

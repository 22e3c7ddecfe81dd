// One line of a list: how it is made of a credential, and how two of them differ.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_ENTRY_H_
#define ASSAY_SERVICES_DOMAIN_LIST_ENTRY_H_

#include <set>
#include <string>
#include <vector>

#include "services/domain/list/decision_inputs.h"

namespace assay::domain {

// What a version holds of a credential, for the occupations given; without figures.
api::ListEntry MakeEntry(const api::Credential& credential,
                         const google::protobuf::RepeatedPtrField<std::string>& soc_codes);

// Adds the highest median wage by the year and the sum of the openings in `wage_area`, over the occupations whose
// figure is known; absent when none is. `dataset_codes`: DecisionInputs::DatasetCodes.
void AddFigures(const std::set<std::string>& dataset_codes, const std::string& wage_area, Figures* figures,
                api::ListEntry* entry);

// Names of the facts that differ, in the order of the message's fields. Which proposal or version it came from, and how
// it differed from the version before, are no facts.
std::vector<std::string> ChangedFields(const api::ListEntry& before, const api::ListEntry& after);

// Says on `entry`, which is to stand on `version`, how it differs from the version before; `before` is null when that
// had no such entry.
void MarkChange(const api::ListEntry* before, int32_t version, api::ListEntry* entry);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_ENTRY_H_

#include "services/domain/list/entry.h"

#include <algorithm>
#include <set>

#include "services/domain/decision/exact.h"

namespace assay::domain {
namespace {

bool SameMoney(const api::ListEntry& a, const api::ListEntry& b) {
  return a.has_annual_median_wage() == b.has_annual_median_wage() &&
         a.annual_median_wage().cents() == b.annual_median_wage().cents() &&
         a.annual_median_wage().period() == b.annual_median_wage().period();
}

bool SameOpenings(const api::ListEntry& a, const api::ListEntry& b) {
  return a.has_annual_openings() == b.has_annual_openings() && a.annual_openings() == b.annual_openings();
}

bool SameTexts(const google::protobuf::RepeatedPtrField<std::string>& a,
               const google::protobuf::RepeatedPtrField<std::string>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

void AddFigures(const api::Occupation& facts, api::ListEntry* entry) {
  if (facts.has_annual_median_wage()) {
    api::Money* wage = entry->mutable_annual_median_wage();
    wage->set_cents(std::max(wage->cents(), AnnualCents(facts.annual_median_wage())));
    wage->set_period(api::PERIOD_YEAR);
  }
  if (facts.has_annual_openings()) entry->set_annual_openings(entry->annual_openings() + facts.annual_openings());
}

}  // namespace

api::ListEntry MakeEntry(const api::Credential& credential,
                         const google::protobuf::RepeatedPtrField<std::string>& soc_codes, const std::string& wage_area,
                         Figures* figures) {
  api::ListEntry entry;
  entry.set_credential(credential.name());
  entry.set_title(credential.title());
  entry.set_issuer(credential.issuer());
  entry.set_type(credential.type());
  entry.set_code(credential.code());
  *entry.mutable_soc_codes() = soc_codes;
  *entry.mutable_cip_codes() = credential.cip_codes();
  entry.set_cluster(credential.cluster());
  for (const std::string& soc_code : std::set<std::string>(soc_codes.begin(), soc_codes.end())) {
    const api::Occupation* facts = figures->Find(wage_area, soc_code);
    if (facts != nullptr) AddFigures(*facts, &entry);
  }
  return entry;
}

std::vector<std::string> ChangedFields(const api::ListEntry& before, const api::ListEntry& after) {
  std::vector<std::string> changed;
  auto compare = [&changed](const char* field, bool same) {
    if (!same) changed.emplace_back(field);
  };
  compare("title", before.title() == after.title());
  compare("issuer", before.issuer() == after.issuer());
  compare("type", before.type() == after.type());
  compare("code", before.code() == after.code());
  compare("soc_codes", SameTexts(before.soc_codes(), after.soc_codes()));
  compare("cip_codes", SameTexts(before.cip_codes(), after.cip_codes()));
  compare("cluster", before.cluster() == after.cluster());
  compare("annual_median_wage", SameMoney(before, after));
  compare("annual_openings", SameOpenings(before, after));
  compare("origin", before.origin() == after.origin());
  return changed;
}

void MarkChange(const api::ListEntry* before, int32_t version, api::ListEntry* entry) {
  if (before == nullptr) {
    entry->set_change(api::ENTRY_CHANGE_NEW);
    entry->set_listed_since_version(version);
    return;
  }
  entry->set_change(ChangedFields(*before, *entry).empty() ? api::ENTRY_CHANGE_UNCHANGED : api::ENTRY_CHANGE_CHANGED);
  entry->set_listed_since_version(before->listed_since_version());
}

}  // namespace assay::domain

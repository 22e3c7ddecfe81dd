#include "services/domain/list/entry.h"

#include <algorithm>

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

bool SameMessage(const google::protobuf::Message& a, const google::protobuf::Message& b) {
  return a.SerializeAsString() == b.SerializeAsString();
}

template <class Message>
bool SameMessages(const google::protobuf::RepeatedPtrField<Message>& a,
                  const google::protobuf::RepeatedPtrField<Message>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Message& one, const Message& other) { return SameMessage(one, other); });
}

bool SamePoints(const api::ListEntry& a, const api::ListEntry& b) {
  return a.has_points() == b.has_points() && a.points() == b.points();
}

bool SameTexts(const google::protobuf::RepeatedPtrField<std::string>& a,
               const google::protobuf::RepeatedPtrField<std::string>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

void AddRow(const api::Occupation& facts, api::ListEntry* entry) {
  if (facts.has_annual_median_wage()) {
    api::Money* wage = entry->mutable_annual_median_wage();
    wage->set_cents(std::max(wage->cents(), AnnualCents(facts.annual_median_wage())));
    wage->set_period(api::PERIOD_YEAR);
  }
  // A projection of the nation in a state's row says nothing of the state.
  bool of_this_area = facts.projection_area().empty() || facts.projection_area() == facts.area();
  if (facts.has_annual_openings() && of_this_area) {
    entry->set_annual_openings(entry->annual_openings() + facts.annual_openings());
  }
}

}  // namespace

api::ListEntry MakeEntry(const api::Credential& credential,
                         const google::protobuf::RepeatedPtrField<std::string>& soc_codes) {
  api::ListEntry entry;
  entry.set_credential(credential.name());
  entry.set_title(credential.title());
  entry.set_issuer(credential.issuer());
  entry.set_type(credential.type());
  entry.set_code(credential.code());
  *entry.mutable_soc_codes() = soc_codes;
  *entry.mutable_cip_codes() = credential.cip_codes();
  entry.set_cluster(credential.cluster());
  for (const api::CredentialLink& link : credential.predecessors()) entry.add_predecessors(link.predecessor());
  return entry;
}

void AddFigures(const std::set<std::string>& dataset_codes, const std::string& wage_area, Figures* figures,
                api::ListEntry* entry) {
  for (const std::string& soc_code : dataset_codes) {
    const api::Occupation* facts = figures->Find(wage_area, soc_code);
    if (facts != nullptr) AddRow(*facts, entry);
  }
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
  compare("status", before.status() == after.status());
  compare("tier", before.tier() == after.tier());
  compare("points", SamePoints(before, after));
  compare("category", before.category() == after.category());
  compare("regions", SameTexts(before.regions(), after.regions()));
  compare("incentives", SameMessages(before.incentives(), after.incentives()));
  compare("effective_dates", SameMessages(before.effective_dates(), after.effective_dates()));
  compare("sunset", SameMessage(before.sunset(), after.sunset()));
  compare("cohorts", SameMessages(before.cohorts(), after.cohorts()));
  compare("removal_reason", before.removal_reason() == after.removal_reason());
  compare("emergency", SameMessage(before.emergency(), after.emergency()));
  compare("suspension",
          before.has_suspension() == after.has_suspension() && SameMessage(before.suspension(), after.suspension()));
  compare("predecessors", SameTexts(before.predecessors(), after.predecessors()));
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

#include "services/domain/list/rules.h"

#include "absl/strings/escaping.h"
#include "absl/time/civil_time.h"
#include "services/base/sha256.h"
#include "services/domain/list/proto_json.h"
#include "services/domain/name.h"

namespace assay::domain {
namespace {

absl::CivilDay DayOf(const std::string& date) {
  absl::CivilDay day;
  return absl::ParseCivilTime(date, &day) ? day : absl::CivilDay();
}

absl::CivilDay Resolve(const api::EffectiveDateRule& rule, absl::CivilDay from) {
  absl::CivilDay day(from.year() + rule.years_after(), from.month(), from.day());
  if (rule.month() > 0) {
    absl::CivilDay of_year(day.year(), rule.month(), rule.day() > 0 ? rule.day() : 1);
    day = of_year >= day ? of_year : absl::CivilDay(day.year() + 1, rule.month(), rule.day() > 0 ? rule.day() : 1);
  }
  return day + rule.days_after();
}

}  // namespace

const api::ListRules& ListRulesOf(const std::string& cycle, const View& view) {
  if (cycle.empty()) return api::ListRules::default_instance();
  return view.FindOrDefault(CycleIdOf(cycle)).cycle_rules().list();
}

int32_t CommentDays(const api::ListRules& rules, const api::ListVersion& version) {
  return version.amends() > 0 && !rules.comment_on_amendments() ? 0 : rules.comment_days();
}

bool NeedsRelease(const api::ListRules& rules, const api::ListVersion& version) {
  return CommentDays(rules, version) > 0 || !rules.signatures().empty();
}

google::protobuf::RepeatedPtrField<api::EffectiveDate> EffectiveDatesOf(const api::ListRules& rules,
                                                                        const std::string& effective_date) {
  google::protobuf::RepeatedPtrField<api::EffectiveDate> dates;
  for (const api::EffectiveDateRule& rule : rules.effective_dates()) {
    api::EffectiveDate* date = dates.Add();
    date->set_kind(rule.kind());
    date->set_label(rule.label());
    date->set_date(absl::FormatCivilTime(Resolve(rule, DayOf(effective_date))));
  }
  return dates;
}

std::string ContentRulesDigest(const api::ListRules& rules) {
  api::ListRules content;
  *content.mutable_effective_dates() = rules.effective_dates();
  if (rules.has_sunset()) *content.mutable_sunset() = rules.sunset();
  if (content.ByteSizeLong() == 0) return "";
  return absl::BytesToHexString(Sha256(CanonicalText(JsonOf(content))));
}

}  // namespace assay::domain

#include "services/domain/commands/list_rules_check.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

namespace assay::domain {
namespace {

constexpr int kLeapYear = 2028;  // so that February 29 is a day

void CheckSignatures(const api::ListRules& rules, absl::string_view field, Violations* violations) {
  std::set<std::string> agencies;
  for (int i = 0; i < rules.signatures_size(); ++i) {
    const api::SignatureRule& rule = rules.signatures(i);
    std::string path = absl::StrCat(field, ".signatures[", i, "]");
    if (!agencies.insert(rule.agency()).second) {
      violations->Add(absl::StrCat(path, ".agency"), absl::StrCat(rule.agency(), " is named twice; give it a count"));
    }
    std::set<std::string> signers(rule.signers().begin(), rule.signers().end());
    if (static_cast<int>(signers.size()) < rule.signers_size()) {
      violations->Add(absl::StrCat(path, ".signers"), "names somebody twice; leave one out");
    }
    if (!signers.empty() && static_cast<int>(signers.size()) < std::max(1, rule.count())) {
      violations->Add(absl::StrCat(path, ".count"),
                      absl::StrCat("asks for ", rule.count(), " signatures, and ", signers.size(),
                                   " people may sign; name more, or ask for fewer"));
    }
  }
  if (rules.deemed_approval_days() > 0 && rules.signatures().empty()) {
    violations->Add(absl::StrCat(field, ".deemed_approval_days"),
                    "says when a list counts as signed, and nobody is to sign; name agencies in signatures");
  }
}

void CheckDate(const api::EffectiveDateRule& rule, const std::string& path, Violations* violations) {
  if (rule.kind() == api::EFFECTIVE_DATE_KIND_UNSPECIFIED) {
    violations->Add(absl::StrCat(path, ".kind"), "is missing; say what the date is about");
  }
  if (rule.month() == 0 && rule.day() > 0) {
    violations->Add(absl::StrCat(path, ".day"), "is a day of no month; give the month");
  }
  if (rule.month() > 0 && rule.day() > 0 && absl::CivilDay(kLeapYear, rule.month(), rule.day()).day() != rule.day()) {
    violations->Add(absl::StrCat(path, ".day"), absl::StrCat("month ", rule.month(), " has no day ", rule.day()));
  }
}

}  // namespace

void CheckListRules(const api::ListRules& rules, absl::string_view field, Violations* violations) {
  CheckSignatures(rules, field, violations);
  for (int i = 0; i < rules.effective_dates_size(); ++i) {
    CheckDate(rules.effective_dates(i), absl::StrCat(field, ".effective_dates[", i, "]"), violations);
  }
  const api::Ratio& share = rules.sunset().cap_share();
  if (rules.sunset().has_cap_share() && (share.numerator() < 0 || share.numerator() > share.denominator())) {
    violations->Add(absl::StrCat(field, ".sunset.cap_share"), "lies outside 0 and 1; give a part of the whole");
  }
  if (rules.appeal_decision_days() > 0 && rules.appeal_days() == 0) {
    violations->Add(absl::StrCat(field, ".appeal_decision_days"),
                    "says how long an appeal may take, and there are none; set appeal_days");
  }
  if (rules.emergency().extensions_max() > 0 && rules.emergency().extension_days() == 0) {
    violations->Add(absl::StrCat(field, ".emergency.extension_days"),
                    "is missing; say how many days one extension adds");
  }
}

}  // namespace assay::domain

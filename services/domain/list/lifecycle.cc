#include "services/domain/list/lifecycle.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/domain/civil_days.h"
#include "services/domain/list/rules.h"

namespace assay::domain {
namespace {

bool IsPending(const api::ListEntry& entry, const std::string& effective_date) {
  return std::any_of(entry.effective_dates().begin(), entry.effective_dates().end(), [&](const auto& date) {
    return date.kind() == api::EFFECTIVE_DATE_KIND_IN_FORCE && date.date() > effective_date;
  });
}

api::EntryStatus DeriveStatus(const api::ListEntry& entry, const std::string& effective_date) {
  if (entry.has_suspension()) return api::ENTRY_STATUS_SUSPENDED;
  if (entry.has_sunset()) return api::ENTRY_STATUS_SUNSETTING;
  return IsPending(entry, effective_date) ? api::ENTRY_STATUS_PENDING : api::ENTRY_STATUS_UNSPECIFIED;
}

// The last day on which a phased-out entry counts for anybody.
std::string LastDay(const api::ListEntry& entry) {
  std::string last = entry.sunset().until_date();
  for (const api::Cohort& cohort : entry.cohorts()) last = std::max(last, cohort.until_date());
  return last;
}

bool HasEnded(const api::ListEntry& entry, const std::string& effective_date) {
  if (entry.has_sunset() && LastDay(entry) < effective_date) return true;
  return entry.has_emergency() && entry.emergency().until_date() < effective_date;
}

void KeepStanding(const api::ListEntry& before, api::ListEntry* entry) {
  *entry->mutable_effective_dates() = before.effective_dates();
  *entry->mutable_cohorts() = before.cohorts();
  if (before.has_suspension()) *entry->mutable_suspension() = before.suspension();
}

std::string Missing(absl::string_view credential, absl::string_view status, absl::string_view command) {
  return absl::StrCat(credential, " is ", status, " on the list; ", command, " is not possible");
}

}  // namespace

api::EntryStatus StatusOf(const MaybeEntry& entry) {
  if (!entry.has_value()) return api::ENTRY_STATUS_REMOVED;
  return entry->status() == api::ENTRY_STATUS_UNSPECIFIED ? api::ENTRY_STATUS_ACTIVE : entry->status();
}

EntryCommand CommandOf(api::ListActionKind kind) {
  switch (kind) {
    case api::LIST_ACTION_KIND_EMERGENCY_ADDITION:
      return EntryCommand::kEmergencyAddition;
    case api::LIST_ACTION_KIND_EXTENSION:
      return EntryCommand::kExtension;
    case api::LIST_ACTION_KIND_REMOVAL:
      return EntryCommand::kRemoval;
    case api::LIST_ACTION_KIND_SUNSET:
      return EntryCommand::kSunset;
    case api::LIST_ACTION_KIND_SUSPENSION:
      return EntryCommand::kSuspension;
    case api::LIST_ACTION_KIND_LIFT_SUSPENSION:
      return EntryCommand::kLiftSuspension;
    case api::LIST_ACTION_KIND_GRANDFATHER:
      return EntryCommand::kGrandfather;
    case api::LIST_ACTION_KIND_UNSPECIFIED:
    case api::LIST_ACTION_KIND_CORRECTION:
    case api::ListActionKind_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::ListActionKind_INT_MAX_SENTINEL_DO_NOT_USE_:
      return EntryCommand::kCorrection;
  }
  return EntryCommand::kCorrection;
}

std::string ActionProblem(const api::ListAction& action, const MaybeEntry& entry, const api::ListRules& rules) {
  api::EntryStatus status = StatusOf(entry);
  EntryCommand command = CommandOf(action.kind());
  if (!FindNext(kEntryMachine, status, command).has_value()) {
    return Missing(action.credential(), StateText(status), StateText(action.kind()));
  }
  if (action.kind() != api::LIST_ACTION_KIND_EXTENSION) return "";
  if (!entry->has_emergency()) return absl::StrCat(action.credential(), " was not added in an emergency");
  if (entry->emergency().extension_count() >= rules.emergency().extensions_max()) {
    return absl::StrCat(action.credential(), " was extended ", entry->emergency().extension_count(),
                        " times; the cycle's rules allow ", rules.emergency().extensions_max());
  }
  std::string latest = AddDays(entry->emergency().until_date(), rules.emergency().extension_days());
  if (action.until_date() > latest || action.until_date() <= entry->emergency().until_date()) {
    return absl::StrCat("until_date must lie after ", entry->emergency().until_date(), " and not after ", latest);
  }
  return "";
}

api::ListEntry Grant(const MaybeEntry& before, api::ListEntry granted, const api::ListRules& rules,
                     const std::string& effective_date) {
  if (before.has_value()) KeepStanding(*before, &granted);
  if (granted.effective_dates().empty()) *granted.mutable_effective_dates() = EffectiveDatesOf(rules, effective_date);
  return granted;
}

api::ListEntry Refresh(const api::ListEntry& before, api::ListEntry facts) {
  KeepStanding(before, &facts);
  facts.set_removal_reason(before.removal_reason());
  if (before.has_sunset()) *facts.mutable_sunset() = before.sunset();
  if (before.has_emergency()) *facts.mutable_emergency() = before.emergency();
  facts.set_status(before.status());
  return facts;
}

MaybeEntry TakeOff(const MaybeEntry& before, api::RemovalReason reason, const api::ListRules& rules,
                   const std::string& effective_date) {
  if (!FindNext(kEntryMachine, StatusOf(before), EntryCommand::kPhaseOut).has_value()) return absl::nullopt;
  api::ListEntry entry = *before;
  std::string last = AddDays(effective_date, rules.sunset().days() - 1);
  if (entry.has_sunset()) last = std::min(last, entry.sunset().until_date());
  entry.set_removal_reason(reason);
  api::Sunset* sunset = entry.mutable_sunset();
  sunset->set_until_date(last);
  if (rules.sunset().has_cap_share()) *sunset->mutable_cap_share() = rules.sunset().cap_share();
  if (rules.sunset().cap_count() > 0) sunset->set_cap_count(rules.sunset().cap_count());
  return entry;
}

MaybeEntry CarryOut(const api::ListAction& action, MaybeEntry entry) {
  switch (action.kind()) {
    case api::LIST_ACTION_KIND_EXTENSION:
      entry->mutable_emergency()->set_until_date(action.until_date());
      entry->mutable_emergency()->set_extension_count(entry->emergency().extension_count() + 1);
      return entry;
    case api::LIST_ACTION_KIND_REMOVAL:
      return absl::nullopt;
    case api::LIST_ACTION_KIND_SUNSET:
      entry->set_removal_reason(action.removal_reason());
      *entry->mutable_sunset() = action.sunset();
      return entry;
    case api::LIST_ACTION_KIND_SUSPENSION:
      entry->mutable_suspension()->set_until_date(action.until_date());
      return entry;
    case api::LIST_ACTION_KIND_LIFT_SUSPENSION:
      entry->clear_suspension();
      return entry;
    case api::LIST_ACTION_KIND_GRANDFATHER:
      *entry->add_cohorts() = action.cohort();
      return entry;
    case api::LIST_ACTION_KIND_UNSPECIFIED:
    case api::LIST_ACTION_KIND_EMERGENCY_ADDITION:
    case api::LIST_ACTION_KIND_CORRECTION:
    case api::ListActionKind_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::ListActionKind_INT_MAX_SENTINEL_DO_NOT_USE_:
      return entry;
  }
  return entry;
}

api::ListEntry ListInEmergency(const api::ListAction& action, api::ListEntry facts) {
  facts.set_origin(api::LIST_ORIGIN_COMPUTED);
  facts.set_tier(action.tier());
  facts.mutable_emergency()->set_until_date(action.until_date());
  return facts;
}

void Restate(const std::string& effective_date, MaybeEntry* entry) {
  if (entry->has_value()) (*entry)->set_status(DeriveStatus(**entry, effective_date));
}

MaybeEntry Settle(MaybeEntry entry, const std::string& effective_date) {
  if (!entry.has_value() || HasEnded(*entry, effective_date)) return absl::nullopt;
  if (entry->has_suspension()) {
    const std::string& until = entry->suspension().until_date();
    if (!until.empty() && until < effective_date) entry->clear_suspension();
  }
  auto* cohorts = entry->mutable_cohorts();
  cohorts->erase(std::remove_if(cohorts->begin(), cohorts->end(),
                                [&](const api::Cohort& cohort) { return cohort.until_date() < effective_date; }),
                 cohorts->end());
  entry->set_status(DeriveStatus(*entry, effective_date));
  return entry;
}

}  // namespace assay::domain

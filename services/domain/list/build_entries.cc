#include "services/domain/list/build_entries.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/list/entry.h"
#include "services/domain/list/reader.h"
#include "services/domain/list/rules.h"
#include "services/domain/name.h"

namespace assay::domain {
namespace {

api::ChangeCause CauseOf(api::ChangeCauseKind kind, std::string resource, std::string detail) {
  api::ChangeCause cause;
  cause.set_kind(kind);
  cause.set_resource(std::move(resource));
  cause.set_detail(std::move(detail));
  return cause;
}

// Single-threaded.
class Builder {
 public:
  explicit Builder(const EntryContext& context) : context_(context) {}

  absl::Status Add(const std::string& id, const MaybeEntry& before, const CredentialPlan& plan);
  BuiltEntries Take() { return std::move(built_); }

 private:
  absl::StatusOr<MaybeEntry> Undo(const std::string& id, const MaybeEntry& before, const CredentialPlan& plan);
  absl::StatusOr<MaybeEntry> Enact(const std::string& id, const MaybeEntry& before, const CredentialPlan& plan);
  absl::StatusOr<MaybeEntry> Act(const std::string& id, MaybeEntry entry, const api::ListAction& action);
  absl::StatusOr<api::ListEntry> Facts(const std::string& id, const MaybeEntry& before);
  void Finish(const std::string& id, const MaybeEntry& before, MaybeEntry after);

  const EntryContext& context_;
  std::vector<api::ChangeCause> causes_;  // of the credential at hand
  std::string facts_cause_;               // what refreshed its facts; empty: nothing
  BuiltEntries built_;
};

// An approved update goes back to the entry that it had changed; an approved removal to the one it took off.
absl::StatusOr<MaybeEntry> Builder::Undo(const std::string& id, const MaybeEntry& before, const CredentialPlan& plan) {
  bool taken_off = plan.undone_removal && (!before.has_value() || before->has_sunset());
  bool listed = before.has_value() && plan.undone.count(before->proposal()) > 0;
  if (!taken_off && !listed) return before;
  ASSAY_ASSIGN_OR_RETURN(MaybeEntry entry,
                         FindItem<EntryFormat>(*context_.scan, static_cast<uint32_t>(context_.base_version), id));
  // A phase-out that still holds goes on.
  if (!taken_off && before->has_sunset() && entry.has_value()) {
    *entry->mutable_sunset() = before->sunset();
    entry->set_removal_reason(before->removal_reason());
  }
  return entry;
}

absl::StatusOr<MaybeEntry> Builder::Enact(const std::string& id, const MaybeEntry& before, const CredentialPlan& plan) {
  ASSAY_ASSIGN_OR_RETURN(MaybeEntry entry, Undo(id, before, plan));
  bool was_undone = plan.undone_removal || !plan.undone.empty();
  if (plan.taken_off && entry.has_value()) {
    entry = TakeOff(entry, plan.removal_reason, *context_.rules, context_.effective_date);
  } else if (plan.granted.has_value()) {
    entry = Grant(entry, *plan.granted, *context_.rules, context_.effective_date);
  } else if (plan.refreshed.has_value() && was_undone) {
    entry = Grant(entry, *plan.refreshed, *context_.rules, context_.effective_date);
  } else if (plan.refreshed.has_value() && entry.has_value() && entry->proposal() == plan.refreshed->proposal()) {
    entry = Refresh(*entry, *plan.refreshed);
    facts_cause_ = plan.refreshed->credential();
  }
  return entry;
}

// The credential as it is in the catalogue, with the occupations of the proposal that put it on the list.
absl::StatusOr<api::ListEntry> Builder::Facts(const std::string& id, const MaybeEntry& before) {
  const api::Credential* credential = context_.scan->Find(CredentialId{id});
  ASSAY_RETURN_IF_ERROR(context_.scan->status());
  if (credential == nullptr) {
    return MakeError(absl::StatusCode::kDataLoss, "CREDENTIAL_MISSING",
                     absl::StrCat("credential ", id, ", which a list action names, is not in the catalogue; run ",
                                  "assayd --check"));
  }
  bool decided = before.has_value() && !before->proposal().empty();
  const api::Proposal& proposal =
      decided ? context_.scan->FindOrDefault(ProposalIdOf(before->proposal())) : api::Proposal::default_instance();
  ASSAY_RETURN_IF_ERROR(context_.scan->status());
  api::ListEntry entry = MakeEntry(*credential, decided ? before->soc_codes() : credential->soc_codes());
  if (context_.inputs != nullptr) {
    AddFigures(context_.inputs->DatasetCodes(proposal, *credential, *context_.policy), context_.wage_area,
               context_.figures, &entry);
  }
  return entry;
}

// What was decided of an entry, and where it comes from, is no fact of the catalogue.
api::ListEntry Correct(const api::ListEntry& before, api::ListEntry facts, bool has_figures) {
  facts = Refresh(before, std::move(facts));
  facts.set_origin(before.origin());
  facts.set_proposal(before.proposal());
  facts.set_tier(before.tier());
  facts.set_category(before.category());
  *facts.mutable_regions() = before.regions();
  *facts.mutable_incentives() = before.incentives();
  if (before.has_points()) facts.set_points(before.points());
  if (has_figures) return facts;
  if (before.has_annual_median_wage()) *facts.mutable_annual_median_wage() = before.annual_median_wage();
  if (before.has_annual_openings()) facts.set_annual_openings(before.annual_openings());
  return facts;
}

absl::StatusOr<MaybeEntry> Builder::Act(const std::string& id, MaybeEntry entry, const api::ListAction& action) {
  const api::ListRules& rules =
      ListRulesOf(NameOf(StateOf(action.name()), CycleId{ListActionIdOf(action.name()).cycle}), *context_.scan);
  std::string problem = ActionProblem(action, entry, rules);
  std::string detail = problem.empty() ? StateText(action.kind()) : absl::StrCat("not carried out: ", problem);
  causes_.push_back(CauseOf(api::CHANGE_CAUSE_KIND_LIST_ACTION, action.name(), std::move(detail)));
  if (!problem.empty()) return entry;
  if (action.kind() == api::LIST_ACTION_KIND_EMERGENCY_ADDITION) {
    ASSAY_ASSIGN_OR_RETURN(api::ListEntry facts, Facts(id, entry));
    return MaybeEntry(ListInEmergency(action, std::move(facts)));
  }
  if (action.kind() == api::LIST_ACTION_KIND_CORRECTION) {
    ASSAY_ASSIGN_OR_RETURN(api::ListEntry facts, Facts(id, entry));
    return MaybeEntry(Correct(*entry, std::move(facts), !context_.dataset.empty()));
  }
  return CarryOut(action, std::move(entry));
}

void Builder::Finish(const std::string& id, const MaybeEntry& before, MaybeEntry after) {
  if (!before.has_value() && !after.has_value() && causes_.empty()) return;
  api::EntryHistory history;
  history.set_credential(before.has_value() ? before->credential() : after.has_value() ? after->credential() : "");
  if (after.has_value()) {
    MarkChange(before.has_value() ? &*before : nullptr, context_.version, &*after);
    after->set_name(ListEntryName(StateOf(after->credential()), static_cast<uint32_t>(context_.version), id));
    history.set_change(after->change());
    built_.new_count += after->change() == api::ENTRY_CHANGE_NEW ? 1 : 0;
    built_.changed_count += after->change() == api::ENTRY_CHANGE_CHANGED ? 1 : 0;
    built_.entries.push_back(*std::move(after));
  } else if (before.has_value()) {
    history.set_change(api::ENTRY_CHANGE_REMOVED);
    ++built_.removed_count;
  }
  if (history.change() == api::ENTRY_CHANGE_CHANGED && !facts_cause_.empty()) {
    auto kind = context_.new_dataset ? api::CHANGE_CAUSE_KIND_DATASET : api::CHANGE_CAUSE_KIND_CREDENTIAL;
    if (causes_.empty()) causes_.push_back(CauseOf(kind, context_.new_dataset ? context_.dataset : facts_cause_, ""));
  }
  if (history.change() == api::ENTRY_CHANGE_UNCHANGED && causes_.empty()) return;
  *history.mutable_causes() = {causes_.begin(), causes_.end()};
  if (history.credential().empty())
    history.set_credential(NameOf(StateOf(causes_.front().resource()), CredentialId{id}));
  built_.histories.push_back(std::move(history));
}

absl::Status Builder::Add(const std::string& id, const MaybeEntry& before, const CredentialPlan& plan) {
  causes_ = plan.causes;
  facts_cause_.clear();
  ASSAY_ASSIGN_OR_RETURN(MaybeEntry entry, Enact(id, before, plan));
  for (const api::ListAction& action : plan.actions) {
    Restate(context_.effective_date, &entry);
    ASSAY_ASSIGN_OR_RETURN(entry, Act(id, std::move(entry), action));
  }
  api::EntryStatus unsettled = StatusOf(entry);
  MaybeEntry after = Settle(std::move(entry), context_.effective_date);
  bool by_date = causes_.empty() && StatusOf(after) != unsettled;
  if (by_date) {
    causes_.push_back(CauseOf(api::CHANGE_CAUSE_KIND_EXPIRY, before.has_value() ? before->credential() : "",
                              absl::StrCat(StateText(unsettled), " until ", context_.effective_date)));
  }
  Finish(id, before, std::move(after));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<BuiltEntries> BuildEntries(const EntryContext& context, const Plans& plans) {
  static const auto* const kNoPlan = new CredentialPlan();
  Builder builder(context);
  auto plan = plans.begin();
  EntryReader reader(context.scan, static_cast<uint32_t>(context.previous_version), "");
  while (true) {
    ASSAY_ASSIGN_OR_RETURN(MaybeEntry before, reader.Next());
    std::string id = before.has_value() ? EntryFormat::IdOf(*before) : "";
    for (; plan != plans.end() && (!before.has_value() || plan->first < id); ++plan) {
      ASSAY_RETURN_IF_ERROR(builder.Add(plan->first, absl::nullopt, plan->second));
    }
    if (!before.has_value()) break;
    bool planned = plan != plans.end() && plan->first == id;
    ASSAY_RETURN_IF_ERROR(builder.Add(id, before, planned ? plan->second : *kNoPlan));
    if (planned) ++plan;
  }
  return builder.Take();
}

}  // namespace assay::domain

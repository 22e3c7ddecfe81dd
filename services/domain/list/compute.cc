#include "services/domain/list/compute.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/appeal/effect.h"
#include "services/domain/list/build_entries.h"
#include "services/domain/list/entry.h"
#include "services/domain/list/outcome.h"
#include "services/domain/list/rules.h"
#include "services/domain/name.h"
#include "services/domain/review/round_result.h"

namespace assay::domain {
namespace {

bool IsHandedIn(const api::Proposal& proposal) {
  switch (proposal.state()) {
    case api::PROPOSAL_STATE_DRAFT:
    case api::PROPOSAL_STATE_RETURNED:
    case api::PROPOSAL_STATE_WITHDRAWN:
    case api::PROPOSAL_STATE_UNSPECIFIED:
    case api::ProposalState_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::ProposalState_INT_MAX_SENTINEL_DO_NOT_USE_:
      return false;
    case api::PROPOSAL_STATE_SUBMITTED:
    case api::PROPOSAL_STATE_SCREENED:
    case api::PROPOSAL_STATE_IN_REVIEW:
    case api::PROPOSAL_STATE_REVIEWED:
    case api::PROPOSAL_STATE_APPROVED:
    case api::PROPOSAL_STATE_DENIED:
    case api::PROPOSAL_STATE_RECOMMENDED:
    case api::PROPOSAL_STATE_NOT_RECOMMENDED:
    case api::PROPOSAL_STATE_APPEALED:
    case api::PROPOSAL_STATE_FINAL:
      return true;
  }
  return false;
}

// One computation. Single-threaded.
class Computation {
 public:
  Computation(const api::ListBasis& basis, const std::string& cycle, const std::string& effective_date, absl::Time now,
              const ScanView& scan)
      : scan_(scan),
        basis_(basis),
        cycle_(cycle),
        effective_date_(effective_date),
        wage_area_(scan.FindOrDefault(StateId{}).wage_area()),
        figures_(&scan, basis.dataset().empty() ? "" : DatasetIdOf(basis.dataset()).dataset),
        now_(now) {}

  absl::Status Load();
  absl::Status DecideAll();
  absl::Status PlanActions();
  absl::Status Build();
  ListResult Take() { return std::move(result_); }

 private:
  absl::Status DecideOne(const api::Proposal& proposal);
  absl::Status Enact(const api::Proposal& proposal, const api::Credential& credential, const api::Decision& decision);
  void Plan(const api::Proposal& proposal, const api::Credential& credential, const api::Decision& decision,
            api::Outcome before, CredentialPlan* plan);
  void AddCauses(const api::Proposal& proposal, const api::Decision& decision, const api::Decision* before,
                 CredentialPlan* plan);

  const ScanView& scan_;
  const api::ListBasis& basis_;
  const std::string& cycle_;
  const std::string& effective_date_;
  const std::string wage_area_;
  Figures figures_;
  const api::Policy* policy_ = nullptr;
  const absl::Time now_;
  absl::optional<DecisionInputs> inputs_;
  CycleVersions versions_;
  absl::optional<VersionDecisions> before_;  // of the cycle's last version
  Plans plans_;
  std::set<std::string> removed_;  // credential ids of approved removals
  ListResult result_;
};

absl::Status Computation::Load() {
  policy_ = scan_.Find(PolicyRevisionId{PolicyIdOf(basis_.policy()).policy, RevisionOf(basis_.policy())});
  ASSAY_RETURN_IF_ERROR(scan_.status());
  if (policy_ == nullptr) return NotFound(basis_.policy());
  DecisionInputs::LaborMarketSource source{basis_.dataset(), {basis_.crosswalks().begin(), basis_.crosswalks().end()}};
  ASSAY_ASSIGN_OR_RETURN(inputs_, DecisionInputs::Load(CycleIdOf(cycle_).cycle, source, effective_date_, scan_));
  ASSAY_ASSIGN_OR_RETURN(versions_, CycleVersions::Of(cycle_, scan_));
  before_.emplace(&scan_, versions_.last);
  return absl::OkStatus();
}

absl::Status Computation::DecideAll() {
  absl::Status decided;
  ASSAY_RETURN_IF_ERROR(scan_.Scan<ProposalId>(PrefixOf<ProposalId>(CycleIdOf(cycle_).cycle), "",
                                               [&](absl::string_view, const api::Proposal& proposal) {
                                                 if (IsHandedIn(proposal)) decided = DecideOne(proposal);
                                                 return decided.ok();
                                               }));
  ASSAY_RETURN_IF_ERROR(decided);
  for (const std::string& id : removed_) {
    CredentialPlan& plan = plans_[id];
    plan.granted.reset();
    plan.refreshed.reset();
    plan.undone_removal = false;  // one removal that still holds is enough
  }
  return scan_.status();
}

absl::Status Computation::DecideOne(const api::Proposal& proposal) {
  ASSAY_ASSIGN_OR_RETURN(api::Decision decision, inputs_->Decide(proposal, *policy_, ResultOf(proposal, now_, scan_)));
  const api::Credential& credential = scan_.FindOrDefault(CredentialIdOf(proposal.credential()));
  ASSAY_RETURN_IF_ERROR(Enact(proposal, credential, decision));
  result_.decisions.push_back(std::move(decision));
  return absl::OkStatus();
}

absl::Status Computation::Enact(const api::Proposal& proposal, const api::Credential& credential,
                                const api::Decision& decision) {
  api::ListSummary& summary = result_.summary;
  bool approved = decision.outcome() == api::OUTCOME_APPROVED;
  bool undecided = decision.outcome() == api::OUTCOME_UNDECIDED;
  if (approved) summary.set_approved_count(summary.approved_count() + 1);
  if (undecided) summary.set_undecided_count(summary.undecided_count() + 1);
  if (!approved && !undecided) summary.set_denied_count(summary.denied_count() + 1);
  ASSAY_ASSIGN_OR_RETURN(const api::Decision* before, before_->Find(ProposalIdOf(proposal.name()).proposal));
  bool was_approved = before != nullptr && before->outcome() == api::OUTCOME_APPROVED;
  if (undecided && !was_approved) return absl::OkStatus();
  CredentialPlan& plan = plans_[CredentialIdOf(credential.name()).credential];
  AddCauses(proposal, decision, before, &plan);
  Plan(proposal, credential, decision, before == nullptr ? api::OUTCOME_UNSPECIFIED : before->outcome(), &plan);
  return absl::OkStatus();
}

void Computation::Plan(const api::Proposal& proposal, const api::Credential& credential, const api::Decision& decision,
                       api::Outcome before, CredentialPlan* plan) {
  bool removal = decision.kind() == api::PROPOSAL_KIND_REMOVAL;
  bool was_approved = before == api::OUTCOME_APPROVED;
  if (decision.outcome() != api::OUTCOME_APPROVED) {
    if (was_approved) {
      if (removal) {
        plan->undone_removal = true;
      } else {
        plan->undone.insert(proposal.name());
      }
    }
    return;
  }
  if (removal) {
    removed_.insert(CredentialIdOf(credential.name()).credential);
    plan->taken_off = plan->taken_off || !was_approved;
    plan->removal_reason = proposal.removal_reason();
    return;
  }
  api::ListEntry entry = MakeEntry(credential, OccupationCodes(proposal, credential));
  AddFigures(inputs_->DatasetCodes(proposal, credential, *policy_), wage_area_, &figures_, &entry);
  entry.set_origin(api::LIST_ORIGIN_COMPUTED);
  entry.set_proposal(proposal.name());
  entry.set_tier(decision.tier());
  if (decision.has_points()) entry.set_points(decision.points());
  entry.set_category(decision.category());
  *entry.mutable_regions() = decision.regions();
  *entry.mutable_incentives() = decision.incentives();
  // Proposals come in order of id: the last of a credential counts, whether it is approved newly or was before.
  if (was_approved) plan->granted.reset();
  (was_approved ? plan->refreshed : plan->granted) = std::move(entry);
}

// What is new in a decision, and what it rests on.
void Computation::AddCauses(const api::Proposal& proposal, const api::Decision& decision, const api::Decision* before,
                            CredentialPlan* plan) {
  bool same = before != nullptr && before->outcome() == decision.outcome() && before->tier() == decision.tier() &&
              before->points() == decision.points() && before->category() == decision.category();
  if (same) return;
  auto add = [plan](api::ChangeCauseKind kind, const std::string& resource) {
    api::ChangeCause& cause = plan->causes.emplace_back();
    cause.set_kind(kind);
    cause.set_resource(resource);
    return &cause;
  };
  add(api::CHANGE_CAUSE_KIND_PROPOSAL, proposal.name())->set_outcome(decision.outcome());
  if (!proposal.round().empty()) {
    const api::Round& round = scan_.FindOrDefault(RoundIdOf(proposal.round()));
    add(api::CHANGE_CAUSE_KIND_ROUND, round.name())
        ->set_detail(absl::StrCat("result version ", round.result_version()));
  }
  if (before != nullptr && versions_.last_policy != basis_.policy())
    add(api::CHANGE_CAUSE_KIND_POLICY, basis_.policy());
  if (before != nullptr && versions_.last_dataset != basis_.dataset()) {
    add(api::CHANGE_CAUSE_KIND_DATASET, basis_.dataset());
  }
  if (!decision.override().empty()) add(api::CHANGE_CAUSE_KIND_OVERRIDE, decision.override());
  for (const api::TraceStep& step : decision.trace()) {
    if (step.criterion() == kAppealCriterion) add(api::CHANGE_CAUSE_KIND_APPEAL, step.subject());
  }
}

// Those that no version in force has carried out.
absl::Status Computation::PlanActions() {
  int64_t done = 0;
  if (basis_.previous_version() > 0) {
    done = scan_.FindOrDefault(ListVersionId(static_cast<uint32_t>(basis_.previous_version()))).basis().list_actions();
  }
  std::string after;
  AppendPart(static_cast<uint32_t>(done), &after);
  ASSAY_RETURN_IF_ERROR(scan_.Scan<ConfirmedActionId>(
      PrefixOf<ConfirmedActionId>(), after, [&](absl::string_view, const ledger::UniqueRecord& place) {
        const api::ListAction& action = scan_.FindOrDefault(ListActionIdOf(place.holder_id()));
        plans_[CredentialIdOf(action.credential()).credential].actions.push_back(action);
        return true;
      }));
  return scan_.status();
}

absl::Status Computation::Build() {
  EntryContext context;
  context.scan = &scan_;
  context.version = basis_.previous_version() + 1;
  context.previous_version = basis_.previous_version();
  context.base_version = versions_.base;
  context.effective_date = effective_date_;
  context.rules = &ListRulesOf(cycle_, scan_);
  context.dataset = basis_.dataset();
  context.new_dataset = versions_.last > 0 && versions_.last_dataset != basis_.dataset();
  context.wage_area = wage_area_;
  context.figures = &figures_;
  context.inputs = inputs_.has_value() ? &*inputs_ : nullptr;
  context.policy = policy_;
  ASSAY_ASSIGN_OR_RETURN(BuiltEntries built, BuildEntries(context, plans_));
  result_.entries = std::move(built.entries);
  result_.histories = std::move(built.histories);
  result_.summary.set_new_count(built.new_count);
  result_.summary.set_changed_count(built.changed_count);
  result_.summary.set_removed_count(built.removed_count);
  result_.summary.set_entry_count(static_cast<int32_t>(result_.entries.size()));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ListResult> ComputeList(const api::ListBasis& basis, const std::string& cycle,
                                       const std::string& effective_date, absl::Time now, const ScanView& scan) {
  Computation computation(basis, cycle, effective_date, now, scan);
  if (!cycle.empty()) {
    ASSAY_RETURN_IF_ERROR(computation.Load());
    ASSAY_RETURN_IF_ERROR(computation.DecideAll());
  }
  ASSAY_RETURN_IF_ERROR(computation.PlanActions());
  ASSAY_RETURN_IF_ERROR(computation.Build());
  return computation.Take();
}

}  // namespace assay::domain

#include "services/domain/simulation/simulate.h"

#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "services/base/error.h"
#include "services/domain/commands/policy_rules.h"
#include "services/domain/list/decision_inputs.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"
#include "services/domain/simulation/difference.h"
#include "services/domain/simulation/visible_result.h"

namespace assay::domain {
namespace {

absl::StatusOr<const api::Policy*> FindPolicy(const std::string& name, const View& view) {
  PolicyId id = PolicyIdOf(name);
  uint32_t revision = RevisionOf(name);
  const api::Policy* policy = revision == 0 ? view.Find(id) : view.Find(PolicyRevisionId{id.policy, revision});
  ASSAY_RETURN_IF_ERROR(view.status());
  if (policy == nullptr) return NotFound(name);
  return policy;
}

std::string DateFrom(const std::string& date, const Asker& asker) { return date.empty() ? DateOf(asker.now) : date; }

absl::StatusOr<DecisionInputs> LoadInputs(const std::string& name, const std::string& date, const Asker& asker,
                                          const ScanView& scan) {
  CycleId id = CycleIdOf(name);
  ASSAY_ASSIGN_OR_RETURN(const api::Cycle* cycle, FindExisting(id, StateOf(name), scan));
  return DecisionInputs::Load(id.cycle, DecisionInputs::SourceOf(*cycle), DateFrom(date, asker), scan);
}

bool IsHandedIn(const api::Proposal& proposal) {
  return proposal.state() == api::PROPOSAL_STATE_SUBMITTED || proposal.state() == api::PROPOSAL_STATE_SCREENED;
}

// One run over a cycle or a round. Single-threaded.
class Trial {
 public:
  // Without `base` the policy that each proposal's round pinned.
  Trial(const api::Policy* base, const api::Policy* other, const Asker& asker, const ScanView& scan)
      : base_(base), other_(other), asker_(asker), scan_(scan) {}

  // `parent`: a cycle or a round.
  absl::StatusOr<Comparison> Run(const std::string& parent, const std::string& date);

 private:
  absl::Status OverCycle(const std::string& cycle_id);
  absl::Status OverRound(const std::string& name);
  absl::Status CompareOne(const api::Proposal& proposal, VisibleResult result);
  absl::StatusOr<const api::Policy*> BaseOf(const ItemResult& item);
  void Count(api::PolicyEffect effect);

  const api::Policy* const base_;
  const api::Policy* const other_;
  const Asker& asker_;
  const ScanView& scan_;
  absl::optional<DecisionInputs> inputs_;
  Comparison comparison_;
};

absl::StatusOr<Comparison> Trial::Run(const std::string& parent, const std::string& date) {
  ASSAY_ASSIGN_OR_RETURN(inputs_, LoadInputs(parent, date, asker_, scan_));
  bool is_round = absl::StrContains(parent, "/rounds/");
  ASSAY_RETURN_IF_ERROR(is_round ? OverRound(parent) : OverCycle(CycleIdOf(parent).cycle));
  ASSAY_RETURN_IF_ERROR(scan_.status());
  return std::move(comparison_);
}

absl::Status Trial::OverCycle(const std::string& cycle_id) {
  absl::Status compared;
  ASSAY_RETURN_IF_ERROR(
      scan_.Scan<ProposalId>(PrefixOf<ProposalId>(cycle_id), "", [&](absl::string_view, const api::Proposal& proposal) {
        if (IsHandedIn(proposal)) {
          compared = CompareOne(proposal, LatestResult(proposal, *asker_.principal, asker_.now, scan_));
        }
        return compared.ok();
      }));
  return compared;
}

absl::Status Trial::OverRound(const std::string& name) {
  RoundId id = RoundIdOf(name);
  ASSAY_ASSIGN_OR_RETURN(const api::Round* round, FindExisting(id, StateOf(name), scan_));
  std::map<std::string, const api::Proposal*> proposals;
  ASSAY_RETURN_IF_ERROR(
      scan_.Scan<RoundItemId>(PrefixOf<RoundItemId>(static_cast<uint32_t>(round->number())), "",
                              [&](absl::string_view, const ledger::RoundItemRecord& item) {
                                proposals[item.proposal_id()] = scan_.Find(ProposalId{id.cycle, item.proposal_id()});
                                return true;
                              }));
  ASSAY_RETURN_IF_ERROR(scan_.status());
  for (const auto& [proposal_id, proposal] : proposals) {
    if (proposal == nullptr || !IsHandedIn(*proposal)) continue;
    ASSAY_RETURN_IF_ERROR(
        CompareOne(*proposal, ResultInRound(*round, *proposal, *asker_.principal, asker_.now, scan_)));
  }
  return absl::OkStatus();
}

absl::StatusOr<const api::Policy*> Trial::BaseOf(const ItemResult& item) {
  if (base_ != nullptr || item.round.empty()) return base_;
  return FindPolicy(scan_.FindOrDefault(RoundIdOf(item.round)).policy(), scan_);
}

absl::Status Trial::CompareOne(const api::Proposal& proposal, VisibleResult result) {
  api::PolicyDifference difference;
  difference.set_proposal(proposal.name());
  difference.set_credential(proposal.credential());
  difference.set_provisional(result.provisional);
  if (result.hidden) {
    difference.set_effect(api::POLICY_EFFECT_HIDDEN);
  } else {
    api::Decision before;
    before.set_outcome(api::OUTCOME_UNDECIDED);
    ASSAY_ASSIGN_OR_RETURN(const api::Policy* base, BaseOf(result.item));
    if (base != nullptr) {
      ASSAY_ASSIGN_OR_RETURN(before, inputs_->Decide(proposal, *base, result.item));
      *difference.mutable_before() = before;
    }
    ASSAY_ASSIGN_OR_RETURN(*difference.mutable_after(), inputs_->Decide(proposal, *other_, std::move(result.item)));
    difference.set_effect(EffectOf(before, difference.after()));
    if (difference.effect() != api::POLICY_EFFECT_SAME) {
      *difference.mutable_causes() = CausesOf(before, difference.after());
    }
  }
  Count(difference.effect());
  comparison_.differences.push_back(std::move(difference));
  return absl::OkStatus();
}

void Trial::Count(api::PolicyEffect effect) {
  api::PolicyEffectSummary& summary = comparison_.summary;
  switch (effect) {
    case api::POLICY_EFFECT_SAME:
      return summary.set_same_count(summary.same_count() + 1);
    case api::POLICY_EFFECT_ADDED:
      return summary.set_added_count(summary.added_count() + 1);
    case api::POLICY_EFFECT_DROPPED:
      return summary.set_dropped_count(summary.dropped_count() + 1);
    case api::POLICY_EFFECT_MOVED:
      return summary.set_moved_count(summary.moved_count() + 1);
    case api::POLICY_EFFECT_OTHER:
      return summary.set_other_count(summary.other_count() + 1);
    case api::POLICY_EFFECT_HIDDEN:
      return summary.set_hidden_count(summary.hidden_count() + 1);
    case api::POLICY_EFFECT_UNSPECIFIED:
    case api::PolicyEffect_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::PolicyEffect_INT_MAX_SENTINEL_DO_NOT_USE_:
      return;
  }
}

// The policy that a simulation names or brings along.
absl::StatusOr<api::Policy> PolicyToTry(const api::SimulatePolicyRequest& request, const View& view) {
  Violations violations;
  if (request.policy().empty() == !request.has_inline_policy()) {
    violations.Add("policy", "one of policy and inline_policy is needed, and only one");
  }
  if (request.has_inline_policy()) {
    Violations found;
    ValidatePolicy(request.inline_policy(), &found);
    for (const auto& [field, description] : found.violations()) {
      violations.Add(absl::StrCat("inline_", field), description);
    }
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  if (!request.has_inline_policy()) {
    ASSAY_ASSIGN_OR_RETURN(const api::Policy* named, FindPolicy(request.policy(), view));
    return *named;
  }
  api::Policy policy = request.inline_policy();
  policy.set_algorithm_version(kAlgorithmVersion);
  return policy;
}

}  // namespace

absl::StatusOr<api::ExplainDecisionResponse> ExplainDecision(const api::ExplainDecisionRequest& request,
                                                             const Asker& asker, const ScanView& scan) {
  ASSAY_ASSIGN_OR_RETURN(const api::Proposal* proposal,
                         FindExisting(scan, ProposalIdOf(request.name()), request.name()));
  VisibleResult result = LatestResult(*proposal, *asker.principal, asker.now, scan);
  std::string name = request.policy();
  if (name.empty()) name = scan.FindOrDefault(RoundIdOf(proposal->round())).policy();
  if (name.empty()) {
    return Refused("NO_POLICY", absl::StrCat(proposal->name(),
                                             " is before no round, so no policy is pinned for it; name the policy"));
  }
  ASSAY_ASSIGN_OR_RETURN(const api::Policy* policy, FindPolicy(name, scan));
  ASSAY_ASSIGN_OR_RETURN(DecisionInputs inputs, LoadInputs(request.name(), request.effective_date(), asker, scan));
  api::ExplainDecisionResponse response;
  response.set_tally_hidden(result.hidden);
  response.set_provisional(result.provisional);
  response.set_policy(
      NameOf(StateOf(name), PolicyRevisionId{PolicyIdOf(name).policy, static_cast<uint32_t>(policy->revision())}));
  ASSAY_ASSIGN_OR_RETURN(*response.mutable_decision(), inputs.Decide(*proposal, *policy, std::move(result.item)));
  ASSAY_RETURN_IF_ERROR(scan.status());
  return response;
}

absl::StatusOr<Comparison> SimulatePolicy(const api::SimulatePolicyRequest& request, const Asker& asker,
                                          const ScanView& scan) {
  ASSAY_ASSIGN_OR_RETURN(api::Policy policy, PolicyToTry(request, scan));
  return Trial(nullptr, &policy, asker, scan).Run(request.parent(), request.effective_date());
}

absl::StatusOr<Comparison> ComparePolicies(const api::ComparePoliciesRequest& request, const Asker& asker,
                                           const ScanView& scan) {
  ASSAY_ASSIGN_OR_RETURN(const api::Policy* base, FindPolicy(request.base(), scan));
  ASSAY_ASSIGN_OR_RETURN(const api::Policy* other, FindPolicy(request.other(), scan));
  return Trial(base, other, asker, scan).Run(request.parent(), request.effective_date());
}

}  // namespace assay::domain

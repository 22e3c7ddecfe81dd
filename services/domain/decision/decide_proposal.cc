#include "services/domain/decision/decide_proposal.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/base/error.h"
#include "services/domain/appeal/effect.h"
#include "services/domain/decision/algorithm_2.h"
#include "services/domain/decision/ballot_result.h"
#include "services/domain/name.h"

namespace assay::domain {
namespace {

api::ProposalKind KindOf(const api::Proposal& proposal) {
  return proposal.kind() == api::PROPOSAL_KIND_UNSPECIFIED ? api::PROPOSAL_KIND_NEW : proposal.kind();
}

EmployerVotes SeatsOf(const GroupVotes& votes) {
  return {votes.approve.seats, votes.reject.seats, votes.abstain.seats, votes.recused.seats, votes.roster.seats};
}

void DecideByAlgorithm1(const ProposalCase& proposal_case, const api::Policy& policy, api::Decision* decision) {
  Trace* trace = decision->mutable_trace();
  bool removal = decision->kind() == api::PROPOSAL_KIND_REMOVAL;
  bool gates = removal || PassesGates(policy, proposal_case.occupations, trace);
  bool endorsements = removal || HasEndorsements(policy.validation(), CountsOf(proposal_case.endorsements), trace);
  if (proposal_case.item.groups.empty()) {
    AddStep(kRoundCriterion, "ballots", proposal_case.item.undecided_because, "a closed round",
            api::VERDICT_UNSPECIFIED, trace);
    decision->set_outcome(api::OUTCOME_UNDECIDED);
    return;
  }
  EmployerVotes votes = SeatsOf(Pooled(proposal_case.item.groups));
  bool quorum = HasQuorum(policy.validation(), votes, trace);
  bool approval = HasApproval(policy.validation(), votes, trace);
  decision->set_outcome(gates && endorsements && quorum && approval ? api::OUTCOME_APPROVED : api::OUTCOME_DENIED);
}

// A tier takes the place of the fallback, which is for what reaches none.
void TakeTier(const std::string& tier, const api::Policy& policy, api::Decision* decision) {
  if (policy.has_fallback() && decision->category() == policy.fallback().id()) decision->clear_category();
  decision->set_tier(tier);
  decision->clear_incentives();
  for (const api::Tier& each : policy.tiers()) {
    if (each.id() == tier) *decision->mutable_incentives() = each.incentives();
  }
}

void TakeCategory(const std::string& id, const api::Policy& policy, api::Decision* decision) {
  decision->set_category(id);
  if (policy.has_fallback() && policy.fallback().id() == id) {
    decision->clear_tier();
    *decision->mutable_incentives() = policy.fallback().incentives();
  }
  const api::Category& local = policy.local_entries().category();
  if (local.id() == id && !local.incentives().empty()) *decision->mutable_incentives() = local.incentives();
}

void ApplyOverride(const api::Override& confirmed, const api::Policy& policy, api::Decision* decision) {
  std::string input = std::string(absl::StripPrefix(api::Outcome_Name(confirmed.outcome()), "OUTCOME_"));
  if (!confirmed.tier().empty()) absl::StrAppend(&input, ", tier ", confirmed.tier());
  if (!confirmed.category().empty()) absl::StrAppend(&input, ", category ", confirmed.category());
  AddStep(kOverrideCriterion, LastPart(confirmed.name()), std::move(input), "proposed and confirmed by two people",
          api::VERDICT_PASS, decision->mutable_trace());
  decision->set_override(confirmed.name());
  decision->set_outcome(confirmed.outcome());
  if (!confirmed.tier().empty()) TakeTier(confirmed.tier(), policy, decision);
  if (!confirmed.category().empty()) TakeCategory(confirmed.category(), policy, decision);
}

void ClearWorth(api::Decision* decision) {
  decision->clear_tier();
  decision->clear_category();
  decision->clear_regions();
  decision->clear_incentives();
}

}  // namespace

absl::StatusOr<api::Decision> DecideProposal(const ProposalCase& proposal_case, const api::Policy& policy) {
  api::Decision decision;
  decision.set_proposal(proposal_case.proposal->name());
  decision.set_credential(proposal_case.proposal->credential());
  decision.set_kind(KindOf(*proposal_case.proposal));
  switch (policy.algorithm_version()) {
    case 1:
      DecideByAlgorithm1(proposal_case, policy, &decision);
      break;
    case 2:
      ASSAY_RETURN_IF_ERROR(DecideByAlgorithm2(proposal_case, policy, &decision));
      break;
    default:
      return Refused("UNKNOWN_ALGORITHM",
                     absl::StrCat(policy.name(), " asks for algorithm ", policy.algorithm_version(),
                                  ", which this program does not have (it has up to ", kAlgorithmVersion,
                                  "); use a newer release or make a new revision of the policy"));
  }
  if (proposal_case.appeal != nullptr) ApplyAppealTo(*proposal_case.appeal, &decision);
  if (proposal_case.confirmed_override != nullptr) ApplyOverride(*proposal_case.confirmed_override, policy, &decision);
  if (decision.outcome() != api::OUTCOME_APPROVED) ClearWorth(&decision);
  return decision;
}

}  // namespace assay::domain

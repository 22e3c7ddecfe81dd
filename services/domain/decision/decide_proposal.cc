#include "services/domain/decision/decide_proposal.h"

#include "absl/strings/str_cat.h"
#include "services/base/error.h"

namespace assay::domain {
namespace {

api::ProposalKind KindOf(const api::Proposal& proposal) {
  return proposal.kind() == api::PROPOSAL_KIND_UNSPECIFIED ? api::PROPOSAL_KIND_NEW : proposal.kind();
}

api::Decision DecideByAlgorithm1(const ProposalCase& proposal_case, const api::Policy& policy) {
  api::Decision decision;
  decision.set_proposal(proposal_case.proposal->name());
  decision.set_credential(proposal_case.proposal->credential());
  decision.set_kind(KindOf(*proposal_case.proposal));
  Trace* trace = decision.mutable_trace();
  bool removal = decision.kind() == api::PROPOSAL_KIND_REMOVAL;
  bool gates = removal || PassesGates(policy, proposal_case.occupations, trace);
  bool endorsements = removal || HasEndorsements(policy.validation(), proposal_case.endorsements, trace);
  if (!proposal_case.votes.has_value()) {
    AddStep(kRoundCriterion, "ballots", proposal_case.undecided_because, "a closed round", api::VERDICT_UNSPECIFIED,
            trace);
    decision.set_outcome(api::OUTCOME_UNDECIDED);
    return decision;
  }
  bool quorum = HasQuorum(policy.validation(), *proposal_case.votes, trace);
  bool approval = HasApproval(policy.validation(), *proposal_case.votes, trace);
  decision.set_outcome(gates && endorsements && quorum && approval ? api::OUTCOME_APPROVED : api::OUTCOME_DENIED);
  return decision;
}

}  // namespace

absl::StatusOr<api::Decision> DecideProposal(const ProposalCase& proposal_case, const api::Policy& policy) {
  switch (policy.algorithm_version()) {
    case 1:
      return DecideByAlgorithm1(proposal_case, policy);
  }
  return Refused("UNKNOWN_ALGORITHM",
                 absl::StrCat(policy.name(), " asks for algorithm ", policy.algorithm_version(),
                              ", which this program does not have (it has up to ", kAlgorithmVersion,
                              "); use a newer release or make a new revision of the policy"));
}

}  // namespace assay::domain

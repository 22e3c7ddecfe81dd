#include "services/domain/commands/proposal_transition.h"

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "services/domain/commands/checks.h"

namespace assay::domain {
namespace {

struct Transition {
  ProposalCommand command;
  api::ProposalState from;
  api::ProposalState to;
};

constexpr Transition kTransitions[] = {
    {ProposalCommand::kUpdate, api::PROPOSAL_STATE_DRAFT, api::PROPOSAL_STATE_DRAFT},
    {ProposalCommand::kUpdate, api::PROPOSAL_STATE_RETURNED, api::PROPOSAL_STATE_RETURNED},
    {ProposalCommand::kSubmit, api::PROPOSAL_STATE_DRAFT, api::PROPOSAL_STATE_SUBMITTED},
    {ProposalCommand::kSubmit, api::PROPOSAL_STATE_RETURNED, api::PROPOSAL_STATE_SUBMITTED},
    {ProposalCommand::kReturn, api::PROPOSAL_STATE_SUBMITTED, api::PROPOSAL_STATE_RETURNED},
    {ProposalCommand::kScreen, api::PROPOSAL_STATE_SUBMITTED, api::PROPOSAL_STATE_SCREENED},
    {ProposalCommand::kWithdraw, api::PROPOSAL_STATE_DRAFT, api::PROPOSAL_STATE_WITHDRAWN},
    {ProposalCommand::kWithdraw, api::PROPOSAL_STATE_SUBMITTED, api::PROPOSAL_STATE_WITHDRAWN},
    {ProposalCommand::kWithdraw, api::PROPOSAL_STATE_RETURNED, api::PROPOSAL_STATE_WITHDRAWN},
    {ProposalCommand::kWithdraw, api::PROPOSAL_STATE_SCREENED, api::PROPOSAL_STATE_WITHDRAWN},
};

absl::string_view Text(ProposalCommand command) {
  switch (command) {
    case ProposalCommand::kUpdate:
      return "updating";
    case ProposalCommand::kSubmit:
      return "submitting";
    case ProposalCommand::kReturn:
      return "returning";
    case ProposalCommand::kScreen:
      return "screening";
    case ProposalCommand::kWithdraw:
      return "withdrawing";
  }
  return "";
}

std::string Text(api::ProposalState state) {
  return std::string(absl::StripPrefix(api::ProposalState_Name(state), "PROPOSAL_STATE_"));
}

}  // namespace

absl::StatusOr<api::ProposalState> NextState(const api::Proposal& proposal, ProposalCommand command) {
  std::vector<std::string> allowed;
  for (const Transition& transition : kTransitions) {
    if (transition.command != command) continue;
    if (transition.from == proposal.state()) return transition.to;
    allowed.push_back(Text(transition.from));
  }
  return WrongState(proposal.name(), Text(proposal.state()), Text(command), absl::StrJoin(allowed, ", "));
}

}  // namespace assay::domain

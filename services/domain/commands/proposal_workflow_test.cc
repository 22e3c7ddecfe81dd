#include <map>
#include <utility>

#include "services/domain/commands/proposal.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

using State = api::ProposalState;
using Command = ProposalCommand;

constexpr State kStoredStates[] = {api::PROPOSAL_STATE_DRAFT, api::PROPOSAL_STATE_SUBMITTED,
                                   api::PROPOSAL_STATE_RETURNED, api::PROPOSAL_STATE_SCREENED,
                                   api::PROPOSAL_STATE_WITHDRAWN};
constexpr Command kCommands[] = {Command::kUpdate, Command::kSubmit, Command::kReturn, Command::kScreen,
                                 Command::kWithdraw};
constexpr char kName[] = "states/nj/cycles/2027/proposals/cw";

// The way of a proposal as DOMAIN draws it; what is not here is refused.
const std::map<std::pair<State, Command>, State>& Expected() {
  static const auto* expected = new std::map<std::pair<State, Command>, State>{
      {{api::PROPOSAL_STATE_DRAFT, Command::kUpdate}, api::PROPOSAL_STATE_DRAFT},
      {{api::PROPOSAL_STATE_DRAFT, Command::kSubmit}, api::PROPOSAL_STATE_SUBMITTED},
      {{api::PROPOSAL_STATE_DRAFT, Command::kWithdraw}, api::PROPOSAL_STATE_WITHDRAWN},
      {{api::PROPOSAL_STATE_SUBMITTED, Command::kReturn}, api::PROPOSAL_STATE_RETURNED},
      {{api::PROPOSAL_STATE_SUBMITTED, Command::kScreen}, api::PROPOSAL_STATE_SCREENED},
      {{api::PROPOSAL_STATE_SUBMITTED, Command::kWithdraw}, api::PROPOSAL_STATE_WITHDRAWN},
      {{api::PROPOSAL_STATE_RETURNED, Command::kUpdate}, api::PROPOSAL_STATE_RETURNED},
      {{api::PROPOSAL_STATE_RETURNED, Command::kSubmit}, api::PROPOSAL_STATE_SUBMITTED},
      {{api::PROPOSAL_STATE_RETURNED, Command::kWithdraw}, api::PROPOSAL_STATE_WITHDRAWN},
      {{api::PROPOSAL_STATE_SCREENED, Command::kWithdraw}, api::PROPOSAL_STATE_WITHDRAWN},
  };
  return *expected;
}

api::Proposal ProposalIn(State state) {
  api::Proposal proposal;
  proposal.set_name(kName);
  proposal.set_credential("states/nj/credentials/cw");
  proposal.set_state(state);
  proposal.add_soc_codes("51-4121");
  proposal.set_evidence_summary("hired");
  proposal.set_demand_scope(api::DEMAND_SCOPE_STATEWIDE);
  proposal.set_etag("1");
  return proposal;
}

// The request of a command on the proposal, decided by a member of the staff.
absl::Status Give(Command command, FakeState* state) {
  switch (command) {
    case Command::kUpdate: {
      api::UpdateProposalRequest request;
      request.mutable_proposal()->set_name(kName);
      return state->Do(request, state->staff);
    }
    case Command::kSubmit: {
      api::SubmitProposalRequest request;
      request.set_name(kName);
      return state->Do(request, state->staff);
    }
    case Command::kReturn: {
      api::ReturnProposalRequest request;
      request.set_name(kName);
      return state->Do(request, state->staff);
    }
    case Command::kScreen: {
      api::ScreenProposalRequest request;
      request.set_name(kName);
      return state->Do(request, state->staff);
    }
    case Command::kWithdraw: {
      api::WithdrawProposalRequest request;
      request.set_name(kName);
      return state->Do(request, state->staff);
    }
  }
  return absl::OkStatus();
}

// Every cell, in the table and through its rpc's decision.
TEST(ProposalWorkflowTest, EveryCommandInEveryStoredState) {
  for (State from : kStoredStates) {
    for (Command command : kCommands) {
      SCOPED_TRACE(api::ProposalState_Name(from) + " command " + std::to_string(static_cast<int>(command)));
      FakeState state;
      state.records.Put(CycleId{"2027"}, api::Cycle());
      state.records.Put(CredentialId{"cw"}, api::Credential());
      state.records.Put(ProposalId{"2027", "cw"}, ProposalIn(from));
      auto expected = Expected().find({from, command});
      absl::StatusOr<State> next = NextState(kProposalMachine, kName, from, command);
      absl::Status given = Give(command, &state);
      const api::Proposal& after = state.records.FindOrDefault(ProposalId{"2027", "cw"});
      if (expected == Expected().end()) {
        EXPECT_THAT(next.status(), HasReason("WRONG_STATE"));
        EXPECT_THAT(given, HasReason("WRONG_STATE"));
        EXPECT_EQ(after.state(), from);
      } else {
        ASSERT_THAT(next.status(), IsOk());
        EXPECT_EQ(*next, expected->second);
        EXPECT_THAT(given, IsOk());
        EXPECT_EQ(after.state(), expected->second);
        EXPECT_EQ(after.etag(), "2");
      }
    }
  }
}

TEST(ProposalWorkflowTest, ARefusalSaysWhereItStandsAndWhatIsAllowed) {
  absl::Status status = NextState(kProposalMachine, kName, api::PROPOSAL_STATE_SCREENED, Command::kSubmit).status();
  EXPECT_EQ(status.message(),
            "states/nj/cycles/2027/proposals/cw is SCREENED; submitting is possible only when it is DRAFT, RETURNED");
}

}  // namespace
}  // namespace assay::domain

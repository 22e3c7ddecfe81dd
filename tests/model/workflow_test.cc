// Every cell of every table of services/domain/workflow.h, driven through the real decisions.
#include "services/domain/workflow.h"

#include "gtest/gtest.h"
#include "services/domain/commands/employer.h"
#include "services/domain/commands/proposal.h"
#include "services/domain/review/testing/review_world.h"
#include "tests/model/workflow_driver.h"

namespace assay::model {
namespace {

namespace api = ::assay::v1;
using domain::FakeState;
using domain::ReviewWorld;

// ---- Proposals: p1, complete.

struct ProposalWorld : ReviewWorld {
  api::Proposal Stored() const { return state.records.FindOrDefault(domain::ProposalIdOf(Proposal("p1"))); }
};

void PutProposal(ProposalWorld* world, api::ProposalState state) {
  ledger::v1::DecisionPart credential;
  credential.mutable_credential()->set_name("states/nj/credentials/c1");
  world->Put(credential);
  ledger::v1::DecisionPart decision;
  api::Proposal* proposal = decision.mutable_proposal();
  proposal->set_name(ReviewWorld::Proposal("p1"));
  proposal->set_credential("states/nj/credentials/c1");
  proposal->set_kind(api::PROPOSAL_KIND_NEW);
  proposal->add_soc_codes("29-1141");
  proposal->set_evidence_summary("employers ask for it");
  proposal->set_demand_scope(api::DEMAND_SCOPE_STATEWIDE);
  proposal->set_state(state);
  world->Put(decision);
}

absl::Status AskOfProposal(ProposalWorld* world, domain::ProposalCommand command) {
  const std::string name = ReviewWorld::Proposal("p1");
  const domain::Principal& staff = world->state.staff;
  switch (command) {
    case domain::ProposalCommand::kUpdate: {
      api::UpdateProposalRequest request;
      request.mutable_proposal()->set_name(name);
      request.mutable_proposal()->set_evidence_summary("many employers ask for it");
      return world->state.Do(request, staff);
    }
    case domain::ProposalCommand::kSubmit: {
      api::SubmitProposalRequest request;
      request.set_name(name);
      return world->state.Do(request, staff);
    }
    case domain::ProposalCommand::kReturn: {
      api::ReturnProposalRequest request;
      request.set_name(name);
      request.set_comment("say more");
      return world->state.Do(request, staff);
    }
    case domain::ProposalCommand::kScreen: {
      api::ScreenProposalRequest request;
      request.set_name(name);
      return world->state.Do(request, staff);
    }
    case domain::ProposalCommand::kWithdraw: {
      api::WithdrawProposalRequest request;
      request.set_name(name);
      request.set_comment("no longer offered");
      return world->state.Do(request, staff);
    }
  }
  return absl::UnimplementedError("no such command");
}

TEST(WorkflowTest, EveryCellOfProposals) {
  Driver<ProposalWorld, api::ProposalState, domain::ProposalCommand> driver;
  driver.put = PutProposal;
  driver.ask = AskOfProposal;
  driver.state_of = [](ProposalWorld* world) { return world->Stored().state(); };
  for (api::ProposalState state : StatesOf<api::ProposalState>()) {
    bool stored = state == api::PROPOSAL_STATE_DRAFT || state == api::PROPOSAL_STATE_SUBMITTED ||
                  state == api::PROPOSAL_STATE_RETURNED || state == api::PROPOSAL_STATE_SCREENED ||
                  state == api::PROPOSAL_STATE_WITHDRAWN;
    if (!stored) driver.derived.insert(state);
  }
  ExpectEveryCell(domain::kProposalMachine, driver);
}

// ---- Employers: acme; bolt is there to be merged into.

absl::Status AskOfEmployer(ReviewWorld* world, domain::EmployerCommand command) {
  const std::string name = ReviewWorld::Employer("acme");
  const domain::Principal& staff = world->state.staff;
  switch (command) {
    case domain::EmployerCommand::kUpdate: {
      api::UpdateEmployerRequest request;
      request.mutable_employer()->set_name(name);
      request.mutable_employer()->set_legal_name("Acme of New Jersey");
      return world->state.Do(request, staff);
    }
    case domain::EmployerCommand::kRenumber: {
      api::UpdateEmployerRequest request;
      request.mutable_employer()->set_name(name);
      request.mutable_employer()->set_registration_id("fein-another");
      return world->state.Do(request, staff);
    }
    case domain::EmployerCommand::kVerify: {
      api::VerifyEmployerRequest request;
      request.set_name(name);
      request.set_evidence("its unemployment insurance account");
      return world->state.Do(request, staff);
    }
    case domain::EmployerCommand::kReject: {
      api::RejectEmployerRequest request;
      request.set_name(name);
      request.set_reason("nobody answers");
      return world->state.Do(request, staff);
    }
    case domain::EmployerCommand::kSuspend: {
      api::SuspendEmployerRequest request;
      request.set_name(name);
      request.set_reason("under review");
      return world->state.Do(request, staff);
    }
    case domain::EmployerCommand::kMerge: {
      api::MergeEmployersRequest request;
      request.set_name(name);
      request.set_into(ReviewWorld::Employer("bolt"));
      request.set_reason("bought");
      return world->state.Do(request, staff);
    }
  }
  return absl::UnimplementedError("no such command");
}

TEST(WorkflowTest, EveryCellOfEmployers) {
  Driver<ReviewWorld, api::EmployerState, domain::EmployerCommand> driver;
  driver.put = [](ReviewWorld* world, api::EmployerState state) {
    world->PutEmployer("bolt");
    world->PutEmployer("acme", state);
  };
  driver.ask = AskOfEmployer;
  driver.state_of = [](ReviewWorld* world) {
    return world->state.records.FindOrDefault(domain::EmployerId{"acme"}).state();
  };
  ExpectEveryCell(domain::kEmployerMachine, driver);
}

}  // namespace
}  // namespace assay::model

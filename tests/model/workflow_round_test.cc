// Every cell of the tables of rounds and annulments (services/domain/workflow.h), driven through the real decisions.
#include "gtest/gtest.h"
#include "services/domain/review/annulment.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/testing/review_world.h"
#include "tests/model/workflow_driver.h"

namespace assay::model {
namespace {

namespace api = ::assay::v1;
using domain::ReviewWorld;

// ---- Rounds: r1, in which bolt voted for p1 and acme against it; whatever finds no two thirds stays open.

struct RoundWorld : ReviewWorld {
  RoundWorld() {
    ChangePolicy([](api::Policy* policy) {
      policy->set_algorithm_version(2);
      api::EmployerValidation* rules = policy->mutable_validation();
      rules->mutable_quorum()->set_denominator(1);
      rules->mutable_approval_share()->set_numerator(2);
      rules->mutable_approval_share()->set_denominator(3);
      *rules->mutable_consensus()->mutable_reject_share() = rules->approval_share();
      policy->mutable_second_rounds()->set_rounds_max(3);
    });
    for (const char* id : {"acme", "bolt", "cobb"}) PutEmployer(id);
    for (const char* id : {"p1", "p2", "p3"}) PutProposal(id);
    PutSeat("health", "s1", "acme");
    PutSeat("health", "s2", "bolt", 1, {"cobb"});
  }

  absl::Time Deadline() const { return start + absl::Hours(1); }

  const absl::Time start = state.now;
};

void Must(const absl::Status& status) { EXPECT_TRUE(status.ok()) << status; }

void PutRound(RoundWorld* world, api::RoundState state) {
  Must(world->CreateRound("r1", world->Deadline()));
  Must(world->AddItems("r1", {"p1", "p2"}));
  if (state == api::ROUND_STATE_DRAFT) return;
  Must(world->Open("r1"));
  Must(world->Cast("r1", "p1", api::BALLOT_CHOICE_APPROVE, "bolt"));
  Must(world->Cast("r1", "p1", api::BALLOT_CHOICE_REJECT, "acme"));
  if (state == api::ROUND_STATE_CLOSED) Must(world->Close("r1"));
}

// Nobody closed it: its deadline passed.
void PutRoundByTheClock(RoundWorld* world, api::RoundState state) {
  bool over = state == api::ROUND_STATE_CLOSED;
  PutRound(world, over ? api::ROUND_STATE_OPEN : state);
  if (over) world->state.now = world->Deadline();
}

api::AnnulBallotsRequest Annulment() {
  api::AnnulBallotsRequest request;
  request.set_parent(ReviewWorld::Round("r1"));
  request.set_annulment_id("a1");
  request.mutable_annulment()->set_seat(ReviewWorld::Seat("s2"));
  request.mutable_annulment()->add_proposals(ReviewWorld::Proposal("p1"));
  request.mutable_annulment()->set_reason("no employer");
  return request;
}

absl::Status AskOfRound(RoundWorld* world, domain::RoundCommand command) {
  switch (command) {
    case domain::RoundCommand::kAddItems:
      return world->AddItems("r1", {"p3"});
    case domain::RoundCommand::kOpen:
      return world->Open("r1");
    case domain::RoundCommand::kExtend: {
      api::ExtendRoundRequest request;
      request.set_name(ReviewWorld::Round("r1"));
      *request.mutable_deadline() = domain::ToProto(world->Deadline() + absl::Hours(9));
      return world->state.Do(request, world->state.staff);
    }
    case domain::RoundCommand::kAnswer:
      return world->Cast("r1", "p2", api::BALLOT_CHOICE_APPROVE, "bolt");
    case domain::RoundCommand::kAssign:
      return world->Assign("r1", "s1", {"p1"}, world->state.staff);
    case domain::RoundCommand::kChangeSeat:
      return world->TakeSeat("r1", "s2", "cobb");
    case domain::RoundCommand::kPost: {
      api::PostMessageRequest request;
      request.set_parent(ReviewWorld::Round("r1"));
      request.mutable_message()->set_text("hello");
      return world->state.Do(request, world->state.Representative("acme", "pat"));
    }
    case domain::RoundCommand::kClose:
      return world->Close("r1");
    case domain::RoundCommand::kFollowUp:
      return world->FollowUp("r1", "r2");
    case domain::RoundCommand::kAnnul:
      return world->state.Do(Annulment(), world->state.staff);
  }
  return absl::UnimplementedError("no such command");
}

Driver<RoundWorld, api::RoundState, domain::RoundCommand> RoundDriver() {
  Driver<RoundWorld, api::RoundState, domain::RoundCommand> driver;
  driver.put = PutRound;
  driver.ask = AskOfRound;
  driver.state_of = [](RoundWorld* world) {
    return domain::IsClosedAt(world->FindRound("r1"), world->state.now) ? api::ROUND_STATE_CLOSED
                                                                        : world->FindRound("r1").state();
  };
  driver.refusals = {"ROUND_NOT_DRAFT", "ROUND_NOT_OPEN", "ROUND_CLOSED", "ROUND_NOT_CLOSED"};
  return driver;
}

TEST(WorkflowRoundTest, EveryCellOfRounds) { ExpectEveryCell(domain::kRoundMachine, RoundDriver()); }

TEST(WorkflowRoundTest, EveryCellOfRoundsThatTheClockCloses) {
  auto driver = RoundDriver();
  driver.put = PutRoundByTheClock;
  ExpectEveryCell(domain::kRoundMachine, driver);
}

// ---- Annulments: a1, of the ballot of bolt on p1.

void PutAnnulment(RoundWorld* world, api::AnnulmentState state) {
  PutRound(world, api::ROUND_STATE_CLOSED);
  Must(world->state.Do(Annulment(), world->state.staff));
  api::Annulment annulment = world->state.records.FindOrDefault(domain::AnnulmentId{"2027", "r1", "a1"});
  annulment.set_state(state);
  ledger::v1::DecisionPart decision;
  *decision.mutable_annulment()->mutable_annulment() = annulment;
  world->Put(decision);
}

absl::Status AskOfAnnulment(RoundWorld* world, domain::AnnulmentCommand command) {
  const std::string name = ReviewWorld::Round("r1") + "/annulments/a1";
  switch (command) {
    case domain::AnnulmentCommand::kConfirm: {
      api::ConfirmAnnulmentRequest request;
      request.set_name(name);
      request.set_etag("1");
      return world->state.Do(request, world->state.administrator);
    }
    case domain::AnnulmentCommand::kCancel: {
      api::CancelAnnulmentRequest request;
      request.set_name(name);
      return world->state.Do(request, world->state.administrator);
    }
  }
  return absl::UnimplementedError("no such command");
}

TEST(WorkflowRoundTest, EveryCellOfAnnulments) {
  Driver<RoundWorld, api::AnnulmentState, domain::AnnulmentCommand> driver;
  driver.put = PutAnnulment;
  driver.ask = AskOfAnnulment;
  driver.state_of = [](RoundWorld* world) {
    return world->state.records.FindOrDefault(domain::AnnulmentId{"2027", "r1", "a1"}).state();
  };
  ExpectEveryCell(domain::kAnnulmentMachine, driver);
}

}  // namespace
}  // namespace assay::model

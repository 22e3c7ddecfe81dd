// Every cell of the table of appeals (services/domain/workflow.h), driven through the real decisions; and of entries,
// as far as people move them.
#include "gtest/gtest.h"
#include "services/domain/appeal/appeal.h"
#include "services/domain/list/lifecycle.h"
#include "tests/model/workflow_driver.h"
#include "tests/model/workflow_list_world.h"

namespace assay::model {
namespace {

// ---- Appeals: of the proposer of CNA, with ann, to be decided within an hour.

constexpr char kAppeal[] = "states/nj/cycles/2027/appeals/cna";

api::Appeal* StoredAppeal(WholeListWorld* world) { return world->state.records.Mutable(domain::AppealIdOf(kAppeal)); }

void PutAppeal(WholeListWorld* world, api::AppealState state) {
  api::Appeal* appeal = StoredAppeal(world);
  appeal->set_name(kAppeal);
  appeal->set_proposal(ListWorld::Proposal("cna"));
  appeal->set_credential(ListWorld::Credential("cna"));
  appeal->set_list_version(ListWorld::Version(1));
  appeal->set_appellant("states/nj/users/proposer");
  appeal->set_etag("1");
  appeal->set_state(state);
  *appeal->mutable_decide_by_time() = domain::ToProto(world->state.now + absl::Hours(1));
  if (state == api::APPEAL_STATE_FILED) return;
  appeal->set_officer("states/nj/users/ann");
  if (state == api::APPEAL_STATE_ASSIGNED) return;
  appeal->set_decider("states/nj/users/ann");
  appeal->set_outcome(api::APPEAL_OUTCOME_UPHELD);
}

absl::Status ConfirmAppeal(WholeListWorld* world, api::AppealOutcome outcome) {
  StoredAppeal(world)->set_outcome(outcome);
  api::ConfirmAppealDecisionRequest request;
  request.set_name(kAppeal);
  request.set_etag("1");
  return world->state.Do(request, world->Approver("bob"));
}

absl::Status LapseAppeal(WholeListWorld* world, api::AppealLapse lapse) {
  world->rules.set_appeal_lapse(lapse);
  world->ChangeRules(world->rules);
  absl::Time scheduled = domain::FromProto(StoredAppeal(world)->decide_by_time());
  world->state.now = scheduled;
  domain::Principal job;
  job.state = "nj";
  job.job = "lapse-appeals";
  domain::Events events;
  domain::Context context{"nj", scheduled, &job, &world->state.random};
  absl::Status status = domain::DecideAppealLapse(kAppeal, scheduled, context, world->state.records, &events);
  if (status.ok()) world->state.Commit(&events, job);
  return status;
}

absl::Status AskOfAppeal(WholeListWorld* world, domain::AppealCommand command) {
  switch (command) {
    case domain::AppealCommand::kAssign: {
      api::AssignAppealRequest request;
      request.set_name(kAppeal);
      request.set_officer("states/nj/users/ann");
      return world->state.Do(request, world->state.staff);
    }
    case domain::AppealCommand::kDecide: {
      api::DecideAppealRequest request;
      request.set_name(kAppeal);
      request.set_etag("1");
      request.set_outcome(api::APPEAL_OUTCOME_OVERTURNED);
      request.set_reason("the figures were old");
      return world->state.Do(request, world->Approver("ann"));
    }
    case domain::AppealCommand::kUphold:
      return ConfirmAppeal(world, api::APPEAL_OUTCOME_UPHELD);
    case domain::AppealCommand::kOverturn:
      return ConfirmAppeal(world, api::APPEAL_OUTCOME_OVERTURNED);
    case domain::AppealCommand::kLapse:
      return LapseAppeal(world, api::APPEAL_LAPSE_DECISION_STANDS);
    case domain::AppealCommand::kLapseGranted:
      return LapseAppeal(world, api::APPEAL_LAPSE_OVERTURNS);
    case domain::AppealCommand::kWithdraw: {
      api::WithdrawAppealRequest request;
      request.set_name(kAppeal);
      return world->state.Do(request, world->state.staff);
    }
  }
  return absl::UnimplementedError("no such command");
}

TEST(WorkflowAppealTest, EveryCellOfAppeals) {
  Driver<WholeListWorld, api::AppealState, domain::AppealCommand> driver;
  driver.put = PutAppeal;
  driver.ask = AskOfAppeal;
  driver.state_of = [](WholeListWorld* world) { return StoredAppeal(world)->state(); };
  driver.of_jobs = {domain::AppealCommand::kLapse, domain::AppealCommand::kLapseGranted};
  ExpectEveryCell(domain::kAppealMachine, driver);
}

// ---- Entries: a list action is carried out where its line is, and has a problem elsewhere.

domain::MaybeEntry EntryIn(api::EntryStatus status) {
  if (status == api::ENTRY_STATUS_REMOVED) return absl::nullopt;
  api::ListEntry entry;
  entry.set_credential(ListWorld::Credential("cna"));
  if (status == api::ENTRY_STATUS_SUNSETTING) entry.mutable_sunset()->set_until_date("2028-06-30");
  if (status == api::ENTRY_STATUS_SUSPENDED) entry.mutable_suspension();
  if (status == api::ENTRY_STATUS_PENDING) {
    entry.add_effective_dates()->set_kind(api::EFFECTIVE_DATE_KIND_IN_FORCE);
    entry.mutable_effective_dates(0)->set_date("2029-07-01");
  }
  entry.mutable_emergency()->set_until_date("2028-06-30");
  return domain::Settle(entry, "2027-07-01");
}

api::ListAction ActionOf(api::ListActionKind kind) {
  api::ListAction action;
  action.set_kind(kind);
  action.set_credential(ListWorld::Credential("cna"));
  action.set_until_date("2028-12-31");
  action.mutable_sunset()->set_until_date("2028-06-30");
  action.mutable_cohort()->set_until_date("2028-06-30");
  return action;
}

TEST(WorkflowAppealTest, EveryCellOfEntriesThatAnActionMoves) {
  ExpectWellFormed(domain::kEntryMachine);
  api::ListRules rules;
  rules.mutable_emergency()->set_extension_days(365);
  rules.mutable_emergency()->set_extensions_max(1);
  for (api::EntryStatus status : StatesOf<api::EntryStatus>()) {
    for (int number = api::ListActionKind_MIN + 1; number <= api::ListActionKind_MAX; ++number) {
      auto kind = static_cast<api::ListActionKind>(number);
      SCOPED_TRACE(absl::StrCat(domain::StateText(status), ", ", domain::StateText(kind)));
      domain::MaybeEntry entry = EntryIn(status);
      ASSERT_EQ(domain::StatusOf(entry), status);
      api::ListAction action = ActionOf(kind);
      auto next = domain::FindNext(domain::kEntryMachine, status, domain::CommandOf(kind));
      EXPECT_EQ(domain::ActionProblem(action, entry, rules).empty(), next.has_value());
      bool needs_facts = kind == api::LIST_ACTION_KIND_EMERGENCY_ADDITION || kind == api::LIST_ACTION_KIND_CORRECTION;
      if (!next.has_value() || needs_facts) continue;
      domain::MaybeEntry after = domain::CarryOut(action, entry);
      EXPECT_EQ(domain::StatusOf(domain::Settle(after, "2027-07-01")), *next);
    }
  }
}

}  // namespace
}  // namespace assay::model

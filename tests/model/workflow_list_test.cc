// Every cell of the tables of list versions, list actions and comments (services/domain/workflow.h), driven through the
// real decisions.
#include "gtest/gtest.h"
#include "services/domain/comment/comment.h"
#include "services/domain/list/action.h"
#include "services/domain/list/notice.h"
#include "tests/model/workflow_driver.h"
#include "tests/model/workflow_list_world.h"

namespace assay::model {
namespace {

// ---- List versions: 1.

void PutVersion(WholeListWorld* world, api::ListVersionState state) {
  Must(world->Draft());
  if (state == api::LIST_VERSION_STATE_DRAFT) return;
  Must(world->Release());
  if (state == api::LIST_VERSION_STATE_PRELIMINARY) return;
  Must(world->Sign("tea", "ann"));
  Must(world->Sign("twc", "bob"));
  if (state == api::LIST_VERSION_STATE_APPROVED) return;
  Must(world->Publish(1));
  if (state == api::LIST_VERSION_STATE_PUBLISHED) return;
  world->SetListRules({});
  Must(world->DraftAndPublish());
}

absl::Status AskOfVersion(WholeListWorld* world, domain::ListVersionCommand command) {
  switch (command) {
    case domain::ListVersionCommand::kDraft:
      return world->Draft();
    case domain::ListVersionCommand::kRelease:
      return world->Release();
    case domain::ListVersionCommand::kSign:
      return world->Sign("tea", "ann");
    case domain::ListVersionCommand::kApprove: {
      absl::Status first = world->Sign("tea", "ann");
      return first.ok() ? world->Sign("twc", "bob") : first;
    }
    case domain::ListVersionCommand::kRevise: {
      auto request = world->OfVersion<api::RequestRevisionsRequest>();
      request.set_reason("the wages are of last year");
      return world->state.Do(request, world->Approver("ann"));
    }
    case domain::ListVersionCommand::kPublish:
      return world->Publish(1);
    case domain::ListVersionCommand::kPublishDraft:
      world->ChangeRules({});
      return world->Publish(1);
    case domain::ListVersionCommand::kSupersede:
      world->SetListRules({});
      return world->DraftAndPublish();
    case domain::ListVersionCommand::kNotify:
      return world->state.Do(world->OfVersion<api::IssueDecisionNoticesRequest>(), world->state.staff);
  }
  return absl::UnimplementedError("no such command");
}

TEST(WorkflowListTest, EveryCellOfListVersions) {
  using Command = domain::ListVersionCommand;
  Driver<WholeListWorld, api::ListVersionState, Command> driver;
  driver.put = PutVersion;
  driver.ask = AskOfVersion;
  driver.state_of = [](WholeListWorld* world) { return world->FindVersion(1).state(); };
  for (api::ListVersionState state : StatesOf<api::ListVersionState>()) {
    // What is published is not drafted again but followed by another version, and superseded by it alone.
    bool over = state == api::LIST_VERSION_STATE_PUBLISHED || state == api::LIST_VERSION_STATE_SUPERSEDED;
    if (over) driver.unaskable.insert({state, Command::kDraft});
    if (state != api::LIST_VERSION_STATE_PUBLISHED) driver.unaskable.insert({state, Command::kSupersede});
  }
  ExpectEveryCell(domain::kListVersionMachine, driver);
}

// ---- Comments: 1, on a preliminary version.

constexpr char kComment[] = "states/nj/cycles/2027/comments/1";

void PutComment(WholeListWorld* world, api::CommentState state) {
  world->rules.set_comment_days(10);
  world->SetListRules(world->rules);
  Must(world->Draft());
  Must(world->Release());
  api::CreateCommentRequest request;
  request.set_parent(ListWorld::kCycle);
  request.mutable_comment()->set_author_name("Pat Public");
  request.mutable_comment()->set_text("list the welders too");
  Must(world->state.Do(request, domain::Principal()));
  world->state.records.Mutable(domain::CommentIdOf(kComment))->set_state(state);
}

absl::Status AskOfComment(WholeListWorld* world, domain::CommentCommand command) {
  switch (command) {
    case domain::CommentCommand::kShow: {
      api::ShowCommentRequest request;
      request.set_name(kComment);
      return world->state.Do(request, world->state.staff);
    }
    case domain::CommentCommand::kReject: {
      api::RejectCommentRequest request;
      request.set_name(kComment);
      request.set_reason("advertises");
      return world->state.Do(request, world->state.staff);
    }
    case domain::CommentCommand::kAnswer: {
      api::AnswerCommentRequest request;
      request.set_name(kComment);
      request.set_answer("they are before the panel");
      return world->state.Do(request, world->state.staff);
    }
  }
  return absl::UnimplementedError("no such command");
}

TEST(WorkflowListTest, EveryCellOfComments) {
  Driver<WholeListWorld, api::CommentState, domain::CommentCommand> driver;
  driver.put = PutComment;
  driver.ask = AskOfComment;
  driver.state_of = [](WholeListWorld* world) {
    return world->state.records.FindOrDefault(domain::CommentIdOf(kComment)).state();
  };
  ExpectEveryCell(domain::kCommentMachine, driver);
}

// ---- List actions: a1, which adds LPN in an emergency.

constexpr char kAction[] = "states/nj/cycles/2027/listActions/a1";

void PutAction(WholeListWorld* world, api::ListActionState state) {
  world->PutCredential("lpn", "LPN");
  world->rules.mutable_emergency()->set_days(730);
  world->SetListRules(world->rules);
  api::CreateListActionRequest request;
  request.set_parent(ListWorld::kCycle);
  request.set_list_action_id("a1");
  request.mutable_list_action()->set_kind(api::LIST_ACTION_KIND_EMERGENCY_ADDITION);
  request.mutable_list_action()->set_credential(ListWorld::Credential("lpn"));
  request.mutable_list_action()->set_until_date("2028-06-30");
  request.mutable_list_action()->set_reason("a hospital opens");
  auto entry = domain::FindActionEntry(request.list_action(), world->state.scan);
  Must(entry.status());
  domain::Events events;
  domain::Context context{"nj", world->state.now, &world->state.staff, &world->state.random};
  Must(domain::DecideCreateListAction(request, *entry, context, world->state.records, &events));
  world->state.Commit(&events, world->state.staff);
  world->state.records.Mutable(domain::ListActionIdOf(kAction))->set_state(state);
}

absl::Status AskOfAction(WholeListWorld* world, domain::ListActionCommand command) {
  switch (command) {
    case domain::ListActionCommand::kConfirm: {
      api::ConfirmListActionRequest request;
      request.set_name(kAction);
      request.set_etag("1");
      return world->state.Do(request, world->state.approver);
    }
    case domain::ListActionCommand::kCancel: {
      api::CancelListActionRequest request;
      request.set_name(kAction);
      return world->state.Do(request, world->state.approver);
    }
  }
  return absl::UnimplementedError("no such command");
}

TEST(WorkflowListTest, EveryCellOfListActions) {
  Driver<WholeListWorld, api::ListActionState, domain::ListActionCommand> driver;
  driver.put = PutAction;
  driver.ask = AskOfAction;
  driver.state_of = [](WholeListWorld* world) {
    return world->state.records.FindOrDefault(domain::ListActionIdOf(kAction)).state();
  };
  ExpectEveryCell(domain::kListActionMachine, driver);
}

}  // namespace
}  // namespace assay::model

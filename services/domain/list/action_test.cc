#include "services/domain/list/action.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/list/testing/list_world.h"

namespace assay::domain {
namespace {

class ListActionTest : public testing::Test {
 protected:
  ListActionTest() {
    for (const char* id : {"cna", "welder"}) world_.PutCredential(id, id);
    world_.Approved("cna");
    EXPECT_THAT(world_.DraftAndPublish(), IsOk());
    api::ListRules rules;
    rules.mutable_emergency()->set_days(30);
    world_.SetListRules(rules);
  }

  static api::ListAction ActionOn(const std::string& id, api::ListActionKind kind) {
    api::ListAction action;
    action.set_kind(kind);
    action.set_credential(ListWorld::Credential(id));
    return action;
  }

  template <class Request>
  absl::Status Do(const std::string& id, const Principal& principal) {
    Request request;
    request.set_name(absl::StrCat(ListWorld::kCycle, "/listActions/", id));
    request.set_etag(Find(id).etag());
    return world_.state.Do(request, principal);
  }

  const api::ListAction& Find(const std::string& id) {
    return world_.state.records.FindOrDefault(ListActionId{"2027", id});
  }

  ListWorld world_;
};

TEST_F(ListActionTest, TwoPeopleStandBehindIt) {
  ASSERT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_SUSPENSION), "s"), IsOk());
  const api::ListAction& action = Find("s");
  EXPECT_EQ(action.state(), api::LIST_ACTION_STATE_CONFIRMED);
  EXPECT_EQ(action.proposer(), "states/nj/users/staff");
  EXPECT_EQ(action.confirmer(), "states/nj/users/approver");
  EXPECT_EQ(action.confirmed_number(), 1);
  EXPECT_EQ(action.reason(), "for the record");
  EXPECT_EQ(world_.state.last[0].decision().list_action().reason(), "") << "the reason is personal";
}

TEST_F(ListActionTest, WhoeverProposedItDoesNotConfirm) {
  Principal both = world_.state.staff;
  both.user = "approver";
  api::CreateListActionRequest request;
  request.set_parent(ListWorld::kCycle);
  request.set_list_action_id("s");
  *request.mutable_list_action() = ActionOn("cna", api::LIST_ACTION_KIND_SUSPENSION);
  Events events;
  Context context{"nj", world_.state.now, &both, &world_.state.random};
  auto entry = FindActionEntry(request.list_action(), world_.state.scan);
  ASSERT_THAT(DecideCreateListAction(request, *entry, context, world_.state.records, &events), IsOk());
  world_.state.Commit(&events, both);
  EXPECT_THAT(Do<api::ConfirmListActionRequest>("s", world_.state.approver), HasReason("SECOND_PERSON_REQUIRED"));
  EXPECT_THAT(Do<api::ConfirmListActionRequest>("s", world_.state.administrator), IsOk());
  EXPECT_THAT(Do<api::ConfirmListActionRequest>("s", world_.state.administrator), HasReason("WRONG_STATE"));
}

TEST_F(ListActionTest, EachKindNeedsItsParts) {
  EXPECT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_UNSPECIFIED), "a"), Violates("list_action.kind"));
  EXPECT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_REMOVAL), "a"), Violates("list_action.removal_reason"));
  EXPECT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_SUNSET), "a"),
              Violates("list_action.removal_reason", "list_action.sunset.until_date"));
  EXPECT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_GRANDFATHER), "a"), Violates("list_action.cohort"));
}

TEST_F(ListActionTest, AnEmergencyLastsAsLongAsTheRulesAllow) {
  api::ListAction addition = ActionOn("welder", api::LIST_ACTION_KIND_EMERGENCY_ADDITION);
  EXPECT_THAT(world_.Act(addition, "e"), Violates("list_action.until_date"));
  addition.set_until_date("2027-02-15");  // today is 2027-01-15
  EXPECT_THAT(world_.Act(addition, "e"), Violates("list_action.until_date")) << "31 days";
  addition.set_until_date("2027-02-14");
  EXPECT_THAT(world_.Act(addition, "e"), IsOk());
  world_.SetListRules({});
  EXPECT_THAT(world_.Act(addition, "f"), HasReason("EMERGENCY_NOT_ALLOWED"));
}

TEST_F(ListActionTest, TheEntryMustBeWhereTheActionNeedsIt) {
  EXPECT_THAT(world_.Act(ActionOn("welder", api::LIST_ACTION_KIND_SUSPENSION), "s"), HasReason("ENTRY_DOES_NOT_FIT"));
  api::ListAction addition = ActionOn("cna", api::LIST_ACTION_KIND_EMERGENCY_ADDITION);
  addition.set_until_date("2027-02-14");
  EXPECT_THAT(world_.Act(addition, "e"), HasReason("ENTRY_DOES_NOT_FIT"));
  EXPECT_EQ(world_.Act(ActionOn("nobody", api::LIST_ACTION_KIND_SUSPENSION), "s").code(), absl::StatusCode::kNotFound);
}

TEST_F(ListActionTest, ItIsTakenBackUntilAListCarriesItOut) {
  ASSERT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_SUSPENSION), "s"), IsOk());
  ASSERT_THAT(world_.Amend(api::AMENDMENT_CAUSE_SUSPENSION), IsOk());
  ASSERT_THAT(Do<api::CancelListActionRequest>("s", world_.state.staff), IsOk());
  EXPECT_THAT(world_.Publish(2), HasReason("BASIS_CHANGED"));
  ASSERT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_SUSPENSION), "t"), IsOk());
  ASSERT_THAT(world_.Amend(api::AMENDMENT_CAUSE_SUSPENSION), IsOk());
  ASSERT_THAT(world_.Publish(2), IsOk());
  EXPECT_THAT(Do<api::CancelListActionRequest>("t", world_.state.staff), HasReason("ALREADY_CARRIED_OUT"));
}

TEST_F(ListActionTest, AnIdIsTakenOnce) {
  ASSERT_THAT(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_SUSPENSION), "s"), IsOk());
  EXPECT_EQ(world_.Act(ActionOn("cna", api::LIST_ACTION_KIND_SUSPENSION), "s").code(),
            absl::StatusCode::kAlreadyExists);
}

}  // namespace
}  // namespace assay::domain

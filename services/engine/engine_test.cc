#include "services/engine/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/apply.h"
#include "services/domain/resource.h"
#include "services/engine/testing/engine_world.h"

namespace assay::engine {
namespace {

using ::testing::ElementsAre;
using testing::EngineWorld;
using Pending = std::shared_ptr<PendingOutcome>;

class EngineTest : public ::testing::Test {
 protected:
  void SetUp() override { world_.Start(); }

  static Command Put(const std::string& id, const std::string& title, const std::string& request_id = "") {
    return EngineWorld::PutCredential("nj", id, title, request_id);
  }
  int64_t EventCount(const std::string& state = "nj") {
    return world_.engine->Read(state)->FindOrDefault(domain::StateHeadId{}).event_count();
  }
  // Puts a credential titled with the instant at which it was decided.
  Command PutNow(const std::string& state) {
    Command command = EngineWorld::PutCredential(state, "now", "");
    command.decide = [state](const Context& context, const View&, Events* events) {
      v1::Credential* credential = events->AddDecision()->mutable_credential();
      credential->set_name(domain::NameOf(state, domain::CredentialId{"now"}));
      credential->set_title(absl::StrCat(absl::ToUnixMicros(context.now)));
      return absl::OkStatus();
    };
    return command;
  }
  int64_t TimeOf(const absl::StatusOr<Outcome>& outcome) {
    EXPECT_TRUE(outcome.ok()) << outcome.status();
    return outcome->events.front().time_micros();
  }

  EngineWorld world_;
};

TEST_F(EngineTest, IsSeenByReadersWhenDone) {
  Pending pending = world_.Submit(Put("welder", "Welder"));
  ASSERT_TRUE(pending->Wait().ok());
  EXPECT_EQ(world_.TitleOf("nj", "welder"), "Welder");
  EXPECT_EQ(world_.TitleOf("oh", "welder"), "(none)");
}

TEST_F(EngineTest, ReaderKeepsItsPicture) {
  auto before = world_.engine->Read("nj");
  ASSERT_TRUE(world_.Do(Put("welder", "Welder")).ok());
  EXPECT_EQ(before->Find(domain::CredentialId{"welder"}), nullptr);
}

TEST_F(EngineTest, CompletesEvents) {
  ASSERT_TRUE(world_.Do(Put("welder", "Welder", "r1")).ok());
  Event event = world_.EventsOf("nj").back();
  EXPECT_EQ(event.sequence(), EventCount() - 1);
  EXPECT_EQ(event.time_micros(), absl::ToUnixMicros(world_.clock.Now()));
  EXPECT_EQ(event.principal(), "states/nj/users/tester");
  EXPECT_EQ(event.method(), "CredentialService.CreateCredential");
  EXPECT_EQ(event.request_id(), "r1");
  EXPECT_EQ(event.request_digest(), "digest of Welder");
}

TEST_F(EngineTest, RunsABatchInOrderOnTopOfEachOther) {
  Pending held = world_.HoldACommit();
  std::vector<std::string> seen;  // on the commit thread, read after the outcomes
  std::vector<Pending> pending;
  for (int i = 0; i < 5; ++i) {
    Command command = Put("welder", absl::StrCat(i));
    command.decide = [&seen, inner = command.decide](const Context& context, const View& view, Events* events) {
      seen.push_back(view.FindOrDefault(domain::CredentialId{"welder"}).title());
      return inner(context, view, events);
    };
    pending.push_back(world_.Submit(std::move(command)));
  }
  world_.store->Release();
  for (const Pending& one : pending) ASSERT_TRUE(one->Wait().ok());
  EXPECT_THAT(seen, ElementsAre("", "0", "1", "2", "3"));
  EXPECT_EQ(world_.TitleOf("nj", "welder"), "4");
}

TEST_F(EngineTest, AnswersAfterTheCommitAndGathersTheNextBatchMeanwhile) {
  Pending held = world_.HoldACommit();
  EXPECT_EQ(world_.TitleOf("oh", "held"), "(none)");
  int commits_before = world_.store->commit_count();
  std::atomic<int> answered{0};
  std::vector<Pending> pending;
  for (int i = 0; i < 200; ++i) {
    Command command = Put(absl::StrCat("c", i), "x");
    auto one = std::make_shared<PendingOutcome>();
    command.done = [&answered, one](absl::StatusOr<Outcome> outcome) {
      ++answered;
      one->Set(std::move(outcome));
    };
    world_.engine->Submit(std::move(command));
    pending.push_back(one);
  }
  EXPECT_EQ(answered, 0);
  world_.store->Release();
  for (const Pending& one : pending) ASSERT_TRUE(one->Wait().ok());
  ASSERT_TRUE(held->Wait().ok());
  EXPECT_EQ(world_.store->commit_count(), commits_before + 1);
}

TEST_F(EngineTest, WritesEventsOfABatchInOneBlock) {
  Pending held = world_.HoldACommit();
  std::vector<Pending> pending;
  for (int i = 0; i < 10; ++i) pending.push_back(world_.Submit(Put("welder", absl::StrCat(i))));
  world_.store->Release();
  for (const Pending& one : pending) ASSERT_TRUE(one->Wait().ok());
  EXPECT_EQ(world_.store->commits().back().size(), 3u);  // the block, the head, the credential
}

TEST_F(EngineTest, ChangesNothingInAStateThatIsNotThere) {
  absl::StatusOr<Outcome> outcome = world_.Do(EngineWorld::PutCredential("tx", "welder", "Welder"));
  EXPECT_EQ(outcome.status().code(), absl::StatusCode::kNotFound);
}

TEST_F(EngineTest, TheInstallationIsAStateOfItsOwn) {
  Command command;
  command.makes_state = true;
  command.decide = [](const Context& context, const View&, Events* events) {
    EXPECT_EQ(context.state, "");
    events->AddDecision()->mutable_user()->set_name("users/root");
    return absl::OkStatus();
  };
  ASSERT_TRUE(world_.Do(std::move(command)).ok());
  EXPECT_NE(world_.engine->Read("")->Find(domain::UserId{"root"}), nullptr);
  EXPECT_THAT(*world_.engine->StateIds(), ElementsAre("hi", "nj", "oh"));
}

TEST_F(EngineTest, ACommandWithoutEventsChangesNothing) {
  int commits = world_.store->commit_count();
  absl::StatusOr<Outcome> outcome = world_.Do(EngineWorld::Add("nj", {}));
  ASSERT_TRUE(outcome.ok());
  EXPECT_TRUE(outcome->events.empty());
  EXPECT_EQ(world_.store->commit_count(), commits);
}

TEST_F(EngineTest, ReplaysInTheSameBatch) {
  Pending held = world_.HoldACommit();
  Pending first = world_.Submit(Put("welder", "Welder", "r1"));
  Pending again = world_.Submit(Put("welder", "Welder", "r1"));
  world_.store->Release();
  ASSERT_TRUE(first->Wait().ok());
  ASSERT_TRUE(again->Wait().ok());
  EXPECT_FALSE(first->Wait()->replayed);
  EXPECT_TRUE(again->Wait()->replayed);
  ASSERT_EQ(again->Wait()->events.size(), 1u);
  EXPECT_EQ(again->Wait()->events[0].SerializeAsString(), first->Wait()->events[0].SerializeAsString());
}

TEST_F(EngineTest, ReplaysLaterAndAfterReopening) {
  absl::StatusOr<Outcome> first = world_.Do(Put("welder", "Welder", "r1"));
  ASSERT_TRUE(world_.Do(Put("welder", "Changed", "r2")).ok());
  int64_t count = EventCount();
  for (int i = 0; i < 2; ++i) {
    absl::StatusOr<Outcome> again = world_.Do(Put("welder", "Welder", "r1"));
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_TRUE(again->replayed);
    EXPECT_EQ(again->events[0].SerializeAsString(), first->events[0].SerializeAsString());
    world_.Restart();
  }
  EXPECT_EQ(EventCount(), count);
  EXPECT_EQ(world_.TitleOf("nj", "welder"), "Changed");
}

TEST_F(EngineTest, RefusesARequestIdWithAnotherBody) {
  ASSERT_TRUE(world_.Do(Put("welder", "Welder", "r1")).ok());
  absl::StatusOr<Outcome> other = world_.Do(Put("welder", "Other", "r1"));
  EXPECT_EQ(other.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ErrorReason(other.status()), "REQUEST_ID_REUSED");
  EXPECT_EQ(world_.TitleOf("nj", "welder"), "Welder");
}

TEST_F(EngineTest, RequestIdsOfTwoPrincipalsDoNotMeet) {
  ASSERT_TRUE(world_.Do(Put("welder", "Welder", "r1")).ok());
  Command command = Put("welder", "Other", "r1");
  command.principal.user = "somebody-else";
  absl::StatusOr<Outcome> other = world_.Do(std::move(command));
  ASSERT_TRUE(other.ok()) << other.status();
  EXPECT_FALSE(other->replayed);
}

TEST_F(EngineTest, DoesNotRecordRefusals) {
  Command refused = Put("welder", "Welder", "r1");
  refused.decide = [](const Context&, const View&, Events* events) {
    events->AddDecision()->mutable_credential()->set_name("states/nj/credentials/half");
    return Refused("NOT_NOW", "not now");
  };
  EXPECT_EQ(ErrorReason(world_.Do(std::move(refused)).status()), "NOT_NOW");
  EXPECT_EQ(world_.TitleOf("nj", "half"), "(none)");
  absl::StatusOr<Outcome> retried = world_.Do(Put("welder", "Welder", "r1"));
  ASSERT_TRUE(retried.ok()) << retried.status();
  EXPECT_FALSE(retried->replayed);
}

TEST_F(EngineTest, TimeNeverGoesBack) {
  int64_t first = TimeOf(world_.Do(PutNow("nj")));
  world_.clock.Advance(-absl::Hours(1));
  EXPECT_EQ(TimeOf(world_.Do(PutNow("nj"))), first);
  EXPECT_EQ(absl::ToUnixMicros(world_.engine->NowIn(*world_.engine->Read("nj"))), first);
  world_.Restart();
  EXPECT_EQ(TimeOf(world_.Do(PutNow("nj"))), first);
  EXPECT_EQ(world_.TitleOf("nj", "now"), absl::StrCat(first));
}

TEST_F(EngineTest, OneInstantABatch) {
  Pending held = world_.HoldACommit();
  std::vector<Pending> pending;
  for (int i = 0; i < 3; ++i) {
    Command command = PutNow("nj");
    command.decide = [this, inner = command.decide](const Context& context, const View& view, Events* events) {
      world_.clock.Advance(absl::Seconds(1));
      return inner(context, view, events);
    };
    pending.push_back(world_.Submit(std::move(command)));
  }
  world_.store->Release();
  int64_t first = TimeOf(pending[0]->Wait());
  EXPECT_EQ(TimeOf(pending[1]->Wait()), first);
  EXPECT_EQ(TimeOf(pending[2]->Wait()), first);
  EXPECT_GT(TimeOf(world_.Do(PutNow("nj"))), first);
}

TEST_F(EngineTest, ARehearsalHasItsOwnClock) {
  int64_t made = TimeOf(world_.Do(PutNow("hi")));
  world_.clock.Advance(absl::Hours(24));
  EXPECT_EQ(TimeOf(world_.Do(PutNow("hi"))), made);
  Event set;
  v1::State* state = set.mutable_decision()->mutable_state();
  *state = *world_.engine->Read("hi")->Find(domain::StateId{});
  absl::Time moved = absl::FromUnixSeconds(1'900'000'000);
  *state->mutable_rehearsal_time() = domain::ToProto(moved);
  EXPECT_EQ(TimeOf(world_.Do(EngineWorld::Add("hi", {set}))), made);
  EXPECT_EQ(TimeOf(world_.Do(PutNow("hi"))), absl::ToUnixMicros(moved));
  EXPECT_EQ(world_.engine->NowIn(*world_.engine->Read("hi")), moved);
  EXPECT_LT(world_.engine->NowIn(*world_.engine->Read("nj")), moved);
}

TEST(EngineScheduleTest, TellsWhenADeadlineOrAClockMoved) {
  EngineWorld world;
  std::atomic<int> told{0};
  EngineOptions options;
  options.on_schedule_change = [&told] { ++told; };
  world.Start(std::move(options));
  int before = told;
  EXPECT_EQ(before, 3);  // three states were made
  ASSERT_TRUE(world.Do(EngineWorld::PutCredential("nj", "welder", "Welder")).ok());
  EXPECT_EQ(told, before);
  Event open;
  v1::Round* round = open.mutable_decision()->mutable_round();
  round->set_name("states/nj/cycles/2027/rounds/first");
  round->set_state(v1::ROUND_STATE_OPEN);
  round->set_number(1);
  round->mutable_deadline()->set_seconds(1'900'000'000);
  ASSERT_TRUE(world.Do(EngineWorld::Add("nj", {open})).ok());
  EXPECT_EQ(told, before + 1);
}

}  // namespace
}  // namespace assay::engine

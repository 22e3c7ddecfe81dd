#include "services/domain/commands/cycle_stages.h"

#include <algorithm>
#include <utility>

#include "services/domain/commands/cycle.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/due.h"
#include "services/domain/stage.h"
#include "services/domain/testing/fake_state.h"
#include "services/domain/workflow.h"

namespace assay::domain {
namespace {

constexpr char kCycle[] = "states/nj/cycles/2027";

class CycleStagesTest : public ::testing::Test {
 protected:
  CycleStagesTest() {
    state_.records.Mutable(StateId{})->set_time_zone("America/New_York");
    create_.set_parent("states/nj");
    create_.set_cycle_id("2027");
    create_.mutable_cycle()->set_display_name("2027");
    AddStage("submission", "2027-02-01T09:00", "2027-02-28T17:00");
  }

  api::Stage* AddStage(const std::string& id, const std::string& open, const std::string& close) {
    api::Stage* stage = create_.mutable_cycle()->add_stages();
    stage->set_id(id);
    stage->set_kind(api::STAGE_KIND_SUBMISSION);
    stage->set_open_local_time(open);
    stage->set_close_local_time(close);
    return stage;
  }

  absl::Status Make() { return state_.Do(create_, state_.staff); }
  const api::Cycle& Stored() { return state_.records.FindOrDefault(CycleId{"2027"}); }

  // Sends the stages as they were made, as `change` leaves them.
  template <class Change>
  absl::Status Update(Change change) {
    api::UpdateCycleRequest request;
    request.mutable_cycle()->set_name(kCycle);
    *request.mutable_cycle()->mutable_stages() = create_.cycle().stages();
    change(request.mutable_cycle()->mutable_stages());
    request.mutable_update_mask()->add_paths("stages");
    return state_.Do(request, state_.staff);
  }

  absl::Status RunJob(absl::Time scheduled) {
    Principal job;
    job.job = "move-stages";
    Context context{"nj", state_.now, &job, &state_.random};
    Events events;
    ASSAY_RETURN_IF_ERROR(DecideMoveStagesAtDeadline(kCycle, scheduled, context, state_.records, &events));
    state_.Commit(&events, job);
    return absl::OkStatus();
  }

  bool IsDue(absl::Time instant) {
    return state_.records.Find(DueId{DueSeconds(instant), static_cast<uint32_t>(DueJob::kMoveStage), kCycle}) !=
           nullptr;
  }

  static absl::Time Utc(const std::string& text) {
    absl::Time time;
    EXPECT_TRUE(absl::ParseTime("%Y-%m-%dT%H:%M", text, &time, nullptr));
    return time;
  }

  FakeState state_;
  api::CreateCycleRequest create_;
};

TEST_F(CycleStagesTest, InstantsAreComputedAndKept) {
  create_.mutable_cycle()->mutable_stages(0)->set_grace_minutes(90);
  ASSERT_THAT(Make(), IsOk());
  const api::Stage& stage = Stored().stages(0);
  EXPECT_EQ(stage.state(), api::STAGE_STATE_PENDING);
  EXPECT_EQ(FromProto(stage.open_time()), Utc("2027-02-01T14:00"));
  EXPECT_EQ(FromProto(stage.close_time()), Utc("2027-02-28T22:00"));
  EXPECT_EQ(FromProto(stage.end_time()), Utc("2027-02-28T23:30"));
  EXPECT_TRUE(IsDue(Utc("2027-02-01T14:00")));
}

TEST_F(CycleStagesTest, AStageWhoseTimeHasComeBeginsThere) {
  AddStage("past", "2026-01-01T00:00", "2026-02-01T00:00");
  AddStage("now", "", "2027-02-01T00:00");
  AddStage("always", "", "");
  ASSERT_THAT(Make(), IsOk());
  EXPECT_EQ(Stored().stages(1).state(), api::STAGE_STATE_CLOSED);
  EXPECT_EQ(Stored().stages(2).state(), api::STAGE_STATE_OPEN);
  EXPECT_EQ(Stored().stages(3).state(), api::STAGE_STATE_OPEN);
  EXPECT_TRUE(IsDue(Utc("2027-02-01T05:00"))) << "the end of the open one";
}

TEST_F(CycleStagesTest, NamesEverythingThatIsWrong) {
  AddStage("submission", "2027-04-01T09:00", "2027-03-01T09:00");
  AddStage("odd", "1 March", "")->set_grace_minutes(5);
  EXPECT_THAT(Make(), Violates("cycle.stages[1].id", "cycle.stages[1].close_local_time",
                               "cycle.stages[2].open_local_time", "cycle.stages[2].grace_minutes"));
}

TEST_F(CycleStagesTest, TakesSixtyStagesAndNotOneMore) {
  for (int i = 1; i < kStagesMax; ++i) AddStage(absl::StrCat("s", i), "", "");
  api::CreateCycleRequest full = create_;
  AddStage("more", "", "");
  EXPECT_THAT(Make(), Violates("cycle.stages"));
  EXPECT_THAT(state_.Do(full, state_.staff), IsOk());
}

TEST_F(CycleStagesTest, TheJobMovesEachStageAtItsInstantOnce) {
  ASSERT_THAT(Make(), IsOk());
  absl::Time open = Utc("2027-02-01T14:00");
  absl::Time end = Utc("2027-02-28T22:00");
  ASSERT_THAT(RunJob(open), IsOk());
  EXPECT_TRUE(state_.last.empty()) << "not before it is time";
  state_.now = open + absl::Minutes(3);
  ASSERT_THAT(RunJob(open), IsOk());
  ASSERT_EQ(state_.last.size(), 1u);
  EXPECT_EQ(state_.last[0].decision().scheduled_micros(), absl::ToUnixMicros(open));
  EXPECT_EQ(state_.last[0].time_micros(), absl::ToUnixMicros(open + absl::Minutes(3)));
  EXPECT_EQ(Stored().stages(0).state(), api::STAGE_STATE_OPEN);
  EXPECT_EQ(Stored().etag(), "2");
  EXPECT_FALSE(IsDue(open));
  EXPECT_TRUE(IsDue(end));
  ASSERT_THAT(RunJob(open), IsOk());
  EXPECT_TRUE(state_.last.empty()) << "not a second time";
}

// Switched off from before the opening until after the closing: both moves happen, each with its own instant.
TEST_F(CycleStagesTest, AfterANightSwitchedOffEveryMoveIsMadeUp) {
  ASSERT_THAT(Make(), IsOk());
  absl::Time open = Utc("2027-02-01T14:00");
  absl::Time end = Utc("2027-02-28T22:00");
  state_.now = end + absl::Hours(24);
  ASSERT_THAT(RunJob(open), IsOk());
  EXPECT_EQ(Stored().stages(0).state(), api::STAGE_STATE_OPEN);
  EXPECT_TRUE(IsDue(end));
  ASSERT_THAT(RunJob(end), IsOk());
  EXPECT_EQ(Stored().stages(0).state(), api::STAGE_STATE_CLOSED);
  EXPECT_EQ(state_.last[0].decision().scheduled_micros(), absl::ToUnixMicros(end));
  EXPECT_FALSE(NextStageMove(Stored()).has_value());
}

TEST_F(CycleStagesTest, ReadersSeeWhereAStageStandsBeforeTheJobDoes) {
  ASSERT_THAT(Make(), IsOk());
  api::Cycle cycle = Stored();
  PrepareForReader(Principal(), Utc("2027-02-01T14:00"), &cycle);
  EXPECT_EQ(cycle.stages(0).state(), api::STAGE_STATE_OPEN);
  PrepareForReader(state_.staff, Utc("2027-02-28T22:00"), &cycle);
  EXPECT_EQ(cycle.stages(0).state(), api::STAGE_STATE_CLOSED);
}

TEST_F(CycleStagesTest, APendingStageCanBeMovedAndTakenOut) {
  ASSERT_THAT(Make(), IsOk());
  ASSERT_THAT(Update([](Stages* stages) { stages->Mutable(0)->set_open_local_time("2027-02-02T09:00"); }), IsOk());
  EXPECT_TRUE(IsDue(Utc("2027-02-02T14:00")));
  EXPECT_FALSE(IsDue(Utc("2027-02-01T14:00")));
  ASSERT_THAT(Update([](Stages* stages) { stages->Clear(); }), IsOk());
  EXPECT_TRUE(Stored().stages().empty());
  EXPECT_FALSE(IsDue(Utc("2027-02-02T14:00")));
}

TEST_F(CycleStagesTest, AnOpenStageKeepsItsOpeningAndClosesLaterIfAsked) {
  ASSERT_THAT(Make(), IsOk());
  state_.now = Utc("2027-02-10T12:00");
  EXPECT_THAT(Update([](Stages* stages) { stages->Mutable(0)->set_open_local_time("2027-02-02T09:00"); }),
              HasReason("WRONG_STATE"));
  EXPECT_THAT(Update([](Stages* stages) { stages->Mutable(0)->set_kind(api::STAGE_KIND_REVIEW); }),
              HasReason("WRONG_STATE"));
  EXPECT_THAT(Update([](Stages* stages) { stages->Clear(); }), HasReason("WRONG_STATE"));
  EXPECT_THAT(Update([](Stages* stages) { stages->Mutable(0)->set_close_local_time("2027-02-09T17:00"); }),
              Violates("cycle.stages[0].close_local_time"));
  ASSERT_THAT(Update([](Stages* stages) { stages->Mutable(0)->set_close_local_time("2027-03-05T17:00"); }), IsOk());
  EXPECT_EQ(FromProto(Stored().stages(0).end_time()), Utc("2027-03-05T22:00"));
  EXPECT_EQ(Stored().stages(0).state(), api::STAGE_STATE_OPEN);
}

TEST_F(CycleStagesTest, AClosedStageCanBeOpenedAgain) {
  ASSERT_THAT(Make(), IsOk());
  state_.now = Utc("2027-03-01T12:00");
  EXPECT_THAT(Update([](Stages* stages) { stages->Mutable(0)->set_grace_minutes(10); }),
              Violates("cycle.stages[0].close_local_time"));
  ASSERT_THAT(Update([](Stages* stages) { stages->Mutable(0)->set_close_local_time("2027-03-05T17:00"); }), IsOk());
  EXPECT_EQ(Stored().stages(0).state(), api::STAGE_STATE_OPEN);
  EXPECT_TRUE(IsDue(Utc("2027-03-05T22:00")));
}

// However the clock jumps, and whenever jobs run: each stage opens and closes at most once, scheduled for its own
// instants, in the order of these; and what is stored is then what the instants say.
class StageJobsTest : public CycleStagesTest {
 protected:
  int Dice(int sides) {
    seed_ = seed_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<int>((seed_ >> 33) % static_cast<uint64_t>(sides));
  }

  void RandomStages() {
    absl::TimeZone zone = StateTimeZone(state_.records);
    create_.mutable_cycle()->clear_stages();
    for (int i = 0, count = 1 + Dice(6); i < count; ++i) {
      absl::Time open = state_.now + absl::Minutes(Dice(20'000));
      absl::Time close = open + absl::Minutes(1 + Dice(20'000));
      AddStage(absl::StrCat("s", i), absl::FormatTime("%Y-%m-%dT%H:%M", open, zone),
               absl::FormatTime("%Y-%m-%dT%H:%M", close, zone))
          ->set_grace_minutes(Dice(3) * 30);
    }
  }

  // As the engine does: what the due index says, one entry after the other.
  void RunDueJobs() {
    absl::optional<absl::Time> next;
    while ((next = NextStageMove(Stored())).has_value() && *next <= state_.now) {
      ASSERT_TRUE(IsDue(*next));
      ASSERT_THAT(RunJob(*next), IsOk());
      ASSERT_EQ(state_.last.size(), 1u);
    }
    for (const api::Stage& stage : Stored().stages()) ASSERT_EQ(stage.state(), StageStateAt(stage, state_.now));
  }

  // How many stages the event moved, each for its own instant.
  static int MovesOf(const api::Cycle& before, const ledger::DecisionPart& after) {
    int moves = 0;
    for (int i = 0; i < before.stages_size(); ++i) {
      const api::Stage& stage = after.cycle().stages(i);
      if (stage.state() == before.stages(i).state()) continue;
      ++moves;
      bool opened = stage.state() == api::STAGE_STATE_OPEN;
      absl::Time instant = FromProto(opened ? stage.open_time() : stage.end_time());
      EXPECT_EQ(after.scheduled_micros(), absl::ToUnixMicros(instant)) << stage.id();
    }
    return moves;
  }

  uint64_t seed_ = 20270201;
};

TEST_F(StageJobsTest, MakeEveryMoveOnceWheneverTheyRun) {
  const absl::Time start = state_.now;
  for (int run = 0; run < 300; ++run) {
    state_.records.Delete(CycleId{"2027"});
    state_.now = start;
    RandomStages();
    ASSERT_THAT(Make(), IsOk());
    size_t made = state_.events.size() - 1;
    int wanted = 0;
    for (const api::Stage& stage : Stored().stages()) wanted += stage.state() == api::STAGE_STATE_PENDING ? 2 : 1;
    for (int step = 0; step < 8; ++step) {
      state_.now += absl::Minutes(Dice(15'000));
      if (step == 7) state_.now += absl::Hours(24 * 60);
      ASSERT_NO_FATAL_FAILURE(RunDueJobs()) << "run " << run;
    }
    int moves = 0;
    for (size_t i = made + 1; i < state_.events.size(); ++i) {
      const ledger::DecisionPart& decision = state_.events[i].decision();
      moves += MovesOf(state_.events[i - 1].decision().cycle(), decision);
      ASSERT_GT(decision.scheduled_micros(), state_.events[i - 1].decision().scheduled_micros());
    }
    ASSERT_EQ(moves, wanted) << "run " << run;
  }
}

// Every cell of the table: the job moves what it can and leaves the rest alone; staff is refused what has no line.
TEST_F(CycleStagesTest, EveryCommandInEveryState) {
  using Command = StageCommand;
  const std::pair<api::StageState, absl::Time> kInstants[] = {{api::STAGE_STATE_PENDING, Utc("2027-01-20T00:00")},
                                                              {api::STAGE_STATE_OPEN, Utc("2027-02-10T00:00")},
                                                              {api::STAGE_STATE_CLOSED, Utc("2027-03-10T00:00")}};
  for (const auto& [state, instant] : kInstants) {
    for (const auto& [command, word] : kStageMachine.commands) {
      SCOPED_TRACE(absl::StrCat(StateText(state), ", ", word));
      state_.records.Delete(CycleId{"2027"});
      state_.now = Utc("2027-01-15T00:00");
      ASSERT_THAT(Make(), IsOk());
      state_.records.Mutable(CycleId{"2027"})->mutable_stages(0)->set_state(state);
      state_.now = instant;
      size_t events = state_.events.size();
      absl::optional<api::StageState> next = FindNext(kStageMachine, state, command);
      absl::Status status;
      if (command == Command::kOpen) {
        state_.now = std::max(instant, Utc("2027-02-01T14:00"));
        status = RunJob(Utc("2027-02-01T14:00"));
      } else if (command == Command::kClose) {
        state_.now = std::max(instant, Utc("2027-02-28T22:00"));
        status = state == api::STAGE_STATE_PENDING ? absl::OkStatus() : RunJob(Utc("2027-02-28T22:00"));
      } else {
        status = Update([command = command](Stages* stages) {
          if (command == Command::kMoveClosing) stages->Mutable(0)->set_close_local_time("2027-04-01T00:00");
          if (command == Command::kReschedule) stages->Mutable(0)->set_kind(api::STAGE_KIND_REVIEW);
          if (command == Command::kRemove) stages->Clear();
        });
      }
      bool of_job = command == Command::kOpen || command == Command::kClose;
      if (next.has_value()) {
        EXPECT_THAT(status, IsOk());
        EXPECT_EQ(state_.events.size(), events + 1);
        api::StageState after = Stored().stages().empty() ? api::STAGE_STATE_UNSPECIFIED : Stored().stages(0).state();
        EXPECT_EQ(StateText(after), StateText(*next));
      } else {
        EXPECT_EQ(ErrorReason(status), of_job ? "" : "WRONG_STATE") << status;
        EXPECT_EQ(state_.events.size(), events);
      }
    }
  }
}

// What is sent again unchanged keeps the instants it has, whatever the zone's rules say now.
TEST_F(CycleStagesTest, UnchangedTimesKeepTheirInstants) {
  ASSERT_THAT(Make(), IsOk());
  state_.records.Mutable(StateId{})->set_time_zone("America/Denver");
  ASSERT_THAT(Update([](Stages* stages) { stages->Mutable(0)->set_grace_minutes(30); }), IsOk());
  EXPECT_EQ(FromProto(Stored().stages(0).open_time()), Utc("2027-02-01T14:00"));
  EXPECT_EQ(FromProto(Stored().stages(0).end_time()), Utc("2027-02-28T22:30"));
  ASSERT_THAT(Update([](Stages* stages) { stages->Mutable(0)->set_open_local_time("2027-02-02T09:00"); }), IsOk());
  EXPECT_EQ(FromProto(Stored().stages(0).open_time()), Utc("2027-02-02T16:00"));
}

}  // namespace
}  // namespace assay::domain

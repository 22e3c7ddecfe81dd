#include "services/domain/stage.h"

#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

using ::testing::HasSubstr;

absl::TimeZone Zone(const std::string& name) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone(name, &zone)) << name;
  return zone;
}

std::string Utc(absl::Time instant) { return absl::FormatTime("%Y-%m-%dT%H:%M", instant, absl::UTCTimeZone()); }

LocalInstant Resolve(const std::string& text, LocalEdge edge, const std::string& zone = "America/New_York") {
  return ResolveLocalTime(*ParseLocalTime(text), edge, Zone(zone));
}

TEST(LocalTimeTest, IsAMinuteOfADayThatExists) {
  EXPECT_TRUE(ParseLocalTime("2028-02-29T23:59").has_value());
  for (const char* text : {"2027-02-29T09:00", "2027-02-01T24:00", "2027-02-01 09:00", "2027-2-1T09:00", "",
                           "2027-02-01T09:00:00", "1989-12-31T00:00", "2101-01-01T00:00"}) {
    EXPECT_FALSE(ParseLocalTime(text).has_value()) << text;
  }
}

TEST(LocalTimeTest, AnInstantFollowsTheZone) {
  EXPECT_EQ(Utc(Resolve("2027-02-01T09:00", LocalEdge::kOpening).instant), "2027-02-01T14:00");
  EXPECT_EQ(Utc(Resolve("2027-07-01T09:00", LocalEdge::kOpening).instant), "2027-07-01T13:00");
  EXPECT_EQ(Utc(Resolve("2027-07-01T09:00", LocalEdge::kOpening, "America/Phoenix").instant), "2027-07-01T16:00");
  EXPECT_EQ(Utc(Resolve("2027-07-01T09:00", LocalEdge::kOpening, "Pacific/Honolulu").instant), "2027-07-01T19:00");
}

TEST(LocalTimeTest, ASkippedTimeIsTheInstantTheClocksGoForward) {
  for (LocalEdge edge : {LocalEdge::kOpening, LocalEdge::kClosing}) {
    for (const char* text : {"2027-03-14T02:00", "2027-03-14T02:30", "2027-03-14T02:59"}) {
      LocalInstant skipped = Resolve(text, edge);
      EXPECT_EQ(Utc(skipped.instant), "2027-03-14T07:00") << text;
      EXPECT_EQ(skipped.adjustment, api::CIVIL_ADJUSTMENT_SKIPPED);
    }
    EXPECT_EQ(Resolve("2027-03-14T03:00", edge).adjustment, api::CIVIL_ADJUSTMENT_UNSPECIFIED);
    EXPECT_EQ(Utc(Resolve("2027-03-14T01:59", edge).instant), "2027-03-14T06:59");
  }
}

TEST(LocalTimeTest, OfARepeatedTimeAnOpeningTakesTheFirstAndAClosingTheSecond) {
  LocalInstant open = Resolve("2027-11-07T01:30", LocalEdge::kOpening);
  LocalInstant close = Resolve("2027-11-07T01:30", LocalEdge::kClosing);
  EXPECT_EQ(Utc(open.instant), "2027-11-07T05:30");
  EXPECT_EQ(Utc(close.instant), "2027-11-07T06:30");
  EXPECT_EQ(open.adjustment, api::CIVIL_ADJUSTMENT_REPEATED);
  EXPECT_EQ(close.adjustment, api::CIVIL_ADJUSTMENT_REPEATED);
}

// Every zone of the United States, over every hour of two years: an opening is never after the closing of the same
// local time, and the clock then shows that time unless it was skipped.
TEST(LocalTimeTest, HoldsInEveryZoneAndHour) {
  for (const char* name :
       {"America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
        "America/Anchorage", "Pacific/Honolulu", "America/Boise", "America/Puerto_Rico", "Pacific/Guam"}) {
    absl::TimeZone zone = Zone(name);
    for (absl::CivilMinute time(2027, 1, 1, 0, 30); time < absl::CivilMinute(2029, 1, 1); time += 60) {
      LocalInstant open = ResolveLocalTime(time, LocalEdge::kOpening, zone);
      LocalInstant close = ResolveLocalTime(time, LocalEdge::kClosing, zone);
      ASSERT_LE(open.instant, close.instant);
      bool shown = absl::CivilMinute(zone.At(close.instant).cs) == time;
      ASSERT_EQ(shown, close.adjustment != api::CIVIL_ADJUSTMENT_SKIPPED) << name << " " << time;
      ASSERT_EQ(open.instant == close.instant, close.adjustment != api::CIVIL_ADJUSTMENT_REPEATED);
    }
  }
}

class StageTest : public ::testing::Test {
 protected:
  StageTest() {
    state_.records.Mutable(StateId{})->set_time_zone("America/New_York");
    cycle_.set_name("states/nj/cycles/2027");
  }

  api::Stage* Add(const std::string& id, api::StageKind kind, absl::Duration open, absl::Duration close,
                  int grace_minutes = 0) {
    api::Stage* stage = cycle_.add_stages();
    stage->set_id(id);
    stage->set_kind(kind);
    stage->set_grace_minutes(grace_minutes);
    *stage->mutable_open_time() = ToProto(state_.now + open);
    *stage->mutable_close_time() = ToProto(state_.now + close);
    *stage->mutable_end_time() = ToProto(state_.now + close + absl::Minutes(grace_minutes));
    return stage;
  }

  absl::Status Check(absl::Duration at, absl::optional<ProposalId> proposal = absl::nullopt) {
    Context context{"nj", state_.now + at, &state_.staff, &state_.random};
    return CheckStage(cycle_, api::STAGE_KIND_SUBMISSION, std::move(proposal), "proposing", context, state_.records);
  }

  FakeState state_;  // 2027-01-15 03:00 in New York
  api::Cycle cycle_;
};

TEST_F(StageTest, WithoutAStageOfTheKindNothingIsRefused) {
  Add("review", api::STAGE_KIND_REVIEW, absl::Hours(5), absl::Hours(6));
  EXPECT_THAT(Check(absl::ZeroDuration()), IsOk());
}

TEST_F(StageTest, IsOpenFromItsOpeningUntilItsGraceIsOver) {
  Add("submission", api::STAGE_KIND_SUBMISSION, absl::Hours(1), absl::Hours(2), 30);
  constexpr absl::Duration kTick = absl::Microseconds(1);
  absl::Status early = Check(absl::Hours(1) - kTick);
  EXPECT_THAT(early, HasReason("STAGE_NOT_OPEN"));
  EXPECT_THAT(std::string(early.message()), HasSubstr("opens at 2027-01-15 04:00 EST (America/New_York)"));
  EXPECT_THAT(Check(absl::Hours(1)), IsOk());
  EXPECT_THAT(Check(absl::Minutes(150) - kTick), IsOk());
  absl::Status late = Check(absl::Minutes(150));
  EXPECT_THAT(late, HasReason("STAGE_CLOSED"));
  EXPECT_THAT(std::string(late.message()), HasSubstr("stage submission of states/nj/cycles/2027, which closed at "
                                                     "2027-01-15 05:00 EST (America/New_York)"));
  EXPECT_THAT(std::string(late.message()), HasSubstr("30 minutes of grace after, until 2027-01-15 05:30 EST"));
}

TEST_F(StageTest, OneOpenStageOfTheKindSuffices) {
  Add("first", api::STAGE_KIND_SUBMISSION, -absl::Hours(5), -absl::Hours(4));
  Add("second", api::STAGE_KIND_SUBMISSION, absl::Hours(4), absl::Hours(5));
  Add("third", api::STAGE_KIND_SUBMISSION, absl::Hours(8), absl::Hours(9));
  EXPECT_THAT(std::string(Check(absl::ZeroDuration()).message()), HasSubstr("the stage second"));
  EXPECT_THAT(Check(absl::Hours(4)), IsOk());
  EXPECT_THAT(std::string(Check(absl::Hours(9)).message()), HasSubstr("the stage third"));
}

TEST_F(StageTest, AnExtensionIsForOneProposalAndOneStage) {
  Add("submission", api::STAGE_KIND_SUBMISSION, -absl::Hours(2), -absl::Hours(1));
  api::Extension extension;
  *extension.mutable_until_time() = ToProto(state_.now + absl::Hours(1));
  state_.records.Put(ExtensionId{"2027", "cw", "submission"}, extension);
  state_.records.Put(ExtensionId{"2027", "rn", "review"}, extension);
  EXPECT_THAT(Check(absl::ZeroDuration(), ProposalId{"2027", "cw"}), IsOk());
  EXPECT_THAT(Check(absl::ZeroDuration(), ProposalId{"2027", "rn"}), HasReason("STAGE_CLOSED"));
  EXPECT_THAT(Check(absl::ZeroDuration()), HasReason("STAGE_CLOSED"));
  EXPECT_THAT(Check(absl::Hours(1), ProposalId{"2027", "cw"}), HasReason("STAGE_CLOSED"));
}

TEST_F(StageTest, AnExtensionOpensNothingBeforeItsTime) {
  Add("submission", api::STAGE_KIND_SUBMISSION, absl::Hours(1), absl::Hours(2));
  api::Extension extension;
  *extension.mutable_until_time() = ToProto(state_.now + absl::Hours(3));
  state_.records.Put(ExtensionId{"2027", "cw", "submission"}, extension);
  EXPECT_THAT(Check(absl::ZeroDuration(), ProposalId{"2027", "cw"}), HasReason("STAGE_NOT_OPEN"));
}

TEST_F(StageTest, TheNextMoveIsTheEarliestThatIsLeft) {
  EXPECT_FALSE(NextStageMove(cycle_).has_value());
  api::Stage* first = Add("first", api::STAGE_KIND_OTHER, absl::Hours(1), absl::Hours(4), 60);
  api::Stage* second = Add("second", api::STAGE_KIND_OTHER, absl::Hours(2), absl::Hours(3));
  first->set_state(api::STAGE_STATE_PENDING);
  second->set_state(api::STAGE_STATE_PENDING);
  EXPECT_EQ(NextStageMove(cycle_), state_.now + absl::Hours(1));
  first->set_state(api::STAGE_STATE_OPEN);
  EXPECT_EQ(NextStageMove(cycle_), state_.now + absl::Hours(2));
  second->set_state(api::STAGE_STATE_CLOSED);
  EXPECT_EQ(NextStageMove(cycle_), state_.now + absl::Hours(5)) << "with its grace";
  first->set_state(api::STAGE_STATE_CLOSED);
  EXPECT_FALSE(NextStageMove(cycle_).has_value());
}

}  // namespace
}  // namespace assay::domain

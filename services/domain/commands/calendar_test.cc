#include "services/domain/commands/calendar.h"

#include "google/protobuf/text_format.h"
#include "services/domain/commands/cycle.h"
#include "services/domain/commands/cycle_stages.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

api::Calendar Parse(const std::string& text) {
  api::Calendar calendar;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &calendar));
  return calendar;
}

std::vector<std::string> Laid(const std::string& text) {
  Violations violations;
  std::vector<std::string> lines;
  for (const api::Stage& stage : StagesOf(Parse(text), "calendar", &violations)) {
    lines.push_back(absl::StrCat(stage.id(), " ", stage.open_local_time(), " ", stage.close_local_time()));
  }
  EXPECT_THAT(violations.ToStatus(), IsOk());
  return lines;
}

absl::Status Faults(const std::string& text) {
  Violations violations;
  StagesOf(Parse(text), "calendar", &violations);
  return violations.ToStatus();
}

// Colorado's year: hand in until August 30, validate in September and October, publish in December.
TEST(CalendarTest, AnnualLaysEachStageOnce) {
  EXPECT_THAT(Laid(R"pb(kind: CALENDAR_KIND_ANNUAL
                        start_date: "2027-07-01"
                        stages {
                          id: "submission"
                          kind: STAGE_KIND_SUBMISSION
                          open {}
                          close { months: 1 days: 29 time_of_day: "17:00" }
                        }
                        stages {
                          id: "review"
                          kind: STAGE_KIND_REVIEW
                          open { months: 2 }
                          close { months: 4 }
                        }
                        stages {
                          id: "publication"
                          kind: STAGE_KIND_PUBLICATION
                          open { months: 5 }
                        })pb"),
              ElementsAre("submission 2027-07-01T00:00 2027-08-30T17:00", "review 2027-09-01T00:00 2027-11-01T00:00",
                          "publication 2027-12-01T00:00 "));
}

TEST(CalendarTest, QuarterlyLaysEachStageFourTimes) {
  EXPECT_THAT(Laid(R"pb(kind: CALENDAR_KIND_QUARTERLY
                        start_date: "2027-01-31"
                        stages {
                          id: "in"
                          kind: STAGE_KIND_SUBMISSION
                          open {}
                          close { days: 10 time_of_day: "12:00" }
                        }
              )pb"),
              ElementsAre("in-q1 2027-01-31T00:00 2027-02-10T12:00", "in-q2 2027-04-30T00:00 2027-05-10T12:00",
                          "in-q3 2027-07-31T00:00 2027-08-10T12:00", "in-q4 2027-10-31T00:00 2027-11-10T12:00"));
}

// North Carolina's: always open, decided each quarter.
TEST(CalendarTest, RollingStaysOpenAndRepeatsWhatRepeats) {
  EXPECT_THAT(Laid(R"pb(kind: CALENDAR_KIND_ROLLING
                        start_date: "2027-01-01"
                        stages {
                          id: "in"
                          kind: STAGE_KIND_SUBMISSION
                          open {}
                        }
                        stages {
                          id: "review"
                          kind: STAGE_KIND_REVIEW
                          repeat_months: 6
                          open { months: 2 }
                          close { months: 3 }
                        })pb"),
              ElementsAre("in 2027-01-01T00:00 ", "review 2027-03-01T00:00 2027-04-01T00:00",
                          "review-2 2027-09-01T00:00 2027-10-01T00:00"));
}

// Texas's: two years.
TEST(CalendarTest, MultiYearLaysEachStageOnceInItsYears) {
  EXPECT_THAT(Laid(R"pb(kind: CALENDAR_KIND_MULTI_YEAR
                        years: 2
                        start_date: "2028-02-29"
                        stages {
                          id: "in"
                          kind: STAGE_KIND_SUBMISSION
                          open {}
                          close { months: 12 }
                        }
                        stages {
                          id: "list"
                          kind: STAGE_KIND_PUBLICATION
                          open { months: 23 days: 1 }
                        })pb"),
              ElementsAre("in 2028-02-29T00:00 2029-02-28T00:00", "list 2030-01-30T00:00 "));
}

// Arizona takes proposals in February; Indiana all the year, and what comes after February 20 is for the next one.
TEST(CalendarTest, AWindowMayBeAMonthOrAYear) {
  EXPECT_THAT(Laid(R"pb(kind: CALENDAR_KIND_ANNUAL
                        start_date: "2028-02-01"
                        stages {
                          id: "in"
                          kind: STAGE_KIND_SUBMISSION
                          open {}
                          close { days: 28 }
                        })pb"),
              ElementsAre("in 2028-02-01T00:00 2028-02-29T00:00"));
  EXPECT_THAT(Laid(R"pb(kind: CALENDAR_KIND_ANNUAL
                        start_date: "2026-02-21"
                        stages {
                          id: "in"
                          kind: STAGE_KIND_SUBMISSION
                          open {}
                          close { months: 12 }
                        }
                        stages {
                          id: "list"
                          kind: STAGE_KIND_PUBLICATION
                          open { months: 11 days: 28 }
                        })pb"),
              ElementsAre("in 2026-02-21T00:00 2027-02-21T00:00", "list 2027-02-18T00:00 "));
}

// Florida's: a window each quarter, and an appeal after each.
TEST(CalendarTest, StagesOfAQuarterMayReachIntoTheNext) {
  EXPECT_THAT(
      Laid(R"pb(kind: CALENDAR_KIND_QUARTERLY
                start_date: "2027-10-01"
                stages {
                  id: "in"
                  kind: STAGE_KIND_SUBMISSION
                  open {}
                  close { months: 1 }
                }
                stages {
                  id: "appeal"
                  kind: STAGE_KIND_APPEAL
                  open { months: 2 }
                  close { months: 3 days: 14 }
                }
      )pb"),
      ElementsAre("in-q1 2027-10-01T00:00 2027-11-01T00:00", "in-q2 2028-01-01T00:00 2028-02-01T00:00",
                  "in-q3 2028-04-01T00:00 2028-05-01T00:00", "in-q4 2028-07-01T00:00 2028-08-01T00:00",
                  "appeal-q1 2027-12-01T00:00 2028-01-15T00:00", "appeal-q2 2028-03-01T00:00 2028-04-15T00:00",
                  "appeal-q3 2028-06-01T00:00 2028-07-15T00:00", "appeal-q4 2028-09-01T00:00 2028-10-15T00:00"));
}

TEST(CalendarTest, NamesEveryFault) {
  EXPECT_THAT(Faults(R"pb(kind: CALENDAR_KIND_ANNUAL start_date: "2027-13-01")pb"), Violates("calendar.start_date"));
  EXPECT_THAT(Faults(R"pb(kind: CALENDAR_KIND_MULTI_YEAR start_date: "2027-01-01")pb"), Violates("calendar.years"));
  EXPECT_THAT(Faults(R"pb(kind: CALENDAR_KIND_ANNUAL
                          years: 2
                          start_date: "2027-01-01"
                          stages {
                            id: "a"
                            repeat_months: 3
                            open { months: 23 }
                            close { time_of_day: "25:00" }
                          }
                          stages {
                            id: "b"
                            open { months: 24 }
                          })pb"),
              Violates("calendar.years", "calendar.stages[0].repeat_months", "calendar.stages[0].close.time_of_day",
                       "calendar.stages[1].open.months"));
  EXPECT_THAT(Faults(R"pb(kind: CALENDAR_KIND_QUARTERLY
                          start_date: "2027-01-01"
                          stages {
                            id: "a"
                            open {}
                          })pb"),
              Violates("calendar.stages[0]"));
  EXPECT_THAT(Faults(R"pb(kind: CALENDAR_KIND_ROLLING
                          years: 10
                          start_date: "2027-01-01"
                          stages {
                            id: "a"
                            repeat_months: 1
                            open {}
                            close { days: 5 }
                          })pb"),
              Violates("calendar.stages"));
}

TEST(CalendarTest, MonthsEndWithTheMonth) {
  absl::CivilMinute leap_day(2028, 2, 29, 17, 30);
  EXPECT_EQ(AddMonths(leap_day, 12), absl::CivilMinute(2029, 2, 28, 17, 30));
  EXPECT_EQ(AddMonths(leap_day, 48), absl::CivilMinute(2032, 2, 29, 17, 30));
  EXPECT_EQ(AddMonths(absl::CivilMinute(2027, 1, 31), 1), absl::CivilMinute(2027, 2, 28));
  EXPECT_EQ(AddMonths(absl::CivilMinute(2027, 1, 31), -2), absl::CivilMinute(2026, 11, 30));
}

class ClonedCycleTest : public ::testing::Test {
 protected:
  ClonedCycleTest() {
    state_.records.Mutable(StateId{})->set_time_zone("America/New_York");
    state_.records.Mutable(DatasetId{"oews"})->set_state(api::DATASET_STATE_SEALED);
    state_.records.Mutable(CrosswalkId{"soc"})->set_state(api::DATASET_STATE_SEALED);
    api::CreateCycleRequest create;
    create.set_parent("states/nj");
    create.set_cycle_id("2027");
    create.mutable_cycle()->set_display_name("2027");
    create.mutable_cycle()->set_dataset("states/nj/datasets/oews");
    create.mutable_cycle()->add_crosswalks("states/nj/crosswalks/soc");
    create.mutable_cycle()->mutable_cycle_rules()->mutable_proposals()->set_resubmit_days(10);
    *create.mutable_calendar() = Parse(R"pb(kind: CALENDAR_KIND_ANNUAL
                                            start_date: "2027-03-14"
                                            stages {
                                              id: "in"
                                              kind: STAGE_KIND_SUBMISSION
                                              grace_minutes: 5
                                              open { time_of_day: "02:30" }
                                              close { months: 2 time_of_day: "17:00" }
                                            })pb");
    EXPECT_THAT(state_.Do(create, state_.staff), IsOk());
    clone_.set_name("states/nj/cycles/2027");
    clone_.set_cycle_id("2028");
    clone_.set_display_name("2028");
    clone_.set_shift_years(1);
  }

  FakeState state_;
  api::CloneCycleRequest clone_;
};

TEST_F(ClonedCycleTest, CopiesStagesInLocalTimeAndRulesButNoDataset) {
  EXPECT_EQ(state_.records.FindOrDefault(CycleId{"2027"}).stages(0).open_adjustment(), api::CIVIL_ADJUSTMENT_SKIPPED);
  state_.now += absl::Hours(24 * 365);  // the source has run
  ASSERT_THAT(state_.Do(clone_, state_.staff), IsOk());
  const api::Cycle& clone = state_.records.FindOrDefault(CycleId{"2028"});
  EXPECT_EQ(clone.display_name(), "2028");
  EXPECT_EQ(clone.dataset(), "");
  EXPECT_THAT(clone.crosswalks(), ElementsAre("states/nj/crosswalks/soc"));
  EXPECT_EQ(clone.cycle_rules().proposals().resubmit_days(), 10);
  const api::Stage& stage = clone.stages(0);
  EXPECT_EQ(stage.open_local_time(), "2028-03-14T02:30");
  EXPECT_EQ(stage.open_adjustment(), api::CIVIL_ADJUSTMENT_UNSPECIFIED) << "another Sunday in 2028";
  EXPECT_EQ(stage.state(), api::STAGE_STATE_PENDING);
  EXPECT_EQ(stage.grace_minutes(), 5);
  EXPECT_EQ(clone.etag(), "1");
}

TEST_F(ClonedCycleTest, RefusesWhatIsNotThereOrIsTaken) {
  clone_.set_cycle_id("2027");
  EXPECT_THAT(state_.Do(clone_, state_.staff), HasReason("RESOURCE_ALREADY_EXISTS"));
  clone_.set_cycle_id("2099");
  clone_.set_shift_years(20);
  clone_.set_shift_months(1200);
  EXPECT_THAT(state_.Do(clone_, state_.staff), Violates("stages[0].open_local_time", "stages[0].close_local_time"));
  clone_.set_name("states/nj/cycles/2001");
  EXPECT_THAT(state_.Do(clone_, state_.staff), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_F(ClonedCycleTest, APlanIsWhatCreationWouldMake) {
  api::PlanCycleRequest request;
  request.set_parent("states/nj");
  *request.mutable_calendar() = Parse(R"pb(kind: CALENDAR_KIND_ANNUAL
                                           start_date: "2027-03-14"
                                           stages {
                                             id: "in"
                                             kind: STAGE_KIND_SUBMISSION
                                             grace_minutes: 5
                                             open { time_of_day: "02:30" }
                                             close { months: 2 time_of_day: "17:00" }
                                           })pb");
  absl::StatusOr<api::PlanCycleResponse> plan = PlanCycle(request, state_.now, state_.records);
  ASSERT_THAT(plan.status(), IsOk());
  EXPECT_EQ(plan->stages(0).SerializeAsString(),
            state_.records.FindOrDefault(CycleId{"2027"}).stages(0).SerializeAsString());
  request.mutable_calendar()->set_years(3);
  EXPECT_THAT(PlanCycle(request, state_.now, state_.records).status(), Violates("calendar.years"));
}

TEST_F(ClonedCycleTest, StagesComeFromOnePlace) {
  api::CreateCycleRequest create;
  create.set_parent("states/nj");
  create.set_cycle_id("2029");
  create.mutable_cycle()->set_display_name("2029");
  create.mutable_cycle()->add_stages()->set_id("a");
  create.mutable_calendar()->set_start_date("2029-01-01");
  EXPECT_THAT(state_.Do(create, state_.staff), Violates("calendar"));
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/review/panel.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/testing/review_world.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

api::EndSeatRequest EndSeat(const std::string& seat, const std::string& date) {
  api::EndSeatRequest request;
  request.set_name(ReviewWorld::Seat(seat));
  request.set_term_end_date(date);
  return request;
}

TEST(PanelTest, CreatesAPanelOnce) {
  ReviewWorld world;
  api::CreatePanelRequest request;
  request.set_parent("states/nj");
  request.set_panel_id("welding");
  request.mutable_panel()->set_display_name("Welding");
  ASSERT_TRUE(world.state.Do(request, world.state.staff).ok());
  const api::Panel& panel = world.state.records.FindOrDefault(PanelId{"welding"});
  EXPECT_EQ(panel.name(), "states/nj/panels/welding");
  EXPECT_EQ(panel.display_name(), "Welding");
  EXPECT_EQ(panel.etag(), "1");
  EXPECT_EQ(ErrorReason(world.state.Do(request, world.state.staff)), "RESOURCE_ALREADY_EXISTS");
}

TEST(SeatTest, OneEmployerHoldsOneSeat) {
  ReviewWorld world;
  world.PutEmployer("acme");
  ASSERT_TRUE(world.CreateSeat("s1", "acme", /*chair=*/true).ok());
  const api::Seat& seat = world.state.records.FindOrDefault(SeatId{"health", "s1"});
  EXPECT_EQ(seat.name(), "states/nj/panels/health/seats/s1");
  EXPECT_TRUE(seat.chair());
  absl::Status second = world.CreateSeat("s2", "acme");
  EXPECT_EQ(second.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ErrorReason(second), "EMPLOYER_HAS_SEAT");
}

TEST(SeatTest, RefusesATakenId) {
  ReviewWorld world;
  world.PutEmployer("acme");
  world.PutEmployer("bolt");
  ASSERT_TRUE(world.CreateSeat("s1", "acme").ok());
  EXPECT_EQ(ErrorReason(world.CreateSeat("s1", "bolt")), "RESOURCE_ALREADY_EXISTS");
}

TEST(SeatTest, RefusesAnUnknownPanel) {
  ReviewWorld world;
  world.PutEmployer("acme");
  api::CreateSeatRequest request;
  request.set_parent("states/nj/panels/none");
  request.set_seat_id("s1");
  request.mutable_seat()->set_employer(ReviewWorld::Employer("acme"));
  EXPECT_EQ(ErrorReason(world.state.Do(request, world.state.staff)), "RESOURCE_NOT_FOUND");
}

TEST(SeatTest, NamesEverythingWrongAtOnce) {
  ReviewWorld world;
  EXPECT_THAT(ViolatedFields(world.CreateSeat("s1", "nobody", false, "2027-06-01", "2027-05-31")),
              ElementsAre("seat.employer", "seat.term_end_date"));
}

TEST(SeatTest, OnlyVerifiedEmployersSit) {
  ReviewWorld world;
  world.PutEmployer("new", api::EMPLOYER_STATE_PENDING);
  world.PutEmployer("bad", api::EMPLOYER_STATE_SUSPENDED);
  EXPECT_EQ(ErrorReason(world.CreateSeat("s1", "new")), "EMPLOYER_NOT_VERIFIED");
  EXPECT_EQ(ErrorReason(world.CreateSeat("s1", "bad")), "EMPLOYER_SUSPENDED");
}

TEST(SeatTest, AnEndedSeatMakesRoomForANewOne) {
  ReviewWorld world;
  world.PutEmployer("acme");
  ASSERT_TRUE(world.CreateSeat("s1", "acme", false, "2027-01-01").ok());
  ASSERT_TRUE(world.state.Do(EndSeat("s1", "2027-02-01"), world.state.staff).ok());
  EXPECT_EQ(world.state.records.FindOrDefault(SeatId{"health", "s1"}).term_end_date(), "2027-02-01");
  ASSERT_TRUE(world.CreateSeat("s2", "acme", false, "2027-02-02").ok());
  // Ending the first again leaves the second as the employer's seat.
  ASSERT_TRUE(world.state.Do(EndSeat("s1", "2027-01-31"), world.state.staff).ok());
  EXPECT_EQ(ErrorReason(world.CreateSeat("s3", "acme")), "EMPLOYER_HAS_SEAT");
}

TEST(SeatTest, EndSeatChecksExistenceEtagAndTerm) {
  ReviewWorld world;
  world.PutEmployer("acme");
  EXPECT_EQ(ErrorReason(world.state.Do(EndSeat("s1", "2027-02-01"), world.state.staff)), "RESOURCE_NOT_FOUND");
  ASSERT_TRUE(world.CreateSeat("s1", "acme", false, "2027-01-01").ok());
  api::EndSeatRequest stale = EndSeat("s1", "2027-02-01");
  stale.set_etag("7");
  EXPECT_EQ(ErrorReason(world.state.Do(stale, world.state.staff)), "STALE_ETAG");
  EXPECT_THAT(ViolatedFields(world.state.Do(EndSeat("s1", "2026-12-31"), world.state.staff)),
              ElementsAre("term_end_date"));
  ASSERT_TRUE(world.state.Do(EndSeat("s1", "2027-01-14"), world.state.staff).ok());
  EXPECT_EQ(ErrorReason(world.state.Do(EndSeat("s1", "2027-12-31"), world.state.staff)), "SEAT_ENDED");
}

}  // namespace
}  // namespace assay::domain

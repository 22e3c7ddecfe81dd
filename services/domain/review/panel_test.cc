#include "services/domain/review/panel.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/review/seat_terms.h"
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

TEST(SeatTest, TermsOfOneEmployerDoNotOverlap) {
  ReviewWorld world;
  world.PutEmployer("acme");
  ASSERT_TRUE(world.CreateSeat("s1", "acme", false, "2027-01-01", "2028-12-31").ok());
  EXPECT_EQ(ErrorReason(world.CreateSeat("s2", "acme", false, "2028-12-31", "2030-12-31")), "EMPLOYER_HAS_SEAT");
  ASSERT_TRUE(world.CreateSeat("s2", "acme", false, "2029-01-01", "2030-12-31").ok());
  EXPECT_EQ(ErrorReason(world.state.Do(EndSeat("s1", "2029-01-01"), world.state.staff)), "EMPLOYER_HAS_SEAT");
}

TEST(SeatTest, AnEmployerHoldsSoManySeats) {
  ReviewWorld world;
  world.PutEmployer("acme");
  auto create = [&world](int number) {
    std::string panel = absl::StrCat("panel-", number);
    api::CreatePanelRequest panel_request;
    panel_request.set_parent("states/nj");
    panel_request.set_panel_id(panel);
    EXPECT_TRUE(world.state.Do(panel_request, world.state.staff).ok());
    api::CreateSeatRequest request;
    request.set_parent("states/nj/panels/" + panel);
    request.set_seat_id("s");
    request.mutable_seat()->set_employer(ReviewWorld::Employer("acme"));
    return world.state.Do(request, world.state.staff);
  };
  for (int i = 0; i < kEmployerSeatsMax; ++i) ASSERT_TRUE(create(i).ok());
  EXPECT_EQ(ErrorReason(create(kEmployerSeatsMax)), "EMPLOYER_SEATS_TOO_MANY");
}

TEST(SeatTest, AlternatesExistAndAreNamedOnce) {
  ReviewWorld world;
  for (const char* id : {"acme", "bolt"}) world.PutEmployer(id);
  api::CreateSeatRequest request;
  request.set_parent(ReviewWorld::kPanel);
  request.set_seat_id("s1");
  request.mutable_seat()->set_employer(ReviewWorld::Employer("acme"));
  for (const char* id : {"bolt", "bolt", "acme", "none"}) {
    request.mutable_seat()->add_alternates(ReviewWorld::Employer(id));
  }
  EXPECT_THAT(ViolatedFields(world.state.Do(request, world.state.staff)),
              ElementsAre("seat.alternates[1]", "seat.alternates[2]", "seat.alternates[3]"));
}

TEST(SeatTest, WeightAndChairChangeButTheEmployerDoesNot) {
  ReviewWorld world;
  for (const char* id : {"acme", "bolt"}) world.PutEmployer(id);
  ASSERT_TRUE(world.CreateSeat("s1", "acme", false, "2027-01-01", "2027-12-31").ok());
  api::UpdateSeatRequest request;
  request.mutable_seat()->set_name(ReviewWorld::Seat("s1"));
  request.mutable_seat()->set_weight(3);
  request.mutable_seat()->set_chair(true);
  request.mutable_seat()->add_alternates(ReviewWorld::Employer("bolt"));
  ASSERT_TRUE(world.state.Do(request, world.state.staff).ok());
  const api::Seat& seat = world.state.records.FindOrDefault(SeatId{"health", "s1"});
  EXPECT_EQ(seat.weight(), 3);
  EXPECT_TRUE(seat.chair());
  EXPECT_EQ(seat.etag(), "2");
  request.mutable_seat()->set_employer(ReviewWorld::Employer("bolt"));
  request.mutable_seat()->set_term_start_date("2028-01-01");
  request.mutable_seat()->set_term_end_date("2028-12-31");
  request.mutable_seat()->clear_alternates();
  EXPECT_THAT(ViolatedFields(world.state.Do(request, world.state.staff)),
              ElementsAre("seat.employer", "seat.term_end_date", "seat.term_start_date", "seat.alternates[0]"));
  request.mutable_seat()->set_etag("1");
  EXPECT_EQ(ErrorReason(world.state.Do(request, world.state.staff)), "STALE_ETAG");
}

api::CreatePanelRequest CreatePanel(const std::string& id, const std::string& parent) {
  api::CreatePanelRequest request;
  request.set_parent("states/nj");
  request.set_panel_id(id);
  if (!parent.empty()) request.mutable_panel()->set_parent_panel("states/nj/panels/" + parent);
  return request;
}

TEST(PanelTest, RegionalPanelsArePartOfAStatewideOne) {
  ReviewWorld world;
  EXPECT_THAT(ViolatedFields(world.state.Do(CreatePanel("north", "none"), world.state.staff)),
              ElementsAre("panel.parent_panel"));
  EXPECT_THAT(ViolatedFields(world.state.Do(CreatePanel("north", "north"), world.state.staff)),
              ElementsAre("panel.parent_panel"));
  ASSERT_TRUE(world.state.Do(CreatePanel("north", "health"), world.state.staff).ok());
  EXPECT_THAT(world.state.records.FindOrDefault(RegionalPanelsId{"health"}).panel_ids(), ElementsAre("north"));
  EXPECT_THAT(ViolatedFields(world.state.Do(CreatePanel("county", "north"), world.state.staff)),
              ElementsAre("panel.parent_panel"));
  ASSERT_TRUE(world.state.Do(CreatePanel("trades", ""), world.state.staff).ok());
  api::UpdatePanelRequest request;
  request.mutable_panel()->set_name(ReviewWorld::kPanel);
  request.mutable_panel()->set_parent_panel("states/nj/panels/trades");
  EXPECT_THAT(ViolatedFields(world.state.Do(request, world.state.staff)), ElementsAre("panel.parent_panel"));
  request.mutable_panel()->set_name("states/nj/panels/north");
  ASSERT_TRUE(world.state.Do(request, world.state.staff).ok());
  EXPECT_EQ(world.state.records.Find(RegionalPanelsId{"health"}), nullptr);
  EXPECT_THAT(world.state.records.FindOrDefault(RegionalPanelsId{"trades"}).panel_ids(), ElementsAre("north"));
}

TEST(PanelTest, UpdatesCheckExistenceEtagAndMask) {
  ReviewWorld world;
  api::UpdatePanelRequest request;
  request.mutable_panel()->set_name("states/nj/panels/none");
  EXPECT_EQ(ErrorReason(world.state.Do(request, world.state.staff)), "RESOURCE_NOT_FOUND");
  request.mutable_panel()->set_name(ReviewWorld::kPanel);
  request.mutable_panel()->set_sector("Health");
  ASSERT_TRUE(world.state.Do(request, world.state.staff).ok());
  EXPECT_EQ(world.state.records.FindOrDefault(PanelId{"health"}).sector(), "Health");
  request.mutable_panel()->set_etag("9");
  EXPECT_EQ(ErrorReason(world.state.Do(request, world.state.staff)), "STALE_ETAG");
  request.mutable_panel()->clear_etag();
  request.mutable_update_mask()->add_paths("create_time");
  EXPECT_THAT(ViolatedFields(world.state.Do(request, world.state.staff)), ElementsAre("update_mask.paths[0]"));
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/commands/affiliation.h"

#include "absl/strings/str_cat.h"
#include "services/domain/commands/employer.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/review/panel.h"
#include "services/domain/review/standing.h"
#include "services/domain/review/voice.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

class AffiliationTest : public ::testing::Test {
 protected:
  AffiliationTest() {
    for (const char* id : {"owner", "north", "south", "other"}) Register(id);
    api::CreatePanelRequest panel;
    panel.set_parent("states/nj");
    panel.set_panel_id("metal");
    EXPECT_THAT(state_.Do(panel, state_.staff), IsOk());
  }

  static std::string Name(const std::string& id) { return "states/nj/employers/" + id; }

  void Register(const std::string& id) {
    api::RegisterEmployerRequest request;
    request.set_parent("states/nj");
    request.set_employer_id(id);
    request.mutable_employer()->set_legal_name(id);
    request.mutable_employer()->set_registration_id(id);
    EXPECT_THAT(state_.Do(request, state_.staff), IsOk());
    api::VerifyEmployerRequest verify;
    verify.set_name(Name(id));
    verify.set_evidence("register");
    EXPECT_THAT(state_.Do(verify, state_.staff), IsOk());
  }

  absl::Status Affiliate(const std::string& id, const std::string& owner) {
    api::UpdateEmployerRequest request;
    request.mutable_employer()->set_name(Name(id));
    if (!owner.empty()) request.mutable_employer()->set_affiliate_of(Name(owner));
    request.mutable_update_mask()->add_paths("affiliate_of");
    return state_.Do(request, state_.staff);
  }

  absl::Status Merge(const std::string& id, const std::string& into) {
    api::MergeEmployersRequest request;
    request.set_name(Name(id));
    request.set_into(Name(into));
    request.set_reason("deed");
    return state_.Do(request, state_.staff);
  }

  absl::Status Seat(const std::string& id, const std::string& employer, const std::string& start = "",
                    const std::string& end = "") {
    api::CreateSeatRequest request;
    request.set_parent("states/nj/panels/metal");
    request.set_seat_id(id);
    request.mutable_seat()->set_employer(Name(employer));
    request.mutable_seat()->set_term_start_date(start);
    request.mutable_seat()->set_term_end_date(end);
    return state_.Do(request, state_.staff);
  }

  std::string Voice(const std::string& id) { return VoiceOf(id, state_.records); }

  FakeState state_;
};

TEST_F(AffiliationTest, AffiliatesAreOneVoice) {
  EXPECT_EQ(Voice("north"), "north");
  ASSERT_THAT(Affiliate("north", "owner"), IsOk());
  ASSERT_THAT(Affiliate("south", "north"), IsOk());
  EXPECT_EQ(Voice("south"), "owner");
  EXPECT_EQ(Voice("other"), "other");
  EXPECT_EQ(Voice("nobody"), "nobody");
  EXPECT_THAT(EmployersUnder("owner", state_.records), ElementsAre("owner", "north", "south"));
  ASSERT_THAT(Affiliate("north", ""), IsOk());
  EXPECT_EQ(Voice("south"), "north");
  EXPECT_EQ(state_.records.Find(AffiliatesId{"owner"}), nullptr);
}

TEST_F(AffiliationTest, TheOwnerIsAnotherEmployerThatActs) {
  EXPECT_THAT(Affiliate("north", "nobody"), Violates("employer.affiliate_of"));
  EXPECT_THAT(Affiliate("north", "north"), Violates("employer.affiliate_of"));
  ASSERT_THAT(Merge("other", "owner"), IsOk());
  EXPECT_THAT(Affiliate("north", "other"), Violates("employer.affiliate_of"));
  EXPECT_THAT(Merge("north", "other"), Violates("into"));
}

TEST_F(AffiliationTest, NobodyBelongsToItself) {
  ASSERT_THAT(Affiliate("north", "owner"), IsOk());
  ASSERT_THAT(Affiliate("south", "north"), IsOk());
  EXPECT_THAT(Affiliate("owner", "south"), HasReason("AFFILIATION_CYCLE"));
  EXPECT_THAT(Merge("owner", "south"), HasReason("AFFILIATION_CYCLE"));
}

TEST_F(AffiliationTest, OneVoiceHasOneSeatOnAPanel) {
  ASSERT_THAT(Affiliate("north", "owner"), IsOk());
  ASSERT_THAT(Affiliate("south", "owner"), IsOk());
  ASSERT_THAT(Seat("s1", "north"), IsOk());
  EXPECT_THAT(Seat("s2", "south"), HasReason("EMPLOYER_HAS_SEAT"));
  EXPECT_THAT(Seat("s2", "owner"), HasReason("EMPLOYER_HAS_SEAT"));
  EXPECT_THAT(Seat("s2", "other"), IsOk());
  EXPECT_THAT(Affiliate("other", "south"), HasReason("SEATS_OF_ONE_VOICE"));
  EXPECT_THAT(Merge("other", "owner"), HasReason("SEATS_OF_ONE_VOICE"));
}

TEST_F(AffiliationTest, StaggeredTermsAreNoSecondSeat) {
  ASSERT_THAT(Seat("s1", "north", "2027-01-01", "2028-12-31"), IsOk());
  EXPECT_THAT(Seat("s2", "north", "2028-12-31"), HasReason("EMPLOYER_HAS_SEAT"));
  ASSERT_THAT(Seat("s2", "north", "2029-01-01"), IsOk());
  ASSERT_THAT(Seat("s3", "south", "2026-01-01", "2026-12-31"), IsOk());
  EXPECT_THAT(Affiliate("south", "north"), IsOk());
}

TEST_F(AffiliationTest, AMergedEmployerActsNoMore) {
  ASSERT_THAT(Merge("north", "owner"), IsOk());
  const api::Employer& merged = state_.records.FindOrDefault(EmployerId{"north"});
  EXPECT_EQ(merged.state(), api::EMPLOYER_STATE_MERGED);
  EXPECT_EQ(merged.merged_into(), Name("owner"));
  EXPECT_EQ(Voice("north"), "owner");
  EXPECT_THAT(CheckEmployerActs("north", "nj", state_.records), HasReason("EMPLOYER_MERGED"));
  EXPECT_THAT(Affiliate("north", "south"), HasReason("WRONG_STATE"));
  EXPECT_THAT(Merge("north", "south"), HasReason("WRONG_STATE"));
  EXPECT_THAT(Merge("nobody", "owner"), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_F(AffiliationTest, DepthAndSizeHaveLimits) {
  Register("e0");
  for (int i = 1; i <= kAffiliationDepthMax; ++i) {
    Register(absl::StrCat("e", i));
    ASSERT_THAT(Affiliate(absl::StrCat("e", i), absl::StrCat("e", i - 1)), IsOk());
  }
  EXPECT_EQ(Voice(absl::StrCat("e", kAffiliationDepthMax)), "e0");
  EXPECT_THAT(Affiliate("north", absl::StrCat("e", kAffiliationDepthMax)), HasReason("AFFILIATION_TOO_DEEP"));
  EXPECT_THAT(Affiliate("e0", "north"), HasReason("AFFILIATION_TOO_DEEP"));
  for (size_t i = 1; i < kVoiceEmployersMax; ++i) {
    Register(absl::StrCat("a", i));
    ASSERT_THAT(Affiliate(absl::StrCat("a", i), "owner"), IsOk());
  }
  EXPECT_THAT(Affiliate("north", "owner"), HasReason("VOICE_TOO_LARGE"));
}

TEST_F(AffiliationTest, AnEmployerMayBeRegisteredAsAnAffiliate) {
  api::RegisterEmployerRequest request;
  request.set_parent("states/nj");
  request.set_employer_id("west");
  request.mutable_employer()->set_legal_name("West");
  request.mutable_employer()->set_registration_id("77");
  request.mutable_employer()->set_affiliate_of(Name("nobody"));
  EXPECT_THAT(state_.Do(request, state_.staff), Violates("employer.affiliate_of"));
  request.mutable_employer()->set_affiliate_of(Name("owner"));
  ASSERT_THAT(state_.Do(request, state_.staff), IsOk());
  EXPECT_EQ(Voice("west"), "owner");
}

}  // namespace
}  // namespace assay::domain

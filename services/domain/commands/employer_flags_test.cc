#include "services/domain/commands/employer_flags.h"

#include "absl/strings/str_cat.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class EmployerFlagsTest : public ::testing::Test {
 protected:
  EmployerFlagsTest() {
    rules_.set_bulk_creation_count(3);
    rules_.set_bulk_creation_hours(2);
    rules_.set_shared_domain_count(2);
    rules_.add_public_domains("Mail.example");
    rules_.set_endorsement_burst_count(2);
    rules_.set_endorsement_burst_hours(1);
  }

  void Employer(const std::string& id, const std::string& website = "", const std::string& owner = "",
                api::EmployerState state = api::EMPLOYER_STATE_PENDING) {
    Events events;
    api::Employer* employer = events.AddDecision()->mutable_employer();
    employer->set_name("states/nj/employers/" + id);
    employer->set_registration_id(id);
    employer->set_website(website);
    employer->set_state(state);
    if (!owner.empty()) employer->set_affiliate_of("states/nj/employers/" + owner);
    *employer->mutable_create_time() = ToProto(state_.now);
    state_.Commit(&events, state_.staff);
  }

  void Representative(const std::string& employer, const std::string& email) {
    Events events;
    ledger::Event* event = events.Add();
    event->mutable_decision()->mutable_representative()->set_name(
        absl::StrCat("states/nj/employers/", employer, "/representatives/r-", employer));
    event->mutable_personal()->mutable_representative()->set_email(email);
    state_.Commit(&events, state_.staff);
  }

  void Endorse(const std::string& proposal, const std::string& employer) {
    Events events;
    ledger::EndorsementGiven* given = events.AddDecision()->mutable_endorsement();
    given->set_cycle_id("2027");
    given->set_proposal_id(proposal);
    given->set_employer_id(employer);
    state_.Commit(&events, state_.staff);
  }

  std::vector<api::EmployerFlag> Flags() {
    auto flags = ComputeEmployerFlags(rules_, "2027", "nj", state_.scan);
    EXPECT_THAT(flags.status(), IsOk());
    return *std::move(flags);
  }

  api::EmployerRules rules_;
  FakeState state_;
};

TEST_F(EmployerFlagsTest, NothingUnusualIsNoFlag) {
  Employer("a", "https://a.example");
  Employer("b", "https://b.example/x");
  Representative("a", "x@a.example");
  EXPECT_THAT(Flags(), IsEmpty());
}

TEST_F(EmployerFlagsTest, ManyEmployersWithinTheWindow) {
  Employer("a");
  state_.now += absl::Hours(1);
  Employer("b");
  state_.now += absl::Hours(1);
  Employer("c");  // exactly two hours after the first
  state_.now += absl::Hours(3);
  Employer("d");
  std::vector<api::EmployerFlag> flags = Flags();
  ASSERT_THAT(flags, SizeIs(1));
  EXPECT_EQ(flags[0].kind(), api::EMPLOYER_FLAG_KIND_BULK_CREATION);
  EXPECT_EQ(flags[0].voice_count(), 3);
  EXPECT_THAT(flags[0].employers(),
              ElementsAre("states/nj/employers/a", "states/nj/employers/b", "states/nj/employers/c"));
  EXPECT_EQ(FromProto(flags[0].end_time()) - FromProto(flags[0].start_time()), absl::Hours(2));
}

TEST_F(EmployerFlagsTest, OneSecondLongerThanTheWindowIsNone) {
  Employer("a");
  state_.now += absl::Hours(2) + absl::Seconds(1);
  Employer("b");
  Employer("c");
  EXPECT_THAT(Flags(), IsEmpty());
}

TEST_F(EmployerFlagsTest, AffiliatesCountOnce) {
  Employer("a", "https://www.group.example/a");
  Employer("b", "https://group.example/b", "a");
  Employer("c", "https://c.example", "a");
  EXPECT_THAT(Flags(), IsEmpty());
}

TEST_F(EmployerFlagsTest, SharedDomainsOfWebAndEmail) {
  Employer("a", "https://www.same.example/a");
  Employer("b", "http://SAME.example:8080");
  Representative("a", "x@one.example");
  Representative("b", "y@One.example");
  std::vector<api::EmployerFlag> flags = Flags();
  ASSERT_THAT(flags, SizeIs(2));
  EXPECT_EQ(flags[0].kind(), api::EMPLOYER_FLAG_KIND_SHARED_WEB_DOMAIN);
  EXPECT_EQ(flags[0].subject(), "same.example");
  EXPECT_EQ(flags[1].kind(), api::EMPLOYER_FLAG_KIND_SHARED_EMAIL_DOMAIN);
  EXPECT_EQ(flags[1].subject(), "one.example");
}

TEST_F(EmployerFlagsTest, DomainsOfMailProvidersAreNotShared) {
  Employer("a");
  Employer("b");
  Representative("a", "x@mail.example");
  Representative("b", "y@eu.mail.example");
  EXPECT_THAT(Flags(), IsEmpty());
}

TEST_F(EmployerFlagsTest, RejectedEmployersAreLeftOut) {
  Employer("a", "https://same.example");
  Employer("b", "https://same.example", "", api::EMPLOYER_STATE_REJECTED);
  EXPECT_THAT(Flags(), IsEmpty());
}

TEST_F(EmployerFlagsTest, BurstsOfEndorsementsByProposal) {
  for (const char* id : {"a", "b", "c"}) {
    Employer(id);
    state_.now += absl::Hours(5);
  }
  Endorse("p1", "a");
  Endorse("p2", "b");
  EXPECT_THAT(Flags(), IsEmpty());
  state_.now += absl::Minutes(30);
  Endorse("p2", "c");
  std::vector<api::EmployerFlag> flags = Flags();
  ASSERT_THAT(flags, SizeIs(1));
  EXPECT_EQ(flags[0].kind(), api::EMPLOYER_FLAG_KIND_ENDORSEMENT_BURST);
  EXPECT_EQ(flags[0].subject(), "states/nj/cycles/2027/proposals/p2");
}

TEST_F(EmployerFlagsTest, AFlagNamesSoManyAndCountsAll) {
  for (size_t i = 0; i <= kFlagEmployersMax; ++i) Employer(absl::StrCat("e", i));
  std::vector<api::EmployerFlag> flags = Flags();
  ASSERT_THAT(flags, SizeIs(1));
  EXPECT_EQ(static_cast<size_t>(flags[0].employers_size()), kFlagEmployersMax);
  EXPECT_EQ(static_cast<size_t>(flags[0].voice_count()), kFlagEmployersMax + 1);
}

TEST_F(EmployerFlagsTest, ZeroSwitchesAFlagOff) {
  for (const char* id : {"a", "b", "c"}) Employer(id, "https://same.example");
  Endorse("p1", "a");
  Endorse("p1", "b");
  EXPECT_THAT(Flags(), SizeIs(3));
  rules_.Clear();
  EXPECT_THAT(Flags(), IsEmpty());
}

TEST(DomainTest, IsTheHost) {
  EXPECT_EQ(DomainOfUrl("https://user@WWW.Acme.example:443/path?x"), "acme.example");
  EXPECT_EQ(DomainOfUrl("acme.example"), "");
  EXPECT_EQ(DomainOfEmail("a@Acme.example"), "acme.example");
  EXPECT_EQ(DomainOfEmail("nobody"), "");
}

}  // namespace
}  // namespace assay::domain

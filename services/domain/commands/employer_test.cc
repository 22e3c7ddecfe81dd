#include "services/domain/commands/employer.h"

#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

api::RegisterEmployerRequest Register(const std::string& id, const std::string& registration) {
  api::RegisterEmployerRequest request;
  request.set_parent("states/nj");
  request.set_employer_id(id);
  request.mutable_employer()->set_legal_name(id);
  request.mutable_employer()->set_registration_id(registration);
  return request;
}

class EmployerTest : public ::testing::Test {
 protected:
  const api::Employer& Stored() { return state_.records.FindOrDefault(EmployerId{"acme"}); }

  absl::Status Verify() {
    api::VerifyEmployerRequest request;
    request.set_name("states/nj/employers/acme");
    request.set_evidence("tax record");
    return state_.Do(request, state_.staff);
  }

  absl::Status Suspend() {
    api::SuspendEmployerRequest request;
    request.set_name("states/nj/employers/acme");
    request.set_reason("closed");
    return state_.Do(request, state_.staff);
  }

  FakeState state_;
};

TEST_F(EmployerTest, RegistersAsPending) {
  ASSERT_THAT(state_.Do(Register("acme", "12-3456789"), state_.staff), IsOk());
  EXPECT_EQ(Stored().name(), "states/nj/employers/acme");
  EXPECT_EQ(Stored().state(), api::EMPLOYER_STATE_PENDING);
  EXPECT_THAT(state_.Do(Register("acme", "98-7654321"), state_.staff), HasReason("RESOURCE_ALREADY_EXISTS"));
}

TEST_F(EmployerTest, ARegistrationNumberHasOneHolderHoweverItIsWritten) {
  ASSERT_THAT(state_.Do(Register("acme", "12-345678a"), state_.staff), IsOk());
  for (const char* same : {"12-345678a", "12345678A", " 1 2 345678a"}) {
    absl::Status status = state_.Do(Register("other", same), state_.staff);
    EXPECT_THAT(status, HasReason("REGISTRATION_TAKEN"));
    EXPECT_EQ(status.code(), absl::StatusCode::kAlreadyExists);
    EXPECT_THAT(std::string(status.message()), HasSubstr("states/nj/employers/acme"));
  }
}

TEST_F(EmployerTest, NamesEveryViolation) {
  for (const char* naics : {"1", "1234567", "62a"}) {
    api::RegisterEmployerRequest request = Register("acme", "--");
    request.mutable_employer()->set_naics(naics);
    request.mutable_employer()->set_size_band(static_cast<api::SizeBand>(70));
    EXPECT_THAT(state_.Do(request, state_.staff),
                Violates("employer.registration_id", "employer.naics", "employer.size_band"));
  }
}

TEST_F(EmployerTest, AnUpdateMovesTheRegistrationNumber) {
  ASSERT_THAT(state_.Do(Register("acme", "1"), state_.staff), IsOk());
  ASSERT_THAT(state_.Do(Register("other", "2"), state_.staff), IsOk());
  api::UpdateEmployerRequest request;
  request.mutable_employer()->set_name("states/nj/employers/acme");
  request.mutable_employer()->set_registration_id("2");
  EXPECT_THAT(state_.Do(request, state_.staff), HasReason("REGISTRATION_TAKEN"));
  request.mutable_employer()->set_registration_id("0-1");
  ASSERT_THAT(state_.Do(request, state_.staff), IsOk());
  EXPECT_THAT(state_.Do(Register("third", "1"), state_.staff), IsOk());
  EXPECT_THAT(state_.Do(Register("fourth", "01"), state_.staff), HasReason("REGISTRATION_TAKEN"));
}

TEST_F(EmployerTest, AnUpdateIsCheckedLikeARegistration) {
  api::UpdateEmployerRequest request;
  request.mutable_employer()->set_name("states/nj/employers/acme");
  EXPECT_THAT(state_.Do(request, state_.staff), HasReason("RESOURCE_NOT_FOUND"));
  ASSERT_THAT(state_.Do(Register("acme", "1"), state_.staff), IsOk());
  request.mutable_employer()->set_naics("x");
  request.mutable_update_mask()->add_paths("naics");
  request.mutable_update_mask()->add_paths("state");
  request.mutable_update_mask()->add_paths("legal_name");
  EXPECT_THAT(state_.Do(request, state_.staff),
              Violates("update_mask.paths[1]", "update_mask.paths[2]", "employer.naics"));
  request.mutable_employer()->set_etag("4");
  EXPECT_THAT(state_.Do(request, state_.staff), HasReason("STALE_ETAG"));
}

TEST_F(EmployerTest, IsVerifiedSuspendedAndVerifiedAgain) {
  EXPECT_THAT(Verify(), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(Suspend(), HasReason("RESOURCE_NOT_FOUND"));
  ASSERT_THAT(state_.Do(Register("acme", "1"), state_.staff), IsOk());
  ASSERT_THAT(Verify(), IsOk());
  EXPECT_EQ(Stored().state(), api::EMPLOYER_STATE_VERIFIED);
  EXPECT_EQ(Stored().state_reason(), "tax record");
  EXPECT_THAT(Verify(), HasReason("WRONG_STATE"));
  ASSERT_THAT(Suspend(), IsOk());
  EXPECT_EQ(Stored().state(), api::EMPLOYER_STATE_SUSPENDED);
  EXPECT_EQ(Stored().state_reason(), "closed");
  EXPECT_THAT(Suspend(), HasReason("WRONG_STATE"));
  EXPECT_THAT(Verify(), IsOk());
}

TEST_F(EmployerTest, MayBeSuspendedBeforeItIsVerified) {
  ASSERT_THAT(state_.Do(Register("acme", "1"), state_.staff), IsOk());
  EXPECT_THAT(Suspend(), IsOk());
}

TEST_F(EmployerTest, AVerificationNamesItsEvidence) {
  ASSERT_THAT(state_.Do(Register("acme", "1"), state_.staff), IsOk());
  api::VerifyEmployerRequest request;
  request.set_name("states/nj/employers/acme");
  request.set_evidence("tax record");
  request.add_evidence_items()->set_kind(static_cast<api::EvidenceKind>(99));
  EXPECT_THAT(state_.Do(request, state_.staff), Violates("evidence_items[0].kind"));
  request.mutable_evidence_items(0)->set_kind(api::EVIDENCE_KIND_TAX_ACCOUNT);
  request.mutable_evidence_items(0)->set_document_sha256(std::string(64, 'a'));
  ASSERT_THAT(state_.Do(request, state_.staff), IsOk());
  ASSERT_EQ(Stored().evidence_size(), 1);
  EXPECT_EQ(Stored().evidence(0).document_sha256(), std::string(64, 'a'));
  EXPECT_EQ(FromProto(Stored().decide_time()), state_.now);
}

TEST_F(EmployerTest, IsRejectedAndMayBeVerifiedLater) {
  api::RejectEmployerRequest request;
  request.set_name("states/nj/employers/acme");
  request.set_reason("no such account");
  EXPECT_THAT(state_.Do(request, state_.staff), HasReason("RESOURCE_NOT_FOUND"));
  ASSERT_THAT(state_.Do(Register("acme", "1"), state_.staff), IsOk());
  ASSERT_THAT(state_.Do(request, state_.staff), IsOk());
  EXPECT_EQ(Stored().state(), api::EMPLOYER_STATE_REJECTED);
  EXPECT_EQ(Stored().state_reason(), "no such account");
  EXPECT_THAT(state_.Do(request, state_.staff), HasReason("WRONG_STATE"));
  EXPECT_THAT(Suspend(), HasReason("WRONG_STATE"));
  EXPECT_THAT(Verify(), IsOk());
}

TEST_F(EmployerTest, AChangedRegistrationNumberIsToBeVerifiedAgain) {
  ASSERT_THAT(state_.Do(Register("acme", "12-34"), state_.staff), IsOk());
  ASSERT_THAT(Verify(), IsOk());
  api::UpdateEmployerRequest request;
  request.mutable_employer()->set_name("states/nj/employers/acme");
  request.mutable_employer()->set_registration_id("1234");  // the same, written otherwise
  ASSERT_THAT(state_.Do(request, state_.staff), IsOk());
  EXPECT_EQ(Stored().state(), api::EMPLOYER_STATE_VERIFIED);
  request.mutable_employer()->set_registration_id("1235");
  ASSERT_THAT(state_.Do(request, state_.staff), IsOk());
  EXPECT_EQ(Stored().state(), api::EMPLOYER_STATE_PENDING);
  EXPECT_TRUE(Stored().evidence().empty());
  EXPECT_FALSE(Stored().has_decide_time());
  // A suspension is not lifted by a new number.
  ASSERT_THAT(Suspend(), IsOk());
  request.mutable_employer()->set_registration_id("1236");
  ASSERT_THAT(state_.Do(request, state_.staff), IsOk());
  EXPECT_EQ(Stored().state(), api::EMPLOYER_STATE_SUSPENDED);
}

TEST_F(EmployerTest, AnIssuerNameHasLetters) {
  api::RegisterEmployerRequest request = Register("acme", "1");
  request.mutable_employer()->add_issuer_names("CompTIA");
  request.mutable_employer()->add_issuer_names("--");
  EXPECT_THAT(state_.Do(request, state_.staff), Violates("employer.issuer_names[1]"));
}

class RepresentativeTest : public EmployerTest {
 protected:
  RepresentativeTest() {
    request_.set_parent("states/nj/employers/acme");
    request_.set_representative_id("pat");
    request_.mutable_representative()->set_display_name("Pat Doe");
    request_.mutable_representative()->set_title("HR");
    request_.mutable_representative()->set_email("pat@acme.example");
  }

  api::CreateRepresentativeRequest request_;
};

TEST_F(RepresentativeTest, IsEnteredWithItsUser) {
  ASSERT_THAT(state_.Do(Register("acme", "1"), state_.staff), IsOk());
  ASSERT_THAT(state_.Do(request_, state_.staff), IsOk());
  ASSERT_EQ(state_.last.size(), 2u);
  const api::Representative& representative = state_.records.FindOrDefault(RepresentativeId{"acme", "pat"});
  EXPECT_EQ(representative.name(), "states/nj/employers/acme/representatives/pat");
  EXPECT_EQ(representative.user(), "states/nj/users/pat");
  EXPECT_EQ(representative.title(), "HR");
  const api::User& user = state_.records.FindOrDefault(UserId{"pat"});
  EXPECT_EQ(user.representative(), representative.name());
  EXPECT_EQ(user.display_name(), "Pat Doe");
  EXPECT_EQ(user.email(), "pat@acme.example");
  EXPECT_THAT(user.roles(), ElementsAre(api::ROLE_EMPLOYER_REPRESENTATIVE));
}

TEST_F(RepresentativeTest, DecisionPartsNameNobody) {
  ASSERT_THAT(state_.Do(Register("acme", "1"), state_.staff), IsOk());
  ASSERT_THAT(state_.Do(request_, state_.staff), IsOk());
  for (const ledger::Event& event : state_.last) {
    std::string decision = event.decision().SerializeAsString();
    for (const char* personal : {"Pat Doe", "HR", "pat@acme.example"}) {
      EXPECT_EQ(decision.find(personal), std::string::npos);
    }
  }
}

TEST_F(RepresentativeTest, TheAnswerIsTheRepresentativeWithItsNames) {
  ASSERT_THAT(state_.Do(Register("acme", "1"), state_.staff), IsOk());
  ASSERT_THAT(state_.Do(request_, state_.staff), IsOk());
  api::CreateRepresentativeResponse response;
  AnswerFromEvents(state_.last, &response);
  EXPECT_EQ(response.representative().SerializeAsString(),
            state_.records.FindOrDefault(RepresentativeId{"acme", "pat"}).SerializeAsString());
}

TEST_F(RepresentativeTest, NeedsItsEmployerAndAnIdUniqueInTheState) {
  EXPECT_THAT(state_.Do(request_, state_.staff), HasReason("RESOURCE_NOT_FOUND"));
  ASSERT_THAT(state_.Do(Register("acme", "1"), state_.staff), IsOk());
  ASSERT_THAT(state_.Do(Register("other", "2"), state_.staff), IsOk());
  ASSERT_THAT(state_.Do(request_, state_.staff), IsOk());
  EXPECT_THAT(state_.Do(request_, state_.staff), HasReason("RESOURCE_ALREADY_EXISTS"));
  request_.set_parent("states/nj/employers/other");
  EXPECT_THAT(state_.Do(request_, state_.staff), HasReason("RESOURCE_ALREADY_EXISTS"));
  EXPECT_EQ(state_.records.Find(RepresentativeId{"other", "pat"}), nullptr);
}

}  // namespace
}  // namespace assay::domain

#include "services/rpc/validation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "assay/v1/admin_service.pb.h"
#include "assay/v1/credential_service.pb.h"
#include "assay/v1/labor_market_service.pb.h"
#include "assay/v1/priority_list_service.pb.h"
#include "assay/v1/proposal_service.pb.h"
#include "assay/v1/review_service.pb.h"

namespace assay::rpc {
namespace {

using google::protobuf::Message;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> Check(const Message& request) {
  Violations violations;
  CheckRules(request, &violations);
  std::vector<std::string> texts;
  for (const auto& [field, description] : violations.violations()) texts.push_back(field + ": " + description);
  return texts;
}

std::vector<std::string> Fields(const Message& request) {
  Violations violations;
  CheckRules(request, &violations);
  std::vector<std::string> fields;
  for (const auto& violation : violations.violations()) fields.push_back(violation.first);
  return fields;
}

v1::CreateStateRequest GoodState() {
  v1::CreateStateRequest request;
  request.set_state_id("nj");
  request.mutable_state()->set_display_name("New Jersey");
  request.mutable_state()->set_time_zone("America/New_York");
  request.mutable_state()->set_wage_area("NJ");
  return request;
}

v1::CreateCredentialRequest GoodCredential() {
  v1::CreateCredentialRequest request;
  request.set_parent("states/nj");
  request.mutable_credential()->set_title("Certified Nurse Aide");
  return request;
}

v1::BatchCastBallotsRequest GoodBallots(int count) {
  v1::BatchCastBallotsRequest request;
  request.set_round("states/nj/cycles/c/rounds/r");
  for (int i = 0; i < count; ++i) {
    v1::BallotPaper* paper = request.add_papers();
    paper->set_proposal(absl::StrCat("states/nj/cycles/c/proposals/p", i));
    paper->set_choice(v1::BALLOT_CHOICE_APPROVE);
  }
  return request;
}

TEST(ValidationTest, GoodRequestsPass) {
  EXPECT_THAT(Check(GoodState()), IsEmpty());
  EXPECT_THAT(Check(GoodCredential()), IsEmpty());
  EXPECT_THAT(Check(GoodBallots(2)), IsEmpty());
  EXPECT_THAT(Check(v1::WhoAmIRequest()), IsEmpty());
}

TEST(ValidationTest, RequiredTextsMessagesEnumsAndLists) {
  EXPECT_THAT(Check(v1::GetStateRequest()), ElementsAre("name: is required"));
  EXPECT_THAT(Check(v1::CreateStateRequest()), ElementsAre("state_id: is required", "state: is required"));
  EXPECT_THAT(Fields(v1::SetRehearsalTimeRequest()), ElementsAre("name", "time"));
  EXPECT_THAT(Fields(GoodBallots(0)), ElementsAre("papers"));
  v1::BatchCastBallotsRequest request = GoodBallots(2);
  request.mutable_papers(1)->clear_choice();
  EXPECT_THAT(Fields(request), ElementsAre("papers[1].choice"));
}

TEST(ValidationTest, AllThatIsWrongIsSaidAtOnceInTheOrderOfTheFields) {
  v1::CreateStateRequest request;
  request.set_state_id("New Jersey");
  request.mutable_state()->set_time_zone("Trenton");
  request.set_request_id(std::string(65, 'x'));
  EXPECT_THAT(Fields(request),
              ElementsAre("state_id", "state.display_name", "state.time_zone", "state.wage_area", "request_id"));
}

TEST(ValidationTest, BytesAtTheLimitAndOneAbove) {
  v1::CreateStateRequest request = GoodState();
  request.mutable_state()->set_display_name(std::string(100, 'x'));
  EXPECT_THAT(Check(request), IsEmpty());
  request.mutable_state()->set_display_name(std::string(101, 'x'));
  EXPECT_THAT(Check(request), ElementsAre("state.display_name: has 101 bytes; at most 100"));
  std::string accents;  // counted in bytes, not in characters
  for (int i = 0; i < 51; ++i) accents += "\xc3\xa9";
  request.mutable_state()->set_display_name(accents);
  EXPECT_THAT(Fields(request), ElementsAre("state.display_name"));
}

TEST(ValidationTest, TextsWithoutARuleHoldAThousandBytes) {
  v1::GetListVersionRequest entry;
  entry.set_name(std::string(1000, 'x'));
  EXPECT_THAT(Check(entry), SizeIs(1));
  EXPECT_THAT(Check(entry)[0], HasSubstr("must have the form"));
  entry.set_name(std::string(1001, 'x'));
  EXPECT_THAT(Check(entry), ElementsAre("name: has 1001 bytes; at most 1000"));
}

TEST(ValidationTest, ElementsAtTheLimitAndOneAbove) {
  EXPECT_THAT(Check(GoodBallots(40)), IsEmpty());
  EXPECT_THAT(Check(GoodBallots(41)), ElementsAre("papers: has 41 elements; at most 40 are taken at a time"));
}

TEST(ValidationTest, EachElementOfARepeatedTextIsChecked) {
  v1::CreateCredentialRequest request = GoodCredential();
  for (const char* code : {"29-1141", "29-114", "29-1141 ", "31-9092"})
    request.mutable_credential()->add_soc_codes(code);
  EXPECT_THAT(Fields(request), ElementsAre("credential.soc_codes[1]", "credential.soc_codes[2]"));
}

TEST(ValidationTest, NestedElementsAreNamedByTheirPath) {
  v1::BatchCastBallotsRequest request = GoodBallots(2);
  v1::Rating* rating = request.mutable_papers(1)->add_ratings();
  rating->set_criterion("Demand!");
  rating->set_score(11);
  EXPECT_THAT(Fields(request), ElementsAre("papers[1].ratings[0].criterion", "papers[1].ratings[0].score"));
}

TEST(ValidationTest, NumbersAtTheirLimitsAndBeyond) {
  v1::ListUsersRequest request;
  for (int size : {0, 1, 1000}) {
    request.set_page_size(size);
    EXPECT_THAT(Check(request), IsEmpty()) << size;
  }
  request.set_page_size(-1);
  EXPECT_THAT(Check(request), ElementsAre("page_size: -1 is too small; at least 0"));
  request.set_page_size(1001);
  EXPECT_THAT(Check(request), ElementsAre("page_size: 1001 is too large; at most 1000"));
}

TEST(ValidationTest, EnumsMustHaveAValueOfTheirs) {
  v1::CreateCredentialRequest request = GoodCredential();
  request.mutable_credential()->set_type(static_cast<v1::CredentialType>(99));
  EXPECT_THAT(Check(request), ElementsAre("credential.type: 99 is no value of CredentialType"));
  v1::CreateUserRequest user;
  user.set_user_id("ada");
  user.mutable_user()->set_display_name("Ada");
  user.mutable_user()->add_roles(v1::ROLE_CHAIR);
  user.mutable_user()->add_roles(static_cast<v1::Role>(-5));
  EXPECT_THAT(Fields(user), ElementsAre("user.roles[1]"));
}

TEST(ValidationTest, InstantsAreBetween1970And2100) {
  v1::SetRehearsalTimeRequest request;
  request.set_name("states/nj");
  struct Case {
    int64_t seconds;
    int32_t nanos;
    bool good;
  };
  for (const Case& instant : {Case{0, 1, true},
                              {4'102'444'800, 999'999'999, true},
                              {4'102'444'801, 0, false},
                              {-1, 0, false},
                              {1, -1, false},
                              {1, 1'000'000'000, false},
                              {INT64_MIN, INT32_MIN, false},
                              {INT64_MAX, INT32_MAX, false}}) {
    request.mutable_time()->set_seconds(instant.seconds);
    request.mutable_time()->set_nanos(instant.nanos);
    EXPECT_EQ(Check(request).empty(), instant.good) << instant.seconds << " " << instant.nanos;
  }
}

TEST(ValidationTest, TextsAreUtf8WithoutZeroBytes) {
  v1::CreateCredentialRequest request = GoodCredential();
  request.mutable_credential()->set_title("Caf\xc3\xa9 \xf0\x9f\x98\x80");
  EXPECT_THAT(Check(request), IsEmpty());
  for (const char* bad : {"\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80"}) {
    request.mutable_credential()->set_title(bad);
    EXPECT_THAT(Fields(request), ElementsAre("credential.title"));
  }
  request.mutable_credential()->set_title(std::string("a\0b", 3));
  EXPECT_THAT(Check(request), ElementsAre("credential.title: holds a zero byte; take it out"));
}

template <class Set>
void ExpectFormat(const std::vector<std::string>& good, const std::vector<std::string>& bad, Message* request,
                  const Set& set) {
  for (const std::string& text : good) {
    set(text);
    EXPECT_THAT(Check(*request), IsEmpty()) << text;
  }
  for (const std::string& text : bad) {
    set(text);
    EXPECT_THAT(Check(*request), SizeIs(1)) << text;
  }
}

TEST(ValidationTest, EachFormatSaysWhatItTakes) {
  v1::CreateCredentialRequest credential = GoodCredential();
  ExpectFormat({"a", "a-1", std::string(63, 'a')}, {"-a", "a-", "A", "a b", "a_b", std::string(64, 'a')}, &credential,
               [&](const std::string& text) { credential.set_credential_id(text); });
  credential = GoodCredential();
  ExpectFormat({"http://a.b/c", "https://a.b"}, {"ftp://a.b", "a.b", "https://", "https://a b"}, &credential,
               [&](const std::string& text) { credential.mutable_credential()->set_website(text); });
  credential = GoodCredential();
  credential.mutable_credential()->add_cip_codes();
  ExpectFormat({"51.3902"}, {"51-3902", "5.3902", "51.39021", "x"}, &credential,
               [&](const std::string& text) { credential.mutable_credential()->set_cip_codes(0, text); });
  v1::CreateStateRequest state = GoodState();
  ExpectFormat({"America/New_York", "Etc/UTC"}, {"UTC", "America/Trenton", "localtime", "../etc/passwd"}, &state,
               [&](const std::string& text) { state.mutable_state()->set_time_zone(text); });
  v1::CreateUserRequest user;
  user.set_user_id("ada");
  user.mutable_user()->set_display_name("Ada");
  ExpectFormat({"a@b.co"}, {"a", "a@b", "a@@b.co", "a b@c.de"}, &user,
               [&](const std::string& text) { user.mutable_user()->set_email(text); });
  v1::EndorseProposalRequest endorse;
  endorse.set_proposal("states/nj/cycles/c/proposals/p");
  endorse.mutable_endorsement()->set_level(static_cast<v1::EndorsementLevel>(1));
  ExpectFormat({"2028-02-29"}, {"2027-02-29", "2027-2-1", "27-02-01", "2027-13-01"}, &endorse,
               [&](const std::string& text) { endorse.mutable_endorsement()->set_valid_through_date(text); });
}

TEST(ValidationTest, ALocalTimeIsAMinuteOfADayThatExists) {
  v1::GrantExtensionRequest request;
  request.set_name("states/nj/cycles/c/proposals/p");
  request.set_stage("submission");
  request.mutable_extension()->set_reason("storm");
  ExpectFormat({"2027-02-01T09:00", "2028-02-29T23:59"},
               {"2027-02-29T09:00", "2027-02-01 09:00", "2027-02-01T09:00Z", "2027-02-01T24:00", "2101-01-01T00:00"},
               &request, [&](const std::string& text) { request.mutable_extension()->set_until_local_time(text); });
}

TEST(ValidationTest, NamesFitOneOfTheirPatterns) {
  v1::GetUserRequest request;
  for (const char* name : {"states/nj/users/ada", "users/root"}) {
    request.set_name(name);
    EXPECT_THAT(Check(request), IsEmpty()) << name;
  }
  for (const char* name : {"users/", "user/root", "states/nj/users", "states//users/ada", "states/nj/users/ada/x",
                           "/users/root", "states/nj/users/a b", "states/nj/tokens/ada", "users/..%2f"}) {
    request.set_name(name);
    EXPECT_THAT(Check(request), SizeIs(1)) << name;
  }
  EXPECT_THAT(Check(request)[0], HasSubstr("must have the form states/{state}/users/{user} or users/{user}"));
}

TEST(ValidationTest, AllNamesBelongToOneState) {
  v1::BatchCastBallotsRequest request = GoodBallots(2);
  request.mutable_papers(1)->set_proposal("states/oh/cycles/c/proposals/p");
  EXPECT_THAT(Check(request),
              ElementsAre("papers[1].proposal: belongs to states/oh, the rest of the request to states/nj"));
  v1::CreateTokenRequest token;
  token.set_parent("states/nj");
  token.mutable_token()->set_user("users/root");
  EXPECT_THAT(Check(token), ElementsAre("token.user: belongs to no state, the rest of the request to states/nj"));
}

TEST(ValidationTest, WhatTheServerSetsIsNotLookedAt) {
  v1::CreateCredentialRequest request = GoodCredential();
  request.mutable_credential()->mutable_create_time()->set_seconds(-5);
  EXPECT_THAT(Check(request), IsEmpty());
  v1::CreateTokenRequest token;
  token.mutable_token()->set_user("users/root");
  token.mutable_token()->set_name("states/nj/tokens/t \xff");
  EXPECT_THAT(Check(token), IsEmpty());
}

TEST(ValidationTest, AChangeNamesWhatItChangesAndMayLeaveTheRestOut) {
  v1::UpdateUserRequest request;
  EXPECT_THAT(Check(request), ElementsAre("user: is required"));
  request.mutable_user()->set_email("a@b.co");
  EXPECT_THAT(Check(request), ElementsAre("user.name: is required: it says what to change"));
  request.mutable_user()->set_name("states/nj/users/ada");
  EXPECT_THAT(Check(request), IsEmpty()) << "display_name is required of a user, not of a change";
  request.mutable_update_mask()->add_paths("email");
  EXPECT_THAT(Check(request), IsEmpty());
  request.mutable_update_mask()->add_paths("display_name");
  EXPECT_THAT(Check(request), ElementsAre("user.display_name: cannot be emptied"));
  request.mutable_user()->set_display_name("Ada");
  EXPECT_THAT(Check(request), IsEmpty());
  request.mutable_user()->set_email("nonsense");
  EXPECT_THAT(Fields(request), ElementsAre("user.email"));
}

TEST(ValidationTest, NoMoreIsCollectedThanCanBeRead) {
  v1::BatchCastBallotsRequest request = GoodBallots(40);
  for (v1::BallotPaper& paper : *request.mutable_papers()) {
    for (int i = 0; i < 10; ++i) paper.add_ratings()->set_score(99);
  }
  size_t count = Check(request).size();
  EXPECT_GE(count, 200u);
  EXPECT_LE(count, 202u);
  Violations violations;
  CheckRules(request, &violations);
  EXPECT_LT(violations.ToStatus().GetPayload(kBadRequestUrl)->size(), 8000u) << "must fit a trailer";
}

TEST(StateOfRequestTest, ItIsThatOfTheFirstName) {
  v1::GetStateRequest get;
  get.set_name("states/nj");
  EXPECT_EQ(StateOfRequest(get), "nj");
  EXPECT_EQ(StateOfRequest(GoodBallots(1)), "nj");
  v1::UpdateUserRequest update;
  update.mutable_user()->set_name("states/oh/users/ada");
  EXPECT_EQ(StateOfRequest(update), "oh");
  v1::ListProposalsRequest list;
  list.set_parent("states/nj/cycles/c");
  EXPECT_EQ(StateOfRequest(list), "nj");
}

TEST(StateOfRequestTest, NoNameOrOneOutsideTheStatesIsTheInstallation) {
  EXPECT_EQ(StateOfRequest(v1::ListStatesRequest()), "");
  v1::GetUserRequest get;
  get.set_name("users/root");
  EXPECT_EQ(StateOfRequest(get), "");
}

TEST(StateOfRequestTest, TextsThatAreNoNamesDoNotCount) {
  v1::CreateUserRequest request;
  request.mutable_user()->set_display_name("states/nj/users/ada");
  request.mutable_user()->set_representative("states/nj/employers/acme/representatives/r");
  EXPECT_EQ(StateOfRequest(request), "");
}

// The name of the state that is made is ignored: its caller may send back what it read elsewhere.
TEST(StateOfRequestTest, AStateToBeMadeIsNoStateThatIs) {
  v1::CreateStateRequest request = GoodState();
  request.mutable_state()->set_name("states/nj");
  EXPECT_EQ(StateOfRequest(request), "");
  EXPECT_THAT(Check(request), IsEmpty());
}

}  // namespace
}  // namespace assay::rpc

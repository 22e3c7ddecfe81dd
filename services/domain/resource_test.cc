#include "services/domain/resource.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Fields(const Violations& violations) {
  std::vector<std::string> fields;
  for (const auto& [field, description] : violations.violations()) fields.push_back(field);
  return fields;
}

google::protobuf::FieldMask MaskOf(std::initializer_list<const char*> paths) {
  google::protobuf::FieldMask mask;
  for (const char* path : paths) mask.add_paths(path);
  return mask;
}

class UpdateTest : public ::testing::Test {
 protected:
  UpdateTest() {
    record_.set_name("states/nj/cycles/2027/proposals/cw");
    record_.set_credential("states/nj/credentials/cw");
    record_.set_state(api::PROPOSAL_STATE_DRAFT);
    record_.set_region("NORTH");
    record_.add_soc_codes("51-4121");
    record_.add_soc_codes("47-2111");
    record_.mutable_assessment()->set_proctored(true);
    record_.set_etag("4");
  }

  api::Proposal record_;
  api::Proposal change_;
  Violations violations_;
};

TEST_F(UpdateTest, WithoutAMaskWhatIsSetReplaces) {
  change_.set_name("ignored");
  change_.set_etag("ignored");
  change_.set_state(api::PROPOSAL_STATE_WITHDRAWN);
  change_.add_soc_codes("15-1252");
  change_.mutable_assessment()->set_standardized(false);
  ApplyUpdate(change_, {}, "update_mask", &record_, &violations_);
  EXPECT_TRUE(violations_.empty());
  EXPECT_EQ(record_.name(), "states/nj/cycles/2027/proposals/cw");
  EXPECT_EQ(record_.etag(), "4");
  EXPECT_EQ(record_.state(), api::PROPOSAL_STATE_DRAFT);
  EXPECT_EQ(record_.region(), "NORTH");
  EXPECT_THAT(record_.soc_codes(), ElementsAre("15-1252"));
  EXPECT_FALSE(record_.assessment().has_proctored());
  EXPECT_TRUE(record_.assessment().has_standardized());
}

TEST_F(UpdateTest, AMaskSetsAndEmptiesWhatItNames) {
  change_.set_region("SOUTH");
  change_.set_evidence_summary("not named");
  ApplyUpdate(change_, MaskOf({"region", "soc_codes", "assessment"}), "update_mask", &record_, &violations_);
  EXPECT_TRUE(violations_.empty());
  EXPECT_EQ(record_.region(), "SOUTH");
  EXPECT_EQ(record_.evidence_summary(), "");
  EXPECT_TRUE(record_.soc_codes().empty());
  EXPECT_FALSE(record_.has_assessment());
}

TEST_F(UpdateTest, APathIntoAMessageLeavesTheRestOfItAlone) {
  change_.mutable_assessment()->set_renewable(true);
  change_.mutable_cost()->set_cents(100);
  ApplyUpdate(change_, MaskOf({"assessment.renewable", "cost.cents"}), "mask", &record_, &violations_);
  EXPECT_TRUE(violations_.empty());
  EXPECT_TRUE(record_.assessment().proctored());
  EXPECT_TRUE(record_.assessment().renewable());
  EXPECT_EQ(record_.cost().cents(), 100);
  change_.Clear();
  ApplyUpdate(change_, MaskOf({"assessment.renewable", "assessment.proctored"}), "mask", &record_, &violations_);
  EXPECT_TRUE(violations_.empty());
  EXPECT_FALSE(record_.has_assessment()) << "nothing is left of it";
}

TEST_F(UpdateTest, AMaskNamesEveryPathThatCannotBeChanged) {
  change_.set_region("SOUTH");
  ApplyUpdate(change_,
              MaskOf({"colour", "name", "etag", "state", "region", "credential", "assessment.colour", "region.x",
                      "documents.title"}),
              "mask", &record_, &violations_);
  EXPECT_THAT(Fields(violations_), ElementsAre("mask.paths[0]", "mask.paths[1]", "mask.paths[2]", "mask.paths[3]",
                                               "mask.paths[5]", "mask.paths[6]", "mask.paths[7]", "mask.paths[8]"));
  EXPECT_EQ(record_.credential(), "states/nj/credentials/cw");
}

TEST(ResourceTest, OutputOnlyFieldsAreCleared) {
  api::CreateProposalRequest request;
  api::Proposal* proposal = request.mutable_proposal();
  proposal->set_name("kept");
  proposal->set_state(api::PROPOSAL_STATE_SCREENED);
  proposal->set_proposer("states/nj/users/pat");
  proposal->set_round_position(3);
  proposal->set_region("kept");
  proposal->mutable_create_time();
  proposal->add_documents()->set_title("kept");
  ClearOutputOnly(&request);
  EXPECT_EQ(request.ShortDebugString(), R"(proposal { name: "kept" region: "kept" documents { title: "kept" } })");
}

TEST(ResourceTest, EtagsCountRevisions) {
  EXPECT_EQ(NextEtag(""), "1");
  EXPECT_EQ(NextEtag("1"), "2");
  EXPECT_EQ(NextEtag("9"), "10");
  api::Cycle cycle;
  cycle.set_etag("2");
  EXPECT_TRUE(CheckEtag("", cycle).ok());
  EXPECT_TRUE(CheckEtag("2", cycle).ok());
  EXPECT_EQ(ErrorReason(CheckEtag("1", cycle)), "STALE_ETAG");
}

TEST(ResourceTest, StampsSayWhenARecordWasMadeAndChanged) {
  Principal principal;
  Context context{"nj", absl::FromUnixSeconds(100), &principal, nullptr};
  api::Cycle cycle;
  cycle.set_etag("sent by somebody");
  StampNew(context, &cycle);
  EXPECT_EQ(cycle.etag(), "1");
  context.now += absl::Seconds(5);
  StampChanged(context, &cycle);
  EXPECT_EQ(cycle.etag(), "2");
  EXPECT_EQ(cycle.create_time().seconds(), 100);
  EXPECT_EQ(cycle.update_time().seconds(), 105);
}

TEST(ResourceTest, TimesKeepMicroseconds) {
  for (int64_t micros : {int64_t{0}, int64_t{1}, int64_t{-1}, int64_t{-1'000'000}, int64_t{1'800'000'000'123'456}}) {
    google::protobuf::Timestamp timestamp = ToProto(FromMicros(micros));
    EXPECT_GE(timestamp.nanos(), 0);
    EXPECT_EQ(FromProto(timestamp), FromMicros(micros)) << micros;
  }
  EXPECT_EQ(DateOf(absl::FromUnixSeconds(86'399)), "1970-01-01");
  EXPECT_EQ(DateOf(absl::FromUnixSeconds(86'400)), "1970-01-02");
}

TEST(AnswerTest, IsTheLastImageOfItsType) {
  std::vector<ledger::Event> events(3);
  events[0].mutable_decision()->mutable_round()->set_etag("1");
  events[1].mutable_decision()->mutable_round_items()->mutable_round()->set_etag("2");
  events[2].mutable_decision()->mutable_proposal()->set_etag("9");
  api::CreateRoundResponse response;
  AnswerFromEvents(events, &response);
  EXPECT_EQ(response.round().etag(), "2");
}

TEST(AnswerTest, HoldsThePersonalPart) {
  std::vector<ledger::Event> events(2);
  events[0].mutable_decision()->mutable_representative()->set_name("r");
  events[0].mutable_personal()->mutable_representative()->set_display_name("Pat");
  events[1].mutable_decision()->mutable_user()->set_name("u");
  events[1].mutable_personal()->mutable_user()->set_email("pat@acme.example");
  api::CreateRepresentativeResponse representative;
  AnswerFromEvents(events, &representative);
  EXPECT_EQ(representative.representative().name(), "r");
  EXPECT_EQ(representative.representative().display_name(), "Pat");
  EXPECT_EQ(representative.representative().email(), "");
  api::CreateUserResponse user;
  AnswerFromEvents(events, &user);
  EXPECT_EQ(user.user().email(), "pat@acme.example");
}

TEST(AnswerTest, IsEmptyWithoutAnImage) {
  api::CreateCycleResponse response;
  AnswerFromEvents(std::vector<ledger::Event>(1), &response);
  EXPECT_FALSE(response.has_cycle());
}

TEST(AnswerTest, LooksIntoChangesThatHoldTheResource) {
  std::vector<ledger::Event> events(1);
  events[0].mutable_decision()->mutable_token()->mutable_token()->set_name("tokens/t");
  events[0].mutable_decision()->mutable_token()->set_secret_sha256("digest");
  api::CreateTokenResponse response;
  AnswerFromEvents(events, &response);
  EXPECT_EQ(response.token().name(), "tokens/t");
  EXPECT_EQ(response.secret(), "");
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/commands/catalogue.h"

#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

constexpr char kName[] = "states/nj/credentials/certified-welder";

api::CreateCredentialRequest Create() {
  api::CreateCredentialRequest request;
  request.set_parent("states/nj");
  request.mutable_credential()->set_title("Certified Welder");
  request.mutable_credential()->add_soc_codes("51-4121");
  return request;
}

class CatalogueTest : public ::testing::Test {
 protected:
  const api::Credential& Stored() { return state_.records.FindOrDefault(CredentialId{"certified-welder"}); }

  FakeState state_;
};

TEST_F(CatalogueTest, CreatesUnderTheTitlesSlugWithoutAnIssuer) {
  ASSERT_THAT(state_.Do(Create(), state_.staff), IsOk());
  ASSERT_EQ(state_.last.size(), 1u);
  EXPECT_EQ(Stored().name(), kName);
  EXPECT_EQ(Stored().etag(), "1");
  EXPECT_EQ(FromProto(Stored().create_time()), state_.now);
  EXPECT_EQ(FromProto(Stored().update_time()), state_.now);
  EXPECT_EQ(Stored().issuer(), "");
}

TEST_F(CatalogueTest, CreatesUnderTheIdGiven) {
  api::CreateCredentialRequest request = Create();
  request.set_credential_id("cw");
  ASSERT_THAT(state_.Do(request, state_.staff), IsOk());
  EXPECT_NE(state_.records.Find(CredentialId{"cw"}), nullptr);
}

TEST_F(CatalogueTest, RefusesATakenId) {
  ASSERT_THAT(state_.Do(Create(), state_.staff), IsOk());
  EXPECT_THAT(state_.Do(Create(), state_.staff), HasReason("RESOURCE_ALREADY_EXISTS"));
  EXPECT_EQ(state_.events.size(), 1u);
}

TEST_F(CatalogueTest, NamesEveryViolation) {
  api::CreateCredentialRequest request = Create();
  request.mutable_credential()->set_title("???");
  request.mutable_credential()->add_soc_codes("99-9999");
  request.mutable_credential()->set_type(static_cast<api::CredentialType>(77));
  EXPECT_THAT(state_.Do(request, state_.staff),
              Violates("credential_id", "credential.soc_codes[1]", "credential.type"));
  EXPECT_TRUE(state_.events.empty());
}

TEST_F(CatalogueTest, UpdatesWhatTheMaskNames) {
  ASSERT_THAT(state_.Do(Create(), state_.staff), IsOk());
  api::UpdateCredentialRequest request;
  request.mutable_credential()->set_name(kName);
  request.mutable_credential()->set_etag("1");
  request.mutable_credential()->set_issuer("AWS");
  request.mutable_credential()->set_title("ignored");
  request.mutable_update_mask()->add_paths("issuer");
  request.mutable_update_mask()->add_paths("soc_codes");
  state_.now += absl::Seconds(5);
  ASSERT_THAT(state_.Do(request, state_.staff), IsOk());
  EXPECT_EQ(Stored().issuer(), "AWS");
  EXPECT_EQ(Stored().title(), "Certified Welder");
  EXPECT_TRUE(Stored().soc_codes().empty());
  EXPECT_EQ(Stored().etag(), "2");
  EXPECT_EQ(FromProto(Stored().update_time()) - FromProto(Stored().create_time()), absl::Seconds(5));
}

TEST_F(CatalogueTest, RefusesAnUpdateOfNothingOrOfAnOlderRecord) {
  api::UpdateCredentialRequest request;
  request.mutable_credential()->set_name(kName);
  EXPECT_THAT(state_.Do(request, state_.staff), HasReason("RESOURCE_NOT_FOUND"));
  ASSERT_THAT(state_.Do(Create(), state_.staff), IsOk());
  request.mutable_credential()->set_etag("7");
  EXPECT_THAT(state_.Do(request, state_.staff), HasReason("STALE_ETAG"));
}

TEST_F(CatalogueTest, NamesEveryViolationOfAnUpdate) {
  ASSERT_THAT(state_.Do(Create(), state_.staff), IsOk());
  api::UpdateCredentialRequest request;
  request.mutable_credential()->set_name(kName);
  request.mutable_credential()->add_soc_codes("00-0000");
  for (const char* path : {"soc_codes", "colour", "etag", "title"}) request.mutable_update_mask()->add_paths(path);
  EXPECT_THAT(state_.Do(request, state_.staff), Violates("update_mask.paths[1]", "update_mask.paths[2]",
                                                         "update_mask.paths[3]", "credential.soc_codes[0]"));
  EXPECT_THAT(Stored().soc_codes(), ElementsAre("51-4121"));
}

}  // namespace
}  // namespace assay::domain

#include "services/domain/commands/credential_link.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/commands/catalogue.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;

class CredentialLinkTest : public testing::Test {
 protected:
  CredentialLinkTest() {
    for (const char* id : {"a", "b", "c"}) {
      api::CreateCredentialRequest request;
      request.set_parent("states/nj");
      request.set_credential_id(id);
      request.mutable_credential()->set_title(id);
      EXPECT_THAT(state_.Do(request, state_.staff), IsOk());
    }
  }

  static std::string Name(const std::string& id) { return "states/nj/credentials/" + id; }

  absl::Status Link(const std::string& later, const std::string& earlier,
                    api::CredentialLinkKind kind = api::CREDENTIAL_LINK_KIND_REPLACES) {
    api::LinkCredentialsRequest request;
    request.set_name(Name(later));
    request.mutable_link()->set_predecessor(Name(earlier));
    request.mutable_link()->set_kind(kind);
    return state_.Do(request, state_.staff);
  }

  absl::Status Unlink(const std::string& later, const std::string& earlier) {
    api::UnlinkCredentialsRequest request;
    request.set_name(Name(later));
    request.set_predecessor(Name(earlier));
    return state_.Do(request, state_.staff);
  }

  const api::Credential& Find(const std::string& id) { return state_.records.FindOrDefault(CredentialId{id}); }

  FakeState state_;
};

TEST_F(CredentialLinkTest, LinkedCredentialsFindEachOther) {
  ASSERT_THAT(Link("b", "a"), IsOk());
  ASSERT_THAT(Link("c", "b", api::CREDENTIAL_LINK_KIND_RENAMES), IsOk());
  EXPECT_THAT(PredecessorsOf("c", state_.records), ElementsAre("a", "b"));
  EXPECT_THAT(LinkedWith("a", state_.scan), ElementsAre("a", "b", "c"));
  EXPECT_THAT(LinkedWith("b", state_.scan), ElementsAre("a", "b", "c"));
}

TEST_F(CredentialLinkTest, ALinkIsReplacedAndTakenAway) {
  ASSERT_THAT(Link("b", "a"), IsOk());
  ASSERT_THAT(Link("b", "a", api::CREDENTIAL_LINK_KIND_MERGES), IsOk());
  ASSERT_EQ(Find("b").predecessors_size(), 1);
  EXPECT_EQ(Find("b").predecessors(0).kind(), api::CREDENTIAL_LINK_KIND_MERGES);
  ASSERT_THAT(Unlink("b", "a"), IsOk());
  EXPECT_THAT(LinkedWith("a", state_.scan), ElementsAre("a"));
  EXPECT_EQ(Unlink("b", "a").code(), absl::StatusCode::kNotFound);
}

TEST_F(CredentialLinkTest, NoCircleAndNoLinkToItself) {
  EXPECT_THAT(Link("a", "a"), Violates("link.predecessor"));
  EXPECT_THAT(Link("b", "a", api::CREDENTIAL_LINK_KIND_UNSPECIFIED), Violates("link.kind"));
  ASSERT_THAT(Link("b", "a"), IsOk());
  ASSERT_THAT(Link("c", "b"), IsOk());
  EXPECT_THAT(Link("a", "c"), HasReason("LINK_CIRCLE"));
  EXPECT_EQ(Link("a", "nobody").code(), absl::StatusCode::kNotFound);
}

TEST_F(CredentialLinkTest, AnUpdateLeavesLinksAlone) {
  ASSERT_THAT(Link("b", "a"), IsOk());
  api::UpdateCredentialRequest request;
  request.mutable_credential()->set_name(Name("b"));
  request.mutable_credential()->set_title("B");
  ASSERT_THAT(state_.Do(request, state_.staff), IsOk());
  EXPECT_EQ(Find("b").predecessors_size(), 1);
}

TEST_F(CredentialLinkTest, LinksOfOneCredentialAreLimited) {
  for (int i = 0; i <= kPredecessorsMax; ++i) {
    api::Credential credential;
    credential.set_name(Name(absl::StrCat("old-", i)));
    state_.records.Put(CredentialId{absl::StrCat("old-", i)}, credential);
  }
  for (int i = 0; i < kPredecessorsMax; ++i) ASSERT_THAT(Link("a", absl::StrCat("old-", i)), IsOk());
  EXPECT_THAT(Link("a", absl::StrCat("old-", kPredecessorsMax)), HasReason("TOO_MANY_LINKS"));
}

}  // namespace
}  // namespace assay::domain

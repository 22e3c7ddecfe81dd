#include "services/rpc/paging.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/base/sha256.h"
#include "services/domain/name.h"
#include "services/domain/testing/fake_state.h"
#include "services/engine/testing/engine_world.h"

namespace assay::rpc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::ListUsersRequest Query(int page_size, const std::string& token = "") {
  v1::ListUsersRequest request;
  request.set_parent("states/nj");
  request.set_page_size(page_size);
  request.set_page_token(token);
  return request;
}

class PagingTest : public ::testing::Test {
 protected:
  void AddUsers(int count) {
    for (int i = 0; i < count; ++i) {
      domain::UserId id{absl::StrCat("u", 10000 + i)};
      state_.records.Mutable(id)->set_name(id.user);
    }
  }

  // Only users that `keep` lets through.
  absl::StatusOr<v1::ListUsersResponse> List(
      const v1::ListUsersRequest& request,
      const std::function<bool(const v1::User&)>& keep = [](const v1::User&) { return true; }) {
    v1::ListUsersResponse response;
    examined_ = 0;
    ASSAY_RETURN_IF_ERROR(ListRecords<domain::UserId>(request, state_.scan, domain::PrefixOf<domain::UserId>(),
                                                      &response, [&](absl::string_view, const v1::User& user) {
                                                        ++examined_;
                                                        if (!keep(user)) return false;
                                                        *response.add_users() = user;
                                                        return true;
                                                      }));
    return response;
  }

  domain::FakeState state_;
  int examined_ = 0;
};

TEST_F(PagingTest, PagesFollowEachOtherWithoutGapOrOverlap) {
  AddUsers(7);
  std::vector<std::string> seen;
  std::vector<int> sizes;
  std::string token;
  do {
    auto page = List(Query(3, token));
    ASSERT_TRUE(page.ok()) << page.status();
    sizes.push_back(page->users_size());
    for (const v1::User& user : page->users()) seen.push_back(user.name());
    token = page->next_page_token();
  } while (!token.empty());
  EXPECT_THAT(sizes, ElementsAre(3, 3, 1));
  EXPECT_THAT(seen, ElementsAre("u10000", "u10001", "u10002", "u10003", "u10004", "u10005", "u10006"));
}

TEST_F(PagingTest, TheLastPageHasNoTokenAlsoWhenItIsFull) {
  AddUsers(6);
  auto first = List(Query(3));
  ASSERT_TRUE(first.ok());
  auto last = List(Query(3, first->next_page_token()));
  ASSERT_TRUE(last.ok());
  EXPECT_EQ(last->users_size(), 3);
  EXPECT_EQ(last->next_page_token(), "");
  EXPECT_EQ(List(Query(0))->next_page_token(), "");
}

TEST_F(PagingTest, NothingIsOneEmptyPage) {
  auto page = List(Query(3));
  ASSERT_TRUE(page.ok());
  EXPECT_THAT(page->users(), IsEmpty());
  EXPECT_EQ(page->next_page_token(), "");
}

TEST_F(PagingTest, ZeroMeansFifty) {
  AddUsers(51);
  auto page = List(Query(0));
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->users_size(), 50);
  EXPECT_NE(page->next_page_token(), "");
}

TEST_F(PagingTest, AFilterDoesNotShortenAPageWhileRecordsFollow) {
  AddUsers(20);
  auto odd = [](const v1::User& user) { return (user.name().back() - '0') % 2 == 1; };
  auto page = List(Query(4), odd);
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->users_size(), 4);
  auto next = List(Query(4, page->next_page_token()), odd);
  ASSERT_TRUE(next.ok());
  EXPECT_EQ(next->users(0).name(), "u10009");
}

TEST_F(PagingTest, ASparseFilterStopsAtTheMostThatIsExaminedAndGoesOn) {
  AddUsers(kExaminedMax + 2);
  std::string last = absl::StrCat("u", 10000 + kExaminedMax + 1);
  auto only_last = [&](const v1::User& user) { return user.name() == last; };
  auto page = List(Query(4), only_last);
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(examined_, kExaminedMax);
  EXPECT_THAT(page->users(), IsEmpty());
  ASSERT_NE(page->next_page_token(), "");
  auto next = List(Query(4, page->next_page_token()), only_last);
  ASSERT_TRUE(next.ok());
  EXPECT_EQ(next->users_size(), 1);
  EXPECT_EQ(next->next_page_token(), "");
}

TEST_F(PagingTest, ExactlyAsManyAsAreExaminedIsTheLastPage) {
  AddUsers(kExaminedMax);
  auto page = List(Query(4), [](const v1::User&) { return false; });
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->next_page_token(), "");
}

TEST_F(PagingTest, ATokenBelongsToItsQuery) {
  AddUsers(5);
  std::string token = List(Query(2))->next_page_token();
  EXPECT_TRUE(List(Query(4, token)).ok()) << "the size of a page may change on the way";
  v1::ListUsersRequest other = Query(2, token);
  other.set_parent("states/oh");
  EXPECT_EQ(List(other).status().code(), absl::StatusCode::kInvalidArgument);
  v1::ListTokensRequest another_rpc;
  another_rpc.set_parent("states/nj");
  another_rpc.set_page_token(token);
  EXPECT_EQ(Page::Of(another_rpc).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(PagingTest, WhatIsNoTokenIsRefused) {
  AddUsers(5);
  std::string token = List(Query(2))->next_page_token();
  for (const std::string& text : {std::string("x"), std::string("!!!!"), token.substr(1), token.substr(0, 16),
                                  std::string(1024, 'A'), std::string("AAAAAAAAAAAAAAAAAAAA")}) {
    auto page = List(Query(2, text));
    EXPECT_EQ(page.status().code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_EQ(ErrorReason(page.status()), "INVALID_INPUT") << text;
  }
}

// A token can be made up: its digest is of the query, which the caller knows. It must not open what the query does not.
TEST(PagingEngineTest, AMadeUpTokenShowsNothingOutsideTheQuery) {
  engine::testing::EngineWorld world;
  world.Start();
  std::vector<engine::Event> events;
  for (const char* cycle : {"a", "b", "c"}) {
    v1::Proposal* proposal = events.emplace_back().mutable_decision()->mutable_proposal();
    proposal->set_name(domain::NameOf("nj", domain::ProposalId{cycle, "p"}));
  }
  ASSERT_TRUE(world.Do(engine::testing::EngineWorld::Add("nj", events)).ok());
  v1::ListProposalsRequest request;
  request.set_parent("states/nj/cycles/b");
  std::string digest = Sha256({request.GetTypeName(), request.SerializeAsString()}).substr(0, 12);
  for (const std::string& after : {std::string("a"), std::string("\0", 1), std::string("b\0a", 3), std::string("c"),
                                   std::string("\xff\xff\xff\xff")}) {
    request.set_page_token(absl::WebSafeBase64Escape(digest + after));
    v1::ListProposalsResponse response;
    auto view = world.engine->Read("nj");
    absl::Status status =
        ListRecords<domain::ProposalId>(request, *view, domain::PrefixOf<domain::ProposalId>("b"), &response,
                                        [&](absl::string_view, const v1::Proposal& proposal) {
                                          *response.add_proposals() = proposal;
                                          return true;
                                        });
    ASSERT_TRUE(status.ok()) << status;
    for (const v1::Proposal& proposal : response.proposals()) {
      EXPECT_EQ(proposal.name(), "states/nj/cycles/b/proposals/p") << absl::CHexEscape(after);
    }
  }
}

}  // namespace
}  // namespace assay::rpc

#include "services/domain/comment/comment.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"
#include "services/domain/testing/fake_state.h"

namespace assay::domain {
namespace {

constexpr char kCycle[] = "states/nj/cycles/2027";

// A cycle whose list is open to comment for ten days, three comments an hour.
class CommentTest : public testing::Test {
 protected:
  CommentTest() {
    api::Cycle cycle;
    cycle.set_name(kCycle);
    cycle.mutable_cycle_rules()->mutable_list()->set_comments_per_hour(3);
    state_.records.Put(CycleId{"2027"}, cycle);
    auto* window = state_.records.Mutable(CommentWindowId{"2027"});
    window->set_list_version(4);
    window->set_open_time_micros(absl::ToUnixMicros(state_.now));
    window->set_close_time_micros(absl::ToUnixMicros(state_.now + absl::Hours(240)));
  }

  absl::Status Write(const std::string& text = "Our hospital hires them.") {
    api::CreateCommentRequest request;
    request.set_parent(kCycle);
    request.mutable_comment()->set_author_name("Pat Doe");
    request.mutable_comment()->set_email("pat@example.org");
    request.mutable_comment()->set_text(text);
    return state_.Do(request, nobody_);
  }

  template <class Request>
  absl::Status Do(Request request, int number = 1) {
    request.set_name(absl::StrCat(kCycle, "/comments/", number));
    return state_.Do(request, state_.staff);
  }

  const api::Comment& Find(uint32_t number = 1) { return state_.records.FindOrDefault(CommentId{"2027", number}); }

  FakeState state_;
  const Principal nobody_;
};

TEST_F(CommentTest, AnybodyWritesAndNobodySeesItYet) {
  ASSERT_THAT(Write(), IsOk());
  EXPECT_EQ(Find().state(), api::COMMENT_STATE_PENDING);
  EXPECT_EQ(Find().list_version(), "states/nj/listVersions/4");
  EXPECT_EQ(Find().author_name(), "Pat Doe");
  const api::Comment& decision = state_.last[0].decision().comment();
  EXPECT_EQ(decision.text() + decision.author_name() + decision.email(), "") << "who and what are personal";
}

TEST_F(CommentTest, TheWindowIsHeld) {
  state_.now += absl::Hours(240) - absl::Microseconds(1);
  EXPECT_THAT(Write(), IsOk());
  state_.now += absl::Microseconds(1);
  EXPECT_THAT(Write(), HasReason("COMMENTS_CLOSED"));
  state_.records.Mutable(CommentWindowId{"2027"})->Clear();
  EXPECT_THAT(Write(), HasReason("COMMENTS_NOT_OPEN"));
}

TEST_F(CommentTest, TooManyInAnHourAreRefused) {
  for (int i = 0; i < 3; ++i) ASSERT_THAT(Write(), IsOk());
  absl::Status refused = Write();
  EXPECT_THAT(refused, HasReason("COMMENT_RATE"));
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  state_.now += absl::Hours(1);
  EXPECT_THAT(Write(), IsOk());
  EXPECT_EQ(Find(4).name(), "states/nj/cycles/2027/comments/4");
}

TEST_F(CommentTest, ACommentIsShownAnsweredOrRejected) {
  ASSERT_THAT(Write(), IsOk());
  api::AnswerCommentRequest answer;
  answer.set_answer("We have added the figures.");
  EXPECT_THAT(Do(answer), HasReason("WRONG_STATE")) << "what nobody sees is not answered";
  ASSERT_THAT(Do(api::ShowCommentRequest()), IsOk());
  ASSERT_THAT(Do(answer), IsOk());
  EXPECT_EQ(Find().answer(), "We have added the figures.");
  EXPECT_EQ(Find().text(), "Our hospital hires them.");
  api::RejectCommentRequest reject;
  reject.set_reason("names a pupil");
  ASSERT_THAT(Do(reject), IsOk());
  EXPECT_EQ(Find().state(), api::COMMENT_STATE_REJECTED);
  EXPECT_EQ(Find().moderator(), "states/nj/users/staff");
  EXPECT_THAT(Do(api::ShowCommentRequest()), IsOk());
  EXPECT_EQ(Find().rejection_reason(), "");
}

TEST_F(CommentTest, ModeratingDoesNotCountAsAComment) {
  ASSERT_THAT(Write(), IsOk());
  ASSERT_THAT(Do(api::ShowCommentRequest()), IsOk());
  EXPECT_EQ(state_.records.FindOrDefault(CommentWindowId{"2027"}).comment_count(), 1);
}

TEST_F(CommentTest, ThePublicSeesNoAddressAndNoName) {
  ASSERT_THAT(Write(), IsOk());
  ASSERT_THAT(Do(api::ShowCommentRequest()), IsOk());
  api::Comment shown = PublicComment(Find());
  EXPECT_EQ(shown.email(), "");
  EXPECT_EQ(shown.moderator(), "");
  EXPECT_EQ(shown.author_name(), "Pat Doe");
}

TEST_F(CommentTest, WhatIsNotThereIsNotFound) {
  EXPECT_EQ(Do(api::ShowCommentRequest(), 9).code(), absl::StatusCode::kNotFound);
  api::CreateCommentRequest request;
  request.set_parent("states/nj/cycles/2099");
  EXPECT_EQ(state_.Do(request, nobody_).code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace assay::domain

#include "clients/cli/names.h"

#include "assay/v1/admin_service.pb.h"
#include "assay/v1/decision_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kProposal[] = "states/{state}/cycles/{cycle}/proposals/{proposal}";
constexpr char kUser[] = "[states/{state}/]users/{user}";
constexpr char kFull[] = "states/nj/cycles/2027/proposals/welder";

TEST(CompleteNameTest, EveryShortFormIsTheSameName) {
  Scope scope = {{"state", "nj"}, {"cycle", "2027"}};
  for (absl::string_view text : {"welder", "2027/welder", "nj/2027/welder", "proposals/welder",
                                 "cycles/2027/proposals/welder", "states/nj/cycles/2027/proposals/welder"}) {
    auto name = CompleteName(kProposal, text, scope);
    ASSERT_TRUE(name.ok()) << name.status();
    EXPECT_EQ(*name, kFull) << text;
  }
}

TEST(CompleteNameTest, WhatIsWrittenGoesOverWhatIsKnown) {
  Scope scope = {{"state", "nj"}, {"cycle", "2026"}};
  EXPECT_EQ(*CompleteName(kProposal, "2027/welder", scope), kFull);
  EXPECT_EQ(*CompleteName(kProposal, "states/pa/cycles/1/proposals/x", scope), "states/pa/cycles/1/proposals/x");
}

TEST(CompleteNameTest, SaysWhatIsMissing) {
  auto no_cycle = CompleteName(kProposal, "welder", {{"state", "nj"}});
  EXPECT_THAT(std::string(no_cycle.status().message()), HasSubstr("names no cycle; give it with --cycle"));
  auto no_state = CompleteName(kProposal, "2027/welder", {});
  EXPECT_THAT(std::string(no_state.status().message()), HasSubstr("--state, ASSAY_STATE or a context"));
  EXPECT_FALSE(CompleteName(kProposal, "a/b/c/d", {{"state", "nj"}}).ok());
  EXPECT_FALSE(CompleteName("states/{state}", "", {}).ok());
}

TEST(CompleteNameTest, StateMayBeLeftOutWhereTheInstallationHasItsOwn) {
  EXPECT_EQ(*CompleteName(kUser, "ada", {}), "users/ada");
  EXPECT_EQ(*CompleteName(kUser, "users/ada", {}), "users/ada");
  EXPECT_EQ(*CompleteName(kUser, "ada", {{"state", "nj"}}), "states/nj/users/ada");
  EXPECT_EQ(*CompleteName(kUser, "states/nj/users/ada", {}), "states/nj/users/ada");
}

TEST(CompleteNameTest, RevisionsAndOddIdsAreKept) {
  EXPECT_EQ(*CompleteName("states/{state}/policies/{policy}", "standard@3", {{"state", "nj"}}),
            "states/nj/policies/standard@3");
  EXPECT_EQ(
      *CompleteName("states/{state}/datasets/{dataset}/occupations/{occupation}", "oews/NJ~15-1232", {{"state", "nj"}}),
      "states/nj/datasets/oews/occupations/NJ~15-1232");
}

TEST(CompleteNameTest, AFullNameOfWhatLiesBelowIsKept) {
  const auto* parent = v1::SimulatePolicyRequest::descriptor()->FindFieldByName("parent");
  EXPECT_EQ(PatternOf(*parent), "states/{state}/cycles/{cycle}");
  Scope scope = {{"state", "nj"}};
  EXPECT_EQ(*CompleteName(PatternOf(*parent), "2027", scope), "states/nj/cycles/2027");
  EXPECT_EQ(*CompleteName(PatternOf(*parent), "states/nj/cycles/2027/rounds/r1", scope),
            "states/nj/cycles/2027/rounds/r1");
  EXPECT_FALSE(CompleteName(PatternOf(*parent), "2027/r1/x", scope).ok());
}

TEST(NamesTest, PatternsComeFromTheApi) {
  const auto* field = v1::GetStateRequest::descriptor()->FindFieldByName("name");
  EXPECT_EQ(PatternOf(*field), "states/{state}");
  EXPECT_EQ(PatternOf(*v1::GetUserRequest::descriptor()->FindFieldByName("name")), kUser);
  EXPECT_THAT(VariablesOf(kProposal), ElementsAre("state", "cycle", "proposal"));
}

TEST(NamesTest, ANameTeachesItsIds) {
  Scope scope = {{"cycle", "2026"}};
  LearnFrom(kProposal, kFull, &scope);
  EXPECT_EQ(scope["cycle"], "2027");
  EXPECT_EQ(scope["state"], "nj");
}

TEST(NamesTest, ShortensWithinTheStateOnly) {
  EXPECT_EQ(Shorten(kFull, {{"state", "nj"}}), "cycles/2027/proposals/welder");
  EXPECT_EQ(Shorten(kFull, {{"state", "n"}}), kFull);
}

}  // namespace
}  // namespace assay::cli

#include "services/domain/name.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// An id, its name, and the id back.
template <class Id, class Parse>
void ExpectRoundTrip(const Id& id, const std::string& name, Parse parse) {
  EXPECT_EQ(NameOf("nj", id), name);
  EXPECT_EQ(KeyOf(parse(name)), KeyOf(id)) << name;
  EXPECT_EQ(StateOf(name), "nj");
}

TEST(NameTest, IdsRoundTrip) {
  ExpectRoundTrip(CredentialId{"cw"}, "states/nj/credentials/cw", CredentialIdOf);
  ExpectRoundTrip(DatasetId{"oews"}, "states/nj/datasets/oews", DatasetIdOf);
  ExpectRoundTrip(CycleId{"2027"}, "states/nj/cycles/2027", CycleIdOf);
  ExpectRoundTrip(PolicyId{"standard"}, "states/nj/policies/standard", PolicyIdOf);
  ExpectRoundTrip(ProposalId{"2027", "cw"}, "states/nj/cycles/2027/proposals/cw", ProposalIdOf);
  ExpectRoundTrip(EmployerId{"acme"}, "states/nj/employers/acme", EmployerIdOf);
  ExpectRoundTrip(RepresentativeId{"acme", "pat"}, "states/nj/employers/acme/representatives/pat", RepresentativeIdOf);
  ExpectRoundTrip(PanelId{"metal"}, "states/nj/panels/metal", PanelIdOf);
  ExpectRoundTrip(SeatId{"metal", "one"}, "states/nj/panels/metal/seats/one", SeatIdOf);
  ExpectRoundTrip(RoundId{"2027", "metal"}, "states/nj/cycles/2027/rounds/metal", RoundIdOf);
  ExpectRoundTrip(ImportId{"abc"}, "states/nj/imports/abc", ImportIdOf);
}

TEST(NameTest, UsersAndTokensAreAlsoOutsideStates) {
  EXPECT_EQ(StateName("nj"), "states/nj");
  EXPECT_EQ(UserName("nj", "pat"), "states/nj/users/pat");
  EXPECT_EQ(UserName("", "pat"), "users/pat");
  EXPECT_EQ(TokenName("nj", "t"), "states/nj/tokens/t");
  EXPECT_EQ(TokenName("", "t"), "tokens/t");
  for (const char* name : {"states/nj/users/pat", "users/pat"}) EXPECT_EQ(UserIdOf(name).user, "pat");
  for (const char* name : {"states/nj/tokens/t", "tokens/t"}) EXPECT_EQ(TokenIdOf(name).token, "t");
  EXPECT_EQ(StateOf("users/pat"), "");
}

TEST(NameTest, NamesOfWhatHasNoIdOfItsOwn) {
  EXPECT_EQ(NameOf("nj", OccupationId{"oews", "NJ", "51-4121"}), "states/nj/datasets/oews/occupations/NJ~51-4121");
  EXPECT_EQ(NameOf("nj", EndorsementId{"2027", "cw", "acme"}), "states/nj/cycles/2027/proposals/cw/endorsements/acme");
  EXPECT_EQ(ListEntryName("nj", 7, "cw"), "states/nj/listVersions/7/entries/cw");
  EXPECT_EQ(BallotName("states/nj/cycles/2027/rounds/metal", "cw", "", "one"),
            "states/nj/cycles/2027/rounds/metal/ballots/cw~one");
}

TEST(NameTest, ARevisionIsApartFromItsPolicy) {
  std::string name = NameOf("nj", PolicyRevisionId{"standard", 3});
  EXPECT_EQ(name, "states/nj/policies/standard@3");
  EXPECT_EQ(PolicyIdOf(name).policy, "standard");
  EXPECT_EQ(RevisionOf(name), 3u);
  for (const char* none : {"states/nj/policies/standard", "states/nj/policies/standard@", "a@x"}) {
    EXPECT_EQ(RevisionOf(none), 0u) << none;
  }
}

TEST(NameTest, AListVersionIsANumber) {
  EXPECT_EQ(ListVersionOf(ListVersionName("nj", 7)), 7u);
  EXPECT_EQ(ListVersionOf("states/nj/listVersions/latest"), 0u);
}

TEST(NameTest, RegistrationNumbersAreOneHoweverTheyAreWritten) {
  for (const char* same : {"12-34567ab", "1234567AB", " 12/34.567-aB "}) {
    EXPECT_EQ(RegistrationIdOf(same).registration_id, "1234567AB");
  }
  EXPECT_EQ(RegistrationIdOf("-- ").registration_id, "");
}

TEST(NameTest, MatchesPatterns) {
  const char* pattern = "states/{state}/cycles/{cycle}";
  EXPECT_THAT(MatchName(pattern, "states/nj/cycles/2027"), ElementsAre("nj", "2027"));
  EXPECT_THAT(MatchName("states/{state}/policies/{policy}", "states/nj/policies/p@3"), ElementsAre("nj", "p@3"));
  for (const std::string& bad :
       {std::string("states/nj/cycles"), std::string("states/nj/cycles/"), std::string("states//cycles/2027"),
        std::string("states/nj/rounds/2027"), std::string("states/nj/cycles/2027/x"),
        std::string("states/nj/cycles/a b"), std::string("states/nj/cycles/a\0b", 20),
        "states/nj/cycles/" + std::string(201, 'a')}) {
    EXPECT_THAT(MatchName(pattern, bad), IsEmpty()) << bad;
  }
}

}  // namespace
}  // namespace assay::domain

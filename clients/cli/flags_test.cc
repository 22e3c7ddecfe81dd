#include "clients/cli/flags.h"

#include <iostream>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "assay/v1/credential_service.pb.h"
#include "assay/v1/policy_service.pb.h"
#include "assay/v1/proposal_service.pb.h"
#include "assay/v1/review_service.pb.h"
#include "clients/cli/api.h"
#include "clients/cli/csv.h"
#include "clients/cli/each_command.h"
#include "clients/cli/files.h"
#include "clients/cli/request.h"
#include "clients/cli/values.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay::cli {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

std::vector<std::string> FlagNames(absl::string_view noun, absl::string_view verb) {
  std::vector<std::string> names;
  for (const Flag& flag : FlagsOf(*FindCommand(noun, verb))) names.push_back(flag.name);
  return names;
}

template <class Request>
absl::StatusOr<Request> Build(absl::string_view noun, absl::string_view verb, Values values) {
  const Command& command = *FindCommand(noun, verb);
  std::vector<Flag> flags = FlagsOf(command);
  values.scope.emplace("state", "nj");
  auto built = BuildRequest(command, flags, values);
  if (!built.ok()) return built.status();
  Request request;
  request.CopyFrom(**built);
  return request;
}

TEST(FlagsTest, FieldsOfOneNameAreToldApart) {
  for (const Command& command : Commands()) {
    std::set<std::string> seen;
    for (const Flag& flag : FlagsOf(command)) {
      EXPECT_TRUE(flag.positional || seen.insert(flag.name).second)
          << command.noun << " " << command.verb << " --" << flag.name;
    }
  }
  std::vector<std::string> names = FlagNames("policy", "create");
  EXPECT_THAT(names, Contains("occupation-match"));
  EXPECT_THAT(names, Contains("labor-market-occupation-match"));
  EXPECT_THAT(names, Contains("category-id"));
}

TEST(CommandTableTest, EveryRpcIsReachable) {
  std::set<std::string> reachable;
  for (const Command& command : Commands()) {
    for (absl::string_view method : MethodsOf(command)) reachable.emplace(method);
  }
  ASSERT_THAT(Services(), SizeIs(22));
  for (const auto* service : Services()) {
    for (int i = 0; i < service->method_count(); ++i) {
      EXPECT_THAT(reachable, Contains(absl::StrCat(service->name(), "/", service->method(i)->name())));
    }
  }
}

TEST(CommandTableTest, EveryMethodPathAndColumnExists) {
  for (const Command& command : Commands()) {
    SCOPED_TRACE(absl::StrCat(command.noun, " ", command.verb));
    for (absl::string_view method : MethodsOf(command)) ASSERT_NE(FindMethod(method), nullptr) << method;
    for (const Flag& flag : FlagsOf(command)) {
      bool named = flag.field != nullptr || flag.kind != Flag::Kind::kField;
      EXPECT_TRUE(named) << flag.path;
      bool of_request = TakesRequestFlags(command) && flag.positional && flag.path != "FILE";
      EXPECT_TRUE(!of_request || flag.field != nullptr) << flag.path << " is no field of the request";
    }
  }
}

TEST(CommandTableTest, FlagsOfACommandAreUniqueAndExplained) {
  for (const Command& command : Commands()) {
    SCOPED_TRACE(absl::StrCat(command.noun, " ", command.verb));
    std::set<std::string> seen;
    for (const Flag& flag : FlagsOf(command)) {
      EXPECT_TRUE(seen.insert(flag.name).second) << flag.name;
      EXPECT_TRUE(flag.positional || !flag.help.empty()) << flag.name;
    }
    EXPECT_TRUE(!command.summary.empty() || !CommentOf(*FindMethod(MethodsOf(command).front())).empty());
  }
}

TEST(FlagsTest, NestedFieldsBecomeFlags) {
  auto names = FlagNames("credential", "create");
  EXPECT_THAT(names, Contains("title"));
  EXPECT_THAT(names, Contains("soc-codes"));
  EXPECT_THAT(names, Contains("CREDENTIAL-ID"));
  // What the server sets, what global flags set, and the parent that --state gives.
  for (const char* never : {"create-time", "request-id", "validate-only", "name", "etag", "state", "parent"}) {
    EXPECT_THAT(names, Not(Contains(never)));
  }
  EXPECT_THAT(FlagNames("credential", "update"), Contains("etag"));
  EXPECT_THAT(FlagNames("proposal", "create"), Contains("proctored"));
  EXPECT_THAT(FlagNames("policy", "create"), Contains("approval-share"));
}

TEST(FlagsTest, AParentIsNamedByWhatItIs) {
  EXPECT_THAT(FlagNames("proposal", "create"), Contains("cycle"));
  EXPECT_THAT(FlagNames("seat", "list"), Contains("panel"));
}

TEST(FlagsTest, AFilterOnAStateIsNotTheState) {
  EXPECT_THAT(FlagNames("employer", "list"), ElementsAre("employer-state"));
  EXPECT_THAT(FlagNames("proposal", "list"), Contains("proposal-state"));
}

TEST(FlagsTest, IdsThatShortNamesLackCanBeGiven) {
  EXPECT_THAT(FlagNames("proposal", "get"), ElementsAre("PROPOSAL", "cycle"));
  EXPECT_THAT(FlagNames("seat", "end"), Contains("panel"));
}

TEST(BuildRequestTest, FillsNestedFieldsAndLists) {
  Values values;
  values.given = {{"credential_id", {"welder"}},
                  {"credential.title", {"Welder"}},
                  {"credential.type", {"license"}},
                  {"credential.soc_codes", {"51-4121,51-4122", "51-4120"}}};
  auto request = Build<v1::CreateCredentialRequest>("credential", "create", values);
  ASSERT_TRUE(request.ok()) << request.status();
  EXPECT_EQ(request->parent(), "states/nj");
  EXPECT_EQ(request->credential_id(), "welder");
  EXPECT_EQ(request->credential().type(), v1::CREDENTIAL_TYPE_LICENSE);
  EXPECT_THAT(request->credential().soc_codes(), ElementsAre("51-4121", "51-4122", "51-4120"));
}

TEST(BuildRequestTest, AKnownCycleNeedNotBeSaid) {
  Values values;
  values.scope = {{"cycle", "2027"}};
  auto request = Build<v1::ListProposalsRequest>("proposal", "list", values);
  ASSERT_TRUE(request.ok()) << request.status();
  EXPECT_EQ(request->parent(), "states/nj/cycles/2027");
}

TEST(BuildRequestTest, AnUpdateSaysWhichFields) {
  Values values;
  values.given = {{"credential.name", {"welder"}}, {"credential.issuer", {""}}, {"credential.etag", {"e1"}}};
  auto request = Build<v1::UpdateCredentialRequest>("credential", "update", values);
  ASSERT_TRUE(request.ok()) << request.status();
  EXPECT_EQ(request->credential().name(), "states/nj/credentials/welder");
  EXPECT_EQ(request->credential().etag(), "e1");
  EXPECT_THAT(request->update_mask().paths(), ElementsAre("issuer"));
}

TEST(BuildRequestTest, OneNameSaysWhereTheNextOneIs) {
  Values values;
  values.given = {{"round", {"2027/r1"}}, {"paper.proposal", {"welder"}}, {"paper.choice", {"approve"}}};
  auto request = Build<v1::CastBallotRequest>("ballot", "cast", values);
  ASSERT_TRUE(request.ok()) << request.status();
  EXPECT_EQ(request->paper().proposal(), "states/nj/cycles/2027/proposals/welder");
}

TEST(BuildRequestTest, APolicyComesFromAFileAndFlagsGoOverIt) {
  Values values;
  values.given = {{"policy_id", {"standard"}}, {"policy.validation.quorum", {"1/2"}}};
  values.document = R"(
display_name: Standard
revision: 7            # Output only: passed over.
tallyVisibility: agency
gates:
  - id: wage
    area: NJ
    wage_floor: {statistic: median, floor: 45000}
  - {id: growth, area: US, growth_floor: 3%, unknown: passes}
validation: {quorum: 2/3, approval_share: 2/3, approval_comparison: at-least, abstain: present}
)";
  auto request = Build<v1::CreatePolicyRequest>("policy", "create", values);
  ASSERT_TRUE(request.ok()) << request.status();
  const v1::Policy& policy = request->policy();
  EXPECT_EQ(policy.revision(), 0);
  EXPECT_EQ(policy.tally_visibility(), v1::TALLY_VISIBILITY_AGENCY);
  EXPECT_EQ(policy.gates(0).wage_floor().floor().cents(), 4500000);
  EXPECT_EQ(policy.gates(0).wage_floor().floor().period(), v1::PERIOD_YEAR);
  EXPECT_EQ(policy.gates(1).growth_floor().numerator(), 3);
  EXPECT_EQ(policy.validation().quorum().denominator(), 2);
  EXPECT_EQ(policy.validation().approval_share().denominator(), 3);
}

TEST(BuildRequestTest, EverythingWrongIsSaidAtOnce) {
  Values values;
  values.given = {{"policy.validation.quorum", {"most"}}, {"policy.gates", {"{id: a, wage: 3}"}}};
  values.document = "{display_name: [a], nonsense: 1}";
  auto request = Build<v1::CreatePolicyRequest>("policy", "create", values);
  ASSERT_FALSE(request.ok());
  std::string message(request.status().message());
  for (const char* part : {"--quorum", "--gates.wage", "display_name", "nonsense"})
    EXPECT_THAT(message, HasSubstr(part));
}

TEST(BuildRequestTest, AFileThatIsNoYamlIsAnError) {
  Values values;
  values.document = "{a: [";
  EXPECT_FALSE(Build<v1::CreatePolicyRequest>("policy", "create", values).ok());
}

TEST(FlagForColumnTest, FindsFieldsNamesAndReferences) {
  auto seat = FlagsOf(*FindCommand("seat", "import"));
  EXPECT_EQ(FlagForColumn(seat, "panel_id")->path, "parent");
  EXPECT_EQ(FlagForColumn(seat, "seat_id")->path, "seat_id");
  EXPECT_EQ(FlagForColumn(seat, "employer_id")->path, "seat.employer");
  EXPECT_EQ(FlagForColumn(seat, "chair")->path, "seat.chair");
  EXPECT_EQ(FlagForColumn(seat, "colour"), nullptr);
  auto verify = FlagsOf(*FindCommand("employer", "verify"));
  EXPECT_EQ(FlagForColumn(verify, "employer_id")->path, "name");
  EXPECT_EQ(FlagForColumn(verify, "legal_name"), nullptr);
  auto submit = FlagsOf(*FindCommand("proposal", "submit"));
  EXPECT_EQ(FlagForColumn(submit, "proposal_id")->path, "name");
  EXPECT_EQ(FlagForColumn(submit, "credential_id"), nullptr);
}

TEST(FlagForColumnTest, TheDemonstrationFilesFit) {
  for (const char* noun : {"panel", "seat", "representative", "round"}) {
    auto text = ReadInput(absl::StrCat(ASSAY_DEMO_DIR, "/", noun, "s.csv"), std::cin);
    if (!text.ok()) GTEST_SKIP() << text.status();
    auto table = ParseCsv(*text);
    ASSERT_TRUE(table.ok()) << table.status();
    auto flags = FlagsOf(*FindCommand(noun, "import"));
    for (const std::string& column : table->header) EXPECT_NE(FlagForColumn(flags, column), nullptr) << column;
  }
}

}  // namespace
}  // namespace assay::cli

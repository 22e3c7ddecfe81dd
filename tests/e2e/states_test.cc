// Six states by configuration alone: a shipped cycle (deploy/cycles), a shipped policy preset with the numbers filled
// in that the state does not publish, and from the first proposal to a published list over a real server.
#include <map>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/time_util.h"
#include "gtest/gtest.h"
#include "tests/e2e/errors.h"
#include "tests/support/world.h"

namespace assay::testing {
namespace {

using Fields = std::map<std::string, std::string>;  // path of a field -> its value in text format

struct StateCase {
  std::string state;
  std::string time_zone;
  std::string preset;    // empty: the state publishes no rule, and `policy` stands alone
  std::string policy;    // in text format, when there is no preset
  Fields open_fields;    // what the preset leaves to be filled in; chosen here
  std::string proposer;  // kind of organisation
  std::string facts;     // of the proposals, in text format
  std::string tier;      // of what is listed, or its category

  friend std::ostream& operator<<(std::ostream& out, const StateCase& state) { return out << state.state; }
};

constexpr char kVotes[] = "quorum { numerator: 1 denominator: 2 } approval_share { numerator: 1 denominator: 2 }";

Fields WithVotes(Fields fields) {
  fields["validation.quorum"] = "{ numerator: 1 denominator: 2 }";
  fields["validation.approval_share"] = "{ numerator: 1 denominator: 2 }";
  return fields;
}

const std::vector<StateCase>& Cases() {
  static const auto* cases = new std::vector<StateCase>{
      {"nj", "America/New_York", "nj", "", WithVotes({}), "ORGANIZATION_KIND_INDIVIDUAL",
       "leads_to_further_education: true answers { question: 'transferable-skills' yes: true }"
       " answers { question: 'advancement' yes: true } answers { question: 'higher-wage' yes: true }"
       " answers { question: 'job-security' yes: false }",
       ""},
      {"tx", "America/Chicago", "tx", "",
       WithVotes({{"labor_market.area", "'TX'"},
                  {"labor_market.criteria[0].annual_openings.floor", "500"},
                  {"labor_market.criteria[1].wage.amount", "{ cents: 4500000 period: PERIOD_YEAR }"},
                  {"labor_market.criteria[2].education.at_least", "EDUCATION_HIGH_SCHOOL"},
                  {"tiers[1].conditions", "{ id: 'tier-2-wage' labor_market: 'wage' }"}}),
       "ORGANIZATION_KIND_BUSINESS",
       "assessment { renewable: true } attainable_in_high_school: true portable: true"
       " answers { question: 'own-standards' yes: true } answers { question: 'assessed' yes: true }"
       " answers { question: 'third-party' yes: true } answers { question: 'capstone' yes: true }",
       "tier-1"},
      {"oh", "America/New_York", "oh", "",
       WithVotes({{"rubric[0].score_max", "5"},
                  {"scores[1].bands[0].condition.endorsement_share.share", "{ numerator: 1 denominator: 2 }"},
                  {"scores[1].bands[0].points", "6"},
                  {"scores[1].bands[1].condition.endorsement_share.share", "{ numerator: 1 denominator: 2 }"},
                  {"scores[1].bands[1].points", "4"},
                  {"scores[1].bands[2].condition.endorsement_share.share", "{ numerator: 1 denominator: 2 }"},
                  {"scores[1].bands[2].points", "2"},
                  {"scores[1].bands[3].condition.endorsement_share.share", "{ numerator: 1 denominator: 2 }"},
                  {"scores[1].bands[3].points", "1"},
                  {"scores[2].bands[0].condition.rating.average", "{ numerator: 3 denominator: 1 }"},
                  {"scores[2].bands[0].points", "3"}}),
       "ORGANIZATION_KIND_INDIVIDUAL", "", ""},
      {"fl",
       "America/New_York",
       "",
       absl::StrCat("display_name: 'Florida' ballot_visibility: BALLOT_VISIBILITY_PUBLIC_RECORD validation { ", kVotes,
                    "}"),
       {},
       "ORGANIZATION_KIND_DISTRICT",
       "",
       ""},
      {"la", "America/Chicago", "la", "", {{"labor_market.area", "'LA'"}}, "ORGANIZATION_KIND_INDIVIDUAL", "", ""},
      {"al", "America/Chicago", "al", "",
       WithVotes({{"scores[0].bands", "{ condition { id: 'c1' endorsements { employers: 1 } } points: 1 }"},
                  {"scores[1].bands", "{ condition { id: 'c2' endorsements { employers: 2 } } points: 1 }"},
                  {"scores[2].bands", "{ condition { id: 'c3' endorsements { employers: 3 } } points: 1 }"},
                  {"scores[3].bands", "{ condition { id: 'c4' fact: FACT_PORTABLE } points: 1 }"},
                  {"scores[4].bands", "{ condition { id: 'c5' fact: FACT_STACKABLE } points: 1 }"}}),
       "ORGANIZATION_KIND_INDIVIDUAL", "portable: true", "stars-4"},
  };
  return *cases;
}

// The message that holds the path's last field, which is left in `path`.
google::protobuf::Message* Descend(google::protobuf::Message* message, std::string* path) {
  std::vector<std::string> parts = absl::StrSplit(*path, '.');
  for (size_t i = 0; i + 1 < parts.size(); ++i) {
    std::vector<std::string> step = absl::StrSplit(parts[i], absl::ByAnyChar("[]"));
    const auto* field = message->GetDescriptor()->FindFieldByName(step[0]);
    int index = 0;
    message = field->is_repeated() && absl::SimpleAtoi(step[1], &index)
                  ? message->GetReflection()->MutableRepeatedMessage(message, field, index)
                  : message->GetReflection()->MutableMessage(message, field);
  }
  *path = parts.back();
  return message;
}

// Parses `value` into the field at `path`; a value without braces is a scalar.
void Fill(const std::string& path, const std::string& value, v1::Policy* policy) {
  std::string field = path;
  google::protobuf::Message* parent = Descend(policy, &field);
  google::protobuf::TextFormat::Parser parser;
  ASSERT_TRUE(parser.MergeFromString(absl::StrCat(field, value[0] == '{' ? " " : ": ", value), parent)) << path;
}

class StatesTest : public ::testing::TestWithParam<StateCase> {
 protected:
  StatesTest() : world_(&server_, GetParam().state, true, GetParam().time_zone) { SetTime("2027-01-20T18:00:00Z"); }

  void SetTime(const std::string& time) {
    v1::SetRehearsalTimeRequest request;
    request.set_name(world_.StateName());
    ASSERT_TRUE(google::protobuf::util::TimeUtil::FromString(time, request.mutable_time()));
    absl::Status status = world_.Call<v1::SetRehearsalTimeResponse>("ada", request).status();
    ASSERT_TRUE(status.ok()) << status;
  }

  void MakeCatalogue() {
    auto credentials = world_.ImportCsv(v1::IMPORT_KIND_CREDENTIALS, world_.StateName(),
                                        "credential_id,title,issuer,soc_codes\n"
                                        "welder,Certified Welder,AWS,51-4121\n"
                                        "clerk,File Clerk,Clerks,43-4071\n");
    ASSERT_TRUE(credentials.ok()) << credentials.status();
    world_.Must<v1::CreateDatasetResponse>("sam",
                                           "parent: '$nj' dataset_id: 'facts' dataset { display_name: 'Facts'"
                                           " source: 'Made up for a test' reference_year: 2025 }");
    std::string area = absl::AsciiStrToUpper(GetParam().state);
    auto facts = world_.ImportCsv(
        v1::IMPORT_KIND_OCCUPATIONS, world_.Name("datasets/facts"),
        absl::StrCat("area,soc,title,employment,annual_median_wage,annual_openings,typical_education\n", area,
                     ",51-4121,Welders,9000,52000,1100,high-school\n", area,
                     ",43-4071,File Clerks,4000,36000,300,high-school\n"));
    ASSERT_TRUE(facts.ok()) << facts.status();
  }

  // The preset with its open fields filled in; it is refused until the last of them is.
  void MakePolicy() {
    v1::CreatePolicyRequest request;
    request.set_parent(world_.StateName());
    request.set_policy_id("rule");
    v1::Policy* policy = request.mutable_policy();
    if (GetParam().preset.empty()) {
      ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(GetParam().policy, policy));
    } else {
      auto preset = world_.Must<v1::GetPolicyPresetResponse>(
          "ada", absl::StrCat("name: '$nj/policyPresets/", GetParam().preset, "'"));
      *policy = preset.policy_preset().policy();
      if (preset.policy_preset().open_fields_size() > 0) {
        absl::Status refused = world_.Call<v1::CreatePolicyResponse>("ada", request).status();
        EXPECT_EQ(FieldViolations(refused).size(), static_cast<size_t>(preset.policy_preset().open_fields_size()))
            << refused;
      }
      for (const auto& [path, value] : GetParam().open_fields) Fill(path, value, policy);
    }
    absl::Status made = world_.Call<v1::CreatePolicyResponse>("ada", request).status();
    ASSERT_TRUE(made.ok()) << made << policy->DebugString();
  }

  void MakeCycle() {
    WriteFile(folder_.File("token"), world_.TokenOf("sam"));
    CliResult made =
        RunCli({"cycle", "create", "2027", "--from-file",
                absl::StrCat(ASSAY_DEPLOY_DIR, "/cycles/", GetParam().state, ".yaml"), "--dataset", "facts"},
               {{"ASSAY_SERVER", server_.target()},
                {"ASSAY_STATE", GetParam().state},
                {"ASSAY_TOKEN_FILE", folder_.File("token")}});
    ASSERT_EQ(made.exit_code, 0) << made.err;
  }

  void Propose() {
    for (const char* id : {"welder", "clerk"}) {
      world_.Must<v1::CreateProposalResponse>(
          "pro",
          absl::StrCat("parent: '$nj/cycles/2027' proposal { credential: '$nj/credentials/", id,
                       "' kind: PROPOSAL_KIND_NEW demand_scope: DEMAND_SCOPE_STATEWIDE evidence_summary: 'Asked for.'"
                       " organization_kind: ",
                       GetParam().proposer, " ", GetParam().facts, " }"));
      std::string name = absl::StrCat("name: '$nj/cycles/2027/proposals/", id, "'");
      world_.Must<v1::SubmitProposalResponse>("pro", name);
      world_.Must<v1::ScreenProposalResponse>("sam", name);
    }
  }

  // All three employers want the welder; nobody wants the clerk.
  void Review() {
    world_.MakePanel();
    for (const char* who : {"acme-1", "bolt-1", "core-1"}) {
      world_.Must<v1::EndorseProposalResponse>(
          who,
          absl::StrCat("proposal: '$nj/cycles/2027/proposals/welder' endorsement { level: ENDORSEMENT_LEVEL_REQUIRED"
                       " signer_name: 'A. Signer' signer_title: 'Plant manager' letter_sha256: '",
                       std::string(64, 'a'), "' }"));
    }
    v1::Policy policy = world_.Must<v1::GetPolicyResponse>("sam", "name: '$nj/policies/rule'").policy();
    if (policy.decided_without_ballots()) return;
    world_.Must<v1::CreateRoundResponse>("sam",
                                         "parent: '$nj/cycles/2027' round_id: 'r1' round {"
                                         " panel: '$nj/panels/trades' policy: '$nj/policies/rule' }");
    world_.Must<v1::AddRoundItemsResponse>("sam",
                                           "name: '$nj/cycles/2027/rounds/r1'"
                                           " proposals: '$nj/cycles/2027/proposals/welder'"
                                           " proposals: '$nj/cycles/2027/proposals/clerk'");
    world_.Must<v1::OpenRoundResponse>("sam", "name: '$nj/cycles/2027/rounds/r1'");
    std::string ratings;
    for (const auto& criterion : policy.rubric()) {
      absl::StrAppend(&ratings, " ratings { criterion: '", criterion.id(), "' score: 4 }");
    }
    for (const char* who : {"acme-1", "bolt-1", "core-1"}) {
      for (const auto& [id, choice] : {std::pair("welder", "APPROVE"), std::pair("clerk", "REJECT")}) {
        world_.Must<v1::CastBallotResponse>(
            who, absl::StrCat("round: '$nj/cycles/2027/rounds/r1' paper { proposal: '$nj/cycles/2027/proposals/", id,
                              "' choice: BALLOT_CHOICE_", choice, " reason: 'We hire for it.'", ratings, " }"));
      }
    }
    world_.Must<v1::CloseRoundResponse>("sam", "name: '$nj/cycles/2027/rounds/r1'");
  }

  // Whatever the cycle's rules ask for between the draft and the publication.
  v1::ListVersion Publish() {
    v1::ListRules rules =
        world_.Must<v1::GetCycleResponse>("sam", "name: '$nj/cycles/2027'").cycle().cycle_rules().list();
    v1::ListVersion version =
        world_
            .Must<v1::DraftListVersionResponse>("sam",
                                                "parent: '$nj/cycles/2027' policy: '$nj/policies/rule'"
                                                " effective_date: '2027-09-01'")
            .list_version();
    auto named = [&version] { return absl::StrCat("name: '", version.name(), "' etag: '", version.etag(), "' "); };
    if (rules.comment_days() > 0 || rules.signatures_size() > 0) {
      version = world_.Must<v1::ReleaseListVersionResponse>("sam", named()).list_version();
      EXPECT_EQ(version.state(), v1::LIST_VERSION_STATE_PRELIMINARY);
    }
    if (rules.comment_days() > 0) {
      SetTime(google::protobuf::util::TimeUtil::ToString(version.comment_close_time()));
    }
    for (const auto& signature : rules.signatures()) {
      std::string signer = absl::StrCat(signature.agency(), "-signer");
      world_.AddUser(signer, "ROLE_APPROVER");
      version =
          world_.Must<v1::SignListVersionResponse>(signer, absl::StrCat(named(), "agency: '", signature.agency(), "'"))
              .list_version();
    }
    return world_.Must<v1::PublishListVersionResponse>("pat", named()).list_version();
  }

  TemporaryFolder folder_;
  AssayServer server_;
  World world_;
};

TEST_P(StatesTest, RunsItsCycleByConfigurationAlone) {
  ASSERT_NO_FATAL_FAILURE(MakeCatalogue());
  ASSERT_NO_FATAL_FAILURE(MakePolicy());
  ASSERT_NO_FATAL_FAILURE(MakeCycle());
  ASSERT_NO_FATAL_FAILURE(Propose());
  SetTime("2027-03-10T18:00:00Z");
  ASSERT_NO_FATAL_FAILURE(Review());
  SetTime("2027-06-15T18:00:00Z");
  v1::ListVersion version = Publish();
  EXPECT_EQ(version.state(), v1::LIST_VERSION_STATE_PUBLISHED);
  auto entries = world_.Must<v1::ListEntriesResponse>("", "parent: '$nj/listVersions/latest'");
  ASSERT_EQ(entries.entries_size(), 1) << entries.DebugString();
  EXPECT_EQ(entries.entries(0).title(), "Certified Welder");
  EXPECT_EQ(entries.entries(0).tier(), GetParam().tier);
}

INSTANTIATE_TEST_SUITE_P(States, StatesTest, ::testing::ValuesIn(Cases()),
                         [](const auto& state) { return state.param.state; });

}  // namespace
}  // namespace assay::testing

#include "services/domain/list/canonical.h"

#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "services/domain/commands/testing/outcome.h"

namespace assay::domain {
namespace {

ListContent SomeList() {
  ListContent content;
  content.header.state = "nj";
  content.header.version = 2;
  content.header.origin = api::LIST_ORIGIN_COMPUTED;
  content.header.effective_date = "2027-07-01";
  content.header.previous_version = 1;
  content.header.previous_digest = std::string(64, 'a');
  content.header.cycle = "states/nj/cycles/2027";
  content.header.policy = "states/nj/policies/standard@3";
  content.header.algorithm_version = 1;
  for (const char* id : {"a", "b-c"}) {
    api::ListEntry& entry = content.entries.emplace_back();
    entry.set_name(std::string("states/nj/listVersions/2/entries/") + id);
    entry.set_credential(std::string("states/nj/credentials/") + id);
    entry.set_title("Título \"x\"\n");
    entry.set_change(api::ENTRY_CHANGE_NEW);
  }
  content.header.entry_count = 2;
  return content;
}

TEST(EncodeList, WritesAHeaderAndALineAnEntry) {
  EXPECT_EQ(EncodeList(SomeList()),
            R"({"algorithm_version":1,"cycle":"states/nj/cycles/2027","effective_date":"2027-07-01","entry_count":2,)"
            R"("format":"assay-list/1","origin":"LIST_ORIGIN_COMPUTED","policy":"states/nj/policies/standard@3",)"
            R"("previous_digest":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",)"
            R"("previous_version":1,"rehearsal":false,"state":"nj","version":2})"
            "\n"
            R"({"change":"ENTRY_CHANGE_NEW","credential":"states/nj/credentials/a","title":"Título \"x\"\n"})"
            "\n"
            R"({"change":"ENTRY_CHANGE_NEW","credential":"states/nj/credentials/b-c","title":"Título \"x\"\n"})"
            "\n");
}

TEST(DecodeList, GivesBackWhatWasWritten) {
  ListContent content = SomeList();
  auto decoded = DecodeList(EncodeList(content));
  ASSERT_THAT(decoded.status(), IsOk());
  EXPECT_TRUE(decoded->header == content.header);
  ASSERT_EQ(decoded->entries.size(), 2u);
  EXPECT_EQ(decoded->entries[1].SerializeAsString(), content.entries[1].SerializeAsString());
}

TEST(DecodeList, KnowsEveryMemberOfAnAdoptedHeader) {
  ListContent content;
  content.header.state = "nj";
  content.header.version = 1;
  content.header.origin = api::LIST_ORIGIN_ADOPTED;
  content.header.rehearsal = true;
  content.header.adoption_date = "2019-05-01";
  content.header.authority = "State Board";
  content.header.source = "https://example.gov";
  content.header.dataset = "states/nj/datasets/x";
  content.header.dataset_digest = "00";
  content.header.policy_digest = "11";
  auto decoded = DecodeList(EncodeList(content));
  ASSERT_THAT(decoded.status(), IsOk());
  EXPECT_TRUE(decoded->header == content.header);
}

TEST(DecodeList, RefusesDamage) {
  const std::string bytes = EncodeList(SomeList());
  ASSERT_THAT(DecodeList(bytes).status(), IsOk());
  std::vector<std::pair<std::string, std::string>> edits = {
      {"assay-list/1", "assay-list/2"},
      {"\"entry_count\":2", "\"entry_count\":3"},
      {"\"entry_count\":2", "\"entry_count\":-2"},
      {"\"entry_count\":2", "\"entry_count\": 2"},
      {"\"rehearsal\":false", "\"rehearsal\":0"},
      {"\"rehearsal\":false,", ""},
      {"\"state\":\"nj\"", "\"state\":3"},
      {"\"state\":\"nj\"", "\"stat\":\"nj\""},
      {"LIST_ORIGIN_COMPUTED", "LIST_ORIGIN"},
      {"credentials/b-c", "credentials/a"},
      {"credentials/b-c\",", "credentials/b-c\", "},
      {"\"change\":\"ENTRY_CHANGE_NEW\",", "\"change\":\"ENTRY_CHANGE_NEW\",\"code\":\"\","},
      {"credential\"", "credentia\""},
      {"}\n{", "}{"},
  };
  for (const auto& [from, to] : edits) {
    std::string damaged = absl::StrReplaceAll(bytes, {{from, to}});
    ASSERT_NE(damaged, bytes) << from;
    EXPECT_EQ(DecodeList(damaged).status().code(), absl::StatusCode::kDataLoss) << from << " -> " << to;
  }
  EXPECT_EQ(DecodeList("").status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(DecodeList(bytes.substr(0, bytes.size() - 1)).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(DecodeList("[1]\n").status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(DecodeList("{}\n").status(), HasReason("LIST_UNREADABLE"));
}

TEST(DecodeEntry, RefusesANameOfItsOwn) {
  EXPECT_EQ(DecodeEntry(R"({"credential":"states/nj/credentials/a","name":"x"})", 1).status().code(),
            absl::StatusCode::kDataLoss);
}

TEST(PolicyDigest, IsOfTheRulesAndNotOfTheRecord) {
  api::Policy policy;
  policy.set_name("states/nj/policies/standard");
  policy.set_revision(1);
  std::string digest = PolicyDigest(policy);
  EXPECT_EQ(digest.size(), 64u);
  policy.set_etag("7");
  policy.mutable_create_time()->set_seconds(1);
  policy.mutable_update_time()->set_seconds(1);
  EXPECT_EQ(PolicyDigest(policy), digest);
  policy.mutable_validation()->set_minimum_endorsements(1);
  EXPECT_NE(PolicyDigest(policy), digest);
}

}  // namespace
}  // namespace assay::domain

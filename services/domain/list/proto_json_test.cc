#include "services/domain/list/proto_json.h"

#include "gtest/gtest.h"
#include "services/domain/record_id.h"

namespace assay::domain {
namespace {

TEST(CanonicalText, SortsMembersAndEscapesOnlyWhatItMust) {
  nlohmann::json object = {{"b", 1}, {"a", true}, {"c", "\"\\\b\f\n\r\t\x01\x1f\x7f/é€😀"}};
  EXPECT_EQ(CanonicalText(object), "{\"a\":true,\"b\":1,\"c\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\x7f/é€😀\"}");
}

TEST(JsonOf, WritesEveryKindOfFieldAndLeavesUnsetOnesOut) {
  api::ListEntry entry;
  entry.set_title("Welder");
  entry.set_type(api::CREDENTIAL_TYPE_LICENSE);
  entry.add_soc_codes("51-4121");
  entry.mutable_annual_median_wage()->set_cents(100'000'000'000);
  entry.set_annual_openings(0);
  entry.set_listed_since_version(3);
  EXPECT_EQ(CanonicalText(JsonOf(entry)),
            R"({"annual_median_wage":{"cents":100000000000},"annual_openings":0,"listed_since_version":3,)"
            R"("soc_codes":["51-4121"],"title":"Welder","type":"CREDENTIAL_TYPE_LICENSE"})");
  EXPECT_EQ(CanonicalText(JsonOf(api::ListVersion())), "{}");
  api::ListVersion rehearsal;
  rehearsal.set_rehearsal(true);
  EXPECT_EQ(CanonicalText(JsonOf(rehearsal)), R"({"rehearsal":true})");
}

TEST(ReadJson, GivesBackWhatWasWritten) {
  api::Policy policy;
  policy.set_name("states/nj/policies/standard");
  policy.add_gates()->set_id("growth");
  policy.mutable_gates(0)->mutable_growth_floor()->set_numerator(-46);
  policy.mutable_validation()->set_minimum_endorsements(3);
  policy.add_rubric()->set_score_max(5);
  api::Policy read;
  ASSERT_TRUE(ReadJson(ParseJson(CanonicalText(JsonOf(policy))), &read));
  EXPECT_EQ(read.SerializeAsString(), policy.SerializeAsString());
}

TEST(ReadJson, RefusesWhatDoesNotFit) {
  for (const char* text :
       {"", "[]", "{", "null", R"({"no_such_field":1})", R"({"title":1})", R"({"type":"NO_SUCH_TYPE"})",
        R"({"type":2})", R"({"soc_codes":"51-4121"})", R"({"soc_codes":[1]})", R"({"annual_openings":1.5})",
        R"({"annual_openings":"1"})", R"({"annual_openings":9223372036854775808})",
        R"({"listed_since_version":2147483648})", R"({"annual_median_wage":3})", R"({"title":null})"}) {
    api::ListEntry entry;
    EXPECT_FALSE(ReadJson(ParseJson(text), &entry)) << text;
  }
  api::ListVersion version;
  EXPECT_FALSE(ReadJson(ParseJson(R"({"rehearsal":1})"), &version));
}

}  // namespace
}  // namespace assay::domain

#include "clients/cli/output.h"

#include "absl/strings/str_split.h"
#include "assay/v1/admin_service.pb.h"
#include "assay/v1/credential_service.pb.h"
#include "assay/v1/priority_list_service.pb.h"
#include "assay/v1/round_service.pb.h"
#include "clients/cli/csv.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

v1::ListEntriesResponse Entries() {
  v1::ListEntriesResponse response;
  v1::ListEntry* entry = response.add_entries();
  entry->set_credential("states/nj/credentials/welder");
  entry->set_title("Soudeur diplômé, niveau 1");
  entry->set_type(v1::CREDENTIAL_TYPE_LICENSE);
  entry->add_soc_codes("51-4121");
  entry->add_soc_codes("51-4122");
  entry->mutable_annual_median_wage()->set_cents(5123000);
  entry->mutable_annual_median_wage()->set_period(v1::PERIOD_YEAR);
  entry->set_annual_openings(1200);
  entry = response.add_entries();
  entry->set_credential("states/nj/credentials/a");
  entry->set_title("A \"quoted\" title\x1b[31m");
  entry->set_annual_openings(7);
  response.set_next_page_token("next");
  return response;
}

constexpr char kColumns[] = "credential,title,type,soc_codes,annual_median_wage,annual_openings";

std::string RenderAs(const google::protobuf::Message& message, absl::string_view columns, absl::string_view format,
                     int width = 0) {
  return Render(message, columns, *ParseFormat(format), TableStyle{width, false}, {{"state", "nj"}});
}

TEST(TableTest, Golden) {
  EXPECT_EQ(
      RenderAs(Entries(), kColumns, "table"),
      R"(CREDENTIAL          TITLE                      TYPE     SOC CODES        ANNUAL MEDIAN WAGE  ANNUAL OPENINGS
credentials/welder  Soudeur diplômé, niveau 1  LICENSE  51-4121;51-4122        $51,230/year             1200
credentials/a       A "quoted" title [31m                                                                  7
)");
}

TEST(TableTest, FitsTheTerminal) {
  std::string text = RenderAs(Entries(), kColumns, "table", 70);
  for (absl::string_view line : absl::StrSplit(text, '\n')) EXPECT_LE(DisplayWidth(line), 70) << line;
  EXPECT_THAT(text, HasSubstr("…"));
}

TEST(TableTest, OneRecordIsACard) {
  v1::GetStateResponse response;
  response.mutable_state()->set_name("states/nj");
  response.mutable_state()->set_rehearsal(true);
  EXPECT_EQ(RenderAs(response, "name", "table"), "name       states/nj\nrehearsal  true\n");
}

TEST(TableTest, FiguresOfTheWholeStandAboveTheRows) {
  v1::PreviewListResponse response;
  response.mutable_summary()->set_approved_count(3);
  response.set_basis_etag("b1");
  response.add_decisions()->set_outcome(v1::OUTCOME_APPROVED);
  EXPECT_EQ(RenderAs(response, "outcome", "table"),
            "summary.approved_count  3\nbasis_etag              b1\n\nOUTCOME\nAPPROVED\n");
}

TEST(TableTest, RowsOfNamesOnly) {
  v1::ListRoundItemsResponse response;
  response.add_proposals("states/nj/cycles/2027/proposals/welder");
  EXPECT_EQ(RenderAs(response, "", "table"), "PROPOSALS\ncycles/2027/proposals/welder\n");
}

TEST(TableTest, WidthsCountWhatIsSeen) {
  EXPECT_EQ(DisplayWidth("é"), 1);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1);
  EXPECT_EQ(DisplayWidth("証"), 2);
  EXPECT_EQ(Ellipsize("証証証", 4), "証…");
  EXPECT_EQ(Ellipsize("abcdef", 4), "abc…");
  EXPECT_EQ(Printable("a\nb\x1b\u202e"), "a b  ");
}

TEST(CsvOutputTest, NamesInFullAndQuotesDoubled) {
  EXPECT_EQ(RenderAs(Entries(), "credential,title,soc_codes", "csv"),
            "credential,title,soc_codes\r\n"
            "states/nj/credentials/welder,\"Soudeur diplômé, niveau 1\",51-4121;51-4122\r\n"
            "states/nj/credentials/a,\"A \"\"quoted\"\" title\x1b[31m\",\r\n");
}

TEST(JsonOutputTest, ProtoNamesAndNoWrapper) {
  v1::GetStateResponse response;
  response.mutable_state()->set_display_name("New Jersey");
  EXPECT_EQ(RenderAs(response, "", "json"), "{\n \"display_name\": \"New Jersey\"\n}\n");
  EXPECT_THAT(RenderAs(Entries(), "", "json"), HasSubstr("\"next_page_token\": \"next\""));
}

TEST(YamlOutputTest, TextsThatLookLikeSomethingElseAreQuoted) {
  EXPECT_EQ(
      JsonToYaml(R"({"a": "2027", "b": "yes", "c": 5, "d": true, "e": "plain text", "f": [], "g": [{"h": "x: y"}]})"),
      "a: \"2027\"\nb: \"yes\"\nc: 5\nd: true\ne: plain text\nf: []\ng:\n  - h: \"x: y\"\n");
}

TEST(ValueOutputTest, OneFieldForScripts) {
  v1::GetStateResponse response;
  response.mutable_state()->set_etag("e7");
  EXPECT_EQ(RenderAs(response, "", "value=etag"), "e7\n");
  EXPECT_EQ(RenderAs(response, "", "value=state.etag"), "e7\n");
  EXPECT_EQ(RenderAs(Entries(), "", "value=credential"), "states/nj/credentials/welder\nstates/nj/credentials/a\n");
  EXPECT_EQ(RenderAs(Entries(), "", "value=next_page_token"), "next\n");
}

TEST(FormatTest, UnknownFormatsAreRefused) {
  EXPECT_FALSE(ParseFormat("xml").ok());
  EXPECT_FALSE(ParseFormat("value=").ok());
}

TEST(CsvTest, ReadsQuotesLinesAndByteOrderMark) {
  auto table = ParseCsv("\xef\xbb\xbfid,text\r\na,\"x, \"\"y\"\"\r\nz\"\r\n\r\nb, padded \n");
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_THAT(table->header, ElementsAre("id", "text"));
  ASSERT_EQ(table->rows.size(), 2);
  EXPECT_EQ(table->Cell(table->rows[0], "text"), "x, \"y\"\r\nz");
  EXPECT_EQ(table->rows[0].line, 2);
  EXPECT_EQ(table->rows[1].line, 5);
  EXPECT_EQ(table->Cell(table->rows[1], "text"), " padded ");
  EXPECT_EQ(table->Cell(table->rows[1], "other"), "");
}

TEST(CsvTest, SaysWhereItIsBroken) {
  EXPECT_THAT(std::string(ParseCsv("a,b\n1\n").status().message()), HasSubstr("line 2 has 1 cells"));
  EXPECT_THAT(std::string(ParseCsv("a\n\"x\n").status().message()), HasSubstr("line 2"));
  EXPECT_THAT(std::string(ParseCsv("a\n\"x\"y\n").status().message()), HasSubstr("line 2"));
  EXPECT_FALSE(ParseCsv("").ok());
}

}  // namespace
}  // namespace assay::cli

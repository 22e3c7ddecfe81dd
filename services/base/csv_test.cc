#include "services/base/csv.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "services/base/error.h"

namespace assay {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Cells = std::vector<std::string>;

std::vector<CsvRow> Rows(absl::string_view text) {
  std::vector<CsvRow> rows;
  absl::Status status = ReadCsv(text, [&rows](const CsvRow& row) {
    rows.push_back(row);
    return true;
  });
  EXPECT_TRUE(status.ok()) << status;
  return rows;
}

std::vector<Cells> CellsOf(absl::string_view text) {
  std::vector<Cells> cells;
  for (const CsvRow& row : Rows(text)) cells.push_back(row.cells);
  return cells;
}

std::vector<int> LinesOf(absl::string_view text) {
  std::vector<int> lines;
  for (const CsvRow& row : Rows(text)) lines.push_back(row.line);
  return lines;
}

absl::Status Error(absl::string_view text) {
  return ReadCsv(text, [](const CsvRow&) { return true; });
}

// field: description, one a violation.
std::vector<std::string> ViolationsOf(const absl::Status& status) {
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
  google::rpc::BadRequest bad;
  bad.ParseFromString(std::string(status.GetPayload(kBadRequestUrl).value_or(absl::Cord())));
  std::vector<std::string> violations;
  for (const auto& violation : bad.field_violations()) {
    violations.push_back(absl::StrCat(violation.field(), ": ", violation.description()));
  }
  return violations;
}

TEST(CsvTest, RowsAreCells) { EXPECT_THAT(CellsOf("a,b\n1,2\n"), ElementsAre(Cells{"a", "b"}, Cells{"1", "2"})); }

TEST(CsvTest, EveryLineEndIsTaken) {
  for (const char* text : {"a,b\r\n1,2\r\n", "a,b\n1,2\n", "a,b\r1,2\r", "a,b\r\n1,2", "a,b\n\r\n1,2\n\n"}) {
    EXPECT_THAT(CellsOf(text), ElementsAre(Cells{"a", "b"}, Cells{"1", "2"})) << text;
  }
}

TEST(CsvTest, ByteOrderMarkIsNoPartOfTheFirstCell) {
  EXPECT_THAT(CellsOf("\xef\xbb\xbf"
                      "a,b\n"),
              ElementsAre(Cells{"a", "b"}));
}

TEST(CsvTest, QuotesHoldCommasQuotesAndLineEnds) {
  EXPECT_THAT(CellsOf("\"a, b\",\"say \"\"hi\"\"\",\"one\r\n\r\ntwo\"\n"),
              ElementsAre(Cells{"a, b", "say \"hi\"", "one\r\n\r\ntwo"}));
}

TEST(CsvTest, RowsKnowTheLineTheyBeginOn) {
  EXPECT_THAT(LinesOf("a\n\"one\ntwo\n\nthree\"\n\n  \nb\n"), ElementsAre(1, 2, 8));
  EXPECT_THAT(LinesOf("a\r\n\"one\rtwo\"\r\nb"), ElementsAre(1, 2, 4));
}

TEST(CsvTest, EmptyCellsStay) {
  EXPECT_THAT(CellsOf(",,\n\"\",x,\n"), ElementsAre(Cells{"", "", ""}, Cells{"", "x", ""}));
}

TEST(CsvTest, SpaceAroundACellIsLeftOutUnlessQuoted) {
  EXPECT_THAT(CellsOf(" a , \" b \" \n"), ElementsAre(Cells{"a", " b "}));
}

TEST(CsvTest, NothingIsNoRows) {
  EXPECT_THAT(CellsOf(""), IsEmpty());
  EXPECT_THAT(CellsOf("\xef\xbb\xbf"), IsEmpty());
  EXPECT_THAT(CellsOf("\n\r\n"), IsEmpty());
}

TEST(CsvTest, RaggedRowsAreGivenAsTheyAre) {
  EXPECT_THAT(CellsOf("a,b\n1\n1,2,3\n"), ElementsAre(SizeIs(2), SizeIs(1), SizeIs(3)));
}

TEST(CsvTest, VisitingEndsWhenItIsTold) {
  int count = 0;
  EXPECT_TRUE(ReadCsv("a\nb\nc\"\n", [&count](const CsvRow&) { return ++count < 2; }).ok());
  EXPECT_EQ(count, 2);
}

TEST(CsvTest, UnclosedQuoteNamesTheRowItIsIn) {
  EXPECT_THAT(ViolationsOf(Error("a,b\n1,2\nx,\"open\n3,4\n")),
              ElementsAre(AllOf(HasSubstr("line 3: "), HasSubstr("never closed"))));
}

TEST(CsvTest, StrayQuoteNamesLineAndCharacter) {
  EXPECT_THAT(ViolationsOf(Error("a,b\n\xc3\xa9,2\"x\n")), ElementsAre(HasSubstr("line 2, character 4: a quote")));
  EXPECT_THAT(ViolationsOf(Error("a,b\n\"x\"y,2\n")), ElementsAre(HasSubstr("line 2, character 4: a quote")));
}

TEST(CsvTest, MalformedUtf8NamesLineAndCharacter) {
  EXPECT_THAT(ViolationsOf(Error("a,b\n\xc3\xa9,\xc3(\n")), ElementsAre(HasSubstr("line 2, character 3: not UTF-8")));
  EXPECT_THAT(ViolationsOf(Error("\xff\xfe")), ElementsAre(HasSubstr("line 1, character 1: not UTF-8")));
  EXPECT_THAT(ViolationsOf(Error("a\n\xe2\x82")), ElementsAre(HasSubstr("line 2, character 1: not UTF-8")));
}

TEST(CsvTest, NulIsRefused) {
  EXPECT_THAT(ViolationsOf(Error(absl::string_view("a\nb\0c\n", 6))),
              ElementsAre(HasSubstr("line 2, character 2: a NUL byte")));
}

TEST(CsvTest, TooManyRowsAreRefused) {
  std::string text = "a\n";
  for (int i = 0; i < kCsvRowsMax; ++i) text += "x\n";
  EXPECT_TRUE(Error(text).ok());
  EXPECT_THAT(ViolationsOf(Error(text + "x\n")), ElementsAre(HasSubstr("line 100002: more than 100000 rows")));
}

TEST(CsvTest, TooManyColumnsAreRefused) {
  std::string row(kCsvColumnsMax - 1, ',');
  EXPECT_TRUE(Error(row).ok());
  EXPECT_THAT(ViolationsOf(Error("a\n" + row + ",\n")), ElementsAre(HasSubstr("line 2: more than 64 columns")));
}

TEST(CsvTest, TooLargeACellIsRefused) {
  std::string cell(kCsvCellBytesMax, 'x');
  EXPECT_TRUE(Error(cell).ok());
  EXPECT_THAT(ViolationsOf(Error("a,b\n1," + cell + "x\n")),
              ElementsAre(HasSubstr("line 2: cell 2 has 16385 bytes, at most 16384")));
}

constexpr CsvColumn kColumns[] = {{"id", true}, {"title", true}, {"code"}};

TEST(CsvHeaderTest, ColumnsComeInAnyOrderAndCase) {
  auto positions = MatchCsvHeader({1, {" Title", "ID"}}, kColumns);
  ASSERT_TRUE(positions.ok()) << positions.status();
  EXPECT_THAT(*positions, ElementsAre(1, 0, -1));
}

TEST(CsvHeaderTest, EverythingWrongIsSaidAtOnce) {
  EXPECT_THAT(ViolationsOf(MatchCsvHeader({1, {"id", "colour", "ID", ""}}, kColumns).status()),
              ElementsAre("line 1, column 2: unknown column \"colour\"; expected id,title,code",
                          "line 1, column 3: column id stands in column 1 already; keep one",
                          "line 1, column 4: unknown column \"\"; expected id,title,code",
                          "line 1: column title is missing; expected id,title,code"));
}

}  // namespace
}  // namespace assay

#include "clients/cli/page.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assay::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(PageTest, EveryTextIsEscaped) {
  const std::string evil = "<script>alert('\"&')</script>";
  Page page(evil);
  page.Heading(2, evil);
  page.Paragraph(evil);
  page.Facts({{evil, evil}});
  page.List({evil});
  page.Table(evil, {evil}, {{evil}});
  EXPECT_THAT(page.Text(), Not(HasSubstr("<script")));
  EXPECT_THAT(page.Text(), HasSubstr("&lt;script&gt;alert(&#39;&quot;&amp;&#39;)&lt;/script&gt;"));
}

TEST(PageTest, IsADocumentThatStandsAlone) {
  Page page("Spring meeting");
  page.Paragraph("one\ntwo");
  std::string text = page.Text();
  EXPECT_EQ(text.rfind("<!doctype html>\n<html lang=\"en\">", 0), 0u);
  EXPECT_THAT(text, HasSubstr("<title>Spring meeting</title>"));
  EXPECT_THAT(text, HasSubstr("<h1>Spring meeting</h1>"));
  EXPECT_THAT(text, HasSubstr("<p>one<br>\ntwo</p>"));
  EXPECT_THAT(text, Not(HasSubstr("http")));  // nothing is fetched
}

TEST(PageTest, TablesHaveHeadersThatAreReadAloud) {
  Page page("t");
  page.Table("Members", {"Seat", "Employer"}, {{"s1", "Acme"}, {"s2"}});
  EXPECT_THAT(page.Text(), HasSubstr("<caption>Members</caption>"));
  EXPECT_THAT(page.Text(), HasSubstr("<th scope=\"col\">Seat</th>"));
  EXPECT_THAT(page.Text(), HasSubstr("<td>s2</td>\n<td></td>"));
}

TEST(PageTest, LeavesOutWhatIsEmpty) {
  Page page("t");
  std::string before = page.Text();
  page.Paragraph("");
  page.Facts({{"Place", ""}});
  page.List({});
  EXPECT_EQ(page.Text(), before);
}

}  // namespace
}  // namespace assay::cli

// Tallies of the replayed Polis votes, and which statements a group approves, are what the file says when it is counted
// without Assay.
#include "tests/model/polis_replay.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/base/csv.h"

namespace assay::model {
namespace {

std::string SharedFile(const std::string& name) {
  const char* configured = std::getenv("ASSAY_SHARED_DATA");
  std::ifstream file(absl::StrCat(configured != nullptr ? configured : ASSAY_SHARED_DATA_DIR, "/", name));
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<PolisVote> ReadVotes(const std::string& text) {
  std::vector<PolisVote> votes;
  absl::Status status = ReadCsv(text, [&votes](const CsvRow& row) {
    PolisVote vote;
    if (!absl::SimpleAtoi(row.cells[0], &vote.millis)) return true;
    vote.statement = row.cells[2];
    vote.voter = row.cells[3];
    EXPECT_TRUE(absl::SimpleAtoi(row.cells[4], &vote.vote));
    votes.push_back(vote);
    return true;
  });
  EXPECT_TRUE(status.ok()) << status;
  std::stable_sort(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.millis < b.millis; });
  return votes;
}

struct Counts {
  int agree = 0;
  int disagree = 0;
  int pass = 0;
};

TEST(PolisReplayTest, TalliesAndOutcomesAreWhatTheFileSays) {
  std::vector<PolisVote> votes = ReadVotes(SharedFile("votes/polis_seattle_15_votes.csv"));
  if (votes.empty()) GTEST_SKIP() << "skipped: the shared data is not on this machine";
  ASSERT_EQ(votes.size(), 2995u);
  PolisReplay replay(votes);
  replay.Run();
  for (const std::string& surprise : replay.surprises()) ADD_FAILURE() << surprise;

  // The last vote of each participant on each statement.
  std::map<std::pair<std::string, std::string>, int> last;
  for (const PolisVote& vote : votes) last[{vote.statement, vote.voter}] = vote.vote;
  EXPECT_EQ(last.size(), 2872u);
  std::map<std::pair<int, std::string>, Counts> expected;
  for (const auto& [who, vote] : last) {
    Counts& counts = expected[{replay.GroupOf(who.second), who.first}];
    ++(vote > 0 ? counts.agree : vote < 0 ? counts.disagree : counts.pass);
  }
  int approved = 0;
  for (int group = 0; group < replay.group_count(); ++group) {
    for (const std::string& statement : replay.statements()) {
      SCOPED_TRACE(absl::StrCat("group ", group, ", statement ", statement));
      const Counts& counts = expected[{group, statement}];
      v1::Tally tally = replay.Tally(group, statement);
      EXPECT_EQ(tally.approve_count(), counts.agree);
      EXPECT_EQ(tally.reject_count(), counts.disagree);
      EXPECT_EQ(tally.abstain_count(), counts.pass);
      if (counts.agree > counts.disagree) ++approved;
    }
  }
  year::RecountReport recount = replay.CountAgain();
  for (const std::string& difference : recount.differences) ADD_FAILURE() << difference;
  EXPECT_EQ(recount.ballot_count, 2995);
  EXPECT_EQ(recount.approved_count, approved);
  EXPECT_EQ(recount.version_count, replay.group_count());
}

}  // namespace
}  // namespace assay::model

// What reviews come to, told a second time and more simply: a journal of accepted answers, replayed for every question.
// Shares no code with services/domain; choices and reasons are the API's.
#ifndef ASSAY_TESTS_MODEL_REVIEW_ORACLE_H_
#define ASSAY_TESTS_MODEL_REVIEW_ORACLE_H_

#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace assay::model {

enum class Standing { kPending, kVerified, kSuspended };
enum class Phase { kDraft, kOpen, kClosed };

constexpr int kApprove = 1;
constexpr int kReject = 2;
constexpr int kAbstain = 3;
constexpr int kRecused = 4;

struct Answer {
  std::string round;
  std::string employer;
  std::string proposal;
  int choice;
};

// Every command returns the reason of its refusal, or "" when it was accepted. Times are seconds; 0 is no deadline.
class ReviewOracle {
 public:
  struct Round {
    Phase phase = Phase::kDraft;
    int deadline = 0;
    std::vector<std::string> items;
    std::set<std::string> roster;                           // employers
    std::map<std::string, std::set<std::string>> assigned;  // by employer; none: all
  };

  std::string Open(const std::string& round);
  std::string Extend(const std::string& round, int deadline);
  std::string Close(const std::string& round);
  // Seats are named like their employers.
  std::string Assign(const std::string& round, const std::string& employer, const std::set<std::string>& proposals);
  // All or none; each pair is a proposal and a choice.
  std::string Cast(const std::string& round, const std::string& employer,
                   const std::vector<std::pair<std::string, int>>& papers);
  std::string Recuse(const std::string& round, const std::string& employer, const std::string& proposal);
  std::string Endorse(const std::string& employer, const std::string& proposal);
  std::string Revoke(const std::string& employer, const std::string& proposal);

  bool IsOver(const Round& round) const;
  // Counts of choices 1 to 4.
  std::array<int, 5> Tally(const std::string& round, const std::string& proposal) const;
  // The choice that counts; 0 when there is none.
  int ChoiceOf(const std::string& round, const std::string& employer, const std::string& proposal) const;
  // Names of round/proposal that wait for the employer, in order.
  std::vector<std::string> Left(const std::string& employer) const;
  bool MustReview(const std::string& round, const std::string& employer, const std::string& proposal) const;

  int now = 0;
  std::map<std::string, Standing> employers;
  std::set<std::string> seated;  // employers with a seat on the panel
  std::map<std::string, Round> rounds;
  std::set<std::string> withdrawn;
  std::map<std::pair<std::string, std::string>, bool> endorsed;  // (employer, proposal): still in force

 private:
  std::string WhyNotOpen(const Round& round) const;
  std::string WhyNotHeard(const std::string& employer) const;
  std::string WhyNotVoter(const std::string& round, const std::string& employer) const;
  std::string WhyNotAnswer(const std::string& round, const std::string& employer, const std::string& proposal) const;
  std::string WhyNotEndorse(const std::string& employer, const std::string& proposal) const;
  bool Holds(const std::string& round, const std::string& proposal) const;

  std::vector<Answer> journal_;
};

}  // namespace assay::model

#endif  // ASSAY_TESTS_MODEL_REVIEW_ORACLE_H_

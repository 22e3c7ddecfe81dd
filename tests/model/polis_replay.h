// The Polis votes of Seattle's minimum wage (../shared/data/votes) as ballots through the real engine: agree approves,
// disagree rejects, pass abstains; whoever changed a vote casts again. Participants are the employers of a state,
// statements its credentials. They sit in groups of as many seats as a round takes, each with its own cycle.
#ifndef ASSAY_TESTS_MODEL_POLIS_REPLAY_H_
#define ASSAY_TESTS_MODEL_POLIS_REPLAY_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "storage/memory/memory_store.h"
#include "tests/year/country.h"
#include "tests/year/recount.h"

namespace assay::model {

struct PolisVote {
  int64_t millis = 0;
  std::string statement;
  std::string voter;
  int vote = 0;  // 1 agree, -1 disagree, 0 pass
};

class PolisReplay {
 public:
  // In the order of their times.
  explicit PolisReplay(std::vector<PolisVote> votes);

  // From the state's making to a published list for each group.
  void Run();

  int group_count() const;
  int GroupOf(const std::string& voter) const { return groups_.at(voter); }
  const std::set<std::string>& statements() const { return statements_; }
  const std::vector<std::string>& surprises() const { return country_.surprises(); }
  v1::Tally Tally(int group, const std::string& statement);
  year::RecountReport CountAgain();

 private:
  template <class Request>
  void Ask(const Request& request) {
    country_.Ask("wa", staff_, request);
  }

  void Found();
  void Enter(const std::string& voter);
  void Prepare(int group);
  void Propose(int group, const std::string& statement);
  void AddItems(int group);
  void Open(int group, std::vector<domain::SeatId> ids);
  void Cast(const PolisVote& vote);
  void Finish(int group);
  void Publish(int version);

  const std::vector<PolisVote> votes_;
  storage::MemoryStore store_{storage::kEmbeddedLimits};
  year::Country country_;
  domain::Principal staff_;
  domain::Principal approver_;
  std::set<std::string> statements_;
  std::map<std::string, int> groups_;  // by voter
};

}  // namespace assay::model

#endif  // ASSAY_TESTS_MODEL_POLIS_REPLAY_H_

// A state's published lists, counted again from nothing but its events: what was last said by each seat and employer,
// judged by a second, simpler telling of the rules (tests/model/decision_oracle.h), and held against the bytes that
// were published. Reads no tally and no other record.
#ifndef ASSAY_TESTS_YEAR_RECOUNT_H_
#define ASSAY_TESTS_YEAR_RECOUNT_H_

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "assay/ledger/v1/event.pb.h"
#include "services/engine/read_view.h"
#include "tests/model/decision_oracle.h"

namespace assay::year {

using model::Evidence;
using model::SeatVote;
using model::Verdict;

struct RecountReport {
  int64_t event_count = 0;
  int64_t ballot_count = 0;    // revisions too
  int version_count = 0;       // published
  int64_t entry_count = 0;     // compared, on all versions
  int64_t decision_count = 0;  // compared, of all drafts
  int approved_count = 0;      // of the decisions
  int denied_count = 0;
  int undecided_count = 0;
  std::vector<std::string> differences;
};

// Single-threaded.
class Recount {
 public:
  explicit Recount(const engine::ReadView* view) : view_(*view) {}

  // Counts all events that the view sees.
  RecountReport Run(const storage::Store& store);

 private:
  struct Item {  // a proposal's place in a round
    int32_t round_number = 0;
    int32_t ordinal = 0;
  };
  struct Entry {
    std::string proposal;  // empty when adopted
    std::string tier;
    std::string category;
    int64_t wage_cents = 0;  // 0 when not known
    bool is_suspended = false;
    std::string sunset;  // last day; empty when it is not phased out
  };
  using List = std::map<std::string, Entry>;  // by credential

  // Last part of a name; empty of an empty one.
  static std::string Last(const std::string& name);

  void Take(const ledger::v1::Event& event);
  void TakeFacts(const ledger::v1::DecisionPart& change);
  void TakeReview(const ledger::v1::DecisionPart& change);
  void TakeItems(const ledger::v1::RoundItems& items);
  void TakeBallot(const ledger::v1::BallotCast& ballot);
  void TakeCycle(const v1::Cycle& cycle);
  void TakeRound(const v1::Round& round);
  void TakeAnnulment(const ledger::v1::AnnulmentChange& change);
  void TakeRows(const ledger::v1::OccupationRows& rows);
  void TakeVersion(const ledger::v1::ListVersionChange& change, int64_t time_micros);
  void CheckDraft(const ledger::v1::ListVersionChange& change, int64_t time_micros);
  void CheckPublished(const ledger::v1::ListVersionChange& change);
  void CheckEntry(const std::string& line, const List& expected, std::set<std::string>* seen);
  std::string Bytes(const google::protobuf::RepeatedPtrField<std::string>& digests);

  Evidence EvidenceOn(const v1::Proposal& proposal, const v1::ListVersion& version, int64_t time_micros) const;
  List Enact(const List& base, const std::map<std::string, Verdict>& verdicts, const v1::ListVersion& version) const;
  void TakeOff(const List& base, const std::map<std::string, Verdict>& verdicts, const std::string& credential,
               const v1::ListVersion& version, List* list) const;
  void Carry(const std::string& cycle, const std::string& dataset, List* list) const;
  template <class Codes>
  int64_t HighestWage(const Codes& soc_codes, const std::string& dataset) const;
  void Differ(const std::string& what);

  const engine::ReadView& view_;
  RecountReport report_;

  std::string wage_area_;
  std::map<std::string, v1::Policy> policies_;     // by name@revision
  std::map<std::string, v1::Proposal> proposals_;  // by name
  std::map<int32_t, v1::Round> rounds_;            // by number
  std::map<int32_t, ledger::v1::RoundOpening> openings_;
  std::map<int32_t, int32_t> item_counts_;
  std::map<std::string, std::vector<Item>> places_;  // by proposal, in the order of their rounds
  std::map<std::tuple<int32_t, int32_t, int32_t>, v1::BallotChoice> choices_;  // by round, item and seat
  std::map<std::tuple<std::string, std::string, std::string>, ledger::v1::EndorsementGiven> endorsements_;
  std::map<std::tuple<std::string, std::string, std::string>, v1::Occupation> occupations_;  // dataset, area, code
  std::map<std::string, v1::Override> overrides_;   // by proposal; those in force
  std::map<std::string, v1::AppealState> appeals_;  // by proposal
  std::map<std::string, List> bases_;               // in force before a cycle's first list, by cycle
  std::map<std::string, v1::Cycle> cycles_;
  std::map<std::string, v1::Credential> credentials_;
  std::set<std::pair<int32_t, int32_t>> vacant_;                      // rounds and seats
  std::map<std::string, std::map<int64_t, v1::ListAction>> actions_;  // confirmed ones by cycle and number
  std::map<std::string, std::string> owners_;                         // names of employers, by id of who is owned
  List list_;                                                         // in force
  std::map<int32_t, List> drafts_;                                    // what they must hold, by version
};

}  // namespace assay::year

#endif  // ASSAY_TESTS_YEAR_RECOUNT_H_

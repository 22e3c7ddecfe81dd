#include "services/domain/review/progress.h"

#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/domain/review/interest.h"
#include "services/domain/review/round_item.h"

namespace assay::domain {
namespace {

class ProgressReader {
 public:
  ProgressReader(const api::Round& round, const View& view)
      : view_(view), round_(round), number_(NumberOf(round)), item_count_(round.item_count()) {
    for (int32_t item = 0; item < item_count_; ++item) {
      if (ProposalOf(item).state() == api::PROPOSAL_STATE_WITHDRAWN) withdrawn_.insert(item);
    }
  }

  void Count(uint32_t seat, const ledger::RosterSeat& pinned, api::SeatProgress* progress) const {
    const ledger::AssignmentRecord* assignment = view_.Find(AssignmentId{number_, seat});
    if (assignment != nullptr) {
      return CountItems({assignment->item_ordinals().begin(), assignment->item_ordinals().end()}, seat, pinned,
                        progress);
    }
    if (pinned.declaration_id().empty()) return CountAll(seat, progress);
    std::vector<int32_t> all(static_cast<size_t>(item_count_));
    std::iota(all.begin(), all.end(), 0);
    CountItems(all, seat, pinned, progress);
  }

 private:
  const api::Proposal& ProposalOf(int32_t item) const { return ProposalAt(round_, static_cast<uint32_t>(item), view_); }

  bool HasBallot(int32_t item, uint32_t seat) const {
    const auto* ballot = view_.Find(BallotId{number_, static_cast<uint32_t>(item), seat});
    return ballot != nullptr && !ballot->voided();
  }

  // An interest declared is an answer too.
  bool IsAnswered(int32_t item, uint32_t seat, const ledger::RosterSeat& pinned) const {
    if (HasBallot(item, seat)) return true;
    if (pinned.declaration_id().empty()) return false;
    RoundItemId id{number_, static_cast<uint32_t>(item)};
    return FindInterest({pinned.employer_id(), pinned.declaration_id()}, id, view_) != nullptr;
  }

  void CountAll(uint32_t seat, api::SeatProgress* progress) const {
    int32_t assigned = item_count_;
    for (int32_t item : withdrawn_) assigned -= HasBallot(item, seat) ? 0 : 1;
    progress->set_assigned_count(assigned);
    progress->set_answered_count(view_.FindOrDefault(SeatProgressId{number_, seat}).answered_count());
  }

  void CountItems(const std::vector<int32_t>& items, uint32_t seat, const ledger::RosterSeat& pinned,
                  api::SeatProgress* progress) const {
    int32_t assigned = 0;
    int32_t answered = 0;
    for (int32_t item : items) {
      bool is_answered = IsAnswered(item, seat, pinned);
      if (is_answered || withdrawn_.count(item) == 0) ++assigned;
      if (is_answered) ++answered;
    }
    progress->set_assigned_count(assigned);
    progress->set_answered_count(answered);
  }

  const View& view_;
  const api::Round& round_;
  const uint32_t number_;
  const int32_t item_count_;
  std::set<int32_t> withdrawn_;
};

}  // namespace

absl::StatusOr<api::GetRoundProgressResponse> ReadRoundProgress(const api::Round& round, const View& view) {
  std::string state = StateOf(round.name());
  const auto& roster = view.FindOrDefault(RosterId{NumberOf(round)});
  ProgressReader reader(round, view);
  api::GetRoundProgressResponse response;
  for (int i = 0; i < roster.seats_size(); ++i) {
    api::SeatProgress* seat = response.add_seats();
    seat->set_seat(SeatNameOf(round, roster.seats(i)));
    seat->set_employer(NameOf(state, EmployerId{roster.seats(i).employer_id()}));
    reader.Count(static_cast<uint32_t>(i), roster.seats(i), seat);
    response.set_assigned_count(response.assigned_count() + seat->assigned_count());
    response.set_answered_count(response.answered_count() + seat->answered_count());
  }
  ASSAY_RETURN_IF_ERROR(view.status());
  return response;
}

}  // namespace assay::domain

#include "services/domain/review/progress.h"

#include <set>
#include <string>

#include "services/base/error.h"
#include "services/domain/name.h"

namespace assay::domain {
namespace {

class ProgressReader {
 public:
  ProgressReader(const api::Round& round, const View& view)
      : view_(view), number_(static_cast<uint32_t>(round.number())), item_count_(round.item_count()) {
    std::string cycle = RoundIdOf(round.name()).cycle;
    for (int32_t item = 0; item < item_count_; ++item) {
      const auto& record = view_.FindOrDefault(RoundItemId{number_, static_cast<uint32_t>(item)});
      const auto& proposal = view_.FindOrDefault(ProposalId{cycle, record.proposal_id()});
      if (proposal.state() == api::PROPOSAL_STATE_WITHDRAWN) withdrawn_.insert(item);
    }
  }

  void Count(uint32_t seat, api::SeatProgress* progress) const {
    const ledger::AssignmentRecord* assignment = view_.Find(AssignmentId{number_, seat});
    if (assignment != nullptr) {
      CountAssigned(*assignment, seat, progress);
    } else {
      CountAll(seat, progress);
    }
  }

 private:
  bool IsAnswered(int32_t item, uint32_t seat) const {
    return view_.Find(BallotId{number_, static_cast<uint32_t>(item), seat}) != nullptr;
  }

  void CountAll(uint32_t seat, api::SeatProgress* progress) const {
    int32_t assigned = item_count_;
    for (int32_t item : withdrawn_) assigned -= IsAnswered(item, seat) ? 0 : 1;
    progress->set_assigned_count(assigned);
    progress->set_answered_count(view_.FindOrDefault(SeatProgressId{number_, seat}).answered_count());
  }

  void CountAssigned(const ledger::AssignmentRecord& assignment, uint32_t seat, api::SeatProgress* progress) const {
    int32_t assigned = 0;
    int32_t answered = 0;
    for (int32_t item : assignment.item_ordinals()) {
      bool is_answered = IsAnswered(item, seat);
      if (is_answered || withdrawn_.count(item) == 0) ++assigned;
      if (is_answered) ++answered;
    }
    progress->set_assigned_count(assigned);
    progress->set_answered_count(answered);
  }

  const View& view_;
  const uint32_t number_;
  const int32_t item_count_;
  std::set<int32_t> withdrawn_;
};

}  // namespace

absl::StatusOr<api::GetRoundProgressResponse> ReadRoundProgress(const api::Round& round, const View& view) {
  std::string state = StateOf(round.name());
  std::string panel = PanelIdOf(round.panel()).panel;
  const auto& roster = view.FindOrDefault(RosterId{static_cast<uint32_t>(round.number())});
  ProgressReader reader(round, view);
  api::GetRoundProgressResponse response;
  for (int i = 0; i < roster.seats_size(); ++i) {
    api::SeatProgress* seat = response.add_seats();
    seat->set_seat(NameOf(state, SeatId{panel, roster.seats(i).seat_id()}));
    seat->set_employer(NameOf(state, EmployerId{roster.seats(i).employer_id()}));
    reader.Count(static_cast<uint32_t>(i), seat);
    response.set_assigned_count(response.assigned_count() + seat->assigned_count());
    response.set_answered_count(response.answered_count() + seat->answered_count());
  }
  ASSAY_RETURN_IF_ERROR(view.status());
  return response;
}

}  // namespace assay::domain

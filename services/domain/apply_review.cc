#include "services/domain/apply_review.h"

#include <algorithm>
#include <utility>

#include "services/domain/name.h"

namespace assay::domain {

namespace {

// The proposal's place in the round; a proposal of an appeal has another one in the round before.
int32_t FindItem(const api::Round& round, const ProposalId& proposal, const Records& records) {
  auto number = static_cast<uint32_t>(round.number());
  auto is_at = [&](int32_t item) {
    return records.FindOrDefault(RoundItemId{number, static_cast<uint32_t>(item)}).proposal_id() == proposal.proposal;
  };
  int32_t item = records.FindOrDefault(proposal).round_position();
  if (is_at(item)) return item;
  for (item = 0; item < round.item_count() && !is_at(item);) ++item;
  return item;
}

}  // namespace

void CountDecisionInput(const std::string& cycle, Records* records) {
  auto* head = records->Mutable(CycleHeadId{cycle});
  head->set_decision_inputs(head->decision_inputs() + 1);
}

int64_t DecisionInputCount(const std::string& cycle, const View& view) {
  return view.FindOrDefault(CycleHeadId{cycle}).decision_inputs() +
         view.FindOrDefault(CycleHeadId{kEveryCycle}).decision_inputs();
}

void ApplyAssignment(const api::Assignment& assignment, Records* records) {
  RoundId round_id = RoundIdOf(assignment.round());
  const api::Round& round = records->FindOrDefault(round_id);
  auto number = static_cast<uint32_t>(round.number());
  const ledger::RosterRecord& roster = records->FindOrDefault(RosterId{number});
  SeatId seat = SeatIdOf(assignment.seat());
  for (int i = 0; i < roster.seats_size(); ++i) {
    std::string panel =
        roster.seats(i).panel_id().empty() ? PanelIdOf(round.panel()).panel : roster.seats(i).panel_id();
    if (roster.seats(i).seat_id() != seat.seat || panel != seat.panel) continue;
    ledger::AssignmentRecord record;
    for (const std::string& name : assignment.proposals()) {
      record.add_item_ordinals(FindItem(round, ProposalIdOf(name), *records));
    }
    std::sort(record.mutable_item_ordinals()->begin(), record.mutable_item_ordinals()->end());
    AssignmentId id{number, static_cast<uint32_t>(i)};
    if (record.item_ordinals().empty()) {
      records->Delete(id);
    } else {
      records->Put(id, std::move(record));
    }
    return;
  }
}

}  // namespace assay::domain

#include "services/domain/review/item_votes.h"

#include <algorithm>

#include "services/domain/review/interest.h"
#include "services/domain/review/round_item.h"

namespace assay::domain {
namespace {

void Add(const VoteCount& more, VoteCount* count) {
  count->seats += more.seats;
  count->weight += more.weight;
}

// Of the whole round, or of one of its groups.
void AddCast(const ledger::TallyRecord& tally, GroupVotes* votes) {
  Add({tally.approve_count(), tally.approve_weight()}, &votes->approve);
  Add({tally.reject_count(), tally.reject_weight()}, &votes->reject);
  Add({tally.abstain_count(), tally.abstain_weight()}, &votes->abstain);
  Add({tally.recused_count(), tally.recused_weight()}, &votes->recused);
}

bool HasCounted(const BallotId& id, const View& view) {
  const ledger::BallotRecord* ballot = view.Find(id);
  return ballot != nullptr && !ballot->voided();
}

// What a seat without a ballot comes to.
void AddSilent(const ledger::RosterSeat& seat, const BallotId& id, const View& view, GroupVotes* votes) {
  if (!seat.vacant() && seat.declaration_id().empty()) return;
  if (HasCounted(id, view)) return;
  VoteCount weight{1, std::max<int64_t>(1, seat.weight())};
  if (seat.vacant()) return Add(weight, &votes->vacant);
  if (FindInterest({seat.employer_id(), seat.declaration_id()}, {id.round, id.item}, view) != nullptr) {
    Add(weight, &votes->recused);
  }
}

}  // namespace

ItemVotes CountItem(const api::Round& round, uint32_t item, const View& view) {
  uint32_t number = NumberOf(round);
  const ledger::RosterRecord& roster = view.FindOrDefault(RosterId{number});
  const ledger::TallyRecord& tally = view.FindOrDefault(TallyId{number, item});
  ItemVotes votes;
  votes.groups.resize(std::max(1, roster.groups_size()));
  if (roster.groups().empty()) AddCast(tally, &votes.groups[0]);
  for (int i = 0; i < roster.groups_size(); ++i) votes.groups[i].group = roster.groups(i);
  for (int i = 0; i < tally.groups_size(); ++i) AddCast(tally.groups(i), &votes.groups[i]);
  for (int i = 0; i < roster.seats_size(); ++i) {
    const ledger::RosterSeat& seat = roster.seats(i);
    GroupVotes& group = votes.groups[std::max(1, seat.group_ordinal()) - 1];
    Add({1, std::max<int64_t>(1, seat.weight())}, &group.roster);
    AddSilent(seat, {number, item, static_cast<uint32_t>(i)}, view, &group);
  }
  for (const api::RatingTally& rating : tally.ratings()) {
    votes.ratings.push_back({rating.criterion(), rating.score_sum(), rating.count()});
  }
  return votes;
}

api::Tally TallyFrom(const ItemVotes& votes) {
  GroupVotes all;
  api::Tally tally;
  for (const GroupVotes& group : votes.groups) {
    Add(group.approve, &all.approve);
    Add(group.reject, &all.reject);
    Add(group.abstain, &all.abstain);
    Add(group.recused, &all.recused);
    Add(group.vacant, &all.vacant);
    Add(group.roster, &all.roster);
    if (group.group.empty()) continue;
    api::GroupTally* shown = tally.add_groups();
    shown->set_group(group.group);
    shown->set_approve_count(static_cast<int32_t>(group.approve.seats));
    shown->set_reject_count(static_cast<int32_t>(group.reject.seats));
    shown->set_abstain_count(static_cast<int32_t>(group.abstain.seats));
    shown->set_recused_count(static_cast<int32_t>(group.recused.seats));
    shown->set_vacant_count(static_cast<int32_t>(group.vacant.seats));
    shown->set_seat_count(static_cast<int32_t>(group.roster.seats));
  }
  tally.set_approve_count(static_cast<int32_t>(all.approve.seats));
  tally.set_reject_count(static_cast<int32_t>(all.reject.seats));
  tally.set_abstain_count(static_cast<int32_t>(all.abstain.seats));
  tally.set_recused_count(static_cast<int32_t>(all.recused.seats));
  tally.set_vacant_count(static_cast<int32_t>(all.vacant.seats));
  tally.set_seat_count(static_cast<int32_t>(all.roster.seats));
  tally.set_approve_weight(all.approve.weight);
  tally.set_reject_weight(all.reject.weight);
  tally.set_abstain_weight(all.abstain.weight);
  tally.set_recused_weight(all.recused.weight);
  tally.set_vacant_weight(all.vacant.weight);
  tally.set_seat_weight(all.roster.weight);
  for (const RatingSum& sum : votes.ratings) {
    api::RatingTally* rating = tally.add_ratings();
    rating->set_criterion(sum.criterion);
    rating->set_score_sum(sum.sum);
    rating->set_count(sum.count);
  }
  return tally;
}

}  // namespace assay::domain

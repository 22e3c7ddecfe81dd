#include "services/domain/apply_ballot.h"

#include <algorithm>

namespace assay::domain {
namespace {

constexpr int kEarlierBallotsMax = 40;
constexpr int kGroupsMax = 60;
constexpr int64_t kSeatWeightMax = 1'000'000;

struct Vote {
  api::BallotChoice choice;
  int32_t count;   // 1 counts it, -1 takes it out
  int64_t weight;  // of the same sign
};

void CountVote(const Vote& vote, ledger::TallyRecord* tally) {
  switch (vote.choice) {
    case api::BALLOT_CHOICE_APPROVE:
      tally->set_approve_count(tally->approve_count() + vote.count);
      return tally->set_approve_weight(tally->approve_weight() + vote.weight);
    case api::BALLOT_CHOICE_REJECT:
      tally->set_reject_count(tally->reject_count() + vote.count);
      return tally->set_reject_weight(tally->reject_weight() + vote.weight);
    case api::BALLOT_CHOICE_ABSTAIN:
      tally->set_abstain_count(tally->abstain_count() + vote.count);
      return tally->set_abstain_weight(tally->abstain_weight() + vote.weight);
    case api::BALLOT_CHOICE_RECUSED:
      tally->set_recused_count(tally->recused_count() + vote.count);
      return tally->set_recused_weight(tally->recused_weight() + vote.weight);
    case api::BALLOT_CHOICE_UNSPECIFIED:
    case api::BallotChoice_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::BallotChoice_INT_MAX_SENTINEL_DO_NOT_USE_:
      return;
  }
}

void CountRating(const api::Rating& rating, int32_t count, ledger::TallyRecord* tally) {
  auto* sums = tally->mutable_ratings();
  auto at = std::lower_bound(sums->begin(), sums->end(), rating.criterion(),
                             [](const api::RatingTally& sum, const std::string& id) { return sum.criterion() < id; });
  if (at == sums->end() || at->criterion() != rating.criterion()) {
    auto index = at - sums->begin();
    sums->Add()->set_criterion(rating.criterion());
    std::rotate(sums->begin() + index, sums->end() - 1, sums->end());
    at = sums->begin() + index;
  }
  at->set_score_sum(at->score_sum() + int64_t{count} * rating.score());
  at->set_count(at->count() + count);
  if (at->count() == 0) sums->erase(at);
}

// Counts the ballot into its tally, or with -1 takes it out.
void Count(const ledger::BallotRecord& ballot, int32_t count, ledger::TallyRecord* tally) {
  Vote vote{ballot.choice(), count, count * ballot.weight()};
  CountVote(vote, tally);
  if (ballot.group_ordinal() > 0) {
    while (tally->groups_size() < ballot.group_ordinal()) tally->add_groups();
    CountVote(vote, tally->mutable_groups(ballot.group_ordinal() - 1));
  }
  for (const api::Rating& rating : ballot.ratings()) CountRating(rating, count, tally);
}

void CountAnswered(uint32_t round, uint32_t seat, int32_t change, Records* records) {
  auto* progress = records->Mutable(SeatProgressId{round, seat});
  progress->set_answered_count(progress->answered_count() + change);
}

}  // namespace

void ApplyBallot(const ledger::Event& event, Records* records) {
  const ledger::BallotCast& cast = event.decision().ballot();
  const ledger::BallotPerson& person = event.personal().ballot();
  BallotId id{static_cast<uint32_t>(cast.round_number()), static_cast<uint32_t>(cast.item_ordinal()),
              static_cast<uint32_t>(cast.seat_ordinal())};
  ledger::TallyRecord* tally = records->Mutable(TallyId{id.round, id.item});
  ledger::BallotRecord* ballot = records->Mutable(id);
  bool counted = ballot->revision() > 0 && !ballot->voided();
  if (counted) Count(*ballot, -1, tally);
  if (!counted) CountAnswered(id.round, id.seat, 1, records);
  if (ballot->revision() > 0) {
    if (ballot->earlier_sequences_size() == kEarlierBallotsMax) {
      ballot->mutable_earlier_sequences()->erase(ballot->earlier_sequences().begin());
    }
    ballot->add_earlier_sequences(ballot->sequence());
  }
  ballot->set_choice(cast.choice());
  *ballot->mutable_ratings() = cast.ratings();
  ballot->set_reason(person.reason());
  ballot->set_user_id(person.user_id());
  ballot->set_employer_id(person.employer_id());
  ballot->set_sequence(event.sequence());
  ballot->set_time_micros(event.time_micros());
  ballot->set_revision(ballot->revision() + 1);
  ballot->set_weight(std::clamp<int64_t>(cast.weight(), 1, kSeatWeightMax));
  ballot->set_group_ordinal(std::clamp(cast.group_ordinal(), 0, kGroupsMax));
  ballot->set_paper_submission_id(cast.paper_submission_id());
  ballot->set_voided(false);
  Count(*ballot, 1, tally);
}

void VoidBallot(const BallotId& id, Records* records) {
  if (records->Find(id) == nullptr) return;
  ledger::BallotRecord* ballot = records->Mutable(id);
  if (ballot->voided()) return;
  Count(*ballot, -1, records->Mutable(TallyId{id.round, id.item}));
  ballot->set_voided(true);
}

void ApplyBallotVoided(const ledger::BallotVoided& voided, Records* records) {
  BallotId id{static_cast<uint32_t>(voided.round_number()), static_cast<uint32_t>(voided.item_ordinal()),
              static_cast<uint32_t>(voided.seat_ordinal())};
  VoidBallot(id, records);
  CountAnswered(id.round, id.seat, -1, records);
}

}  // namespace assay::domain

#include "services/domain/review/pending.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/domain/review/content.h"
#include "services/domain/review/derived_state.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/voter.h"

namespace assay::domain {
namespace {

constexpr int32_t kAfterAllItems = std::numeric_limits<int32_t>::max();

// The next thing to look at.
struct Position {
  uint32_t round = 0;
  int32_t item = 0;
};

struct HeldSeat {
  uint32_t round_number;
  ledger::EmployerRoundRecord record;
};

absl::StatusOr<Position> ParseCursor(absl::string_view cursor) {
  Position position;
  std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(cursor, absl::MaxSplits('.', 1));
  if (absl::SimpleAtoi(parts.first, &position.round) && absl::SimpleAtoi(parts.second, &position.item)) {
    return position;
  }
  Violations violations;
  violations.Add("page_token", "is not one that this listing gave; begin again without one");
  return violations.ToStatus();
}

// The employer's seats from the position's round on.
absl::StatusOr<std::vector<HeldSeat>> SeatsFrom(const std::string& employer, const Position& from,
                                                const ScanView& view) {
  std::vector<HeldSeat> seats;
  std::string after;
  if (from.round > 0) {
    EmployerRoundId first{employer, from.round};
    after = KeyOf(first).path;
    if (const auto* record = view.Find(first); record != nullptr) seats.push_back({from.round, *record});
  }
  ASSAY_RETURN_IF_ERROR(view.Scan<EmployerRoundId>(PrefixOf<EmployerRoundId>(employer), after,
                                                   [&seats](absl::string_view path, const auto& record) {
                                                     TakeText(&path);
                                                     seats.push_back({TakeNumber(&path), record});
                                                     return seats.size() < kPendingRoundsMax;
                                                   }));
  return seats;
}

// Item ordinals from `first` on that the seat is to review, in order.
std::vector<int32_t> ItemsFrom(int32_t first, const HeldSeat& seat, const api::Round& round, const View& view) {
  std::vector<int32_t> items;
  AssignmentId id{seat.round_number, static_cast<uint32_t>(seat.record.seat_ordinal())};
  if (const ledger::AssignmentRecord* assignment = view.Find(id); assignment != nullptr) {
    for (int32_t item : assignment->item_ordinals()) {
      if (item >= first) items.push_back(item);
    }
  } else {
    for (int32_t item = first; item < round.item_count(); ++item) items.push_back(item);
  }
  return items;
}

class Walk {
 public:
  Walk(absl::Time now, int32_t limit, const View& view) : now_(now), limit_(static_cast<size_t>(limit)), view_(view) {}

  // False when the walk stops here; the cursor then says where.
  bool VisitRound(const std::string& employer, const HeldSeat& seat, int32_t first_item) {
    const api::Round& round = view_.FindOrDefault(RoundId{seat.record.cycle_id(), seat.record.round_id()});
    if (seat.record.left() || !IsOpenAt(round, now_)) return true;
    Voter voter{&round, seat.round_number, static_cast<uint32_t>(seat.record.seat_ordinal()), employer, &seat.record};
    for (int32_t item : ItemsFrom(first_item, seat, round, view_)) {
      if (items_left_ == 0 || found_.reviews.size() == limit_) {
        StopAt({seat.round_number, item});
        return false;
      }
      --items_left_;
      VisitItem(voter, static_cast<uint32_t>(item));
    }
    return true;
  }

  void StopAt(const Position& position) { found_.cursor = absl::StrCat(position.round, ".", position.item); }

  PendingReviews Take() { return std::move(found_); }

 private:
  void VisitItem(const Voter& voter, uint32_t item) {
    const api::Round& round = *voter.round;
    const api::Proposal& proposal = ProposalAt(round, item, view_);
    if (proposal.state() == api::PROPOSAL_STATE_WITHDRAWN || HasAnswered(voter, item, view_)) return;
    const api::Credential& credential = view_.FindOrDefault(CredentialIdOf(proposal.credential()));
    api::PendingReview& review = found_.reviews.emplace_back();
    review.set_round(round.name());
    review.set_ordinal(std::max(1, round.ordinal()));
    review.set_credential_title(credential.title());
    review.set_issuer(credential.issuer());
    if (round.has_deadline()) *review.mutable_deadline() = round.deadline();
    review.set_conflict_unanswered(ConflictUnanswered(voter, item, view_));
    if (review.conflict_unanswered()) {
      review.mutable_proposal()->set_name(proposal.name());
      return;
    }
    *review.mutable_proposal() = proposal;
    review.mutable_proposal()->clear_comment();
    // Between the agency and the proposer.
    review.mutable_proposal()->clear_comment();
    review.mutable_proposal()->clear_checklist_comments();
    review.mutable_proposal()->set_state(DeriveState(proposal, view_, now_));
    if (round.blind()) HideProposer(review.mutable_proposal());
  }

  const absl::Time now_;
  const size_t limit_;
  const View& view_;
  int items_left_ = kPendingItemsMax;
  PendingReviews found_;
};

}  // namespace

absl::StatusOr<PendingReviews> ListPendingReviews(const std::string& employer_id, absl::Time now, int32_t limit,
                                                  absl::string_view cursor, const ScanView& view) {
  Position from;
  if (!cursor.empty()) {
    ASSAY_ASSIGN_OR_RETURN(from, ParseCursor(cursor));
  }
  ASSAY_ASSIGN_OR_RETURN(std::vector<HeldSeat> seats, SeatsFrom(employer_id, from, view));
  Walk walk(now, limit, view);
  bool walked_all = true;
  for (const HeldSeat& seat : seats) {
    walked_all = walk.VisitRound(employer_id, seat, seat.round_number == from.round ? from.item : 0);
    if (!walked_all) break;
  }
  if (walked_all && seats.size() >= kPendingRoundsMax) walk.StopAt({seats.back().round_number, kAfterAllItems});
  ASSAY_RETURN_IF_ERROR(view.status());
  return walk.Take();
}

}  // namespace assay::domain

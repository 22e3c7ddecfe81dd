#include "services/domain/review/assignment_facts.h"

#include <utility>

#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/domain/review/interest.h"
#include "services/domain/review/round_item.h"

namespace assay::domain {
namespace {

class FactReader {
 public:
  FactReader(const api::Round& round, const ledger::RosterRecord& roster, const ScanView& view)
      : round_(round), roster_(roster), number_(NumberOf(round)), view_(view) {
    facts_.seats = roster.seats_size();
    facts_.items = round.item_count();
    facts_.pairings.assign(facts_.seats, std::vector<Pairing>(facts_.items, Pairing::kOpen));
    facts_.preferences.assign(facts_.seats,
                              std::vector<api::ReviewPreference>(facts_.items, api::REVIEW_PREFERENCE_UNSPECIFIED));
    facts_.before.assign(facts_.seats, std::vector<bool>(facts_.items, true));
  }

  absl::StatusOr<AssignmentFacts> Read() {
    for (int item = 0; item < facts_.items; ++item) {
      facts_.proposals.push_back(&ProposalAt(round_, static_cast<uint32_t>(item), view_));
    }
    for (int seat = 0; seat < facts_.seats; ++seat) ReadSeat(seat);
    ASSAY_RETURN_IF_ERROR(ReadBallots());
    ASSAY_RETURN_IF_ERROR(ReadConflicts());
    ASSAY_RETURN_IF_ERROR(view_.status());
    return std::move(facts_);
  }

 private:
  bool IsInRange(uint32_t item, uint32_t seat) const {
    return item < static_cast<uint32_t>(facts_.items) && seat < static_cast<uint32_t>(facts_.seats);
  }

  void ReadSeat(int seat) {
    auto ordinal = static_cast<uint32_t>(seat);
    if (const auto* assignment = view_.Find(AssignmentId{number_, ordinal}); assignment != nullptr) {
      facts_.before[seat].assign(facts_.items, false);
      for (int32_t item : assignment->item_ordinals()) facts_.before[seat][item] = true;
    }
    for (const auto& preference : view_.FindOrDefault(PreferenceId{number_, ordinal}).preferences()) {
      facts_.preferences[seat][preference.item_ordinal()] = preference.preference();
    }
    const ledger::RosterSeat& pinned = roster_.seats(seat);
    if (pinned.vacant()) facts_.pairings[seat].assign(facts_.items, Pairing::kConflict);
    if (pinned.declaration_id().empty()) return;
    ConflictDeclarationId declaration{pinned.employer_id(), pinned.declaration_id()};
    for (int item = 0; item < facts_.items; ++item) {
      if (FindInterest(declaration, {number_, static_cast<uint32_t>(item)}, view_) == nullptr) continue;
      facts_.pairings[seat][item] = Pairing::kConflict;
    }
  }

  absl::Status ReadBallots() {
    return view_.Scan<BallotId>(
        PrefixOf<BallotId>(number_), "", [this](absl::string_view path, const ledger::BallotRecord& ballot) {
          TakeNumber(&path);
          uint32_t item = TakeNumber(&path);
          uint32_t seat = TakeNumber(&path);
          if (IsInRange(item, seat)) {
            facts_.pairings[seat][item] =
                ballot.choice() == api::BALLOT_CHOICE_RECUSED ? Pairing::kConflict : Pairing::kFixed;
          }
          return true;
        });
  }

  absl::Status ReadConflicts() {
    return view_.Scan<ConflictAnswerId>(PrefixOf<ConflictAnswerId>(number_), "",
                                        [this](absl::string_view path, const ledger::ConflictAnswerRecord& answer) {
                                          TakeNumber(&path);
                                          uint32_t item = TakeNumber(&path);
                                          uint32_t seat = TakeNumber(&path);
                                          if (answer.has_conflict() && IsInRange(item, seat)) {
                                            facts_.pairings[seat][item] = Pairing::kConflict;
                                          }
                                          return true;
                                        });
  }

  const api::Round& round_;
  const ledger::RosterRecord& roster_;
  const uint32_t number_;
  const ScanView& view_;
  AssignmentFacts facts_;
};

}  // namespace

absl::StatusOr<AssignmentFacts> ReadAssignmentFacts(const api::Round& round, const ledger::RosterRecord& roster,
                                                    const ScanView& view) {
  return FactReader(round, roster, view).Read();
}

}  // namespace assay::domain

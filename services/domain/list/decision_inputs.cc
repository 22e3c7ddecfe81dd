#include "services/domain/list/decision_inputs.h"

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/domain/review/round_window.h"

namespace assay::domain {

const api::Occupation* Figures::Find(const std::string& area, const std::string& soc_code) {
  if (dataset_id_.empty()) return nullptr;
  auto [row, inserted] = rows_.try_emplace({area, soc_code}, nullptr);
  if (inserted) row->second = scan_->Find(OccupationId{dataset_id_, area, soc_code});
  return row->second;
}

std::vector<OccupationFacts> Figures::FactsOf(const google::protobuf::RepeatedPtrField<std::string>& soc_codes,
                                              const api::Policy& policy) {
  std::vector<OccupationFacts> facts;
  for (const std::string& soc_code : soc_codes) {
    OccupationFacts& occupation = facts.emplace_back();
    occupation.soc_code = soc_code;
    for (const api::LaborMarketGate& gate : policy.gates()) {
      occupation.by_gate.push_back(Find(gate.area(), soc_code));
    }
  }
  return facts;
}

absl::StatusOr<RoundResults> RoundResults::Load(const std::string& cycle_id, absl::Time now, const ScanView& scan) {
  RoundResults loaded;
  std::vector<api::Round> rounds;
  ASSAY_RETURN_IF_ERROR(
      scan.Scan<RoundId>(PrefixOf<RoundId>(cycle_id), "", [&rounds](absl::string_view, const api::Round& round) {
        rounds.push_back(round);
        return true;
      }));
  loaded.results_.reserve(rounds.size());
  for (const api::Round& round : rounds) {
    Result& result = loaded.results_[round.name()];
    result.closed = IsClosedAt(round, now);
    result.seats = round.seat_count();
    result.tallies.resize(static_cast<size_t>(round.item_count()));
    if (!result.closed) continue;
    auto number = static_cast<uint32_t>(round.number());
    ASSAY_RETURN_IF_ERROR(scan.Scan<TallyId>(PrefixOf<TallyId>(number), "",
                                             [&result](absl::string_view path, const ledger::TallyRecord& tally) {
                                               path.remove_prefix(sizeof(uint32_t));
                                               uint32_t item = TakeNumber(&path);
                                               if (item < result.tallies.size()) result.tallies[item] = tally;
                                               return true;
                                             }));
  }
  return loaded;
}

void RoundResults::Fill(const api::Proposal& proposal, ProposalCase* proposal_case) const {
  auto found = results_.find(proposal.round());
  if (found == results_.end()) {
    proposal_case->undecided_because = "the proposal is before no round";
    return;
  }
  const Result& result = found->second;
  auto position = static_cast<size_t>(proposal.round_position());
  if (!result.closed || position >= result.tallies.size()) {
    proposal_case->undecided_because = absl::StrCat("round ", LastPart(proposal.round()), " has not closed");
    return;
  }
  const ledger::TallyRecord& tally = result.tallies[position];
  proposal_case->votes = EmployerVotes{tally.approve_count(), tally.reject_count(), tally.abstain_count(),
                                       tally.recused_count(), result.seats};
}

absl::StatusOr<absl::flat_hash_map<std::string, EndorsementCounts>> CountEndorsements(const std::string& cycle_id,
                                                                                      const std::string& date,
                                                                                      const ScanView& scan) {
  absl::flat_hash_map<std::string, EndorsementCounts> counts;
  ASSAY_RETURN_IF_ERROR(scan.Scan<EndorsementId>(PrefixOf<EndorsementId>(cycle_id), "",
                                                 [&](absl::string_view path, const ledger::EndorsementRecord& record) {
                                                   const api::Endorsement& endorsement = record.endorsement();
                                                   const std::string& until = endorsement.valid_through_date();
                                                   if (endorsement.revoked() || (!until.empty() && until < date))
                                                     return true;
                                                   if (!api::EndorsementLevel_IsValid(endorsement.level())) return true;
                                                   TakeText(&path);
                                                   ++counts[TakeText(&path)][static_cast<size_t>(endorsement.level())];
                                                   return true;
                                                 }));
  return counts;
}

}  // namespace assay::domain

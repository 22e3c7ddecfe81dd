// What the decisions of a cycle rest on, read in a few scans instead of a few reads a proposal.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_DECISION_INPUTS_H_
#define ASSAY_SERVICES_DOMAIN_LIST_DECISION_INPUTS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "services/domain/decision/decide_proposal.h"
#include "services/domain/view.h"

namespace assay::domain {

// Figures of one dataset; each row is read once. Codes are looked up as they are written, whatever their edition.
// Thread-compatible; the view outlives it.
class Figures {
 public:
  // An empty dataset id stands for no figures at all.
  Figures(const ScanView* scan, std::string dataset_id) : scan_(scan), dataset_id_(std::move(dataset_id)) {}

  // Null when there is no such row. Valid as long as the view.
  const api::Occupation* Find(const std::string& area, const std::string& soc_code);

  // For each occupation the figures that the policy's gates ask for.
  std::vector<OccupationFacts> FactsOf(const google::protobuf::RepeatedPtrField<std::string>& soc_codes,
                                       const api::Policy& policy);

 private:
  const ScanView* const scan_;
  const std::string dataset_id_;
  absl::flat_hash_map<std::pair<std::string, std::string>, const api::Occupation*> rows_;
};

// Votes of a cycle's rounds that are closed at `now`. Ballots of open rounds are not read.
class RoundResults {
 public:
  static absl::StatusOr<RoundResults> Load(const std::string& cycle_id, absl::Time now, const ScanView& scan);

  // Sets the votes on the proposal, or why there are none.
  void Fill(const api::Proposal& proposal, ProposalCase* proposal_case) const;

 private:
  struct Result {
    bool closed = false;
    int64_t seats = 0;
    std::vector<ledger::TallyRecord> tallies;  // by the proposal's place in the round
  };
  absl::flat_hash_map<std::string, Result> results_;  // by the round's name
};

// Distinct employers by level of the endorsements that count on `date`: not taken back and, if they end, not before it.
// By proposal id; a proposal without any is left out.
absl::StatusOr<absl::flat_hash_map<std::string, EndorsementCounts>> CountEndorsements(const std::string& cycle_id,
                                                                                      const std::string& date,
                                                                                      const ScanView& scan);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_DECISION_INPUTS_H_

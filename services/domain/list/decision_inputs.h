// What the decisions of a cycle rest on: the one way from records to a decision, for lists, explanations and
// simulations.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_DECISION_INPUTS_H_
#define ASSAY_SERVICES_DOMAIN_LIST_DECISION_INPUTS_H_

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
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

// Endorsements and overrides of one cycle, read in two scans, and the labor-market facts, read as they are asked for.
// Thread-compatible; the view outlives it.
class DecisionInputs {
 public:
  // Where the labor-market facts come from: names of resources; an empty dataset stands for no figures.
  struct LaborMarketSource {
    std::string dataset;
    std::vector<std::string> crosswalks;
  };
  // What the cycle names now.
  static LaborMarketSource SourceOf(const api::Cycle& cycle);

  // `date`: first day on which the decisions would count. Endorsements count that are not taken back or disputed and,
  // if they end, do not end before it; employers of one owner are one voice. Errors: those of LaborMarketFacts::Open;
  // read errors.
  static absl::StatusOr<DecisionInputs> Load(const std::string& cycle_id, const LaborMarketSource& source,
                                             std::string date, const ScanView& scan);

  // Decides one proposal of the cycle on `item`, what its rounds came to. DATA_LOSS, CREDENTIAL_MISSING: its credential
  // is not in the catalogue. Or as DecideProposal.
  absl::StatusOr<api::Decision> Decide(const api::Proposal& proposal, const api::Policy& policy, ItemResult item);

  // Codes of the dataset's edition for those of a proposal, or of its credential when it names none. Algorithm 1 takes
  // them as they are written.
  std::set<std::string> DatasetCodes(const api::Proposal& proposal, const api::Credential& credential,
                                     const api::Policy& policy) const;

 private:
  DecisionInputs(const ScanView* scan, const LaborMarketSource& source, std::string date);
  absl::Status LoadEndorsements(const std::string& cycle_id);
  absl::Status LoadOverrides(const std::string& cycle_id);

  const ScanView* scan_;
  std::string date_;
  std::unique_ptr<Figures> figures_;
  std::unique_ptr<LaborMarketFacts> labor_market_;
  absl::flat_hash_map<std::string, std::vector<EndorsementFacts>> endorsements_;  // by proposal id
  absl::flat_hash_map<std::string, api::Override> overrides_;                     // those in force, by proposal id
};

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_DECISION_INPUTS_H_

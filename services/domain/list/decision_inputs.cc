#include "services/domain/list/decision_inputs.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/domain/review/voice.h"

namespace assay::domain {
namespace {

bool Counts(const api::Endorsement& endorsement, const std::string& date) {
  const std::string& until = endorsement.valid_through_date();
  if (endorsement.revoked() || (!until.empty() && until < date)) return false;
  return api::EndorsementLevel_IsValid(endorsement.level());
}

// Adds what one employer said to what its voice says.
void Join(const ledger::EndorsementRecord& record, const api::Employer& employer, EndorsementFacts* voice) {
  const api::Endorsement& endorsement = record.endorsement();
  voice->level = std::max(voice->level, endorsement.level());
  voice->hiring_preference = voice->hiring_preference || endorsement.hiring_preference();
  voice->letter = voice->letter || !endorsement.letter_sha256().empty() || !endorsement.attestation_version().empty();
  const auto& regions = endorsement.regions().empty() ? employer.regions() : endorsement.regions();
  voice->regions.insert(voice->regions.end(), regions.begin(), regions.end());
  voice->ledger_indexes.push_back(record.sequence());
}

void SortUnique(std::vector<std::string>* values) {
  std::sort(values->begin(), values->end());
  values->erase(std::unique(values->begin(), values->end()), values->end());
}

}  // namespace

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

DecisionInputs::DecisionInputs(const ScanView* scan, const LaborMarketSource& source, std::string date)
    : scan_(scan),
      date_(std::move(date)),
      figures_(std::make_unique<Figures>(scan, source.dataset.empty() ? "" : DatasetIdOf(source.dataset).dataset)) {}

DecisionInputs::LaborMarketSource DecisionInputs::SourceOf(const api::Cycle& cycle) {
  return {cycle.dataset(), {cycle.crosswalks().begin(), cycle.crosswalks().end()}};
}

absl::StatusOr<DecisionInputs> DecisionInputs::Load(const std::string& cycle_id, const LaborMarketSource& source,
                                                    std::string date, const ScanView& scan) {
  DecisionInputs inputs(&scan, source, std::move(date));
  ASSAY_ASSIGN_OR_RETURN(LaborMarketFacts facts, LaborMarketFacts::Open(source.dataset, source.crosswalks, &scan));
  inputs.labor_market_ = std::make_unique<LaborMarketFacts>(std::move(facts));
  ASSAY_RETURN_IF_ERROR(inputs.LoadEndorsements(cycle_id));
  ASSAY_RETURN_IF_ERROR(inputs.LoadOverrides(cycle_id));
  return inputs;
}

absl::Status DecisionInputs::LoadEndorsements(const std::string& cycle_id) {
  std::string proposal_id;
  std::map<std::string, EndorsementFacts> voices;
  auto finish = [&] {
    for (auto& [voice, facts] : voices) {
      SortUnique(&facts.regions);
      std::sort(facts.ledger_indexes.begin(), facts.ledger_indexes.end());
      endorsements_[proposal_id].push_back(std::move(facts));
    }
    voices.clear();
  };
  ASSAY_RETURN_IF_ERROR(scan_->Scan<EndorsementId>(
      PrefixOf<EndorsementId>(cycle_id), "", [&](absl::string_view path, const ledger::EndorsementRecord& record) {
        TakeText(&path);
        std::string proposal = TakeText(&path);
        std::string employer = TakeText(&path);
        if (proposal != proposal_id) finish();
        proposal_id = std::move(proposal);
        if (!Counts(record.endorsement(), date_)) return true;
        EndorsementFacts* voice = &voices[VoiceOf(employer, *scan_)];
        Join(record, scan_->FindOrDefault(EmployerId{employer}), voice);
        return true;
      }));
  finish();
  return scan_->status();
}

absl::Status DecisionInputs::LoadOverrides(const std::string& cycle_id) {
  ASSAY_RETURN_IF_ERROR(scan_->Scan<OverrideId>(PrefixOf<OverrideId>(cycle_id), "",
                                                [this](absl::string_view, const api::Override& found) {
                                                  if (found.state() == api::OVERRIDE_STATE_CONFIRMED) {
                                                    overrides_[OverrideIdOf(found.name()).proposal] = found;
                                                  }
                                                  return true;
                                                }));
  return scan_->status();
}

absl::StatusOr<api::Decision> DecisionInputs::Decide(const api::Proposal& proposal, const api::Policy& policy,
                                                     ItemResult item) {
  ProposalId id = ProposalIdOf(proposal.name());
  ProposalCase proposal_case;
  proposal_case.proposal = &proposal;
  proposal_case.credential = scan_->Find(CredentialIdOf(proposal.credential()));
  proposal_case.appeal = scan_->Find(AppealId{id.cycle, id.proposal});
  ASSAY_RETURN_IF_ERROR(scan_->status());
  if (proposal_case.credential == nullptr) {
    return MakeError(absl::StatusCode::kDataLoss, "CREDENTIAL_MISSING",
                     absl::StrCat(proposal.credential(), ", which ", proposal.name(),
                                  " proposes, is not in the catalogue; run assayd --check"));
  }
  proposal_case.occupations = figures_->FactsOf(OccupationCodes(proposal, *proposal_case.credential), policy);
  proposal_case.labor_market = labor_market_.get();
  proposal_case.date = date_;
  auto endorsed = endorsements_.find(id.proposal);
  if (endorsed != endorsements_.end()) proposal_case.endorsements = endorsed->second;
  auto overridden = overrides_.find(id.proposal);
  if (overridden != overrides_.end()) proposal_case.confirmed_override = &overridden->second;
  proposal_case.item = std::move(item);
  return DecideProposal(proposal_case, policy);
}

std::set<std::string> DecisionInputs::DatasetCodes(const api::Proposal& proposal, const api::Credential& credential,
                                                   const api::Policy& policy) const {
  const auto& codes = OccupationCodes(proposal, credential);
  if (policy.algorithm_version() == 1) return {codes.begin(), codes.end()};
  api::SocVersion version = proposal.soc_codes().empty() ? credential.soc_version() : proposal.soc_version();
  std::set<std::string> dataset_codes;
  for (const std::string& code : codes) {
    MappedCodes mapped = labor_market_->ToEdition(version, code);
    dataset_codes.insert(mapped.codes.begin(), mapped.codes.end());
  }
  return dataset_codes;
}

}  // namespace assay::domain

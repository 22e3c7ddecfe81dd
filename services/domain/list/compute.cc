#include "services/domain/list/compute.h"

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/base/error.h"
#include "services/domain/list/entry.h"
#include "services/domain/list/reader.h"
#include "services/domain/name.h"

namespace assay::domain {
namespace {

bool IsHandedIn(const api::Proposal& proposal) {
  switch (proposal.state()) {
    case api::PROPOSAL_STATE_DRAFT:
    case api::PROPOSAL_STATE_RETURNED:
    case api::PROPOSAL_STATE_WITHDRAWN:
    case api::PROPOSAL_STATE_UNSPECIFIED:
    case api::ProposalState_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::ProposalState_INT_MAX_SENTINEL_DO_NOT_USE_:
      return false;
    case api::PROPOSAL_STATE_SUBMITTED:
    case api::PROPOSAL_STATE_SCREENED:
    case api::PROPOSAL_STATE_IN_REVIEW:
    case api::PROPOSAL_STATE_REVIEWED:
    case api::PROPOSAL_STATE_APPROVED:
    case api::PROPOSAL_STATE_DENIED:
      return true;
  }
  return false;
}

// One computation. Single-threaded.
class Computation {
 public:
  Computation(const api::ListBasis& basis, const ScanView& scan)
      : scan_(scan),
        basis_(basis),
        version_(basis.previous_version() + 1),
        wage_area_(scan.FindOrDefault(StateId{}).wage_area()),
        figures_(&scan, basis.dataset().empty() ? "" : DatasetIdOf(basis.dataset()).dataset) {}

  absl::Status Load(const std::string& cycle_id, const std::string& effective_date, absl::Time now);
  absl::Status DecideAll(const std::string& cycle_id);
  absl::Status BuildEntries();
  ListResult Take() { return std::move(result_); }

 private:
  absl::Status DecideOne(const api::Proposal& proposal);
  void Enact(const api::Proposal& proposal, const api::Credential& credential, const api::Decision& decision);
  void Add(const std::string& id, const api::ListEntry* before, api::ListEntry entry);

  const ScanView& scan_;
  const api::ListBasis& basis_;
  const int32_t version_;
  const std::string wage_area_;
  Figures figures_;
  const api::Policy* policy_ = nullptr;
  RoundResults rounds_;
  absl::flat_hash_map<std::string, EndorsementCounts> endorsements_;
  std::map<std::string, api::ListEntry> granted_;  // by credential id
  std::set<std::string> removed_;                  // credential ids
  ListResult result_;
};

absl::Status Computation::Load(const std::string& cycle_id, const std::string& effective_date, absl::Time now) {
  policy_ = scan_.Find(PolicyRevisionId{PolicyIdOf(basis_.policy()).policy, RevisionOf(basis_.policy())});
  ASSAY_RETURN_IF_ERROR(scan_.status());
  if (policy_ == nullptr) return NotFound(basis_.policy());
  ASSAY_ASSIGN_OR_RETURN(rounds_, RoundResults::Load(cycle_id, now, scan_));
  ASSAY_ASSIGN_OR_RETURN(endorsements_, CountEndorsements(cycle_id, effective_date, scan_));
  return absl::OkStatus();
}

absl::Status Computation::DecideAll(const std::string& cycle_id) {
  absl::Status decided;
  ASSAY_RETURN_IF_ERROR(
      scan_.Scan<ProposalId>(PrefixOf<ProposalId>(cycle_id), "", [&](absl::string_view, const api::Proposal& proposal) {
        if (IsHandedIn(proposal)) decided = DecideOne(proposal);
        return decided.ok();
      }));
  ASSAY_RETURN_IF_ERROR(decided);
  return scan_.status();
}

absl::Status Computation::DecideOne(const api::Proposal& proposal) {
  const api::Credential* credential = scan_.Find(CredentialIdOf(proposal.credential()));
  ASSAY_RETURN_IF_ERROR(scan_.status());
  if (credential == nullptr) {
    return MakeError(absl::StatusCode::kDataLoss, "CREDENTIAL_MISSING",
                     absl::StrCat(proposal.credential(), ", which ", proposal.name(),
                                  " proposes, is not in the catalogue; run assayd --check"));
  }
  ProposalCase proposal_case;
  proposal_case.proposal = &proposal;
  proposal_case.occupations = figures_.FactsOf(OccupationCodes(proposal, *credential), *policy_);
  auto counted = endorsements_.find(ProposalIdOf(proposal.name()).proposal);
  if (counted != endorsements_.end()) proposal_case.endorsements = counted->second;
  rounds_.Fill(proposal, &proposal_case);
  ASSAY_ASSIGN_OR_RETURN(api::Decision decision, DecideProposal(proposal_case, *policy_));
  Enact(proposal, *credential, decision);
  result_.decisions.push_back(std::move(decision));
  return absl::OkStatus();
}

void Computation::Enact(const api::Proposal& proposal, const api::Credential& credential,
                        const api::Decision& decision) {
  api::ListSummary& summary = result_.summary;
  if (decision.outcome() == api::OUTCOME_UNDECIDED) return summary.set_undecided_count(summary.undecided_count() + 1);
  if (decision.outcome() == api::OUTCOME_DENIED) return summary.set_denied_count(summary.denied_count() + 1);
  summary.set_approved_count(summary.approved_count() + 1);
  std::string id = CredentialIdOf(credential.name()).credential;
  if (decision.kind() == api::PROPOSAL_KIND_REMOVAL) {
    removed_.insert(std::move(id));
    return;
  }
  api::ListEntry entry = MakeEntry(credential, OccupationCodes(proposal, credential), wage_area_, &figures_);
  entry.set_origin(api::LIST_ORIGIN_COMPUTED);
  entry.set_proposal(proposal.name());
  granted_[std::move(id)] = std::move(entry);
}

void Computation::Add(const std::string& id, const api::ListEntry* before, api::ListEntry entry) {
  MarkChange(before, version_, &entry);
  entry.set_name(ListEntryName(StateOf(entry.credential()), static_cast<uint32_t>(version_), id));
  api::ListSummary& summary = result_.summary;
  if (entry.change() == api::ENTRY_CHANGE_NEW) summary.set_new_count(summary.new_count() + 1);
  if (entry.change() == api::ENTRY_CHANGE_CHANGED) summary.set_changed_count(summary.changed_count() + 1);
  result_.entries.push_back(std::move(entry));
}

absl::Status Computation::BuildEntries() {
  for (const std::string& id : removed_) granted_.erase(id);
  auto granted = granted_.begin();
  EntryReader reader(&scan_, static_cast<uint32_t>(basis_.previous_version()), "");
  while (true) {
    ASSAY_ASSIGN_OR_RETURN(absl::optional<api::ListEntry> before, reader.Next());
    std::string id = before.has_value() ? CredentialIdOf(before->credential()).credential : "";
    for (; granted != granted_.end() && (!before.has_value() || granted->first < id); ++granted) {
      Add(granted->first, nullptr, std::move(granted->second));
    }
    if (!before.has_value()) break;
    if (granted != granted_.end() && granted->first == id) {
      Add(id, &*before, std::move(granted->second));
      ++granted;
    } else if (removed_.count(id) > 0) {
      result_.summary.set_removed_count(result_.summary.removed_count() + 1);
    } else {
      Add(id, &*before, *before);
    }
  }
  result_.summary.set_entry_count(static_cast<int32_t>(result_.entries.size()));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ListResult> ComputeList(const api::ListBasis& basis, const std::string& cycle,
                                       const std::string& effective_date, absl::Time now, const ScanView& scan) {
  std::string cycle_id = CycleIdOf(cycle).cycle;
  Computation computation(basis, scan);
  ASSAY_RETURN_IF_ERROR(computation.Load(cycle_id, effective_date, now));
  ASSAY_RETURN_IF_ERROR(computation.DecideAll(cycle_id));
  ASSAY_RETURN_IF_ERROR(computation.BuildEntries());
  return computation.Take();
}

}  // namespace assay::domain

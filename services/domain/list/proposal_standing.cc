#include "services/domain/list/proposal_standing.h"

#include "services/base/error.h"
#include "services/domain/name.h"
#include "services/domain/resource.h"

namespace assay::domain {
namespace {

ListOutcome ToListOutcome(api::Outcome outcome) {
  if (outcome == api::OUTCOME_APPROVED) return ListOutcome::kApproved;
  return outcome == api::OUTCOME_DENIED ? ListOutcome::kDenied : ListOutcome::kNone;
}

bool IsProposed(const api::ListVersion& version) {
  return version.state() == api::LIST_VERSION_STATE_PRELIMINARY || version.state() == api::LIST_VERSION_STATE_APPROVED;
}

// Proposers were told, and nothing can be appealed any more.
bool IsFinal(const api::ListVersion& version, absl::Time now) {
  if (!version.has_notice_time()) return false;
  return !version.has_appeal_close_time() || now >= FromProto(version.appeal_close_time());
}

}  // namespace

absl::Status ProposalStandings::LoadVersions() {
  uint32_t published = 0;
  uint32_t proposed = 0;
  ASSAY_RETURN_IF_ERROR(
      scan_->Scan<ListVersionId>(PrefixOf<ListVersionId>(), "", [&](absl::string_view, const auto& version) {
        if (version.cycle() != cycle_) return true;
        auto number = static_cast<uint32_t>(version.version());
        if (IsPublished(version)) {
          published = number;
          published_firmness_ = IsFinal(version, now_) ? ListFirmness::kFinal : ListFirmness::kPublished;
        } else if (proposed == 0 && IsProposed(version)) {
          proposed = number;
        }
        return published == 0;
      }));
  published_.emplace(scan_, published);
  proposed_.emplace(scan_, proposed);
  return absl::OkStatus();
}

absl::StatusOr<api::ProposalState> ProposalStandings::StateOf(const api::Proposal& proposal) {
  if (!published_.has_value()) ASSAY_RETURN_IF_ERROR(LoadVersions());
  std::string id = ProposalIdOf(proposal.name()).proposal;
  ListStanding standing;
  ASSAY_ASSIGN_OR_RETURN(api::Outcome outcome, published_->OutcomeOf(id));
  standing.outcome = ToListOutcome(outcome);
  standing.firmness = published_firmness_;
  if (standing.outcome == ListOutcome::kNone) {
    ASSAY_ASSIGN_OR_RETURN(outcome, proposed_->OutcomeOf(id));
    standing.outcome = ToListOutcome(outcome);
    standing.firmness = ListFirmness::kProposed;
  }
  return DeriveState(proposal, *scan_, now_, standing);
}

}  // namespace assay::domain

#include "services/domain/review/voter.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/standing.h"

namespace assay::domain {

absl::StatusOr<Voter> FindVoter(const std::string& round_name, const Context& context, const View& view) {
  ASSAY_ASSIGN_OR_RETURN(const api::Round* round, FindExisting(RoundIdOf(round_name), context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckOpen(*round, context.now));
  const std::string& employer = context.principal->employer;
  ASSAY_RETURN_IF_ERROR(CheckEmployerActs(employer, context.state, view));
  auto number = static_cast<uint32_t>(round->number());
  const ledger::EmployerRoundRecord* seat = view.Find(EmployerRoundId{employer, number});
  if (seat == nullptr) {
    ASSAY_RETURN_IF_ERROR(view.status());
    return Denied("NOT_ON_PANEL", absl::StrCat("your employer holds no seat in ", round_name,
                                               "; ask the agency for one before a round opens"));
  }
  return Voter{round, number, static_cast<uint32_t>(seat->seat_ordinal()), employer};
}

const api::Proposal* FindOnRound(const std::string& proposal_name, const std::string& field, const Voter& voter,
                                 const View& view, Violations* violations) {
  const api::Proposal* proposal = view.Find(ProposalIdOf(proposal_name));
  if (proposal != nullptr && proposal->round() == voter.round->name()) return proposal;
  violations->Add(field,
                  absl::StrCat("is not before ", voter.round->name(), "; list the round's items to see what is"));
  return nullptr;
}

absl::Status CheckMayAnswer(const api::Proposal& proposal, const std::string& field, absl::string_view recused_reason,
                            const Voter& voter, const View& view) {
  int32_t item = proposal.round_position();
  if (proposal.state() == api::PROPOSAL_STATE_WITHDRAWN) {
    return Refused("PROPOSAL_WITHDRAWN",
                   absl::StrCat(field, ": ", proposal.name(), " was withdrawn; there is nothing left to decide"),
                   {{"proposal", proposal.name()}});
  }
  if (!IsAssigned(voter.number, voter.seat, item, view)) {
    return Denied("NOT_ASSIGNED",
                  absl::StrCat(field, ": ", proposal.name(),
                               " is assigned to other seats; ask the chair or the agency to assign it"));
  }
  BallotId ballot{voter.number, static_cast<uint32_t>(item), voter.seat};
  if (view.FindOrDefault(ballot).choice() == api::BALLOT_CHOICE_RECUSED) {
    return Refused(recused_reason,
                   absl::StrCat(field, ": your employer declared a conflict on ", proposal.name(),
                                " and is recused from it for good"),
                   {{"proposal", proposal.name()}});
  }
  return absl::OkStatus();
}

bool IsAssigned(uint32_t round_number, uint32_t seat, int32_t item, const View& view) {
  const ledger::AssignmentRecord* assignment = view.Find(AssignmentId{round_number, seat});
  if (assignment == nullptr) return true;
  return std::binary_search(assignment->item_ordinals().begin(), assignment->item_ordinals().end(), item);
}

}  // namespace assay::domain

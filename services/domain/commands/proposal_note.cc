#include "services/domain/commands/proposal_note.h"

#include <utility>

#include "services/domain/commands/checks.h"
#include "services/domain/commands/person_event.h"

namespace assay::domain {

absl::Status Decide(const api::AddProposalNoteRequest& request, const Context& context, const View& view,
                    Events* events) {
  ProposalId proposal_id = ProposalIdOf(request.parent());
  ASSAY_ASSIGN_OR_RETURN(const api::Proposal* proposal, FindExisting(view, proposal_id, request.parent()));
  ASSAY_RETURN_IF_ERROR(CheckOwner(context, *proposal));
  Violations violations;
  CheckEnumsDefined(request.note(), "note", &violations);
  if (!context.principal->IsStaff() && request.note().visibility() != api::NOTE_VISIBILITY_PROPOSER) {
    violations.Add("note.visibility", "must be PROPOSER: what a proposer writes is for the agency");
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  auto number = static_cast<uint32_t>(view.FindOrDefault(StateHeadId{}).event_count());
  api::ProposalNote note;
  note.set_name(NameOf(context.state, ProposalNoteId{proposal_id.cycle, proposal_id.proposal, number}));
  note.set_text(request.note().text());
  note.set_visibility(request.note().visibility());
  note.set_author(context.principal->Name());
  *note.mutable_create_time() = ToProto(context.now);
  AddProposalNoteEvent(std::move(note), events);
  return absl::OkStatus();
}

bool SeesAgencyNotes(const Principal& principal) {
  return principal.IsStaff() || principal.Has(api::ROLE_APPROVER) || principal.Has(api::ROLE_AUDITOR);
}

bool SeesProposersNotes(const Principal& principal, const api::Proposal& proposal) {
  bool own = !principal.Name().empty() && principal.Name() == proposal.proposer();
  return own || SeesAgencyNotes(principal);
}

bool MaySee(const api::ProposalNote& note, const api::Proposal& proposal, const Principal& principal) {
  switch (note.visibility()) {
    case api::NOTE_VISIBILITY_PUBLIC:
      return true;
    case api::NOTE_VISIBILITY_PROPOSER:
      return SeesProposersNotes(principal, proposal);
    case api::NOTE_VISIBILITY_STAFF:
    case api::NOTE_VISIBILITY_UNSPECIFIED:
    case api::NoteVisibility_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::NoteVisibility_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return SeesAgencyNotes(principal);
}

void HideComments(const Principal& principal, api::Proposal* proposal) {
  if (SeesProposersNotes(principal, *proposal)) return;
  proposal->clear_comment();
  proposal->clear_checklist_comments();
}

}  // namespace assay::domain

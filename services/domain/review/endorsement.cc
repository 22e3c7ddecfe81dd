#include "services/domain/review/endorsement.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/domain/apply_employer.h"
#include "services/domain/merkle.h"
#include "services/domain/resource.h"
#include "services/domain/review/endorsement_rules.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/standing.h"

namespace assay::domain {
namespace {

absl::Status CheckState(const api::Proposal& proposal) {
  switch (proposal.state()) {
    case api::PROPOSAL_STATE_SUBMITTED:
    case api::PROPOSAL_STATE_RETURNED:
    case api::PROPOSAL_STATE_SCREENED:
    case api::PROPOSAL_STATE_IN_REVIEW:
    case api::PROPOSAL_STATE_REVIEWED:
    case api::PROPOSAL_STATE_RECOMMENDED:
    case api::PROPOSAL_STATE_NOT_RECOMMENDED:
    case api::PROPOSAL_STATE_APPROVED:
    case api::PROPOSAL_STATE_DENIED:
    case api::PROPOSAL_STATE_APPEALED:
    case api::PROPOSAL_STATE_FINAL:
      return absl::OkStatus();
    case api::PROPOSAL_STATE_WITHDRAWN:
      return Refused("PROPOSAL_WITHDRAWN", absl::StrCat(proposal.name(), " was withdrawn; endorse another one"),
                     {{"proposal", proposal.name()}});
    case api::PROPOSAL_STATE_UNSPECIFIED:
    case api::PROPOSAL_STATE_DRAFT:
    case api::ProposalState_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::ProposalState_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return Refused("PROPOSAL_NOT_SUBMITTED", absl::StrCat(proposal.name(), " is a draft; wait until it is submitted"),
                 {{"proposal", proposal.name()}});
}

// The employer's endorsement of a proposal that still takes endorsements.
absl::StatusOr<EndorsementId> FindPlace(const std::string& proposal_name, const std::string& employer,
                                        const Context& context, const View& view) {
  ProposalId id = ProposalIdOf(proposal_name);
  ASSAY_ASSIGN_OR_RETURN(const api::Proposal* proposal, FindExisting(id, context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckEmployerActs(employer, context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckState(*proposal));
  if (EndorsementsClosed(*proposal, context.now, view)) {
    return Refused("REVIEW_CLOSED",
                   absl::StrCat("the review of ", proposal_name, " is over; what was said until then counts"),
                   {{"proposal", proposal_name}, {"round", proposal->round()}});
  }
  return EndorsementId{id.cycle, id.proposal, employer};
}

// How an endorsement stands after the event.
struct Standing {
  bool revoked = false;
  bool disputed = false;
};

void AddEvent(const EndorsementId& id, const api::Endorsement& endorsement, Standing standing, const Context& context,
              Events* events) {
  ledger::Event* event = events->Add();
  ledger::EndorsementGiven* given = event->mutable_decision()->mutable_endorsement();
  given->set_cycle_id(id.cycle);
  given->set_proposal_id(id.proposal);
  given->set_employer_id(id.employer);
  given->set_level(endorsement.level());
  given->set_valid_through_date(endorsement.valid_through_date());
  given->set_revoked(standing.revoked);
  given->set_disputed(standing.disputed);
  if (endorsement.has_hiring_preference()) given->set_hiring_preference(endorsement.hiring_preference());
  given->set_has_letter(!endorsement.letter_sha256().empty());
  given->set_channel(endorsement.channel());
  given->set_paper_submission_id(PaperSubmissionIdOf(endorsement.paper_submission()).paper_submission);
  api::Endorsement* personal = event->mutable_personal()->mutable_endorsement();
  *personal = endorsement;
  personal->set_name(NameOf(context.state, id));
  personal->clear_level();
  personal->clear_valid_through_date();
  personal->clear_revoked();
  personal->clear_disputed();
  personal->clear_hiring_preference();
  personal->clear_channel();
  personal->clear_endorse_time();
}

// Checks and gives an endorsement; `field` is where the request holds it.
absl::Status Give(const EndorsementId& id, const api::Endorsement& endorsement, absl::string_view field,
                  const Context& context, const View& view, Events* events) {
  const api::EndorsementRules& rules = view.FindOrDefault(CycleId{id.cycle}).cycle_rules().endorsements();
  const api::Proposal& proposal = view.FindOrDefault(ProposalId{id.cycle, id.proposal});
  Violations violations;
  CheckContent(rules, endorsement, proposal, context.now, field, view, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  ASSAY_RETURN_IF_ERROR(CheckMayEndorse(rules, id.employer, proposal, context.state, view));
  AddEvent(id, endorsement, {}, context, events);
  return absl::OkStatus();
}

api::Endorsement EndorsementOf(const std::string& proposal_name, const ledger::Event& event) {
  const ledger::EndorsementGiven& given = event.decision().endorsement();
  EndorsementId id{given.cycle_id(), given.proposal_id(), given.employer_id()};
  api::Endorsement endorsement = EndorsementOf(StateOf(proposal_name), id, EndorsementRecordOf(event));
  endorsement.mutable_ledger()->set_leaf_hash(MerkleLeafHash(event.SerializeAsString()));
  return endorsement;
}

}  // namespace

bool EndorsementsClosed(const api::Proposal& proposal, absl::Time now, const View& view) {
  return !proposal.round().empty() && IsClosedAt(view.FindOrDefault(RoundIdOf(proposal.round())), now);
}

absl::Status Decide(const api::EndorseProposalRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(EndorsementId id, FindPlace(request.proposal(), context.principal->employer, context, view));
  return Give(id, request.endorsement(), "endorsement", context, view, events);
}

absl::Status DecideRecordedEndorsement(const std::string& proposal_name, const api::Endorsement& said,
                                       const std::string& employer, const PaperRecord& paper, const Context& context,
                                       const View& view, Events* events) {
  ASSAY_ASSIGN_OR_RETURN(EndorsementId id, FindPlace(proposal_name, employer, context, view));
  api::Endorsement endorsement = said;
  endorsement.set_channel(paper.channel);
  endorsement.set_paper_submission(paper.submission);
  if (endorsement.letter_sha256().empty()) endorsement.set_letter_sha256(paper.document_sha256);
  return Give(id, endorsement, "endorsement.endorsement", context, view, events);
}

absl::Status DecideDisputedEndorsement(const std::string& proposal_name, const std::string& employer,
                                       const std::string& submission, const Context& context, const View& view,
                                       Events* events) {
  ProposalId id = ProposalIdOf(proposal_name);
  ASSAY_ASSIGN_OR_RETURN(const api::Proposal* proposal, FindExisting(id, context.state, view));
  EndorsementId place{id.cycle, id.proposal, employer};
  const ledger::EndorsementRecord* record = view.Find(place);
  ASSAY_RETURN_IF_ERROR(view.status());
  if (record == nullptr || record->endorsement().paper_submission() != submission) return absl::OkStatus();
  if (record->endorsement().revoked()) return absl::OkStatus();
  bool revoked = !EndorsementsClosed(*proposal, context.now, view);
  AddEvent(place, record->endorsement(), {revoked, /*disputed=*/true}, context, events);
  return absl::OkStatus();
}

absl::Status Decide(const api::RevokeEndorsementRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(EndorsementId id, FindPlace(request.proposal(), context.principal->employer, context, view));
  ASSAY_ASSIGN_OR_RETURN(const ledger::EndorsementRecord* record, FindExisting(id, context.state, view));
  if (record->endorsement().revoked()) {
    return Refused("ALREADY_REVOKED",
                   absl::StrCat(NameOf(context.state, id), " was revoked already; endorse again to say something new"),
                   {{"endorsement", NameOf(context.state, id)}});
  }
  AddEvent(id, record->endorsement(), {/*revoked=*/true, record->endorsement().disputed()}, context, events);
  return absl::OkStatus();
}

void Answer(const api::EndorseProposalRequest& request, const View&, const std::vector<ledger::Event>& events,
            api::EndorseProposalResponse* response) {
  *response->mutable_endorsement() = EndorsementOf(request.proposal(), events.front());
}

void Answer(const api::RevokeEndorsementRequest& request, const View&, const std::vector<ledger::Event>& events,
            api::RevokeEndorsementResponse* response) {
  *response->mutable_endorsement() = EndorsementOf(request.proposal(), events.front());
}

api::Endorsement EndorsementOf(const std::string& state, const EndorsementId& id,
                               const ledger::EndorsementRecord& record) {
  api::Endorsement endorsement = record.endorsement();
  endorsement.set_name(NameOf(state, id));
  endorsement.mutable_ledger()->set_leaf_index(record.sequence());
  return endorsement;
}

}  // namespace assay::domain

#include "services/domain/review/endorsement.h"

#include "absl/strings/str_cat.h"
#include "services/domain/merkle.h"
#include "services/domain/resource.h"
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
    case api::PROPOSAL_STATE_APPROVED:
    case api::PROPOSAL_STATE_DENIED:
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

// The caller's endorsement of a proposal that still takes endorsements.
absl::StatusOr<EndorsementId> FindPlace(const std::string& proposal_name, const Context& context, const View& view) {
  ProposalId id = ProposalIdOf(proposal_name);
  ASSAY_ASSIGN_OR_RETURN(const api::Proposal* proposal, FindExisting(id, context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckEmployerActs(context.principal->employer, context.state, view));
  ASSAY_RETURN_IF_ERROR(CheckState(*proposal));
  if (!proposal->round().empty() && IsClosedAt(view.FindOrDefault(RoundIdOf(proposal->round())), context.now)) {
    return Refused("REVIEW_CLOSED",
                   absl::StrCat("the review of ", proposal_name, " is over; what was said until then counts"),
                   {{"proposal", proposal_name}, {"round", proposal->round()}});
  }
  return EndorsementId{id.cycle, id.proposal, context.principal->employer};
}

void CheckContent(const api::Endorsement& endorsement, absl::Time now, Violations* violations) {
  if (endorsement.level() == api::ENDORSEMENT_LEVEL_UNSPECIFIED ||
      !api::EndorsementLevel_IsValid(endorsement.level())) {
    violations->Add("endorsement.level", "is not stated; say how you value holders of the credential");
  }
  std::string today = DateOf(now);
  if (!endorsement.valid_through_date().empty() && endorsement.valid_through_date() < today) {
    violations->Add("endorsement.valid_through_date", absl::StrCat("is past; name ", today, " or a later day"));
  }
}

void AddEvent(const EndorsementId& id, const api::Endorsement& endorsement, bool revoked, const Context& context,
              Events* events) {
  ledger::Event* event = events->Add();
  ledger::EndorsementGiven* given = event->mutable_decision()->mutable_endorsement();
  given->set_cycle_id(id.cycle);
  given->set_proposal_id(id.proposal);
  given->set_employer_id(id.employer);
  given->set_level(endorsement.level());
  given->set_valid_through_date(endorsement.valid_through_date());
  given->set_revoked(revoked);
  api::Endorsement* personal = event->mutable_personal()->mutable_endorsement();
  *personal = endorsement;
  personal->set_name(NameOf(context.state, id));
  personal->clear_level();
  personal->clear_valid_through_date();
  personal->clear_revoked();
  personal->clear_endorse_time();
}

api::Endorsement EndorsementOf(const std::string& proposal_name, const ledger::Event& event) {
  const ledger::EndorsementGiven& given = event.decision().endorsement();
  ledger::EndorsementRecord record;
  *record.mutable_endorsement() = event.personal().endorsement();
  record.mutable_endorsement()->set_level(given.level());
  record.mutable_endorsement()->set_valid_through_date(given.valid_through_date());
  record.mutable_endorsement()->set_revoked(given.revoked());
  *record.mutable_endorsement()->mutable_endorse_time() = ToProto(FromMicros(event.time_micros()));
  record.set_sequence(event.sequence());
  EndorsementId id{given.cycle_id(), given.proposal_id(), given.employer_id()};
  api::Endorsement endorsement = EndorsementOf(StateOf(proposal_name), id, record);
  endorsement.mutable_ledger()->set_leaf_hash(MerkleLeafHash(event.SerializeAsString()));
  return endorsement;
}

}  // namespace

absl::Status Decide(const api::EndorseProposalRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(EndorsementId id, FindPlace(request.proposal(), context, view));
  Violations violations;
  CheckContent(request.endorsement(), context.now, &violations);
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  AddEvent(id, request.endorsement(), /*revoked=*/false, context, events);
  return absl::OkStatus();
}

absl::Status Decide(const api::RevokeEndorsementRequest& request, const Context& context, const View& view,
                    Events* events) {
  ASSAY_ASSIGN_OR_RETURN(EndorsementId id, FindPlace(request.proposal(), context, view));
  ASSAY_ASSIGN_OR_RETURN(const ledger::EndorsementRecord* record, FindExisting(id, context.state, view));
  if (record->endorsement().revoked()) {
    return Refused("ALREADY_REVOKED",
                   absl::StrCat(NameOf(context.state, id), " was revoked already; endorse again to say something new"),
                   {{"endorsement", NameOf(context.state, id)}});
  }
  AddEvent(id, record->endorsement(), /*revoked=*/true, context, events);
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

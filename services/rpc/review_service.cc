#include "services/domain/review/ballot.h"
#include "services/domain/review/endorsement.h"
#include "services/domain/review/pending.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/tally.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

// The domain's own answer of a request, from its events.
template <class Request, class Response>
void AnswerByDomain(const CallContext& call, const Request& request, const std::vector<ledger::v1::Event>& events,
                    Response* response) {
  domain::Answer(request, *call.view, events, response);
}

absl::Status ListEndorsements(const CallContext& call, const v1::ListEndorsementsRequest& request,
                              v1::ListEndorsementsResponse* response) {
  domain::ProposalId proposal = domain::ProposalIdOf(request.parent());
  if (call.view->Find(proposal) == nullptr) return NotFound(request.parent());
  return ListRecords<domain::EndorsementId>(
      request, *call.view, domain::PrefixOf<domain::EndorsementId>(proposal.cycle, proposal.proposal), response,
      [&](absl::string_view path, const ledger::v1::EndorsementRecord& record) {
        domain::EndorsementId id{domain::TakeText(&path), domain::TakeText(&path), domain::TakeText(&path)};
        *response->add_endorsements() = domain::EndorsementOf(call.state, id, record);
        return true;
      });
}

absl::Status GetMyBallot(const CallContext& call, const v1::GetMyBallotRequest& request,
                         v1::GetMyBallotResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(*response, domain::ReadMyBallot(request, call.principal, *call.view));
  return absl::OkStatus();
}

absl::Status ListMyReviews(const CallContext& call, const v1::ListMyReviewsRequest& request,
                           v1::ListMyReviewsResponse* response) {
  ASSAY_ASSIGN_OR_RETURN(Page page, Page::Of(request));
  ASSAY_ASSIGN_OR_RETURN(
      domain::PendingReviews pending,
      domain::ListPendingReviews(call.principal.employer, call.now, page.size(), page.after(), *call.view));
  for (v1::PendingReview& review : pending.reviews) *response->add_reviews() = std::move(review);
  if (!pending.cursor.empty()) response->set_next_page_token(page.TokenAfter(pending.cursor));
  return absl::OkStatus();
}

absl::Status ListBallots(const CallContext& call, const v1::ListBallotsRequest& request,
                         v1::ListBallotsResponse* response) {
  v1::Round round;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::RoundIdOf(request.parent()), request.parent(), &round));
  if (!domain::BallotsVisible(round, call.principal, call.now)) {
    return Denied("BALLOTS_HIDDEN", "ballots are hidden until the round has closed; ask again then");
  }
  auto number = static_cast<uint32_t>(round.number());
  domain::RecordKey prefix = domain::PrefixOf<domain::BallotId>(number);
  if (!request.proposal().empty()) {
    v1::Proposal proposal;
    ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::ProposalIdOf(request.proposal()), request.proposal(), &proposal));
    if (proposal.round() != round.name()) return NotFound(request.proposal() + " in " + round.name());
    prefix = domain::PrefixOf<domain::BallotId>(number, static_cast<uint32_t>(proposal.round_position()));
  }
  return ListRecords<domain::BallotId>(
      request, *call.view, prefix, response, [&](absl::string_view path, const ledger::v1::BallotRecord& record) {
        domain::BallotId id{domain::TakeNumber(&path), domain::TakeNumber(&path), domain::TakeNumber(&path)};
        *response->add_ballots() = domain::BallotOf(round.name(), id, record, *call.view);
        return true;
      });
}

absl::Status GetTally(const CallContext& call, const v1::GetTallyRequest& request, v1::GetTallyResponse* response) {
  v1::Round round;
  v1::Proposal proposal;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::RoundIdOf(request.round()), request.round(), &round));
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::ProposalIdOf(request.proposal()), request.proposal(), &proposal));
  if (proposal.round() != round.name()) return NotFound(request.proposal() + " in " + round.name());
  if (!domain::TallyVisible(round, call.principal, call.now, *call.view)) {
    response->set_tally_hidden(true);
    return absl::OkStatus();
  }
  *response->mutable_tally() = domain::TallyOf(round, static_cast<uint32_t>(proposal.round_position()), *call.view);
  return absl::OkStatus();
}

}  // namespace

void AddReviewService(Api* api) {
  api->MutationWithAnswer<v1::EndorseProposalRequest, v1::EndorseProposalResponse>(AnswerByDomain);
  api->MutationWithAnswer<v1::RevokeEndorsementRequest, v1::RevokeEndorsementResponse>(AnswerByDomain);
  api->Query(ListEndorsements);
  api->MutationWithAnswer<v1::CastBallotRequest, v1::CastBallotResponse>(AnswerByDomain);
  api->MutationWithAnswer<v1::BatchCastBallotsRequest, v1::BatchCastBallotsResponse>(AnswerByDomain);
  api->MutationWithAnswer<v1::DeclareConflictRequest, v1::DeclareConflictResponse>(AnswerByDomain);
  api->Query(GetMyBallot);
  api->Query(ListMyReviews);
  api->Query(ListBallots);
  api->Query(GetTally);
}

}  // namespace assay::rpc

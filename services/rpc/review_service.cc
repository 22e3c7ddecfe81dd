#include "services/domain/review/ballot.h"
#include "services/domain/review/pending.h"
#include "services/domain/review/round_item.h"
#include "services/domain/review/round_window.h"
#include "services/domain/review/tally.h"
#include "services/rpc/reading.h"
#include "services/rpc/services.h"

namespace assay::rpc {
namespace {

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
    return Denied("BALLOTS_HIDDEN",
                  "the ballots of this round are shown to nobody while it is open, and afterwards to those whom its "
                  "ballot_visibility names");
  }
  auto number = static_cast<uint32_t>(round.number());
  domain::RecordKey prefix = domain::PrefixOf<domain::BallotId>(number);
  if (!request.proposal().empty()) {
    v1::Proposal proposal;
    ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::ProposalIdOf(request.proposal()), request.proposal(), &proposal));
    absl::optional<uint32_t> item = domain::PlaceIn(round, proposal);
    if (!item.has_value()) return NotFound(request.proposal() + " in " + round.name());
    prefix = domain::PrefixOf<domain::BallotId>(number, *item);
  }
  return ListRecords<domain::BallotId>(
      request, *call.view, prefix, response, [&](absl::string_view path, const ledger::v1::BallotRecord& record) {
        domain::BallotId id{domain::TakeNumber(&path), domain::TakeNumber(&path), domain::TakeNumber(&path)};
        v1::Ballot* ballot = response->add_ballots();
        *ballot = domain::BallotOf(round.name(), id, record, *call.view);
        if (!domain::VotersVisible(call.principal)) ballot->clear_user();
        return true;
      });
}

absl::Status GetTally(const CallContext& call, const v1::GetTallyRequest& request, v1::GetTallyResponse* response) {
  v1::Round round;
  v1::Proposal proposal;
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::RoundIdOf(request.round()), request.round(), &round));
  ASSAY_RETURN_IF_ERROR(ReadRecord(call, domain::ProposalIdOf(request.proposal()), request.proposal(), &proposal));
  absl::optional<uint32_t> item = domain::PlaceIn(round, proposal);
  if (!item.has_value()) return NotFound(request.proposal() + " in " + round.name());
  if (!domain::TallyVisible(round, call.principal, call.now, *call.view)) {
    response->set_tally_hidden(true);
    return absl::OkStatus();
  }
  *response->mutable_tally() = domain::TallyOf(round, *item, *call.view);
  return absl::OkStatus();
}

}  // namespace

void AddReviewService(Api* api) {
  api->MutationWithAnswer<v1::CastBallotRequest, v1::CastBallotResponse>(AnswerByDomain);
  api->MutationWithAnswer<v1::BatchCastBallotsRequest, v1::BatchCastBallotsResponse>(AnswerByDomain);
  api->MutationWithAnswer<v1::DeclareConflictRequest, v1::DeclareConflictResponse>(AnswerByDomain);
  api->Query(GetMyBallot);
  api->Query(ListMyReviews);
  api->Query(ListBallots);
  api->Query(GetTally);
}

}  // namespace assay::rpc

// Decisions on ballots. One employer has one vote on a proposal, whoever casts it: a later one replaces it.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_BALLOT_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_BALLOT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/domain/context.h"
#include "services/domain/review/voter.h"
#include "services/domain/view.h"

namespace assay::domain {

// All three decisions refuse, in this order:
//   NOT_FOUND            no such round
//   FAILED_PRECONDITION  ROUND_NOT_OPEN, ROUND_CLOSED; EMPLOYER_NOT_VERIFIED, EMPLOYER_SUSPENDED
//   PERMISSION_DENIED    NO_EMPLOYER: the caller speaks for none; NOT_ON_PANEL: its employer has no seat in this round
//   FAILED_PRECONDITION  DECLARATION_REQUIRED: the cycle wants a signed declaration of interests in force
//   INVALID_ARGUMENT     everything wrong with every paper at once: the proposal is not before this round or is on two
//                        papers, the choice is none of approve, reject and abstain, a rating is not of the pinned
//                        policy's rubric, is given twice or is out of range, a required rating or reason is missing
//   FAILED_PRECONDITION  PROPOSAL_WITHDRAWN
//   PERMISSION_DENIED    NOT_ASSIGNED: the seat is to review others only
//   FAILED_PRECONDITION  RECUSED, also by a declaration of interests; for DeclareConflict ALREADY_RECUSED
//   FAILED_PRECONDITION  SEAT_ANSWERED: whoever held the seat before voted, and its ballot stays
//   FAILED_PRECONDITION  CONFLICT_NOT_ANSWERED, not for DeclareConflict: the cycle asks for conflicts first
absl::Status Decide(const api::CastBallotRequest& request, const Context& context, const View& view, Events* events);
// All papers or none. The first paper that is refused is named.
absl::Status Decide(const api::BatchCastBallotsRequest& request, const Context& context, const View& view,
                    Events* events);
// Recuses the employer from one proposal for good; a ballot it cast there stops counting.
absl::Status Decide(const api::DeclareConflictRequest& request, const Context& context, const View& view,
                    Events* events);

// Recuses the voter from an item before its round; what it may be refused for was checked.
void AddRecusal(const Voter& voter, uint32_t item, const std::string& reason, const Context& context, const View& view,
                Events* events);

// A ballot that the agency records on an employer's behalf, from a paper submission. Refused as CastBallot is, but not
// asked for an answer about conflicts, which the paper holds. FAILED_PRECONDITION, BALLOT_EXISTS: the employer has
// voted itself; the agency does not overwrite that.
absl::Status DecideRecordedBallot(const std::string& round_name, const api::BallotPaper& paper,
                                  const std::string& employer_id, const std::string& paper_submission_name,
                                  const Context& context, const View& view, Events* events);

// Takes the ballot out that was recorded from this paper submission, because the employer disputes it; it may then
// vote. Adds no event when the round is not open, or the employer's counting ballot is another one. NOT_FOUND: no such
// round.
absl::Status DecideVoidRecordedBallot(const std::string& round_name, const std::string& proposal_name,
                                      const std::string& employer_id, const std::string& paper_submission_name,
                                      const Context& context, const View& view, Events* events);

// The answers, from the committed events of the request.
void Answer(const api::CastBallotRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::CastBallotResponse* response);
void Answer(const api::BatchCastBallotsRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::BatchCastBallotsResponse* response);
void Answer(const api::DeclareConflictRequest& request, const View& view, const std::vector<ledger::Event>& events,
            api::DeclareConflictResponse* response);

// A ballot as the event cast it, with its ledger leaf. `event` holds a BallotCast of the round with this name.
api::Ballot BallotOf(const std::string& round_name, const ledger::Event& event, const View& view);

// The ballot that counts, from its record: without ledger.leaf_hash, which only the event gives.
api::Ballot BallotOf(const std::string& round_name, const BallotId& id, const ledger::BallotRecord& record,
                     const View& view);

// The ballot of the caller's employer on a proposal, and up to 40 revisions before it, all with their ledger leaves.
// NOT_FOUND: no such round, or no ballot: no seat, another round, not cast yet.
absl::StatusOr<api::GetMyBallotResponse> ReadMyBallot(const api::GetMyBallotRequest& request,
                                                      const Principal& principal, const ScanView& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_BALLOT_H_

// Decisions on what staff record on an employer's behalf: ballots and letters that came on paper, by telephone, by
// e-mail or in a meeting. One person records, another checks; only then it counts.
#ifndef ASSAY_SERVICES_DOMAIN_PAPER_PAPER_H_
#define ASSAY_SERVICES_DOMAIN_PAPER_PAPER_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Both record and check what would be refused later, so that nobody waits for it in vain.
//   NOT_FOUND            no such cycle or employer
//   ALREADY_EXISTS       the id is taken
//   INVALID_ARGUMENT     the channel is none; received after today (UTC); a meeting is named that does not exist, or
//   the
//                        channel is a meeting and none is named; the round or proposal is of another cycle
//   and what DecideRecordedBallot (review/ballot.h) or DecideRecordedEndorsement (review/endorsement.h) refuses
absl::Status Decide(const api::RecordPaperBallotRequest& request, const Context& context, const View& view,
                    Events* events);
absl::Status Decide(const api::RecordPaperEndorsementRequest& request, const Context& context, const View& view,
                    Events* events);

// NOT_FOUND; ABORTED: stale etag; FAILED_PRECONDITION WRONG_STATE by kPaperMachine (workflow.h); PERMISSION_DENIED
// SECOND_PERSON_REQUIRED: who recorded it does not check it. And what the ballot or endorsement is refused for now.
absl::Status Decide(const api::CheckPaperSubmissionRequest& request, const Context& context, const View& view,
                    Events* events);
// The same without the last. Who recorded it may reject it.
absl::Status Decide(const api::RejectPaperSubmissionRequest& request, const Context& context, const View& view,
                    Events* events);

// NOT_FOUND: no such submission of the caller's employer. PERMISSION_DENIED NO_EMPLOYER. ABORTED: stale etag.
// FAILED_PRECONDITION WRONG_STATE.
absl::Status Decide(const api::ConfirmPaperSubmissionRequest& request, const Context& context, const View& view,
                    Events* events);
// While the round or the review of the proposal is open what was recorded stops counting; afterwards it is marked.
absl::Status Decide(const api::DisputePaperSubmissionRequest& request, const Context& context, const View& view,
                    Events* events);

// What `principal` sees of a submission: once it was checked or rejected the vote in it is left out, but for its
// employer, until the ballots of its round are open to the caller; before, staff see it, who have to check it.
api::PaperSubmission ShownTo(const api::PaperSubmission& submission, const Principal& principal, absl::Time now,
                             const View& view);

// Whether `principal` may know of it at all: an employer's representative of its own only.
bool PaperVisible(const api::PaperSubmission& submission, const Principal& principal);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_PAPER_PAPER_H_

// Decision notices: what a proposer is told, and from when. A notice is no record of its own: it follows from the
// versions for which notices were issued. A proposal's notice is that of the first version that came to its present
// outcome, so that an amendment tells those anew, and only those, whose decision it changed.
#ifndef ASSAY_SERVICES_DOMAIN_LIST_NOTICE_H_
#define ASSAY_SERVICES_DOMAIN_LIST_NOTICE_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "services/domain/appeal/appeal.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Issues the notices of the version in force. NOT_FOUND; ABORTED STALE_ETAG; WRONG_STATE: not in force;
// FAILED_PRECONDITION NOTICES_ISSUED; NOTHING_DECIDED: the version decided on no proposal.
absl::Status Decide(const api::IssueDecisionNoticesRequest& request, const Context& context, const View& view,
                    Events* events);

// The notice about a proposal. NOT_FOUND: none was issued; DATA_LOSS. O(versions of the cycle).
absl::StatusOr<api::DecisionNotice> FindNotice(const std::string& proposal, const ScanView& scan);

// The same as far as an appeal asks; version 0 when there is no notice.
absl::StatusOr<AppealableDecision> FindAppealable(const std::string& proposal, const ScanView& scan);

// Visits the notices that a version brought in order of proposal id, after `after_proposal`, until it returns false.
// NOT_FOUND; DATA_LOSS.
absl::Status VisitNotices(uint32_t version, const std::string& after_proposal, const ScanView& scan,
                          absl::FunctionRef<bool(api::DecisionNotice)> visit);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_LIST_NOTICE_H_

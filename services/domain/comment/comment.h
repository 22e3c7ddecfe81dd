// Public comment on a preliminary list. Each decision adds one event, whose texts and names are in its personal part;
// AnswerFromEvents gives every answer.
#ifndef ASSAY_SERVICES_DOMAIN_COMMENT_COMMENT_H_
#define ASSAY_SERVICES_DOMAIN_COMMENT_COMMENT_H_

#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Comments that a cycle takes at most.
inline constexpr int32_t kCommentsMax = 1'000'000;
// Comments within an hour, when the cycle's rules say nothing.
inline constexpr int32_t kCommentsPerHour = 600;

// NOT_FOUND: no such cycle, or credential. FAILED_PRECONDITION COMMENTS_NOT_OPEN, COMMENTS_CLOSED.
// RESOURCE_EXHAUSTED COMMENT_RATE: too many came within the hour; COMMENTS_FULL.
absl::Status Decide(const api::CreateCommentRequest& request, const Context& context, const View& view, Events* events);

// NOT_FOUND; ABORTED STALE_ETAG; WRONG_STATE.
absl::Status Decide(const api::ShowCommentRequest& request, const Context& context, const View& view, Events* events);
absl::Status Decide(const api::RejectCommentRequest& request, const Context& context, const View& view, Events* events);
absl::Status Decide(const api::AnswerCommentRequest& request, const Context& context, const View& view, Events* events);

// What the public sees of a comment that is shown.
api::Comment PublicComment(const api::Comment& comment);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMENT_COMMENT_H_

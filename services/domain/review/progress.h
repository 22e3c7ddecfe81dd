// How far a round is.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_PROGRESS_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_PROGRESS_H_

#include "absl/status/statusor.h"
#include "services/domain/view.h"

namespace assay::domain {

// Each pinned seat's reviews to do and done, in roster order, and their sums; nothing for a round in draft. To do is
// what the seat is assigned, or every item; a withdrawn proposal only if the seat answered it before. To do less done
// is what ListPendingReviews lists of an open round. O(items + assigned items of all seats). The view's read error.
absl::StatusOr<api::GetRoundProgressResponse> ReadRoundProgress(const api::Round& round, const View& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_PROGRESS_H_

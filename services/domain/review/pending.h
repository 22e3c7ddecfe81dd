// What is left for an employer to review.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_PENDING_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_PENDING_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/domain/view.h"

namespace assay::domain {

// One call looks at this many items and rounds at most.
inline constexpr int kPendingItemsMax = 2000;
inline constexpr size_t kPendingRoundsMax = 200;

struct PendingReviews {
  std::vector<api::PendingReview> reviews;
  std::string cursor;  // where to go on; empty: nothing follows
};

// The items of all rounds open at `now` in which the employer holds a seat, by round number and place in the round,
// without those answered, withdrawn, assigned to others only, or recused by the employer's declared interests. Of an
// item whose conflict is yet to be answered only names, title and issuer are there. `cursor` is empty at first, then
// that of the call before. At most `limit` (≥ 1), and fewer, or none, when the bounds above stop the walk: go on until
// the cursor is empty. INVALID_ARGUMENT: the cursor is none of ours. The view's read error.
absl::StatusOr<PendingReviews> ListPendingReviews(const std::string& employer_id, absl::Time now, int32_t limit,
                                                  absl::string_view cursor, const ScanView& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_PENDING_H_

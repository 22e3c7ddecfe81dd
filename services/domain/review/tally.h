// Tallies, and who may see them and the ballots behind them.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_TALLY_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_TALLY_H_

#include <cstdint>

#include "absl/time/time.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// The votes on the item at place `item` of an opened round. Reads one record.
api::Tally TallyOf(const api::Round& round, uint32_t item, const View& view);

// Whether `principal` may see the round's tallies now:
//   visibility             while open                                   after the close
//   HIDDEN_UNTIL_CLOSE     nobody                                       staff, approvers, chairs, auditors
//   AGENCY                 staff, approvers, auditors                   the same
//   OPEN                   these, and whoever speaks for a pinned seat  the same, and whoever speaks for a pinned seat
// A panel is shown its own result only where the policy says OPEN: elsewhere the agency publishes it. A deadline that
// has passed is a close; a round in draft has no tally to show. Reads at most one record.
bool TallyVisible(const api::Round& round, const Principal& principal, absl::Time now, const View& view);

// Whether `principal` may see who voted how: staff, approvers, chairs and auditors, and only after the close.
bool BallotsVisible(const api::Round& round, const Principal& principal, absl::Time now);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_TALLY_H_

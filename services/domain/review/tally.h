// Tallies, and who may see them and the ballots behind them.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_TALLY_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_TALLY_H_

#include <cstdint>

#include "absl/time/time.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// The votes on the item at place `item` of an opened round (services/domain/review/item_votes.h).
api::Tally TallyOf(const api::Round& round, uint32_t item, const View& view);

// Whether `principal` may see the round's tallies now:
//   visibility             while open                                   after the close
//   HIDDEN_UNTIL_CLOSE     nobody                                       staff, approvers, chairs, auditors
//   AGENCY                 staff, approvers, auditors                   the same
//   OPEN                   these, and whoever speaks for a pinned seat  the same, and whoever speaks for a pinned seat
// A panel is shown its own result only where the policy says OPEN: elsewhere the agency publishes it. After the close
// of a round whose ballots are public record everybody may. A deadline that has passed is a close; a round in draft has
// no tally to show. Reads at most one record.
bool TallyVisible(const api::Round& round, const Principal& principal, absl::Time now, const View& view);

// Whether `principal` may read the round itself: the agency, approvers, chairs, auditors and employers always, anybody
// else once it closed as public record.
bool RoundVisible(const api::Round& round, const Principal& principal, absl::Time now);

// Whether `principal` may see who voted how, and only after the close: everybody where it is public record; staff,
// approvers, chairs and auditors where it is the agency's; auditors where it is sealed.
bool BallotsVisible(const api::Round& round, const Principal& principal, absl::Time now);

// Whether `principal` is shown the person behind a ballot that it may see: the agency's people, chairs and auditors.
bool VotersVisible(const Principal& principal);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_TALLY_H_

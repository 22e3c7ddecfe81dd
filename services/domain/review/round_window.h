// When a round takes ballots. A round whose deadline has passed is closed, whether or not anybody closed it.
#ifndef ASSAY_SERVICES_DOMAIN_REVIEW_ROUND_WINDOW_H_
#define ASSAY_SERVICES_DOMAIN_REVIEW_ROUND_WINDOW_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/base/error.h"
#include "services/domain/record_id.h"
#include "services/domain/workflow.h"

namespace assay::domain {

// Keeps deadlines, and so the due index, within range.
inline constexpr int kDeadlineDaysMax = 3660;

// Where it stands at `now`.
api::RoundState RoundStateAt(const api::Round& round, absl::Time now);

// From the opening until just before the deadline.
bool IsOpenAt(const api::Round& round, absl::Time now);

// Was open, and is no more. A round in draft is neither open nor closed.
bool IsClosedAt(const api::Round& round, absl::Time now);

// The state after `command` by kRoundMachine. FAILED_PRECONDITION, all naming the states in which the command is
// possible: ROUND_NOT_OPEN: in draft. ROUND_CLOSED: says since when. ROUND_NOT_DRAFT, ROUND_NOT_CLOSED: the command
// needs just that.
absl::StatusOr<api::RoundState> NextRoundState(const api::Round& round, RoundCommand command, absl::Time now);

// The same, where the state does not change.
absl::Status CheckRound(const api::Round& round, RoundCommand command, absl::Time now);

// Violations of `field`: not after `now`, or more than kDeadlineDaysMax after it.
void CheckDeadline(const google::protobuf::Timestamp& deadline, absl::Time now, absl::string_view field,
                   Violations* violations);

// The same instant in whole microseconds, as time is recorded.
google::protobuf::Timestamp WholeMicros(const google::protobuf::Timestamp& instant);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REVIEW_ROUND_WINDOW_H_

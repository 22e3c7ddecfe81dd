// Stages of a cycle: the instants of their local times, where they stand, and what they refuse. A stage counts as open
// or closed from its instants on, whether or not the job has moved it.
#ifndef ASSAY_SERVICES_DOMAIN_STAGE_H_
#define ASSAY_SERVICES_DOMAIN_STAGE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// The zone in which the state's clocks run; UTC when it names none.
absl::TimeZone StateTimeZone(const View& view);

// Of YYYY-MM-DDTHH:MM; absent when the text is no such time.
absl::optional<absl::CivilMinute> ParseLocalTime(absl::string_view text);

// Which of the two instants of a local time that comes twice is meant.
enum class LocalEdge { kOpening, kClosing };

struct LocalInstant {
  absl::Time instant;
  api::CivilAdjustment adjustment = api::CIVIL_ADJUSTMENT_UNSPECIFIED;
};

// The instant of a local time. One that is skipped in spring is the instant at which the clocks go forward; of one that
// comes twice in autumn an opening takes the first and a closing the second: both are kind to who must hurry.
LocalInstant ResolveLocalTime(absl::CivilMinute time, LocalEdge edge, const absl::TimeZone& zone);

// An instant as people of the state read it: 2027-02-28 17:00 EST (America/New_York).
std::string LocalText(absl::Time instant, const View& view);

// Where a stage stands at `now` by its instants.
api::StageState StageStateAt(const api::Stage& stage, absl::Time now);

// The earliest instant at which the stored state of a stage is to change; absent when none will.
absl::optional<absl::Time> NextStageMove(const api::Cycle& cycle);

// Whether the cycle has a stage of this kind.
bool HasStage(const api::Cycle& cycle, api::StageKind kind);

// OK when `cycle` has no stage of `kind`, when one is open at context.now, or when `proposal` has an extension in one
// that is not over; give no proposal where none is concerned. FAILED_PRECONDITION: STAGE_NOT_OPEN: names the one that
// opens next, and when; STAGE_CLOSED: names the one that closed last, when by the state's clock, and its grace. `what`
// is what is refused, such as "handing in a proposal". O(stages).
absl::Status CheckStage(const api::Cycle& cycle, api::StageKind kind, absl::optional<ProposalId> proposal,
                        absl::string_view what, const Context& context, const View& view);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_STAGE_H_

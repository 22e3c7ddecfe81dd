// Calendars: patterns from which a cycle's stages are laid out, and the shift by which a cycle is cloned. All of it is
// local time; daylight saving comes in only when stages are resolved (services/domain/commands/cycle_stages.h).
#ifndef ASSAY_SERVICES_DOMAIN_COMMANDS_CALENDAR_H_
#define ASSAY_SERVICES_DOMAIN_COMMANDS_CALENDAR_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/base/error.h"
#include "services/domain/record_id.h"

namespace assay::domain {

using Stages = google::protobuf::RepeatedPtrField<api::Stage>;

// `time` after whole months: the same hour of the same day, or of the month's last day when it is shorter.
absl::CivilMinute AddMonths(absl::CivilMinute time, int months);

// The stages of a calendar, in its order, unresolved. Violations below `field`: a multi-year calendar without 2 to 10
// years, another one with more than 1 (a rolling one may have more); no day, no time of day; a stage that opens after
// the calendar's end, repeats outside a rolling calendar, or repeats without an opening and a closing; too many stages.
Stages StagesOf(const api::Calendar& calendar, absl::string_view field, Violations* violations);

// The same stages `months` later, or earlier, in local time; states and instants are left out.
Stages ShiftStages(const Stages& stages, int months);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_COMMANDS_CALENDAR_H_

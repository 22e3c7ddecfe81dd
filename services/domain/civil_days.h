// Deadlines in whole days of the state's time zone.
#ifndef ASSAY_SERVICES_DOMAIN_CIVIL_DAYS_H_
#define ASSAY_SERVICES_DOMAIN_CIVIL_DAYS_H_

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "services/domain/view.h"

namespace assay::domain {

// The beginning of the day after the `days`-th civil day from that of `instant`, in the state's time zone: a deadline
// that leaves so many whole days, however long they are.
absl::Time AfterCivilDays(absl::Time instant, int32_t days, const View& view);

// The last whole day before a deadline made by AfterCivilDays, in the state's time zone.
std::string LastDayBefore(absl::Time deadline, const View& view);

// The civil day of an instant in the state's time zone.
std::string CivilDayOf(absl::Time instant, const View& view);

// The day, YYYY-MM-DD, `days` after (negative: before) a day.
std::string AddDays(const std::string& date, int64_t days);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_CIVIL_DAYS_H_

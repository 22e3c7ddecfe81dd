#include "services/domain/civil_days.h"

#include "absl/time/civil_time.h"
#include "services/domain/stage.h"

namespace assay::domain {

absl::Time AfterCivilDays(absl::Time instant, int32_t days, const View& view) {
  absl::TimeZone zone = StateTimeZone(view);
  return absl::FromCivil(absl::ToCivilDay(instant, zone) + days + 1, zone);
}

std::string LastDayBefore(absl::Time deadline, const View& view) {
  return absl::FormatCivilTime(absl::ToCivilDay(deadline, StateTimeZone(view)) - 1);
}

std::string CivilDayOf(absl::Time instant, const View& view) {
  return absl::FormatCivilTime(absl::ToCivilDay(instant, StateTimeZone(view)));
}

std::string AddDays(const std::string& date, int64_t days) {
  absl::CivilDay day;
  return absl::ParseCivilTime(date, &day) ? absl::FormatCivilTime(day + days) : "";
}

}  // namespace assay::domain

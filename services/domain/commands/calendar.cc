#include "services/domain/commands/calendar.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "services/domain/commands/cycle_stages.h"
#include "services/domain/stage.h"

namespace assay::domain {
namespace {

constexpr int kMonthsInYear = 12;
constexpr int kQuarters = 4;

// How often a stage comes, and how far apart.
struct Repetition {
  int count = 1;
  int months = 0;
  absl::string_view suffix;  // before the number
  bool first_is_numbered = false;
};

int YearsOf(const api::Calendar& calendar) { return std::max(1, calendar.years()); }

Repetition RepetitionOf(const api::Calendar& calendar, const api::CalendarStage& stage) {
  switch (calendar.kind()) {
    case api::CALENDAR_KIND_QUARTERLY:
      return {kQuarters, kMonthsInYear / kQuarters, "-q", true};
    case api::CALENDAR_KIND_ROLLING: {
      if (stage.repeat_months() == 0) return {};
      int months = YearsOf(calendar) * kMonthsInYear;
      return {(months + stage.repeat_months() - 1) / stage.repeat_months(), stage.repeat_months(), "-", false};
    }
    case api::CALENDAR_KIND_UNSPECIFIED:
    case api::CALENDAR_KIND_ANNUAL:
    case api::CALENDAR_KIND_MULTI_YEAR:
    case api::CalendarKind_INT_MIN_SENTINEL_DO_NOT_USE_:
    case api::CalendarKind_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return {};
}

// The local time that `time` means, `months` later; a violation when its time of day is none.
std::string LocalTimeOf(absl::CivilDay start, const api::CalendarTime& time, int months, const std::string& field,
                        Violations* violations) {
  std::string of_day = time.time_of_day().empty() ? "00:00" : time.time_of_day();
  absl::CivilDay day = absl::CivilDay(AddMonths(absl::CivilMinute(start), time.months() + months)) + time.days();
  std::string text = absl::StrCat(absl::FormatCivilTime(day), "T", of_day);
  if (!ParseLocalTime(text).has_value()) {
    violations->Add(absl::StrCat(field, ".time_of_day"),
                    absl::StrCat("gives ", text, ", which is no local time from 1990 to 2100; write it as 17:00"));
  }
  return text;
}

void CheckYears(const api::Calendar& calendar, absl::string_view field, Violations* violations) {
  if (calendar.kind() == api::CALENDAR_KIND_MULTI_YEAR) {
    if (calendar.years() < 2) {
      violations->Add(absl::StrCat(field, ".years"), "must be 2 to 10 for a multi-year calendar");
    }
  } else if (calendar.kind() != api::CALENDAR_KIND_ROLLING && calendar.years() > 1) {
    violations->Add(absl::StrCat(field, ".years"), "must be 0 or 1, or the calendar a multi-year or a rolling one");
  }
}

void CheckPattern(const api::Calendar& calendar, const api::CalendarStage& stage, const std::string& field,
                  Violations* violations) {
  bool repeats = stage.repeat_months() > 0;
  if (repeats && calendar.kind() != api::CALENDAR_KIND_ROLLING) {
    violations->Add(absl::StrCat(field, ".repeat_months"), "is for rolling calendars; leave it out");
  }
  if ((repeats || calendar.kind() == api::CALENDAR_KIND_QUARTERLY) && !(stage.has_open() && stage.has_close())) {
    violations->Add(field, "comes again and again, so it needs an opening and a closing");
  }
  int months =
      calendar.kind() == api::CALENDAR_KIND_QUARTERLY ? kMonthsInYear / kQuarters : YearsOf(calendar) * kMonthsInYear;
  bool beyond = calendar.kind() != api::CALENDAR_KIND_ROLLING && stage.open().months() >= months;
  if (beyond) {
    violations->Add(absl::StrCat(field, ".open.months"),
                    absl::StrCat("is beyond the calendar, in which a stage has ", months, " months"));
  }
}

void AddOccurrences(const api::CalendarStage& pattern, const Repetition& repetition, absl::CivilDay start,
                    const std::string& field, Stages* stages, Violations* violations) {
  for (int i = 0; i < repetition.count; ++i) {
    api::Stage* stage = stages->Add();
    bool numbered = repetition.first_is_numbered || i > 0;
    std::string number = numbered ? absl::StrCat(repetition.suffix, i + 1) : std::string();
    stage->set_id(absl::StrCat(pattern.id(), number));
    stage->set_display_name(pattern.display_name());
    stage->set_kind(pattern.kind());
    stage->set_grace_minutes(pattern.grace_minutes());
    int months = i * repetition.months;
    if (pattern.has_open()) {
      stage->set_open_local_time(LocalTimeOf(start, pattern.open(), months, absl::StrCat(field, ".open"), violations));
    }
    if (pattern.has_close()) {
      stage->set_close_local_time(
          LocalTimeOf(start, pattern.close(), months, absl::StrCat(field, ".close"), violations));
    }
  }
}

std::string Shifted(const std::string& text, int months) {
  absl::optional<absl::CivilMinute> time = ParseLocalTime(text);
  return time.has_value() ? absl::FormatCivilTime(AddMonths(*time, months)) : text;
}

}  // namespace

absl::CivilMinute AddMonths(absl::CivilMinute time, int months) {
  absl::CivilMonth month = absl::CivilMonth(time) + months;
  absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return absl::CivilMinute(month.year(), month.month(), std::min(time.day(), last.day()), time.hour(), time.minute());
}

Stages StagesOf(const api::Calendar& calendar, absl::string_view field, Violations* violations) {
  Stages stages;
  absl::CivilDay start;
  if (!absl::ParseCivilTime(calendar.start_date(), &start)) {
    violations->Add(absl::StrCat(field, ".start_date"), "must be a day as YYYY-MM-DD");
    return stages;
  }
  CheckYears(calendar, field, violations);
  for (int i = 0; i < calendar.stages_size(); ++i) {
    const api::CalendarStage& pattern = calendar.stages(i);
    std::string path = absl::StrCat(field, ".stages[", i, "]");
    CheckPattern(calendar, pattern, path, violations);
    AddOccurrences(pattern, RepetitionOf(calendar, pattern), start, path, &stages, violations);
  }
  if (stages.size() > kStagesMax) {
    violations->Add(absl::StrCat(field, ".stages"),
                    absl::StrCat("give ", stages.size(), " stages; at most ", kStagesMax, ": repeat them less often"));
  }
  return stages;
}

Stages ShiftStages(const Stages& stages, int months) {
  Stages shifted;
  for (const api::Stage& stage : stages) {
    api::Stage* copy = shifted.Add();
    copy->set_id(stage.id());
    copy->set_display_name(stage.display_name());
    copy->set_kind(stage.kind());
    copy->set_grace_minutes(stage.grace_minutes());
    copy->set_open_local_time(Shifted(stage.open_local_time(), months));
    copy->set_close_local_time(Shifted(stage.close_local_time(), months));
  }
  return shifted;
}

}  // namespace assay::domain

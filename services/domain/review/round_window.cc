#include "services/domain/review/round_window.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/domain/resource.h"

namespace assay::domain {
namespace {

std::string InstantText(const google::protobuf::Timestamp& instant) {
  return absl::FormatTime(absl::RFC3339_sec, FromProto(instant), absl::UTCTimeZone());
}

bool IsPastDeadline(const api::Round& round, absl::Time now) {
  return round.has_deadline() && now >= FromProto(round.deadline());
}

}  // namespace

bool IsOpenAt(const api::Round& round, absl::Time now) {
  return round.state() == api::ROUND_STATE_OPEN && !IsPastDeadline(round, now);
}

bool IsClosedAt(const api::Round& round, absl::Time now) {
  return round.state() == api::ROUND_STATE_CLOSED ||
         (round.state() == api::ROUND_STATE_OPEN && IsPastDeadline(round, now));
}

absl::Status CheckOpen(const api::Round& round, absl::Time now) {
  if (IsOpenAt(round, now)) return absl::OkStatus();
  if (!IsClosedAt(round, now)) {
    return Refused("ROUND_NOT_OPEN", absl::StrCat(round.name(), " is in draft; wait until the agency opens it"),
                   {{"round", round.name()}});
  }
  std::string closed = round.has_close_time() ? InstantText(round.close_time())
                                              : absl::StrCat(InstantText(round.deadline()), " by deadline");
  return Refused("ROUND_CLOSED",
                 absl::StrCat(round.name(), " closed at ", closed, "; what it held then counts and cannot be changed"),
                 {{"round", round.name()}});
}

void CheckDeadline(const google::protobuf::Timestamp& deadline, absl::Time now, absl::string_view field,
                   Violations* violations) {
  absl::Time instant = FromProto(deadline);
  if (instant <= now) violations->Add(field, "is not in the future; name a later instant");
  if (instant > now + absl::Hours(24 * kDeadlineDaysMax)) {
    violations->Add(field, absl::StrCat("is more than ", kDeadlineDaysMax, " days ahead; name an earlier instant"));
  }
}

google::protobuf::Timestamp WholeMicros(const google::protobuf::Timestamp& instant) {
  return ToProto(FromProto(instant));
}

}  // namespace assay::domain

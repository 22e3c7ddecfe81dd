#include "services/domain/due.h"

#include "services/domain/resource.h"

namespace assay::domain {

uint32_t DueSeconds(absl::Time instant) {
  return static_cast<uint32_t>(
      absl::ToUnixSeconds(absl::Ceil(instant - absl::UnixEpoch(), absl::Seconds(1)) + absl::UnixEpoch()));
}

absl::optional<absl::Time> InstantIf(bool has, const google::protobuf::Timestamp& instant) {
  return has ? absl::make_optional(FromProto(instant)) : absl::nullopt;
}

void MoveDue(DueJob job, const std::string& subject, absl::optional<absl::Time> before,
             absl::optional<absl::Time> after, Records* records) {
  auto number = static_cast<uint32_t>(job);
  if (before.has_value()) records->Delete(DueId{DueSeconds(*before), number, subject});
  if (after.has_value()) {
    records->Mutable(DueId{DueSeconds(*after), number, subject})->set_time_micros(absl::ToUnixMicros(*after));
  }
}

}  // namespace assay::domain

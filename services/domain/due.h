// The due index: what the server does by itself at an instant (services/engine/jobs.h scans it). Kept by Apply alone.
#ifndef ASSAY_SERVICES_DOMAIN_DUE_H_
#define ASSAY_SERVICES_DOMAIN_DUE_H_

#include <string>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/domain/view.h"

namespace assay::domain {

// An instant as a due entry holds it: seconds since 1970 UTC, rounded up.
uint32_t DueSeconds(absl::Time instant);

// The instant of an optional field, such as a round's deadline.
absl::optional<absl::Time> InstantIf(bool has, const google::protobuf::Timestamp& instant);

// Keeps exactly one entry for `job` on `subject`, a resource's name: was due at `before`, is due at `after`; absent
// means not due.
void MoveDue(DueJob job, const std::string& subject, absl::optional<absl::Time> before,
             absl::optional<absl::Time> after, Records* records);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_DUE_H_

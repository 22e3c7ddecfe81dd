// When a call is tried again, and after how long.
#ifndef ASSAY_CLIENTS_CPP_RETRY_H_
#define ASSAY_CLIENTS_CPP_RETRY_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/protobuf/message.h"

namespace assay {

struct RetryPolicy {
  int max_attempts = 5;  // With the first one; 1 means never again.
  absl::Duration initial_backoff = absl::Milliseconds(100);
  absl::Duration max_backoff = absl::Seconds(5);
};

// Whether doing the call twice is the same as doing it once: it reads, or it carries a request_id.
// `method` is Service/Method, with or without its package.
bool IsSafeToRepeat(absl::string_view method, const google::protobuf::Message& request);

// How long to wait before attempt number `next_attempt` (the second is 2), or nothing when the error will not mend by
// itself: only UNAVAILABLE, DEADLINE_EXCEEDED, and RESOURCE_EXHAUSTED whose RetryInfo says when. `jitter` is uniform in
// [0, 1): the wait is between half of the exponential backoff and all of it, and never shorter than the server asks.
absl::optional<absl::Duration> WaitBeforeRetry(const RetryPolicy& policy, const absl::Status& error, int next_attempt,
                                               double jitter);

}  // namespace assay

#endif  // ASSAY_CLIENTS_CPP_RETRY_H_

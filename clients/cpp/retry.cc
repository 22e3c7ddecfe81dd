#include "clients/cpp/retry.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "clients/cpp/error_details.h"
#include "clients/cpp/request_id.h"

namespace assay {

bool IsSafeToRepeat(absl::string_view method, const google::protobuf::Message& request) {
  if (!RequestIdOf(request).empty()) return true;
  absl::string_view verb = method.substr(method.rfind('/') + 1);
  for (absl::string_view read : {"Get", "List", "Search", "Preview", "Read", "Diff", "WhoAmI"}) {
    if (absl::StartsWith(verb, read)) return true;
  }
  return false;
}

absl::optional<absl::Duration> WaitBeforeRetry(const RetryPolicy& policy, const absl::Status& error, int next_attempt,
                                               double jitter) {
  if (next_attempt > policy.max_attempts) return absl::nullopt;
  absl::optional<absl::Duration> asked = RetryDelay(error);
  bool may_mend = absl::IsUnavailable(error) || absl::IsDeadlineExceeded(error) ||
                  (absl::IsResourceExhausted(error) && asked.has_value());
  if (!may_mend) return absl::nullopt;
  absl::Duration backoff = policy.initial_backoff;
  for (int attempt = 2; attempt < next_attempt && backoff < policy.max_backoff; ++attempt) backoff *= 2;
  backoff = std::min(backoff, policy.max_backoff) * (0.5 + jitter / 2);
  return std::max(backoff, asked.value_or(absl::ZeroDuration()));
}

}  // namespace assay

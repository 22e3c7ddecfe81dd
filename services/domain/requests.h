// Forgetting old requests.
#ifndef ASSAY_SERVICES_DOMAIN_REQUESTS_H_
#define ASSAY_SERVICES_DOMAIN_REQUESTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/domain/context.h"
#include "services/domain/view.h"

namespace assay::domain {

// Records that one event drops: with the head, the event and its own request these fit one command.
inline constexpr size_t kExpiredRequestsMax = 80;

// Drops the request records `digests` (RequestId.digest) and says that with them every record before `until_sequence`
// is gone. Records that are gone already are left out; adds no event when `until_sequence` was reached before.
// INVALID_ARGUMENT: more than kExpiredRequestsMax. FAILED_PRECONDITION, REQUEST_NOT_OLD: a record is of an event at or
// after `until_sequence`, or there is no such event yet.
absl::Status DecideExpireRequests(int64_t until_sequence, const std::vector<std::string>& digests,
                                  const Context& context, const View& view, Events* events);

}  // namespace assay::domain

#endif  // ASSAY_SERVICES_DOMAIN_REQUESTS_H_

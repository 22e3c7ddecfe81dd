#include "services/domain/requests.h"

#include "absl/strings/str_cat.h"
#include "services/base/error.h"

namespace assay::domain {
namespace {

absl::Status NotOld(absl::string_view what, int64_t until_sequence) {
  return Refused("REQUEST_NOT_OLD",
                 absl::StrCat(what, " is not before event ", until_sequence, "; only older requests can be forgotten"));
}

}  // namespace

absl::Status DecideExpireRequests(int64_t until_sequence, const std::vector<std::string>& digests, const Context&,
                                  const View& view, Events* events) {
  Violations violations;
  if (digests.size() > kExpiredRequestsMax) {
    violations.Add("digests", absl::StrCat("at most ", kExpiredRequestsMax, " at once, not ", digests.size()));
  }
  ASSAY_RETURN_IF_ERROR(violations.ToStatus());
  const ledger::StateHead& head = view.FindOrDefault(StateHeadId{});
  ASSAY_RETURN_IF_ERROR(view.status());
  if (until_sequence <= head.requests_expired_until()) return absl::OkStatus();
  if (until_sequence > head.event_count()) return NotOld("the log's end", until_sequence);
  ledger::RequestsExpired expired;
  expired.set_until_sequence(until_sequence);
  for (const std::string& digest : digests) {
    const ledger::RequestRecord* record = view.Find(RequestId{digest});
    ASSAY_RETURN_IF_ERROR(view.status());
    if (record == nullptr) continue;
    if (record->first_sequence() >= until_sequence) return NotOld(absl::StrCat("request ", digest), until_sequence);
    expired.add_request_digests(digest);
  }
  *events->AddDecision()->mutable_requests_expired() = std::move(expired);
  return absl::OkStatus();
}

}  // namespace assay::domain

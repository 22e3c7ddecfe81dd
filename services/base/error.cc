#include "services/base/error.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"

namespace assay {
namespace {

// Details travel in a trailer, and a gRPC client takes 8 KiB of metadata unless told otherwise.
constexpr size_t kViolationBytesMax = 4096;

}  // namespace

absl::Status MakeError(absl::StatusCode code, absl::string_view reason, absl::string_view message, Metadata metadata) {
  absl::Status status(code, message);
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(kErrorDomain);
  for (const auto& [key, value] : metadata) (*info.mutable_metadata())[std::string(key)] = std::string(value);
  status.SetPayload(kErrorInfoUrl, absl::Cord(info.SerializeAsString()));
  return status;
}

absl::Status NotFound(absl::string_view resource_name) {
  return MakeError(absl::StatusCode::kNotFound, "RESOURCE_NOT_FOUND",
                   absl::StrCat(resource_name, " does not exist; check the name, or list its siblings"),
                   {{"resource", resource_name}});
}

absl::Status AlreadyExists(absl::string_view resource_name) {
  return MakeError(absl::StatusCode::kAlreadyExists, "RESOURCE_ALREADY_EXISTS",
                   absl::StrCat(resource_name, " exists already; choose another id, or update it"),
                   {{"resource", resource_name}});
}

absl::Status Refused(absl::string_view reason, absl::string_view message, Metadata metadata) {
  return MakeError(absl::StatusCode::kFailedPrecondition, reason, message, metadata);
}

absl::Status Denied(absl::string_view reason, absl::string_view message) {
  return MakeError(absl::StatusCode::kPermissionDenied, reason, message);
}

absl::Status Stale(absl::string_view resource_name, absl::string_view etag) {
  return MakeError(absl::StatusCode::kAborted, "STALE_ETAG",
                   absl::StrCat(resource_name, " was changed by somebody else; read it again and repeat the change"),
                   {{"resource", resource_name}, {"etag", etag}});
}

absl::Status Overloaded(absl::string_view message, absl::Duration retry_after) {
  absl::Status status = MakeError(absl::StatusCode::kResourceExhausted, "OVERLOADED", message);
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(absl::IDivDuration(retry_after, absl::Seconds(1), &retry_after));
  retry.mutable_retry_delay()->set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(retry_after)));
  status.SetPayload(kRetryInfoUrl, absl::Cord(retry.SerializeAsString()));
  return status;
}

void Violations::Add(absl::string_view field, absl::string_view description) {
  violations_.emplace_back(std::string(field), std::string(description));
}

absl::Status Violations::ToStatus() const {
  if (empty()) return absl::OkStatus();
  std::string message = absl::StrCat(violations_.front().first, ": ", violations_.front().second);
  if (violations_.size() > 1) absl::StrAppend(&message, " (and ", violations_.size() - 1, " more)");
  absl::Status status = MakeError(absl::StatusCode::kInvalidArgument, "INVALID_INPUT", message);
  google::rpc::BadRequest bad_request;
  size_t bytes = 0;
  for (const auto& [field, description] : violations_) {
    bytes += field.size() + description.size();
    auto* violation = bad_request.add_field_violations();
    if (bytes > kViolationBytesMax) {
      violation->set_description(absl::StrCat(violations_.size() - bad_request.field_violations_size() + 1,
                                              " more; mend these first, then see the rest"));
      break;
    }
    violation->set_field(field);
    violation->set_description(description);
  }
  status.SetPayload(kBadRequestUrl, absl::Cord(bad_request.SerializeAsString()));
  return status;
}

std::string ErrorReason(const absl::Status& status) {
  auto payload = status.GetPayload(kErrorInfoUrl);
  google::rpc::ErrorInfo info;
  if (!payload.has_value() || !info.ParseFromString(std::string(*payload))) return "";
  return info.reason();
}

}  // namespace assay

// Errors as the product gives them: an absl::Status with google.rpc details as payloads, so that no layer below rpc
// needs gRPC and none of what a caller can use is lost on the way up.
#ifndef ASSAY_SERVICES_BASE_ERROR_H_
#define ASSAY_SERVICES_BASE_ERROR_H_

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace assay {

// ErrorInfo.domain of every error of ours.
inline constexpr char kErrorDomain[] = "assay";

// Payload keys, as in AIP-193.
inline constexpr char kErrorInfoUrl[] = "type.googleapis.com/google.rpc.ErrorInfo";
inline constexpr char kBadRequestUrl[] = "type.googleapis.com/google.rpc.BadRequest";
inline constexpr char kRetryInfoUrl[] = "type.googleapis.com/google.rpc.RetryInfo";

using Metadata = std::initializer_list<std::pair<absl::string_view, absl::string_view>>;

// An error with a reason in UPPER_SNAKE_CASE. The message says what, where and how to mend it.
absl::Status MakeError(absl::StatusCode code, absl::string_view reason, absl::string_view message,
                       Metadata metadata = {});

// The usual codes, by what they mean to the caller.
absl::Status NotFound(absl::string_view resource_name);       // RESOURCE_NOT_FOUND
absl::Status AlreadyExists(absl::string_view resource_name);  // RESOURCE_ALREADY_EXISTS
absl::Status Refused(absl::string_view reason, absl::string_view message,
                     Metadata metadata = {});                                    // FAILED_PRECONDITION
absl::Status Denied(absl::string_view reason, absl::string_view message);        // PERMISSION_DENIED
absl::Status Stale(absl::string_view resource_name, absl::string_view etag);     // ABORTED, STALE_ETAG
absl::Status Overloaded(absl::string_view message, absl::Duration retry_after);  // RESOURCE_EXHAUSTED

// Collects everything that is wrong with an input, so that it is answered at once.
class Violations {
 public:
  // `field` is a path such as proposal.soc_codes[2].
  void Add(absl::string_view field, absl::string_view description);
  bool empty() const { return violations_.empty(); }
  const std::vector<std::pair<std::string, std::string>>& violations() const { return violations_; }

  // OK when empty; otherwise INVALID_ARGUMENT with reason INVALID_INPUT and a BadRequest of every violation: of
  // as many as fit a trailer, and how many more there are.
  absl::Status ToStatus() const;

 private:
  std::vector<std::pair<std::string, std::string>> violations_;
};

// The reason of an error made here; empty for any other.
std::string ErrorReason(const absl::Status& status);

}  // namespace assay

// Returns from the enclosing function when the expression's status is not OK.
#define ASSAY_RETURN_IF_ERROR(expression)          \
  do {                                             \
    absl::Status assay_status_ = (expression);     \
    if (!assay_status_.ok()) return assay_status_; \
  } while (false)

#define ASSAY_CONCAT_INNER_(a, b) a##b
#define ASSAY_CONCAT_(a, b) ASSAY_CONCAT_INNER_(a, b)

// Assigns the value of a StatusOr, or returns its status.
#define ASSAY_ASSIGN_OR_RETURN(target, expression) \
  ASSAY_ASSIGN_OR_RETURN_IMPL_(ASSAY_CONCAT_(assay_or_, __LINE__), target, expression)
#define ASSAY_ASSIGN_OR_RETURN_IMPL_(result, target, expression)                      \
  auto result = (expression); /* NOLINT(bugprone-macro-parentheses): a declaration */ \
  if (!(result).ok()) return std::move(result).status();                              \
  target = *std::move(result) /* NOLINT(bugprone-macro-parentheses): may declare */

#endif  // ASSAY_SERVICES_BASE_ERROR_H_

// What a server said about an error beside its code and message: google.rpc details, kept as payloads of absl::Status
// under the keys of services/base/error.h.
#ifndef ASSAY_CLIENTS_CPP_ERROR_DETAILS_H_
#define ASSAY_CLIENTS_CPP_ERROR_DETAILS_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "grpcpp/support/status.h"
#include "services/base/error.h"

namespace assay {

// One field that is wrong.
struct FieldViolation {
  std::string field;        // Path, such as proposal.soc_codes[2].
  std::string description;  // What is wrong and how to mend it.
};

// The same code and message, with every detail of grpc-status-details-bin as a payload under its type URL. Details that
// cannot be parsed are left out: the code and message stand without them.
absl::Status FromGrpcStatus(const grpc::Status& status);

// The reverse, for servers and fakes.
grpc::Status ToGrpcStatus(const absl::Status& status);

// ErrorInfo.metadata; empty without one. (ErrorInfo.reason: ErrorReason() of services/base/error.h.)
std::map<std::string, std::string> ErrorMetadata(const absl::Status& status);

// Every violation of BadRequest, in the server's order; empty without one.
std::vector<FieldViolation> FieldViolations(const absl::Status& status);

// How long the server asks to wait before trying again, when it says so.
absl::optional<absl::Duration> RetryDelay(const absl::Status& status);

}  // namespace assay

#endif  // ASSAY_CLIENTS_CPP_ERROR_DETAILS_H_
